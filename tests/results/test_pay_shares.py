"""What attainment goes by, in worlds that were made so that the answer is known, and by another library."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LinearRegression

from sim.results.pay_shares import attainment_shares, shares_of_variance

PEOPLE, RUNS = 40, 10


def world(territory=0.0, leads=0.0, skill=0.0, luck=0.0, seed=1, runs=RUNS, people=PEOPLE):
    """People whose attainment is made of independent causes with these weights; a role's level and a year's on top."""
    rng = np.random.default_rng(seed)
    causes = rng.normal(size=(runs * people, 4))
    replication, role = np.repeat(np.arange(runs), people), np.tile(np.arange(people) % 2, runs)
    attainment = causes @ np.array([territory, leads, skill, luck]) + 3.0 * role + 0.7 * replication
    names = dict(zip(("territory", "leads", "skill"), causes.T[:3], strict=True))
    return pd.DataFrame({"replication": replication, "role": role, "attainment": attainment, **names})


def of(people):
    table = attainment_shares(people, 0.95).set_index("cause")
    assert table["mean"].sum() == pytest.approx(1)
    assert (table["low"] <= table["mean"]).all() and (table["mean"] <= table["high"]).all()
    return table


@pytest.mark.parametrize("cause", ["territory", "leads", "skill"])
def test_where_one_cause_makes_all_of_attainment_it_has_all_of_it(cause):
    found = of(world(**{cause: 2.0}))["mean"]
    assert found[cause] == pytest.approx(1, abs=0.02)
    assert found["luck"] == pytest.approx(0, abs=1e-9)


def test_where_two_causes_weigh_the_same_each_has_half():
    found = of(world(territory=1, skill=1))
    assert found["mean"]["territory"] == pytest.approx(0.5, abs=0.06)
    assert found["mean"]["skill"] == pytest.approx(0.5, abs=0.06)
    assert found["low"]["skill"] < 0.5 < found["high"]["skill"]


def test_shares_go_by_variance_and_what_no_cause_explains_is_luck():
    found = of(world(territory=1, skill=2, luck=2, runs=100))["mean"]
    assert found["territory"] == pytest.approx(1 / 9, abs=0.03)
    assert found["skill"] == pytest.approx(4 / 9, abs=0.03)
    assert found["luck"] == pytest.approx(4 / 9, abs=0.03)


def test_causes_that_can_not_be_told_apart_share_evenly():
    rng = np.random.default_rng(3)
    one = rng.normal(size=200)
    assert shares_of_variance(one, np.column_stack([one, one])) == pytest.approx([0.5, 0.5, 0], abs=1e-9)


def test_another_library_gives_the_same_average_over_all_orders():
    rng = np.random.default_rng(5)
    causes = rng.normal(size=(90, 3)) @ np.array([[1, 0.6, 0], [0, 1, 0.5], [0, 0, 1]])
    causes -= causes.mean(axis=0)
    outcome = causes @ [0.5, 1, -0.7] + rng.normal(size=90)
    outcome -= outcome.mean()

    def explained(chosen):
        return LinearRegression().fit(causes[:, chosen], outcome).score(causes[:, chosen], outcome) if chosen else 0.0

    orders = list(permutations(range(3)))
    expected = [
        np.mean([explained(list(o[: o.index(c) + 1])) - explained(list(o[: o.index(c)])) for o in orders])
        for c in range(3)
    ]
    assert shares_of_variance(outcome, causes) == pytest.approx([*expected, 1 - explained([0, 1, 2])])


def test_neither_a_role_s_level_nor_a_rich_year_passes_for_a_cause():
    people = world(luck=1)
    rich = people.assign(territory=people["territory"] + 9 * people["replication"] + 5 * people["role"])
    assert of(rich)["mean"]["territory"] == pytest.approx(of(people)["mean"]["territory"])


@pytest.mark.parametrize(("runs", "people"), [(9, 6), (3, 14), (25, 4)])
def test_where_there_is_only_luck_luck_has_all_of_it_however_few_people_there_are(runs, people):
    """Unadjusted, three causes of nothing explain 3 of the degrees of freedom that people leave: a tenth of 30."""
    found = [attainment_shares(world(luck=1, seed=seed, runs=runs, people=people), 0.95) for seed in range(60)]
    luck = pd.concat(found).query("cause == 'luck'")
    assert luck["mean"].mean() > 0.955
    assert (luck["high"] == 1).mean() > 0.8


@pytest.mark.parametrize(("runs", "people"), [(4, 2), (8, 2), (3, 3), (20, 2), (3, 12)])
def test_nothing_is_said_where_levels_and_causes_leave_too_few_degrees_of_freedom(runs, people):
    assert attainment_shares(world(luck=1, runs=runs, people=people), 0.95).empty


def test_adjusted_shares_are_those_of_the_adjusted_r_squared():
    people = world(territory=1, luck=2, runs=3, people=20)
    columns = ["attainment", "territory", "leads", "skill"]
    centred = people[columns] - people.groupby(["replication", "role"])[columns].transform("mean")
    causes, outcome = centred[columns[1:]].to_numpy(), centred["attainment"].to_numpy()
    plain = LinearRegression(fit_intercept=False).fit(causes, outcome).score(causes, outcome)
    # 60 people in 6 groups leave 54 degrees of freedom, of which three causes take 3.
    assert of(people)["mean"]["luck"] == pytest.approx((1 - plain) * 54 / 51)


def test_nothing_is_said_of_a_handful_of_people_nor_where_all_attain_the_same():
    assert attainment_shares(world(skill=1).head(5), 0.95).empty
    assert attainment_shares(world(), 0.95)["mean"].isna().all()
