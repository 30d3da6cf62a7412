"""What waits at each desk, counted as it changes, against a look through every queue at every step that asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from sim.floor import escalation
from sim.floor.accounts import case_escalation
from sim.floor.backlog import Backlog
from sim.floor.compile import compile_plan
from sim.floor.resolving.resolved import Horizon
from sim.floor.sales_floor import SalesFloor
from sim.floor.simulate import simulate
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.market.leads import lead_table
from tests.builders import market_of, merged, one_stage_market, resolved, scheme_of, stage
from tests.properties.busy_worlds import busy_ledgers
from tests.properties.whole_worlds import (
    EVERYTHING,
    GENERALIST,
    IN_TIME,
    PEOPLE,
    RICH,
    STAGES,
    TWO_AREAS,
)

FREEST = escalation.freest_desk


def looked_through(floor: SalesFloor, desk: int) -> int:
    now, waiting = floor.env.time, floor.shared[desk]
    return sum(floor.ticket[lead] == ticket and floor.gives_up[lead] > now for _, lead, ticket in waiting)


@pytest.fixture(autouse=True, scope="module")
def asked() -> Iterator[list[int]]:
    """How much waited at all desks at each step that asked, compared there and then."""
    found: list[int] = []

    def compared(floor: SalesFloor, role: int, desk: int) -> int:
        assert floor.backlog is not None
        desks = range(len(floor.plan.desks))
        expected = [looked_through(floor, desk) for desk in desks]
        assert [floor.backlog.at(desk, floor.env.time) for desk in desks] == expected
        found.append(sum(expected))
        return FREEST(floor, role, desk)

    with pytest.MonkeyPatch.context() as patch:
        for module in (escalation, case_escalation):
            patch.setattr(module, "freest_desk", compared)
        yield found


@settings(max_examples=20)
@given(busy_ledgers())
def test_counts_are_those_of_the_queues_while_everything_is_on(_):
    pass


@pytest.mark.parametrize("cover", [None, {"by": "team", "after_hours": 2}, {"by": "neighbours", "after_hours": 2}])
@pytest.mark.parametrize("policy", ["shared-queue", "round-robin"])
def test_counts_hold_nobody_whose_patience_ended_unnoticed(asked, policy, cover):
    """Where nobody joins and no loads count, whoever has given up lies in the queue until someone comes across."""
    before = len(asked)
    effects = {name: {} for name in EVERYTHING} | {"accounts": {"at_start": 300, "term_months": 1}}
    effects["absence"] = {"sick_spells_per_year": 20, "vacancies_per_year": 2}
    market = market_of(STAGES, effects, **merged(RICH, {"demand": {"leads_per_year": 4000}}))
    scheme = scheme_of(
        {"rep": 7},
        GENERALIST,
        PEOPLE,
        process={
            "after_sales": {"role": "rep", "order": "in-turn", "sla": IN_TIME},
            "sla": dict.fromkeys(STAGES, IN_TIME["service"]),
        },
        routing={"policy": policy, "cover": cover},
        territory=TWO_AREAS,
    )
    simulate(market, resolved(market, scheme), horizon=Horizon(0, 10, 0), seed=1, replication=0)
    assert max(asked[before:]) > 20


@pytest.mark.parametrize(
    ("action", "kept"),
    [("remind", False), ("reassign", False), ("overflow", True)],
)
def test_nothing_is_counted_where_no_step_asks(action, kept):
    level = {"within_hours": 2, "escalation": [{"after_hours": 2, "action": action}]}
    market = one_stage_market()
    for process in ({"sla": {"work": level}}, {"after_sales": {"role": "rep", "sla": {"service": level}}}):
        if "after_sales" in process:
            market = one_stage_market({"accounts": {}})
        scheme = scheme_of({"rep": 1}, {"work": "rep"}, process=process)
        assert (floor_of(market, scheme).backlog is not None) is kept


def floor_of(market: Market, scheme: Scheme) -> SalesFloor:
    """The floor before anything has happened."""
    horizon, ready = Horizon(0, 2, 0), resolved(market, scheme)
    plan = compile_plan(market, ready, horizon, lead_table(market, horizon.days, 1, 0), 1, 0)
    return SalesFloor(plan, ready.scheme.routing)


class OnlyEnds(list):
    """A queue that can be added to and taken from, but not looked through."""

    def __iter__(self):
        raise AssertionError("a whole queue is looked through")


def test_no_step_looks_through_a_queue(monkeypatch):
    """Each would take the longer the more waits, and the more waits the more steps there are."""
    for module in (escalation, case_escalation):
        monkeypatch.setattr(module, "freest_desk", FREEST)
    level = {"within_hours": 2, "escalation": [{"after_hours": 2, "action": "overflow"}]}
    market = market_of({"work": stage()}, demand={"leads_per_year": 3000})
    floor = floor_of(market, scheme_of({"rep": 1}, {"work": "rep"}, process={"sla": {"work": level}}))
    floor.shared = [OnlyEnds() for _ in floor.shared]
    floor.run()
    assert sum(floor.escalations) > 50


def test_patience_ends_at_its_very_hour_and_only_that_of_who_still_waits_so():
    backlog = Backlog(2)
    backlog.waits(7, 0, 1, 5.0)
    backlog.waits(8, 0, 1, 5.0)
    backlog.waits_no_more(8)
    backlog.waits(8, 1, 2, 9.0)
    assert [backlog.at(desk, 4.9) for desk in (0, 1)] == [1, 1]
    assert [backlog.at(desk, 5.0) for desk in (0, 1)] == [0, 1]
    assert [backlog.at(desk, 9.0) for desk in (0, 1)] == [0, 0]
