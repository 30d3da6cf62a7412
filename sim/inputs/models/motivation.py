"""What keeps people going beside the next deal's pay: pay as expected, recognition, and fair territories."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import Months, NonNegative, Positive, PositiveShare, Share, q


class Motivation(Mechanism):
    """Motivation, 1 where everything is as expected, multiplies effort; who has lost it leaves sooner.

    At each month's end the log of it goes a part of the way to what she feels: pay_weight x what she was last paid
    above what she had come to expect, in what the plan pays at quota (below it, `loss_aversion` times as much); plus
    recognition_weight if she won a prize in the month; minus fairness_weight x the share by which the value on record
    that came in for her so far is below that of her peers, the people in her role, on average. She expects the pay of
    her quota at first, her target pay where nothing is paid there, and gets used to what she is paid. It moves whom the
    pay plan pays, and nobody without one; a new person starts at 1. What it does to conversion goes by
    `effort_response`. With `turnover`, the hazard of leaving is multiplied by motivation ^ -hazard_weight.
    """

    pay_weight: NonNegative = Field(
        q(0.1, 0, 0.3),
        description="Log of motivation gained by pay above what was expected by as much as the plan pays at quota.",
    )
    loss_aversion: NonNegative = Field(
        q(2.25, 1, 3, "Tversky and Kahneman 1992, of gambles in the laboratory"),
        description="How much pay below what was expected counts beside pay above it.",
    )
    adapt_share: Share = Field(
        q(0.3, 0, 1), description="Share of the way that what somebody expects goes to what each period pays."
    )
    recognition_weight: NonNegative = Field(
        q(0.05, 0, 0.2), description="Log of motivation gained by a prize in the month in which it is won."
    )
    fairness_weight: NonNegative = Field(
        q(0.1, 0, 0.4, "assumption; Fehr and Schmidt 1999: being worse off weighs more than being better off"),
        description="Log of motivation lost where nothing comes in for her while something does for her peers.",
    )
    half_life_months: Months = Field(q(3, 1, 12), description="Months after which half of a feeling is over.")
    hazard_weight: NonNegative = Field(
        q(2, 0, 5), description="Elasticity by which the hazard of leaving falls as motivation rises."
    )
    floor: PositiveShare = Field(q(0.8, 0.5, 1), description="Least motivation.")
    ceiling: Positive = Field(q(1.15, 1, 1.4), description="Most motivation.")
