"""What makes people leave: pay, colleagues who left, and how narrow their work is, by the formula."""

from __future__ import annotations

from dataclasses import replace
from math import exp, inf, log

import numpy as np
import pytest

from sim.floor.resolving.regional_plan import Person
from sim.floor.sales_floor import SalesFloor
from sim.levers.turnover import log_hazard_of_pay, narrowness
from tests.builders import (
    market_of,
    one_stage_market,
    pay_plan_of,
    play,
    resolved,
    scheme_of,
    seats,
    stage,
)
from tests.floor.posts import (
    CERTAIN,
    HALF_SPEED,
    ROLES,
    STAYS,
    TWO_STAGES,
    WEEK,
    comes_after,
    one_stage,
    people_rows,
)

HAZARD = 0.25
PULL = {"base_per_year": 52 * HAZARD, "contagion_weight": 2, "contagion_weeks": 1}


def test_a_colleagues_departure_raises_the_hazard_exactly_by_the_formula_and_for_so_many_weeks():
    """Three in the unit: one of two colleagues leaves in week 2, which counts for week 3 alone."""
    once = HAZARD * exp(2 * 1 / 2)
    weeks = 8
    for enough, leaves_at in ((3 * HAZARD + once - 1e-9, 3), (3 * HAZARD + once + 1e-9, 5), (2 * HAZARD, 2)):
        # After week 3, at 2 x 0.25 + 0.68; at the end of week 4, 3 x 0.25 + 0.68.
        ledger = one_stage(
            seats("a", "b", "c"),
            [],
            [Person(2 * HAZARD, 0, []), comes_after(WEEK)],
            [Person(enough, 0, [])],
            [STAYS],
            turnover=PULL,
            weeks=weeks,
        )
        left = next(row[3] for row in people_rows(ledger) if row[0] == 1)
        expected = {3: 4 * WEEK, 5: 5 * WEEK, 2: 2 * WEEK}[leaves_at]
        assert left == expected


@pytest.mark.parametrize(("more", "leaves"), [(-1e-9, 3 * WEEK), (1e-9, 4 * WEEK)])
def test_of_two_in_a_unit_each_is_all_the_others_colleagues(more, leaves):
    enough = 2 * HAZARD + HAZARD * exp(2) + more
    posts = [Person(2 * HAZARD, 0, []), comes_after(WEEK)], [Person(enough, 0, [])]
    ledger = one_stage(seats("a", "b"), [], *posts, turnover=PULL, weeks=8)
    assert next(row[3] for row in people_rows(ledger) if row[0] == 1) == leaves


@pytest.mark.parametrize(("more", "leaves"), [(-1e-9, 3 * WEEK), (1e-9, 4 * WEEK)])
def test_whoever_was_in_a_post_before_is_no_colleague_of_who_comes(more, leaves):
    """She comes at 90, ten hours after it fell vacant, and has had three quarters of a week at 120."""
    successor = Person(0.75 * HAZARD + more, 10, [0, 0])
    posts = [Person(2 * HAZARD, 0, []), successor], [STAYS]
    ledger = one_stage(seats("a", "b"), [], *posts, turnover=PULL, weeks=8)
    assert [row for row in people_rows(ledger) if row[:2] == (0, 1)] == [(0, 1, 2 * WEEK + 10, leaves)]


def test_a_unit_is_those_who_have_the_same_manager():
    areas = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}
    offices = {"offices": {"office": {"region": "north", "heads": 0}, "down": {"region": "south", "heads": 0}}}
    team = [*seats("a", "b", territory="n"), *seats("c", territory="s", office="down")]
    plans = []
    market = one_stage_market({"turnover": {}})
    play(market, scheme_of(team, ROLES, offices, territory=areas), [], change=lambda plan: plans.append(plan) or plan)
    north, also_north, south = plans[0].turnover.unit
    assert north == also_north != south


def hazards(schemes, baseline, effects=None, market=None):
    """log of the weekly hazard of pay of each seat, by scheme."""
    from sim.floor.compile import compile_plan
    from sim.floor.resolving.resolve import resolve_schemes
    from sim.floor.resolving.resolved import Horizon
    from sim.market.leads import lead_table

    market = market or one_stage_market({"turnover": {"base_per_year": 0.2, "pay_weight": 2, **(effects or {})}})
    horizon, found = Horizon(0, 1, 0), {}
    for name, ready in resolve_schemes(market, schemes, baseline).items():
        plan = compile_plan(market, ready, horizon, lead_table(market, 7, 1, 0), 1, 0)
        found[name] = plan.turnover.log_of_pay
    return found


