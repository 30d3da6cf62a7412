"""One plan for the record of a run with several organisations: each lead as that which set its terms last saw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.floor.classify import Classified
from sim.floor.plan import FloorPlan
from sim.floor.sales_floor import SalesFloor
from sim.floor.transition.later import era_of

Ints = NDArray[np.int64]
CODED = {"segments": ("segment",), "teams": ("team", "true_team"), "territories": ("territory",), "offers": ("offer",)}


def merged_plan(plans: Sequence[FloorPlan], floor: SalesFloor) -> FloorPlan:
    """The last plan as the floor left it, with every lead's class and terms; the plan itself where there is but one."""
    if len(plans) == 1:
        return plans[0]
    of = np.array(floor.terms_of, dtype=np.int64)
    era = era_of(floor.later, floor.plan.week_ticks)
    return replace(
        floor.plan,
        classified=_classified([plan.classified for plan in plans], of),
        crm_use=_by_tick(era, [plan.crm_use for plan in plans], [[1.0] * len(plan.seats) for plan in plans]),
        productive_by_week=_by_tick(
            era,
            [plan.productive_by_week for plan in plans],
            [[seat.productive_share for seat in plan.seats] for plan in plans],
        ),
    )


def _classified(items: Sequence[Classified], of: Ints) -> Classified:
    last, changes = items[-1], dict[str, Any]()
    for names, columns in CODED.items():
        union = tuple(dict.fromkeys(name for item in items for name in getattr(item, names)))
        changes[names] = union
        for column in columns:
            codes = [
                np.array([union.index(name) for name in getattr(item, names)], dtype=np.int64)[getattr(item, column)]
                for item in items
            ]
            changes[column] = np.choose(of, codes)
    for column in ("misclassified", "recorded_value", "discount_share", "service_cost_share"):
        changes[column] = np.choose(of, [getattr(item, column) for item in items])
    changes["fits"] = tuple(np.choose(of, [item.fits[stage] for item in items]) for stage in range(len(last.fits)))
    return replace(last, **changes)


def _by_tick(
    era: Ints, columns: Sequence[list[list[float]] | None], otherwise: Sequence[list[float]]
) -> list[list[float]] | None:
    """What each organisation says of its own weeks; None where all of them say nothing."""
    if all(column is None for column in columns):
        return None
    return [
        otherwise[number] if (column := columns[number]) is None else column[tick]
        for tick, number in enumerate(era.tolist())
    ]
