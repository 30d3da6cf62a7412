"""How the figures came to be: which run, which inputs and code, how to get them again."""

from __future__ import annotations

import json
import shlex
from html import escape

from sim.inputs.errors import InputError
from sim.inputs.places import shipped_playbooks
from sim.report import markup
from sim.report.numbers import fixed
from sim.report.view import View
from sim.results.load import load_playbook
from sim.results.playbook import Playbook
from sim.results.run import plain
from sim.results.variants import MAIN


def rows(view: View) -> dict[str, str]:
    """What is stated about a run: label -> text."""
    manifest, length = view.run.manifest, view.run.playbook.experiment.run
    counts = manifest["replications"]
    others = sorted({count for name, count in counts.items() if name != MAIN})
    comma = view.say("list.comma")
    overrides = comma.join(
        f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in view.run.playbook.overrides.items()
    )
    trial_seeds = set(view.run.playbook.experiment.trial_seeds().values()) - {manifest["seed"]}
    found = {
        "run": view.run.run_id,
        "playbook": view.run.playbook.name,
        "overrides": overrides or view.say("provenance.no_overrides"),
        "seed": str(manifest["seed"]),
        "trial_seeds": comma.join(str(seed) for seed in sorted(trial_seeds)),
        "replications": fixed(counts[MAIN], 0),
        "beside": comma.join(fixed(count, 0) for count in others),
        "horizon": f"{length.warm_up_weeks}, {length.weeks}, {length.follow_up_weeks}",
        "pairing": fixed(view.verdict.variance_saved, 1),
        "inputs": manifest["inputs_sha256"],
        "code": manifest["code_sha256"],
        "packages": comma.join(f"{name} {version}" for name, version in manifest["packages"].items()),
        "duration": view.say("provenance.seconds", value=fixed(manifest["duration_seconds"], 0)),
    }
    return {view.say(f"provenance.{key}"): text for key, text in found.items() if text}


def command(view: View) -> str:
    """The command that makes the same run again; a playbook that is not shipped as it was has a path, not a name."""
    playbook = view.run.playbook
    overrides = playbook.overrides
    parts = ["funnelbench", "run", playbook.name if _is_shipped(playbook) else f"path/to/{playbook.name}"]
    for key, value in overrides.items():
        parts += ["-p", f"{key}={json.dumps(value, ensure_ascii=False)}"]
    return " ".join(map(shlex.quote, parts))


def _is_shipped(playbook: Playbook) -> bool:
    """Whether the shipped playbook of that name, changed in the same way, is this one; a copy may differ in a block."""
    if playbook.name not in shipped_playbooks():
        return False
    try:
        return plain(load_playbook(playbook.name, playbook.overrides)) == plain(playbook)
    except InputError:
        return False


def provenance(view: View) -> str:
    """HTML of the whole statement."""
    lines = "".join(f"<tr><th>{escape(label)}</th><td>{escape(text)}</td></tr>" for label, text in rows(view).items())
    again = markup.to_html(view.say("provenance.again", command=command(view)))
    return f'<div class="provenance">{again}<table><tbody>{lines}</tbody></table></div>'
