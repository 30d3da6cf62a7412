"""Laws of conservation hold across a change of organisation, whatever goes over to whatever."""

from __future__ import annotations

import numpy as np
import pytest

from sim.floor.states import JOINED
from sim.results.measures.kpis import kpis
from tests.builders import task_rows
from tests.properties import test_conservation_of_everything as everything
from tests.properties.changing_worlds import changed, kinds, market, played

PAIRS = [
    ("today", "line"),
    ("line", "today"),
    ("today", "segments"),
    ("segments", "areas"),
    ("areas", "neighbours"),
    ("neighbours", "line"),
    ("offers", "by load"),
    ("by load", "in turn"),
    ("today", "few"),
    ("few", "many"),
    ("many", "pods"),
    ("pods", "segments"),
    ("campaigns", "keen first"),
    ("skilled", "paid otherwise"),
    ("paid otherwise", "line"),
    ("in turn", "offers"),
]
WORLDS = {"all": (), "nobody leaves": ("turnover", "absence"), "no customers": ("accounts", "turnover")}


@pytest.fixture(params=WORLDS)
def anywhere(request):
    return market(WORLDS[request.param])


@pytest.fixture
def where():
    return market()


def ledgers(where, pair, **terms):
    before, after = (kinds()[name] for name in pair)
    return played(where, before, changed(after, **{"week": 3, "turn_back_week": 6, **terms}))


@pytest.mark.parametrize("pair", PAIRS)
def test_the_laws_hold(anywhere, pair):
    stays, goes = ledgers(anywhere, pair, meeting_hours=6)
    for law in (
        everything.test_whoever_enters_a_stage_leaves_it_one_way_or_is_still_there,
        everything.test_a_seat_does_one_thing_at_a_time_is_not_away_meanwhile_and_works_no_more_than_there_are_hours,
        everything.test_littles_law_holds_over_every_queue_counted_hour_by_hour,
        everything.test_the_record_never_knows_more_than_the_truth,
    ):
        law.hypothesis.inner_test(goes)
    paid = -goes.money_columns["amount"][goes.money_columns["kind"] == goes.names["kind"].index("variable pay")].sum()
    assert paid == pytest.approx(goes.statements["amount"].sum())
    assert goes.seat_columns["variable_pay"].sum() == pytest.approx(paid)
    revenue = goes.money_columns["kind"] == goes.names["kind"].index("revenue")
    assert goes.money_columns["amount"][revenue].sum() == pytest.approx(goes.lead_columns["revenue"].sum())
    assert set(kpis(goes)) == set(kpis(stays))
    for table in (goes.leads, goes.tasks, goes.seats, goes.people, goes.money):
        assert len(table)


@pytest.mark.parametrize("pair", PAIRS)
def test_what_was_before_the_change_is_what_it_would_have_been(where, pair):
    stays, goes = ledgers(where, pair)
    clock = goes.plan.table.calendar.weeks_to_clock(5)
    people = [seat.name for seat in stays.resolved.seats]
    assert [seat.name for seat in goes.resolved.seats][: len(people)] == people

    def before(ledger):
        rows = task_rows(ledger, "end", "start", "lead", "stage", "seat", "outcome", "work_hours")
        cases = zip(*(ledger.case_columns[name].tolist() for name in ("end", "start", "lead", "seat")), strict=True)
        return [row for row in rows if row[0] <= clock], sorted(row for row in cases if row[0] <= clock)

    assert before(goes) == before(stays)
    assert len(before(goes)[0]) > 50


@pytest.mark.parametrize("pair", PAIRS)
def test_everyone_works_in_her_own_role_at_stages_of_the_organisation_that_there_is(where, pair):
    _, goes = ledgers(where, pair, turn_back_week=None)
    clock = goes.plan.table.calendar.weeks_to_clock(5)
    rows = task_rows(goes, "start", "stage", "role", "seat", "outcome")
    late = [row for row in rows if row[0] >= clock and row[4] != JOINED]
    assert len(late) > 50
    for _, stage, role, seat, _ in late:
        assert goes.plan.stages[stage].role == role == goes.plan.seats[seat].role
        assert seat not in goes.resolved.absent


@pytest.mark.parametrize("pair", [("today", "few"), ("few", "many"), ("many", "today")])
def test_posts_come_and_go_with_the_organisation(where, pair):
    stays, goes = ledgers(where, pair, turn_back_week=None)
    clock = goes.plan.table.calendar.weeks_to_clock(5)
    posts = goes.post_columns
    assert (np.isinf(posts["end"])).sum() == len(goes.resolved.present)
    assert ((posts["start"] == 0).sum()) == len(stays.resolved.seats)
    assert set(posts["start"].tolist()) <= {0.0, clock}
    left = posts["end"][np.isfinite(posts["end"])]
    assert (left >= clock).all()
