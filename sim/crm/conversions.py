"""Win rates of groups as conversions of two stages and one shift in logits for each group, as the floor draws them.

The floor advances a lead at a stage with probability sigma(logit(conversion) + shift of the group + hidden quality),
and the same shift and the same quality work at both stages. Only the product is seen in the data: how it splits is an
assumption.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

_NODES = 48
_WIDEST_SHIFT = 20.0


@dataclass(frozen=True, slots=True)
class StageConversions:
    """Chances for a neutral lead (shift 0, quality 0): the first stage's as assumed, the second's as solved for.

    `shifts` and `shift_errors` are in logits, by group.
    """

    first: float
    second: float
    second_se: float
    shifts: dict[str, float]
    shift_errors: dict[str, float]


def stage_conversions(
    rates: Mapping[str, tuple[float, float]],
    overall: tuple[float, float],
    first: float,
    quality_weight: float = 0.0,
    lost_logits: tuple[float, float] = (0.0, 0.0),
) -> StageConversions:
    """The second stage's conversion and each group's shift, such that the two stages give each group its rate.

    `rates` and `overall` are (rate, standard error) of wins however late; `overall` is what a lead of shift 0 wins.
    `quality_weight` is the standard deviation, in logits, of the hidden quality that is added at both stages.
    `lost_logits` is what the two stages lose on average to waiting and hand-offs under today's organisation. Errors
    by the delta method; those of the assumed first stage aren't in them. Raises ValueError where a rate can't be
    reached.
    """
    from scipy.optimize import brentq

    def rate(shift: float, second_logit: float) -> float:
        first_at, second_at = _logit(first) - lost_logits[0], second_logit - lost_logits[1]
        return _two_stage_rate(first_at + shift, second_at + shift, quality_weight)

    highest = rate(0.0, _WIDEST_SHIFT)
    if not 0.0 < overall[0] < highest:
        raise ValueError(
            f"an overall win rate of {overall[0]:.3g} can't come from a first stage that passes {first:.3g}: "
            f"expected a rate below {highest:.3g}"
        )
    second = float(brentq(lambda logit: rate(0.0, logit) - overall[0], -_WIDEST_SHIFT, _WIDEST_SHIFT, xtol=1e-12))
    by_second = (rate(0.0, second + 1e-5) - rate(0.0, second - 1e-5)) / 2e-5
    shifts, errors = {}, {}
    for name, (wanted, error) in rates.items():
        if not rate(-_WIDEST_SHIFT, second) < wanted < rate(_WIDEST_SHIFT, second):
            raise ValueError(f"a win rate of {wanted:.3g} for {name!r} can't be reached: expected one inside 0 and 1")
        shift = float(
            brentq(lambda logits, goal=wanted: rate(logits, second) - goal, -_WIDEST_SHIFT, _WIDEST_SHIFT, xtol=1e-12)
        )
        shifts[name] = shift
        errors[name] = error * 2e-5 / (rate(shift + 1e-5, second) - rate(shift - 1e-5, second))
    chance = _sigma(second)
    return StageConversions(
        first=first,
        second=chance,
        second_se=overall[1] / by_second * chance * (1 - chance),
        shifts=shifts,
        shift_errors=errors,
    )


def _two_stage_rate(first_logit: float, second_logit: float, quality_weight: float) -> float:
    """Mean over the hidden quality of the product of the two chances, by Gauss-Hermite quadrature."""
    if quality_weight == 0.0:
        return _sigma(first_logit) * _sigma(second_logit)
    nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES)
    shift = quality_weight * nodes
    product = 1 / (1 + np.exp(-(first_logit + shift))) / (1 + np.exp(-(second_logit + shift)))
    return float(product @ weights / weights.sum())


def _logit(chance: float) -> float:
    return float(np.log(chance / (1 - chance)))


def _sigma(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))
