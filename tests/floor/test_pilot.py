"""What a pilot year shows of the planned work, by hand and by counting, and what staffing and memory make of it."""

from __future__ import annotations

import numpy as np
import pytest

import sim
from sim.floor.people.experience import mean_familiarity, remembered_hours
from sim.floor.resolving import resolve
from sim.floor.resolving.pilot import FOLLOWED_WEEKS, Pilot, pilot_year
from sim.floor.resolving.resolve import resolve_schemes
from sim.floor.resolving.resolved import Horizon
from sim.floor.resolving.workload import as_played, expected_workload, planning_table
from sim.floor.seat_state import SeatStates
from sim.floor.simulate import simulate
from sim.levers.learning import familiarity
from tests.builders import TEAM, market_of, merged, resolved, scheme_of, stage
from tests.properties.whole_worlds import STAGES, organisation, organisations, rich_market

LINE = {"call": "sdr", "close": "ae"}
SURE = 1 - 1e-9


def pilot_of(market, scheme):
    return pilot_year(market, resolved(market, scheme), expected_workload(market, scheme, planning_table(market)))


def test_where_nothing_is_lost_everything_planned_is_done():
    market = market_of({"call": stage(2, SURE), "close": stage(3, SURE)})
    assert pilot_of(market, scheme_of({"rep": 8}, dict.fromkeys(LINE, "rep"))) == Pilot(
        pytest.approx((1, 1)), pytest.approx((1, 1))
    )


def test_leads_that_go_cold_at_a_stage_come_to_it_and_are_not_worked():
    """Nobody waits for the five hours of the hand-off: every lead comes to the close, and none is worked there."""
    market = market_of({"call": stage(2, SURE), "close": stage(3, SURE, patience_hours=1e-6)}, {"patience": {}})
    scheme = scheme_of({"sdr": 8, "ae": 8}, LINE, process={"handoff_delay_hours": 5})
    assert pilot_of(market, scheme) == Pilot(pytest.approx((1, 1)), pytest.approx((1, 0)))


def test_what_practice_saves_is_not_worked():
    """Everyone is as familiar as the reference by ln(1 + 40 / 40) more: hours are halved by an exponent of 1."""
    weights = dict.fromkeys(("stage", "industry", "size", "region", "product", "offer"), 0) | {"stage": 1}
    learning = {"exponent": 1, "conversion_weight": 0, "reference_hours": 40, "half_life_weeks": 1e9}
    market = market_of({"call": stage(2, SURE)}, {"learning": learning | {"weights": weights}})
    scheme = scheme_of({"rep": 8}, {"call": "rep"})
    ready = resolved(market, scheme)
    # So many hours that a year adds next to nothing to their logarithm.
    old = sim.floor.resolving.resolved.ResolvedScheme(
        **{name: getattr(ready, name) for name in ready.__dataclass_fields__}
        | {"experience": np.full_like(ready.experience, 1e9), "reference_familiarity": np.log1p(1e9 / 40) - np.log(2)}
    )
    found = pilot_year(market, old, expected_workload(market, scheme, planning_table(market)))
    assert found == Pilot(pytest.approx((1,)), pytest.approx((0.5,), rel=1e-4))


def test_what_comes_and_what_is_worked_are_counted_over_leads_that_are_followed():
    """Counted anew from the ledger of the same year, for leads that arrived early enough to be through."""
    market = rich_market({"quality": {}, "response": {}, "patience": {}})
    scheme = organisation({"rep": 1})
    ready = resolved(market, scheme)
    ledger = simulate(market, ready, horizon=Horizon(0, 52, 0), seed=0, replication=-1)
    table, tasks = planning_table(market), ledger.task_columns
    followed = ledger.lead_columns["arrival"] < 40 * FOLLOWED_WEEKS
    assert 0.6 < followed.mean() < 0.75
    come, worked, alive = [], [], np.ones(len(table))
    for index, block in enumerate(STAGES.values()):
        arrived = followed & (ledger.lead_columns["stage"] >= index)
        come.append(arrived.sum() / alive[followed].sum())
        here = (tasks["stage"] == index) & followed[tasks["lead"]]
        planned = alive * block["effort_hours"] * table.effort_factor
        worked.append(tasks["work_hours"][here].sum() / planned[followed].sum())
        odds = block["conversion"] / (1 - block["conversion"]) * np.exp(table.logit_shift)
        alive = alive * odds / (1 + odds)
    found = pilot_of(market, scheme)
    assert found == Pilot(pytest.approx(tuple(come)), pytest.approx(tuple(worked)))
    assert found.come[0] == 1
    assert max(found.come[1:]) < 0.8, "one person is too few: much goes cold"
    assert all(done < came for came, done in zip(found.come, found.worked, strict=True))


