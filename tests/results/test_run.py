"""A run: its folder's contract, opened again, made again only where something changed."""

from __future__ import annotations

import errno
import json
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml

import sim
from sim.inputs.errors import InputError
from sim.results import run as run_module
from sim.results.executor import Variant
from sim.results.playbook import Playbook
from sim.results.run import WHOLE, is_finished, plain, playbook_of, run_id_of
from sim.results.variants import main_variants, sweep_key, variants_beside
from tests.builders import TEAM, merged


def all_variants(playbook: Playbook, leader: str | None = None) -> list[Variant]:
    """The comparison and everything beside it."""
    comparison = main_variants(playbook)
    return [*comparison, *variants_beside(playbook, comparison[0], leader)]


CONTRACT = {"summary.json", "kpis.parquet", "figures", "tables", "notebooks", "params.yaml", "manifest.json"}


@pytest.fixture
def no_simulation(monkeypatch):
    """From here on, simulating is a mistake."""

    def forbidden(*_: object) -> None:
        raise AssertionError("simulated again")

    return lambda: monkeypatch.setattr(run_module, "play_playbook", forbidden)


def test_the_run_folder_keeps_the_contract(finished):
    names = {path.name for path in finished.folder.iterdir()}
    assert names >= CONTRACT
    kpis = pd.read_parquet(finished.folder / "kpis.parquet")
    assert list(kpis.columns) == ["scheme", "replication", "kpi", "value"]
    assert list(dict.fromkeys(kpis["scheme"])) == ["today", "dealt", "line"]
    assert sorted(kpis["replication"].unique()) == [0, 1]
    assert len(kpis) == len(kpis.drop_duplicates(["scheme", "replication", "kpi"]))
    pd.testing.assert_frame_equal(kpis, finished.kpis, check_exact=True)


def test_the_manifest_says_what_the_numbers_stand_on(finished):
    manifest = json.loads((finished.folder / "manifest.json").read_text())
    assert manifest["run_id"] == finished.run_id == run_id_of(finished.playbook)
    assert manifest["seed"] == 3
    assert manifest["playbook"] == "tiny"
    assert manifest["replications"]["main"] == 2
    assert manifest["replications"].keys() == set(finished.variants["variant"])
    assert manifest["packages"]["simpy"]
    assert manifest["duration_seconds"] > 0
    for digest in ("inputs_sha256", "code_sha256"):
        assert len(manifest[digest]) == 64


def test_params_yaml_is_the_playbook_resolved(finished):
    params = yaml.safe_load((finished.folder / "params.yaml").read_text(encoding="utf-8"))
    assert params["playbook"] == "tiny"
    assert params["experiment"]["market"] == "tiny"
    assert params["market"]["demand"]["leads_per_year"]["value"] == 400
    assert params["experiment"]["schemes"]["line"]["process"]["roles"] == {"call": "sdr", "close": "ae"}
    assert playbook_of(params) == finished.playbook
    assert plain(playbook_of(params)) == plain(finished.playbook)


def test_an_opened_run_gives_the_same_verdict(finished):
    opened = sim.open_run(finished.folder)
    assert opened.run_id == finished.run_id
    pd.testing.assert_frame_equal(opened.variants, finished.variants, check_exact=True)
    pd.testing.assert_frame_equal(opened.slices, finished.slices, check_exact=True)
    pd.testing.assert_frame_equal(opened.compare(), finished.compare(), check_exact=True)
    assert opened.recommend().decision == finished.recommend().decision
    assert opened.verdict.gain == finished.verdict.gain
    assert opened.resolved.keys() == finished.resolved.keys()


def test_the_same_inputs_are_opened_instead_of_simulated_again(tiny, tmp_path, no_simulation):
    playbook = sim.load_playbook(tiny())
    first = sim.run(playbook, out=tmp_path / "out", workers=1)
    no_simulation()
    again = sim.run(sim.load_playbook(tmp_path / "tiny"), out=tmp_path / "out", workers=2)
    pd.testing.assert_frame_equal(again.kpis, first.kpis, check_exact=True)
    with pytest.raises(AssertionError, match="simulated again"):
        sim.run(playbook, out=tmp_path / "out", workers=1, fresh=True)
    with pytest.raises(AssertionError, match="simulated again"):
        sim.run(sim.load_playbook(tmp_path / "tiny", {"run.seed": 9}), out=tmp_path / "out", workers=1)


@pytest.mark.parametrize("part", WHOLE)
def test_a_run_that_lost_a_part_is_not_finished_and_is_told_when_opened(finished, tmp_path, part):
    folder = tmp_path / "copy"
    shutil.copytree(finished.folder, folder)
    assert is_finished(folder, finished.run_id)
    (folder / part).unlink()
    assert not is_finished(folder, finished.run_id)
    if part not in ("kpis.parquet", "summary.json"):
        with pytest.raises(InputError):
            sim.open_run(folder)


