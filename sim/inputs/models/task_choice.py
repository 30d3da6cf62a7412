"""Which of the tasks that wait people take: the one that the firm wants first, or the one that pays them most."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import Share, q


class TaskChoice(Mechanism):
    """Some people choose among the tasks that wait for them by their own pay for each hour, whatever the firm's order.

    What an hour on a lead pays goes by its recorded value x the chance to win from its stage, over the hours that the
    stages of one's role are still expected to take, chance and hours as the market states them. What pays nothing, such
    as serving customers after the sale, comes last; what a service level or a partner who keeps free has moved to the
    front stays there. People whom the pay plan does not pay for deals keep to the firm's order.
    """

    follow_pay_share: Share = Field(
        q(0.5, 0, 1), description="Share of the people who choose tasks by their own pay for each hour."
    )
