"""How leads arrive: a level, month and weekday factors, and a gamma factor of the day, fitted to daily counts.

The generator is that of the lead table: the leads of day d are Poisson(level x month x weekday x G_d), G_d gamma with
mean 1 and variance v, so a day's count is negative binomial with mean m and variance m + v m**2. Hours within the day
can't be fitted: the export has dates only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.market.draws import entity_keys, gamma_quantile, name_key, poisson_counts, uniforms

Floats = NDArray[np.float64]

_ROUNDS = 200


@dataclass(frozen=True, slots=True, eq=False)
class ArrivalFit:
    """Arrays with their standard errors beside them.

    `leads_per_day`: a day of mean weekday in a mean month. `months`: the calendar months fitted (1 to 12),
    `month_factors` in that order, of mean 1. `weekday_factors`: Monday to Sunday, of mean 1. `day_dispersion`:
    variance of the day factor.
    """

    leads_per_day: float
    leads_per_day_se: float
    months: tuple[int, ...]
    month_factors: Floats
    month_factors_se: Floats
    weekday_factors: Floats
    weekday_factors_se: Floats
    day_dispersion: float
    day_dispersion_se: float


@dataclass(frozen=True, slots=True)
class Interval:
    """A statistic of the data and the bounds that its bootstrap gives it."""

    value: float
    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


def daily_counts(days: pd.Series, first: date, last: date) -> pd.Series:
    """Leads of each calendar day from `first` to `last`, days without leads included: a count indexed by date."""
    counts = days.dt.normalize().value_counts()
    filled: pd.Series = counts.reindex(pd.date_range(first, last), fill_value=0).astype("int64")
    return filled


def fit_arrivals(counts: pd.Series) -> ArrivalFit:
    """Fit the generator to counts indexed by consecutive dates.

    Factors by iteratively reweighted least squares (log link, variance m + v m**2); v by Pearson's moment equation
    sum((y - m)**2 / (m + v m**2)) = n - p (Breslow 1984), which unlike the maximum likelihood allows for the p
    factors fitted. Standard errors: (X'WX)^-1 and the delta method for the factors; for v the variance of the moment
    equation, from the negative binomial's excess kurtosis 6v + 1/(m + v m**2). A weekday or month without leads has
    factor 0, no error. Raises ValueError where there are fewer days than factors.
    """
    index = pd.DatetimeIndex(counts.index)
    y = counts.to_numpy(dtype=np.float64)
    weekday, month = np.asarray(index.day_of_week), np.asarray(index.month)
    months = tuple(int(value) for value in np.unique(month))
    weekdays_met = [value for value in range(7) if y[weekday == value].sum() > 0]
    months_met = [value for value in months if y[month == value].sum() > 0]
    used = np.isin(weekday, weekdays_met) & np.isin(month, months_met)
    columns = [np.ones(len(y))]
    columns += [weekday == value for value in weekdays_met[1:]] + [month == value for value in months_met[1:]]
    design, y = np.stack(columns, axis=1).astype(np.float64)[used], y[used]
    if len(y) <= design.shape[1]:
        raise ValueError(f"{len(y)} days are too few for {design.shape[1]} factors")

    beta, dispersion = _fit(design, y)
    mean = np.exp(design @ beta)
    weights = mean / (1.0 + dispersion * mean)
    covariance = np.linalg.inv(design.T @ (weights[:, None] * design))

    def figures(coefficients: Floats) -> Floats:
        by_weekday, by_month = np.zeros(7), np.zeros(len(months))
        n = len(weekdays_met)
        by_weekday[weekdays_met] = np.exp(np.concatenate(([0.0], coefficients[1:n])))
        by_month[[months.index(value) for value in months_met]] = np.exp(np.concatenate(([0.0], coefficients[n:])))
        level = np.exp(coefficients[0]) * by_weekday.mean() * by_month.mean()
        return np.concatenate(([level], by_weekday / by_weekday.mean(), by_month / by_month.mean()))

    values = figures(beta)
    slopes = _jacobian(figures, beta)
    errors = np.sqrt(np.einsum("ij,jk,ik->i", slopes, covariance, slopes))
    variance = mean + dispersion * mean**2
    moment_se = np.sqrt(np.sum(2.0 + 6.0 * dispersion + 1.0 / variance))
    return ArrivalFit(
        leads_per_day=float(values[0]),
        leads_per_day_se=float(errors[0]),
        months=months,
        month_factors=values[8:],
        month_factors_se=errors[8:],
        weekday_factors=values[1:8],
        weekday_factors_se=errors[1:8],
        day_dispersion=dispersion,
        day_dispersion_se=float(moment_se / np.sum(mean**2 / variance)),
    )


def expected_counts(fit: ArrivalFit, dates: pd.DatetimeIndex) -> Floats:
    """Expected leads of each date. Months that weren't fitted have factor 1."""
    by_month = np.ones(13)
    by_month[list(fit.months)] = fit.month_factors
    return np.asarray(fit.leads_per_day * by_month[dates.month] * fit.weekday_factors[dates.day_of_week])


def simulated_counts(fit: ArrivalFit, dates: pd.DatetimeIndex, replications: int, seed: int) -> NDArray[np.int64]:
    """Daily counts drawn from the generator, shape (replications, dates); keyed draws, so the same for one seed."""
    key = name_key("arrivals", seed)
    replication, day = np.indices((replications, len(dates)), dtype=np.int64)
    keys = entity_keys(entity_keys(key, replication.ravel()), day.ravel())
    factor = gamma_quantile(uniforms(keys, name_key("day factor")), 1.0, fit.day_dispersion)
    rate = factor * np.tile(expected_counts(fit, dates), replications)
    return poisson_counts(uniforms(keys, name_key("count")), rate).reshape(replications, len(dates))


def weekday_dispersion(counts: NDArray[np.int64], dates: pd.DatetimeIndex) -> Floats:
    """Variance over mean of the counts of Mondays to Fridays, along the last axis: 1 for one Poisson rate."""
    weekdays = np.asarray(counts, dtype=np.float64)[..., dates.day_of_week < 5]
    return np.asarray(weekdays.var(axis=-1, ddof=1) / weekdays.mean(axis=-1))


def weekday_dispersion_interval(counts: pd.Series, resamples: int, seed: int, confidence: float = 0.95) -> Interval:
    """The dispersion index of the data, with the percentile interval of a bootstrap of whole calendar weeks.

    Weeks, not days, since busy days come together; a resample draws as many weeks as there are.
    """
    index = pd.DatetimeIndex(counts.index)
    weekdays = counts[index.day_of_week < 5]
    monday = pd.DatetimeIndex(weekdays.index).to_period("W").start_time
    weeks = [group.to_numpy(dtype=np.float64) for _, group in weekdays.groupby(monday)]
    generator = np.random.default_rng(seed)
    indices = []
    for chosen in generator.integers(0, len(weeks), (resamples, len(weeks))):
        sample = np.concatenate([weeks[week] for week in chosen])
        indices.append(sample.var(ddof=1) / sample.mean())
    low, high = np.quantile(indices, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Interval(float(weekday_dispersion(counts.to_numpy(), index)), float(low), float(high))


def _fit(design: Floats, y: Floats) -> tuple[Floats, float]:
    """Coefficients and dispersion, alternating until neither moves."""
    beta = np.asarray(np.linalg.lstsq(design, np.log(y + 0.5), rcond=None)[0], dtype=np.float64)
    dispersion = 0.0
    for _ in range(_ROUNDS):
        mean = np.exp(design @ beta)
        weights = mean / (1.0 + dispersion * mean)
        working = design @ beta + (y - mean) / mean
        new_beta = _solved(design.T @ (weights[:, None] * design), design.T @ (weights * working))
        new_dispersion = _moment_dispersion(y, np.exp(design @ new_beta), design.shape[1])
        moved = max(float(np.abs(new_beta - beta).max()), abs(new_dispersion - dispersion))
        beta, dispersion = new_beta, new_dispersion
        if moved < 1e-10:
            return beta, dispersion
    raise ValueError(f"the arrival model did not converge in {_ROUNDS} rounds")


def _solved(matrix: Floats, right: Floats) -> Floats:
    return np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)


def _moment_dispersion(y: Floats, mean: Floats, factors: int) -> float:
    from scipy.optimize import brentq

    squares, free = (y - mean) ** 2, len(y) - factors

    def excess(dispersion: float) -> float:
        return float(np.sum(squares / (mean + dispersion * mean**2)) - free)

    if excess(0.0) <= 0.0:
        return 0.0
    highest = 1.0
    while excess(highest) > 0.0:
        highest *= 2.0
    return float(brentq(excess, 0.0, highest, xtol=1e-13))


def _jacobian(function: Callable[[Floats], Floats], at: Floats, step: float = 1e-6) -> Floats:
    columns = [(function(at + step * unit) - function(at - step * unit)) / (2 * step) for unit in np.eye(len(at))]
    return np.stack(columns, axis=1)
