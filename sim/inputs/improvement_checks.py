"""What only market, scheme and run together show about continuous improvement: what it acts on must be there."""

from __future__ import annotations

from collections.abc import Iterator

from sim.inputs.errors import Problem, nearest
from sim.inputs.models.improvement import COACHING, FIXED_PLAN, Improvement, Post
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import RunLength, Scheme
from sim.inputs.name_checks import unknown
from sim.inputs.training_checks import hours_left
from sim.inputs.tree import Location, Tree


def improvement_problems(scheme: Scheme, market: Market, run: RunLength, tree: Tree, at: Location) -> Iterator[Problem]:
    """Every problem of the scheme's improvement, at its place in the playbook."""
    terms = scheme.improvement
    if terms is None:
        return
    where = (*at, "improvement")
    yield from _too_late(terms, run, tree, where)
    yield from _unaffordable(terms, tree, where)
    left, hours = hours_left(scheme, market), float(terms.hours_per_review)
    if terms.policy != FIXED_PLAN and hours > left:
        found = f"a review takes {hours:g} hours of everyone, whose week has {left:g} besides its meetings"
        yield tree.problem((*where, "hours_per_review"), found, f"expected {left:g} or fewer")
    if terms.policy != FIXED_PLAN and scheme.crm is None:
        found = f"'{terms.policy}' reads what is on record, and this scheme has no CRM that records it"
        yield tree.problem((*where, "policy"), found, "give it a crm, or state moves in a fixed-plan")
    if terms.policy == COACHING:
        yield from _nobody_coaches(terms, scheme, market, tree, where)
    else:
        yield from _nobody_moves(scheme, tree, where)
    for number, move in enumerate(terms.moves):
        for name, post in (("take_from", move.take_from), ("give_to", move.give_to)):
            yield from _unknown_post(post, scheme, tree, (*where, "moves", number, name))
        if move.take_from == move.give_to:
            found = "the seat moves to where it stands"
            yield tree.problem((*where, "moves", number, "give_to"), found, "expected another role, team or territory")


def _too_late(terms: Improvement, run: RunLength, tree: Tree, where: Location) -> Iterator[Problem]:
    if terms.policy != FIXED_PLAN and terms.from_week >= run.weeks:
        found = f"the first review is in week {terms.from_week}, but the run measures weeks 0 to {run.weeks - 1}"
        yield tree.problem((*where, "from_week"), found, f"expected 0 to {run.weeks - 1}, or a longer run.weeks")
    for number, move in enumerate(terms.moves):
        if move.week >= run.weeks:
            found = f"a move in week {move.week}, but the run measures weeks 0 to {run.weeks - 1}"
            hint = f"expected 0 to {run.weeks - 1}, or a longer run.weeks"
            yield tree.problem((*where, "moves", number, "week"), found, hint)


def _unaffordable(terms: Improvement, tree: Tree, where: Location) -> Iterator[Problem]:
    """A budget that pays for no action, or for fewer than are planned in one week."""
    budget, cost = float(terms.budget_per_review), terms.action_cost
    weeks = [move.week for move in terms.moves] or [0]
    most = max(weeks.count(week) for week in weeks)
    if cost > budget:
        found = f"a budget of {budget:g} pays for no action, each of which costs {cost:g}"
        yield tree.problem((*where, "budget_per_review"), found, f"expected {cost:g} or more, or cheaper actions")
    elif most * cost > budget:
        week = next(week for week in weeks if weeks.count(week) == most)
        found = f"{most} moves in week {week} cost {most * cost:g}, more than the budget of {budget:g}"
        hint = f"expected {most * cost:g} or more, or moves in several weeks"
        yield tree.problem((*where, "budget_per_review"), found, hint)


def _nobody_coaches(
    terms: Improvement, scheme: Scheme, market: Market, tree: Tree, where: Location
) -> Iterator[Problem]:
    if not market.effects.active("coaching"):
        found = "coaching teaches nothing in this market, so that nothing can come of it"
        yield tree.problem((*where, "policy"), found, "see effects.coaching")
    hours, left = float(terms.coaching_hours) + float(terms.hours_per_review), hours_left(scheme, market)
    if hours > left:
        found = f"coaching and a review take {hours:g} hours of a week that has {left:g} besides its meetings"
        yield tree.problem((*where, "coaching_hours"), found, f"expected both to be {left:g} or fewer together")


def _nobody_moves(scheme: Scheme, tree: Tree, where: Location) -> Iterator[Problem]:
    """Organisations in which no seat can be moved while the floor runs, with the reason."""
    pool = scheme.routing.pool
    if scheme.people.unlimited_capacity:
        found = "capacity is unlimited, so nothing waits and nobody is missing anywhere"
        yield tree.problem(where, found, "leave out people.unlimited_capacity, or improvement")
    if pool is not None and pool.enabled:
        found = "leads lie in claim pools, whose members are those of the start: no seat can move"
        yield tree.problem(where, found, "choose another routing")
    if not scheme.roles_that_work_alone():
        found = "everyone hunts, serves customers or works tasks with others, so no seat can move"
        yield tree.problem(where, found, "see process.hunting, process.after_sales and process.joint")
    elif len(scheme.working_roles()) == 1 and scheme.segmentation is None and scheme.territory is None:
        found = "everyone stands in one place, so no seat can move to another"
        yield tree.problem(where, found, "see process.roles, segmentation and territory")


def _unknown_post(post: Post, scheme: Scheme, tree: Tree, at: Location) -> Iterator[Problem]:
    used = scheme.working_roles()
    teams = () if scheme.segmentation is None else tuple(scheme.segmentation.teams)
    territories = () if scheme.territory is None else tuple(scheme.territory.territories or ())
    if post.role not in used:
        yield tree.problem((*at, "role"), f"there is no working role '{post.role}'", nearest(post.role, used))
    elif post.role not in scheme.roles_that_work_alone():
        found = f"'{post.role}' hunts, serves customers or works tasks with others, so no seat can come or go"
        alone = ", ".join(sorted(scheme.roles_that_work_alone()))
        yield tree.problem((*at, "role"), found, f"expected one of: {alone}" if alone else None)
    if post.team is not None:
        yield from unknown(tree, (*at, "team"), "team", [post.team], teams)
    if post.territory is not None:
        yield from unknown(tree, (*at, "territory"), "territory", [post.territory], territories)
