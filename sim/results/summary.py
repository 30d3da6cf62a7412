"""summary.json: what other programs read of a run."""

from __future__ import annotations

from math import isfinite
from typing import Any

import numpy as np
import pandas as pd

from sim.results.intervals import mean_interval
from sim.results.kpi_catalogue import kpi_of
from sim.results.playbook import Playbook
from sim.results.verdict import Verdict


def summary_of(playbook: Playbook, run_id: str, verdict: Verdict, kpis: pd.DataFrame) -> dict[str, Any]:
    """The contract's mapping. Bounds that do not exist (one replication, a KPI without finite values) are null.

    `vs_baseline` of the maximised KPI holds the simultaneous interval, marked `"joint": true`; the others hold each by
    itself.
    """
    schemes = list(dict.fromkeys(kpis["scheme"]))
    wide = {
        str(kpi): part.pivot(index="replication", columns="scheme", values="value")
        for kpi, part in kpis.groupby("kpi", sort=False)
    }
    return {
        "playbook": playbook.name,
        "run_id": run_id,
        "baseline": verdict.baseline,
        "status": verdict.status,
        "recommended": verdict.recommended,
        "why": [
            {
                "code": str(reason.code),
                **{
                    key: _number(value)
                    for key in ("scheme", "other", "kpi", "low", "high", "limit")
                    if (value := getattr(reason, key)) is not None
                },
            }
            for reason in verdict.reasons
        ],
        "maximise": verdict.kpi,
        "confidence": verdict.confidence,
        "replications": verdict.replications,
        "indifference": verdict.indifference,
        "best": verdict.best,
        "gain": dict(zip(("mean", "low", "high"), map(_number, verdict.gain), strict=True))
        | {"shrunk": _number(verdict.shrunk_gain)},
        "replications_needed": verdict.required_replications,
        "detectable_gain": None if verdict.detectable_gain is None else _number(verdict.detectable_gain),
        "schemes": {
            scheme: {
                "kpis": {name: _mean(table[scheme], name, verdict.confidence) for name, table in wide.items()},
                "vs_baseline": {}
                if scheme == verdict.baseline
                else {name: _versus(table, scheme, name, verdict) for name, table in wide.items()},
                "feasible": verdict.feasibility[scheme] == "feasible",
            }
            for scheme in schemes
        },
    }


def _number(value: Any) -> Any:
    return value if isinstance(value, str) else float(value) if isfinite(value) else None


def _finite(values: pd.Series) -> np.ndarray[Any, np.dtype[np.float64]]:
    column = values.to_numpy(dtype=np.float64)
    return np.asarray(column[np.isfinite(column)])


def _mean(values: pd.Series, kpi: str, confidence: float) -> dict[str, Any]:
    known = _finite(values)
    unit = kpi_of(kpi).unit
    if len(known) < len(values) or not len(known):
        return {"mean": None, "low": None, "high": None, "unit": unit, "n": len(known)}
    found = mean_interval(known, confidence)
    return {"mean": found.mean, "low": _number(found.low), "high": _number(found.high), "unit": unit, "n": len(known)}


def _versus(table: pd.DataFrame, scheme: str, kpi: str, verdict: Verdict) -> dict[str, Any]:
    if kpi == verdict.kpi:
        pairs = verdict.differences
        row = pairs[(pairs["first"] == scheme) & (pairs["second"] == verdict.baseline)].iloc[0]
        return {name: _number(row[name]) for name in ("mean", "low", "high")} | {"joint": True}
    values = table[scheme].to_numpy(dtype=np.float64), table[verdict.baseline].to_numpy(dtype=np.float64)
    if not all(np.isfinite(column).all() for column in values):
        return {"mean": None, "low": None, "high": None}
    found = mean_interval(values[0] - values[1], verdict.confidence)
    return {"mean": found.mean, "low": _number(found.low), "high": _number(found.high)}
