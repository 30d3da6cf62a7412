"""How far everyone uses the CRM, week by week."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.floor.resolving.resolved import SeatSpec
from sim.inputs.models.playbook import Scheme
from sim.levers.adoption import adoption_curve
from sim.market.draws import name_key, normal, uniform

Floats = NDArray[np.float64]


def crm_use(
    scheme: Scheme,
    seats: tuple[SeatSpec, ...],
    weeks: int,
    seed: int,
    replication: int,
    weeks_ahead: Floats | None = None,
) -> Floats | None:
    """(weeks, seats) share of full use; None where it never changes: no CRM, or full use at once.

    `weeks_ahead`, (weeks, seats), is how many weeks of it courses have saved each by then.
    """
    if scheme.crm is None or scheme.crm.adoption is None:
        return None
    terms = scheme.crm.adoption
    people = [name_key(*seat.person(seed, replication)) for seat in seats]
    z = normal(np.array([uniform(person, name_key("adoption")) for person in people]))
    half = np.maximum(float(terms.half_weeks) + float(terms.person_deviation_weeks) * z, 0.0)
    before = min(terms.switch_on_week, weeks)
    curve = adoption_curve(
        np.arange(weeks - before, dtype=np.float64),
        float(terms.start_share),
        float(terms.ceiling_share),
        half,
        float(terms.steepness_weeks),
        None if weeks_ahead is None else weeks_ahead[before:],
    )
    return np.concatenate([np.zeros((before, len(seats))), curve])


def long_run_use(scheme: Scheme) -> float:
    """Share of full use that people come to; 1 where the CRM is used fully at once, or there is none."""
    adoption = None if scheme.crm is None else scheme.crm.adoption
    return 1.0 if adoption is None else float(adoption.ceiling_share)