@pytest.mark.parametrize("part", ["params.yaml", "variants.parquet", "slices.parquet"])
def test_a_broken_part_is_told_with_its_place(finished, tmp_path, part):
    folder = tmp_path / "copy"
    shutil.copytree(finished.folder, folder)
    (folder / part).write_bytes(b"{half")
    with pytest.raises(InputError) as raised:
        sim.open_run(folder)
    assert raised.value.problems[0].where == folder / part


def test_another_parameter_seed_or_guide_is_another_run(tiny):
    path = tiny()
    base = run_id_of(sim.load_playbook(path))
    assert run_id_of(sim.load_playbook(path)) == base
    others = [{"run.seed": 9}, {"market.demand.scale": 1.1}, {"schemes.line.process.handoff_delay_hours": 3}]
    ids = {run_id_of(sim.load_playbook(path, overrides)) for overrides in others}
    (path / "guide.en.md").write_text("# How to")
    ids.add(run_id_of(sim.load_playbook(path)))
    assert base not in ids
    assert len(ids) == 4


def test_other_code_is_another_run(tiny, monkeypatch):
    playbook = sim.load_playbook(tiny())
    before = run_id_of(playbook)
    monkeypatch.setattr(run_module, "code_fingerprint", lambda: "other code")
    assert run_id_of(playbook) != before


def test_the_run_folder_lies_below_the_current_folder_by_default(tiny, tmp_path, monkeypatch):
    playbook = sim.load_playbook(tiny())
    monkeypatch.chdir(tmp_path)
    run = sim.run(playbook, workers=1)
    assert run.folder == tmp_path / "reports" / "tiny" / run.run_id


def test_a_foreign_folder_is_refused_before_anything_is_simulated(tiny, tmp_path, no_simulation):
    no_simulation()
    with pytest.raises(InputError, match="not empty"):
        sim.run(sim.load_playbook(tiny()), out=tmp_path, workers=1)


def test_a_full_disk_leaves_the_earlier_run_as_it_was(tiny, tmp_path, monkeypatch):
    out = tmp_path / "out"
    first = sim.run(sim.load_playbook(tiny()), out=out, workers=1)
    straight, calls = pd.DataFrame.to_parquet, []

    def full(frame: pd.DataFrame, path: Path, **options: bool) -> None:
        calls.append(path)
        if len(calls) == 3:
            path.write_bytes(b"PAR1")
            raise OSError(errno.ENOSPC, "No space left on device")
        straight(frame, path, **options)

    monkeypatch.setattr(pd.DataFrame, "to_parquet", full)
    with pytest.raises(InputError, match="can't write: No space left on device"):
        sim.run(sim.load_playbook(tmp_path / "tiny", {"run.seed": 9}), out=out, workers=1)
    assert len(calls) == 3
    assert sim.open_run(out).run_id == first.run_id
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_fails_while_numbers_are_made_is_not_told_as_a_folder_that_cannot_be_written(tiny, tmp_path, monkeypatch):
    def starved(*_: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr("sim.results.run.play_playbook", starved)
    with pytest.raises(OSError, match="Too many open files"):
        sim.run(sim.load_playbook(tiny()), out=tmp_path / "out", workers=1)
    assert [path.name for path in tmp_path.iterdir()] == ["tiny"]


def test_the_same_playbook_run_thrice_at_the_same_time_leaves_one_whole_run(tiny, tmp_path, monkeypatch):
    playbook, started = sim.load_playbook(tiny()), threading.Barrier(3)
    straight = run_module.play_playbook

    def together(*asked: Any) -> Any:
        started.wait(60)
        return straight(*asked)

    monkeypatch.setattr(run_module, "play_playbook", together)
    with ThreadPoolExecutor(3) as rivals:
        futures = [rivals.submit(sim.run, playbook, tmp_path / "out", 1) for _ in range(3)]
        runs = [future.result() for future in futures]
    assert {run.run_id for run in runs} == {sim.open_run(tmp_path / "out").run_id}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "tiny"]


def test_one_replication_and_one_scheme_still_make_a_run(tiny, tmp_path):
    alone = sim.load_playbook(tiny({"run": {"replications": 1}}))
    run = sim.run(alone, out=tmp_path / "one", workers=1)
    assert run.verdict.status == "undecided"
    path = tiny({"run": {"replications": 2}}, name="only")
    document = yaml.safe_load((path / "experiment.yaml").read_text())
    document["schemes"] = {"today": document["schemes"]["today"]}
    (path / "experiment.yaml").write_text(yaml.safe_dump(document))
    run = sim.run(sim.load_playbook(path), out=tmp_path / "single", workers=1)
    assert run.verdict.recommended == "today"


