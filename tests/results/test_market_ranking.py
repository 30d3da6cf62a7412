"""Ways ranked in the playbook's market and in others: by the samples of each, with that market's own intervals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import sim
from sim.inputs.errors import InputError
from sim.results.decide.market_ranking import ways_by_market
from sim.results.played import most_replications
from sim.results.run import plain, playbook_of
from sim.results.variants import main_variants, variants_beside
from tests.results.conftest import hand_made

NOISE = np.array([0.0, 2.0, -1.0, 1.5])
OWN = np.array([0.1, -0.2, 0.15, -0.05])


def run_of():
    samples = {
        "main": {"today": 10 + NOISE, "a": 15 + NOISE + OWN, "b": 11 + NOISE - OWN, "c": 9 + NOISE + 2 * OWN},
        "market far": {"today": 20 + NOISE, "a": 18 + NOISE - OWN, "b": 30 + NOISE + OWN, "c": 31 + NOISE + 20 * OWN},
    }
    run = hand_made(samples, ways={"customer": ["a"], "process": ["b"]}, also={"further_ways": {"pay": ["c"]}})
    return replace(run, playbook=replace(run.playbook, other_markets={"far": run.playbook.market}))


def test_each_market_ranks_by_its_own_samples_and_tells_what_is_shown():
    table = ways_by_market(run_of())
    assert table[["market", "way", "place"]].values.tolist() == [
        ["", "customer", "first"], ["", "process", "not_first"], ["", "pay", "not_first"],
        ["far", "pay", "open"], ["far", "process", "open"], ["far", "customer", "not_first"],
    ]  # fmt: skip
    assert table["mean"].tolist() == pytest.approx([5, 1, -1, 11, 10, -2])
    here = run_of().verdict.differences.set_index(["first", "second"]).loc[("a", "today")]
    assert (table["low"][0], table["high"][0]) == (here["low"], here["high"])


def test_other_markets_are_loaded_with_the_overrides_played_and_written_down(tiny):
    path = tiny({"ways": {"who": ["dealt"]}, "also": {"markets": ["tiny-null"], "market_replications": 3}})
    playbook = sim.load_playbook(path, {"market.demand.leads_per_year": 300})
    assert float(playbook.other_markets["tiny-null"].demand.leads_per_year) == 300
    (main,) = main_variants(playbook)
    (there,) = (item for item in variants_beside(playbook, main, None) if item.key == "market tiny-null")
    assert (there.replications, list(there.schemes)) == (3, ["today", "dealt"])
    assert there.market == playbook.other_markets["tiny-null"] != playbook.market
    assert most_replications(playbook) >= playbook.experiment.run.replications + 3
    assert playbook_of(plain(playbook)).other_markets == playbook.other_markets


@pytest.mark.parametrize(
    ("also", "said"),
    [
        ({"markets": ["tiny-nul"]}, "there is no block 'tiny-nul' of markets"),
        ({"further_ways": {"pay": ["deal"]}}, "there is no scheme 'deal'"),
        ({"further_ways": {"pay": []}}, "expected at least one scheme, found none"),
        ({"further_ways": {"pay": ["today"]}}, "'today' is the baseline"),
        ({"further_ways": {"who": ["line"]}}, "'who' is a way of subdividing already"),
    ],
)
def test_wrong_markets_and_ways_are_refused_where_they_stand(tiny, also, said):
    with pytest.raises(InputError) as caught:
        sim.load_playbook(tiny({"ways": {"who": ["dealt"]}, "also": also}))
    (problem,) = caught.value.problems
    assert said in problem.message
    assert problem.line is not None
