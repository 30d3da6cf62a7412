"""What a scheme does so that its people know more: courses, sharing what one knows, and team building."""

from __future__ import annotations

from pydantic import Field, model_validator

from sim.inputs.models.base import Strict
from sim.inputs.quantity import Money, PositiveHours, q
from sim.inputs.text import Text


class Teaches(Strict):
    """What a course is about; several things share its hours alike."""

    stages: list[str] = Field([], description="Stages that it teaches to work better.")
    products: list[str] = Field([], description="Products that it teaches to sell, wherever an offer is on the table.")
    service: bool = Field(False, description="Serving customers after the sale.")
    crm: bool = Field(False, description="Using the CRM.")

    @model_validator(mode="after")
    def _something_and_nothing_twice(self) -> Teaches:
        if not self.topics():
            raise ValueError("expected something that it teaches: stages, products, service or crm")
        if len(set(self.topics())) < len(self.topics()):
            raise ValueError("teaches the same thing twice")
        return self

    def topics(self) -> tuple[tuple[str, str], ...]:
        """(kind, name) of everything that it is about."""
        alone = [(kind, "") for kind in ("service", "crm") if getattr(self, kind)]
        return (*(("stage", name) for name in self.stages), *(("product", name) for name in self.products), *alone)


class Course(Strict):
    """A course: everyone of these roles attends it in the same week, and is not at work meanwhile."""

    title: Text | None = Field(None, description="Name in reports.")
    teaches: Teaches = Field(description="What it is about.")
    hours: PositiveHours = Field(description="Hours of each who attends, spread over the week.")
    from_week: int = Field(
        0,
        ge=-520,
        le=520,
        description=(
            "Week in which it is first held, counted from the start of the measured weeks; below 0: before. Before the "
            "start of the run, only the courses of today's organisation were held."
        ),
    )
    every_weeks: int | None = Field(None, ge=1, description="Weeks after which it is held again; absent: once.")
    cost_per_head: Money = Field(q(0), description="Cost of each who attends, each time.")
    roles: list[str] | None = Field(None, min_length=1, description="Roles that attend; absent: all.")

    def attended_by(self, role: str) -> bool:
        """Whether people of this role attend."""
        return self.roles is None or role in self.roles

    def weeks(self, begin: int, end: int) -> list[int]:
        """The weeks from `begin` on and below `end` in which it is held, counted as `from_week`."""
        first, every = self.from_week, self.every_weeks
        if every is None:
            return [first] if begin <= first < end else []
        return list(range(first + max(0, -((first - begin) // every)) * every, end, every))


class Training(Strict):
    """Courses by name."""

    title: Text | None = Field(None, description="Name in reports.")
    courses: dict[str, Course] = Field({}, description="Courses by name.")
