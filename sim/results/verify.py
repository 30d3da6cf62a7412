"""Run a run folder again and say whether the numbers are the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sim.results.executor import default_workers, play_all
from sim.results.run import open_run
from sim.results.run_folder import code_fingerprint, package_versions
from sim.results.variants import all_variants

RELATIVE = 1e-9


def verify(folder: Path, workers: int | None = None) -> tuple[bool, str]:
    """(same, sentence). With the same code and packages bits are compared, else values to 1e-9 relative; it says which."""
    earlier = open_run(folder)
    alike = earlier.manifest["code_sha256"] == code_fingerprint() and earlier.manifest["packages"] == package_versions()
    frame, _ = play_all(all_variants(earlier.playbook), workers or default_workers())
    keys = ["variant", "scheme", "replication", "kpi"]
    both = earlier.variants.merge(frame, on=keys, how="outer", suffixes=("_then", "_now"), indicator=True)
    unmatched = int((both["_merge"] != "both").sum())
    then, now = both["value_then"].to_numpy(dtype=np.float64), both["value_now"].to_numpy(dtype=np.float64)
    equal = (then == now) | (np.isnan(then) & np.isnan(now))
    if not alike:
        equal |= np.isclose(then, now, rtol=RELATIVE, atol=0)
    wrong = both[~equal | (both["_merge"] != "both")]
    how = "bit for bit (same code and packages)" if alike else "to 1e-9 relative (code or packages differ)"
    if wrong.empty:
        return True, f"{len(both)} values compared {how}: all the same"
    first = wrong.iloc[0]
    place = ", ".join(f"{key} {first[key]}" for key in keys)
    return False, (
        f"{len(both)} values compared {how}: {len(wrong)} differ, {unmatched} of them only on one side; "
        f"the first: {place}: then {first['value_then']!r}, now {first['value_now']!r}"
    )
