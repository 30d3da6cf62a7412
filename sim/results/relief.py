"""One unit of relief for each role, territory and stage: the variants behind the bottleneck view.

A role or a territory gets one seat more, a stage needs a tenth less effort; everything else stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sim.floor.resolving.resolved import ResolvedScheme
from sim.floor.resolving.restaff import restaffed
from sim.inputs.models.market import Market
from sim.results.executor import Variant
from sim.results.playbook import Playbook, vary

RELIEF = "relief "
LESS_EFFORT = 0.9


def relief_count(playbook: Playbook, scheme: str) -> int:
    """How many variants `relief_variants` gives, at the most."""
    chosen = playbook.experiment.schemes[scheme]
    territories = 0 if chosen.territory is None else len(chosen.territory.names())
    return len(chosen.working_roles()) + territories + len(playbook.market.stages)


def relief_variants(playbook: Playbook, main: Variant, scheme: str, replications: int) -> Iterator[Variant]:
    """One variant for each role, territory and stage that could be relieved; the scheme alone."""
    resolved = main.schemes[scheme]
    base = replace(main, replications=replications, with_slices=False)
    for role in resolved.scheme.working_roles():
        relieved = with_a_seat(main.market, resolved, role=role)
        yield replace(base, key=f"{RELIEF}role {role}", schemes={scheme: relieved})
    territories = dict.fromkeys(seat.territory for seat in resolved.seats if seat.territory != "*")
    for territory in territories if len(territories) > 1 else ():
        relieved = with_a_seat(main.market, resolved, territory=territory)
        yield replace(base, key=f"{RELIEF}territory {territory}", schemes={scheme: relieved})
    for name, stage in playbook.market.stages.items():
        varied = vary(playbook, {f"market.stages.{name}.effort_hours": LESS_EFFORT * float(stage.effort_hours)})
        yield replace(base, key=f"{RELIEF}stage {name}", market=varied.market, schemes={scheme: resolved})


def with_a_seat(
    market: Market, resolved: ResolvedScheme, role: str | None = None, territory: str | None = None
) -> ResolvedScheme:
    """The scheme with one seat more, like the first of the fullest desk of that role or territory.

    Whoever comes knows what the people of that desk know on average, and may need a manager more. Raises ValueError
    where nobody is like it.
    """
    alike = [
        index
        for index, seat in enumerate(resolved.seats)
        if (role is None or seat.role == role) and (territory is None or seat.territory == territory)
    ]
    if not alike:
        raise ValueError(f"nobody has role {role} in territory {territory}")
    desks: dict[tuple[str, str, str, int], list[int]] = {}
    for index in alike:
        seat = resolved.seats[index]
        desks.setdefault((seat.role, seat.team, seat.territory, seat.pod), []).append(index)
    desk = max(desks.values(), key=len)
    model = resolved.seats[desk[0]]
    number = 1 + max(seat.number for seat in resolved.seats if seat.office == model.office)
    name = f"{model.office}-{number + 1}"
    seat = replace(model, name=name, number=number, quota_per_year=None)
    experience = np.vstack([resolved.experience, resolved.experience[desk].mean(axis=0)])
    return restaffed(market, resolved, (*resolved.seats, seat), experience)
