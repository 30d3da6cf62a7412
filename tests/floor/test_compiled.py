"""The compiled floor: the same bits as its source, and never another source than the one that stands there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.floor import compiled
from sim.inputs.errors import InputError

ROOT = Path(__file__).parents[2]
PLAYED = """
import json, sys
import sim
from sim.floor.compiled import is_compiled
from sim.floor.simulate import simulate
from tests.builders import fingerprint

found = {}
for name in ("every-chapter", "training", "sales-process"):
    playbook = sim.load_playbook(name)
    for scheme, resolved in playbook.resolve().items():
        horizon = sim.Horizon(2, 8, 1)
        ledger = simulate(playbook.market, resolved, horizon=horizon, seed=3, replication=0)
        found[f"{name} {scheme}"] = fingerprint(ledger)
print(json.dumps([is_compiled(), found]))
"""


@pytest.fixture(autouse=True)
def asked_anew():
    compiled.refuse_what_is_stale.cache_clear()
    yield
    compiled.refuse_what_is_stale.cache_clear()


def test_a_floor_that_is_not_compiled_is_never_stale(monkeypatch, tmp_path):
    monkeypatch.setattr(compiled, "STAMP", tmp_path / "none.json")
    compiled.refuse_what_is_stale()


def test_what_was_compiled_plays_while_its_source_stands(monkeypatch, tmp_path):
    stamp = tmp_path / "compiled.json"
    stamp.write_text(json.dumps(compiled.fingerprints()), encoding="utf-8")
    monkeypatch.setattr(compiled, "is_compiled", lambda: True)
    monkeypatch.setattr(compiled, "STAMP", stamp)
    compiled.refuse_what_is_stale()


@pytest.mark.parametrize("stamp", [{}, {"floor/task.py": "another"}], ids=["no stamp", "another source"])
def test_what_was_compiled_from_another_source_is_refused(monkeypatch, tmp_path, stamp):
    place = tmp_path / "compiled.json"
    if stamp:
        place.write_text(json.dumps({**compiled.fingerprints(), **stamp}), encoding="utf-8")
    monkeypatch.setattr(compiled, "is_compiled", lambda: True)
    monkeypatch.setattr(compiled, "STAMP", place)
    with pytest.raises(InputError, match=r"has changed since the floor was compiled.*make fast"):
        compiled.refuse_what_is_stale()


@pytest.mark.slow
def test_the_compiled_floor_plays_the_same_bits(tmp_path):
    if shutil.which(os.environ.get("CC", "cc")) is None:
        pytest.skip("there is no C compiler here")
    for folder in ("sim", "params", "playbooks", "tools", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}

    def output(*command: str) -> str:
        done = subprocess.run([sys.executable, *command], cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    plain = json.loads(output("-c", PLAYED))
    output("tools/compile_floor.py")
    fast = json.loads(output("-c", PLAYED))
    assert plain[0] is False
    assert fast[0] is True
    assert fast[1] == plain[1]
    output("tools/compile_floor.py", "--plain")
    assert not list((tmp_path / "sim").rglob("*.so"))
