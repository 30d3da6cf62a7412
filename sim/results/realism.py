"""How near a simulated floor comes to the real funnel that its market was fitted to, and what such a fit misses."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.crm.arrivals import Interval, daily_counts, weekday_dispersion, weekday_dispersion_interval
from sim.crm.fit_olist import CohortDates, fit_olist, slug
from sim.crm.olist import OlistFrames, cohort, read_olist
from sim.crm.olist_market import MARKET_ASSUMPTIONS
from sim.crm.predict_olist import Miss, prediction_miss
from sim.crm.thinking import ks_distance
from sim.crm.win_rates import wilson_interval
from sim.floor.ledger import Ledger
from sim.floor.resolving.resolved import Horizon
from sim.floor.simulate import simulate
from sim.floor.states import WON
from sim.inputs.errors import InputError, Problem
from sim.inputs.places import shipped
from sim.inputs.quantity import q
from sim.results.load import load_playbook
from sim.results.playbook import Playbook

PLAYBOOK = "olist-funnel"
EXPORT = "olist_funnel"
DATA_VARIABLE = "FUNNELBENCH_DATA"
FEWEST_LEADS = 100
KS_LIMIT = 0.08
BOOTSTRAPS = 2000
HALVES = (CohortDates(last=date(2018, 2, 28)), CohortDates(first=date(2018, 3, 1)))


@dataclass(frozen=True, slots=True)
class StageOnFloor:
    """What the floor does at one stage, on average over tasks: business hours queued and at the desk (queue and work).

    `desk_cv` is the coefficient of variation of the hours at the desk; `lost_logits` what waiting costs.
    """

    tasks: int
    wait_hours: float
    desk_hours: float
    desk_cv: float
    lost_logits: float


@dataclass(frozen=True)
class Realism:
    """Real and simulated leads of one cohort, side by side. The baseline of `playbook` is what was simulated.

    `real` and `simulated` have one row a lead: source, won, days_to_win (whole calendar days, NaN where not won), and
    `simulated` its replication. `simulated_dispersion` has one value for each replication. `stages` by name.
    """

    dates: CohortDates
    playbook: Playbook = field(repr=False)
    real: pd.DataFrame = field(repr=False)
    simulated: pd.DataFrame = field(repr=False)
    dispersion: Interval
    simulated_dispersion: NDArray[np.float64] = field(repr=False)
    stages: dict[str, StageOnFloor]

    @property
    def replications(self) -> int:
        """How many replications are pooled."""
        return len(self.simulated_dispersion)

    @cached_property
    def days_ks(self) -> float:
        """Kolmogorov and Smirnov's distance of the days to win."""
        return ks_distance(days_to_win(self.real), days_to_win(self.simulated))

    @cached_property
    def origins(self) -> pd.DataFrame:
        """One row for each origin of 100 real leads or more, the largest first.

        Columns: leads, wins, real, low, high (Wilson, 95 %), simulated (pooled over the replications), inside.
        """
        real = self.real.groupby("source", observed=True)["won"].agg(leads="size", wins="sum", real="mean")
        real = real[real["leads"] >= FEWEST_LEADS].sort_values("leads", ascending=False)
        bounds = [wilson_interval(int(row.wins), int(row.leads)) for row in real.itertuples()]
        simulated = self.simulated.groupby("source", observed=True)["won"].mean().reindex(real.index)
        table = real.assign(low=[low for low, _ in bounds], high=[high for _, high in bounds], simulated=simulated)
        return table.assign(inside=table["simulated"].between(table["low"], table["high"]))

    @property
    def verdicts(self) -> pd.DataFrame:
        """One row for each check, by name: measured, what is expected in words, and whether it holds."""
        dispersion = float(self.simulated_dispersion.mean())
        rows = {
            "days to win": (self.days_ks, f"below {KS_LIMIT}", self.days_ks < KS_LIMIT),
            "origins": (float(self.origins["inside"].mean()), "1", bool(self.origins["inside"].all())),
            "weekday dispersion": (
                dispersion,
                f"{self.dispersion.low:.2f} to {self.dispersion.high:.2f}",
                dispersion in self.dispersion,
            ),
        }
        return pd.DataFrame.from_dict(rows, orient="index", columns=["measured", "expected", "holds"])


