"""What a compiled pay plan pays whoever just reaches her quota."""

from __future__ import annotations

from sim.floor.pay.pay_plan import PayBehaviour
from sim.levers.pay import payout


def pay_at_quota(pay: PayBehaviour) -> float:
    """Commission and bonuses at an attainment of 1, and the team's pool at 1 of its own: in target pay."""
    own, pool = payout(pay.plan, 1.0), pay.extras.team_pool
    return own if pool is None else (1 - pool.share) * own + pool.share * payout(pool.plan, 1.0)
