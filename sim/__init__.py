"""Funnelbench: a wind tunnel for sales organisations.

    playbook = sim.load_playbook("org-design", overrides={"run.weeks": 26})
    run = sim.run(playbook)
    run.kpis, run.compare(), run.recommend()

The names below load on first use, so that `import sim` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.floor.ledger import Ledger
    from sim.floor.resolving.resolved import Horizon, ResolvedScheme
    from sim.floor.simulate import simulate
    from sim.inputs.errors import InputError
    from sim.report.publish import publish
    from sim.results.load import load_playbook
    from sim.results.playbook import Playbook
    from sim.results.run import Run, open_run, run

_WHERE = {
    "Horizon": "sim.floor.resolving.resolved",
    "InputError": "sim.inputs.errors",
    "Ledger": "sim.floor.ledger",
    "Playbook": "sim.results.playbook",
    "ResolvedScheme": "sim.floor.resolving.resolved",
    "Run": "sim.results.run",
    "load_playbook": "sim.results.load",
    "open_run": "sim.results.run",
    "publish": "sim.report.publish",
    "run": "sim.results.run",
    "simulate": "sim.floor.simulate",
}

__all__ = [
    "Horizon",
    "InputError",
    "Ledger",
    "Playbook",
    "ResolvedScheme",
    "Run",
    "load_playbook",
    "open_run",
    "publish",
    "run",
    "simulate",
]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'sim' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
