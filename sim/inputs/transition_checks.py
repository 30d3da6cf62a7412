"""What only the whole playbook shows about transitions: where they start, when, and what can't be handed over yet."""

from __future__ import annotations

from collections.abc import Iterator

from sim.inputs.errors import Problem, nearest
from sim.inputs.models.market import Market
from sim.inputs.models.pay import Incentives
from sim.inputs.models.playbook import Experiment, Scheme
from sim.inputs.models.transition import Transition
from sim.inputs.origins import origin_of
from sim.inputs.tree import Location, Tree

POOLED = "claim-pool"
NOT_HANDED_OVER = ("timing", "task_choice", "odds_discount", "motivation")
"""Effects that hold state which no organisation gives to the next."""
OTHER_SCHEME = "expected the name of another scheme, whose organisation works until then"


def transition_problems(experiment: Experiment, market: Market, tree: Tree) -> Iterator[Problem]:
    """Every problem of the schemes' transitions, at its place in the playbook."""
    for name, scheme in experiment.schemes.items():
        if scheme.transition is None:
            continue
        at = ("schemes", name, "transition")
        wrong = [*_origin(name, scheme.transition, experiment, tree, at)]
        yield from wrong
        yield from _weeks(scheme.transition, experiment.run.weeks, tree, at)
        if wrong:
            continue
        origin = origin_of(name, experiment.schemes[name], experiment.baseline)
        assert origin is not None, "told before"
        yield from _order(name, origin, experiment, tree, at)
        yield from _not_handed_over(name, experiment, market, tree, at)
        yield from _unlike(scheme, experiment.schemes[origin], origin, tree, ("schemes", name))


def _origin(name: str, terms: Transition, experiment: Experiment, tree: Tree, at: Location) -> Iterator[Problem]:
    where = (*at, "from_scheme") if terms.from_scheme is not None else at
    chain: list[str] = [name]
    while (step := origin_of(chain[-1], experiment.schemes[chain[-1]], experiment.baseline)) is not None:
        if step not in experiment.schemes:
            if len(chain) == 1:
                yield tree.problem(where, f"there is no scheme '{step}'", nearest(step, experiment.schemes))
            return
        if step in chain:
            circle = " -> ".join([*chain, step])
            yield tree.problem(where, f"transitions start from each other in a circle: {circle}", OTHER_SCHEME)
            return
        chain.append(step)
    if len(chain) == 1:
        yield tree.problem(where, f"'{name}' is the baseline, so its transition starts from nothing", OTHER_SCHEME)


def _weeks(terms: Transition, weeks: int, tree: Tree, at: Location) -> Iterator[Problem]:
    for key in ("week", "turn_back_week"):
        week = getattr(terms, key)
        if week is not None and week >= weeks:
            found = f"week {week} is after the run, whose measured weeks are 0 to {weeks - 1}"
            yield tree.problem((*at, key), found, "an earlier week, or a longer run (run.weeks)")
    back = terms.turn_back_week
    if back is not None and back <= terms.week:
        found = f"the old organisation is put back in week {back}, before or as the new one begins in week {terms.week}"
        yield tree.problem((*at, "turn_back_week"), found, f"a week after {terms.week}")


def _order(name: str, origin: str, experiment: Experiment, tree: Tree, at: Location) -> Iterator[Problem]:
    """Changes come one after the other."""
    mine, earlier = experiment.schemes[name].transition, experiment.schemes[origin].transition
    if mine is None or earlier is None:
        return
    last = earlier.week if earlier.turn_back_week is None else earlier.turn_back_week
    if mine.week <= last:
        found = f"it starts in week {mine.week} from '{origin}', which itself changes as late as week {last}"
        yield tree.problem((*at, "week"), found, f"a week after {last}")


