"""The ledger: what happened, in four append-only tables, with names instead of indices.

`leads`: a row each, with its state at the horizon. `tasks`: a row for each block of work. `seats`: seat and month.
`money`: date, kind, seat, lead, amount (income positive, cost negative) and currency. Clocks are business hours.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.floor.accounts.accounts_ledger import account_columns, case_columns, occupied
from sim.floor.accounts.accounts_plan import CASE_KINDS
from sim.floor.accounts.after_sales import CASE_STATES, DONE
from sim.floor.improvement.controller import KINDS as REVIEWED
from sim.floor.improvement.improvement_ledger import improvement_columns
from sim.floor.money import DAYS_A_YEAR, MONEY_KINDS, money_rows
from sim.floor.people.people_ledger import (
    absence_columns,
    contact_columns,
    person_columns,
    post_columns,
    statement_columns,
)
from sim.floor.plan import NO_REASON, FloorPlan
from sim.floor.pool.pool_events import KINDS as EVENTS
from sim.floor.pool.pool_ledger import named, pool_columns, pool_events, sham_rows
from sim.floor.resolving.resolved import Horizon, ResolvedScheme
from sim.floor.sales_floor import SalesFloor
from sim.floor.states import JOINED, LOST, OUTCOMES, STATES, THINKING, WON
from sim.floor.task import TASK_COLUMNS
from sim.floor.transition.eras import Era
from sim.floor.transition.merged import merged_plan
from sim.inputs.models.market import Market
from sim.levers.absence import KINDS

Floats = NDArray[np.float64]
Columns = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Window:
    """Clocks of the measured window and of the cohort that is followed, and the years that the window lasts.

    `first_week` is the week of the run with which it opens.
    """

    start: float
    end: float
    cohort_end: float
    follow_up_days: int
    years: float
    first_week: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """Columns of the four tables (indices into the names), and what the KPIs need to read them.

    Accounts that nobody contacted are in no table. `contacts` are the accounts that somebody did: start, end, seat,
    lead (-1 for none). `person_columns` say who held each post: seat, hire (how many before her), start, end (inf if
    she is still there); `post_columns` since and until when there was each post: seat, start, end. `statements` are the
    pay statements behind money rows: start, end, seat, attainment, amount, whole, and a column for each line that the
    amount is the sum of. `absences` say who was away: start, end, seat, kind (a place in the names). `account_columns`
    are the customers after the sale, `case_columns` what there was to do for them; work that was done on cases stands
    in `tasks` too. `training_skill` are the logits that courses add for each seat at the end, empty without courses;
    `cohesion` is people's mean at the end, NaN without team building. Where leads lie in claim pools, `pool_events` are
    all changes of hands, `pool_columns` say by lead where it stands, and `shams` are sham follow-ups: start, end, seat,
    lead. `improvement_events` say what came of reviews and planned moves. `plan` and `resolved` are those of the run's
    last organisation, with each lead as the one that set its terms saw it.
    """

    scheme: str
    replication: int
    currency: str
    window: Window
    lead_columns: Columns = field(repr=False)
    task_columns: Columns = field(repr=False)
    seat_columns: Columns = field(repr=False)
    money_columns: Columns = field(repr=False)
    names: dict[str, tuple[str, ...]] = field(repr=False)
    statements: Columns = field(repr=False)
    contacts: Columns = field(repr=False)
    absences: Columns = field(repr=False)
    person_columns: Columns = field(repr=False)
    post_columns: Columns = field(repr=False)
    account_columns: Columns = field(repr=False)
    case_columns: Columns = field(repr=False)
    training_skill: tuple[float, ...] = field(repr=False)
    cohesion: float
    pool_columns: Columns = field(repr=False)
    pool_events: Columns = field(repr=False)
    shams: Columns = field(repr=False)
    improvement_events: Columns = field(repr=False)
    plan: FloorPlan = field(repr=False)
    resolved: ResolvedScheme = field(repr=False)

    @property
    def places_last(self) -> bool:
        """Whether every seat serves the same territory for the whole run."""
        rows = np.stack([self.seat_columns["seat"], self.seat_columns["territory"]])
        return len(np.unique(rows, axis=1)[0]) == len(np.unique(rows[0]))

    @property
    def leads(self) -> pd.DataFrame:
        """One row for each lead, with its state at the horizon; never dropped, whatever became of it."""
        came = np.isfinite(self.lead_columns["arrival"])
        frame = self._named(
            {name: column[came] for name, column in self.lead_columns.items()},
            (
                "region",
                "industry",
                "size",
                "tier",
                "source",
                "product",
                "segment",
                "team",
                "territory",
                "offer",
                "stage",
                "state",
                "reason",
            ),
        )
        pool = self.plan.pool
        return frame if pool is None else frame.assign(**named(self.pool_columns, pool.names, came))

    @property
    def tasks(self) -> pd.DataFrame:
        """One row for each block of work that ended before the horizon."""
        frame = self._named(self.task_columns, ("stage", "role", "segment", "outcome"))
        frame.insert(1, "activity", "work")
        if len(self.shams["lead"]):
            shams = pd.DataFrame({**self.shams, "work_hours": self.shams["end"] - self.shams["start"]})
            frame = pd.concat([frame, shams.assign(activity="sham")]).reset_index(drop=True)
        served = self.cases[self.case_columns["state"] == DONE]
        return (
            frame
            if served.empty
            else pd.concat([frame, served.drop(columns=["ordinal", "state"])]).reset_index(drop=True)
        )

    @property
    def accounts(self) -> pd.DataFrame:
        """One row for each customer after the sale; `left` is inf for those who are still there."""
        return pd.DataFrame(dict(self.account_columns))

    @property
    def cases(self) -> pd.DataFrame:
        """One row for each thing to do for a customer: onboarding, service, complaint or renewal."""
        frame = pd.DataFrame(dict(self.case_columns))
        frame.insert(1, "activity", [CASE_KINDS[kind] for kind in frame.pop("kind")])
        frame["state"] = [CASE_STATES[state] for state in frame["state"]]
        return frame

    @property
    def claims(self) -> pd.DataFrame:
        """One row for each change of hands of a lead of a claim pool."""
        frame = pd.DataFrame(dict(self.pool_events))
        names = () if self.plan.pool is None else self.plan.pool.names
        frame["pool"] = [names[pool] for pool in frame["pool"]]
        frame["event"] = [EVENTS[kind] for kind in frame["event"]]
        return frame

    @property
    def improvements(self) -> pd.DataFrame:
        """One row for each review, and for each move of a fixed plan: what came of it, by whose names."""
        frame = pd.DataFrame(dict(self.improvement_events))
        desks = ("", *(() if self.plan.improvement is None else self.plan.improvement.desk_names))
        frame["kind"] = [REVIEWED[kind] for kind in frame["kind"]]
        frame["seat"] = [(*self.names["seat"], "")[seat] for seat in frame["seat"]]
        for column in ("source", "target"):
            frame[column] = [desks[desk + 1] for desk in frame[column]]
        return frame

    @property
    def seats(self) -> pd.DataFrame:
        """One row for each seat and month."""
        return self._named(self.seat_columns, ("seat", "role", "team", "territory"))

    @property
    def people(self) -> pd.DataFrame:
        """One row for everyone who held a post; `end` is inf for those who are still there."""
        return self._named(self.person_columns, ("seat",))

    @property
    def pay(self) -> pd.DataFrame:
        """One row for each pay statement: what is paid for what, negative where it is taken off, and what is owed."""
        return self._named(self.statements, ("seat",))

    @property
    def money(self) -> pd.DataFrame:
        """One row for each amount; costs are negative."""
        frame = self._named(self.money_columns, ("kind",))
        frame["currency"] = self.currency
        return frame

    def _named(self, columns: Columns, coded: tuple[str, ...]) -> pd.DataFrame:
        frame = pd.DataFrame(dict(columns))
        for name in coded:
            codes: NDArray[np.int64] = columns[name]
            frame[name] = pd.Categorical.from_codes(codes, categories=pd.Index(self.names[name]))
        return frame


def ledger_of(
    market: Market,
    eras: Sequence[Era],
    horizon: Horizon,
    plans: Sequence[FloorPlan],
    floor: SalesFloor,
    replication: int,
) -> Ledger:
    """Turn the floor's record into the four tables; `eras` are the run's organisations, and `plans` theirs."""
    plan, resolved = merged_plan(plans, floor), eras[-1].resolved
    calendar, table = plan.table.calendar, plan.table
    window = Window(
        start=calendar.weeks_to_clock(horizon.warm_up_weeks),
        end=plan.end_hours,
        cohort_end=calendar.weeks_to_clock(horizon.warm_up_weeks + horizon.weeks - horizon.follow_up_weeks),
        follow_up_days=7 * horizon.follow_up_weeks,
        years=7 * horizon.weeks / DAYS_A_YEAR,
        first_week=horizon.warm_up_weeks,
    )
    tasks = _tasks(plan, plans, floor)
    leads = _leads(plan, floor, market)
    statements, cases, absences = statement_columns(floor), case_columns(floor), absence_columns(floor)
    events, shams, contacts = pool_events(floor), sham_rows(floor), contact_columns(floor)
    busy_with = occupied(tasks, cases), contacts, shams
    names: dict[str, tuple[str, ...]] = {
        **table.names,
        "segment": plan.classified.segments,
        "team": plan.classified.teams,
        "territory": plan.classified.territories,
        "offer": plan.classified.offers,
        "stage": tuple(stage.name for stage in plan.stages[: plan.stage_count]),
        "state": STATES,
        "role": plan.roles,
        "outcome": OUTCOMES,
        "reason": (*plan.reasons, ""),
        "kind": MONEY_KINDS,
        "seat": tuple(seat.name for seat in resolved.seats),
        "absence": KINDS,
    }
    names["team"] = (*names["team"], "*")
    names["territory"] = (*names["territory"], "*")
    return Ledger(
        scheme=resolved.name,
        replication=replication,
        currency=market.currency,
        window=window,
        lead_columns=leads,
        task_columns=tasks,
        seat_columns=_seats(eras, plan, floor, names, busy_with, absences, statements),
        money_columns=money_rows(market, eras, horizon, plan, statements, leads, tasks, floor),
        statements=statements,
        contacts=contacts,
        absences=absences,
        person_columns=person_columns(floor),
        post_columns=post_columns(floor),
        account_columns=account_columns(floor),
        case_columns=cases,
        training_skill=() if floor.seats.trained is None else tuple(floor.seats.trained.added()),
        cohesion=math.nan if floor.seats.teamwork is None else floor.seats.teamwork.mean_cohesion(),
        pool_columns=pool_columns(floor, events, leads["state"]),
        pool_events=events,
        shams=shams,
        improvement_events=improvement_columns(floor),
        names=names,
        plan=plan,
        resolved=resolved,
    )


def _tasks(plan: FloorPlan, plans: Sequence[FloorPlan], floor: SalesFloor) -> Columns:
    rows = np.array(floor.tasks, dtype=np.float64).reshape(-1, len(TASK_COLUMNS))
    whole = ("lead", "place", "seat", "outcome")
    columns: Columns = {
        name: rows[:, i].astype(np.int64) if name in whole else rows[:, i] for i, name in enumerate(TASK_COLUMNS)
    }
    # Of the organisation that there was when a task began.
    roles = np.array([[seat.role for seat in item.seats] for item in plans], dtype=np.int64)
    at = np.array([[stage.role for stage in item.stages] for item in plans], dtype=np.int64)
    place, era = columns.pop("place"), _era_of(floor, columns["start"])
    columns |= {
        "stage": place % plan.stage_count,
        "attempt": place // plan.stage_count,
        # Whoever has moved works for another role than that of her post.
        "role": np.where(columns["outcome"] == JOINED, roles[era, columns["seat"]], at[era, place]),
        "segment": plan.classified.segment[columns["lead"]],
    }
    return columns


def _era_of(floor: SalesFloor, clock: Floats) -> NDArray[np.int64]:
    """Which of the run's organisations there is at each clock."""
    return np.searchsorted([following.clock for following in floor.later], clock, side="right")


