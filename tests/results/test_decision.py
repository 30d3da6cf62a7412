"""Decisions worked by hand: bounds are given, so what must follow is known."""

from __future__ import annotations

from math import inf, nan, sqrt

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.results.decide.decision import Decision, Status, Why, decide, shrunk_gain
from sim.results.decide.feasibility import Check, Limit, Standing, feasible, standings
from sim.results.decide.intervals import Differences, simultaneous_differences


def given(means: dict[str, float], half: float | np.ndarray, replications: int = 16) -> Differences:
    """Differences with these means and half-widths, as if found from that many replications with critical value 3."""
    values = np.array(list(means.values()))
    k = len(values)
    mean = values[:, None] - values[None, :]
    halves = np.broadcast_to(half, (k, k)) * (1 - np.eye(k))
    deviation = halves * sqrt(replications) / 3
    return Differences(tuple(means), replications, 0.95, 3.0, values, mean, deviation, mean - halves, mean + halves)


def codes(decision: Decision) -> list[Why]:
    return [reason.code for reason in decision.reasons]


def check(scheme: str, standing: Standing, low: float = 1.0, high: float = 2.0) -> Check:
    return Check(scheme, Limit("response", 1.5, True), (low + high) / 2, low, high, standing)


def test_a_scheme_shown_better_than_every_other_is_recommended() -> None:
    found = decide(given({"a": 10, "b": 7, "c": 0}, 2.5), indifference=1)
    assert (found.status, found.recommended, found.possible) == (Status.RECOMMENDED, "a", ("a",))
    assert [(r.code, r.other, r.low, r.high) for r in found.reasons] == [
        (Why.BEATS, "b", 0.5, 5.5),
        (Why.BEATS, "c", 7.5, 12.5),
    ]
    assert found.smallest_detectable_gain is None and found.replications_for_indifference is None


def test_a_tiny_gain_that_is_shown_is_still_recommended() -> None:
    found = decide(given({"a": 0.2, "b": 0.0}, 0.1), indifference=100)
    assert (found.status, found.recommended) == (Status.RECOMMENDED, "a")


def test_a_bound_of_exactly_zero_recommends_nobody() -> None:
    assert decide(given({"a": 1, "b": 0}, 1), indifference=0.5).status is Status.UNDECIDED


def test_all_still_possible_within_the_indifference_is_equivalent() -> None:
    found = decide(given({"a": 10.0, "b": 9.9, "c": 2.0}, 0.4), indifference=0.5)
    assert (found.status, found.recommended, found.possible) == (Status.EQUIVALENT, None, ("a", "b"))
    assert codes(found) == [Why.SHOWN_WORSE, Why.WITHIN_INDIFFERENCE]
    within = found.reasons[1]
    assert (within.scheme, within.other, within.limit) == ("a", "b", 0.5)
    assert (within.low, within.high) == pytest.approx((-0.3, 0.5))


def test_identical_schemes_are_equivalent_at_no_indifference() -> None:
    assert decide(given({"a": 1.0, "b": 1.0}, 0.0), indifference=0).status is Status.EQUIVALENT


def test_a_scheme_shown_worse_does_not_widen_the_equivalence() -> None:
    wide = np.array([[0, 0.4, 5], [0.4, 0, 5], [5, 5, 0]])
    assert decide(given({"a": 10, "b": 9.9, "c": 2}, wide), indifference=0.6).status is Status.EQUIVALENT


def test_undecided_names_the_pair_the_replications_and_the_detectable_gain() -> None:
    differences = given({"a": 10, "b": 9, "c": 0}, 3.0)
    found = decide(differences, indifference=1.5)
    assert (found.status, found.recommended, found.possible, found.leader) == (
        Status.UNDECIDED, None, ("a", "b"), "a",
    )  # fmt: skip
    assert codes(found) == [Why.SHOWN_WORSE, Why.NOT_SEPARATED]
    # Deviation 4 a replication; the share of error of |t| > 3 at 15 degrees of freedom is kept.
    tail = stats.t.sf(3.0, 15)
    needed = next(n for n in range(2, 999) if stats.t.isf(tail, n - 1) * 4 / sqrt(n) <= 1.5)
    assert found.replications_for_indifference == needed == 53
    # If the means stand, a half-width of max(1, 1.5 - 1) shows them apart.
    stands = next(n for n in range(2, 999) if stats.t.isf(tail, n - 1) * 4 / sqrt(n) <= 1.0)
    assert found.replications_if_differences_stand == stands
    # The detectable gain is a little more than (critical + normal quantile of the power) standard errors.
    assert found.smallest_detectable_gain == pytest.approx((3 + 0.84) * 4 / 4, rel=0.06)


