"""Run a run folder again and say whether the numbers are the same."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.inputs.errors import InputError, Problem
from sim.results.decide.verdict import verdict_of
from sim.results.executor import default_workers
from sim.results.played import play_playbook
from sim.results.run import KPIS, SLICES, SUMMARY, VARIANTS, open_run, read_table
from sim.results.run_folder import code_fingerprint, package_versions, platform_of_this_machine
from sim.results.summary import summary_of
from sim.results.variants import MAIN

RELATIVE = 1e-9
SAME = "same code, packages, Python, system and machine"


def verify(folder: Path, workers: int | None = None) -> tuple[bool, str]:
    """(same, sentence): every table of the run folder against a run of the same inputs now, and summary.json.

    With the same code, packages and Python on the same kind of machine bits are compared, else values to 1e-9 relative,
    and summary.json is left out; the sentence says which and why, and names the first value that differs. Raises
    InputError where the folder holds no whole run.
    """
    earlier = open_run(folder)
    unlike = _unlike(earlier.manifest)
    alike = not unlike
    now_played = play_playbook(earlier.playbook, workers or default_workers())
    frame = now_played.kpis
    main = frame[frame["variant"] == MAIN].drop(columns="variant")
    tables = {VARIANTS: frame, KPIS: main, SLICES: now_played.slices}
    count, differing = 0, []
    for name, now in tables.items():
        compared, found = _compare(read_table(folder / name), now, alike)
        count += compared
        differing += [f"{name}: {found}"] if found else []
    if alike:
        verdict = verdict_of(earlier.playbook, earlier.resolved, frame)
        now_summary = summary_of(earlier.playbook, earlier.run_id, verdict, main)
        if _read_json(folder / SUMMARY) != now_summary:
            differing.append(f"{SUMMARY} is not what the tables give")
    how = f"to 1e-9 relative ({'; '.join(unlike)})" if unlike else f"bit for bit ({SAME})"
    said = f"{count} values compared {how}"
    return (False, f"{said}: {'; '.join(differing)}") if differing else (True, f"{said}: all the same")


def _unlike(manifest: Mapping[str, Any]) -> list[str]:
    """What keeps a run of now from being bit for bit that of the manifest, in words; nothing if all is the same.

    A manifest of an earlier release does not say where its run was made: then it may have been anywhere.
    """
    found = [] if manifest.get("code_sha256") == code_fingerprint() else ["the code differs"]
    then, now = manifest.get("packages") or {}, package_versions()
    changed = [name for name in sorted({*then, *now}) if then.get(name) != now.get(name)]
    found += [f"{name} was {then.get(name, 'not there')}, is {now.get(name, 'not there')}" for name in changed]
    for key, here in platform_of_this_machine().items():
        there = manifest.get(key)
        if there != here:
            found.append(f"{key} was {'not recorded' if there is None else there}, is {here}")
    return found


def _compare(then: pd.DataFrame, now: pd.DataFrame, exactly: bool) -> tuple[int, str]:
    """How many values were compared, and what differs in words; nothing if all are the same."""
    keys = [column for column in now.columns if column != "value"]
    if list(then.columns) != list(now.columns):
        return 0, f"columns are {', '.join(map(str, then.columns))}, expected {', '.join(now.columns)}"
    both = then.merge(now, on=keys, how="outer", suffixes=("_then", "_now"), indicator=True)
    before, after = both["value_then"].to_numpy(dtype=np.float64), both["value_now"].to_numpy(dtype=np.float64)
    equal = (before == after) | (np.isnan(before) & np.isnan(after))
    if not exactly:
        equal |= np.isclose(before, after, rtol=RELATIVE, atol=0)
    unmatched = (both["_merge"] != "both").to_numpy()
    wrong = both[~equal | unmatched]
    return len(both), _told(wrong, keys, int(unmatched.sum())) if len(wrong) else ""


def _told(wrong: pd.DataFrame, keys: Sequence[str], unmatched: int) -> str:
    first = wrong.iloc[0]
    place = ", ".join(f"{key} {first[key]}" for key in keys)
    numbers = f"then {float(first['value_then'])!r}, now {float(first['value_now'])!r}"
    return f"{len(wrong)} differ, {unmatched} of them only on one side; the first: {place}: {numbers}"


def _read_json(path: Path) -> object:
    try:
        found: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(Problem(f"can't be read: {error}", where=path)) from error
    return found
