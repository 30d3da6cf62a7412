"""Each lever alone, where it is expected to gain and where to cost: what is played."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sim.results.executor import Variant
from sim.results.playbook import Playbook, vary


def trial_key(name: str, side: str) -> str:
    """The variant in which a trial's side is played."""
    return f"trial {name} {side}"


def trial_variants(playbook: Playbook, main: Variant) -> Iterator[Variant]:
    """Two variants for each trial, with the two schemes that it compares; `main` is the comparison."""
    seeds = playbook.experiment.trial_seeds()
    for name, trial in playbook.experiment.also.trials.items():
        pair = (trial.scheme, trial.against or playbook.baseline)
        for side, circumstances in trial.sides().items():
            varied = vary(playbook, circumstances.set)
            resolved = varied.resolve(only=pair) if circumstances.set else main.schemes
            yield replace(
                main,
                key=trial_key(name, side),
                market=varied.market,
                schemes={scheme: resolved[scheme] for scheme in pair},
                horizon=varied.horizon,
                seed=seeds[name],
                replications=trial.replications,
                with_slices=False,
            )