def test_a_scheme_shown_worse_does_not_raise_the_replications_or_the_detectable_gain() -> None:
    half = np.array([[0, 3.0, 30.0], [3.0, 0, 30.0], [30.0, 30.0, 0]])
    found = decide(given({"a": 100, "b": 99, "c": 0}, half), indifference=1.5)
    assert found.replications_for_indifference == 53
    assert found.smallest_detectable_gain == pytest.approx((3 + 0.84) * 4 / 4, rel=0.06)


def test_narrow_intervals_that_settle_nothing_say_so() -> None:
    found = decide(given({"a": 0.8, "b": 0}, 0.9), indifference=1.0)
    assert found.status is Status.UNDECIDED and Why.NARROW_BUT_BETWEEN in codes(found)
    assert found.replications_for_indifference is not None and found.replications_for_indifference <= 16
    assert found.replications_if_differences_stand is not None and found.replications_if_differences_stand > 16


def test_no_indifference_gives_no_number_of_replications() -> None:
    found = decide(given({"a": 1, "b": 1}, 1), indifference=0)
    assert found.status is Status.UNDECIDED
    assert found.replications_for_indifference is None and found.replications_if_differences_stand is None


def test_one_replication_is_undecided_and_says_why() -> None:
    found = decide(simultaneous_differences(np.array([[1.0, 2.0]])), indifference=1)
    assert found.status is Status.UNDECIDED and Why.TOO_FEW_REPLICATIONS in codes(found)
    assert found.replications_for_indifference is None and found.smallest_detectable_gain == inf


def test_a_better_but_infeasible_scheme_neither_wins_nor_blocks() -> None:
    found = decide(given({"a": 20, "b": 10, "c": 0}, 2), 1, [check("a", Standing.INFEASIBLE, 3, 4)])
    assert (found.status, found.recommended) == (Status.RECOMMENDED, "b")
    assert codes(found) == [Why.BEATS, Why.INFEASIBLE]
    last = found.reasons[-1]
    assert (last.scheme, last.kpi, last.low, last.high, last.limit) == ("a", "response", 3, 4, 1.5)


def test_an_unclear_scheme_is_not_recommended_but_named_with_what_it_might_gain() -> None:
    found = decide(given({"a": 20, "b": 10, "c": 0}, 2), 1, [check("a", Standing.UNCLEAR)])
    assert found.recommended == "b"
    assert codes(found) == [Why.BEATS, Why.UNCLEAR_LIMIT, Why.UNCLEAR_MAY_BE_BETTER]
    assert (found.reasons[-1].scheme, found.reasons[-1].other) == ("a", "b")
    assert (found.reasons[-1].low, found.reasons[-1].high) == (8, 12)


def test_an_unclear_scheme_shown_to_be_worse_is_not_said_to_be_better() -> None:
    found = decide(given({"a": 20, "b": 10, "c": 0}, 2), 1, [check("c", Standing.UNCLEAR)])
    assert codes(found) == [Why.BEATS, Why.UNCLEAR_LIMIT]


def test_the_only_feasible_scheme_is_recommended_for_that() -> None:
    checks = [check("a", Standing.INFEASIBLE), check("b", Standing.FEASIBLE)]
    found = decide(given({"a": 20, "b": 10}, 20), 1, checks)
    assert (found.status, found.recommended) == (Status.RECOMMENDED, "b")
    assert codes(found) == [Why.ONLY_FEASIBLE, Why.INFEASIBLE]


