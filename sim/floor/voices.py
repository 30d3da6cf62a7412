"""Two voices: a customer whose duplicate is in other hands than the original hears both, and is put off."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor


class Voices:
    """Which duplicates of a lead another seat has taken up."""

    __slots__ = ("_duplicates", "floor", "original")

    def __init__(self, floor: SalesFloor, original: list[int]) -> None:
        self.floor = floor
        self.original = original
        self._duplicates: dict[int, list[int]] = {}

    def taken_up(self, lead: int, seat: int) -> None:
        """A lead is worked for the first time: if it repeats one that another seat has, the customer hears of it."""
        original = self.original[lead]
        if original >= 0 and 0 <= self.floor.last_seat[original] != seat:
            self._duplicates.setdefault(original, []).append(lead)

    def others(self, lead: int) -> int:
        """How many voices the customer hears besides: duplicates that are still open."""
        found = self._duplicates.get(lead)
        return 0 if found is None else sum(self.floor.is_open(duplicate) for duplicate in found)
