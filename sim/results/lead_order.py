"""The order in which a ledger's leads are summed, so that a sum does not depend on rows that nobody sees."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.floor.ledger import Ledger

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]


def in_order(ledger: Ledger, which: Mask | None = None) -> Ints:
    """Rows of these leads (None: of all) in the market's order: a twin stands where the lead does that it repeats.

    Sums round by their order. Twins are rows at the end, as many as a scheme's rules on history tell customers apart;
    in the order of rows, the same deals would sum to other bits under rules that sort nobody differently.
    """
    accounts, count = ledger.plan.accounts, len(ledger.lead_columns["lead"])
    rows = np.arange(count, dtype=np.int64)
    if accounts is not None and accounts.twins is not None:
        place = rows.copy()
        place[accounts.twins.first :] = accounts.twins.repeats()
        rows = np.argsort(place, kind="stable")
    return rows if which is None else rows[which[rows]]
