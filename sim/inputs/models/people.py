"""Who works: offices, roles and their pay, managers, and how a week is spent."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from sim.inputs.models.base import Strict, WrongAt
from sim.inputs.models.turnover import Hiring
from sim.inputs.quantity import Hours, Money, NonNegative, Positive, PositiveMoney, PositiveWeeks, Share, q
from sim.inputs.text import Text


class Office(Strict):
    """A place where people live and start their visits."""

    title: Text | None = Field(None, description="Name in reports.")
    region: str = Field(description="The market's region in which it lies; its centre is the office.")
    heads: int = Field(0, ge=0, description="People who live here; left out where seats or a sheet say who does.")


class Role(Strict):
    """A kind of seat and what it costs, whatever it sells."""

    title: Text | None = Field(None, description="Name in reports.")
    salary_per_year: PositiveMoney = Field(description="Fixed pay, with charges.")
    seat_cost_per_year: Money = Field(q(0), description="Tools, desk and telephone.")


class Managers(Strict):
    """Managers: every team has at least one when it has anyone, so small teams cost more of them."""

    span: Positive = Field(
        q(8, 5, 12, "assumption: usual span of control of sales managers"), description="People for each manager."
    )
    salary_per_year: Money = Field(description="Fixed pay of a manager, with charges.")
    by: Literal["team", "territory", "team-and-territory"] = Field(
        "team-and-territory", description="Unit that has managers of its own."
    )
    coaching_hours: Hours = Field(
        q(0, source="neutral"), description="Hours a week that each manager coaches, divided among the people he has."
    )
    names: list[str] | None = Field(
        None, description="Managers without a seat of their own; given, the manager of a seat is one of them or a seat."
    )


class Week(Strict):
    """How a week is spent besides selling."""

    admin_share: Share = Field(
        q(0.35, 0.2, 0.6, "assumption; vendor surveys say 28 to 33 % selling time"),
        description="Share lost to administration.",
    )
    meeting_share: Share = Field(q(0.06, 0.02, 0.15), description="Share lost to meetings in any organisation.")
    coordination_hours: Hours = Field(
        q(0.5, 0, 2), description="Hours a person and week for each further role or team to agree with."
    )

    @model_validator(mode="after")
    def _leaves_time(self) -> Week:
        admin, meeting = float(self.admin_share), float(self.meeting_share)
        if admin + meeting >= 1:
            found = f"admin_share {admin:g} and meeting_share {meeting:g} take the whole week"
            at = "admin_share" if admin >= meeting else "meeting_share"
            raise WrongAt((at,), f"{found}, expected less than 1 together")
        return self


class Seat(Strict):
    """One named seat, as in a team sheet; `sim.inputs.seats` holds what it names against the rest."""

    name: str = Field(description="Name of the person or seat; unique.")
    role: str = Field(description="A role of this block.")
    office: str = Field(description="An office of this block.")
    team: str | None = Field(None, description="A team of the scheme; empty: dealt by the scheme.")
    territory: str | None = Field(None, description="A territory of the scheme; empty: by the office.")
    manager: str | None = Field(None, description="Name of the manager.")
    salary_per_year: PositiveMoney | None = Field(None, description="Own fixed pay, else the role's.")
    quota_per_year: PositiveMoney | None = Field(None, description="Own quota, else the pay plan's.")


class People(Strict):
    """Offices, roles, managers and the week. Either heads (resolved to the budget) or named seats."""

    title: Text | None = Field(None, description="Name in reports.")
    offices: dict[str, Office] = Field(min_length=1, description="Where people live.")
    roles: dict[str, Role] = Field(min_length=1, description="Kinds of seats and their cost.")
    managers: Managers = Field(description="Managers and their span.")
    week: Week = Field(Week(), description="How a week is spent besides selling.")
    tenure_weeks: PositiveWeeks = Field(
        q(100, 40, 250, "assumption: sales turnover up to 27 % a year"),
        description="Weeks that people have done today's work.",
    )
    hiring: Hiring | None = Field(None, description="How vacant posts are filled.")
    heads: dict[str, int] | None = Field(
        None, description="Heads of each role; absent: as many as the baseline's fixed cost pays for."
    )
    budget_factor: Positive = Field(
        q(1, 0.5, 2, "neutral"), description="Multiplies the fixed cost that the heads are resolved to."
    )
    unlimited_capacity: bool = Field(
        False, description="Everyone serves any number of leads at once: no queue. For the breakdown of the gap."
    )
    seats: list[Seat] | None = Field(None, description="Named seats, or read from `sheet`.")
    sheet: str | None = Field(None, description="A CSV or Excel file of the team, beside the file that says so.")
    relocation_cost: NonNegative = Field(
        q(0), description="One-off cost for each person whose home moves, in the market's currency."
    )
    relocation_weeks: PositiveWeeks = Field(
        q(104, 52, 260, "assumption: a move is written off over two years"),
        description="Weeks over which that cost is charged, from the start of the measured window.",
    )

    @model_validator(mode="before")
    @classmethod
    def _seats_say_who_lives_where(cls, data: Any) -> Any:
        """An office that states no heads has as many as it has seats."""
        if not isinstance(data, dict):
            return data
        offices, seats = data.get("offices"), data.get("seats")
        if not isinstance(offices, dict) or not isinstance(seats, list):
            return data
        counted = {
            name: {**office, "heads": sum(isinstance(seat, dict) and seat.get("office") == name for seat in seats)}
            for name, office in offices.items()
            if isinstance(office, dict) and office.get("heads") is None
        }
        return {**data, "offices": {**offices, **counted}}

    @model_validator(mode="after")
    def _heads_of_its_roles(self) -> People:
        for role in self.heads or {}:
            if role not in self.roles:
                raise ValueError(f"heads speaks of role '{role}', expected one of: {', '.join(self.roles)}")
        for role in self.hiring.roles if self.hiring is not None else ():
            if role not in self.roles:
                raise ValueError(f"hiring speaks of role '{role}', expected one of: {', '.join(self.roles)}")
        return self
