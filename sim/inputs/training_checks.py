"""What only market and scheme together show about training: topics that exist, people who attend, and have the time."""

from __future__ import annotations

from collections.abc import Iterator

from sim.inputs.errors import Problem, nearest
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import RunLength, Scheme
from sim.inputs.models.training import Course, Training
from sim.inputs.tree import Location, Tree


def training_problems(scheme: Scheme, market: Market, run: RunLength, tree: Tree, at: Location) -> Iterator[Problem]:
    """Every problem of the scheme's training, at its place in the playbook."""
    training = scheme.training
    if training is None:
        return
    where = (*at, "training")
    for name, course in training.courses.items():
        spot = (*where, "courses", name)
        yield from _unknown_topics(course, market, tree, (*spot, "teaches"))
        yield from _useless_topics(course, scheme, market, tree, (*spot, "teaches"))
        used = scheme.working_roles()
        for role in course.roles or ():
            if role not in used:
                yield tree.problem((*spot, "roles"), f"there is no working role '{role}'", nearest(role, used))
    yield from _too_many_hours(training, scheme, market, run, tree, where)


def _unknown_topics(course: Course, market: Market, tree: Tree, where: Location) -> Iterator[Problem]:
    for kind, known, named in (
        ("stage", market.stages, course.teaches.stages),
        ("product", market.products, course.teaches.products),
    ):
        for name in named:
            if name not in known:
                yield tree.problem((*where, f"{kind}s"), f"there is no {kind} '{name}'", nearest(name, known))


def _useless_topics(course: Course, scheme: Scheme, market: Market, tree: Tree, where: Location) -> Iterator[Problem]:
    """Courses on what nobody in this scheme does."""
    if course.teaches.products and not any(float(stage.fit_weight) for stage in market.stages.values()):
        found = "no stage of this market has an offer on the table, so knowing products helps nowhere"
        yield tree.problem((*where, "products"), found, "see fit_weight of the stages")
    if course.teaches.service and scheme.process.after_sales is None:
        found = "nobody serves customers after the sale in this scheme"
        yield tree.problem((*where, "service"), found, "see process.after_sales")
    if course.teaches.crm and (scheme.crm is None or scheme.crm.adoption is None):
        found = "this scheme has no CRM that people take up step by step"
        yield tree.problem((*where, "crm"), found, "see crm.adoption")


def _too_many_hours(
    training: Training, scheme: Scheme, market: Market, run: RunLength, tree: Tree, where: Location
) -> Iterator[Problem]:
    """The first week in which some role would be in courses for longer than its week lasts; told once."""
    left = hours_left(scheme, market)
    for role in scheme.working_roles():
        for week in range(-run.warm_up_weeks, run.weeks):
            hours = training.hours_of(role, week)
            if sum(hours.values()) > left:
                found = (
                    f"training takes {sum(hours.values()):g} hours of week {week} from each '{role}', who has {left:g} "
                    f"of {market.week_hours:g} besides administration, meetings and records"
                )
                longest = max(hours, key=lambda place: hours[place])
                yield tree.problem((*where, *longest), found, "spread it over several weeks")
                return


def hours_left(scheme: Scheme, market: Market) -> float:
    """Hours of a week that administration, meetings and keeping records leave, before coaching and agreeing."""
    week, crm = scheme.people.week, scheme.crm
    share = 1 - float(week.admin_share) - float(week.meeting_share)
    if crm is not None:
        share -= max(float(crm.logging_share) - float(crm.automation_share), 0.0)
    return float(round(max(share, 0.0) * market.week_hours, 6))
