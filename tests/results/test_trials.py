"""Levers alone: what is played on either side, what counts as shown, and what a playbook may not ask for."""

from __future__ import annotations

import pytest
from scipy import stats

import sim
from sim.inputs.errors import InputError
from sim.results.playbook import vary
from sim.results.trial_results import trials_of
from sim.results.trials import trial_key, trial_variants
from sim.results.variants import main_variants
from tests.results.conftest import hand_made

DEALT = {
    "title": "Dealing leads out",
    "scheme": "dealt",
    "gains": {"title": "all is as it is"},
    "costs": {"title": "few leads come", "set": {"market.demand.scale": 0.5}},
    "replications": 3,
}


def test_each_side_plays_its_two_schemes_in_its_own_circumstances(tiny):
    playbook = sim.load_playbook(tiny({"also": {"trials": {"dealing": DEALT | {"against": "line"}}}}))
    main = main_variants(playbook)[0]
    gains, costs = trial_variants(playbook, main)
    assert (gains.key, costs.key) == ("trial dealing gains", "trial dealing costs")
    assert list(gains.schemes) == list(costs.schemes) == ["dealt", "line"]
    assert gains.replications == costs.replications == 3
    assert gains.market == main.market
    assert gains.seed == main.seed
    assert gains.schemes["dealt"] == main.schemes["dealt"]
    varied = vary(playbook, {"market.demand.scale": 0.5})
    assert costs.market == varied.market
    assert costs.schemes["line"].seats == varied.resolve()["line"].seats


def test_trials_are_played_on_random_numbers_of_their_own(tiny):
    own = sim.load_playbook(tiny({"also": {"trials": {"dealing": DEALT}, "trials_seed": 77}}))
    assert {variant.seed for variant in trial_variants(own, main_variants(own)[0])} == {77}
    assert main_variants(own)[0].seed == 3


def test_a_trial_may_have_random_numbers_of_its_own(tiny):
    trials = {"dealing": DEALT, "again": DEALT | {"seed": 78}}
    own = sim.load_playbook(tiny({"also": {"trials": trials, "trials_seed": 77}}))
    seeds = {variant.key: variant.seed for variant in trial_variants(own, main_variants(own)[0])}
    assert seeds == {
        trial_key("dealing", "gains"): 77,
        trial_key("dealing", "costs"): 77,
        trial_key("again", "gains"): 78,
        trial_key("again", "costs"): 78,
    }


def test_the_runs_own_seed_is_none_of_the_trials_own(tiny):
    with pytest.raises(InputError, match="trials_seed is 3, the run's own seed, expected another"):
        sim.load_playbook(tiny({"also": {"trials": {"dealing": DEALT}, "trials_seed": 3}}))


def test_a_run_tells_both_sides_with_paired_intervals_of_99_percent(tiny, tmp_path):
    run = sim.run(sim.load_playbook(tiny({"also": {"trials": {"dealing": DEALT}}})), out=tmp_path / "run", workers=1)
    table = trials_of(run).set_index("side")
    for side in ("gains", "costs"):
        samples = run.samples("contribution", trial_key("dealing", side))
        gap = samples["dealt"] - samples["today"]
        oracle = stats.ttest_rel(samples["dealt"], samples["today"]).confidence_interval(0.99)
        row = table.loc[side]
        assert (row["mean"], row["n"]) == (pytest.approx(gap.mean()), 3)
        assert (row["low"], row["high"]) == (pytest.approx(oracle.low), pytest.approx(oracle.high))


@pytest.mark.parametrize(
    ("gains", "costs", "shown"),
    [
        ([5, 6, 7], [-5, -6, -7], [True, True]),
        ([-5, -6, -7], [5, 6, 7], [False, False]),
        ([9, 0.0, -9], [9, 0.0, -9], [False, False]),
    ],
)
def test_only_an_interval_that_lies_wholly_on_the_expected_side_shows_it(gains, costs, shown):
    zero = [0.0, 0.0, 0.0]
    trial = {name: DEALT[name] for name in ("title", "scheme", "gains", "costs")}
    samples = {
        "main": {"today": zero, "dealt": zero},
        trial_key("dealing", "gains"): {"today": zero, "dealt": gains},
        trial_key("dealing", "costs"): {"today": zero, "dealt": costs},
    }
    run = hand_made(samples, also={"trials": {"dealing": trial}})
    assert trials_of(run)["shown"].tolist() == shown


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"scheme": "dealed"}, "there is no scheme 'dealed'"),
        ({"against": "lime"}, "there is no scheme 'lime'"),
        ({"scheme": "today"}, "'today' is compared with itself"),
        ({"costs": {"title": "x", "set": {"market.demand.skale": 1}}}, "there is no 'skale'"),
        ({"costs": {"title": "x", "set": {"market.demand.scale": -1}}}, "expected at least 0"),
        ({"gains": None}, "gains"),
    ],
)
def test_what_cannot_be_tried_is_refused_before_anything_runs(tiny, changes, message):
    with pytest.raises(InputError) as error:
        sim.load_playbook(tiny({"also": {"trials": {"dealing": DEALT | changes}}}))
    text = str(error.value)
    assert message in text
    assert "experiment.yaml" in text
