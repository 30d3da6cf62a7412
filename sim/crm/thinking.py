"""How long customers think after the last stage, fitted to days-to-win that also hold stages, queues and closed days.

Days to win = date of the win - date of first contact, where on the business clock the win = first contact, or the next
opening + queue, work and thinking of the first stage + queue, work and thinking of the last.

Thinking is log-normal in business hours. The data have the total alone, so all but the last thinking is assumed, and
its mean and coefficient of variation are fitted. Only wins dated by the end of the follow-up count, in the data as in
the model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.market.calendar import BusinessCalendar, business_calendar
from sim.market.draws import entity_keys, lognormal, name_key, uniforms

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_START = (200.0, 3.0)


@dataclass(frozen=True, slots=True)
class Delay:
    """A log-normal time in business hours: its mean and coefficient of variation."""

    mean_hours: float
    cv: float


@dataclass(frozen=True, slots=True)
class PathAssumptions:
    """What a lead passes besides the thinking that is fitted; none of it can be told from the data.

    `desk`: queue and work of each of the two stages. `first_thinking`: of the customer after the first stage.
    `off_hours_share`: of the leads of an open day that arrive when it has closed.
    """

    desk: tuple[Delay, Delay] = (Delay(1.0, 1.0), Delay(1.0, 1.0))
    first_thinking: Delay = Delay(4.0, 1.0)
    off_hours_share: float = 0.25


@dataclass(frozen=True, slots=True)
class ThinkingFit:
    """The last thinking: mean, cv, and the better identified median (business hours) and sigma of its logarithm.

    `ks` is the Kolmogorov-Smirnov distance between data and fitted model; `seen_share` the share of all wins, however
    late, that are dated by the end of the follow-up. Standard errors by bootstrap of the wins; None without one.
    """

    thinking: Delay
    mean_hours_se: float | None
    cv_se: float | None
    median_hours: float
    median_hours_se: float | None
    sigma: float
    sigma_se: float | None
    seen_share: float
    seen_share_se: float | None
    ks: float
    wins: int


@dataclass(frozen=True, slots=True, eq=False)
class _Path:
    """Fixed draws of the leads that the model sends down the path: what is left to add is the last thinking."""

    calendar: BusinessCalendar
    arrival_day: Ints
    clock: Floats
    uniform: Floats


def fit_thinking(
    cohort: pd.DataFrame,
    country: str,
    hours_per_day: float,
    followed_to: date,
    assumptions: PathAssumptions,
    seed: int,
    copies: int = 4,
    resamples: int = 0,
) -> ThinkingFit:
    """Mean and cv of the last thinking that bring the model's days to win nearest to the cohort's.

    Nearest in Cramer and von Mises' sense (squared distance of the two distribution functions, averaged over the
    data): smoother in its parameters than Kolmogorov and Smirnov's, which is reported. The model sends `copies` of
    each lead of the cohort, from its own date, with keyed draws that stay the same for all parameters. `resamples` of
    the wins give the standard errors. Raises ValueError where fewer than 20 wins have days.
    """
    days = _days(cohort)
    if len(days) < 20:
        raise ValueError(f"{len(days)} wins are too few to fit thinking to")
    path = _path(cohort, country, hours_per_day, followed_to, assumptions, seed, copies)
    longest = path.calendar.days

    def nearest(sample: Ints, start: tuple[float, float]) -> Delay:
        return _minimised(lambda delay: _cramer_von_mises(sample, _seen(path, delay), longest), start)

    thinking = nearest(days, _START)
    generator = np.random.default_rng(seed)
    drawn = [nearest(generator.choice(days, len(days)), (thinking.mean_hours, thinking.cv)) for _ in range(resamples)]
    errors = _spread(path, drawn)
    seen = _seen(path, thinking)
    return ThinkingFit(
        thinking=thinking,
        mean_hours_se=errors[0],
        cv_se=errors[1],
        median_hours=_median(thinking),
        median_hours_se=errors[2],
        sigma=_sigma(thinking),
        sigma_se=errors[3],
        seen_share=len(seen) / len(path.clock),
        seen_share_se=errors[4],
        ks=ks_distance(days, seen),
        wins=len(days),
    )


def modelled_days_to_win(
    cohort: pd.DataFrame,
    country: str,
    hours_per_day: float,
    followed_to: date,
    assumptions: PathAssumptions,
    thinking: Delay,
    seed: int,
    copies: int = 4,
) -> tuple[Ints, float]:
    """Days to win that the model gives to leads of the cohort's dates, if all were won, and the share dated by the end.

    The days are those seen by the end of `followed_to` only.
    """
    path = _path(cohort, country, hours_per_day, followed_to, assumptions, seed, copies)
    seen = _seen(path, thinking)
    return seen, len(seen) / len(path.clock)


def ks_distance(first: NDArray[np.generic], second: NDArray[np.generic]) -> float:
    """Kolmogorov and Smirnov's distance of two samples: the largest gap of their distribution functions."""
    points = np.union1d(first, second)
    return float(np.abs(_distribution(first, points) - _distribution(second, points)).max())


