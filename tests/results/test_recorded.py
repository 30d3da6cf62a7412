"""The CRM's truth and ours, on hand-worked floors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.floor.resolving.resolved import Horizon
from sim.floor.simulate import simulate
from sim.floor.states import NEW, STATES, THINKING, WAITING, WORKED
from sim.results.recorded import (
    CLOSED,
    History,
    forecast,
    recorded_history,
    recorded_kpis,
    true_history,
    value_on_record,
)
from tests.builders import NEVER_ADVANCES, Lead, market_of, play, resolved, scheme_of, seats, stage, states
from tests.properties.whole_worlds import EVERYTHING, RICH, STAGES, organisation

ROLES = {"call": "rep", "close": "rep"}


def played(use, leads, weeks=1):
    adoption = {"start_share": use, "ceiling_share": use}
    market = market_of({"call": stage(1, thinking_hours=2), "close": stage(1)}, {"patience": {}})
    return play(market, scheme_of(seats("a", "b", "c"), ROLES, crm={"adoption": adoption}), leads, weeks=weeks)


LEADS = [Lead(0, u=u, thinking=[2, 0]) for u in ([0, 0], [0, NEVER_ADVANCES], [NEVER_ADVANCES, 0])]


def test_with_full_use_the_record_is_the_truth():
    ledger = played(1, LEADS)
    for clock in (0, 1, 2.9, 3, 3.9, 4, 10):
        assert recorded_history(ledger).at(clock).tolist() == true_history(ledger).at(clock).tolist()
    assert true_history(ledger).at(2.9).tolist() == [0, 0, 0], "they still think"
    assert true_history(ledger).at(3).tolist() == [1, 1, CLOSED]
    assert true_history(ledger).at(4).tolist() == [CLOSED, CLOSED, CLOSED]


def test_without_use_only_orders_are_booked_and_what_was_lost_stays_open():
    ledger = played(0, LEADS)
    record = recorded_history(ledger)
    assert record.at(3.5).tolist() == [0, 0, 0], "nobody has logged a call"
    assert record.at(4).tolist() == [CLOSED, 0, 0]
    found = recorded_kpis(ledger)
    assert found["dead_on_record_share"] == 1
    assert np.isnan(found["open_on_record_ratio"]), "nothing is truly open"


def test_what_counts_is_the_use_of_whoever_did_the_work():
    def by_seat(plan):
        return replace(plan, crm_use=[[1.0, 0.0] for _ in plan.week_ticks])

    market = market_of({"call": stage(1, thinking_hours=2), "close": stage(50)})
    scheme = scheme_of(seats("a", "b"), ROLES, crm={"adoption": {"start_share": 0.5, "ceiling_share": 0.5}})
    ledger = play(market, scheme, [Lead(0, thinking=[2, 0]), Lead(0, thinking=[2, 0])], change=by_seat)
    caller = dict(zip(*(ledger.task_columns[name].tolist() for name in ("lead", "seat")), strict=True))
    logged = recorded_history(ledger).at(10).tolist()
    assert [logged[lead] for lead in sorted(caller, key=caller.__getitem__)] == [1, 0]


def test_a_lead_that_has_not_come_is_not_open():
    assert true_history(played(1, [Lead(5)])).at(4).tolist() == [CLOSED]


def test_a_duplicate_that_is_merged_on_arrival_was_never_open_and_is_in_no_forecast():
    market = market_of({"call": stage(1), "close": stage(1)}, {"duplicates": {}})
    team, crm = seats("a", "b"), {"duplicates_found_share": 1}
    leads = [Lead(0), Lead(1, original=0), Lead(39.5), Lead(39.6, original=2)]
    ledger = play(market, scheme_of(team, ROLES, crm=crm), leads)
    assert states(ledger) == ["won", "merged", "in work", "merged"]
    for history in (true_history(ledger), recorded_history(ledger)):
        assert history.at(1).tolist() == [1, CLOSED, CLOSED, CLOSED]
        assert history.at(40).tolist() == [CLOSED, CLOSED, 0, CLOSED]
    assert recorded_kpis(ledger)["open_on_record_ratio"] == 1


@pytest.mark.parametrize("kind", ["invalid", "duplicate"])
def test_a_lead_found_to_be_none_is_closed_when_the_work_ends_though_others_would_still_think(kind):
    exits = {"exits": {"invalid_share": 1}} if kind == "invalid" else {}
    call = stage(1, thinking_hours=20, **exits)
    market = market_of({"call": call, "close": stage(1)}, {"duplicates": {"found_share": 1}})
    scheme = scheme_of(seats("a", "b"), ROLES, crm={"duplicates_found_share": 0})
    original = {"invalid": -1, "duplicate": 0}[kind]
    leads = [Lead(0, thinking=[20, 0]), Lead(2, u=NEVER_ADVANCES, thinking=[20, 0], original=original)]
    ledger = play(market, scheme, leads)
    assert states(ledger)[1] == {"invalid": "invalid", "duplicate": "merged"}[kind]
    assert ledger.lead_columns["closed"][1] == 3
    for history in (true_history(ledger), recorded_history(ledger)):
        assert history.at(2.5).tolist() == [0, 0]
        assert history.at(3).tolist() == [0, CLOSED]


def test_what_is_truly_open_at_the_end_is_what_the_ledger_has_open():
    stages = {name: {**block, "exits": {"invalid_share": 0.2}} for name, block in STAGES.items()}
    stages["close"]["exits"] = {"back_share": 0.3, "back_to": "needs", "back_at_most": 1}
    effects = {name: {} for name in EVERYTHING} | {"duplicates": {"share": 0.3, "found_share": 0.3}}
    market = market_of(stages, effects, **RICH)
    scheme = organisation(crm={"duplicates_found_share": 0.5})
    ledger = simulate(market, resolved(market, scheme), horizon=Horizon(2, 20, 4), seed=1, replication=0)
    leads = ledger.lead_columns
    merged = leads["state"] == STATES.index("merged")
    assert (merged & np.isinf(leads["first_touch"])).any()
    assert (merged & np.isfinite(leads["first_touch"])).any()
    open_ = np.isin(leads["state"], (NEW, WAITING, WORKED, THINKING)) & np.isfinite(leads["arrival"])
    assert ((true_history(ledger).at(ledger.window.end) != CLOSED) == open_).all()


def test_what_is_not_logged_at_once_is_filled_in_with_what_is():
    ledger = played(0.5, [Lead(0.0, thinking=[2, 0])] * 400, weeks=12)
    record, truth = recorded_history(ledger), true_history(ledger)
    assert len(record.lead) == len(truth.lead), "all are won, so in the end all is filled in"
    assert (record.at(1e6) == CLOSED).all()
    delayed = dict(zip(record.lead.tolist(), record.clock.tolist(), strict=True))
    assert delayed == dict(zip(truth.lead.tolist(), truth.clock.tolist(), strict=True)), "the order itself is in time"
    first = dict(zip(record.lead[::-1].tolist(), record.clock[::-1].tolist(), strict=True))
    early = dict(zip(truth.lead[::-1].tolist(), truth.clock[::-1].tolist(), strict=True))
    late = np.mean([first[lead] > early[lead] for lead in first])
    assert abs(late - 0.5) < 5 * 0.5 / np.sqrt(400)


def test_the_record_never_knows_more_than_the_truth():
    ledger = played(0.4, [Lead(float(i % 7), u=[i % 2, i % 3 / 2], thinking=[2, 0]) for i in range(60)])
    truth, record = true_history(ledger), recorded_history(ledger)
    for clock in np.arange(0, 40, 0.5):
        closed_truly, closed_on_record = truth.at(clock) == CLOSED, record.at(clock) == CLOSED
        assert not (closed_on_record & ~closed_truly).any()
        both = ~closed_truly & ~closed_on_record
        assert (record.at(clock)[both] <= truth.at(clock)[both]).all()


def test_a_forecast_is_each_stages_value_times_the_share_won_of_those_who_stood_there():
    # Ten hours ago: leads 0 and 1 at stage 0, lead 2 at stage 1. Since then 0 and 2 were won.
    arrival = np.array([0.0, 0.0, 0.0, 15.0, 15.0])
    moves = History(
        lead=np.array([2, 0, 2, 4]),
        stage=np.array([1, CLOSED, CLOSED, 1]),
        clock=np.array([5.0, 14.0, 16.0, 18.0]),
        arrival=arrival,
        order=np.array([3, 0, 4, 2, 1]),
    )
    won_at = np.array([14.0, np.inf, 16.0, np.inf, np.inf])
    value = np.array([1.0, 10.0, 100.0, 1000.0, 10000.0])
    # Now, at 20: leads 1 and 3 stand at stage 0 (rate one half), lead 4 at stage 1 (rate one).
    assert forecast(moves, won_at, value, now=20, span=10, stages=2) == pytest.approx(0.5 * 1010 + 10000)


def test_a_run_that_ends_before_the_crm_is_switched_on_is_its_own_record():
    adoption = {"start_share": 0, "ceiling_share": 0, "switch_on_week": 9}
    market = market_of({"call": stage(1, thinking_hours=2), "close": stage(1)}, {"patience": {}})
    ledger = play(market, scheme_of(seats("a", "b", "c"), ROLES, crm={"adoption": adoption}), LEADS, weeks=1)
    for clock in (0, 2.9, 3, 4):
        assert recorded_history(ledger).at(clock).tolist() == true_history(ledger).at(clock).tolist()


def test_what_a_deal_would_bring_is_told_by_the_record_until_it_is_won():
    ledger = played(1, LEADS)
    plan = replace(ledger.plan, value=[100.0] * 3, net_value=[90.0] * 3, recorded_value=[100.0, 200.0, 50.0])
    booked = ledger.lead_columns | {"revenue": np.array([90.0, 0.0, 80.0])}
    told = replace(ledger, plan=plan, lead_columns=booked)
    won_at = np.array([5.0, np.inf, 7.0])
    # The discount that offers carry is off what the record says too; a deal that is won is booked at its own price.
    assert value_on_record(told, won_at, 1.0).tolist() == [90.0, pytest.approx(180), pytest.approx(45)]
    assert value_on_record(told, won_at, 7.0).tolist() == [90.0, pytest.approx(180), 80.0]


def test_wrong_values_on_record_make_the_recorded_forecast_wrong_and_no_other():
    # Every second lead is won, two hours or so after its call; at the last follow-up's start some are open.
    market = market_of({"call": stage(1, thinking_hours=20), "close": stage(1)}, {"patience": {}})
    leads = [Lead(2.0 * i, u=[0, NEVER_ADVANCES if i % 2 else 0], thinking=[20, 0]) for i in range(70)]
    crm = {"adoption": {"start_share": 1, "ceiling_share": 1}}
    ledger = play(market, scheme_of(seats("a", "b"), ROLES, crm=crm), leads, weeks=4, follow_up_weeks=1)
    before = recorded_kpis(ledger)
    tripled = replace(ledger.plan, recorded_value=[3 * value for value in ledger.plan.value])
    after = recorded_kpis(replace(ledger, plan=tripled))
    assert after["forecast_error_recorded"] + 1 == pytest.approx(3 * (before["forecast_error_recorded"] + 1))
    assert before["forecast_error_recorded"] > -1
    del before["forecast_error_recorded"], after["forecast_error_recorded"]
    assert after == pytest.approx(before, nan_ok=True)
