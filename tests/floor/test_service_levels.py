"""Service levels on hand-worked floors: reminders, moves to others, and what the share that is kept counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.floor.resolving.regional_plan import AbsencePlan
from sim.levers.absence import SICK, Stretch
from sim.results.measures.kpis import kpis
from tests.builders import Lead, market_of, one_stage_market, play, scheme_of, seats, stage, states, task_rows

ONE_STAGE = {"work": "rep"}
DEALT = {"policy": "round-robin"}


def level(within, *steps):
    """A service level of the stage `work`."""
    return {
        "sla": {
            "work": {
                "within_hours": within,
                "escalation": [dict(zip(("after_hours", "action"), step, strict=True)) for step in steps],
            }
        }
    }


def served(team, leads, process, market=None, **levers):
    ledger = play(market or one_stage_market(), scheme_of(team, ONE_STAGE, process=process, **levers), leads)
    return ledger, task_rows(ledger, "lead", "seat", "start")


def test_without_steps_nothing_moves_and_only_the_share_is_told():
    leads = [Lead(0, work=[9]), Lead(1), Lead(2)]
    plain, rows = served(seats("a"), leads, {})
    told, same = served(seats("a"), leads, level(8.5))
    assert rows == same
    assert plain.lead_columns["escalations"].tolist() == told.lead_columns["escalations"].tolist() == [0, 0, 0]
    assert kpis(told)["sla_kept_share"] == pytest.approx(2 / 3), "waits of 0, 8 and 9 hours"


def test_a_reminded_task_comes_before_those_that_have_waited_longer():
    market = market_of({"work": stage(2)})
    leads = [Lead(0, work=[6]), Lead(1), Lead(2), Lead(3)]
    # Task order by value: the cheap one would come last, but is reminded first.
    values = [100, 10, 300, 200]
    leads = [Lead(lead.arrival, value=value, work=lead.work) for lead, value in zip(leads, values, strict=True)]
    routing = {"task_order": "value"}
    _, plain = served(seats("a"), leads, {}, market, routing=routing)
    assert [row[0] for row in plain] == [0, 2, 3, 1]
    ledger, rows = served(seats("a"), leads, level(1, (4, "remind")), market, routing=routing)
    assert [row[0] for row in rows] == [0, 1, 2, 3], "lead 1 is due at 5, before the seat is free at 6; 2 at 6 too late"
    assert ledger.lead_columns["escalations"].tolist()[1] == 1


def test_a_task_is_taken_from_its_owner_and_whoever_is_free_gets_it_at_once():
    leads = [Lead(0, work=[20]), Lead(0, work=[1]), Lead(1, work=[3])]
    # In turn: a, b, a. Lead 2 is a's, who is busy until 20; after 4 hours it moves to b, at rest since 1.
    ledger, rows = served(seats("a", "b"), leads, level(2, (4, "reassign")), routing=DEALT)
    assert (2, 1, 5.0) in rows
    assert ledger.lead_columns["owner_rep"].tolist() == [0, 1, 1]
    _, plain = served(seats("a", "b"), leads, {}, routing=DEALT)
    assert (2, 0, 20.0) in plain


def test_a_reminder_leaves_a_task_with_its_owner_though_somebody_else_rests():
    leads = [Lead(0, work=[20]), Lead(0, work=[1]), Lead(1, work=[3])]
    ledger, rows = served(seats("a", "b"), leads, level(2, (4, "remind")), routing=DEALT)
    assert (2, 0, 20.0) in rows
    assert ledger.lead_columns["escalations"].tolist() == [0, 0, 1]


@pytest.mark.parametrize(("steps", "state", "handoffs"), [([(2, "reassign")], "lost", 1), ([], "won", 0)])
def test_whoever_takes_over_has_to_read_up_on_it(steps, state, handoffs):
    market = market_of({"call": stage(1), "close": stage(1)}, {"context": {"lost_logit": 1}})
    escalation = [dict(zip(("after_hours", "action"), step, strict=True)) for step in steps]
    process = {"sla": {"close": {"within_hours": 1, "escalation": escalation}}}
    # In turn a, b, a: a calls the first, whose customer thinks from 1 to 5, and is then busy with the third until 21.
    leads = [
        Lead(0, u=[0, 0.45], thinking=[4, 0]),
        Lead(0, work=[1, 1]),
        Lead(1, work=[20, 1]),
    ]
    scheme = scheme_of(seats("a", "b"), {"call": "rep", "close": "rep"}, process=process, routing=DEALT)
    ledger = play(market, scheme, leads)
    assert states(ledger)[0] == state, "one half advances; a logit less, and it is about a quarter"
    assert ledger.lead_columns["handoffs"].tolist()[0] == handoffs
    closing = [row for row in task_rows(ledger, "lead", "stage", "seat", "start") if row[:2] == (0, 1)]
    assert closing == ([(0, 1, 1, 7.0)] if steps else [(0, 1, 0, 21.0)])


def test_overflow_goes_to_another_desk_with_someone_at_rest():
    areas = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}
    people = {"offices": {"office": {"region": "north", "heads": 1}, "far": {"region": "south", "heads": 1}}}
    team = [*seats("a"), *seats("b", office="far")]
    leads = [Lead(0, work=[30]), Lead(1)]
    ledger = play(
        one_stage_market(),
        scheme_of(team, ONE_STAGE, people, process=level(2, (4, "remind"), (8, "overflow")), territory=areas),
        leads,
    )
    assert task_rows(ledger, "lead", "seat", "start") == [(1, 1, 9.0), (0, 0, 0.0)]
    assert ledger.lead_columns["escalations"].tolist() == [0, 2]


def test_overflow_with_nobody_at_rest_goes_to_the_shortest_queue():
    areas = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}
    people = {"offices": {"office": {"region": "north", "heads": 1}, "far": {"region": "south", "heads": 1}}}
    team = [*seats("a"), *seats("b", office="far")]
    leads = [Lead(0, work=[30]), Lead(0, work=[10], region="south"), Lead(1), Lead(2)]
    ledger = play(
        one_stage_market(),
        scheme_of(team, ONE_STAGE, people, process=level(2, (4, "overflow")), territory=areas),
        leads,
    )
    rows = task_rows(ledger, "lead", "seat", "start")
    assert (2, 1, 10.0) in rows, "two wait in the north, nobody in the south"


def test_a_task_that_has_begun_or_gone_cold_is_not_escalated():
    market = one_stage_market({"patience": {}}, patience_hours=1)
    leads = [Lead(0, work=[9], patience=[50]), Lead(0, work=[1], patience=[3]), Lead(1, work=[1], patience=[50])]
    ledger, _ = served(seats("a"), leads, level(2, (5, "remind")), market)
    assert states(ledger) == ["won", "cold", "won"]
    assert ledger.lead_columns["escalations"].tolist() == [0, 0, 1]
    assert kpis(ledger)["sla_kept_share"] == pytest.approx(1 / 3), "served at once; cold after 3 hours; after 8 hours"


def test_a_clock_of_one_stage_says_nothing_of_a_lead_that_waits_at_the_next():
    # Called at once, lead 0 waits for its close from 1 to 11; the clocks of the calls are due at 4 and 4.5.
    steps = [{"after_hours": 4, "action": "remind"}]
    late = [{"after_hours": 20, "action": "remind"}]
    sla = {"call": {"within_hours": 4, "escalation": steps}, "close": {"within_hours": 20, "escalation": late}}
    market = market_of({"call": stage(1), "close": stage(1)})
    scheme = scheme_of(seats("a"), {"call": "rep", "close": "rep"}, process={"sla": sla})
    ledger = play(market, scheme, [Lead(0), Lead(0.5, work=[10, 1])])
    assert [row[2:] for row in task_rows(ledger) if row[0] == 0] == [(0.0, 1.0), (11.0, 12.0)]
    assert ledger.lead_columns["escalations"].tolist() == [0, 0]


def test_a_reminder_does_not_prolong_a_customers_patience():
    market = one_stage_market({"patience": {}}, patience_hours=1)
    leads = [Lead(0, work=[9], patience=[50]), Lead(0, work=[1], patience=[6])]
    ledger, _ = served(seats("a"), leads, level(2, (4, "remind")), market, routing={"policy": "least-loaded"})
    assert states(ledger) == ["won", "cold"]
    assert ledger.lead_columns["closed"].tolist()[1] == 6.0


def test_the_shortest_queue_is_the_one_in_which_fewest_still_wait():
    """Two of the south have given up in its queue when the north's lead looks for another desk at 5."""
    areas = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}
    people = {"offices": {"office": {"region": "north", "heads": 1}, "far": {"region": "south", "heads": 1}}}
    team = [*seats("a"), *seats("b", office="far")]
    cold = Lead(0.5, region="south", patience=[1])
    leads = [
        Lead(0, work=[30], patience=[99]),
        Lead(0, work=[10], region="south", patience=[99]),
        cold,
        cold,
        Lead(1, patience=[99]),
        Lead(2, patience=[99]),
    ]
    ledger = play(
        one_stage_market({"patience": {}}, patience_hours=9),
        scheme_of(team, ONE_STAGE, people, process=level(2, (4, "overflow")), territory=areas),
        leads,
    )
    assert (4, 1, 10.0) in task_rows(ledger, "lead", "seat", "start")


def test_the_clock_goes_on_when_a_colleague_takes_over():
    """a is away from .5 on; from 3 on b covers, who is busy till 20. The step after 6 hours is taken all the same."""
    stretches = [[(0.5, 40)], []]

    def change(plan):
        found = [[Stretch(start, end, SICK) for start, end in mine] for mine in stretches]
        return replace(plan, absence=AbsencePlan(found, "team", 2.5, [() for _ in plan.desks]))

    leads = [Lead(1), Lead(1, work=[19]), Lead(2), Lead(2.5, work=[3])]
    scheme = scheme_of(seats("a", "b"), ONE_STAGE, process=level(2, (6, "remind")), routing=DEALT)
    ledger = play(one_stage_market(), scheme, leads, change=change)
    assert ledger.lead_columns["escalations"].tolist() == [1, 0, 1, 1]
