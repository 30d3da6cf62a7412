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
from sim.floor.accounts.cases import CASE_STATES, DONE
from sim.floor.improvement.controller import KINDS as REVIEWED
from sim.floor.improvement.improvement_ledger import improvement_columns
from sim.floor.leads_ledger import lead_columns
from sim.floor.money import DAYS_A_YEAR, MONEY_KINDS, money_rows
from sim.floor.people.people_ledger import (
    absence_columns,
    contact_columns,
    person_columns,
    post_columns,
    statement_columns,
)
from sim.floor.plan import FloorPlan
from sim.floor.pool.pool_events import KINDS as EVENTS
from sim.floor.pool.pool_ledger import named, pool_columns, pool_events, sham_rows
from sim.floor.resolving.resolved import Horizon, ResolvedScheme
from sim.floor.sales_floor import SalesFloor
from sim.floor.seats_ledger import seat_columns
from sim.floor.states import JOINED, OUTCOMES, STATES
from sim.floor.task import TASK_COLUMNS
from sim.floor.transition.eras import Era
from sim.floor.transition.later import era_of
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
    leads = lead_columns(plan, floor, market)
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
        seat_columns=seat_columns(eras, plan, floor, names, busy_with, absences, statements),
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
    place, era = columns.pop("place"), era_of(floor.later, columns["start"])
    columns |= {
        "stage": place % plan.stage_count,
        "attempt": place // plan.stage_count,
        # Whoever has moved works for another role than that of her post.
        "role": np.where(columns["outcome"] == JOINED, roles[era, columns["seat"]], at[era, place]),
        "segment": plan.classified.segment[columns["lead"]],
    }
    return columns


__all__ = ["DAYS_A_YEAR", "MONEY_KINDS", "Ledger", "Window", "ledger_of"]
