"""What only the whole playbook shows: names that must exist elsewhere, roles to be staffed, shares that must add up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sim.inputs.decision_checks import KpiTerms, decision_problems
from sim.inputs.errors import Problem, first_twice, nearest
from sim.inputs.improvement_checks import improvement_problems
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Experiment, Scheme
from sim.inputs.name_checks import known_names, unknown, unknown_conditions
from sim.inputs.pay_checks import pay_problems
from sim.inputs.pool_checks import pool_problems
from sim.inputs.process_checks import market_problems, unknown_channels, unstaffed_levels
from sim.inputs.regional_checks import coaching_problems, manager_problems, unserved, vacancies_twice
from sim.inputs.rule_checks import idle_teams, rule_problems
from sim.inputs.seats import placings, seat_problems, unknown_placings, unstated_heads
from sim.inputs.service_checks import after_sale_problems, overlay_problems, trial_problems
from sim.inputs.training_checks import training_problems
from sim.inputs.transition_checks import transition_problems
from sim.inputs.tree import Location, Tree


def cross_checks(experiment: Experiment, market: Market, tree: Tree, kpis: Mapping[str, KpiTerms]) -> list[Problem]:
    """Every problem that the models could not see; `tree` holds the experiment, composed, with the market at `market`.

    What several schemes share, such as a block, is one problem, under the first scheme.
    """
    problems = [*_playbook(experiment, tree, kpis), *market_problems(market, tree), *vacancies_twice(market, tree)]
    places = placings(experiment.schemes.values())
    for name, scheme in experiment.schemes.items():
        problems.extend(_scheme(scheme, market, tree, ("schemes", name)))
        problems.extend(training_problems(scheme, market, experiment.run, tree, ("schemes", name)))
        problems.extend(improvement_problems(scheme, market, experiment.run, tree, ("schemes", name)))
        problems.extend(unknown_placings(scheme.people, places, tree, ("schemes", name, "people")))
    problems.extend(transition_problems(experiment, market, tree))
    once: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        once.setdefault((problem.where, problem.line, problem.message), problem)
    return list(once.values())


def _playbook(experiment: Experiment, tree: Tree, kpis: Mapping[str, KpiTerms]) -> Iterator[Problem]:
    schemes = experiment.schemes
    yield from decision_problems(experiment.decision, tree, kpis)
    yield from unknown(tree, ("also", "focus"), "scheme", experiment.also.focus or (), schemes)
    if (again := first_twice(experiment.also.focus or ())) is not None:
        yield tree.problem(("also", "focus"), f"'{again}' stands there twice")
    yield from _ways(experiment, tree, ("ways",), experiment.ways)
    yield from _ways(experiment, tree, ("also", "further_ways"), experiment.also.further_ways)
    for way in experiment.ways.keys() & experiment.also.further_ways.keys():
        yield tree.problem(("also", "further_ways", way), f"'{way}' is a way of subdividing already")
    for name, sweep in experiment.also.sweeps.items():
        at = ("also", "sweeps", name)
        yield from unknown(tree, (*at, "schemes"), "scheme", sweep.schemes or (), schemes)
        if not set(sweep.schemes or schemes) - {experiment.baseline}:
            yield tree.problem(at, "expected a scheme besides the baseline to compare it with")
        if sweep.best_of is not None:
            yield from unknown(tree, (*at, "best_of"), "scheme", [sweep.best_of], sweep.schemes or schemes)
        if len(set(sweep.values)) < len(sweep.values):
            yield tree.problem((*at, "values"), "a value stands there twice")
    for name, trial in experiment.also.trials.items():
        at = ("also", "trials", name)
        yield from unknown(tree, (*at, "scheme"), "scheme", [trial.scheme], schemes)
        yield from unknown(tree, (*at, "against"), "scheme", [trial.against or experiment.baseline], schemes)
        if trial.scheme == (trial.against or experiment.baseline):
            yield tree.problem(at, f"'{trial.scheme}' is compared with itself, expected another scheme")


def _ways(
    experiment: Experiment, tree: Tree, where: Location, ways: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    for way, names in ways.items():
        at = (*where, way)
        yield from unknown(tree, at, "scheme", names, experiment.schemes)
        if (again := first_twice(names)) is not None:
            yield tree.problem(at, f"'{again}' stands there twice")
        if not names:
            yield tree.problem(at, "expected at least one scheme, found none")
        elif experiment.baseline in names:
            yield tree.problem(at, f"'{experiment.baseline}' is the baseline, which ways are compared with")


def _scheme(scheme: Scheme, market: Market, tree: Tree, at: Location) -> Iterator[Problem]:
    people, process = scheme.people, scheme.process
    for office, item in people.offices.items():
        yield from unknown(tree, (*at, "people", "offices", office, "region"), "region", [item.region], market.regions)
    yield from unknown(tree, (*at, "process", "roles"), "stage", process.roles, market.stages)
    for stage in market.stages:
        if stage not in process.roles:
            yield tree.problem((*at, "process", "roles"), f"no role works the stage '{stage}'")
    yield from unknown(tree, (*at, "process", "roles"), "role", dict.fromkeys(process.roles.values()), people.roles)
    used = set(scheme.working_roles())
    yield from unknown(tree, (*at, "process", "sla"), "stage", process.sla, market.stages)
    if process.hunting is not None and process.hunting.role not in used:
        found = f"'{process.hunting.role}' works no stage"
        yield tree.problem((*at, "process", "hunting", "role"), found, nearest(process.hunting.role, used))
    yield from after_sale_problems(scheme, market, tree, at)
    yield from overlay_problems(scheme, market, tree, at)
    yield from trial_problems(scheme, market, tree, at)
    yield from _joint_tasks(scheme, market, tree, at)
    yield from unstaffed_levels(scheme, tree, at)
    yield from unknown_channels(market, scheme, tree, at)
    for role in process.shared_roles:
        if role not in used:
            yield tree.problem((*at, "process", "shared_roles"), f"'{role}' works no stage", nearest(role, used))
    if people.heads is not None:
        for role in sorted(used):
            if people.heads.get(role, 0) < 1:
                yield tree.problem((*at, "people", "heads"), f"nobody of role '{role}', who works a stage")
    if people.seats is not None:
        yield from _seats(scheme, tree, at)
    elif unstated := list(unstated_heads(people, tree, (*at, "people"))):
        yield from unstated
    elif people.heads is None and not sum(office.heads for office in people.offices.values()):
        yield tree.problem((*at, "people", "offices"), "nobody works in any office")
    yield from coaching_problems(people, market, tree, (*at, "people"))
    yield from _places(scheme, market, tree, at)
    yield from unserved(scheme, tree, at)
    yield from _customers(scheme, market, tree, at)
    yield from pool_problems(scheme, market, tree, at)
    for name, study in ({} if scheme.research is None else scheme.research.studies).items():
        asks = [study.role] if study.role is not None and study.role not in used else []
        yield from unknown(tree, (*at, "research", "studies", name, "role"), "working role", asks, used)
    yield from pay_problems(scheme, market, tree, at)


def _joint_tasks(scheme: Scheme, market: Market, tree: Tree, at: Location) -> Iterator[Problem]:
    """Stages that a second role joins, by the process or by a team: both must exist, and never wait for each other."""
    process, teams = scheme.process, {} if scheme.segmentation is None else scheme.segmentation.teams
    places = [((*at, "process", "joint"), process.joint)]
    places += [((*at, "segmentation", "teams", name, "joint"), team.joint) for name, team in teams.items()]
    led = {process.roles[stage] for _, joint in places for stage in joint if stage in process.roles}
    for where, joint in places:
        yield from unknown(tree, where, "stage", joint, market.stages)
        yield from unknown(tree, where, "role", dict.fromkeys(joint.values()), scheme.people.roles)
        for stage, role in joint.items():
            if process.roles.get(stage) == role:
                yield tree.problem((*where, stage), f"role '{role}' works this stage: it can't join itself")
            elif role in led:
                found = f"role '{role}' joins here and is joined elsewhere: two people would wait for each other"
                yield tree.problem((*where, stage), found)


def _seats(scheme: Scheme, tree: Tree, at: Location) -> Iterator[Problem]:
    seats = scheme.people.seats or []
    where = (*at, "people", "sheet") if scheme.people.sheet is not None else (*at, "people", "seats")
    if scheme.people.heads is not None:
        yield tree.problem((*at, "people", "heads"), "expected either heads or named seats, found both")
    yield from seat_problems(scheme.people, tree, (*at, "people"))
    yield from manager_problems(scheme.people, tree, (*at, "people"))
    staffed, used = {seat.role for seat in seats}, set(scheme.working_roles())
    for role in scheme.working_roles():
        if role not in staffed:
            yield tree.problem(where, f"no seat has role '{role}', who works a stage", nearest(role, staffed))
    for index, seat in enumerate(seats):
        if seat.role in scheme.people.roles and seat.role not in used:
            spot = (*at, "people", "seats", index)
            yield tree.problem(spot, f"seat '{seat.name}' has role '{seat.role}', who works no stage")
    for name in _teams_without_seats(scheme):
        said = f"no seat is of team '{name}', whose segments others would serve"
        yield tree.problem(where, said, "name it as the team of a seat, or let another team serve them")


def _teams_without_seats(scheme: Scheme) -> list[str]:
    """Teams of which no named seat is; none where a seat is of a team that this scheme doesn't have."""
    seats = [seat for seat in scheme.people.seats or [] if seat.role not in scheme.process.shared_roles]
    teams = [] if scheme.segmentation is None else list(scheme.segmentation.teams)
    named = {seat.team for seat in seats if seat.team is not None}
    # Seats without a team are dealt in turn, and there may be as many of them as there are teams left.
    if not seats or not named <= set(teams) or any(seat.team is None for seat in seats):
        return []
    return [name for name in teams if name not in named]


