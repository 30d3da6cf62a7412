"""Ledgers of organisations that do everything at once, in a market whose leads go back, skip, repeat and are none."""

from __future__ import annotations

from hypothesis import strategies as st

from sim.floor.ledger import Ledger
from sim.floor.resolving.resolved import Horizon
from sim.floor.simulate import simulate
from tests.builders import market_of, merged, resolved, scheme_of
from tests.properties.random_worlds import POLICIES, pools
from tests.properties.whole_worlds import (
    ACCOUNTS,
    EVERYTHING,
    IN_TIME,
    LINE,
    MARKETING,
    OFFERS,
    PAID_IN_FULL,
    PAY,
    PEOPLE,
    RICH,
    STAGES,
    TRIAL,
    TWO_AREAS,
)

REASONS = {"price": 0.6, "rival": 0.4}
WAYS = {
    "call": {"skip_to": "close", "skip_share": 0.2, "exits": {"invalid_share": 0.3, "reasons": REASONS}},
    "needs": {"exits": {"back_to": "call", "back_share": 0.4, "back_at_most": 2, "invalid_share": 0.1}},
    "close": {"exits": {"back_to": "needs", "back_share": 0.5, "reasons": REASONS}},
}
PRODUCTS = {
    name: {"share": 0.5, "value_median": 1000, "value_sigma": 0.6, "margin_share": 0.4} for name in ("tool", "care")
}
OVERLAY = {"role": "se", "stages": ["close"], "products": ["tool"]}
SOLD = OFFERS | {"trial": TRIAL, "overlay": OVERLAY, "discount_authority": {}}
SHARED = {
    "rules": [{"segment": "large", "when": {"size": ["large"]}}],
    "residual": "others",
    "teams": {
        "big": {"segments": ["large"], "credit": {"sdr": 0.2, "ae": 0.5, "se": 0.3}},
        "small": {"segments": ["others"]},
    },
}
PLAN = merged(PAY, {"roles": {"ae": {"credit_share": 0.4}, "se": {"target_pay_per_year": 9_000, "credit_share": 0.3}}})
PAID = merged(
    PAID_IN_FULL, {"roles": {"ae": {"credit_share": 0.4}, "se": {"target_pay_per_year": 9_000, "credit_share": 0.3}}}
)
CRM = {"error_factor": 0.5, "duplicates_found_share": 0.5, "adoption": {"half_weeks": 2}}
SPECIALISTS = {"roles": {"se": {"salary_per_year": 36_500}}}


@st.composite
def busy_ledgers(draw: st.DrawFn) -> Ledger:
    """A short replication with specialists, service levels, trials, duplicates, hunting and accounts, all on."""
    effects = {name: {} for name in EVERYTHING} | {"accounts": ACCOUNTS}
    effects["duplicates"] = {"share": draw(st.sampled_from([0.1, 0.5])), "found_share": 0.4}
    effects["absence"] = draw(st.sampled_from([{}, {"sick_spells_per_year": 20, "vacancies_per_year": 2}]))
    if draw(st.booleans()):
        effects["absence"] = {**effects["absence"], "vacancies_per_year": 0}
        effects["turnover"] = {"base_per_year": draw(st.sampled_from([1, 8]))}
    else:
        effects["turnover"] = {"enabled": False}
    market = market_of(
        {name: merged(stage, WAYS[name]) for name, stage in STAGES.items()},
        effects,
        **merged(RICH, {"demand": {"leads_per_year": draw(st.integers(100, 3000))}, "products": PRODUCTS}),
    )
    level = IN_TIME["service"]
    scheme = scheme_of(
        {"sdr": draw(st.integers(2, 3)), "ae": draw(st.integers(2, 4)), "se": draw(st.integers(1, 2))},
        LINE,
        merged(PEOPLE, SPECIALISTS),
        process={
            "handoff_delay_hours": draw(st.sampled_from([0, 3])),
            "hunting": {"role": "sdr", "week_share": draw(st.sampled_from([0, 0.2])), "when_idle": draw(st.booleans())},
            "after_sales": {
                "role": draw(st.sampled_from(["ae", "sdr", "se"])),
                "order": draw(st.sampled_from(["first", "in-turn", "last"])),
                "sla": IN_TIME,
            },
            "sla": dict.fromkeys(STAGES, level),
        },
        routing={
            "policy": draw(st.sampled_from(POLICIES)),
            "task_order": draw(st.sampled_from(["first-come", "score"])),
            "pool": draw(pools(two_teams=True)),
            "cover": draw(st.sampled_from([None, *({"by": by, "after_hours": 2} for by in ("team", "neighbours"))])),
        },
        crm=CRM,
        marketing=MARKETING,
        segmentation=SHARED,
        territory=draw(st.sampled_from([None, TWO_AREAS, TWO_AREAS | {"overflow_hours": 3}])),
        products=SOLD,
        incentives=draw(st.sampled_from([PLAN, PAID])),
    )
    horizon = Horizon(draw(st.sampled_from([0, 3])), draw(st.integers(2, 14)), 0)
    return simulate(market, resolved(market, scheme), horizon=horizon, seed=draw(st.integers(0, 99)), replication=0)
