"""A market with every mechanism on, and organisations of every kind, small enough for quick tests."""

from __future__ import annotations

from typing import Any

from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from tests.builders import Document, market_of, scheme_of, stage

EVERYTHING = (
    "quality",
    "skill",
    "learning",
    "response",
    "patience",
    "context",
    "need_fit",
    "recording",
    "travel",
    "effort_response",
    "competition",
    "duplicates",
    "prospecting",
    "satisfaction",
    "bargaining",
    "coaching",
    "absence",
    "turnover",
    "behaviour",
    "insight",
    "accounts",
    "campaigns",
    "promotion",
    "trying",
    "training",
    "sharing",
    "cohesion",
    "timing",
    "pay_beside",
    "odds_discount",
    "motivation",
    "gaming",
    "task_choice",
)
# At what is usual, nobody of seven leaves within weeks.
ON: Document = {"turnover": {"base_per_year": 4}}
STAGES = {
    "call": stage(1.5, 0.5, patience_hours=30, response_decay=0.3, thinking_hours=6, effort_distribution="lognormal"),
    "needs": stage(3, 0.6, patience_hours=60, on_site_share=0.4, reveals_need=0.5, thinking_hours=10),
    "close": stage(
        2,
        0.5,
        patience_hours=80,
        response_decay=0.1,
        fit_weight=1,
        thinking_hours=8,
        on_site_share=0.3,
        need_shift={"price": 1.5},
    ),
}
RICH: Document = {
    "demand": {"leads_per_year": 900, "day_dispersion": 0.05, "off_hours_share": 0.2},
    "regions": {
        "north": {"share": 0.5, "spread_km": 80, "rivals": 1, "needs": {"price": 0.3}},
        "south": {"share": 0.5, "latitude": 10, "spread_km": 120, "conversion_shift": 0.1},
    },
    "industries": {"metal": {"share": 0.6, "needs": {"performance": 0.5}}, "retail": {"share": 0.4, "value_factor": 2}},
    "sizes": {"small": {"share": 0.6, "effort_factor": 0.8}, "large": {"share": 0.4, "value_factor": 3}},
    "products": {"tool": {"share": 1, "value_median": 1000, "value_sigma": 0.6, "margin_share": 0.4}},
    "lifecycle": {"existing_share": 0.3, "existing_conversion_shift": 0.3},
    "need_spread": 0.7,
}
ACCOUNTS: Document = {
    "at_start": 40,
    "term_months": 3,
    "referrals": {"per_year": 2},
    "cross_sell": {"per_year": 2},
    "won_back": {"share": 0.5, "after_weeks": 2},
    "issues": {},
}
PEOPLE: Document = {
    "offices": {"up": {"region": "north", "heads": 4}, "down": {"region": "south", "heads": 3}},
    "managers": {"span": 4, "by": "territory", "coaching_hours": 6},
    "week": {"admin_share": 0.2, "meeting_share": 0.05, "coordination_hours": 0.5},
}
PAY: Document = {
    "period": "month",
    "target_revenue_per_year": 600_000,
    "roles": {
        "rep": {"target_pay_per_year": 20_000},
        "sdr": {"target_pay_per_year": 8_000, "credit_share": 0.3},
        "ae": {"target_pay_per_year": 20_000, "credit_share": 0.7},
    },
    "tiers": [{"attainment_from": 0, "rate": 0.7}, {"attainment_from": 1, "rate": 1.6}],
    "bonuses": [{"attainment": 1, "share_of_target_pay": 0.1}],
    "cap_attainment": 2,
}
# Everything that a plan may pay for at once.
PAID_IN_FULL: Document = {
    **{key: value for key, value in PAY.items() if key != "target_revenue_per_year"},
    "credit": "margin",
    "target_margin_per_year": 200_000,
    "roles": {
        **PAY["roles"],
        "sdr": {"target_pay_per_year": 8_000, "credit_share": 0.3, "quota_per_year": 30_000},
    },
    "retroactive": True,
    "spiffs": [
        {"amount": 150, "when": {"lifecycle": ["new"]}},
        {"amount": 90, "when": {"size": ["large"]}, "from_week": 1, "to_week": 6},
    ],
    "team_pool": {"unit": "office", "share_of_target_pay": 0.2},
    "draw": {"share_of_target_pay": 0.3},
    "clawback": {"within_months": 4},
    "quality": {
        "steps": [
            {"satisfaction_from": 0, "factor": 0.8},
            {"satisfaction_from": 0.6, "factor": 1},
            {"satisfaction_from": 0.8, "factor": 1.1},
        ]
    },
    "contests": {
        "every month": {"measure": "attainment", "pool": 700, "prizes": [0.6, 0.4]},
        "a few weeks": {"measure": "deals", "pool": 300, "prizes": [0.5, 0.5], "from_week": 1, "to_week": 4},
    },
}
GENERALIST = dict.fromkeys(STAGES, "rep")
LINE = {"call": "sdr", "needs": "ae", "close": "ae"}
OFFERS = {
    "offers": {
        "deep": {"performance": 0.9, "price": 0.2},
        "cheap": {"price": 0.9, "service": 0.2, "discount_share": 0.1},
    }
}
# Free of charge, of hours and of waiting, so that it changes nothing where nobody judges by it.
FREE_TRIAL = {"before": "close", "cost_each": 0, "hours_each": 0, "customer_weeks": 0}
TRIAL = {"before": "close", "cost_each": 50, "hours_each": 3, "customer_weeks": 1, "value_from": 900}
BY_SIZE = {
    "rules": [{"segment": "large", "when": {"size": ["large"]}}],
    "residual": "others",
    "teams": {"big": {"segments": ["large"]}, "small": {"segments": ["others"]}},
}
KEY_ACCOUNTS = {
    **BY_SIZE,
    "teams": {"big": {"segments": ["large"], "credit": {"rep": 0.6, "ae": 0.4}}, "small": {"segments": ["others"]}},
}
BUSY_FIRST = {
    "rules": [
        {"segment": "keen", "when": {"contacts_at_least": 3}},
        {"segment": "large", "when": {"size": ["large"], "value_at_least": 1500}},
    ],
    "residual": "others",
    "teams": {"first": {"segments": ["keen"]}, "second": {"segments": ["large", "others"]}},
}
BY_LIFE = {
    "rules": [
        {"segment": "best", "when": {"purchases_last_year_at_least": 2, "recency_months_below": 4}},
        {"segment": "big", "when": {"spent_last_year_at_least": 2000, "size": ["large"]}},
        {"segment": "known", "when": {"life": ["active", "dormant", "churned"]}},
    ],
    "residual": "others",
    "teams": {"accounts": {"segments": ["best", "big", "known"]}, "hunters": {"segments": ["others"]}},
}
LIVELY = {"rules": [{"when": {"life": ["churned", "dormant"]}, "policy": "skill"}]}
# Free of charge and of hours, so that it changes nothing where it teaches nothing.
ASKING = {
    "studies": {
        "survey": {
            "method": "survey",
            "about": ["need", "attributes", "decision"],
            "sample": 2000,
            "response_share": 0.5,
            "every_weeks": 4,
            "lag_weeks": 0,
        }
    }
}
# Of all that can be taught but the CRM, in one course that costs as well.
COURSES = {
    "courses": {
        "all": {
            "teaches": {"stages": ["needs", "close"], "products": ["tool"], "service": True},
            "hours": 12,
            "every_weeks": 4,
            "cost_per_head": 50,
        }
    },
    "sharing": {"hours_per_week": 2},
    "team_building": {"hours_per_quarter": 6, "cost_per_head_per_quarter": 80},
}
CRM_COURSE = {"courses": {"crm": {"teaches": {"crm": True}, "hours": 6, "from_week": -2, "roles": ["rep"]}}}
IN_TIME = {
    kind: {
        "within_hours": 2,
        "escalation": [
            {"after_hours": 1, "action": "remind"},
            {"after_hours": 2, "action": "reassign"},
            {"after_hours": 4, "action": "overflow"},
        ],
    }
    for kind in ("onboarding", "service", "complaint", "renewal")
}
MARKETING = {"spend_per_year": {"web": 300_000}, "promoted_share": 0.3, "promotion_cost": 100}
POOL = {
    "policy": "claim-pool",
    "pool": {
        "by": "region",
        "claim_order": "own-choice",
        "claim_cap": 4,
        "retention_limit": 6,
        "won_accounts_count": True,
        "cool_down_hours": 4,
        "follow_up_hours": 9,
        "deal_hours": 60,
        "exempt_from": "close",
        "remind_hours": 3,
        "default_hours": 20,
        "begin_hours": 5,
        "transfer": {"after_hours": 12},
    },
}
# So often and so freely that seats do move within weeks.
RESTLESS = {
    "policy": "bottleneck",
    "review_weeks": 1,
    "lag_weeks": 0,
    "hours_per_review": 0.5,
    "cost_per_review": 100,
    "budget_per_review": 500,
    "move_cost": 300,
    "least_slack": 0,
}
TWO_AREAS = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}