def test_nothing_feasible_is_undecided() -> None:
    found = decide(given({"a": 20, "b": 10}, 2), 1, [check("a", Standing.INFEASIBLE), check("b", Standing.UNCLEAR)])
    assert (found.status, found.recommended, found.leader, found.gains) == (Status.UNDECIDED, None, None, ())
    assert codes(found) == [Why.NONE_FEASIBLE, Why.INFEASIBLE, Why.UNCLEAR_LIMIT]


def test_what_two_bounds_show_together_counts() -> None:
    # a beats b by 3 or more and b beats c by 3 or more, so a beats c, though a and c alone are too noisy to tell.
    half = np.array([[0, 1, 20], [1, 0, 1], [20, 1, 0]])
    found = decide(given({"a": 8, "b": 4, "c": 0}, half), 1)
    assert found.recommended == "a"
    assert [(r.code, r.other, r.low) for r in found.reasons] == [(Why.BEATS, "b", 3), (Why.BEATS_THROUGH, "c", 6)]


def test_the_order_of_schemes_does_not_matter() -> None:
    rng = np.random.default_rng(4)
    samples = pd.DataFrame(rng.normal(size=(12, 5)) + np.array([0, 0, 3, 3.2, 0]), columns=list("abcde"))
    one = decide(simultaneous_differences(samples), 0.5)
    other = decide(simultaneous_differences(samples[list("edcba")]), 0.5)
    assert (one.status, one.possible, one.leader) == (other.status, other.possible, other.leader)
    assert one.status is Status.UNDECIDED and set(one.possible) == {"c", "d"}


def test_a_negative_indifference_is_refused() -> None:
    with pytest.raises(ValueError, match="indifference"):
        decide(given({"a": 1, "b": 0}, 1), -1)


def test_one_limit_on_one_scheme_is_students_one_sided_bound() -> None:
    values = np.array([3.0, 5.0, 4.0, 6.0])
    (found,) = feasible({"response": pd.DataFrame({"a": values})}, [Limit("response", 6.0, True)])
    half = stats.t.isf(0.05, 3) * stats.sem(values)
    assert (found.low, found.high) == pytest.approx((4.5 - half, 4.5 + half))
    assert half == pytest.approx(1.519, abs=5e-4)


@pytest.mark.parametrize(
    ("value", "at_most", "standing"),
    [
        (6.1, True, Standing.FEASIBLE),
        (5.9, True, Standing.UNCLEAR),
        (2.9, True, Standing.INFEASIBLE),
        (2.9, False, Standing.FEASIBLE),
        (3.1, False, Standing.UNCLEAR),
        (6.1, False, Standing.INFEASIBLE),
    ],
)
def test_bounds_decide_whether_a_limit_is_kept(value: float, at_most: bool, standing: Standing) -> None:
    frame = pd.DataFrame({"a": [3.0, 5.0, 4.0, 6.0]})  # bounds of the mean: 2.98 and 6.02
    (found,) = feasible({"response": frame}, [Limit("response", value, at_most)])
    assert found.standing is standing


def test_more_schemes_and_limits_make_the_bounds_wider() -> None:
    rng = np.random.default_rng(3)
    frame = pd.DataFrame(rng.normal(8, 1, (20, 6)), columns=list("abcdef"))
    other = pd.DataFrame(rng.normal(0, 1, (20, 6)), columns=list("abcdef"))
    limits = [Limit("response", 9, True), Limit("satisfaction", -1, False)]
    joint = feasible({"response": frame, "satisfaction": other}, limits)
    alone = feasible({"response": frame[["a"]]}, limits[:1])
    assert len(joint) == 12 and joint[0].scheme == "a" and joint[6].limit.kpi == "satisfaction"
    assert joint[0].high > alone[0].high


