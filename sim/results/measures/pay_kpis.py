"""KPIs of the pay plan; NaN where a scheme has none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.floor.ledger import Ledger
from sim.floor.pay.at_quota import pay_at_quota
from sim.levers.pay_periods import PERIOD_MONTHS
from sim.results.measures.pay_catalogue import PAY

MONTHS_A_YEAR = 12


def pay_kpis(ledger: Ledger, variable_pay: float) -> dict[str, float]:
    """The budget of variable pay, what is paid beyond it, and the spread of attainment; `variable_pay` is a year's."""
    budget = pay_budget(ledger)
    reached = attainments(ledger)
    low, high = np.quantile(reached, [0.1, 0.9]).tolist() if len(reached) else (np.nan, np.nan)
    over = np.nan if np.isnan(budget) else max(variable_pay - budget, 0.0)
    return dict(zip(PAY, (budget, over, low, high), strict=True))


def pay_budget(ledger: Ledger) -> float:
    """The stated budget a year; else what the plan pays if every seat just reaches its quota. NaN without a plan.

    That is commission and bonuses at an attainment of 1, the team pools at 1, and the prizes of contests: those of
    every period, and those between two weeks that end in the window, scaled to a year as what is paid is. SPIFFs, draws
    and quality are not in it: what is sold of what, and how evenly, no quota says.
    """
    pay, plan = ledger.plan.pay, ledger.resolved.scheme.incentives
    if pay is None or plan is None:
        return np.nan
    if plan.budget_per_year is not None:
        return float(plan.budget_per_year)
    period = sum(seat.target_pay for seat in ledger.plan.seats if seat.quota > 0) * pay_at_quota(pay)
    period += sum(item.pool for item in pay.extras.contests if item.every_period and item.seats)
    opens, closes = ledger.window.start, ledger.window.end
    singly = [item for item in pay.extras.contests if not item.every_period and item.seats]
    prizes = sum(item.pool for item in singly if opens < item.ends <= closes)
    return period * MONTHS_A_YEAR / PERIOD_MONTHS[pay.period] + prizes / ledger.window.years


def attainments(ledger: Ledger) -> NDArray[np.float64]:
    """Attainment on every statement of a whole period that ended in the window.

    Whole periods only: what is owed for part of one says little of who will reach the quota.
    """
    said, window = ledger.statements, ledger.window
    ended_here = (said["end"] > window.start) & (said["end"] <= window.end) & said["whole"]
    return np.asarray(said["attainment"][ended_here], dtype=np.float64)
