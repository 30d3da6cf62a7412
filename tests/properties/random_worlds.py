"""Ledgers of random organisations in random markets, for laws that hold whatever they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from sim.floor.ledger import Ledger
from sim.floor.resolving.resolved import Horizon
from sim.floor.simulate import simulate
from tests.builders import Document, resolved
from tests.properties.whole_worlds import (
    ACCOUNTS,
    ASKING,
    BUSY_FIRST,
    BY_LIFE,
    BY_SIZE,
    COURSES,
    EVERYTHING,
    GENERALIST,
    IN_TIME,
    KEY_ACCOUNTS,
    LINE,
    OFFERS,
    ON,
    PAID_IN_FULL,
    PAY,
    TRIAL,
    TWO_AREAS,
    organisation,
    rich_market,
)

POLICIES = (
    "shared-queue",
    "round-robin",
    "weighted",
    "least-loaded",
    "skill",
    "score",
    "account-owner",
    "territory-owner",
    "claim-pool",
)
HOURS = st.sampled_from([None, 1, 4, 15])
THREE_ROLES = {"call": "sdr", "needs": "ae", "close": "rep"}
PLANS = (None, PAY, PAY | {"period": "quarter", "cap_attainment": None}, PAID_IN_FULL)
PODS = {"sdr": 1, "ae": 1, "rep": 1}


@st.composite
def pools(draw: st.DrawFn, two_teams: bool) -> dict[str, Any]:
    """Any claim pool that a scheme may have; who returns what needs two teams."""
    cap, limit = draw(st.sampled_from([(None, None), (1, 2), (2, 2), (3, 5), (None, 3)]))
    follow_up, deal = draw(HOURS), draw(st.sampled_from([None, 6, 40]))
    window = min((hours for hours in (follow_up, deal) if hours is not None), default=None)
    return {
        "by": draw(st.sampled_from([None, "region", "industry", "source", "size"])),
        "claim_order": draw(st.sampled_from(["oldest", "newest", "value", "score", "own-choice"])),
        "hoard": draw(st.booleans()),
        "claim_cap": cap,
        "retention_limit": limit,
        "won_accounts_count": limit is not None and draw(st.booleans()),
        "cool_down_hours": draw(st.sampled_from([0, 5])),
        "follow_up_hours": follow_up,
        "deal_hours": deal,
        "exempt_from": None if window is None else draw(st.sampled_from([None, "close"])),
        "remind_hours": None if window is None else draw(st.sampled_from([None, window / 2])),
        "begin_hours": draw(HOURS),
        "default_hours": draw(st.sampled_from([None, 5, 20])),
        "return_misrouted": two_teams and draw(st.booleans()),
        "transfer": draw(st.sampled_from([None, {"after_hours": 3}])),
        "offices": draw(st.sampled_from([{}, {"common": ["down"]}])),
    }


@st.composite
def ledgers(
    draw: st.DrawFn,
    policies: tuple[str, ...] = POLICIES,
    incentives: tuple[Document | None, ...] = PLANS,
    accounts: Document | None = None,
) -> Ledger:
    """A short replication of a random organisation, paid by one of these plans, in a random market.

    Customers are followed after the sale where the market happens to, or always, if `accounts` says on what terms.
    """
    effects = {name: ON.get(name, {}) for name in draw(st.sets(st.sampled_from(EVERYTHING)))}
    if accounts is not None or "accounts" in effects:
        effects |= {"accounts": ACCOUNTS | (accounts or {})}
    market = rich_market(
        effects,
        demand={
            "leads_per_year": draw(st.integers(50, 3000)),
            "off_hours_share": draw(st.sampled_from([0, 0.3, 1])),
            "day_dispersion": 0.05,
        },
    )
    roles = draw(st.sampled_from([GENERALIST, LINE, THREE_ROLES]))
    heads = {role: draw(st.integers(2, 4)) for role in dict.fromkeys(roles.values())}
    process = {"handoff_delay_hours": draw(st.sampled_from([0, 3]))}
    if draw(st.booleans()):
        order = draw(st.sampled_from(["first", "in-turn", "last"]))
        levels = draw(st.sampled_from([None, IN_TIME]))
        process["after_sales"] = {"role": draw(st.sampled_from(sorted(heads))), "order": order, "sla": levels}
    if draw(st.booleans()):
        process["pod_size"] = len(heads)
    elif roles is not GENERALIST and draw(st.booleans()):
        process["shared_roles"] = ["sdr"]
    routing = {
        "policy": draw(st.sampled_from(policies)),
        "otherwise": draw(st.sampled_from(policies)),
        "open_leads_cap": draw(st.sampled_from([None, 1, 5])),
        "task_order": draw(st.sampled_from(["first-come", "value", "score"])),
        "late_stages_first": draw(st.booleans()),
        "rules": [{"when": {"size": ["large"]}, "policy": draw(st.sampled_from(policies))}] * draw(st.integers(0, 1)),
        "cover": draw(st.sampled_from([None, *({"by": by, "after_hours": 2} for by in ("team", "neighbours"))])),
    }
    segmentation = draw(st.sampled_from([None, BY_SIZE, BUSY_FIRST, BY_LIFE, KEY_ACCOUNTS]))
    if "claim-pool" in policies:
        routing["pool"] = draw(pools(segmentation is not None))
    scheme = organisation(
        heads,
        roles,
        process=process,
        routing=routing,
        segmentation=segmentation,
        research=draw(st.sampled_from([None, ASKING])),
        training=draw(st.sampled_from([None, COURSES])),
        territory=draw(st.sampled_from([None, TWO_AREAS, TWO_AREAS | {"overflow_hours": 3}])),
        products=draw(st.sampled_from([None, OFFERS, OFFERS | {"discount_authority": {}}, OFFERS | {"trial": TRIAL}])),
        incentives=draw(st.sampled_from(incentives)),
    )
    horizon = Horizon(draw(st.sampled_from([0, 3])), draw(st.integers(1, 14)), 0)
    return simulate(market, resolved(market, scheme), horizon=horizon, seed=draw(st.integers(0, 99)), replication=0)


laws = settings(max_examples=30)


def served(ledger: Ledger) -> list[tuple[int, float, float]]:
    """Seat, start and end of work on cases; what the horizon cut off ends never."""
    return [row for row in _blocks(ledger.case_columns) if row[0] >= 0]


def gamed(ledger: Ledger) -> list[tuple[int, float, float]]:
    """Seat, start and end of sham follow-ups."""
    return _blocks(ledger.shams)


def _blocks(columns: Mapping[str, Any]) -> list[tuple[int, float, float]]:
    return list(zip(*(columns[name].tolist() for name in ("seat", "start", "end")), strict=True))
