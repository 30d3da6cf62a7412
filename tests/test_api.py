"""What programs rely on: `import sim`, and that the functions do what the contract says."""

from __future__ import annotations

import pandas as pd
import pytest

import sim
from tests.builders import fingerprint
from tests.results.conftest import write_playbook


@pytest.fixture(scope="module")
def playbook(tmp_path_factory: pytest.TempPathFactory) -> sim.Playbook:
    return sim.load_playbook(write_playbook(tmp_path_factory.mktemp("api") / "tiny"))


def test_every_public_name_is_there():
    for name in sim.__all__:
        assert getattr(sim, name) is not None
    assert dir(sim) == sorted(sim.__all__)
    with pytest.raises(AttributeError, match="no attribute 'simulat'"):
        sim.simulat  # noqa: B018


def test_simulate_is_a_pure_function_of_its_arguments(playbook):
    resolved = playbook.resolve()["line"]

    def play(seed: int = 3, replication: int = 0, horizon: sim.Horizon = playbook.horizon) -> str:
        return fingerprint(sim.simulate(playbook.market, resolved, horizon=horizon, seed=seed, replication=replication))

    first = play()
    others = {play(seed=4), play(replication=1), play(horizon=sim.Horizon(1, 5, 1))}
    assert first not in others
    assert len(others) == 3
    assert play() == first


def test_a_ledger_has_four_tables_with_names_instead_of_numbers(playbook):
    resolved = playbook.resolve()["line"]
    ledger = sim.simulate(playbook.market, resolved, horizon=playbook.horizon, seed=3, replication=0)
    tasks = {"lead", "activity", "stage", "queued", "start", "end", "seat", "role", "segment", "outcome"}
    assert set(ledger.tasks.columns) >= tasks
    assert set(ledger.leads["state"]) <= {"new", "waiting", "in work", "thinking", "won", "lost", "cold"}
    assert set(ledger.seats.columns) >= {"seat", "month", "role", "team", "capacity_hours", "familiarity"}
    assert set(ledger.money.columns) >= {"time", "kind", "seat", "lead", "amount", "currency"}
    assert set(ledger.money["currency"]) == {"CNY"}
    assert set(ledger.tasks["role"]) == {"sdr", "ae"}


def test_the_contract_of_a_run(playbook, tmp_path):
    run = sim.run(playbook, out=tmp_path / "run", workers=1)
    assert list(run.kpis.columns) == ["scheme", "replication", "kpi", "value"]
    assert list(run.compare().columns) == ["first", "second", "mean", "low", "high"]
    assert len(run.compare("wins")) == 6
    assert run.recommend().status in ("recommended", "equivalent", "undecided")
    assert run.recommend().differences.equals(run.compare())
    pd.testing.assert_frame_equal(sim.open_run(str(tmp_path / "run")).kpis, run.kpis, check_exact=True)
    with pytest.raises(sim.InputError, match="no run here"):
        sim.open_run(tmp_path)