def rich_market(effects: dict[str, Any] | None = None, **changes: Any) -> Market:
    """The market with every mechanism on, or with these effects instead."""
    chosen = {name: ON.get(name, {}) for name in EVERYTHING} if effects is None else effects
    return market_of(STAGES, chosen, **{**RICH, **changes})


def organisation(heads: dict[str, int] | None = None, roles: dict[str, str] | None = None, **levers: Any) -> Scheme:
    """An organisation of seven people in two offices, unless heads are given."""
    return scheme_of(heads or {"rep": 7}, roles or GENERALIST, PEOPLE, **{"incentives": PAY, **levers})


def organisations() -> dict[str, Scheme]:
    """One of each kind."""
    line = {"heads": {"sdr": 2, "ae": 5}, "roles": LINE}
    return {
        "today": organisation(),
        "line": organisation(**line, process={"handoff_delay_hours": 2}),
        "segments": organisation(segmentation=BY_SIZE),
        "areas": organisation(territory=TWO_AREAS, routing={"policy": "least-loaded"}),
        "campaigns": organisation(marketing=MARKETING, crm={"error_factor": 0.5, "adoption": {}}),
        "offers": organisation(products=OFFERS, routing={"policy": "account-owner", "task_order": "value"}),
        "trial": organisation(products=OFFERS | {"trial": TRIAL}),
        "keen first": organisation(segmentation=BUSY_FIRST),
        "key accounts": organisation(
            {"rep": 5, "ae": 2}, segmentation=KEY_ACCOUNTS, process={"joint": {"close": "ae"}}
        ),
        "asking": organisation(research=ASKING, segmentation=BY_SIZE, products=OFFERS),
        "trained": organisation(training=COURSES, products=OFFERS, process={"after_sales": {"role": "rep"}}),
        "trained for the CRM": organisation(training=CRM_COURSE, crm={"logging_share": 0.1, "adoption": {}}),
        "by life": organisation(
            segmentation=BY_LIFE, routing=LIVELY, products=OFFERS, process={"after_sales": {"role": "rep"}}
        ),
        "served in time": organisation(process={"after_sales": {"role": "rep", "order": "last", "sla": IN_TIME}}),
        "paid in full": organisation(incentives=PAID_IN_FULL, process={"after_sales": {"role": "rep"}}),
        "free to give": organisation(
            incentives=PAY | {"cap_attainment": None}, products=OFFERS | {"discount_authority": {"share": 0.1}}
        ),
        "pool": organisation(territory=TWO_AREAS, segmentation=BY_SIZE, routing=POOL),
        "reviewed": organisation(
            **line, territory=TWO_AREAS, crm={"adoption": {"switch_on_week": 0}}, improvement=RESTLESS
        ),
        "reviewed by load": organisation(
            territory=TWO_AREAS | {"overflow_hours": 20},
            segmentation=BY_SIZE,
            routing={"policy": "least-loaded", "cover": {"by": "neighbours"}},
            crm={"error_factor": 0.5},
            improvement=RESTLESS,
        ),
        "coached by results": organisation(
            training=COURSES,
            crm={"error_factor": 0.5},
            process={"after_sales": {"role": "rep"}},
            improvement={
                **RESTLESS,
                "policy": "coaching",
                "coaching_hours": 4,
                "coaching_cost": 150,
                "least_results": 1,
            },
        ),
        "pods": organisation(**line, process={"pod_size": 3, "handoff_delay_hours": 1}),
    }
