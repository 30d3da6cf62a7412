"""How an answer is felt, what it does to satisfaction, and what satisfaction does to renewal: functions of numbers."""

from __future__ import annotations

from math import exp, log1p


def felt(waited_hours: float, response_weight: float, reference_hours: float, lost: float) -> float:
    """How an answer after so many hours is felt, in [0, 1]; `lost` is what else it loses, below 0 what it gains."""
    return min(max(1.0 - response_weight * log1p(waited_hours / reference_hours) - lost, 0.0), 1.0)


def moved(satisfaction: float, answer: float, memory: float) -> float:
    """Satisfaction after an answer: `memory` of the way to how it is felt."""
    return satisfaction + memory * (answer - satisfaction)


def renewal_chance(
    base_logit: float, weight: float, satisfaction: float, neutral: float, lost_unattended: float
) -> float:
    """Chance to renew; `lost_unattended` is what the logit loses for want of attention."""
    return 1.0 / (1.0 + exp(-(base_logit + weight * (satisfaction - neutral) - lost_unattended)))
