"""Compiles the stage graph for one replication's leads: what is known of each stage before the floor runs.

Where leads may go back, all stages stand once for each attempt, so that a lead gone back meets draws of its own.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.floor.bargaining import Bargain
from sim.floor.classify import Classified, effort_ratio
from sim.floor.overlay import overlay_at
from sim.floor.passing import who_skips
from sim.floor.plan import BACK, INVALID, NO_REASON, StagePlan
from sim.floor.sla_steps import steps_of
from sim.inputs.models.market import Exits, Market, Stage
from sim.inputs.models.playbook import Scheme
from sim.market.draws import choose, exponential, lognormal
from sim.market.leads import LeadTable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def attempts(market: Market) -> int:
    """How often a lead can go through the funnel's stages: once, and once for every time that it may go back."""
    return 1 + max(
        (stage.exits.back_at_most for stage in market.stages.values() if stage.exits and float(stage.exits.back_share)),
        default=0,
    )


def loss_reasons(market: Market) -> tuple[str, ...]:
    """Every reason that some stage states, in order of appearance."""
    return tuple(dict.fromkeys(name for stage in market.stages.values() if stage.exits for name in stage.exits.reasons))


def stage_plans(
    market: Market,
    scheme: Scheme,
    roles: tuple[str, ...],
    table: LeadTable,
    classified: Classified,
    bargained: Bargain | None = None,
) -> tuple[StagePlan, ...]:
    """A plan for each attempt and stage, attempts first."""
    order, reasons = list(market.stages), loss_reasons(market)
    found = []
    for attempt in range(attempts(market)):
        first = attempt * len(order)
        for number, (name, stage) in enumerate(market.stages.items()):
            back_to, exits = -1, None
            if stage.exits is not None:
                again = attempt < stage.exits.back_at_most and stage.exits.back_to is not None
                back_to = first + len(order) + order.index(stage.exits.back_to) if again else -1  # type: ignore[arg-type]
                exits = _exits(stage.exits, name, attempt, again, reasons, table).tolist()
            skips = who_skips(stage, name, attempt, table)
            recognised = _recognised(market, name, attempt, number + 1 == len(order), table)
            logit, thinking = (
                _logit(market, stage, table, classified.fits[number]),
                _thinking(stage, name, attempt, table),
            )
            if bargained is not None and bargained.stage == name:
                logit, thinking = logit - bargained.logit_lost, thinking + bargained.waits
            work = _work(stage, name, attempt, table, classified.offer_efforts[number])
            if classified.judged is not None:
                logit = logit + classified.judged[number]
            if classified.trial is not None and (trying := classified.trial.takes(number)) is not None:
                work = work + classified.trial.hours * trying
                thinking = thinking + classified.trial.waits * trying
            found.append(
                StagePlan(
                    name=name,
                    number=number,
                    role=roles.index(scheme.process.roles[name]),
                    following=first + number + 1 if number + 1 < len(order) else -1,
                    skips=None if skips is None else skips.tolist(),
                    skip_share=float(stage.skip_share),
                    skip_to=first + order.index(stage.skip_to) if stage.skip_to is not None else -1,
                    exits=exits,
                    back_to=back_to,
                    back_share=float(stage.exits.back_share) if stage.exits is not None and back_to >= 0 else 0.0,
                    goes_one_way=skips is None and exits is None and recognised is None,
                    repeat_effort=float(stage.repeat_effort) if attempt else 1.0,
                    joins=_joins(scheme, roles, name, table, classified),
                    sla_steps=steps_of(scheme.process.sla.get(name)),
                    logit=logit.tolist(),
                    u=table.uniforms("stage", name, attempt, "outcome").tolist(),
                    work_hours=work.tolist(),
                    thinking_hours=thinking.tolist(),
                    patience_hours=_patience(market, stage, name, attempt, table),
                    recognised=recognised,
                    visits=_visits(market, stage, name, attempt, table),
                    response_decay=float(stage.response_decay) if market.effects.active("response") else 0.0,
                    weighs_fit=float(stage.fit_weight) > 0,
                )
            )
    return tuple(found)


