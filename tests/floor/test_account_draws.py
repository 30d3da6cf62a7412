"""Draws of accounts: the same bits one at a time and together, within and beyond what was expected."""

from __future__ import annotations

import pytest

from sim.floor.accounts.account_draws import KEYS, MOST, AccountDraws, Purpose
from sim.market.draws import entity_key, name_key, uniform

ACCOUNT_KEYS = [entity_key(name_key("test", 1), ordinal) for ordinal in range(4)]
EXPECTED = [1.0, 6.0, 2.0, 7.0, 2.0, 1.0, 0.0, 0.0, 0.0, 0.0]


def one_by_one(account: int, purpose: Purpose, ordinal: int) -> float:
    return uniform(entity_key(ACCOUNT_KEYS[account], ordinal), KEYS[purpose])


@pytest.mark.parametrize("prepared", [(), (0, 1, 2, 3), (2,)])
def test_what_was_drawn_together_is_what_would_be_drawn_alone(prepared: tuple[int, ...]) -> None:
    draw = AccountDraws(ACCOUNT_KEYS, EXPECTED)
    draw.prepare(prepared)
    for account in range(4):
        for purpose in Purpose:
            for ordinal in (0, 1, 5, 9, MOST, MOST + 7):
                assert draw(account, purpose, ordinal) == one_by_one(account, purpose, ordinal)


def test_purposes_and_ordinals_have_draws_of_their_own() -> None:
    draw = AccountDraws(ACCOUNT_KEYS, EXPECTED)
    draw.prepare(range(4))
    found = {draw(a, purpose, n) for a in range(4) for purpose in Purpose for n in range(3)}
    assert len(found) == 4 * len(Purpose) * 3
