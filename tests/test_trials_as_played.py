"""Trials stay as they were when they were first played on their seed: whoever changes one gives it another seed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import sim
from sim.inputs.places import shipped_playbooks

PLAYED = Path(__file__).with_name("trials_as_played.json")


def trials_of(name: str) -> dict[str, dict[str, object]]:
    """Each trial's seed, and a hash of what it compares, where and how often; its words may change."""
    experiment, found = sim.load_playbook(name).experiment, {}
    for trial, seed in experiment.trial_seeds().items():
        stated = experiment.also.trials[trial]
        sides = {side: circumstances.set for side, circumstances in stated.sides().items()}
        what = [stated.scheme, stated.against, sides, stated.replications]
        digest = hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()[:16]
        found[trial] = {"seed": seed, "played": digest}
    return found


def test_a_trial_that_is_changed_gets_random_numbers_that_it_was_never_played_on() -> None:
    """To change a trial: give it a `seed` never used for it, play it once, and put both into the file beside this."""
    found = {name: trials for name in sorted(shipped_playbooks()) if (trials := trials_of(name))}
    assert found == json.loads(PLAYED.read_text(encoding="utf-8"))
