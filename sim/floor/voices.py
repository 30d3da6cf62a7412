"""Two voices: a customer whose duplicate is in other hands than the original hears both, and is put off."""

from __future__ import annotations

from collections.abc import Sequence


class Voices:
    """`others[lead]` counts the open duplicates of a lead that another seat has taken up."""

    def __init__(self, original: Sequence[int]) -> None:
        self.original = original
        self.others = [0] * len(original)
        self._raised: set[int] = set()

    def taken_up(self, lead: int, seat: int, last_seat: Sequence[int]) -> None:
        """A lead is worked for the first time: if it repeats one that another seat has, the customer hears of it."""
        original = self.original[lead]
        if original >= 0 and last_seat[original] not in (-1, seat):
            self.others[original] += 1
            self._raised.add(lead)

    def closed(self, lead: int) -> None:
        """Nobody works the lead any more."""
        if lead in self._raised:
            self._raised.remove(lead)
            self.others[self.original[lead]] -= 1
