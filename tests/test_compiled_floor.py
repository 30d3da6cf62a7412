"""The compiled floor plays the same bits as its source; it takes minutes and a C compiler to try."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
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
