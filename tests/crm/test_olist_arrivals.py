from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.crm.arrivals import (
    daily_counts,
    expected_counts,
    fit_arrivals,
    simulated_counts,
    weekday_dispersion,
    weekday_dispersion_interval,
)

DATES = pd.date_range("2018-01-01", "2018-04-30")
WEEKDAYS = np.array([1.3, 1.2, 1.3, 1.2, 1.0, 0.5, 0.5])
MONTHS = np.array([0.9, 0.95, 1.0, 1.15])
LEVEL, VARIANCE = 40.0, 0.04


def _history(generator: np.random.Generator, variance: float = VARIANCE) -> pd.Series:
    """Counts of the known truth, drawn by NumPy's own negative binomial."""
    mean = LEVEL * MONTHS[DATES.month - 1] * WEEKDAYS[DATES.day_of_week]
    if variance == 0:
        return pd.Series(generator.poisson(mean), index=DATES)
    return pd.Series(generator.negative_binomial(1 / variance, 1 / (1 + variance * mean)), index=DATES)


@pytest.fixture(scope="module")
def scores() -> dict[str, np.ndarray]:
    """(estimate - truth) / standard error of each figure over 150 histories; `naive` takes a Poisson model's errors."""
    generator = np.random.default_rng(20180101)
    found: dict[str, list[float]] = {"level": [], "weekday": [], "month": [], "dispersion": [], "naive": []}
    for _ in range(150):
        fit = fit_arrivals(_history(generator))
        mean = expected_counts(fit, DATES)
        found["level"].append((fit.leads_per_day - LEVEL) / fit.leads_per_day_se)
        found["weekday"].append((fit.weekday_factors[0] - 1.3) / fit.weekday_factors_se[0])
        found["month"].append((fit.month_factors[3] - 1.15) / fit.month_factors_se[3])
        found["dispersion"].append((fit.day_dispersion - VARIANCE) / fit.day_dispersion_se)
        found["naive"].append((fit.leads_per_day - LEVEL) / (fit.leads_per_day / np.sqrt(mean.sum())))
    return {name: np.array(values) for name, values in found.items()}


@pytest.mark.parametrize("figure", ["level", "weekday", "month", "dispersion"])
def test_known_figures_are_recovered_with_honest_standard_errors(scores: dict[str, np.ndarray], figure: str) -> None:
    # Mean of 150 scores of variance 1: 4 / sqrt(150); their variance: a chi-square of 150, at 99.9 %.
    assert abs(scores[figure].mean()) < 4 / np.sqrt(150)
    low, high = stats.chi2.ppf([0.0005, 0.9995], 150) / 150
    assert low < np.mean(scores[figure] ** 2) < high


def test_errors_that_forget_the_day_factor_are_rejected_by_the_same_check(scores: dict[str, np.ndarray]) -> None:
    assert np.mean(scores["naive"] ** 2) > stats.chi2.ppf(0.9995, 150) / 150


def test_poisson_days_show_no_dispersion() -> None:
    fits = [fit_arrivals(_history(np.random.default_rng(seed), variance=0.0)) for seed in range(40)]
    assert all(fit.day_dispersion < 3.3 * max(fit.day_dispersion_se, 1e-9) for fit in fits)
    assert sum(fit.day_dispersion == 0.0 for fit in fits) >= 8


def test_factors_have_mean_one_and_fit_the_observed_weekday_totals() -> None:
    counts = _history(np.random.default_rng(5), variance=0.0)
    fit = fit_arrivals(counts)
    assert fit.weekday_factors.mean() == pytest.approx(1.0)
    assert fit.month_factors.mean() == pytest.approx(1.0)
    # With v = 0 the scores of the factors are the observed less the expected totals, which vanish at the fit.
    expected = expected_counts(fit, DATES)
    assert fit.day_dispersion == 0.0
    for weekday in range(7):
        chosen = DATES.day_of_week == weekday
        assert expected[chosen].sum() == pytest.approx(counts.to_numpy()[chosen].sum(), rel=1e-9)


def test_a_weekday_without_leads_has_factor_zero() -> None:
    counts = _history(np.random.default_rng(6))
    counts[DATES.day_of_week == 6] = 0
    fit = fit_arrivals(counts)
    assert fit.weekday_factors[6] == 0.0
    assert fit.weekday_factors_se[6] == 0.0
    assert expected_counts(fit, DATES)[DATES.day_of_week == 6].sum() == 0.0


def test_too_few_days_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        fit_arrivals(_history(np.random.default_rng(7))[:7])


def test_simulated_counts_are_negative_binomial_about_the_expected_ones() -> None:
    fit = fit_arrivals(_history(np.random.default_rng(8)))
    counts = simulated_counts(fit, DATES, 1000, seed=3)
    day = 9
    mean = float(expected_counts(fit, DATES)[day])

    def misfit(variance: float) -> float:
        law = stats.nbinom(1 / variance, 1 / (1 + variance * mean))
        edges = law.ppf(np.arange(1, 10) / 10)
        inner = np.diff(np.concatenate(([0.0], law.cdf(edges), [1.0])))
        found = np.bincount(np.searchsorted(edges, counts[:, day]), minlength=10)
        return float(stats.chisquare(found, inner * 1000).pvalue)

    assert misfit(fit.day_dispersion) > 0.001
    assert misfit(fit.day_dispersion / 3) < 0.001
    np.testing.assert_array_equal(counts, simulated_counts(fit, DATES, 1000, seed=3))
    assert (counts != simulated_counts(fit, DATES, 1000, seed=4)).any()


def test_weekday_dispersion_is_variance_over_mean_of_mondays_to_fridays() -> None:
    week = pd.date_range("2018-01-01", "2018-01-07")
    counts = np.array([[2, 4, 6, 8, 10, 900, 900]])
    np.testing.assert_allclose(weekday_dispersion(counts, week), [10 / 6])


def test_the_dispersion_interval_of_poisson_days_has_the_known_width() -> None:
    # The index of n Poisson days of one large rate is a chi-square of n - 1 over n - 1: variance 2 / (n - 1).
    generator = np.random.default_rng(11)
    year = pd.date_range("2018-01-01", periods=364)
    found = [
        weekday_dispersion_interval(pd.Series(generator.poisson(50, 364), index=year), 300, seed=seed)
        for seed in range(12)
    ]
    assert all(interval.value in interval for interval in found)
    width = np.mean([interval.high - interval.low for interval in found])
    assert width == pytest.approx(2 * 1.96 * np.sqrt(2 / 259), rel=0.12)


def test_days_without_leads_count_as_zero() -> None:
    days = pd.Series(pd.to_datetime(["2018-01-02", "2018-01-02", "2018-01-04"]))
    assert daily_counts(days, date(2018, 1, 1), date(2018, 1, 5)).tolist() == [0, 2, 0, 1, 0]
