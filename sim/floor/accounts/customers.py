"""What each customer has done so far in this run, for rules that ask: purchases, requests and contracts."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import TYPE_CHECKING

from sim.floor.accounts.twins import Twins
from sim.levers.lifecycle import Contract, History, Spans, history

if TYPE_CHECKING:
    from sim.floor.accounts.cases import Account


class Customers:
    """Customers by the number of the account with which they began; `customer_of` tells of accounts that came later.

    It is (customer, whether that deal won her back) by account. `came` are the leads that customers brought for
    themselves, each with the history by which it was judged.
    """

    def __init__(
        self,
        accounts: Mapping[int, Account],
        customer_of: Mapping[int, tuple[int, bool]],
        twins: Twins | None,
        spans: Spans,
    ) -> None:
        self.accounts = accounts
        self.customer_of = customer_of
        self.twins = twins
        self.spans = spans
        self.came: list[tuple[int, History]] = []
        self.contracts: dict[int, list[int]] = {}
        self.bought: dict[int, list[tuple[float, float]]] = {}
        self.asked: dict[int, float] = {}

    def begins(self, account: int) -> None:
        """An account has begun."""
        self.contracts.setdefault(self._customer(account), []).append(account)

    def buys(self, account: int, clock: float, amount: float) -> None:
        """A deal or a renewal."""
        self.bought.setdefault(self._customer(account), []).append((clock, amount))

    def asks(self, account: int, clock: float) -> None:
        """The customer asks for service or complains; what is opened for her without her asking is no sign of life."""
        self.asked[self._customer(account)] = clock

    def comes(self, customer: int, lead: int, clock: float) -> int:
        """A further lead of the customer comes in; its row, by what the customer has done so far."""
        found = self.history(customer, clock)
        row = lead if self.twins is None else self.twins.row(lead, found)
        self.came.append((row, found))
        return row

    def history(self, customer: int, clock: float) -> History:
        """The customer up to this clock."""
        contracts = [
            Contract(
                self.accounts[number].since, self.accounts[number].left, self.customer_of.get(number, (0, False))[1]
            )
            for number in self.contracts[customer]
        ]
        bought, asked = self.bought.get(customer, ()), self.asked.get(customer, -inf)
        return history(contracts, bought, asked, clock, self.spans)

    def _customer(self, account: int) -> int:
        return self.customer_of.get(account, (account, False))[0]
