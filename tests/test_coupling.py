"""Coupling of whole runs: what one does to a scheme, or how one asks, changes no bit of anything else."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import sim
from tests.builders import merged
from tests.results.conftest import BLOCKS, write_playbook

OWN_BLOCKS = {
    # People learn in the market, and not in its null twin.
    "markets/tiny": merged(BLOCKS["markets/tiny"], {"effects": {"learning": {}}}),
    "markets/tiny-null": merged(BLOCKS["markets/tiny-null"], {"effects": {"learning": None}}),
    "segmentation/by-size": {
        "rules": [{"segment": "large", "when": {"size": ["large"]}}],
        "residual": "small",
        "teams": {"key": {"segments": ["large"]}, "others": {"segments": ["small"]}},
    },
}
EFFECTS = {"skill": {}, "recording": {}, "need_fit": {}, "quality": {}}


def played(folder: Path, changes: dict[str, object] | None = None, without: tuple[str, ...] = ()) -> sim.Run:
    path = write_playbook(folder, changes, **OWN_BLOCKS)
    if without:
        import yaml

        experiment = yaml.safe_load((path / "experiment.yaml").read_text())
        experiment["schemes"] = {name: part for name, part in experiment["schemes"].items() if name not in without}
        (path / "experiment.yaml").write_text(yaml.safe_dump(experiment, sort_keys=False))
    overrides = {f"market.effects.{name}": block for name, block in EFFECTS.items()}
    return sim.run(sim.load_playbook(path, overrides), out=folder / "run", workers=1)


def of_schemes(run: sim.Run, schemes: list[str]) -> pd.DataFrame:
    part = run.variants[run.variants["scheme"].isin(schemes)]
    return part.reset_index(drop=True)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> sim.Run:
    return played(tmp_path_factory.mktemp("base"))


def test_adding_a_scheme_changes_no_bit_of_the_others(base, tmp_path):
    more = played(tmp_path, {"schemes": {"segmented": {"extends": "today", "segmentation": "by-size"}}})
    assert "segmented" in set(more.kpis["scheme"])
    everyone = ["today", "dealt", "line"]
    pd.testing.assert_frame_equal(of_schemes(more, everyone), of_schemes(base, everyone), check_exact=True)


def test_removing_a_scheme_changes_no_bit_of_the_others(base, tmp_path):
    fewer = played(tmp_path, without=("dealt",))
    assert "dealt" not in set(fewer.kpis["scheme"])
    left = ["today", "line"]
    pd.testing.assert_frame_equal(of_schemes(fewer, left), of_schemes(base, left), check_exact=True)


def test_a_scheme_under_another_name_has_the_same_bits(base, tmp_path):
    more = played(tmp_path, {"schemes": {"duplicate": {"extends": "line"}}})
    copy = more.kpis[more.kpis["scheme"] == "duplicate"]["value"].to_numpy()
    line = base.kpis[base.kpis["scheme"] == "line"]["value"].to_numpy()
    pd.testing.assert_series_equal(pd.Series(copy), pd.Series(line), check_exact=True)


def test_more_replications_keep_those_that_were_there(base, tmp_path):
    more = played(tmp_path, {"run": {"replications": 3}}).kpis
    first = more[more["replication"] < 2].reset_index(drop=True)
    pd.testing.assert_frame_equal(first, base.kpis, check_exact=True)


def test_schemes_do_differ_and_so_do_replications_and_seeds(base, tmp_path):
    contribution = base.samples("contribution")
    assert len({tuple(contribution[scheme]) for scheme in contribution}) == 3
    assert contribution["today"].nunique() == 2
    other = played(tmp_path, {"run": {"seed": 4}}).samples("contribution")
    assert (other["today"].to_numpy() != contribution["today"].to_numpy()).all()


def test_showing_more_beside_the_comparison_changes_no_bit_of_it(base, tmp_path, everything_beside_here):
    more = played(tmp_path, {"also": everything_beside_here})
    assert more.variants["variant"].nunique() > 5
    pd.testing.assert_frame_equal(more.kpis, base.kpis, check_exact=True)


@pytest.fixture(scope="module")
def everything_beside_here() -> dict[str, object]:
    load = {"title": "Load", "parameter": "market.demand.scale", "values": [0.5, 1], "replications": 2}
    return {
        "null_market": "tiny-null",
        "null_replications": 2,
        "steady_replications": 2,
        "breakdown_replications": 2,
        "robustness_replications": 2,
        "sweeps": {"load": load},
    }
