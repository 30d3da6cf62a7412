"""Whether a way of subdividing comes first, said only as far as the joint intervals go."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

import sim
from sim.inputs.errors import InputError
from sim.results.decide.ways import Place, claim, everyone, rank

WAYS = {"customer": {"a": "today", "b": "areas"}, "process": {"c": "today"}, "region": {"d": "today"}}


def differences(means, half=1.0):
    gaps = {(first, second): means[first] - means[second] for first, second in itertools.permutations(means, 2)}
    rows = [(*pair, gap, gap - half, gap + half) for pair, gap in gaps.items()]
    return pd.DataFrame(rows, columns=["first", "second", "mean", "low", "high"])


def claimed(means, *, alone=False, ways=WAYS, half=1.0):
    return claim("customer", ways, "today", differences({"today": 0.0, "areas": 0.0, **means}, half), alone)


def test_a_way_is_first_only_if_it_beats_every_scheme_of_every_other_way():
    assert claimed({"a": 5, "b": 0, "c": 3.5, "d": 3}).place is Place.FIRST
    assert claimed({"a": 5, "b": 0, "c": 3.5, "d": 4.5}).place is Place.OPEN
    # The second of another way's schemes may not be overlooked either.
    ways = {**WAYS, "process": {"c": "today", "e": "today"}}
    table = differences({"today": 0.0, "areas": 0.0, "a": 5, "b": 0, "c": 3.9, "d": 0, "e": 3.8})
    table.loc[(table["first"] == "a") & (table["second"] == "e"), "low"] = -0.1
    assert claim("customer", ways, "today", table).place is Place.OPEN


def test_a_way_is_not_first_only_if_another_beats_all_its_schemes():
    found = claimed({"a": 1, "b": 2, "c": 5, "d": 0})
    assert (found.place, found.rank, found.scheme, found.rival, found.rival_scheme) == (
        Place.NOT_FIRST, 2, "b", "process", "c",
    )  # fmt: skip
    assert found.gap == (-3, -4, -2)
    assert claimed({"a": 1, "b": 4.5, "c": 5, "d": 0}).place is Place.OPEN


def test_the_rival_of_a_way_that_is_not_first_is_the_one_that_shows_it():
    """d has the highest mean and a wide interval; c is shown to be better than a and b."""
    table = differences({"today": 0.0, "areas": 0.0, "a": 1.0, "b": 2.0, "c": 5.0, "d": 6.0})
    wide = table["first"].eq("d") | table["second"].eq("d")
    table.loc[wide, "low"] -= 20
    table.loc[wide, "high"] += 20
    found = claim("customer", WAYS, "today", table)
    assert (found.place, found.rank, found.rival, found.rival_scheme) == (Place.NOT_FIRST, 3, "process", "c")
    assert found.gap[2] < 0


def test_alone_a_way_is_judged_by_what_it_gains_over_its_controls():
    means = {"a": 1.0, "b": 9.0, "c": 5.0, "d": 0.0, "areas": 8.0}
    assert claimed(means).place is Place.FIRST
    found = claimed(means, alone=True)
    # b gains 1 over its control and a gains 1 over today, while c gains 5.
    assert (found.place, found.rank, found.rival, found.gap[0]) == (Place.NOT_FIRST, 2, "process", -4)


def test_gains_over_one_control_have_the_bounds_of_the_schemes_difference():
    ways = {"customer": {"a": "areas"}, "process": {"c": "areas"}}
    # Half-widths of 1 each would add up to 2 by way of the controls; directly it is 1.
    assert claimed({"a": 3, "c": 1.5, "areas": 1}, alone=True, ways=ways).gap == pytest.approx((1.5, 0.5, 2.5))


def test_gains_over_different_controls_have_bounds_that_add_up():
    ways = {"customer": {"a": "areas"}, "process": {"c": "today"}}
    assert claimed({"a": 3, "c": 1, "areas": 1}, alone=True, ways=ways).gap == pytest.approx((1, -1, 3))


def test_every_scheme_is_listed_by_the_rank_of_its_way():
    means = {"today": 0.0, "areas": 1.0, "a": 3.0, "b": 5.0, "c": 4.0, "d": -1.0}
    table = everyone(WAYS, "today", differences(means))
    assert table[["way", "scheme", "control", "mean", "alone_mean"]].values.tolist() == [
        ["customer", "b", "areas", 5, 4],
        ["customer", "a", "today", 3, 3],
        ["process", "c", "today", 4, 4],
        ["region", "d", "today", -1, -1],
    ]


def test_a_scheme_that_is_its_own_reference_gains_nothing_exactly():
    table = rank({"customer": {"a": "today"}}, "today", differences({"today": 0.0, "a": 2.0}))
    assert table.iloc[0].tolist() == ["customer", "a", 2, 1, 3, "today", 2, 1, 3]


@pytest.mark.parametrize(
    ("ways", "message", "hint"),
    [
        ({"pass": {"line": "tody"}}, "there is no scheme 'tody', the control of 'line' in 'pass'", "'today'"),
        ({"pass": {"line": "line"}}, "'line' in 'pass' is its own control", ""),
        ({"pass": {"lin": "today"}}, "there is no scheme 'lin'", "'line'"),
        ({"pass": {"today": "line"}}, "'today' is the baseline", ""),
    ],
)
def test_a_control_that_is_no_scheme_is_refused_where_it_stands(tiny, ways, message, hint):
    folder = tiny({"ways": ways})
    with pytest.raises(InputError) as raised:
        sim.load_playbook(folder)
    (problem,) = raised.value.problems
    assert message in problem.message
    assert hint in f"{problem.message} {problem.hint or ''}"
    lines = (folder / "experiment.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[problem.line - 1].strip() in ("ways:", "pass:")
    assert problem.key.startswith("ways")


def test_a_list_has_the_baseline_as_control_and_a_mapping_its_own(tiny):
    playbook = sim.load_playbook(tiny({"ways": {"plain": ["dealt"], "own": {"line": "dealt"}}}))
    assert playbook.experiment.controls() == {"plain": {"dealt": "today"}, "own": {"line": "dealt"}}


def test_what_is_neither_a_list_nor_a_mapping_is_told_in_plain_words(tiny):
    with pytest.raises(InputError, match=r"ways\.pass: expected a list.* or a mapping.*, found text 'line'"):
        sim.load_playbook(tiny({"ways": {"pass": "line"}}))
