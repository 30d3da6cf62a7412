"""What a scheme makes of the lead table before anyone works: segment, team, territory, offer, fit; vectorised."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.floor.accounts.histories import Histories
from sim.floor.insight import NOTHING, Known
from sim.floor.needs import decision_shift, fit_by_stage
from sim.floor.passing import passing
from sim.floor.record import Record, record_of
from sim.floor.trying import Tried, judged, tried
from sim.inputs.models.market import Market, Stage
from sim.inputs.models.playbook import Scheme
from sim.levers.need_fit import best_offer, remaining_error
from sim.levers.segmentation import matches, rule_hits, segment_names, segments_of
from sim.market.draws import exponential, lognormal
from sim.market.leads import NEEDS, LeadTable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Classified:
    """Columns over leads; `team`, `territory`, `offer` index into the tuples of names.

    `offered[stage]` is the offer made at a stage, with its fit to what the customer weighs there and its effort;
    `offer` is what it comes to in the end. `routing_rule` is 0 for the routing's own policy, i + 1 for its rule i.
    `rule_hits` (leads, rules) says which segment rules each lead matches on record, where it has its `recorded_value`.
    `true_team` is who would serve a lead if nothing were recorded wrongly; `pool` the pool that its record puts it in.
    Where some try the product, `trial` says who, and `judged[stage]` how many logits having tried adds.
    """

    segments: tuple[str, ...]
    teams: tuple[str, ...]
    territories: tuple[str, ...]
    offers: tuple[str, ...]
    segment: Ints
    team: Ints
    true_team: Ints
    territory: Ints
    pool: Ints
    offer: Ints
    offered: tuple[Ints, ...]
    fits: tuple[Floats, ...]
    offer_efforts: tuple[Floats, ...]
    trial: Tried | None
    judged: tuple[Floats, ...] | None
    misclassified: NDArray[np.bool_]
    recorded_value: Floats
    discount_share: Floats
    service_cost_share: Floats
    routing_rule: Ints
    rule_hits: NDArray[np.bool_]


def team_names(scheme: Scheme) -> tuple[str, ...]:
    """Teams of the scheme, one if it does not segment."""
    return ("everyone",) if scheme.segmentation is None else tuple(scheme.segmentation.teams)


def territory_names(scheme: Scheme) -> tuple[str, ...]:
    """Territories of the scheme, one if it has none."""
    return ("everywhere",) if scheme.territory is None else tuple(scheme.territory.territories)


def territory_of_regions(scheme: Scheme, regions: tuple[str, ...]) -> Ints:
    """Index of the territory of each region."""
    if scheme.territory is None:
        return np.zeros(len(regions), dtype=np.int64)
    owner = {
        region: index for index, item in enumerate(scheme.territory.territories.values()) for region in item.regions
    }
    return np.array([owner[region] for region in regions], dtype=np.int64)


def offers_by_stage(market: Market, first: Ints, revealed: Ints) -> tuple[Ints, ...]:
    """What is offered at each stage: `first` before any stage has revealed the need, `revealed` from there on."""
    reveals = np.cumsum([float(stage.reveals_need) > 0 for stage in market.stages.values()]) > 0
    return tuple(revealed if known or not reveals[-1] else first for known in reveals)


def effort_ratio(stage: Stage, name: str, table: LeadTable, attempt: int = 0) -> Floats:
    """Each lead's own effort at this stage and attempt, relative to the mean."""
    cv = float(stage.effort_cv)
    if stage.effort_distribution == "fixed" or (stage.effort_distribution == "lognormal" and cv == 0):
        return np.ones(len(table))
    u = table.uniforms("stage", name, attempt, "effort")
    return exponential(u, 1.0) if stage.effort_distribution == "exponential" else lognormal(u, 1.0, cv)


