"""Trial use on the floor: who tries, what it takes, what it shows; known before anyone works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.floor.passing import passing
from sim.floor.states import JOINED
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.market.leads import LeadTable

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tried:
    """Trials in the task of stage number `at`: `who` (leads) try, at `cost`, `hours` of work and `waits` of their own.

    `error_left` is the share of what is left of the error of the recorded need that stays after a trial, `weight` what
    customers who have tried make of each unit of fit beyond `expected_fit`.
    """

    at: int
    cost: float
    hours: float
    waits: float
    error_left: float
    weight: float
    expected_fit: float
    who: Mask = field(repr=False)

    def takes(self, stage: int) -> Floats | None:
        """1 for the leads whose task at this stage has a trial in it, else 0; None at other stages."""
        return self.who.astype(np.float64) if stage == self.at else None


def tried(market: Market, scheme: Scheme, table: LeadTable, recorded_value: Floats) -> Tried | None:
    """Who tries, by product and by the potential value on record; None where nobody is given a trial."""
    terms = None if scheme.products is None else scheme.products.trial
    if terms is None:
        return None
    at = list(market.stages).index(terms.before) - 1
    chosen = np.array([terms.products is None or name in terms.products for name in table.names["product"]])
    qualify = chosen[table.attributes["product"]] & (recorded_value >= float(terms.value_from))
    block = market.effects.trying if market.effects.active("trying") else None
    # Where fit is nothing to customers, having tried how well an offer fits is nothing either.
    need_fit = market.effects.need_fit if market.effects.active("need_fit") else None
    return Tried(
        at=at,
        cost=float(terms.cost_each),
        hours=float(terms.hours_each),
        waits=market.week_hours * float(terms.customer_weeks),
        error_left=1.0 if block is None else 1 - float(block.reveals_need),
        weight=0.0 if block is None or need_fit is None else float(block.weight) * float(need_fit.weight),
        expected_fit=0.0 if block is None else float(block.expected_fit),
        who=qualify & passing(market, table)[at],
    )


def trials_given(trial: Tried | None, tasks: Mapping[str, NDArray[Any]]) -> Mask:
    """Which of these tasks had a trial in them; whoever joins such a task gives none of her own.

    A task that finds its lead to be none had one too: that shows at its end, when the trial has been set up.
    """
    if trial is None:
        return np.zeros(len(tasks["lead"]), dtype=bool)
    return np.asarray(trial.who[tasks["lead"]] & (tasks["stage"] == trial.at) & (tasks["outcome"] != JOINED))


def judged(market: Market, trial: Tried, fits: Sequence[Floats]) -> tuple[Floats, ...]:
    """Logits that having tried adds at each stage, (leads,) each: nothing up to the trial's own stage.

    `fits[stage]` is the fit of what is offered there to what the customer weighs there. It is held against what the
    market expects, not against the organisation's other offers: those it could choose so as to look well beside them.
    """
    found = []
    for number, (stage, fit) in enumerate(zip(market.stages.values(), fits, strict=True)):
        weight = trial.weight * float(stage.fit_weight) if number > trial.at else 0.0
        found.append(np.where(trial.who, weight * (fit - trial.expected_fit), 0.0))
    return tuple(found)