def _places(scheme: Scheme, market: Market, tree: Tree, at: Location) -> Iterator[Problem]:
    if scheme.territory is None:
        return
    if scheme.territory.align is not None:
        if scheme.territory.align.into > len(market.regions):
            found = f"{scheme.territory.align.into} territories, but the market has {len(market.regions)} regions"
            yield tree.problem((*at, "territory", "align", "into"), found)
        return
    covered: set[str] = set()
    for name, territory in scheme.territory.territories.items():
        covered.update(territory.regions)
        where = (*at, "territory", "territories", name, "regions")
        yield from unknown(tree, where, "region", territory.regions, market.regions)
    for region in market.regions:
        if region not in covered:
            yield tree.problem((*at, "territory", "territories"), f"no territory has the region '{region}'")


def _customers(scheme: Scheme, market: Market, tree: Tree, at: Location) -> Iterator[Problem]:
    offers = scheme.products.offers if scheme.products is not None else {}
    if scheme.segmentation is not None:
        for index, rule in enumerate(scheme.segmentation.rules):
            yield from unknown_conditions(rule.when, market, tree, (*at, "segmentation", "rules", index, "when"))
        rules = [(rule.segment, rule.when) for rule in scheme.segmentation.rules]
        yield from rule_problems(rules, known_names(market), market, tree, (*at, "segmentation", "rules"))
        yield from idle_teams(scheme.segmentation, tree, (*at, "segmentation"))
        for name, team in scheme.segmentation.teams.items():
            where = (*at, "segmentation", "teams", name, "offers")
            yield from unknown(tree, where, "offer", team.offers or (), offers)
            works = dict.fromkeys(role for stage in scheme.process.roles for role in scheme.roles_at(stage, name))
            for role in team.credit:
                if role not in works:
                    found = f"'{role}' works no stage for this team's customers"
                    spot = (*at, "segmentation", "teams", name, "credit", role)
                    yield tree.problem(spot, found, nearest(role, works))
    for index, routing_rule in enumerate(scheme.routing.rules):
        yield from unknown_conditions(routing_rule.when, market, tree, (*at, "routing", "rules", index, "when"))
    dealt = [(str(rule.policy), rule.when) for rule in scheme.routing.rules]
    yield from rule_problems(dealt, known_names(market), market, tree, (*at, "routing", "rules"))
    if "weighted" in scheme.routing.policies() and scheme.routing.weights is None:
        yield tree.problem((*at, "routing", "policy"), "the policy 'weighted' needs weights by office")
    yield from unknown(tree, (*at, "routing", "weights"), "office", scheme.routing.weights or {}, scheme.people.offices)
