"""A lever alone: where it ought to gain, and where it ought to cost, stated before its own draws are played."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from sim.inputs.models.base import Strict
from sim.inputs.text import Text

SIDES = ("gains", "costs")


class Circumstances(Strict):
    """The playbook's market and schemes with some figures changed."""

    title: Text = Field(description="The circumstances in words, to follow 'where': 'customers are patient'.")
    set: dict[str, Any] = Field({}, description="Dotted keys and values, as for -p; empty: as the playbook is.")


class Trial(Strict):
    """One scheme against another that differs from it by one lever, in two sets of circumstances.

    What is expected is stated here; what came out stands in the report with 99 % intervals, whatever it is.
    """

    title: Text = Field(description="The lever, for reports.")
    scheme: str = Field(description="The scheme that has the lever.")
    against: str | None = Field(None, description="The scheme without it; absent: the baseline.")
    gains: Circumstances = Field(description="Where it is expected to gain.")
    costs: Circumstances = Field(description="Where it is expected to cost.")
    replications: int = Field(12, ge=2, description="Replications of each of the two.")
    seed: int | None = Field(
        None, ge=0, description="Random numbers of this trial alone, on which it was never tried out; absent: as all."
    )

    def sides(self) -> dict[str, Circumstances]:
        """Both sets of circumstances by what is expected there: gains, costs."""
        return {"gains": self.gains, "costs": self.costs}
