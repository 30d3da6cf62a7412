"""The organisations that follow each other in one run, with seats, roles and people that keep their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sim.floor.resolving.resolved import Frame, Horizon, ResolvedScheme, SeatSpec
from sim.inputs.models.playbook import Scheme
from sim.inputs.models.transition import Transition

EVERYWHERE = "*"
"""Team and territory of a seat that an organisation does not have."""


class Era(NamedTuple):
    """From this week of the run on, warm-up included, the organisation is this one; `terms` are of the change to it."""

    week: int
    resolved: ResolvedScheme
    terms: Transition | None


def eras_of(resolved: ResolvedScheme, horizon: Horizon) -> list[Era]:
    """Every organisation of the scheme's run in order, the first from its start on; one alone without a transition."""
    found = [
        Era(week if terms is None else week + horizon.warm_up_weeks, item, terms)
        for week, item, terms in _chain(resolved)
    ]
    return found if len(found) == 1 else _framed(found, horizon)


def _chain(resolved: ResolvedScheme) -> list[Era]:
    """With measured weeks for those of the run."""
    terms, before = resolved.scheme.transition, resolved.before
    if terms is None or before is None:
        return [Era(0, resolved, None)]
    earlier = _chain(before)
    found = [*earlier, Era(terms.week, resolved, terms)]
    if terms.turn_back_week is not None:
        found.append(Era(terms.turn_back_week, earlier[-1].resolved, terms))
    return found


def _framed(eras: Sequence[Era], horizon: Horizon) -> list[Era]:
    """The same with seats numbered alike: those of the first organisation, then whoever comes later, in order."""
    people = list(dict.fromkeys(_person(seat) for era in eras for seat in era.resolved.seats))
    roles = tuple(dict.fromkeys(role for era in eras for role in era.resolved.scheme.working_roles()))
    found: list[Era] = []
    for era in eras:
        own = {_person(seat): number for number, seat in enumerate(era.resolved.seats)}
        absent = frozenset(number for number, person in enumerate(people) if person not in own)
        scheme = era.resolved.scheme
        if found:
            scheme = _crm_from(scheme, found[-1].resolved.scheme, era.week)
        known = era.resolved.experience
        framed = replace(
            era.resolved,
            scheme=scheme,
            seats=tuple(
                era.resolved.seats[own[person]] if person in own else _ghost(person, eras, scheme) for person in people
            ),
            experience=np.array(
                [known[own[person]] if person in own else np.zeros(known.shape[1]) for person in people]
            ),
            frame=Frame(roles, absent, _meetings(era, absent, len(people), horizon)),
        )
        found.append(era._replace(resolved=framed))
    return found


def _person(seat: SeatSpec) -> tuple[str, int]:
    return seat.office, seat.number


def _ghost(person: tuple[str, int], eras: Sequence[Era], scheme: Scheme) -> SeatSpec:
    """The seat of somebody who works in another of these organisations, and costs this one nothing."""
    seat = next(seat for era in eras for seat in era.resolved.seats if _person(seat) == person)
    return replace(
        seat,
        role=scheme.working_roles()[0],
        team=EVERYWHERE,
        territory=EVERYWHERE,
        pod=0,
        salary_per_year=0.0,
        cost_per_year=0.0,
        quota_per_year=None,
        manager=None,
        coaching_hours=0.0,
        coached_hours=0.0,
    )


def _crm_from(scheme: Scheme, before: Scheme, week: int) -> Scheme:
    """A CRM that the organisation before did not have is switched on with the change at the earliest."""
    crm = scheme.crm
    if crm is None or crm.adoption is None or crm == before.crm:
        return scheme
    adoption = crm.adoption.model_copy(update={"switch_on_week": max(crm.adoption.switch_on_week, week)})
    return scheme.model_copy(update={"crm": crm.model_copy(update={"adoption": adoption})})


def _meetings(era: Era, absent: frozenset[int], seats: int, horizon: Horizon) -> np.ndarray | None:
    hours = 0.0 if era.terms is None else float(era.terms.meeting_hours)
    if hours == 0:
        return None
    found = np.zeros((horizon.warm_up_weeks + horizon.weeks, seats))
    found[era.week, [seat for seat in range(seats) if seat not in absent]] = hours
    return found
