"""A tiny playbook on disk and a finished run of it, and runs made of hand-written numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

import sim
from sim.inputs.models.playbook import Experiment
from sim.results.playbook import Playbook
from sim.results.run import Run
from tests.builders import TEAM, WORLD, Document, market_of, merged, stage

TINY: Document = {
    "title": {"en": "Tiny", "zh": "小"},
    "market": "tiny",
    "baseline": "today",
    "schemes": {
        "today": {"people": "two", "process": "one-role"},
        "dealt": {"extends": "today", "routing": "round-robin"},
        "line": {"extends": "today", "process": "two-roles"},
    },
    "decision": {"maximise": "contribution", "indifference": {"amount_per_year": 10}},
    "run": {"weeks": 4, "warm_up_weeks": 1, "follow_up_weeks": 1, "replications": 2, "seed": 3},
}
EFFECTS: Document = {"context": {"lost_logit": 0.5}, "response": {}, "patience": {}, "quality": {}}
STAGES: Document = {
    "call": stage(2, 0.6, patience_hours=30, response_decay=0.2, thinking_hours=4),
    "close": stage(3, 0.6, patience_hours=60, thinking_hours=8),
}
BLOCKS: Mapping[str, Document] = {
    "markets/tiny": merged(WORLD, {"stages": STAGES, "effects": EFFECTS, "products": {"tool": {"value_sigma": 0.5}}}),
    "markets/tiny-null": {"extends": "tiny", "title": "Null", "effects": {"response": None}},
    "people/two": merged(TEAM, {"offices": {"office": {"region": "north", "heads": 5}}}),
    "process/one-role": {"roles": {"call": "rep", "close": "rep"}},
    "process/two-roles": {"roles": {"call": "sdr", "close": "ae"}},
    "routing/round-robin": {"policy": "round-robin"},
}
MakePlaybook = Callable[..., Path]


def write_playbook(folder: Path, changes: Mapping[str, Any] | None = None, **blocks: Document) -> Path:
    """The tiny playbook with changes of experiment.yaml laid over it, and more blocks by `kind/name`."""
    files = {"experiment": merged(deepcopy(TINY), changes or {})}
    files |= {f"params/{name}": block for name, block in {**BLOCKS, **blocks}.items()}
    for name, content in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return folder


@pytest.fixture
def tiny(tmp_path: Path) -> MakePlaybook:
    """Write the tiny playbook, changed, and say where it is."""

    def made(changes: Mapping[str, Any] | None = None, name: str = "tiny", **blocks: Document) -> Path:
        return write_playbook(tmp_path / name, changes, **blocks)

    return made


@pytest.fixture(scope="session")
def everything_beside() -> Document:
    """What a playbook may show besides the comparison, small."""
    return {
        "null_market": "tiny-null",
        "null_replications": 2,
        "steady_replications": 2,
        "breakdown_replications": 2,
        "robustness_replications": 2,
        "sweeps": {
            "load": {"title": "Load", "parameter": "market.demand.scale", "values": [0.5, 1, 1.5], "replications": 2}
        },
    }


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory, everything_beside: Document) -> Run:
    """A run of the tiny playbook with everything beside it; for reading only."""
    folder = tmp_path_factory.mktemp("finished")
    playbook = sim.load_playbook(write_playbook(folder / "tiny", {"also": everything_beside}))
    return sim.run(playbook, out=folder / "run", workers=1)


def hand_made(samples: Mapping[str, Mapping[str, Sequence[float]]], **experiment: Any) -> Run:
    """A run whose contribution is written down: `samples` is variant -> scheme -> a value for each replication.

    Other KPIs are in variants named `variant/kpi`. The schemes are all the same but for their names.
    """
    market = market_of({"work": stage()})
    scheme = {"people": TEAM, "process": {"roles": {"work": "rep"}}}
    schemes = {name: scheme for parts in samples.values() for name in parts}
    rule = {"indifference": {"amount_per_year": 1}, **experiment.pop("decision", {})}
    document = {"title": "By hand", "market": "tiny", "baseline": "today", "schemes": schemes, "decision": rule}
    playbook = Playbook("by-hand", Experiment.model_validate({**document, **experiment}), market)
    rows = []
    for key, parts in samples.items():
        variant, _, kpi = key.partition("/")
        for name, values in parts.items():
            rows += [(variant, name, index, kpi or "contribution", float(value)) for index, value in enumerate(values)]
    variants = pd.DataFrame(rows, columns=["variant", "scheme", "replication", "kpi", "value"])
    slices = pd.DataFrame(columns=["scheme", "replication", "dimension", "item", "measure", "value"])
    return Run(playbook, "by-hand", Path("nowhere"), variants, slices, {})
