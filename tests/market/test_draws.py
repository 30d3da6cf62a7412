"""The draws are fixed, so nothing here can flake: a statistical test passes or fails for good, at the stated level."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from sim.market.draws import (
    _purpose_words,
    choose,
    entity_keys,
    exponential,
    gamma_quantile,
    lognormal,
    name_key,
    normal,
    poisson_counts,
    uniform,
    uniforms,
)

SIGNIFICANCE = 1e-4
SIZE = 100_000
BINS = 32
ORDINALS = np.arange(SIZE, dtype=np.int64)
PURPOSES = [name_key("quote", 1, "advance"), name_key("quote", 2, "advance"), name_key("effort"), 0, 1, 2, 2**64 - 1]
GRID = np.concatenate(([2.0**-53, 1e-12, 1e-6], np.linspace(0.0005, 0.9995, 200), [1 - 1e-6, 1 - 1e-12]))

FloatArray = NDArray[np.float64]


def cell(replication: int = 0, name: str = "north/retail/web") -> NDArray[np.uint64]:
    return entity_keys(name_key(20260601, replication, name), ORDINALS)


def pairs_p_value(first: FloatArray, second: FloatArray) -> float:
    """Chi-square of pairs on a grid of BINS x BINS equal cells: uniform and independent, or not."""
    index = (first * BINS).astype(np.int64) * BINS + (second * BINS).astype(np.int64)
    return float(stats.chisquare(np.bincount(index, minlength=BINS * BINS)).pvalue)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_draws_of_a_purpose_are_uniform(purpose: int) -> None:
    draws = uniforms(cell(), purpose)
    assert stats.kstest(draws, "uniform").pvalue > SIGNIFICANCE
    assert stats.chisquare(np.histogram(draws, bins=1000, range=(0.0, 1.0))[0]).pvalue > SIGNIFICANCE


def test_the_draws_of_one_entity_over_many_purposes_are_uniform() -> None:
    named = np.array([uniform(12345, name_key("attempt", number)) for number in range(20_000)])
    counted = np.array([uniform(12345, number) for number in range(20_000)])
    assert stats.kstest(named, "uniform").pvalue > SIGNIFICANCE
    assert stats.kstest(counted, "uniform").pvalue > SIGNIFICANCE
    assert stats.spearmanr(counted[1:], counted[:-1]).pvalue > SIGNIFICANCE


def test_unmixed_consecutive_keys_still_give_uniform_and_independent_draws() -> None:
    draws = uniforms(ORDINALS.view(np.uint64), 0)
    assert stats.kstest(draws, "uniform").pvalue > SIGNIFICANCE
    assert pairs_p_value(draws[:-1], draws[1:]) > SIGNIFICANCE


@pytest.mark.parametrize("bit", range(64))
def test_every_bit_of_key_and_of_purpose_moves_the_draw_as_if_drawn_anew(bit: int) -> None:
    keys = cell()[:20_000]
    draws = uniforms(keys, 7)
    for other in (uniforms(keys ^ np.uint64(1 << bit), 7), uniforms(keys, 7 ^ (1 << bit))):
        assert stats.pearsonr(draws, other).pvalue > SIGNIFICANCE
        assert stats.kstest((draws - other) % 1.0, "uniform").pvalue > SIGNIFICANCE


def independent_pairs() -> dict[str, tuple[FloatArray, FloatArray]]:
    draws = uniforms(cell(), PURPOSES[0])
    return {
        "two named purposes": (draws, uniforms(cell(), PURPOSES[2])),
        "two attempts": (draws, uniforms(cell(), PURPOSES[1])),
        "adjacent small purposes": (uniforms(cell(), 1), uniforms(cell(), 2)),
        "adjacent ordinals": (draws[:-1], draws[1:]),
        "ordinals 64 apart": (draws[:-64], draws[64:]),
        "adjacent replications": (draws, uniforms(cell(replication=1), PURPOSES[0])),
        "two cells": (draws, uniforms(cell(name="north/retail/fair"), PURPOSES[0])),
        "parent and first child": (draws, uniforms(entity_keys(cell(), np.zeros(SIZE, dtype=np.int64)), PURPOSES[0])),
        "purpose shifted against ordinal": (uniforms(cell(), 1)[1:], uniforms(cell(), 2)[:-1]),
    }


@pytest.mark.parametrize("name", sorted(independent_pairs()))
def test_draws_of_different_entities_or_purposes_are_independent(name: str) -> None:
    first, second = independent_pairs()[name]
    assert abs(stats.pearsonr(first, second).statistic) < stats.norm.isf(SIGNIFICANCE / 2) / np.sqrt(first.size)
    assert pairs_p_value(first, second) > SIGNIFICANCE


def test_the_pairs_test_rejects_a_weak_dependence() -> None:
    draws, other = uniforms(cell(), 1), uniforms(cell(), 2)
    copied = uniforms(cell(), 3) < 0.03
    assert pairs_p_value(draws, np.where(copied, draws, other)) < SIGNIFICANCE


def test_keys_and_purposes_are_not_additively_related() -> None:
    # If a purpose entered once, by sum or xor, shifting the keys by the difference of two purposes would undo it.
    keys = cell()[:1000]
    words = list(zip(_purpose_words(1), _purpose_words(2), strict=True))
    differences = [
        1,
        0x9E3779B97F4A7C15,
        *(one - other for one, other in words),
        *(one ^ other for one, other in words),
    ]
    for difference in differences:
        step = np.uint64(difference % 2**64)
        for shifted in (keys + step, keys - step, keys ^ step):
            assert not np.isin(uniforms(keys, 1), uniforms(shifted, 2)).any()


def test_a_million_draws_and_keys_hold_no_duplicates() -> None:
    keys = np.concatenate([entity_keys(name_key(1, replication, "cell"), ORDINALS) for replication in range(10)])
    assert np.unique(keys).size == keys.size
    assert np.unique(uniforms(keys, 5)).size == keys.size


words = st.integers(0, 2**64 - 1)


@given(st.lists(words, min_size=1, max_size=20), words)
def test_the_scalar_draw_is_the_vector_draw_bit_for_bit_and_inside_the_unit_interval(
    keys: list[int], purpose: int
) -> None:
    drawn = uniforms(np.array(keys, dtype=np.uint64), purpose).tolist()
    assert drawn == [uniform(key, purpose) for key in keys]
    assert all(0.0 < draw < 1.0 for draw in drawn)


@given(words, st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=20))
def test_a_key_is_the_same_for_one_parent_or_one_each(base: int, ordinals: list[int]) -> None:
    numbers = np.array(ordinals, dtype=np.int64)
    parents = np.full(len(ordinals), base, dtype=np.uint64)
    assert entity_keys(parents, numbers).tolist() == entity_keys(base, numbers).tolist()


def test_a_draw_does_not_depend_on_who_else_is_drawn_or_in_which_order() -> None:
    draws = uniforms(cell(), 3)
    some = np.array([70_000, 3, 512], dtype=np.int64)
    assert uniforms(entity_keys(name_key(20260601, 0, "north/retail/web"), some), 3).tolist() == draws[some].tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "bc"), ("ab", "c")),
        (("ab",), ("a", "b")),
        ((1,), ("1",)),
        ((1, 2), (12,)),
        ((1, 2), (2, 1)),
        (("",), ()),
        (("a", ""), ("", "a")),
        (("i1:1",), (1,)),
        (("as1:b",), ("a", "b")),
        ((-1,), (1,)),
    ],
)
def test_different_names_have_different_keys(one: tuple[str | int, ...], other: tuple[str | int, ...]) -> None:
    assert name_key(*one) != name_key(*other)


@pytest.mark.parametrize("part", [True, 1.0, None, np.int64(1), b"a"])
def test_a_key_is_made_of_names_and_integers_only(part: object) -> None:
    with pytest.raises(TypeError, match="names and integers"):
        name_key("a", part)  # type: ignore[arg-type]


def test_keys_are_the_same_in_another_process() -> None:
    script = "from sim.market.draws import name_key; print(name_key(7, '华东', 'web'))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) == name_key(7, "华东", "web")


def test_pin_of_the_generator() -> None:
    """No theory: a change of these values changes every published result, and must be meant."""
    base = name_key(20260601, 3, "north/retail/web")
    keys = entity_keys(base, np.array([0, 1, 2], dtype=np.int64))
    assert base == 2292870291851402609
    assert keys.tolist() == [4265861619907578404, 5698999088898986498, 7255353699303560657]
    assert uniforms(keys, name_key("quote", 1, "advance")).tolist() == [
        0.6746753198436538,
        0.9323681200770789,
        0.4813020488500307,
    ]


QUANTILES: dict[str, tuple[Callable[[FloatArray], FloatArray], Callable[[FloatArray], FloatArray]]] = {
    "exponential": (lambda u: exponential(u, 3.5), stats.expon(scale=3.5).ppf),
    "normal": (normal, stats.norm.ppf),
    # A log-normal of mean 40 and cv 1.2: sigma**2 = log(2.44), median = 40 / sqrt(2.44).
    "lognormal": (
        lambda u: lognormal(u, 40.0, 1.2),
        stats.lognorm(np.sqrt(np.log(2.44)), scale=40 / np.sqrt(2.44)).ppf,
    ),
    "gamma": (lambda u: gamma_quantile(u, 2.0, 0.5), stats.gamma(8.0, scale=0.25).ppf),
    "gamma of a small shape": (lambda u: gamma_quantile(u, 1.0, 4.0), stats.gamma(0.25, scale=4.0).ppf),
}


@pytest.mark.parametrize("name", sorted(QUANTILES))
def test_quantiles_agree_with_scipy(name: str) -> None:
    mine, oracle = QUANTILES[name]
    np.testing.assert_allclose(mine(GRID), oracle(GRID), rtol=1e-11, atol=1e-300)


def test_lognormal_and_gamma_have_the_stated_mean_and_spread() -> None:
    u = (np.arange(2_000_000) + 0.5) / 2_000_000
    for draws, mean, deviation in (
        (lognormal(u, 40.0, 0.5), 40.0, 20.0),
        (gamma_quantile(u, 3.0, 2.25), 3.0, 1.5),
        (exponential(u, 6.0), 6.0, 6.0),
    ):
        assert draws.mean() == pytest.approx(mean, rel=1e-4)
        assert draws.std() == pytest.approx(deviation, rel=1e-3)


def test_parameters_may_differ_from_draw_to_draw() -> None:
    u, means, spreads = np.array([0.2, 0.5, 0.9]), np.array([1.0, 2.0, 3.0]), np.array([0.5, 0.0, 2.0])
    for quantile in (lognormal, gamma_quantile):
        one_by_one = [quantile(u[i : i + 1], means[i], spreads[i])[0] for i in range(3)]
        assert quantile(u, means, spreads).tolist() == one_by_one
        assert one_by_one[1] == 2.0  # no spread: the mean itself
    assert exponential(u, means).tolist() == [exponential(u[i : i + 1], means[i])[0] for i in range(3)]


@pytest.mark.parametrize(("mean", "variance"), [(0.0, 1.0), (-1.0, 1.0), (1.0, -0.5), (float("nan"), 1.0)])
def test_an_impossible_gamma_is_refused(mean: float, variance: float) -> None:
    with pytest.raises(ValueError, match="positive mean"):
        gamma_quantile(np.array([0.5]), mean, variance)


@pytest.mark.parametrize("rate", [1e-9, 0.02, 0.7, 5.0, 20.0, 20.1, 60.0, 400.0, 2_000.0, 1e6])
def test_poisson_counts_agree_with_scipy(rate: float) -> None:
    u = np.concatenate((GRID, uniforms(cell()[:2000], 1)))
    assert poisson_counts(u, rate).tolist() == stats.poisson(rate).ppf(u).astype(np.int64).tolist()


def test_poisson_counts_of_an_array_are_those_of_each_element() -> None:
    u = uniforms(cell()[:600], 2).reshape(20, 30)
    rate = np.geomspace(0.01, 3_000.0, 600).reshape(20, 30)
    counts = poisson_counts(u, rate)
    assert counts.shape == (20, 30)
    assert counts.tolist() == stats.poisson(rate).ppf(u).astype(np.int64).tolist()


@given(st.lists(st.floats(0.0, 1_500.0), min_size=2, max_size=30), st.integers(0, SIZE - 1))
def test_a_higher_rate_never_lowers_the_count_of_the_same_draw(rates: list[float], ordinal: int) -> None:
    u = uniforms(cell()[ordinal : ordinal + 1], 9)
    counts = poisson_counts(np.full(len(rates), u[0]), np.sort(rates))
    assert (np.diff(counts) >= 0).all()


def test_the_poisson_count_does_not_jump_where_the_method_changes() -> None:
    u = uniforms(cell()[:5000], 4)
    step = poisson_counts(u, np.nextafter(20.0, 21.0)) - poisson_counts(u, 20.0)
    assert not step.any()


def test_no_demand_gives_no_lead_whatever_the_draw() -> None:
    assert not poisson_counts(GRID, 0.0).any()
    assert poisson_counts(np.array([]), np.array([])).size == 0


def test_the_largest_draw_ends() -> None:
    largest = np.full(4, 1.0 - 2.0**-53)
    counts = poisson_counts(largest, np.array([1e-12, 3.0, 400.0, 900.0]))
    assert counts.tolist() == stats.poisson([1e-12, 3.0, 400.0, 900.0]).isf(2.0**-53).tolist()


@pytest.mark.parametrize(
    ("u", "rate"), [(0.0, 1.0), (1.0, 1.0), (float("nan"), 1.0), (0.5, -1.0), (0.5, float("nan")), (0.5, float("inf"))]
)
def test_an_impossible_poisson_is_refused(u: float, rate: float) -> None:
    with pytest.raises(ValueError, match="Poisson"):
        poisson_counts(np.array([u]), rate)


def test_a_choice_falls_by_shares_and_never_on_a_category_without_share() -> None:
    cumulative = np.array([0.0, 0.25, 0.25, 1.0, 1.0])
    u = np.array([2.0**-53, 0.2499, 0.25, 0.999, 1.0 - 2.0**-53])
    assert choose(u, cumulative).tolist() == [1, 1, 3, 3, 3]
    picked = np.bincount(choose(uniforms(cell(), 6), np.array([0.2, 0.5, 1.0])), minlength=3)
    assert stats.chisquare(picked, SIZE * np.array([0.2, 0.3, 0.5])).pvalue > SIGNIFICANCE


def test_shares_that_do_not_sum_to_one_are_read_as_parts_of_their_total() -> None:
    shares = np.array([2.0, 3.0, 5.0])
    u = uniforms(cell()[:1000], 8)
    assert choose(u, np.cumsum(shares)).tolist() == choose(u, np.array([0.2, 0.5, 1.0])).tolist()
    for total in (1.0 - 1e-12, 1.0 + 1e-12, 0.1 + 0.2 + 0.7):
        assert choose(np.array([1.0 - 2.0**-53]), np.array([0.5, total])).tolist() == [1]


@pytest.mark.parametrize("cumulative", [[], [0.5, 0.4], [-0.1, 1.0], [0.0, 0.0], [0.5, float("nan")], [[0.5, 1.0]]])
def test_impossible_shares_are_refused(cumulative: list[float]) -> None:
    with pytest.raises(ValueError, match="cumulative shares"):
        choose(np.array([0.5]), np.array(cumulative))
