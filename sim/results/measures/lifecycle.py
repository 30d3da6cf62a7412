"""The life of customers, worked out from the ledger at any clock: recency, frequency, money, and what state each is in.

A customer is a deal of a new customer with all that came of it: renewals, further deals, the deal that won it back.
Every one is judged by `sim.levers.lifecycle.history`, by which the floor judges them too when a rule asks.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.floor.accounts.cases import ASKED_FOR
from sim.floor.ledger import Ledger
from sim.floor.states import WON
from sim.inputs.models.conditions import LIVES
from sim.levers.lifecycle import Contract, history
from sim.market.born import CROSS_SOLD, WON_BACK

Ints = NDArray[np.int64]

COLUMNS = ["lead", "since", "recency_months", "frequency", "money", "life"]


def customers_of(ledger: Ledger, clock: float) -> pd.DataFrame:
    """One row for each customer up to a clock, by lead: COLUMNS.

    Recency is months since the last purchase, frequency and money count deals and renewals of the last year; NaN, 0 and
    0 for who has bought nothing since the start.
    """
    plan = ledger.plan.accounts
    if plan is None:
        return pd.DataFrame(columns=COLUMNS)
    root = _roots(ledger)
    contracts = _contracts(ledger, root, clock)
    bought, asked = _purchases(ledger, root, clock), _last_asked(ledger, root, clock)
    rows = []
    for customer, own in sorted(contracts.items()):
        found = history(own, bought[customer], asked.get(customer, -np.inf), clock, plan.spans)
        since = min(contract.since for contract in own)
        rows.append(
            (customer, since, found.recency_months, found.purchases_last_year, found.spent_last_year, found.life)
        )
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame["life"] = [LIVES[life] for life in frame["life"]]
    return frame


def life_kpis(ledger: Ledger) -> dict[str, float]:
    """Shares of customers at the window's end that are new, active and dormant, and what the best fifth buy."""
    kinds = {f"customers_{life}_share": life for life in ("new", "active", "dormant")}
    if ledger.plan.accounts is None:
        return dict.fromkeys((*kinds, "best_fifth_share"), np.nan)
    frame = customers_of(ledger, ledger.window.end)
    here = frame[frame["life"] != "churned"]
    found = {name: float((here["life"] == life).mean()) if len(here) else np.nan for name, life in kinds.items()}
    spent = np.sort(frame["money"].to_numpy(dtype=np.float64))[::-1]
    best = spent[: int(np.ceil(len(spent) / 5))].sum()
    return found | {"best_fifth_share": float(best / spent.sum()) if spent.sum() > 0 else np.nan}


def _roots(ledger: Ledger) -> Ints:
    """For each lead the deal whose customer it is of: its own, but for further deals and those won back."""
    born = ledger.plan.table.born
    assert born is not None
    root = np.arange(len(ledger.plan.table), dtype=np.int64)
    own = np.isin(born.kind, (CROSS_SOLD, WON_BACK))
    root[born.first_lead + np.flatnonzero(own)] = born.parent[own]
    return root


def _contracts(ledger: Ledger, root: Ints, clock: float) -> dict[int, list[Contract]]:
    """Contracts begun by the clock, by customer."""
    born, accounts = ledger.plan.table.born, ledger.account_columns
    assert born is not None
    returned = np.zeros(len(root), dtype=bool)
    returned[born.first_lead :] = born.kind == WON_BACK
    began = accounts["since"] <= clock
    lead = accounts["lead"][began]
    rows = zip(
        root[lead].tolist(),
        accounts["since"][began].tolist(),
        accounts["left"][began].tolist(),
        returned[lead].tolist(),
        strict=True,
    )
    found: dict[int, list[Contract]] = defaultdict(list)
    for customer, since, left, back in rows:
        found[customer].append(Contract(since, left, back))
    return found


def _purchases(ledger: Ledger, root: Ints, clock: float) -> dict[int, list[tuple[float, float]]]:
    """(clock, amount) of deals and renewals up to a clock, by customer."""
    money, leads = ledger.money_columns, ledger.lead_columns
    won = (leads["state"] == WON) & (leads["closed"] <= clock)
    renewed = (money["kind"] == ledger.names["kind"].index("renewals")) & (money["time"] <= clock)
    rows = zip(
        root[np.concatenate([leads["lead"][won], money["lead"][renewed]])].tolist(),
        np.concatenate([leads["closed"][won], money["time"][renewed]]).tolist(),
        np.concatenate([leads["revenue"][won], money["amount"][renewed]]).tolist(),
        strict=True,
    )
    found: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for customer, time, amount in rows:
        found[customer].append((time, amount))
    return found


def _last_asked(ledger: Ledger, root: Ints, clock: float) -> dict[int, float]:
    """When each customer last asked for service or complained, up to a clock; what we open ourselves is no asking."""
    cases = ledger.case_columns
    here = (cases["queued"] <= clock) & np.isin(cases["kind"], ASKED_FOR)
    # Cases stand in the order in which they were opened: the last of a customer is what stays.
    return dict(zip(root[cases["lead"][here]].tolist(), cases["queued"][here].tolist(), strict=True))
