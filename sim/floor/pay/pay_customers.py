"""What customers after the sale do to pay: those who leave too soon, and how content the others are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from sim.floor.accounts.cases import Account
from sim.floor.pay.pay_plan import PayExtras
from sim.levers.pay_statement import factor_of


@dataclass(slots=True)
class Sold:
    """A seat's part of a deal that may still cost its commission: until when, and the rate paid for its credit.

    The rate is None until the statement of its period.
    """

    lead: int
    credit: float
    until: float
    rate: float | None = None


class PayCustomers:
    """Reads accounts when statements are made; without any, nothing is taken back and no factor but 1 holds."""

    def __init__(self, extras: PayExtras, accounts: Mapping[int, Account], seats: int) -> None:
        self.extras = extras
        self.accounts = accounts
        self.at_risk: list[list[Sold]] = [[] for _ in range(seats)]
        self.deals: list[list[int]] = [[] for _ in range(seats)]

    def credits(self, seat: int, lead: int, credit: float) -> None:
        """A deal is made, of which the seat has so much credit; its customer is an account by now."""
        if self.extras.clawback_hours > 0:
            self.at_risk[seat].append(Sold(lead, credit, self.accounts[lead].since + self.extras.clawback_hours))
        if self.extras.of_own_deals:
            self.deals[seat].append(lead)

    def lost(self, seat: int) -> tuple[set[int], float]:
        """Leads of this period, and commission of earlier ones, whose customers have left too soon since last asked."""
        now_lost, before = set(), 0.0
        for deal in self.at_risk[seat]:
            if self.accounts[deal.lead].left <= deal.until:
                if deal.rate is None:
                    now_lost.add(deal.lead)
                else:
                    before += deal.rate * max(deal.credit, 0.0)
        return now_lost, before

    def stated(self, seat: int, now: float, rate: float) -> None:
        """A statement paid this rate for the period's deals; only who is still there may cost it later."""
        kept = []
        for deal in self.at_risk[seat]:
            deal.rate = rate if deal.rate is None else deal.rate
            if self.accounts[deal.lead].left == inf and now < deal.until:
                kept.append(deal)
        self.at_risk[seat] = kept

    def leaves(self, seat: int) -> None:
        """Whoever holds the seat leaves: what she sold costs nobody any more, and is no successor's own."""
        self.at_risk[seat], self.deals[seat] = [], []

    def factors(self) -> list[float]:
        """What the mean satisfaction of each seat's customers who are there makes of its pay; 1 without any."""
        steps, count = self.extras.quality_steps, len(self.deals)
        if not steps:
            return [1.0] * count
        total, number = [0.0] * count, [0] * count
        for seat, account in self._customers():
            if account.left == inf:
                total[seat] += account.satisfaction
                number[seat] += 1
        return [factor_of(steps, felt / people) if people else 1.0 for felt, people in zip(total, number, strict=True)]

    def _customers(self) -> list[tuple[int, Account]]:
        """Seat and customer: of its own deals, or whom it serves."""
        if self.extras.of_own_deals:
            return [(seat, self.accounts[lead]) for seat, leads in enumerate(self.deals) for lead in leads]
        return [(account.keeper, account) for account in self.accounts.values() if account.keeper >= 0]
