"""Facts of one replication's ledger that no KPI tells, since the evidence alone asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sim.floor.ledger import Ledger
from sim.results.evidence.departures import sales_lost_by_departures
from sim.results.evidence.last_years_quota import reach_last_years_quota


def facts(ledger: Ledger) -> dict[str, float]:
    """Every fact by name; NaN where it can't be told."""
    return {name: fact(ledger) for name, fact in FACTS.items()}


FACTS: Mapping[str, Callable[[Ledger], float]] = {
    "sales_lost_by_departures": sales_lost_by_departures,
    "reach_last_years_quota": reach_last_years_quota,
}
