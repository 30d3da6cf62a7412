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


QUARTER_WEEKS = 13


class Sharing(Strict):
    """People of a team tell each other what they know of stages, customers and products, every week."""

    hours_per_week: PositiveHours = Field(description="Hours of everyone in a week.")


class TeamBuilding(Strict):
    """What a team does together to hold together, in the first week of every quarter of the measured weeks."""

    hours_per_quarter: PositiveHours = Field(description="Hours of everyone, spread over that week.")
    cost_per_head_per_quarter: Money = Field(q(0), description="Cost of each person, each time.")

    def weeks(self, begin: int, end: int) -> list[int]:
        """The weeks from `begin` on and below `end` in which it is held; 0 is the first of the measured weeks."""
        return list(range(-(-begin // QUARTER_WEEKS) * QUARTER_WEEKS, end, QUARTER_WEEKS))


class Training(Strict):
    """Courses by name, and what teams do together."""

    title: Text | None = Field(None, description="Name in reports.")
    courses: dict[str, Course] = Field({}, description="Courses by name.")
    sharing: Sharing | None = Field(None, description="Hours of sharing what one knows; absent: none.")
    team_building: TeamBuilding | None = Field(None, description="Hours and money for holding together; absent: none.")

    def hours_of(self, role: str, week: int) -> dict[tuple[str, ...], float]:
        """Hours that it takes of people of a role in a week of the measured weeks, by where they are written."""
        found: dict[tuple[str, ...], float] = {
            ("courses", name, "hours"): float(course.hours)
            for name, course in self.courses.items()
            if course.attended_by(role) and course.weeks(week, week + 1)
        }
        if self.sharing is not None:
            found["sharing", "hours_per_week"] = float(self.sharing.hours_per_week)
        if self.team_building is not None and self.team_building.weeks(week, week + 1):
            found["team_building", "hours_per_quarter"] = float(self.team_building.hours_per_quarter)
        return found