def days_to_win(leads: pd.DataFrame) -> NDArray[np.int64]:
    """Whole days of the leads that were won and whose days are known."""
    return np.asarray(leads["days_to_win"].dropna(), dtype=np.int64)


def export_folder(data_folder: str | Path | None = None) -> Path:
    """Where the Olist export should lie, below a folder of data sets.

    Without one it is the folder that FUNNELBENCH_DATA names, or else shared/data beside the checkout.
    """
    named = data_folder or os.environ.get(DATA_VARIABLE) or shipped("params").parents[1] / "shared" / "data"
    return Path(named).expanduser().absolute() / EXPORT


def read_export(data_folder: str | Path | None = None) -> OlistFrames | None:
    """The Olist export, from `export_folder`; None where there is none. Raises InputError for a broken one."""
    paths = sorted(export_folder(data_folder).glob("*.csv"))
    return read_olist(paths) if paths else None


def check_olist(
    frames: OlistFrames, replications: int = 20, seed: int = 1, playbook: Playbook | None = None
) -> Realism:
    """Simulate the baseline of the Olist playbook over the real cohort, and put the two side by side.

    Every simulated lead is followed to the date to which its real counterpart is; `playbook` may be a variation of the
    shipped one. Raises InputError where its market does not start on the cohort's first day.
    """
    playbook, dates = playbook or load_playbook(PLAYBOOK), CohortDates()
    market, resolved = playbook.market, playbook.resolve(only=[playbook.baseline])[playbook.baseline]
    if market.start_date != dates.first:
        raise InputError(
            Problem(
                f"the market starts on {market.start_date}, expected the cohort's first day {dates.first}",
                key="market.start_date",
            )
        )
    # Whole weeks that reach past the follow-up; what happens after it is cut off by date.
    horizon = Horizon(0, (dates.followed_to - dates.first).days // 7 + 1, 0)
    ledgers = [
        simulate(market, resolved, horizon=horizon, seed=seed, replication=replication)
        for replication in range(replications)
    ]
    leads = cohort(frames, dates.first, dates.last, dates.followed_to)
    counts = daily_counts(leads["first_contact_date"], dates.first, dates.last)
    simulated = [_cohort_of(ledger, dates) for ledger in ledgers]
    real = pd.DataFrame({"source": leads["origin"].map(slug), "won": leads["won"], "days_to_win": leads["days_to_win"]})
    return Realism(
        dates=dates,
        playbook=playbook,
        real=real,
        simulated=pd.concat(simulated, ignore_index=True),
        dispersion=weekday_dispersion_interval(counts, BOOTSTRAPS, seed),
        simulated_dispersion=np.array([_dispersion(ledger, dates) for ledger in ledgers]),
        stages=stages_on_floor(playbook, ledgers),
    )


def with_one_rate(playbook: Playbook) -> Playbook:
    """The same playbook in a market where every source wins alike: the negative control of the check by origin."""
    alike = {"conversion_shift": q(0, source="negative control: one rate for all")}
    sources = {name: source.model_copy(update=alike) for name, source in playbook.market.sources.items()}
    return replace(playbook, market=playbook.market.model_copy(update={"sources": sources}))


def verdicts_or_why(check: Realism | None, data_folder: str | Path | None, lang: str) -> pd.DataFrame | str:
    """The verdicts, or where there is no check a sentence that says why. `lang` is en or zh."""
    if check is not None:
        return check.verdicts
    folder = export_folder(data_folder)
    if lang == "zh":
        return f"没有可供核对的真实数据：{folder} 中没有 CSV 文件，因此以下各节为空。"
    return f"There is no real data to check against: no CSV file in {folder}. So the sections below are empty."


def stages_on_floor(playbook: Playbook, ledgers: Sequence[Ledger]) -> dict[str, StageOnFloor]:
    """Waiting and hours at the desk of each stage, pooled over ledgers of the playbook's baseline.

    A customer who is handed on waits through the hand-off too, which counts in the logits and not at the desk.
    """
    market, process = playbook.market, playbook.experiment.schemes[playbook.baseline].process
    roles = [process.roles[name] for name in market.stages]
    block = market.effects.response if market.effects.active("response") else None
    found = {}
    for index, (name, stage) in enumerate(market.stages.items()):
        columns = [ledger.task_columns for ledger in ledgers]
        queued, start, end = (
            np.concatenate([tasks[column][tasks["stage"] == index] for tasks in columns])
            for column in ("queued", "start", "end")
        )
        wait, desk = start - queued, end - queued
        handed_on = float(process.handoff_delay_hours) if index and roles[index] != roles[index - 1] else 0.0
        decay = 0.0 if block is None else float(stage.response_decay)
        reference = 1.0 if block is None else float(block.reference_hours)
        found[name] = StageOnFloor(
            tasks=len(wait),
            wait_hours=float(wait.mean()),
            desk_hours=float(desk.mean()),
            desk_cv=float(desk.std() / desk.mean()),
            lost_logits=float((decay * np.log1p((wait + handed_on) / reference)).mean()),
        )
    return found


def miss_of_spring(frames: OlistFrames, seed: int = 1) -> Miss:
    """How far a fit of January and February misses March and April."""
    winter, spring = HALVES
    return prediction_miss(frames, fit_olist(frames, winter, MARKET_ASSUMPTIONS, seed, resamples=0), spring, seed)


def miss_table(miss: Miss) -> pd.DataFrame:
    """The miss as one row for each figure: predicted, observed, low, high (95 %), inside."""
    rows = {"leads": miss.leads, "win rate": miss.win_rate}
    rows |= {f"win rate, {slug(name)}": rate for name, rate in miss.origins.items()}
    columns = ["predicted", "observed", "low", "high", "inside"]
    return pd.DataFrame([[getattr(row, name) for name in columns] for row in rows.values()], list(rows), columns)


def days_miss(miss: Miss) -> pd.Series:
    """Days to win of March and April: distances (Kolmogorov-Smirnov) and medians, by name."""
    return pd.Series(
        {
            "distance, predicted from observed": miss.days_to_win_ks,
            "distance, observed in the two halves": miss.own_ks,
            "median days, predicted": miss.predicted_median_days,
            "median days, observed": miss.observed_median_days,
        },
        name="days to win",
    )


def _cohort_of(ledger: Ledger, dates: CohortDates) -> pd.DataFrame:
    """The leads of one replication that arrived in the cohort's days, as known by the end of the follow-up."""
    columns, calendar = ledger.lead_columns, ledger.plan.table.calendar
    arrived = columns["arrival_day"]
    chosen = arrived <= (dates.last - dates.first).days
    closed = np.flatnonzero(chosen & (columns["state"] == WON))
    day = np.full(len(arrived), np.nan)
    closing_dates = calendar.dates_of(columns["closed"][closed], closing=True)
    day[closed] = (closing_dates - np.datetime64(dates.first, "D")).astype(np.int64)
    day = np.where(day <= (dates.followed_to - dates.first).days, day, np.nan)
    names = np.array(ledger.names["source"])
    return pd.DataFrame(
        {
            "replication": ledger.replication,
            "source": names[columns["source"][chosen]],
            "won": ~np.isnan(day[chosen]),
            "days_to_win": day[chosen] - arrived[chosen],
        }
    )


def _dispersion(ledger: Ledger, dates: CohortDates) -> float:
    days = pd.date_range(dates.first, dates.last)
    counts = np.bincount(ledger.lead_columns["arrival_day"], minlength=len(days))[: len(days)]
    return float(weekday_dispersion(counts, days))
