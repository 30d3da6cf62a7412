"""What asking customers teaches: how far answers sharpen the record."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import Answers, Positive, PositiveWeeks, Share, q


class Insight(Mechanism):
    """Whoever has asked customers knows what to look for in the next one; no answer tells everything.

    Of each error on record a share of learnable x answers / (answers + half_answers) goes away: at first in proportion
    to the answers, later less and less. What is known fades, since customers change.
    """

    half_answers: Answers = Field(q(300, 100, 1000), description="Answers that teach half of what can be learned.")
    learnable_share: Share = Field(
        q(0.6, 0.2, 0.9), description="Share of the errors on record that any number of answers removes."
    )
    interview_worth: Positive = Field(q(5, 2, 12), description="Answers to a questionnaire that an interview is worth.")
    panel_worth: Positive = Field(
        q(0.5, 0.2, 1), description="Answers of own customers that one of a bought panel is worth."
    )
    half_life_weeks: PositiveWeeks = Field(q(52, 20, 150), description="Weeks after which an answer is worth half.")