def test_who_is_paid_above_what_today_pays_the_role_leaves_less_by_the_elasticity():
    plan = pay_plan_of(roles={"rep": {"target_pay_per_year": 13_500}})
    more = {"roles": {"rep": {"salary_per_year": 50_000}}}
    schemes = {
        "today": scheme_of(seats("a", "b"), ROLES, incentives=plan),
        "better": scheme_of(seats("a", "b"), ROLES, more, incentives=plan),
        "no variable": scheme_of(seats("a", "b"), ROLES),
        "one more": scheme_of([*seats("a"), *seats("b", salary_per_year=86_500)], ROLES, incentives=plan),
    }
    base = log(0.2 / 52)
    found = hazards(schemes, "today")
    assert found["today"] == pytest.approx([base, base])
    assert found["better"] == pytest.approx([base + 2 * log(50_000 / 63_500)] * 2)
    assert found["no variable"] == pytest.approx([base + 2 * log(50_000 / 36_500)] * 2)
    assert found["one more"] == pytest.approx([base, base + 2 * log(1 / 2)])
    dearer = hazards(schemes, "today", {"market_pay": 1.2})
    assert dearer["today"] == pytest.approx([base + 2 * log(1.2)] * 2)


def test_nobody_leaves_while_an_organisation_is_planned_so_that_heads_and_quotas_are_the_same():
    from sim.floor.resolving.resolve import resolve_schemes

    plan = pay_plan_of(same_cost_as_baseline=True, tiers=[{"attainment_from": 0, "rate": 0.5}])
    schemes = {
        "today": scheme_of({"rep": 3}, TWO_STAGES, incentives=pay_plan_of()),
        "other": scheme_of({"rep": 3}, TWO_STAGES, incentives=plan),
    }
    funnel = {"call": stage(1), "close": stage(2)}
    without = resolve_schemes(market_of(funnel, {"learning": {}}), schemes, "today")
    there = resolve_schemes(market_of(funnel, {"learning": {}, "turnover": {"base_per_year": 20}}), schemes, "today")
    for name in schemes:
        assert there[name].heads == without[name].heads
        assert there[name].pay_scale == without[name].pay_scale
        assert (there[name].experience == without[name].experience).all()


def test_pay_says_nothing_without_any_and_nobody_leaves_without_a_base():
    assert log_hazard_of_pay(0.2, 3, 0, 0) == pytest.approx(log(0.2 / 52))
    assert log_hazard_of_pay(0, 3, 1, 1) == -inf
    assert log_hazard_of_pay(52, 1, 100, 0) == pytest.approx(log(1000))


def test_narrow_work_is_a_herfindahl_index_by_kind_averaged_over_kinds():
    kinds = [[0, 1], [2, 3, 4]]
    hours = np.array([[3.0, 1, 5, 5, 0], [0, 7, 0, 0, 2], [0, 0, 0, 0, 0], [1, 1, 0, 0, 0]])
    found = narrowness(hours, kinds)
    assert found[:2].tolist() == [pytest.approx((10 / 16 + 1 / 2) / 2), 1.0]
    assert np.isnan(found[2:]).all()


@pytest.mark.parametrize("weight", [2.0, -1.0])
def test_whoever_remembers_narrower_work_than_today_leaves_more_or_less_by_the_weight(weight):
    """Two industries, in which a has worked alike and b in one alone, and one stage and product, where all is alike."""
    effects = {"turnover": CERTAIN | {"base_per_year": 5.2, "focus_weight": weight}, "learning": {}}
    market, plans = one_stage_market(effects), []
    scheme = scheme_of(seats("a", "b", "c"), ROLES, HALF_SPEED)
    play(market, scheme, [], change=lambda plan: plans.append(plan) or plan)
    ready = resolved(market, scheme)
    metal, retail = (ready.categories.index(("industry", name)) for name in ("metal", "retail"))
    others = [ready.categories.index(category) for category in (("stage", "work"), ("product", "tool"))]
    own = []
    for in_metal, in_retail in ((20.0, 20.0), (0.0, 40.0), (0.0, 0.0)):
        hours = [0.0] * len(ready.categories)
        hours[metal], hours[retail] = in_metal, in_retail
        for place in others:
            hours[place] = in_metal + in_retail
        own.append(hours)
    own_seats = tuple(replace(seat, hours=hours) for seat, hours in zip(plans[0].seats, own, strict=True))
    floor = SalesFloor(replace(plans[0], seats=own_seats), scheme.routing)
    # Today's people have worked in both industries alike: on average they are as narrow as a is.
    assert plans[0].turnover.reference == pytest.approx((1 + 0.5 + 1) / 3, abs=0.01)
    narrower = 1.0 - plans[0].turnover.reference
    assert floor.turnover.hazards() == [
        pytest.approx(0.1 * exp(weight * (2.5 / 3 - plans[0].turnover.reference))),
        pytest.approx(0.1 * exp(weight * narrower)),
        pytest.approx(0.1),
    ]


def test_focus_moves_nobody_where_nobody_learns():
    plans = []
    market = one_stage_market({"turnover": {"focus_weight": 2}})
    play(market, scheme_of(seats("a"), ROLES), [], change=lambda plan: plans.append(plan) or plan)
    assert plans[0].turnover.focus_weight == 0
