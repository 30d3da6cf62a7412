"""All that the Olist funnel tells about a market, fitted to one cohort, with what had to be assumed beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from sim.crm.arrivals import ArrivalFit, Interval, daily_counts, fit_arrivals, weekday_dispersion_interval
from sim.crm.conversions import StageConversions, stage_conversions
from sim.crm.estimate import Estimate
from sim.crm.olist import OlistFrames, cohort
from sim.crm.thinking import PathAssumptions, ThinkingFit, fit_thinking
from sim.crm.win_rates import GroupRate, group_rates
from sim.inputs.errors import InputError, Problem

COUNTRY = "BR"
FIRST_STAGE, LAST_STAGE = "qualification", "closing"
FEWEST_WINS = 50


@dataclass(frozen=True, slots=True)
class CohortDates:
    """Leads of first contact from `first` to `last`, both included, each followed to the end of `followed_to`."""

    first: date = date(2018, 1, 1)
    last: date = date(2018, 4, 30)
    followed_to: date = date(2018, 11, 14)


@dataclass(frozen=True, slots=True)
class OlistAssumptions:
    """What the export can't tell.

    `path`: queues, work and the first thinking; `qualified`: share that the SDR passes on. `quality_weight` and
    `lost_logits` are those of the market whose conversions are solved for: see `stage_conversions`.
    """

    path: PathAssumptions = field(default_factory=PathAssumptions)
    qualified: float = 0.30
    quality_weight: float = 0.0
    lost_logits: tuple[float, float] = (0.0, 0.0)
    hours_per_day: float = 8.0


@dataclass(frozen=True, slots=True, eq=False)
class OlistFit:
    """The fits of one cohort; `source` names it. `impossible` counts wins dated before first contact, without days."""

    dates: CohortDates
    leads: int
    wins: int
    impossible: int
    source: str
    arrivals: ArrivalFit
    dispersion: Interval
    origins: dict[str, GroupRate]
    thinking: ThinkingFit
    conversions: StageConversions
    assumptions: OlistAssumptions

    def figures(self) -> dict[str, Estimate]:
        """The fitted figures by their dotted path in a market file, without what is assumed.

        Each names data set, cohort and method. Origins go by their slugs.
        """
        arrivals, days = self.arrivals, 365.0
        found: dict[str, tuple[float, float | None]] = {
            "demand.leads_per_year": (arrivals.leads_per_day * days, arrivals.leads_per_day_se * days),
            "demand.day_dispersion": (arrivals.day_dispersion, arrivals.day_dispersion_se),
            f"stages.{LAST_STAGE}.conversion": (self.conversions.second, self.conversions.second_se),
            f"stages.{LAST_STAGE}.thinking_hours": (self.thinking.thinking.mean_hours, self.thinking.mean_hours_se),
            f"stages.{LAST_STAGE}.thinking_cv": (self.thinking.thinking.cv, self.thinking.cv_se),
        }
        for month, factor, se in zip(arrivals.months, arrivals.month_factors, arrivals.month_factors_se, strict=True):
            found[f"demand.month_factors.{month - 1}"] = (float(factor), float(se))
        for weekday, (factor, se) in enumerate(zip(arrivals.weekday_factors, arrivals.weekday_factors_se, strict=True)):
            found[f"demand.weekday_factors.{weekday}"] = (float(factor), float(se))
        for name, rate in self.origins.items():
            found[f"sources.{slug(name)}.share"] = (rate.share, rate.share_se)
            shift, error = self.conversions.shifts[name], self.conversions.shift_errors[name]
            found[f"sources.{slug(name)}.conversion_shift"] = (shift, error)
        return {path: Estimate(*figure, f"{self.source}; {_method(path)}") for path, figure in found.items()}


def fit_olist(
    frames: OlistFrames,
    dates: CohortDates | None = None,
    assumptions: OlistAssumptions | None = None,
    seed: int = 1,
    resamples: int = 100,
) -> OlistFit:
    """Fit arrivals, win rates by origin, stage conversions and thinking to the cohort of those dates.

    `resamples` of the wins give the thinking's standard errors (some 0.1 s each), 2,000 resampled weeks the
    dispersion's interval. Raises InputError where the cohort is empty, has fewer than 50 wins with a known time, or
    less than two weeks.
    """
    dates, assumptions = dates or CohortDates(), assumptions or OlistAssumptions()
    leads = cohort(frames, dates.first, dates.last, dates.followed_to)
    wins, timed = int(leads["won"].sum()), int(leads["days_to_win"].notna().sum())
    if timed < FEWEST_WINS or (dates.last - dates.first).days < 14:
        raise InputError(
            Problem(
                f"the cohort from {dates.first} to {dates.last} has {timed} wins with a known time to win",
                hint=f"expected {FEWEST_WINS} or more, from two weeks or more of first contacts",
            )
        )
    counts = daily_counts(leads["first_contact_date"], dates.first, dates.last)
    thinking = fit_thinking(
        leads, COUNTRY, assumptions.hours_per_day, dates.followed_to, assumptions.path, seed, resamples=resamples
    )
    origins = group_rates(leads["origin"], leads["won"])
    return OlistFit(
        dates=dates,
        leads=len(leads),
        wins=wins,
        impossible=wins - timed,
        source=(
            f"fitted: Olist marketing funnel, {len(leads)} leads of {dates.first} to {dates.last}, "
            f"{wins} won by {dates.followed_to}"
        ),
        arrivals=fit_arrivals(counts),
        dispersion=weekday_dispersion_interval(counts, 2000, seed),
        origins=origins,
        thinking=thinking,
        conversions=_conversions(origins, wins, len(leads), thinking, assumptions),
        assumptions=assumptions,
    )


def slug(name: str) -> str:
    """An origin's name as a key: lower case, words joined by hyphens."""
    return "-".join(re.findall(r"[^\W_]+", name.lower()))


def _method(path: str) -> str:
    """How the figure at a path was come by."""
    group, _, rest = path.partition(".")
    if group == "demand":
        return "negative binomial fit of the daily counts"
    if rest.endswith("share"):
        return "share of the leads"
    if rest.endswith("conversion_shift"):
        return "win rate by origin, partially pooled, in logits at both stages"
    if rest.endswith("conversion"):
        return "win rate however late, for the share that is assumed to qualify"
    return "least Cramer-von Mises distance of days to win, errors by bootstrap"


def _conversions(
    origins: dict[str, GroupRate], wins: int, leads: int, thinking: ThinkingFit, assumptions: OlistAssumptions
) -> StageConversions:
    """Conversions for wins however late: the rates by the end of the follow-up, divided by the share seen by then.

    The share's own error moves all origins alike, so it is part of the closing conversion's error and of no shift's.
    """
    seen, seen_se = thinking.seen_share, thinking.seen_share_se or 0.0
    rate = wins / leads
    overall_se = float(np.hypot(np.sqrt(rate * (1 - rate) / leads) / seen, rate * seen_se / seen**2))
    return stage_conversions(
        {name: (group.pooled / seen, group.se / seen) for name, group in origins.items()},
        (rate / seen, overall_se),
        assumptions.qualified,
        assumptions.quality_weight,
        assumptions.lost_logits,
    )


def origin_rates_within(
    origins: dict[str, GroupRate], rates: dict[str, float], fewest_leads: int = 100
) -> dict[str, bool]:
    """Whether each origin of `fewest_leads` or more has its modelled rate inside the data's Wilson interval."""
    return {
        name: group.low <= rates[name] <= group.high for name, group in origins.items() if group.leads >= fewest_leads
    }