def test_each_stage_is_scaled_by_what_came_to_it_and_by_what_was_worked():
    market = rich_market({"travel": {}})
    expected = expected_workload(market, organisation(), planning_table(market))
    found = as_played(expected, (1, 0.5, 0.25), (0.8, 0.4, 0.1))
    assert (found.hours == expected.hours * [1, 0.5, 0.25]).all()
    assert (found.reach == expected.reach * [1, 0.5, 0.25]).all()
    assert (found.worked == expected.worked * [0.8, 0.4, 0.1]).all()
    assert (expected.hours[:, 1] > expected.worked[:, 1]).all(), "travel is offered work, too"
    assert (expected.hours[:, 0] == expected.worked[:, 0]).all(), "nobody visits for a call"


@pytest.mark.parametrize(("come", "heads"), [(1, {"sdr": 5, "ae": 4}), (0.5, {"sdr": 6, "ae": 3})])
def test_heads_follow_what_comes_to_each_stage(monkeypatch, come, heads):
    """A call of 2 hours for all, a close of 4 for half: 9 heads are shared 2 to 2, or 2 to 1 if half of those come.

    The half that is worked says nothing of who is needed: the others were offered, and waited.
    """
    monkeypatch.setattr(resolve, "pilot_year", lambda *_: Pilot((1.0, come), (0.1, 0.9)))
    market = market_of({"call": stage(2, 0.5), "close": stage(4, 0.5)})
    people = merged(TEAM, {"offices": {"office": {"heads": 9}}})
    assert resolved(market, scheme_of([], LINE, people | {"seats": None})).heads == heads


def test_every_scheme_is_staffed_by_the_same_pilot_of_the_baseline(monkeypatch):
    asked = []

    def told(market, today, expected):
        asked.append(today.name)
        return Pilot((1.0, 0.5, 0.5), (1.0, 0.5, 0.5))

    monkeypatch.setattr(resolve, "pilot_year", told)
    resolve_schemes(rich_market(), organisations(), "today")
    assert asked == ["today"]


def learned(market, scheme):
    ready = resolved(market, scheme)
    return {category: ready.experience[:, index].sum() for index, category in enumerate(ready.categories)}


def test_travel_is_no_memory():
    """The same work at home or far away is remembered alike: as long as everyone gets through it."""
    learning = {"learning": {"exponent": 0}}
    at_home = learned(rich_market(learning), organisation())
    away = learned(rich_market(learning | {"travel": {"road_km_per_hour": 30}}), organisation())
    assert away["stage", "needs"] > 0
    assert away == pytest.approx(at_home)
    assert rich_market({"travel": {}}).effects.active("travel")


def test_people_remember_what_was_worked_and_not_what_was_planned(monkeypatch):
    """With half of the calls and a quarter of the closes worked, half and a quarter of their hours are remembered."""
    market = market_of({"call": stage(2, 0.5), "close": stage(4, 0.5)}, {"learning": {"exponent": 0}})
    scheme = scheme_of({"rep": 8}, dict.fromkeys(LINE, "rep"))
    monkeypatch.setattr(resolve, "pilot_year", lambda *_: Pilot((1.0, 1.0), (1.0, 1.0)))
    planned = learned(market, scheme)
    monkeypatch.setattr(resolve, "pilot_year", lambda *_: Pilot((0.9, 0.8), (0.5, 0.25)))
    found = learned(market, scheme)
    assert found["stage", "call"] == pytest.approx(planned["stage", "call"] / 2)
    assert found["stage", "close"] == pytest.approx(planned["stage", "close"] / 4)
    whole = found["stage", "call"] + found["stage", "close"]
    assert found["product", "tool"] == found["offer", "standard"] == pytest.approx(whole)