def classify(
    market: Market,
    scheme: Scheme,
    table: LeadTable,
    centres: Floats | None = None,
    use: Floats | float = 1.0,
    known: Known = NOTHING,
    histories: Histories | None = None,
) -> Classified:
    """Apply segmentation, territory and offers to every lead.

    `centres` are those of learned clusters, if there are; `use` how far the CRM is used when each lead arrives, `known`
    what studies have taught by then, `histories` what customers have done before.
    """
    record = record_of(market, scheme, table, use, known, histories)
    segments = segment_names(scheme.segmentation)
    segment = segments_of(scheme.segmentation, record.recorded, record.names, record.value, centres)
    true_segment = segments_of(scheme.segmentation, record.true, record.names, table.value, centres)
    teams = team_names(scheme)
    team = true_team = np.zeros(len(table), dtype=np.int64)
    if scheme.segmentation is not None:
        serving = {
            name: index for index, item in enumerate(scheme.segmentation.teams.values()) for name in item.segments
        }
        of_segment = np.array([serving[name] for name in segments], dtype=np.int64)
        team, true_team = of_segment[segment], of_segment[true_segment]
    territory = territory_of_regions(scheme, table.names["region"])[table.attributes["region"]]

    offers, strengths, costs = _offers(scheme)
    allowed = np.ones((len(teams), len(offers)), dtype=bool)
    if scheme.segmentation is not None:
        for index, item in enumerate(scheme.segmentation.teams.values()):
            if item.offers is not None:
                allowed[index] = [name in item.offers for name in offers]
    left, foreseen = _error_left(market, table), decision_shift(market, known)
    first = best_offer(record.needs_after(1.0, foreseen), strengths, allowed[team])
    offer = best_offer(record.needs_after(left[:, None], foreseen), strengths, allowed[team])
    offered, trial = offers_by_stage(market, first, offer), tried(market, scheme, table, record.value)
    if trial is not None and trial.error_left < 1:
        # From the stage after the trial on, what it has shown is known as well.
        watched = np.where(trial.who, trial.error_left, 1.0)[:, None]
        first = best_offer(record.needs_after(watched, foreseen), strengths, allowed[team])
        offer = best_offer(record.needs_after(left[:, None] * watched, foreseen), strengths, allowed[team])
        offered = offered[: trial.at + 1] + offers_by_stage(market, first, offer)[trial.at + 1 :]
    fits = fit_by_stage(market, table, strengths, offered)
    rule = np.zeros(len(table), dtype=np.int64)
    for index in range(len(scheme.routing.rules) - 1, -1, -1):
        rule[matches(scheme.routing.rules[index].when, record.recorded, record.names, record.value)] = index + 1
    return Classified(
        segments=segments,
        teams=teams,
        territories=territory_names(scheme),
        offers=offers,
        segment=segment,
        team=team,
        true_team=true_team,
        territory=territory,
        pool=_pools(scheme, record),
        offer=offer,
        offered=offered,
        fits=fits,
        offer_efforts=tuple(costs[made, 2] for made in offered),
        trial=trial,
        judged=None if trial is None else judged(market, trial, fits),
        misclassified=segment != true_segment,
        recorded_value=record.value,
        discount_share=costs[offer, 0],
        service_cost_share=costs[offer, 1],
        routing_rule=rule,
        rule_hits=rule_hits(scheme.segmentation, record.recorded, record.names, record.value),
    )


def _pools(scheme: Scheme, record: Record) -> Ints:
    """The place of each lead's pool among the scheme's; 0 where there is one pool, or none."""
    by = None if scheme.routing.pool is None else scheme.routing.pool.by
    return np.zeros(len(record.value), dtype=np.int64) if by is None else record.recorded[by]


def _error_left(market: Market, table: LeadTable) -> Floats:
    """What is left of the error of each lead's recorded need; whoever skips the analysis keeps all of it."""
    left, comes = np.ones(len(table)), passing(market, table)
    for number, (name, stage) in enumerate(market.stages.items()):
        if float(stage.reveals_need) > 0:
            revealed = remaining_error(float(stage.reveals_need), effort_ratio(stage, name, table))
            left = np.where(comes[number], left * revealed, left)
    return left


def _offers(scheme: Scheme) -> tuple[tuple[str, ...], Floats, Floats]:
    """Names, strengths (m, 4) and (discount, service cost, effort factor) (m, 3); without offers a neutral one."""
    if scheme.products is None:
        return ("standard",), np.full((1, 4), 0.5), np.array([[0.0, 0.0, 1.0]])
    offers = scheme.products.offers
    strengths = np.array([[float(getattr(offer, need)) for need in NEEDS] for offer in offers.values()])
    costs = np.array(
        [
            [float(offer.discount_share), float(offer.service_cost_share), float(offer.effort_factor)]
            for offer in offers.values()
        ]
    )
    return tuple(offers), strengths, costs
