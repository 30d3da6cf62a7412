"""The compiled floor is never of another source than the one that stands there."""

from __future__ import annotations

import json

import pytest

from sim.floor import compiled
from sim.floor.resolving.resolved import Horizon
from sim.floor.simulate import simulate
from sim.inputs.errors import InputError
from tests.builders import one_stage_market, resolved, scheme_of


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


def test_a_stale_floor_plays_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(compiled, "is_compiled", lambda: True)
    monkeypatch.setattr(compiled, "STAMP", tmp_path / "none.json")
    market = one_stage_market()
    scheme = scheme_of({"rep": 1}, {"work": "rep"})
    with pytest.raises(InputError, match="make fast"):
        simulate(market, resolved(market, scheme), horizon=Horizon(0, 4, 0), seed=1, replication=0)
