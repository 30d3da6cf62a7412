import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.crm.conversions import stage_conversions
from sim.crm.win_rates import group_rates, wilson_interval


def _leads(**groups: tuple[int, int]) -> tuple[pd.Series, pd.Series]:
    names = [name for name, (leads, _) in groups.items() for _ in range(leads)]
    won = [number < wins for leads, wins in groups.values() for number in range(leads)]
    return pd.Series(names), pd.Series(won)


@pytest.mark.parametrize(("wins", "leads"), [(0, 12), (4, 103), (152, 693), (9, 9)])
def test_wilson_interval_agrees_with_scipy(wins: int, leads: int) -> None:
    expected = stats.binomtest(wins, leads).proportion_ci(0.95, method="wilson")
    assert wilson_interval(wins, leads) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_rates_and_shares_are_counted_by_group() -> None:
    rates = group_rates(*_leads(social=(80, 8), email=(20, 1)))
    assert list(rates) == ["email", "social"]
    assert (rates["social"].leads, rates["social"].wins, rates["social"].rate) == (80, 8, 0.1)
    assert rates["email"].share == 0.2
    assert rates["email"].share_se == pytest.approx(0.04)


def test_a_small_group_is_drawn_to_the_common_rate_and_a_large_one_stays() -> None:
    rates = group_rates(*_leads(a=(4000, 200), b=(4000, 600), c=(4000, 1000), small=(12, 0)))
    assert rates["small"].rate == 0.0
    assert 0.03 < rates["small"].pooled < 0.12
    assert all(abs(rates[name].pooled - rates[name].rate) < 0.001 for name in "abc")


def test_groups_that_differ_by_chance_alone_share_one_rate() -> None:
    rates = group_rates(*_leads(a=(300, 30), b=(300, 31), c=(300, 29)))
    assert [rate.pooled for rate in rates.values()] == pytest.approx([0.1] * 3, abs=1e-4)


def test_the_pooling_prior_is_the_most_likely_beta_binomial() -> None:
    groups = {"a": (400, 20), "b": (300, 60), "c": (150, 12), "d": (60, 12), "e": (700, 90), "f": (40, 1)}
    rates = group_rates(*_leads(**groups))
    leads, wins = (np.array([pair[index] for pair in groups.values()], dtype=float) for index in (0, 1))
    pooled = np.array([rates[name].pooled for name in groups])
    # Two groups give a and b back: pooled = (a + wins) / (a + b + leads) is linear in them.
    system = np.stack([np.ones(6), -pooled], axis=1)
    a, total = np.linalg.lstsq(system, pooled * leads - wins, rcond=None)[0]

    def likelihood(mean: float, strength: float) -> float:
        return float(stats.betabinom.logpmf(wins, leads, mean * strength, (1 - mean) * strength).sum())

    best = likelihood(a / total, total)
    for factor in (0.97, 1.03):
        assert likelihood(a / total * factor, total) < best
        assert likelihood(a / total, total * factor) < best
    posterior = stats.beta(a + wins, total - a + leads - wins)
    assert [rates[name].se for name in groups] == pytest.approx(posterior.std(), rel=1e-6)


def test_without_hidden_quality_the_two_chances_multiply_to_each_rate() -> None:
    found = stage_conversions({"low": (0.05, 0.01), "high": (0.22, 0.01)}, (0.14, 0.005), first=0.3)
    assert found.first * found.second == pytest.approx(0.14)
    for name, rate in (("low", 0.05), ("high", 0.22)):
        odds = [chance / (1 - chance) * np.exp(found.shifts[name]) for chance in (found.first, found.second)]
        assert np.prod([odd / (1 + odd) for odd in odds]) == pytest.approx(rate, rel=1e-9)


def test_with_hidden_quality_simulated_leads_win_at_each_rate() -> None:
    rates = {"low": (0.05, 0.01), "high": (0.22, 0.01)}
    generator = np.random.default_rng(1)
    quality, first, second = generator.standard_normal(10**6), generator.random(10**6), generator.random(10**6)

    def score(found_with: float, name: str) -> float:
        found = stage_conversions(rates, (0.14, 0.005), first=0.3, quality_weight=found_with)
        shift = found.shifts[name] + 0.8 * quality
        logits = [np.log(chance / (1 - chance)) + shift for chance in (found.first, found.second)]
        won = (first < 1 / (1 + np.exp(-logits[0]))) & (second < 1 / (1 + np.exp(-logits[1])))
        rate = rates[name][0]
        return float((won.mean() - rate) / np.sqrt(rate * (1 - rate) / 10**6))

    for name in rates:
        assert abs(score(0.8, name)) < 3.3
        assert abs(score(0.0, name)) > 10


def test_logits_lost_on_the_way_are_given_back() -> None:
    plain = stage_conversions({"a": (0.1, 0.01)}, (0.14, 0.005), first=0.3)
    lossy = stage_conversions({"a": (0.1, 0.01)}, (0.14, 0.005), first=0.3, lost_logits=(0.0, 0.5))
    gained = np.log(lossy.second / (1 - lossy.second)) - np.log(plain.second / (1 - plain.second))
    assert gained == pytest.approx(0.5)
    assert lossy.shifts == pytest.approx(plain.shifts)


def test_errors_of_shifts_and_conversion_follow_those_of_the_rates() -> None:
    step = 1e-4
    base = stage_conversions({"a": (0.1, step)}, (0.14, step), first=0.3, quality_weight=0.35)
    moved = stage_conversions({"a": (0.1 + step, step)}, (0.14, step), first=0.3, quality_weight=0.35)
    assert moved.shifts["a"] - base.shifts["a"] == pytest.approx(base.shift_errors["a"], rel=0.01)
    raised = stage_conversions({"a": (0.1, step)}, (0.14 + step, step), first=0.3, quality_weight=0.35)
    assert raised.second - base.second == pytest.approx(base.second_se, rel=0.01)


def test_a_win_rate_above_what_the_first_stage_passes_is_refused() -> None:
    with pytest.raises(ValueError, match=r"expected a rate below 0\.3"):
        stage_conversions({}, (0.31, 0.01), first=0.3)
    with pytest.raises(ValueError, match="'a' can't be reached"):
        stage_conversions({"a": (0.0, 0.01)}, (0.14, 0.01), first=0.3)