def test_a_kpi_that_never_varies_or_is_unknown_has_a_standing_too() -> None:
    frame = pd.DataFrame({"kept": [1.0, 1.0], "broken": [2.0, 2.0], "never": [nan, 1.0], "open": [inf, 1.0]})
    found = standings(feasible({"response": frame}, [Limit("response", 1.0, True)]))
    assert found == {
        "kept": Standing.FEASIBLE, "broken": Standing.INFEASIBLE, "never": Standing.UNCLEAR, "open": Standing.UNCLEAR,
    }  # fmt: skip
    (once,) = feasible({"response": frame[["kept"]].head(1)}, [Limit("response", 5.0, True)])
    assert once.standing is Standing.UNCLEAR and (once.mean, once.high) == (1.0, inf)
    assert feasible({}, []) == ()


def test_the_worst_standing_of_a_scheme_counts() -> None:
    checks = [check("a", Standing.UNCLEAR), check("a", Standing.INFEASIBLE), check("a", Standing.FEASIBLE)]
    assert standings(checks) == {"a": Standing.INFEASIBLE}


def test_schemes_that_break_a_limit_by_a_hair_seldom_pass_for_feasible() -> None:
    macro, n = 400, 12
    rng = np.random.default_rng(5)
    limits = [Limit("response", 8.0, True)]
    wrong = 0
    for seed in range(macro):
        frame = pd.DataFrame(8.0 + rng.normal(0, 1, (n, 1)) + rng.normal(0, 1, (n, 5)), columns=list("abcde"))
        checks = feasible({"response": frame}, limits, seed=seed)
        wrong += any(one.standing is Standing.FEASIBLE for one in checks)
    assert stats.binomtest(wrong, macro, 0.05).pvalue > 0.01


def test_shrunk_gain_is_the_hand_worked_share_of_the_gain() -> None:
    # Means 4, 2, 0: s2 = 4. Deviation of every pair 4 at 16 replications: v = 16 / 16 / 2 = 0.5. Kept: 1 - 0.5 / 4.
    differences = given({"a": 4, "b": 2, "c": 0}, 3.0)
    assert shrunk_gain(differences, "a", "c", ["a", "b", "c"]) == pytest.approx(4 * 0.875)
    # Among a and b only: centre 3, s2 = 2, kept 0.75; c keeps its mean: 3 + 0.75 - 0.
    assert shrunk_gain(differences, "a", "c", ["a", "b"]) == pytest.approx(3.75)


def test_shrunk_gain_is_never_turned_round_and_nothing_is_shrunk_without_noise() -> None:
    assert shrunk_gain(given({"a": 0.1, "b": 0}, 30.0), "a", "b", ["a", "b"]) == 0
    assert shrunk_gain(given({"a": 0.1, "b": 0}, 0.0), "a", "b", ["a", "b"]) == pytest.approx(0.1)
    once = simultaneous_differences(np.array([[1.0, 5.0]]))
    assert shrunk_gain(once, "1", "0", ["0", "1"]) == 0


@pytest.mark.parametrize("spread", [0.0, 1.0])
def test_the_shrunk_gain_of_the_winner_is_much_nearer_the_truth_than_its_gain(spread: float) -> None:
    rng = np.random.default_rng(6)
    names = tuple("abcdef")
    seen, shrunk, true = [], [], []
    for _ in range(1500):
        truth = rng.normal(0, spread, 6)
        noise = rng.normal(0, 1, 6)
        means = truth + noise + 100
        differences = given(dict(zip(names, means, strict=True)), 3 * sqrt(2), replications=16)
        best, base = names[int(means.argmax())], "a"
        if best != base:
            seen.append(means.max() - means[0])
            shrunk.append(shrunk_gain(differences, best, base, names))
            true.append(truth[means.argmax()] - truth[0])
    flattery = np.mean(seen) - np.mean(true)
    assert flattery > 1
    assert abs(np.mean(shrunk) - np.mean(true)) < 0.35 * flattery


def test_a_limit_on_what_is_never_reached_in_any_replication_is_broken() -> None:
    """Half of the leads never answered in every replication: the median response is infinite, which is not unknown."""
    frame = pd.DataFrame({"never": [inf, inf, inf], "at times": [inf, 2.0, 3.0]})
    never, at_times = feasible({"response": frame}, [Limit("response", 8.0, at_most=True)])
    assert never.standing is Standing.INFEASIBLE
    assert at_times.standing is Standing.UNCLEAR
