"""What answers are worth, and how much of an error on record they leave."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def starts(first: int, every: int | None, weeks: int) -> list[int]:
    """The weeks below `weeks` in which a study starts."""
    if every is None:
        return [first] if first < weeks else []
    return list(range(first, weeks, every))


def answers_known(week: Floats, rounds: Sequence[tuple[int, float]], half_life_weeks: float) -> Floats:
    """Answers known in each week, in the worth of fresh ones; `rounds` are (week from which known, answers)."""
    known = np.zeros(np.shape(week))
    for since, answers in rounds:
        age = week - since
        known = known + np.where(age >= 0, answers * 0.5 ** (np.maximum(age, 0) / half_life_weeks), 0.0)
    return known


def learned_share(answers: Floats, half_answers: float) -> Floats:
    """Share of what can be learned that so many answers teach: answers / (answers + half_answers)."""
    return np.asarray(answers / (answers + half_answers))
