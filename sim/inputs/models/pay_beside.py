"""Effort that follows what is paid beside one's own attainment: prizes of contests, and parts of a team's pool."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import NonNegative, PositiveWeeks, q


class PayBeside(Mechanism):
    """What one more unit of credit is expected to win in contests, and to bring out of the team's pool, moves effort.

    It is added to the marginal pay that `effort_response` follows, and does nothing without that. In a contest people
    reckon with where everyone stands, with what each will still sell on average - at the pace of her quota at first,
    and more and more at her own as it becomes known - and with how far the results may yet spread; so whoever can't
    win any more, or can't lose, is moved by nothing. Out of a pool she has her equal part of what she adds to it. A
    contest moves nobody before it begins, nor if the run is over before it. Normal is today's own commission at quota:
    where today's plan has contests or a pool, its people work harder for them than without.
    """

    contest_weight: NonNegative = Field(
        q(1, 0, 2),
        description="What an expected unit of prize money counts for beside a unit of commission; "
        "on top of normal in today's plan, too.",
    )
    pool_weight: NonNegative = Field(
        q(1, 0, 2),
        description="What a unit of the team's pool counts for beside a unit of commission; "
        "on top of normal in today's plan, too.",
    )
    half_weeks: PositiveWeeks = Field(
        q(13, 4, 52),
        description="Weeks after which a person's sales so far count as much as her quota in what is expected of her.",
    )
