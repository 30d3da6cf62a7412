"""KPIs of customers after the sale; NaN where the market has none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.floor.accounts.accounts_plan import CASE_KINDS
from sim.floor.accounts.cases import ASKED_FOR, DONE
from sim.floor.ledger import Ledger
from sim.floor.states import WON
from sim.market.born import CROSS_SOLD, RECOMMENDED, WON_BACK
from sim.results.busy import post_hours
from sim.results.lead_order import in_order
from sim.results.measures.lifecycle import life_kpis
from sim.results.windows import won_in_window

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

NAMES = (
    "customers_end",
    "renewal_share",
    "customers_lost",
    "net_retention",
    "renewal_revenue",
    "service_hours_to_answer",
    "service_unanswered_share",
    "cases_in_time_share",
    "escalations_per_case",
    "satisfaction_after_sale",
    "after_sale_share",
    "leads_referred",
    "leads_cross_sold",
    "leads_won_back",
)


def account_kpis(ledger: Ledger) -> dict[str, float]:
    """Discounts, renewal, service, and what customers bring; amounts and counts a year."""
    plan = ledger.plan.accounts
    if plan is None:
        return dict.fromkeys(NAMES, np.nan) | _discounts(ledger) | life_kpis(ledger)
    accounts, window = ledger.account_columns, ledger.window
    left, end = accounts["left"], window.end
    gone = (left >= window.start) & (left < end)
    renewed, amounts = _renewals(ledger)
    value = renewal_values(ledger)
    due = amounts.sum() + value[accounts["lead"][gone]].sum()
    decided = len(renewed) + int(gone.sum())
    stays = left >= end
    return {
        "customers_end": float(stays.sum()),
        "renewal_share": len(renewed) / decided if decided else np.nan,
        "customers_lost": float(gone.sum()) / window.years,
        "net_retention": float((amounts.sum() + _grown(ledger)) / due) if due else np.nan,
        "renewal_revenue": float(amounts.sum()) / window.years,
        "satisfaction_after_sale": float(accounts["satisfaction"][stays].mean()) if stays.any() else np.nan,
        **_service(ledger),
        **_levels(ledger),
        **_born(ledger),
        **_discounts(ledger),
        **life_kpis(ledger),
    }


def _discounts(ledger: Ledger) -> dict[str, float]:
    """What was given away of the price of deals won in the window, and how often it took an approval."""
    bargained, unasked, leads = ledger.plan.bargained, ledger.plan.odds is not None, ledger.lead_columns
    won = won_in_window(ledger)
    if (bargained is None and not unasked) or not won.any():
        return {"discount_given_share": np.nan, "approval_share": np.nan}
    rows = in_order(ledger, won)
    net = leads["revenue"][rows]
    before = net if bargained is None else net / (1 - bargained.given[rows])
    before = before / (1 - leads["odds_discount"][rows]) if unasked else before
    return {
        "discount_given_share": float(1 - net.sum() / before.sum()),
        "approval_share": np.nan if bargained is None else float(bargained.approved[won].mean()),
    }


def _renewals(ledger: Ledger) -> tuple[NDArray[np.int64], Floats]:
    """Accounts and amounts of the renewals dated in the window."""
    money, window = ledger.money_columns, ledger.window
    here = money["kind"] == ledger.names["kind"].index("renewals")
    here &= (money["time"] >= window.start) & (money["time"] < window.end)
    return money["lead"][here], money["amount"][here]


def renewal_values(ledger: Ledger) -> Floats:
    """What each lead's deal would renew at: less by what its seller gave away of the price for her own pay."""
    assert ledger.plan.accounts is not None
    value = np.asarray(ledger.plan.accounts.renewal_value)
    if ledger.plan.concessions is None:
        return value
    planned, won = np.asarray(ledger.plan.net_value), ledger.lead_columns["state"] == WON
    kept = np.ones(len(value))
    np.divide(ledger.lead_columns["revenue"], planned, out=kept, where=won & (planned > 0))
    return value * kept


def _grown(ledger: Ledger) -> float:
    """What a year's renewals of the further deals with customers that were won in the window are going to bring."""
    born = ledger.plan.table.born
    assert born is not None
    since = ledger.account_columns["since"]
    deals = ledger.account_columns["lead"][(since >= ledger.window.start) & (since > 0)]
    further = deals[(deals >= born.first_lead)]
    further = further[born.kind[further - born.first_lead] == CROSS_SOLD]
    return float(renewal_values(ledger)[further].sum())


def _service(ledger: Ledger) -> dict[str, float]:
    """How soon requests of the window were answered, how many were not by its end, and the hours that service took."""
    cases, window, posts = ledger.case_columns, ledger.window, post_hours(ledger)
    asked = np.isin(cases["kind"], ASKED_FOR) & (cases["queued"] >= window.start)
    asked &= cases["queued"] < window.end
    answered = np.isfinite(cases["start"])
    wait = (cases["start"] - cases["queued"])[asked & answered]
    done = cases["state"] == DONE
    overlap = np.clip(np.minimum(cases["end"], window.end) - np.maximum(cases["start"], window.start), 0, None)
    return {
        "service_hours_to_answer": float(wait.mean()) if len(wait) else np.nan,
        "service_unanswered_share": float((~answered)[asked].mean()) if asked.any() else np.nan,
        "after_sale_share": float(overlap[done].sum() / posts) if posts else np.nan,
    }


def _levels(ledger: Ledger) -> dict[str, float]:
    """How often service levels after the sale were kept, over cases opened in the window of a kind that has one; NaN
    without any.

    A case keeps its level if work on it began in time; one that still waits, or was withdrawn, breaks it once it has
    waited longer, and does not count before.
    """
    service = ledger.resolved.scheme.process.after_sales
    levels = [None if service is None or service.sla is None else service.sla.of(kind) for kind in CASE_KINDS]
    if not any(levels):
        return {"cases_in_time_share": np.nan, "escalations_per_case": np.nan}
    within = np.array([np.nan if level is None else float(level.within_hours) for level in levels])
    cases, window = ledger.case_columns, ledger.window
    due = within[cases["kind"]]
    counted = np.isfinite(due) & (cases["queued"] >= window.start) & (cases["queued"] < window.end)
    waited = np.minimum(np.minimum(cases["start"], cases["withdrawn"]), window.end) - cases["queued"]
    kept = counted & (cases["start"] < window.end) & (waited <= due)
    broken = counted & (waited > due)
    decided = int(kept.sum() + broken.sum())
    return {
        "cases_in_time_share": float(kept.sum() / decided) if decided else np.nan,
        "escalations_per_case": float(cases["escalations"][counted].mean()) if counted.any() else np.nan,
    }


def _born(ledger: Ledger) -> dict[str, float]:
    """Leads born of customers that came in the window, by how they came."""
    born, window = ledger.plan.table.born, ledger.window
    assert born is not None
    came = ledger.lead_columns["arrival"][born.first_lead :]
    inside = (came >= window.start) & (came < window.end)
    kinds = {"leads_referred": RECOMMENDED, "leads_cross_sold": CROSS_SOLD, "leads_won_back": WON_BACK}
    return {name: float((inside & (born.kind == kind)).sum() / window.years) for name, kind in kinds.items()}
