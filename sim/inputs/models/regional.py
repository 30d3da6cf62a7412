"""How regional teams live: managers who coach, people who are away. Two blocks of the market's effects."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import Logit, NonNegative, PositiveHours, PositiveWeeks, q


class Coaching(Mechanism):
    """Coaching raises skill with diminishing returns, and what is not kept up fades.

    A manager's `coaching_hours` are divided among his people; each of these hours comes off the coached person's week.
    Skill at every stage rises by most_logit x hours / (hours + half_hours), of the coached hours that one still
    remembers, above what today's organisation gives its people on average.
    """

    most_logit: Logit = Field(
        q(0.3, 0, 0.6, "assumption: no trustworthy figure exists for what sales training or coaching teaches"),
        description="Logits at every stage that no amount of coaching exceeds.",
    )
    half_hours: PositiveHours = Field(q(40, 10, 120), description="Remembered hours of coaching that bring half of it.")
    half_life_weeks: PositiveWeeks = Field(
        q(20, 5, 60), description="Weeks without coaching after which half of the hours is forgotten."
    )


class Absence(Mechanism):
    """Seats are away for stretches: people are ill, and posts stay vacant until someone is hired.

    Whoever is away works nothing; a task at hand is finished first. Fixed pay runs on: sick pay, and in a vacancy what
    recruiting costs in its place. Whoever comes after a vacancy is as skilled and knows as much as whoever left.
    """

    sick_spells_per_year: NonNegative = Field(
        q(1.5, 0, 4), description="Spells of illness that a person has in a year at work."
    )
    sick_hours: PositiveHours = Field(q(24, 8, 80), description="Mean business hours of such a spell.")
    vacancies_per_year: NonNegative = Field(
        q(0.2, 0, 0.35, "assumption; HBR 2017: sales turnover up to 27 % a year"),
        description="How often a post falls vacant in a year of work.",
    )
    vacancy_weeks: PositiveWeeks = Field(q(8, 3, 20), description="Mean weeks until a vacant post is filled.")


__all__ = ["Absence", "Coaching"]
