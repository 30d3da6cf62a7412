"""More demand, more reps, longer hand-offs: paired means over many replications move the way that they must.

Learning is off, skills are equal and every desk has one queue, so that nothing else can turn the sign.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.stats import t

from sim.floor.ledger import Ledger
from sim.floor.resolving.resolved import Horizon
from sim.floor.simulate import simulate
from sim.floor.states import WON
from tests.builders import resolved
from tests.properties.whole_worlds import GENERALIST, LINE, organisation, rich_market

REPLICATIONS = 30
HORIZON = Horizon(4, 16, 6)
EFFECTS = {"quality": {}, "response": {}, "patience": {}, "context": {}, "need_fit": {}}


@cache
def runs(heads: int = 5, scale: float = 1.0, delay: float | None = None, decay: float = 1.0) -> tuple[Ledger, ...]:
    """Replications of a generalist team, or of a line with that delay between its roles."""
    effects = EFFECTS | {"response": {"reference_hours": 1 / decay}}
    market = rich_market(effects, demand={"leads_per_year": 2000, "off_hours_share": 0.2, "scale": scale})
    team = {"rep": heads} if delay is None else {"sdr": heads // 3, "ae": heads - heads // 3}
    roles = GENERALIST if delay is None else LINE
    scheme = organisation(team, roles, process={"handoff_delay_hours": delay or 0}, incentives=None)
    ready = resolved(market, scheme)
    return tuple(
        simulate(market, ready, horizon=HORIZON, seed=11, replication=number) for number in range(REPLICATIONS)
    )


def response_hours(ledger: Ledger) -> float:
    """Mean wait for the first answer; those who left unanswered count as long as they waited."""
    leads, window = ledger.lead_columns, ledger.window
    inside = (leads["arrival"] >= window.start) & (leads["arrival"] < window.end)
    left = np.minimum(np.minimum(leads["first_touch"], leads["closed"]), window.end)
    return float((left - leads["arrival"])[inside].mean())


def win_share(ledger: Ledger) -> float:
    """Share of the cohort that was won by the horizon."""
    leads, window = ledger.lead_columns, ledger.window
    inside = (leads["arrival"] >= window.start) & (leads["arrival"] < window.cohort_end)
    return float((leads["state"][inside] == WON).mean())


def surely_more(more: list[float], less: list[float]) -> bool:
    """One-sided paired t test at 99.9 %."""
    difference = np.array(more) - np.array(less)
    standard_error = difference.std(ddof=1) / np.sqrt(len(difference))
    return bool(difference.mean() > t.ppf(0.999, len(difference) - 1) * standard_error)


def each(measure, found):
    return [measure(ledger) for ledger in found]


def test_more_demand_lengthens_response():
    assert surely_more(each(response_hours, runs(scale=1.15)), each(response_hours, runs()))


def test_more_reps_shorten_response():
    assert surely_more(each(response_hours, runs()), each(response_hours, runs(heads=6)))


def test_more_reps_win_more():
    assert surely_more(each(win_share, runs(heads=6)), each(win_share, runs()))


def test_a_longer_handoff_lowers_conversion():
    """The customer waits through the hand-off, and minds it as any other wait."""
    assert surely_more(each(win_share, runs(heads=6, delay=1)), each(win_share, runs(heads=6, delay=40)))


def test_customers_who_mind_waiting_more_are_won_less():
    assert surely_more(each(win_share, runs()), each(win_share, runs(decay=10)))


def test_the_same_against_itself_is_not_surely_anything():
    assert not surely_more(each(win_share, runs()), each(win_share, runs()))
