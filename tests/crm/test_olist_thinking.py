from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.crm.thinking import Delay, PathAssumptions, ThinkingFit, fit_thinking, ks_distance, modelled_days_to_win

NOTHING = Delay(1e-9, 0.0)
PATH = PathAssumptions(desk=(Delay(1.0, 1.0), Delay(1.0, 1.0)), first_thinking=Delay(4.0, 1.0), off_hours_share=0.25)
FOLLOWED_TO = date(2018, 11, 14)
MEDIAN, SIGMA = 80.0, 1.6
TRUTH = Delay(MEDIAN * np.exp(SIGMA**2 / 2), float(np.sqrt(np.expm1(SIGMA**2))))


def _leads(*days: str) -> pd.DataFrame:
    return pd.DataFrame({"first_contact_date": pd.to_datetime(list(days)), "days_to_win": np.nan})


@pytest.mark.parametrize(
    ("contact", "hours", "days"),
    [
        ("2018-01-01", 0.0, 0),  # a Monday, won at once
        ("2018-01-01", 8.0, 1),
        ("2018-01-01", 40.0, 7),
        ("2018-01-05", 8.0, 3),  # a Friday: the next day of work is Monday
        ("2018-01-06", 0.0, 2),  # a Saturday waits for Monday's opening, and is won when it has opened
        ("2018-01-06", 12.0, 3),
    ],
)
def test_days_to_win_run_over_closed_days_but_hours_do_not(contact: str, hours: float, days: int) -> None:
    path = PathAssumptions(desk=(Delay(1e-6, 0.0), NOTHING), first_thinking=NOTHING, off_hours_share=0.0)
    thinking = Delay(hours or 1e-9, 0.0)
    found, seen = modelled_days_to_win(_leads(contact), "NONE", 8.0, date(2018, 2, 1), path, thinking, seed=1, copies=5)
    assert found.tolist() == [days] * 5
    assert seen == 1.0


def test_a_win_at_the_very_close_is_won_on_that_day() -> None:
    path = PathAssumptions(desk=(Delay(0.0, 0.0),) * 2, first_thinking=Delay(0.0, 0.0), off_hours_share=0.0)
    found, _ = modelled_days_to_win(_leads("2018-01-06"), "NONE", 8.0, date(2018, 2, 1), path, Delay(8.0, 0.0), seed=1)
    assert found.tolist() == [2] * 4


def test_a_lead_that_arrives_after_the_close_waits_for_the_next_opening() -> None:
    path = PathAssumptions(desk=(NOTHING, NOTHING), first_thinking=NOTHING, off_hours_share=1.0)
    leads = _leads("2018-01-01", "2018-01-05")
    found, _ = modelled_days_to_win(leads, "NONE", 8.0, date(2018, 2, 1), path, NOTHING, seed=1, copies=1)
    assert found.tolist() == [1, 3]


def test_wins_after_the_follow_up_are_not_seen() -> None:
    path = PathAssumptions(desk=(NOTHING, NOTHING), first_thinking=NOTHING, off_hours_share=0.0)
    leads = _leads("2018-01-01", "2018-01-05")
    found, seen = modelled_days_to_win(leads, "NONE", 8.0, date(2018, 1, 9), path, Delay(24.0, 0.0), seed=1, copies=1)
    assert found.tolist() == [3]
    assert seen == 0.5


def test_holidays_lengthen_the_way_to_a_win() -> None:
    path = PathAssumptions(desk=(NOTHING, NOTHING), first_thinking=NOTHING, off_hours_share=0.0)
    # Good Friday 2018 was the 30th of March.
    for country, days in (("NONE", 1), ("BR", 4)):
        found, _ = modelled_days_to_win(
            _leads("2018-03-29"), country, 8.0, date(2018, 5, 1), path, Delay(8.0, 0.0), seed=1, copies=3
        )
        assert found.tolist() == [days] * 3


def _cohort(seed: int) -> pd.DataFrame:
    """Won leads of a known truth, drawn and dated by NumPy's own generator and its own business days."""
    generator = np.random.default_rng(seed)
    size = 1500
    arrival = np.datetime64("2018-01-01") + generator.integers(0, 120, size)
    in_hours = np.is_busday(arrival) & (generator.random(size) >= PATH.off_hours_share)
    opening = np.where(in_hours, arrival, np.busday_offset(arrival + 1, 0, roll="forward"))
    hours = np.where(in_hours, 8.0 * generator.random(size), 0.0)
    sigma = np.sqrt(np.log(2.0))
    for mean in (1.0, 4.0, 1.0):
        hours = hours + mean * np.exp(sigma * generator.standard_normal(size) - sigma**2 / 2)
    hours = hours + MEDIAN * np.exp(SIGMA * generator.standard_normal(size))
    won = np.busday_offset(opening, np.floor(np.minimum(hours, 1e5) / 8.0).astype(int))
    days = (won - arrival).astype(float)
    days[won > np.datetime64(FOLLOWED_TO)] = np.nan
    return pd.DataFrame({"first_contact_date": pd.DatetimeIndex(arrival).as_unit("us"), "days_to_win": days})


