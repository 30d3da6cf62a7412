"""Today's organisation in its market, told apart by what is written of them: its planning years are played once."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.floor.resolving.resolved import ResolvedScheme
from sim.inputs.models.market import Market


@dataclass(frozen=True, slots=True)
class PlanningCase:
    """A key for results of planning years: two cases are the same if their texts are."""

    text: str
    market: Market = field(compare=False, repr=False)
    today: ResolvedScheme = field(compare=False, repr=False)

    @classmethod
    def of(cls, market: Market, today: ResolvedScheme) -> PlanningCase:
        """The case of an organisation staffed as it is today; its budget factor changes nothing about it."""
        scheme = today.scheme.model_dump_json(exclude={"people": {"budget_factor"}})
        return cls(f"{market.model_dump_json()} {scheme} {today.categories}", market, today)