def _path(
    cohort: pd.DataFrame,
    country: str,
    hours_per_day: float,
    followed_to: date,
    assumptions: PathAssumptions,
    seed: int,
    copies: int,
) -> _Path:
    contact = cohort["first_contact_date"]
    start = contact.min().date()
    calendar = business_calendar(country, start, (followed_to - start).days + 1, hours_per_day)
    day = np.repeat((contact - contact.min()).dt.days.to_numpy(dtype=np.int64), copies)
    keys = entity_keys(name_key("days to win", seed), np.arange(len(day), dtype=np.int64))

    def drawn(purpose: str) -> Floats:
        return uniforms(keys, name_key(purpose))

    clock = calendar.clock_of(day, drawn("hour"), drawn("in hours") >= assumptions.off_hours_share)
    for purpose, delay in (
        ("first desk", assumptions.desk[0]),
        ("first thinking", assumptions.first_thinking),
        ("last desk", assumptions.desk[1]),
    ):
        clock = clock + lognormal(drawn(purpose), delay.mean_hours, delay.cv)
    return _Path(calendar, day, clock, drawn("last thinking"))


def _seen(path: _Path, thinking: Delay) -> Ints:
    """Days to win of the modelled leads whose win falls inside the calendar, which ends with the follow-up."""
    clock = path.clock + lognormal(path.uniform, thinking.mean_hours, thinking.cv)
    inside = clock <= path.calendar.total_hours
    start = np.datetime64(path.calendar.start, "D")
    won_day = (path.calendar.dates_of(clock[inside], closing=True) - start).astype(np.int64)
    return np.asarray(won_day - path.arrival_day[inside])


def _days(cohort: pd.DataFrame) -> Ints:
    return np.asarray(cohort["days_to_win"].dropna(), dtype=np.int64)


def _distribution(sample: NDArray[np.generic], points: NDArray[np.generic]) -> Floats:
    return np.searchsorted(np.sort(sample), points, side="right") / len(sample)


def _cramer_von_mises(data: Ints, model: Ints, longest: int) -> float:
    observed = np.bincount(data, minlength=longest)[:longest] / len(data)
    if len(model) == 0:
        return 1.0
    expected = np.bincount(model, minlength=longest)[:longest] / len(model)
    return float(np.sum(np.square(np.cumsum(observed) - np.cumsum(expected)) * observed))


def _minimised(misfit: Callable[[Delay], float], start: tuple[float, float]) -> Delay:
    """Nelder and Mead over median and sigma, in logarithms, where the two are nearly independent."""
    from scipy.optimize import minimize

    def delay_at(point: Floats) -> Delay:
        sigma = float(np.exp(np.clip(point[1], -5.0, np.log(4.0))))
        mean = float(np.exp(np.clip(point[0], -20.0, 20.0) + sigma**2 / 2))
        return Delay(mean, float(np.sqrt(np.expm1(sigma**2))))

    origin = Delay(*start)
    corner = np.array([np.log(_median(origin)), np.log(_sigma(origin))])
    simplex = np.array([corner, corner + np.array([0.4, 0.0]), corner + np.array([0.0, 0.2])])
    options = {"initial_simplex": simplex, "xatol": 1e-3, "fatol": 1e-10, "maxiter": 300}
    return delay_at(minimize(lambda point: misfit(delay_at(point)), corner, method="Nelder-Mead", options=options).x)


def _spread(path: _Path, drawn: list[Delay]) -> tuple[float, ...] | tuple[None, ...]:
    """Standard deviations over the resamples of mean, cv, median, sigma and the share seen."""
    if len(drawn) < 2:
        return (None,) * 5
    figures = np.array(
        [(d.mean_hours, d.cv, _median(d), _sigma(d), len(_seen(path, d)) / len(path.clock)) for d in drawn]
    )
    return tuple(float(value) for value in figures.std(axis=0, ddof=1))


def _sigma(delay: Delay) -> float:
    return float(np.sqrt(np.log1p(delay.cv**2)))


def _median(delay: Delay) -> float:
    return float(delay.mean_hours / np.sqrt(1 + delay.cv**2))
