"""Verifying a run folder: the same bits pass, a changed number is found and named, and the status says so."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from sim.inputs.errors import InputError
from sim.results import verify as verify_module
from sim.results.verify import verify


@pytest.fixture
def copied(finished, tmp_path) -> Path:
    return Path(shutil.copytree(finished.folder, tmp_path / "run"))


def change(path: Path, row: int, factor: float) -> pd.Series:
    table = pd.read_parquet(path)
    table.loc[row, "value"] *= factor
    table.to_parquet(path, index=False)
    return table.loc[row]


def a_money_row(path: Path) -> int:
    table = pd.read_parquet(path)
    wanted = (table["kpi"] == "fixed_cost") & (table["scheme"] == "line") & (table["replication"] == 1)
    return int(table.index[wanted][0])


def test_the_same_run_passes_bit_for_bit(copied):
    same, said = verify(copied, 1)
    assert same
    assert "bit for bit (same code, packages, Python, system and machine)" in said
    assert "all the same" in said


@pytest.mark.parametrize("name", ["kpis.parquet", "variants.parquet"])
def test_a_changed_kpi_is_found_and_named(copied, name):
    row = a_money_row(copied / name)
    changed = change(copied / name, row, 1 + 1e-15)
    same, said = verify(copied, 1)
    assert not same
    assert f"{name}: 1 differ" in said
    assert "scheme line, replication 1, kpi fixed_cost" in said
    assert f"then {float(changed['value'])!r}" in said


def test_a_changed_slice_and_a_changed_summary_are_found(copied):
    slices = pd.read_parquet(copied / "slices.parquet")
    change(copied / "slices.parquet", int(slices.index[slices["value"] != 0][0]), 2)
    summary = json.loads((copied / "summary.json").read_text())
    summary["schemes"]["line"]["feasible"] = not summary["schemes"]["line"]["feasible"]
    (copied / "summary.json").write_text(json.dumps(summary))
    same, said = verify(copied, 1)
    assert not same
    assert "slices.parquet: 1 differ" in said
    assert "summary.json is not what the tables give" in said


@pytest.mark.parametrize("kpi", ["fixed_cost", "attainment_median"])
def test_a_row_that_is_missing_is_found_whether_it_has_a_value_or_not(copied, kpi):
    table = pd.read_parquet(copied / "kpis.parquet")
    row = table.index[table["kpi"] == kpi][0]
    assert pd.isna(table.loc[row, "value"]) == (kpi == "attainment_median")
    table.drop(index=row).to_parquet(copied / "kpis.parquet", index=False)
    same, said = verify(copied, 1)
    assert not same
    assert "1 differ, 1 of them only on one side" in said


def test_other_code_compares_to_a_relative_billionth_and_says_so(copied, monkeypatch):
    monkeypatch.setattr(verify_module, "code_fingerprint", lambda: "other code")
    row = a_money_row(copied / "kpis.parquet")
    change(copied / "kpis.parquet", row, 1 + 1e-12)
    same, said = verify(copied, 1)
    assert same
    assert "1e-9 relative (the code differs)" in said
    change(copied / "kpis.parquet", row, 1 + 1e-8)
    assert not verify(copied, 1)[0]


def test_the_manifest_says_with_which_python_and_where_the_run_was_made(finished):
    manifest = json.loads((finished.folder / "manifest.json").read_text())
    assert [manifest[key] for key in ("python", "system", "machine")] == [
        platform.python_version(), platform.system(), platform.machine(),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"machine": "riscv64"}, f"(machine was riscv64, is {platform.machine()})"),
        ({"python": "3.9.1"}, f"(python was 3.9.1, is {platform.python_version()})"),
        ({"packages": {"numpy": "1.0"}}, "numpy was 1.0, is "),
        # Manifests of an earlier release lack these.
        ({"python": None, "system": None, "machine": None}, "(python was not recorded, is "),
    ],
)
def test_a_run_made_elsewhere_is_compared_to_a_relative_billionth_and_the_reason_told(copied, changes, why):
    manifest = json.loads((copied / "manifest.json").read_text()) | changes
    kept = {key: value for key, value in manifest.items() if value is not None}
    (copied / "manifest.json").write_text(json.dumps(kept))
    change(copied / "kpis.parquet", a_money_row(copied / "kpis.parquet"), 1 + 1e-12)
    same, said = verify(copied, 1)
    assert same
    assert "to 1e-9 relative (" in said and why in said


def test_a_folder_without_a_run_is_wrong_input(tmp_path):
    with pytest.raises(InputError, match="no run here"):
        verify(tmp_path)


def test_the_command_leaves_with_1_where_numbers_differ_and_2_where_there_is_no_run(copied, tmp_path):
    def status(folder: Path) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "sim", "verify", str(folder), "--workers", "1"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    change(copied / "kpis.parquet", a_money_row(copied / "kpis.parquet"), 2)
    code, out, err = status(copied)
    assert (code, err) == (1, "")
    assert "kpi fixed_cost" in out
    code, out, err = status(tmp_path / "nowhere")
    assert (code, out) == (2, "")
    assert "no run here" in err
