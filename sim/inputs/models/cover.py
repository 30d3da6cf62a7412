"""Who works what waits for somebody who is away."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.inputs.models.base import Strict
from sim.inputs.quantity import Hours, q


class Cover(Strict):
    """Who takes over; customers who knew somebody change hands for good, and have to tell their story again."""

    by: Literal["wait", "team", "neighbours"] = Field(
        description=(
            "wait: until they are back; team: whoever of the same desk is free; neighbours: the same, and where the "
            "whole desk is away the nearest other territory of the team."
        )
    )
    after_hours: Hours = Field(q(8, 0, 80), description="Business hours of an absence after which cover begins.")


__all__ = ["Cover"]
