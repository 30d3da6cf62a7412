"""summary.json: what other programs read of a run."""

from __future__ import annotations

from math import isfinite
from typing import Any

import pandas as pd

from sim.results.decide.verdict import Verdict
from sim.results.means import difference_of, interval_of
from sim.results.measures.kpi_catalogue import kpi_of
from sim.results.playbook import Playbook


def summary_of(playbook: Playbook, run_id: str, verdict: Verdict, kpis: pd.DataFrame) -> dict[str, Any]:
    """The contract's mapping. Bounds that do not exist (one replication, an infinite value) are null.

    A mean is over the `n` replications that have a value; null it is infinite, or there is none if `n` is 0. A
    difference is over the `n` in which both have one. `vs_baseline` of the maximised KPI holds the simultaneous
    interval, marked `"joint": true`; the others hold each by itself.
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


def _mean(values: pd.Series, kpi: str, confidence: float) -> dict[str, Any]:
    found = interval_of(values, confidence)
    bounds = {key: _number(getattr(found, key)) for key in ("mean", "low", "high")}
    return {**bounds, "unit": kpi_of(kpi).unit, "n": found.n}


def _versus(table: pd.DataFrame, scheme: str, kpi: str, verdict: Verdict) -> dict[str, Any]:
    if kpi == verdict.kpi:
        pairs = verdict.differences
        row = pairs[(pairs["first"] == scheme) & (pairs["second"] == verdict.baseline)].iloc[0]
        bounds = {name: _number(row[name]) for name in ("mean", "low", "high")}
        return {**bounds, "n": verdict.replications, "joint": True}
    found = difference_of(table[scheme], table[verdict.baseline], verdict.confidence)
    return {key: _number(getattr(found, key)) for key in ("mean", "low", "high")} | {"n": found.n}