def _joins(
    scheme: Scheme, roles: tuple[str, ...], stage: str, table: LeadTable, classified: Classified
) -> list[int] | None:
    """The role that joins for each lead, -1 for none; None where nobody ever does."""
    by_team, overlay = [scheme.joined_by(stage, team) for team in classified.teams], overlay_at(scheme, stage, table)
    if not any(by_team) and overlay is None:
        return None
    numbers = np.array([-1 if role is None else roles.index(role) for role in by_team], dtype=np.int64)
    joins = numbers[classified.team]
    if overlay is not None:
        joins = np.where(overlay[1], roles.index(overlay[0]), joins)
    found: list[int] = joins.tolist()
    return found


def _exits(exits: Exits, name: str, attempt: int, again: bool, reasons: tuple[str, ...], table: LeadTable) -> Ints:
    """What becomes of each lead if it does not advance."""
    u = table.uniforms("stage", name, attempt, "exit")
    invalid, back = float(exits.invalid_share), float(exits.back_share) if again else 0.0
    found = np.full(len(table), NO_REASON, dtype=np.int64)
    if exits.reasons:
        numbers = np.array([reasons.index(reason) for reason in exits.reasons], dtype=np.int64)
        shares = np.cumsum([float(share) for share in exits.reasons.values()])
        found = numbers[choose(table.uniforms("stage", name, attempt, "reason"), shares)]
    # The way back lies next to the invalid: where it is closed, whoever would have gone back is lost.
    return np.where(u < invalid, INVALID, np.where(u < invalid + back, BACK, found))


def _logit(market: Market, stage: Stage, table: LeadTable, fit: Floats) -> Floats:
    effects, conversion = market.effects, float(stage.conversion)
    logit = math.log(conversion / (1 - conversion)) + table.logit_shift
    if effects.quality is not None and effects.active("quality"):
        logit = logit + float(effects.quality.weight) * table.quality
    fit_weight = float(stage.fit_weight)
    if effects.need_fit is not None and effects.active("need_fit") and fit_weight > 0:
        logit = logit + float(effects.need_fit.weight) * fit_weight * fit
    return np.asarray(logit)


def _work(stage: Stage, name: str, attempt: int, table: LeadTable, offer_effort: Floats) -> Floats:
    work = float(stage.effort_hours) * effort_ratio(stage, name, table, attempt) * table.effort_factor
    if float(stage.fit_weight) > 0:
        work = work * offer_effort
    return work


def _thinking(stage: Stage, name: str, attempt: int, table: LeadTable) -> Floats:
    mean, cv = float(stage.thinking_hours), float(stage.thinking_cv)
    if mean > 0 and cv > 0:
        return lognormal(table.uniforms("stage", name, attempt, "thinking"), mean, cv)
    return np.full(len(table), mean)


def _patience(market: Market, stage: Stage, name: str, attempt: int, table: LeadTable) -> list[float] | None:
    block = market.effects.patience if market.effects.active("patience") else None
    if block is None or stage.patience_hours is None:
        return None
    mean = float(stage.patience_hours) * float(block.scale)
    found: list[float] = exponential(table.uniforms("stage", name, attempt, "patience"), mean).tolist()
    return found


def _recognised(market: Market, name: str, attempt: int, last: bool, table: LeadTable) -> list[bool] | None:
    """Duplicates that the task shows to be one; nobody buys the same thing twice, so the last stage shows all."""
    block = market.effects.duplicates if market.effects.active("duplicates") else None
    if block is None:
        return None
    shown = table.uniforms("stage", name, attempt, "recognised") < (1.0 if last else float(block.found_share))
    found: list[bool] = (shown & (table.original >= 0)).tolist()
    return found


def _visits(market: Market, stage: Stage, name: str, attempt: int, table: LeadTable) -> list[bool] | None:
    if not market.effects.active("travel") or float(stage.on_site_share) == 0:
        return None
    found: list[bool] = (table.uniforms("stage", name, attempt, "visit") < float(stage.on_site_share)).tolist()
    return found
