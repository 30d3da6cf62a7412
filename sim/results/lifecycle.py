"""The life of customers, worked out from the ledger at any clock: recency, frequency, money, and what state each is in.

A customer is a deal of a new customer with all that came of it: renewals, further deals, the deal that won it back.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.floor.ledger import Ledger
from sim.floor.states import WON
from sim.market.born import CROSS_SOLD, WON_BACK

Ints = NDArray[np.int64]

LIVES = ("new", "active", "dormant", "churned", "won back")
NEW_MONTHS, QUIET_MONTHS, _MONTHS_A_YEAR = 3, 6, 12


def customers_of(ledger: Ledger, clock: float) -> pd.DataFrame:
    """One row for each customer up to a clock: lead, since, recency_hours, frequency, money, life.

    Recency is hours since the last purchase, frequency and money count deals and renewals of the last year; NaN, 0 and
    0 for who has bought nothing since the start. `life`: new for three months; active where something was bought or
    asked for within six months; else dormant; churned when every contract has ended; won back when there is one again.
    """
    accounts, plan = ledger.account_columns, ledger.plan.accounts
    names = ["lead", "since", "recency_hours", "frequency", "money", "life"]
    if plan is None:
        return pd.DataFrame(columns=names)
    month = plan.year_hours / _MONTHS_A_YEAR
    began = accounts["since"] <= clock
    root = _roots(ledger)
    contracts = pd.DataFrame(
        {
            "customer": root[accounts["lead"]],
            "lead": accounts["lead"],
            "since": accounts["since"],
            "left": accounts["left"],
        }
    )[began]
    bought = _purchases(ledger, clock)
    bought["customer"] = root[bought["lead"].to_numpy(dtype=np.int64)]
    cases = ledger.case_columns
    asked = pd.DataFrame({"customer": root[cases["lead"]], "time": cases["queued"]})[cases["queued"] <= clock]
    last_sign = pd.concat([bought[["customer", "time"]], asked]).groupby("customer")["time"].max()
    recent = bought[bought["time"] > clock - plan.year_hours].groupby("customer")["amount"]
    grouped = contracts.groupby("customer")
    frame = pd.DataFrame({"since": grouped["since"].min(), "here": grouped["left"].max() > clock})
    frame["recency_hours"] = clock - bought.groupby("customer")["time"].max()
    frame["frequency"] = recent.size()
    frame["money"] = recent.sum()
    frame = frame.fillna({"frequency": 0, "money": 0})
    returned = set(root[contracts["lead"][_born_as(ledger, contracts["lead"].to_numpy(), WON_BACK)]].tolist())
    quiet = clock - last_sign.reindex(frame.index).fillna(-np.inf) > QUIET_MONTHS * month
    # Who was there at the start is new to nobody.
    new = (clock - frame["since"] < NEW_MONTHS * month) & (frame["since"] > 0)
    back = frame.index.isin(list(returned))
    lives = [~frame["here"], back, new, ~quiet]
    frame["life"] = np.select(lives, ["churned", "won back", "new", "active"], "dormant")
    return frame.reset_index().rename(columns={"customer": "lead"})[names]


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


def _born_as(ledger: Ledger, leads: Ints, kind: int) -> NDArray[np.bool_]:
    born = ledger.plan.table.born
    assert born is not None
    place = leads - born.first_lead
    return np.asarray((place >= 0) & (born.kind[np.maximum(place, 0)] == kind)) if len(born.kind) else leads < 0


def _roots(ledger: Ledger) -> Ints:
    """For each lead the deal whose customer it is of: its own, but for further deals and those won back."""
    born = ledger.plan.table.born
    assert born is not None
    root = np.arange(len(ledger.plan.table), dtype=np.int64)
    own = np.isin(born.kind, (CROSS_SOLD, WON_BACK))
    root[born.first_lead + np.flatnonzero(own)] = born.parent[own]
    return root


def _purchases(ledger: Ledger, clock: float) -> pd.DataFrame:
    """Deals and renewals up to a clock: lead, time, amount."""
    money, leads = ledger.money_columns, ledger.lead_columns
    won = (leads["state"] == WON) & (leads["closed"] <= clock)
    renewed = (money["kind"] == ledger.names["kind"].index("renewals")) & (money["time"] <= clock)
    return pd.DataFrame(
        {
            "lead": np.concatenate([leads["lead"][won], money["lead"][renewed]]),
            "time": np.concatenate([leads["closed"][won], money["time"][renewed]]),
            "amount": np.concatenate([leads["revenue"][won], money["amount"][renewed]]),
        }
    )
