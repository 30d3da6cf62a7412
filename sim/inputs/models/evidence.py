"""What the model must reproduce by itself, registered before it is played: finding, experiment, and rule."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from sim.inputs.models.base import Strict
from sim.inputs.text import Text

Figure = Literal["mean", "difference", "double-difference", "relative", "elasticity", "loss-beside-best"]
ASKS_FOR = {"mean": 1, "difference": 2, "double-difference": 4, "relative": 2}
SIZED = ("elasticity", "loss-beside-best")


class Check(Strict):
    """One figure of the model, and where it must lie: between two bounds, or wholly on one side of nothing."""

    title: Text = Field(description="What is measured, in words.")
    experiment: str = Field(description="The experiment, a file beside the register.")
    figure: Figure = Field(
        description=(
            "mean: of one scheme; difference: of the first scheme less the second; double-difference: the first less "
            "the second, less the third less the fourth; relative: the difference as a share of the second's; "
            "elasticity: slope of its logarithm on that of heads; loss-beside-best: what the worse neighbour of the "
            "best number of people loses, as a share of what the best brings."
        )
    )
    of: str = Field(description="The KPI, or a fact that the evidence alone asks for.")
    schemes: list[str] = Field(min_length=1, description="The schemes, in the order that the figure asks for.")
    within: tuple[float, float] | None = Field(None, description="Bounds between which the mean must lie.")
    sign: Literal["positive", "negative"] | None = Field(
        None, description="The side of nothing on which the whole interval must lie."
    )

    @model_validator(mode="after")
    def _one_rule_and_what_the_figure_needs(self) -> Check:
        if (self.within is None) == (self.sign is None):
            raise ValueError("expected exactly one of within and sign")
        if self.within is not None and self.within[0] >= self.within[1]:
            raise ValueError(f"within runs backwards: {list(self.within)}, expected low, then high")
        wanted = ASKS_FOR.get(self.figure)
        if wanted is not None and len(self.schemes) != wanted:
            raise ValueError(f"'{self.figure}' is of {wanted} schemes, found {len(self.schemes)}")
        if self.figure in SIZED and len(self.schemes) < 3:
            raise ValueError(f"'{self.figure}' is of three schemes at least, found {len(self.schemes)}")
        return self


class Finding(Strict):
    """A row of the evidence: what was found in the field, and what must come out here."""

    found: Text = Field(description="What was found in the field.")
    source: str = Field(description="By whom.")
    stands_for: Text = Field(description="How the experiment stands for it, and what it leaves out.")
    before: Text | None = Field(
        None, description="What was registered and came out before, and why it was registered anew; absent: nothing."
    )
    fitted: bool = Field(False, description="Whether behaviour was fitted on this row; at most three may be.")
    checks: list[Check] = Field(min_length=1, description="All must hold.")


MOST_FITTED = 3


class Register(Strict):
    """registered.yaml: the rows by their number in the evidence."""

    confidence: float = Field(0.95, gt=0.5, lt=1, description="Confidence of each interval.")
    rows: dict[str, Finding] = Field(min_length=1, description="Rows by number.")

    @model_validator(mode="after")
    def _few_are_fitted(self) -> Register:
        fitted = [number for number, row in self.rows.items() if row.fitted]
        if len(fitted) > MOST_FITTED:
            raise ValueError(f"{len(fitted)} rows are fitted ({fitted}), expected {MOST_FITTED} at most")
        return self


class Explained(Strict):
    """explained.yaml: what the model lacks, by row that it misses."""

    rows: dict[str, Text] = Field({}, description="What the model lacks, by row.")
