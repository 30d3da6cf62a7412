"""A number with its provenance: a bare number, or value, plausible range, standard error and source.

Every numeric leaf that a person may set is one of these, so that the assumptions table, the sensitivity analysis and
the flip points can read what it is, how far it may move and who says so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema


class Quantity(BaseModel):
    """A number, and where it stands: `range` is (low, high) plausible, `se` a standard error computed from data."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    WRITTEN_AS: ClassVar[str] = "a number, or a mapping of value, range and source"

    value: float = Field(description="The number used.")
    range: tuple[float, float] | None = Field(None, description="Plausible low and high, for sensitivity.")
    se: float | None = Field(None, ge=0, description="Standard error, only where computed from data.")
    source: str | None = Field(None, description="Where the number comes from, or the word 'assumption'.")

    @model_validator(mode="before")
    @classmethod
    def _from_bare_number(cls, data: Any) -> Any:
        if isinstance(data, bool):
            raise ValueError("expected a number, found true or false")
        if isinstance(data, int | float):
            return {"value": data}
        bounds = data.get("range") if isinstance(data, dict) else None
        if isinstance(bounds, list | tuple) and any(isinstance(bound, bool | str) for bound in bounds):
            raise ValueError(f"expected two numbers as range, found {bounds}")
        return data

    @model_validator(mode="after")
    def _finite_and_ordered(self) -> Quantity:
        numbers = [self.value, *(self.range or ()), *(() if self.se is None else (self.se,))]
        if not all(math.isfinite(number) for number in numbers):
            raise ValueError("expected a finite number")
        if self.range is not None and self.range[0] > self.range[1]:
            raise ValueError(
                f"the range [{self.range[0]:g}, {self.range[1]:g}] runs backwards, expected low, then high"
            )
        if self.range is not None and not self.range[0] <= self.value <= self.range[1]:
            raise ValueError(f"value {self.value:g} lies outside its own range {list(self.range)}")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "number"}, handler.resolve_ref_schema(handler(schema))]}

    def __float__(self) -> float:
        return self.value


PURE_NUMBERS = ("ratio", "fit")
"""Units that a message leaves out: nobody says 'more than 0 ratio'."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Unit and bounds of a quantity, checked on value and range and written into the JSON Schema."""

    unit: str
    ge: float | None = None
    gt: float | None = None
    le: float | None = None
    lt: float | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        names = {"minimum": self.ge, "exclusiveMinimum": self.gt, "maximum": self.le, "exclusiveMaximum": self.lt}
        limits = {name: limit for name, limit in names.items() if limit is not None}
        # Keywords for numbers leave mappings alone, and the other way round, so one schema bounds both ways of writing.
        inside = {"value": limits, "range": {"items": limits}} if limits else {}
        return {"allOf": [handler(schema)], **limits, **({"properties": inside} if inside else {}), "unit": self.unit}

    def _check(self, quantity: Quantity) -> Quantity:
        unit = "" if self.unit in PURE_NUMBERS else f" {self.unit}"
        for number in (quantity.value, *(quantity.range or ())):
            if self.ge is not None and number < self.ge:
                raise ValueError(f"expected at least {self.ge:g}{unit}, found {number:g}")
            if self.gt is not None and number <= self.gt:
                raise ValueError(f"expected more than {self.gt:g}{unit}, found {number:g}")
            if self.le is not None and number > self.le:
                raise ValueError(f"expected at most {self.le:g}{unit}, found {number:g}")
            if self.lt is not None and number >= self.lt:
                raise ValueError(f"expected less than {self.lt:g}{unit}, found {number:g}")
        return quantity


def q(value: float, low: float | None = None, high: float | None = None, source: str | None = None) -> Quantity:
    """A default for the models themselves: an assumption with a range, or a neutral value that changes nothing."""
    bounds = None if low is None or high is None else (low, high)
    return Quantity(value=value, range=bounds, source=source or ("neutral" if bounds is None else "assumption"))


Share = Annotated[Quantity, Measure("share", ge=0, le=1)]
PositiveShare = Annotated[Quantity, Measure("share", gt=0, le=1)]
Chance = Annotated[Quantity, Measure("probability", gt=0, lt=1)]
Hours = Annotated[Quantity, Measure("business hours", ge=0)]
PositiveHours = Annotated[Quantity, Measure("business hours", gt=0)]
Accuracy = Annotated[Quantity, Measure("probability", ge=0.5, le=1)]
Weeks = Annotated[Quantity, Measure("weeks", ge=0)]
PositiveWeeks = Annotated[Quantity, Measure("weeks", gt=0)]
Months = Annotated[Quantity, Measure("months", gt=0)]
Money = Annotated[Quantity, Measure("money in the market's currency", ge=0)]
PositiveMoney = Annotated[Quantity, Measure("money in the market's currency", gt=0)]
PositiveCredit = Annotated[Quantity, Measure("credit a year", gt=0)]
Logit = Annotated[Quantity, Measure("logits")]
Fit = Annotated[Quantity, Measure("fit", ge=-1, le=1)]
Positive = Annotated[Quantity, Measure("ratio", gt=0)]
NonNegative = Annotated[Quantity, Measure("ratio", ge=0)]
Signed = Annotated[Quantity, Measure("ratio")]
Kilometres = Annotated[Quantity, Measure("kilometres", ge=0)]
Latitude = Annotated[Quantity, Measure("degrees", ge=-90, le=90)]
Longitude = Annotated[Quantity, Measure("degrees", ge=-180, le=180)]
Answers = Annotated[Quantity, Measure("answers", ge=0)]
Contacts = Annotated[Quantity, Measure("contacts", ge=0)]
MonthsAgo = Annotated[Quantity, Measure("months", ge=0)]
Purchases = Annotated[Quantity, Measure("purchases", ge=0)]
Count = Annotated[Quantity, Measure("count a year", ge=0)]
