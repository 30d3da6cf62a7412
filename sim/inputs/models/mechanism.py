"""What every mechanism of the market has: a switch."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.base import Strict


class Mechanism(Strict):
    """A mechanism with a switch: `enabled: false` is the same as leaving the block out, whatever the other values."""

    enabled: bool = Field(True, description="False switches the mechanism off, as if the block were absent.")
