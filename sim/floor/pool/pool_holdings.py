"""What each seat has claimed and not yet let go, by pool: nobody claims without room, so no limit is exceeded."""

from __future__ import annotations

from sim.levers.claim_pool import room


class Holdings:
    """`held[seat]` are open claimed leads of all pools, `customers[seat]` won ones that count beside them."""

    __slots__ = ("cap", "customers", "held", "limit", "open")

    def __init__(self, seats: int, pools: int, cap: float, limit: float) -> None:
        self.open = [[0] * pools for _ in range(seats)]
        self.held = [0] * seats
        self.customers = [0] * seats
        self.cap = cap
        self.limit = limit

    def change(self, seat: int, pool: int, by: int) -> None:
        """The seat has so many open claimed leads of the pool more."""
        self.open[seat][pool] += by
        self.held[seat] += by

    def has_room(self, seat: int, pool: int) -> bool:
        """Whether the seat may claim one more from the pool."""
        return room(self.open[seat][pool], self.cap, self.held[seat] + self.customers[seat], self.limit) > 0