def test_a_kpi_without_a_value_is_told_and_leaves_nothing(tiny, tmp_path):
    playbook = sim.load_playbook(tiny())
    rule = playbook.experiment.decision.model_copy(update={"maximise": "attainment_median"})
    playbook = replace(playbook, experiment=playbook.experiment.model_copy(update={"decision": rule}))
    with pytest.raises(InputError, match="attainment_median has no finite value for scheme 'today' in replication 0"):
        sim.run(playbook, out=tmp_path / "out", workers=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tiny"]


def test_variants_are_the_ones_that_the_playbook_asks_for(finished, everything_beside):
    keys = [variant.key for variant in all_variants(finished.playbook)]
    breakdown = ["breakdown no response effect", "breakdown no queue", "breakdown no hand-offs"]
    moved = ["seat moved sdr > ae", "seat moved ae > sdr"]
    sweeps = [sweep_key("load", 0.5), sweep_key("load", 1.5)]
    assert keys == ["main", "steady", *breakdown, "null", "budget 0.85", "budget 1.15", *moved, *sweeps]
    assert list(dict.fromkeys(finished.variants["variant"])) == keys


def test_each_variant_is_played_under_its_own_circumstances(finished):
    variants = {variant.key: variant for variant in all_variants(finished.playbook)}
    assert float(variants[sweep_key("load", 1.5)].market.demand.scale) == 1.5
    assert variants["null"].market.title.en == "Null"
    assert variants["null"].market.effects.response is None
    assert variants["breakdown no response effect"].market.effects.response is None
    assert variants["breakdown no response effect"].market.effects.context is not None
    no_queue = variants["breakdown no queue"].schemes["line"].scheme
    assert no_queue.people.unlimited_capacity
    last = variants["breakdown no hand-offs"]
    assert last.market.effects.context is None
    # Each switch stays off in the next variant, so that neighbours differ by one.
    assert last.market.effects.response is None
    assert last.schemes["line"].scheme.people.unlimited_capacity
    assert variants["breakdown no queue"].market.effects.response is None
    assert float(last.schemes["line"].scheme.process.handoff_delay_hours) == 0
    main, cheap = variants["main"].schemes["today"], variants["budget 0.85"].schemes["today"]
    assert cheap.budget_per_year == pytest.approx(0.85 * main.budget_per_year)
    heads, moved = variants["main"].schemes["line"].heads, variants["seat moved ae > sdr"].schemes["line"].heads
    assert moved == {"sdr": heads["sdr"] + 1, "ae": heads["ae"] - 1}
    assert variants["main"].with_slices
    assert not variants["null"].with_slices


def test_named_seats_have_no_budget_to_vary_nor_seats_to_move(tiny):
    seats = [
        {"name": name, "role": role, "office": "office"} for name, role in (("a", "sdr"), ("b", "sdr"), ("c", "ae"))
    ]
    roles = {"roles": {"call": "sdr", "close": "ae"}}
    people = {"people": merged(TEAM, {"seats": seats, "offices": {"office": {"heads": None}}}), "process": roles}
    path = tiny({"schemes": {"today": people}, "also": {"robustness_replications": 2}})
    keys = [variant.key for variant in all_variants(sim.load_playbook(path))]
    assert keys == ["main"]


def test_a_named_seat_whose_role_works_no_stage_is_refused_before_anything_is_played(tiny):
    seats = [{"name": name, "role": role, "office": "office"} for name, role in (("a", "rep"), ("b", "ae"))]
    path = tiny({"schemes": {"dealt": {"people": merged(TEAM, {"seats": seats})}}})
    with pytest.raises(InputError, match="seat 'b' has role 'ae', who works no stage") as refusal:
        sim.load_playbook(path)
    assert refusal.value.problems[0].where.name == "experiment.yaml"


def test_a_grid_is_played_at_every_point_with_that_points_length(tiny):
    overrides = {"market.demand.scale": [0.5, 1.5], "run.replications": [2, 3]}
    playbook = sim.load_playbook(tiny(), overrides)
    variants = {variant.key: variant for variant in all_variants(playbook)}
    assert [variants[f"grid {index}"].replications for index in range(4)] == [2, 3, 2, 3]
    scales = [float(variants[f"grid {index}"].market.demand.scale) for index in range(4)]
    assert scales == [0.5, 0.5, 1.5, 1.5]


def test_two_close_values_of_a_sweep_are_two_variants():
    assert sweep_key("load", 1.0000001) != sweep_key("load", 1.0)
    assert sweep_key("load", 1000000.0) != sweep_key("load", 1000001.0)


def test_samples_have_a_row_for_each_replication_and_the_playbooks_order(finished):
    samples = finished.samples("contribution")
    assert list(samples.columns) == ["today", "dealt", "line"]
    assert list(samples.index) == [0, 1]
    table = finished.kpis.query("kpi == 'contribution' and scheme == 'line'")
    np.testing.assert_array_equal(samples["line"], table["value"])
    assert list(finished.samples("contribution", "null").index) == [0, 1]
