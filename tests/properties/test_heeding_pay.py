"""Where heeding contests, pools and discounts gains and where it costs, in a small world: paired, at 99 %."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from scipy import stats

from sim.floor.resolving.resolve import resolve_schemes
from sim.floor.resolving.resolved import Horizon
from sim.floor.simulate import simulate
from tests.builders import market_of, scheme_of, stage

SEEDS = range(41, 51)
HEADS = 12
STAGES = {
    "call": stage(3, 0.5, patience_hours=60, thinking_hours=20),
    "close": stage(5, 0.35, patience_hours=80, thinking_hours=40),
}
OFFER = {"offers": {"only": {"performance": 0.5}}}
FREE_TO_GIVE = OFFER | {"discount_authority": {"share": 0.15, "ceiling_share": 0.15}}
QUARTERLY = {
    "period": "quarter",
    "target_revenue_per_year": 700_000,
    "roles": {"rep": {"target_pay_per_year": 40_000}},
    "tiers": [{"attainment_from": 0, "rate": 1}],
}
BY_MARGIN = QUARTERLY | {"credit": "margin", "target_revenue_per_year": None, "target_margin_per_year": 280_000}


def contest(prizes, pool=60_000):
    return QUARTERLY | {"contests": {"each": {"measure": "attainment", "pool": pool, "prizes": prizes}}}


SCHEMES = {
    "plain": (QUARTERLY, OFFER),
    "one winner": (contest([1]), OFFER),
    "four winners": (contest([0.25] * 4), OFFER),
    "all in a pool": (QUARTERLY | {"team_pool": {"unit": "all", "share_of_target_pay": 0.5}}, OFFER),
    "free to give": (QUARTERLY, FREE_TO_GIVE),
    "by margin": (BY_MARGIN, OFFER),
    "by margin, free to give": (BY_MARGIN, FREE_TO_GIVE),
}


@lru_cache(maxsize=1)
def played():
    """By scheme, a row for each seed: mean effort, wins, margin of the deals won."""
    effects = {"skill": {"spread": 0.8}, "effort_response": {}, "pay_beside": {}, "odds_discount": {}}
    product = {"tool": {"share": 1, "value_median": 1000, "value_sigma": 0.7, "margin_share": 0.4}}
    market = market_of(STAGES, effects, demand={"leads_per_year": 3400}, products=product)
    works = dict.fromkeys(STAGES, "rep")
    people = {"offices": {"office": {"region": "north", "heads": HEADS}}, "week": {"admin_share": 0.2}}
    schemes = {
        name: scheme_of({"rep": HEADS}, works, people, incentives=plan, products=products)
        for name, (plan, products) in SCHEMES.items()
    }
    found = {}
    for name, ready in resolve_schemes(market, schemes, "plain").items():
        rows = []
        for seed in SEEDS:
            ledger = simulate(market, ready, horizon=Horizon(0, 52, 0), seed=seed, replication=0)
            leads = ledger.lead_columns
            effort = ledger.seat_columns["effort"].mean()
            rows.append((effort, (leads["revenue"] > 0).sum(), leads["margin"].sum()))
        found[name] = np.array(rows, dtype=float)
    return found


def differs(scheme, other, column):
    """The 99 % interval of the paired difference of effort (0), wins (1) or margin (2), scheme less other."""
    gap = played()[scheme][:, column] - played()[other][:, column]
    half = stats.t.ppf(0.995, len(gap) - 1) * gap.std(ddof=1) / np.sqrt(len(gap))
    return gap.mean() - half, gap.mean() + half


@pytest.mark.parametrize("name", ["one winner", "four winners"])
def test_a_contest_raises_effort(name):
    assert differs(name, "plain", 0)[0] > 0


def test_a_pool_shared_by_twelve_lowers_effort():
    assert differs("all in a pool", "plain", 0)[1] < 0


def test_commission_on_revenue_gives_margin_away_for_wins():
    assert differs("free to give", "plain", 1)[0] > 0
    assert differs("free to give", "plain", 2)[1] < 0


def test_commission_on_margin_gives_away_only_what_it_may_hope_to_win_back():
    """Whoever is bad at it has odds so low that a discount repays even by margin; by revenue, everybody gives."""
    low, high = differs("by margin, free to give", "by margin", 2)
    assert low > differs("free to give", "plain", 2)[1], "far less margin is lost"
    assert high > 0, "none is shown to be lost"
