from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.crm.arrivals import simulated_counts, weekday_dispersion
from sim.crm.fit_olist import CohortDates, OlistFit, fit_olist, origin_rates_within
from sim.crm.olist import OlistFrames, cohort, read_olist
from sim.crm.predict_olist import prediction_miss
from sim.inputs.errors import InputError

HALVES = CohortDates(last=date(2018, 2, 28)), CohortDates(first=date(2018, 3, 1))


def _frames(seed: int, later_days: float = 1.0, later_wins: float = 1.0) -> OlistFrames:
    """A made-up export of 24 leads a day from two origins; from March on the days to win and the rates may change."""
    generator = np.random.default_rng(seed)
    day = np.repeat(np.arange(120), generator.poisson(24, 120))
    late = day >= 59
    origin = generator.choice(["good", "poor"], len(day), p=[0.6, 0.4])
    won = generator.random(len(day)) < np.where(origin == "good", 0.2, 0.06) * np.where(late, later_wins, 1.0)
    days = np.rint(14 * np.exp(1.2 * generator.standard_normal(len(day))) * np.where(late, later_days, 1.0))
    contact = pd.Timestamp("2018-01-01") + pd.to_timedelta(day, unit="D")
    lead = pd.Series([f"lead {number}" for number in range(len(day))])
    leads = pd.DataFrame({"lead": lead, "first_contact_date": contact, "origin": origin})
    won_at = contact + pd.to_timedelta(days, unit="D") + pd.Timedelta(hours=15)
    deals = pd.DataFrame({"lead": lead, "won_at": won_at})[won & (won_at < pd.Timestamp("2018-11-15"))]
    return OlistFrames(leads, deals.reset_index(drop=True), 0)


@pytest.fixture(scope="module")
def steady() -> OlistFit:
    return fit_olist(_frames(1), HALVES[0], resamples=2)


def test_figures_stand_at_market_paths_with_their_cohort_as_source(steady: OlistFit) -> None:
    figures = steady.figures()
    assert figures["demand.leads_per_year"].value == pytest.approx(24 * 365, rel=0.1)
    assert figures["sources.good.share"].value == pytest.approx(0.6, abs=0.05)
    assert figures["sources.good.conversion_shift"].value > 0 > figures["sources.poor.conversion_shift"].value
    assert {"stages.closing.thinking_hours", "stages.closing.thinking_cv", "demand.weekday_factors.6"} <= set(figures)
    assert all(figure.se is not None and figure.se > 0 for figure in figures.values())
    assert all("2018-01-01 to 2018-02-28" in figure.source for figure in figures.values())
    assert not any(path.startswith("stages.qualification") for path in figures)


def test_conversions_stand_for_wins_however_late(steady: OlistFit) -> None:
    assert steady.thinking.seen_share < 0.999
    chances = steady.conversions.first * steady.conversions.second
    assert chances * steady.thinking.seen_share == pytest.approx(steady.wins / steady.leads, rel=1e-9)


def test_a_steady_market_is_predicted(steady: OlistFit) -> None:
    miss = prediction_miss(_frames(1), steady, HALVES[1])
    assert miss.leads.inside
    assert miss.win_rate.inside
    assert all(prediction.inside for prediction in miss.origins.values())
    assert miss.days_to_win_ks < 0.08


def test_a_drifting_market_is_missed_and_the_miss_says_where(steady: OlistFit) -> None:
    miss = prediction_miss(_frames(1, later_days=0.5, later_wins=1.6), steady, HALVES[1])
    assert not miss.win_rate.inside
    assert not miss.origins["good"].inside
    assert miss.days_to_win_ks > 0.15
    assert miss.own_ks > 0.15
    assert miss.predicted_median_days > 1.5 * miss.observed_median_days


def test_a_cohort_with_too_few_wins_or_days_is_refused() -> None:
    frames = _frames(2)
    with pytest.raises(InputError, match="expected 50 or more"):
        fit_olist(frames, CohortDates(last=date(2018, 1, 5)))
    with pytest.raises(InputError, match="expected 50 or more"):
        fit_olist(OlistFrames(frames.leads, frames.deals.head(30), 0))


def test_assumptions_that_cannot_give_the_win_rate_are_refused(steady: OlistFit) -> None:
    with pytest.raises(ValueError, match="can't come from a first stage"):
        fit_olist(_frames(1), HALVES[0], assumptions=type(steady.assumptions)(qualified=0.05), resamples=0)


@pytest.fixture(scope="module")
def export(olist_paths: list[Path]) -> OlistFrames:
    return read_olist(olist_paths)


@pytest.fixture(scope="module")
def real(export: OlistFrames) -> OlistFit:
    return fit_olist(export, resamples=12)


@pytest.mark.data
def test_the_real_cohort_is_the_published_one(export: OlistFrames, real: OlistFit) -> None:
    assert (len(export.leads), len(export.deals), export.repeated_rows) == (8000, 842, 0)
    assert (real.leads, real.wins, real.impossible) == (4695, 651, 1)
    leads = cohort(export, real.dates.first, real.dates.last, real.dates.followed_to)
    assert leads["days_to_win"].median() == 13
    assert leads["days_to_win"].quantile(0.9) == pytest.approx(113, abs=1)


@pytest.mark.data
def test_real_days_to_win_come_out_of_stages_and_thinking(real: OlistFit) -> None:
    assert real.thinking.ks < 0.05
    assert 0.85 < real.thinking.seen_share < 1.0


@pytest.mark.data
def test_the_generator_disperses_weekdays_as_the_real_leads_do(real: OlistFit) -> None:
    dates = pd.date_range(real.dates.first, real.dates.last)
    assert real.dispersion.value == pytest.approx(3.2, abs=0.05)
    assert weekday_dispersion(simulated_counts(real.arrivals, dates, 20, seed=1), dates).mean() in real.dispersion
    # Without the day factor, month and weekday alone do not reach it.
    plain = type(real.arrivals)(**{**_fields(real.arrivals), "day_dispersion": 0.0})
    assert weekday_dispersion(simulated_counts(plain, dates, 20, seed=1), dates).mean() not in real.dispersion


@pytest.mark.data
def test_real_origins_lie_in_their_intervals_and_one_common_rate_does_not(real: OlistFit) -> None:
    own = origin_rates_within(real.origins, {name: rate.pooled for name, rate in real.origins.items()})
    assert len(own) == 8
    assert all(own.values())
    common = origin_rates_within(real.origins, dict.fromkeys(real.origins, real.wins / real.leads))
    assert not all(common.values())


@pytest.mark.data
def test_january_and_february_miss_the_faster_spring(export: OlistFrames) -> None:
    miss = prediction_miss(export, fit_olist(export, HALVES[0], resamples=0), HALVES[1])
    assert miss.own_ks == pytest.approx(0.16, abs=0.01)
    assert 0.10 < miss.days_to_win_ks < 0.22
    assert miss.win_rate.inside
    assert miss.leads.observed > miss.leads.high


def _fields(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in type(record).__dataclass_fields__}  # type: ignore[attr-defined]
