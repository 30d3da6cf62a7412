"""Where money is made: margin, wins and leads by kind of customer, for one replication."""

from __future__ import annotations

import numpy as np

from sim.floor.ledger import Ledger
from sim.results.areas import areas
from sim.results.fates import fates
from sim.results.forecasts import forecasts
from sim.results.lead_order import in_order
from sim.results.measures.kpis import money_by_kind
from sim.results.pay_rows import pay_rows
from sim.results.segments import segment_rows
from sim.results.timeline import quarters
from sim.results.windows import arrived_in_window, won_in_window

DIMENSIONS = ("region", "industry", "size", "tier", "source", "product", "segment", "team", "territory")
SliceRow = tuple[str, str, str, float]


def slices(ledger: Ledger) -> list[SliceRow]:
    """Rows (dimension, value, measure, amount a year); measures: leads, wins, margin; money by kind.

    And those of `areas`, `fates`, `quarters`, `forecasts`, `segment_rows` and `pay_rows`.
    """
    leads, window = ledger.lead_columns, ledger.window
    arrived, order = arrived_in_window(ledger), in_order(ledger)
    won = won_in_window(ledger)
    rows: list[SliceRow] = [("money", kind, "amount", amount) for kind, amount in money_by_kind(ledger).items()]
    for dimension in DIMENSIONS:
        column, names = leads[dimension], ledger.names[dimension]
        for measure, weights in (
            ("leads", arrived.astype(np.float64)),
            ("wins", won.astype(np.float64)),
            ("margin", np.where(won, leads["margin"], 0.0)),
        ):
            sums = np.bincount(column[order], weights[order], minlength=len(names)) / window.years
            rows.extend((dimension, name, measure, amount) for name, amount in zip(names, sums.tolist(), strict=False))
    rows += [*areas(ledger), *fates(ledger), *quarters(ledger), *forecasts(ledger), *segment_rows(ledger)]
    return [*rows, *pay_rows(ledger)]