def _leads(plan: FloorPlan, floor: SalesFloor, market: Market) -> Columns:
    table, classified = plan.table, plan.classified
    arrival = np.array(floor.arrival, dtype=np.float64)
    # Leads that somebody found came when they were found.
    found = np.isinf(table.arrival_hours) & np.isfinite(arrival)
    state, closed = np.array(floor.state, dtype=np.int64), np.array(floor.closed, dtype=np.float64)
    undecided = closed >= plan.end_hours
    still_open = undecided & (state == LOST)
    state[still_open] = THINKING
    closed[undecided] = np.inf
    columns: Columns = {
        "lead": np.arange(len(table), dtype=np.int64),
        "key": table.key,
        "arrival": arrival,
        "arrival_day": np.where(found, _day_of(plan, arrival), table.arrival_day),
    }
    columns |= table.attributes
    first, served = (
        np.array(floor.first_touch, dtype=np.float64),
        np.isfinite(np.array(floor.first_touch, dtype=np.float64)),
    )
    # A customer judges the offer by what weighed in the end.
    fit = classified.fits[-1] if market.effects.active("need_fit") else np.zeros(len(table))
    columns |= {
        "existing": table.existing,
        "value": table.value,
        "segment": classified.segment,
        "team": classified.team,
        "territory": classified.territory,
        "offer": classified.offer,
        "misclassified": classified.misclassified,
        "stage": np.array(floor.stage, dtype=np.int64) % plan.stage_count,
        "attempt": np.array(floor.stage, dtype=np.int64) // plan.stage_count,
        "state": state,
        "reason": np.where(state == LOST, np.array(floor.reason, dtype=np.int64), NO_REASON) % (len(plan.reasons) + 1),
        "queued": np.array(floor.queued, dtype=np.float64),
        "first_touch": first,
        "closed": closed,
        "handoffs": np.array(floor.handoffs, dtype=np.int64),
        "escalations": np.array(floor.escalations, dtype=np.int64),
        "fit": fit,
        "revenue": np.where(state == WON, np.array(floor.net_value), 0.0),
        "margin": np.where(state == WON, np.array(floor.margin), 0.0),
        "satisfaction": _satisfaction(market, first - np.where(np.isfinite(arrival), arrival, 0), fit, served),
    }
    if floor.timing is not None:
        columns["signing"] = _signing(floor.timing.moved, len(table))
    if floor.odds is not None:
        columns["odds_discount"] = np.array([floor.odds.given.get(lead, 0.0) for lead in range(len(table))])
    for role, owners in zip(plan.roles, floor.owner, strict=True):
        columns[f"owner_{role}"] = np.array(owners, dtype=np.int64)
    return columns