def _not_handed_over(name: str, experiment: Experiment, market: Market, tree: Tree, at: Location) -> Iterator[Problem]:
    """What a floor can't be handed over with yet, in either organisation, is refused rather than wrong."""
    effects, scheme = market.effects, experiment.schemes[name]
    origin = origin_of(name, scheme, experiment.baseline)
    assert origin is not None, "asked of schemes that start from another"
    for effect in NOT_HANDED_OVER:
        if effects.active(effect):
            found = f"the market's effect '{effect}' can't be handed over from one organisation to another yet"
            yield tree.problem(at, found, f"switch it off: market.effects.{effect}: null")
    sides = {name: scheme, origin: experiment.schemes[origin]}
    for side, item in sides.items():
        for key, there in _levers_not_handed_over(item).items():
            if there:
                found = f"'{side}' has {key}, which can't be handed over from one organisation to another yet"
                yield tree.problem(at, found, "a scheme without it")
    if experiment.schemes[experiment.baseline].training is not None and experiment.baseline not in sides:
        found = "what the baseline's training taught can't be handed over from one organisation to another yet"
        yield tree.problem(at, found, "a baseline without training")


def _levers_not_handed_over(scheme: Scheme) -> dict[str, bool]:
    process, teams = scheme.process, {} if scheme.segmentation is None else scheme.segmentation.teams
    rules = [] if scheme.segmentation is None else scheme.segmentation.rules
    spiffs = [] if scheme.incentives is None else scheme.incentives.spiffs
    whens = [
        *(rule.when for rule in rules),
        *(rule.when for rule in scheme.routing.rules),
        *(spiff.when for spiff in spiffs),
    ]
    return {
        "a claim pool (routing.pool)": scheme.routing.pool is not None or POOLED in scheme.routing.policies(),
        "hunting (process.hunting)": process.hunting is not None,
        "joint tasks (process.joint, segmentation.teams, products.overlay)": bool(process.joint)
        or any(team.joint for team in teams.values())
        or (scheme.products is not None and scheme.products.overlay is not None),
        "training": scheme.training is not None,
        "improvement": scheme.improvement is not None,
        "overflow between territories (territory.overflow_hours)": scheme.territory is not None
        and scheme.territory.overflow_hours is not None,
        "rules on what customers have done before": any(when.reads_history() for when in whens),
    }


def _unlike(scheme: Scheme, origin: Scheme, name: str, tree: Tree, at: Location) -> Iterator[Problem]:
    """What runs through a change must be the same on both sides of it."""
    products, before = scheme.products, origin.products
    pairs = {
        ("research",): (scheme.research, origin.research),
        ("products", "trial"): (products and products.trial, before and before.trial),
        ("products", "mending"): (products and products.mending, before and before.mending),
        ("process", "sla"): (scheme.process.sla, origin.process.sla),
        ("process", "after_sales", "sla"): (_service_levels(scheme), _service_levels(origin)),
        ("people", "unlimited_capacity"): (scheme.people.unlimited_capacity, origin.people.unlimited_capacity),
    }
    for key, (mine, other) in pairs.items():
        if mine != other:
            found = f"{'.'.join(key)} differs from that of '{name}', and can't be handed over yet"
            yield tree.problem((*at, "transition"), found, "the same in both")
    yield from _unlike_pay(scheme.incentives, origin.incentives, name, tree, at)


def _service_levels(scheme: Scheme) -> object:
    return None if scheme.process.after_sales is None else scheme.process.after_sales.sla


def _unlike_pay(
    mine: Incentives | None, other: Incentives | None, name: str, tree: Tree, at: Location
) -> Iterator[Problem]:
    """Another plan may pay other rates from the change on, in the same periods and of the same parts."""
    if mine == other:
        return
    keys = ("period", "credit", "spiffs", "team_pool", "clawback", "quality", "contests", "draw")
    unlike = (
        ["incentives"]
        if mine is None or other is None
        else [f"incentives.{key}" for key in keys if getattr(mine, key) != getattr(other, key)]
    )
    for key in unlike:
        found = f"{key} differs from that of '{name}', and can't be handed over within a pay period yet"
        yield tree.problem((*at, "transition"), found, "the same in both; rates, quotas, bonuses and caps may differ")