def _fit(cohort: pd.DataFrame, followed_to: date = FOLLOWED_TO, resamples: int = 0) -> ThinkingFit:
    return fit_thinking(cohort, "NONE", 8.0, followed_to, PATH, seed=7, copies=2, resamples=resamples)


@pytest.fixture(scope="module")
def fits() -> list[ThinkingFit]:
    return [_fit(_cohort(seed)) for seed in range(24)]


@pytest.fixture(scope="module")
def bootstrapped() -> ThinkingFit:
    return _fit(_cohort(0), resamples=40)


def _score(values: list[float], truth: float) -> float:
    return float((np.mean(values) - truth) / (np.std(values, ddof=1) / np.sqrt(len(values))))


def test_a_known_thinking_time_is_recovered_without_bias(fits: list[ThinkingFit]) -> None:
    # 4 standard errors of the mean, and one more for the model's own fixed draws.
    assert abs(_score([fit.median_hours for fit in fits], MEDIAN)) < 5
    assert abs(_score([fit.sigma for fit in fits], SIGMA)) < 5


def test_forgetting_that_late_wins_are_cut_off_is_caught_by_the_same_check() -> None:
    blind = [_fit(_cohort(seed), followed_to=date(2030, 1, 1)) for seed in range(24)]
    assert _score([fit.sigma for fit in blind], SIGMA) < -5


def test_bootstrap_errors_match_the_spread_over_fresh_cohorts(
    fits: list[ThinkingFit], bootstrapped: ThinkingFit
) -> None:
    for name in ("median_hours", "sigma"):
        spread = np.std([getattr(fit, name) for fit in fits], ddof=1)
        error = getattr(bootstrapped, f"{name}_se")
        # 24 cohorts and 40 resamples: the ratio of variances is F(39, 23), at 99.9 %.
        low, high = stats.f.ppf([0.0005, 0.9995], 39, 23)
        assert low < (error / spread) ** 2 < high


def test_forgetting_the_first_stage_moves_the_median(bootstrapped: ThinkingFit) -> None:
    alone = replace(PATH, desk=(NOTHING, NOTHING), first_thinking=NOTHING)
    fit = fit_thinking(_cohort(0), "NONE", 8.0, FOLLOWED_TO, alone, seed=7, copies=2)
    assert fit.sigma < bootstrapped.sigma
    assert fit.median_hours > bootstrapped.median_hours


def test_mean_and_cv_are_those_of_the_median_and_sigma(bootstrapped: ThinkingFit) -> None:
    law = stats.lognorm(bootstrapped.sigma, scale=bootstrapped.median_hours)
    assert bootstrapped.thinking.mean_hours == pytest.approx(law.mean())
    assert bootstrapped.thinking.cv == pytest.approx(law.std() / law.mean())


def test_the_share_seen_is_that_of_a_known_truth(fits: list[ThinkingFit]) -> None:
    share = np.mean([_cohort(seed)["days_to_win"].notna().mean() for seed in range(24)])
    assert np.mean([fit.seen_share for fit in fits]) == pytest.approx(share, abs=0.01)
    _, by_truth = modelled_days_to_win(_cohort(0), "NONE", 8.0, FOLLOWED_TO, PATH, TRUTH, seed=3)
    assert by_truth == pytest.approx(share, abs=0.01)


def test_a_fit_is_the_same_for_the_same_seed() -> None:
    assert _fit(_cohort(3)) == _fit(_cohort(3))


def test_too_few_wins_are_refused() -> None:
    with pytest.raises(ValueError, match="0 wins are too few"):
        _fit(_leads("2018-01-01", "2018-01-02"))


def test_ks_distance_agrees_with_scipy_with_ties() -> None:
    generator = np.random.default_rng(4)
    first, second = generator.integers(0, 20, 300), generator.integers(0, 25, 500)
    assert ks_distance(first, second) == pytest.approx(stats.ks_2samp(first, second).statistic, abs=1e-12)
