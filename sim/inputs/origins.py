"""Which scheme a scheme's transition starts from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.inputs.models.playbook import Scheme


def origin_of(name: str, scheme: Scheme, baseline: str) -> str | None:
    """The scheme from which its transition starts; None where it is there from the start of the run.

    The baseline, from which the others start, starts from no other unless it says so.
    """
    if scheme.transition is None:
        return None
    return scheme.transition.from_scheme or (baseline if name != baseline else None)


def with_origins(schemes: Mapping[str, Scheme], names: Iterable[str], baseline: str) -> set[str]:
    """These schemes and all that their transitions start from."""
    found: set[str] = set()
    for name in names:
        step: str | None = name
        while step is not None and step not in found:
            found.add(step)
            step = origin_of(step, schemes[step], baseline)
    return found
