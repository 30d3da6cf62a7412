"""What is drawn for accounts: uniforms by account, purpose and ordinal, many at a time, whatever else is drawn.

One at a time, in plain integers, a draw costs as much as working a task. An account asks for most of its draws sooner
or later, so they are drawn together when it begins; whoever needs more than was expected gets them one at a time, with
the same bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from math import ceil, sqrt

import numpy as np

from sim.market.draws import entity_key, entity_keys, name_key, uniform, uniforms_by_column, words_by_column

MOST = 24
"""Ordinals of one purpose that are drawn together at most."""


class Purpose(IntEnum):
    """What is drawn for an account."""

    ONBOARDING = 0
    REQUEST = 1
    RENEWAL = 2
    GAP = 3
    RENEWS = 4
    TERM_LEFT = 5
    ISSUE_GAP = 6
    ISSUE = 7
    ISSUE_THINNED = 8
    OCCASION = 9


KEYS = tuple(name_key("account", purpose.name.lower()) for purpose in Purpose)


class AccountDraws:
    """Uniforms in (0, 1). `keys[account]` are its key; `expected[purpose]` how often a purpose is drawn in a run."""

    __slots__ = ("_first", "_known", "_ordinals", "_width", "_words", "keys")

    def __init__(self, keys: Sequence[int], expected: Sequence[float]) -> None:
        self.keys = keys
        self._width = [min(MOST, ceil(mean + sqrt(mean))) for mean in expected]
        self._first: list[int] = np.cumsum([0, *self._width]).tolist()
        self._ordinals = np.concatenate([np.arange(width) for width in self._width])
        columns = [KEYS[purpose] for purpose, width in enumerate(self._width) for _ in range(width)]
        self._words = words_by_column(columns)
        self._known: dict[int, list[float]] = {}

    def prepare(self, accounts: Sequence[int]) -> None:
        """Draw what these accounts are expected to ask for."""
        if not accounts:
            return
        keys = np.array([self.keys[account] for account in accounts], dtype=np.uint64)
        rows = uniforms_by_column(entity_keys(keys[:, None], self._ordinals[None, :]), self._words).tolist()
        self._known.update(zip(accounts, rows, strict=True))

    def __call__(self, account: int, purpose: int, ordinal: int) -> float:
        """The draw of that ordinal."""
        known = self._known.get(account)
        if known is not None and ordinal < self._width[purpose]:
            return known[self._first[purpose] + ordinal]
        return uniform(entity_key(self.keys[account], ordinal), KEYS[purpose])