def test_nobody_remembers_more_hours_than_there_were(monkeypatch):
    """Ten times the work that one person can do in the 28 hours of a week that are left for it."""
    monkeypatch.setattr(resolve, "pilot_year", lambda *_: Pilot((1.0,), (1.0,)))
    market = market_of({"call": stage(2, 0.5)}, {"learning": {"half_life_weeks": 30}}, demand={"leads_per_year": 7300})
    people = {"week": {"admin_share": 0.3}, "tenure_weeks": 60}
    found = learned(market, scheme_of({"rep": 1}, {"call": "rep"}, people))
    # Sixty weeks with a half-life of thirty: three quarters of what a steady state of endless weeks would hold.
    assert found["stage", "call"] == pytest.approx(28 * 30 / np.log(2) * 3 / 4)
    assert found["size", "small"] + found["size", "large"] == pytest.approx(found["stage", "call"])


def test_the_reference_is_the_familiarity_of_the_average_hour_worked():
    """Two desks: the reference weighs each by the hours that it works."""
    market = market_of(
        {"call": stage(2, 0.5)}, {"learning": {}}, regions={"north": {"share": 0.9}, "south": {"share": 0.1}}
    )
    areas = {"territories": {"up": {"regions": ["north"]}, "down": {"regions": ["south"]}}}
    people = {"offices": {"office": {"heads": 2}, "far": {"region": "south", "heads": 2}}}
    scheme = scheme_of([], {"call": "rep"}, people | {"seats": None}, territory=areas)
    load = expected_workload(market, scheme, planning_table(market))
    ready = resolved(market, scheme)
    known = remembered_hours(market, scheme, ready.seats, load, ready.categories)
    learning = market.effects.learning
    weight = np.array([float(getattr(learning.weights, kind)) for kind, _ in ready.categories])
    total = hours = 0.0
    for area, region in (("up", "north"), ("down", "south")):
        seat = next(index for index, spec in enumerate(ready.seats) if spec.territory == area)
        level = familiarity(weight, known[seat], float(learning.reference_hours))
        mine = np.array([load.table.names["region"][code] == region for code in load.table.attributes["region"]])
        for lead in np.flatnonzero(mine).tolist():
            names = {kind: load.table.names[kind][load.table.attributes[kind][lead]] for kind in load.table.attributes}
            asked = {("stage", "call"), ("offer", "standard"), *names.items()}
            total += load.worked[lead, 0] * sum(
                level[index] for index, category in enumerate(ready.categories) if category in asked
            )
            hours += load.worked[lead, 0]
    found = mean_familiarity(market, scheme, ready.seats, load, known, ready.categories)
    assert found == pytest.approx(total / hours)


def test_todays_organisation_that_has_always_been_there_neither_forgets_nor_learns(monkeypatch):
    """Two years of the shipped market: what everyone knows stays within 2 % on average, and from month to month.

    In the first month the pipeline is still empty behind the first stage, so a little is forgotten.
    """
    playbook = sim.load_playbook("org-design", {"schemes.today.people.tenure_weeks": 2000})
    today = playbook.resolve(only=["today"])["today"]
    straight, levels = SeatStates.close_books, []

    def told(states, month):
        levels.append(np.sum(states.known, axis=1).mean())
        straight(states, month)

    monkeypatch.setattr(SeatStates, "close_books", told)
    ledger = simulate(playbook.market, today, horizon=Horizon(0, 104, 0), seed=1, replication=0)
    by_month = np.array(levels)
    assert len(by_month) == 24
    assert by_month.mean() == pytest.approx(by_month[0], rel=0.02)
    plan = ledger.plan.learning
    at_start = [
        familiarity(np.array(plan.weight), np.array(seat.hours), plan.reference_hours).sum()
        for seat in ledger.plan.seats
    ]
    assert by_month == pytest.approx(np.full(24, np.mean(at_start)), rel=0.03)


def test_a_planning_year_plays_no_work_after_the_sale_whether_or_not_there_is_anyone_to_serve():
    """No customers at the start and none born of others: the table has no rows but those of leads that come."""
    market = rich_market({"accounts": {"at_start": 0}, "promotion": {"customers": 0}})
    table = planning_table(market)
    assert table.born is None
    assert table.further is None