def _signing(moved: dict[int, int], leads: int) -> NDArray[np.int64]:
    """Of each lead, whether its signature was brought forward or held back; 0 where it was left to the customer."""
    found = np.zeros(leads, dtype=np.int64)
    found[list(moved)] = list(moved.values())
    return found


def _day_of(plan: FloorPlan, clock: Floats) -> NDArray[np.int64]:
    """Calendar day of each clock; 0 where it is inf."""
    calendar = plan.table.calendar
    dates = calendar.dates_of(np.where(np.isfinite(clock), clock, 0.0))
    return np.asarray((dates - np.datetime64(calendar.start, "D")).astype(np.int64))


def _satisfaction(market: Market, wait: Floats, fit: Floats, served: NDArray[np.bool_]) -> Floats:
    """Satisfaction of those who were served, from response and fit; NaN for the others and where it is switched off."""
    block = market.effects.satisfaction if market.effects.active("satisfaction") else None
    if block is None:
        return np.full(len(wait), np.nan)
    felt = (
        float(block.base)
        - float(block.response_weight) * np.log1p(np.where(served, wait, 0))
        + float(block.fit_weight) * fit
    )
    return np.where(served, np.clip(felt, 0, 1), np.nan)


def _seats(
    eras: Sequence[Era],
    plan: FloorPlan,
    floor: SalesFloor,
    names: dict[str, tuple[str, ...]],
    busy_with: Sequence[Columns],
    absences: Columns,
    statements: Columns,
) -> Columns:
    monthly = np.array(floor.seats.monthly, dtype=np.float64).reshape(-1, 4)
    month, seat = monthly[:, 0].astype(np.int64), monthly[:, 1].astype(np.int64)
    ticks = np.array([*plan.month_ticks, plan.end_hours])
    busy = sum(
        (_hours_between(blocks, len(plan.seats), ticks) for blocks in busy_with),
        start=np.zeros((len(ticks) - 1, len(plan.seats))),
    )
    away = _hours_between(absences, len(plan.seats), ticks)
    there = post_columns(floor)
    opens, closes = ticks[month], ticks[month + 1]
    # Of a post that there was for part of the month only that part counts.
    hours = closes - opens
    if not (there["start"] == 0).all() or not np.isinf(there["end"]).all():
        hours = _hours_between(there, len(plan.seats), ticks)[month, seat]
    paid = np.zeros((len(ticks), len(plan.seats)))
    np.add.at(paid, (np.searchsorted(ticks, statements["end"]) - 1, statements["seat"]), statements["amount"])
    specs = [era.resolved.seats for era in eras]
    salary = np.array([[spec.salary_per_year / 12 for spec in seats] for seats in specs])
    team, territory, role = (
        np.array([[index(getattr(spec, kind)) for spec in seats] for seats in specs], dtype=np.int64)
        for kind, index in (
            ("team", names["team"].index),
            ("territory", names["territory"].index),
            ("role", plan.roles.index),
        )
    )
    # As the seat stood when the month began, or when it came within it.
    began = np.maximum(opens, np.array(_first_clocks(there, len(plan.seats)))[seat])
    era = _era_of(floor, began)
    columns: Columns = {
        "seat": seat,
        "month": month,
        "role": role[era, seat],
        "team": team[era, seat],
        "territory": territory[era, seat],
        "capacity_hours": hours - away[month, seat],
        "busy_hours": busy[month, seat],
        "familiarity": monthly[:, 2],
        "effort": monthly[:, 3],
        "salary": salary[era, seat],
        "variable_pay": paid[month, seat],
    }
    if floor.seats.motivation is not None:
        columns["motivation"] = np.array(floor.seats.motivation.monthly, dtype=np.float64)
    if len(eras) == 1:
        return columns
    kept = (hours > 0) | (columns["busy_hours"] > 0) | (columns["variable_pay"] != 0)
    return {name: column[kept] for name, column in columns.items()}


def _first_clocks(there: Columns, seats: int) -> list[float]:
    """Since when there was each seat for the first time."""
    found = [math.inf] * seats
    for seat, start in zip(there["seat"].tolist(), there["start"].tolist(), strict=True):
        found[seat] = min(found[seat], start)
    return found


def _hours_between(blocks: Columns, seats: int, ticks: Floats) -> Floats:
    """Hours on the floor's clock that these blocks of time took each seat between ticks, (ticks - 1, seats)."""
    busy = np.zeros((len(ticks) - 1, seats))
    for index in range(len(ticks) - 1):
        overlap = np.minimum(blocks["end"], ticks[index + 1]) - np.maximum(blocks["start"], ticks[index])
        inside = overlap > 0
        busy[index] = np.bincount(blocks["seat"][inside], overlap[inside], minlength=seats)
    return busy


__all__ = ["DAYS_A_YEAR", "MONEY_KINDS", "Ledger", "Window", "ledger_of"]
