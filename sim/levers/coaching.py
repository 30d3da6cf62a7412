"""Coaching: a stock of hours that are remembered, and what skill they add."""

from __future__ import annotations

from sim.levers.learning import kept


def skill_added(hours: float, most_logit: float, half_hours: float) -> float:
    """Logits that so many remembered hours add: half of the most at `half_hours`, never all of it."""
    return most_logit * hours / (hours + half_hours)


def after_a_week(hours: float, given: float, half_life_weeks: float) -> float:
    """Hours remembered after one more week in which `given` were added; those count in full from its end."""
    return hours * kept(half_life_weeks, 1.0) + given


def remembered_after(given: float, half_life_weeks: float, weeks: float) -> float:
    """Hours remembered after so many weeks with `given` each, from none: what `after_a_week` comes to."""
    share = kept(half_life_weeks, 1.0)
    return given * float(1 - share**weeks) / (1 - share)


def hours_each(manager_hours: float, people: int, managers: int) -> float:
    """Hours a week that each of `people` gets when so many managers divide theirs among them; none without any."""
    return manager_hours * managers / people if people else 0.0
