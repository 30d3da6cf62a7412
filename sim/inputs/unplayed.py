"""Levers that a scheme names and its market can't play: told before a run, since a market may be swapped on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.inputs.models.levers import Crm, Routing
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Experiment, RunLength, Scheme
from sim.inputs.tree import Location, Place, Tree, dotted
from sim.inputs.unplayed_pay import unplayed_behaviour, unplayed_pay

Found = tuple[str, Location, str]
"""What it is, where it stands below its scheme, and the key of what is lacking."""

BY_SCORE = ("score", "own-choice")
NEEDED = {"need": "need_error", "attributes": "attribute_error"}


@dataclass(frozen=True, slots=True)
class Unplayed:
    """Something that `scheme` names, empty for the market itself, and that has nothing to act on there.

    `code` says what it is and has words of its own, `key` where it stands, `lacks` the key that would have to be there,
    `place` the file and line, where they are known.
    """

    scheme: str
    code: str
    key: str
    lacks: str
    place: Place


def unplayed(experiment: Experiment, market: Market, tree: Tree | None = None) -> tuple[Unplayed, ...]:
    """Everything that the schemes name and that changes nothing in this market, or only costs there.

    In order of the schemes; `tree` has the experiment with the market at `market`, where it is at hand.
    """
    around = tree or Tree({}, {})

    def told(scheme: str, at: Location, found: Found) -> Unplayed:
        code, below, lacks = found
        where = (*at, *below)
        return Unplayed(scheme, code, dotted(where), lacks, around.place(where) or Place(""))

    named = [
        told(name, ("schemes", name), found)
        for name, scheme in experiment.schemes.items()
        for found in (*_without_effect(scheme, market), *_too_late(scheme, experiment.run))
    ]
    return (*named, *(told("", (), found) for found in unplayed_behaviour(experiment, market)))


def _without_effect(scheme: Scheme, market: Market) -> Iterator[Found]:
    yield from _people(scheme, market)
    yield from _products(scheme, market)
    if scheme.crm is not None:
        yield from _crm(scheme.crm, scheme.routing, market)
    yield from _knowing(scheme, market)
    yield from _training(scheme, market)
    yield from unplayed_pay(scheme, market)


def _people(scheme: Scheme, market: Market) -> Iterator[Found]:
    """Who works, serves, covers and is found for whom."""
    effects, people, process = market.effects, scheme.people, scheme.process
    if float(people.managers.coaching_hours) > 0 and not effects.active("coaching"):
        yield "coaching", ("people", "managers", "coaching_hours"), "effects.coaching"
    if people.hiring is not None and not effects.active("turnover"):
        yield "hiring", ("people", "hiring"), "effects.turnover"
    if process.hunting is not None and not effects.active("prospecting"):
        yield "hunting", ("process", "hunting"), "effects.prospecting"
    if process.after_sales is not None and not effects.active("accounts"):
        yield "after_sales", ("process", "after_sales"), "effects.accounts"
    cover = scheme.routing.cover
    if cover is not None and cover.by != "wait" and not (effects.active("absence") or effects.active("turnover")):
        yield "cover", ("routing", "cover"), "effects.absence"
    if {"skill", "score"} & set(scheme.routing.policies()) and not effects.active("skill"):
        yield "by_skill", ("routing",), "effects.skill"


def _products(scheme: Scheme, market: Market) -> Iterator[Found]:
    effects, products = market.effects, scheme.products
    if products is None:
        return
    fits = effects.active("need_fit") and any(float(stage.fit_weight) > 0 for stage in market.stages.values())
    if len(products.offers) > 1 and not fits:
        yield "offers", ("products", "offers"), "effects.need_fit"
    given = effects.active("bargaining") or effects.active("odds_discount")
    if products.discount_authority is not None and not given:
        yield "discounts", ("products", "discount_authority"), "effects.bargaining"
    if products.trial is not None and not (effects.active("trying") and fits):
        lacks = "effects.need_fit" if effects.active("trying") else "effects.trying"
        yield "trial", ("products", "trial"), lacks
    if products.mending is not None and not effects.active("accounts"):
        yield "mending", ("products", "mending"), "effects.accounts"


def _crm(crm: Crm, routing: Routing, market: Market) -> Iterator[Found]:
    """Each promise of a CRM by what it acts on; what it takes is always played."""
    effects, pool = market.effects, routing.pool
    if float(crm.error_factor) != 1 and not (effects.active("recording") or effects.active("promotion")):
        yield "crm_errors", ("crm", "error_factor"), "effects.recording"
    if float(crm.shared_context_share) > 0 and not effects.active("context"):
        yield "crm_context", ("crm", "shared_context_share"), "effects.context"
    if float(crm.duplicates_found_share) > 0 and not effects.active("duplicates"):
        yield "crm_duplicates", ("crm", "duplicates_found_share"), "effects.duplicates"
    pooled = pool is not None and pool.enabled and pool.claim_order in BY_SCORE
    read = routing.task_order == "score" or "score" in routing.policies() or pooled
    if crm.score_accuracy is None:
        return
    if not read:
        yield "crm_score", ("crm", "score_accuracy"), "routing.task_order: score"
    elif not effects.active("quality"):
        yield "crm_quality", ("crm", "score_accuracy"), "effects.quality"


def _knowing(scheme: Scheme, market: Market) -> Iterator[Found]:
    """Finding customers, and asking them."""
    effects, marketing, recording = market.effects, scheme.marketing, market.effects.recording
    if marketing is not None:
        spends = any(float(amount) > 0 for amount in marketing.spend_per_year.values())
        if spends and not effects.active("campaigns"):
            yield "campaigns", ("marketing", "spend_per_year"), "effects.campaigns"
        if float(marketing.promoted_share) > 0 and not effects.active("promotion"):
            yield "promotion", ("marketing", "promoted_share"), "effects.promotion"
    if scheme.research is None:
        return
    if not effects.active("insight"):
        yield "research", ("research",), "effects.insight"
        return
    for name, study in scheme.research.studies.items():
        where = ("research", "studies", name, "about")
        for topic, error in NEEDED.items():
            errs = recording is not None and recording.enabled and float(getattr(recording, error)) > 0
            if topic in study.about and not errs:
                yield f"research_{topic}", where, f"effects.recording.{error}"
        if "decision" in study.about and not any(stage.need_shift for stage in market.stages.values()):
            yield "research_decision", where, "need_shift of the stages"


def _training(scheme: Scheme, market: Market) -> Iterator[Found]:
    effects, training = market.effects, scheme.training
    if training is None:
        return
    if training.courses and not effects.active("training"):
        yield "courses", ("training", "courses"), "effects.training"
    for name, course in training.courses.items():
        if course.teaches.service and effects.active("training") and not effects.active("accounts"):
            yield "course_service", ("training", "courses", name, "teaches", "service"), "effects.accounts"
    shares = bool(effects.active("sharing") and effects.active("learning"))
    if training.sharing is not None and not shares:
        lacks = "effects.learning" if effects.active("sharing") else "effects.sharing"
        yield "sharing", ("training", "sharing"), lacks
    if training.team_building is not None:
        if not effects.active("cohesion"):
            yield "team_building", ("training", "team_building"), "effects.cohesion"
        elif not effects.active("context") and not (shares and training.sharing is not None):
            yield "team_building_idle", ("training", "team_building"), "effects.context"


def _too_late(scheme: Scheme, run: RunLength) -> Iterator[Found]:
    """What begins when the run is over, or too shortly before for its end to show it."""
    end, adoption = run.warm_up_weeks + run.weeks, None if scheme.crm is None else scheme.crm.adoption
    if adoption is not None:
        where, on = ("crm", "adoption", "switch_on_week"), adoption.switch_on_week
        if on >= end:
            yield "crm_never", where, "run.weeks"
        elif end - on < float(adoption.half_weeks):
            yield "crm_young", where, "run.weeks"
        if end - run.follow_up_weeks <= on < end:
            yield "crm_unfollowed", where, "run.follow_up_weeks"
    for name, course in ({} if scheme.training is None else scheme.training.courses).items():
        if course.from_week >= run.weeks:
            yield "course_late", ("training", "courses", name, "from_week"), "run.weeks"
    for name, study in ({} if scheme.research is None else scheme.research.studies).items():
        if study.week + study.lag_weeks >= run.weeks:
            yield "study_late", ("research", "studies", name, "week"), "run.weeks"
    for index, spiff in enumerate([] if scheme.incentives is None else scheme.incentives.spiffs):
        if spiff.from_week >= end:
            yield "spiff_late", ("incentives", "spiffs", index, "from_week"), "run.weeks"
    for name, contest in ({} if scheme.incentives is None else scheme.incentives.contests).items():
        if contest.to_week is not None and contest.to_week > end:
            yield "contest_late", ("incentives", "contests", name, "to_week"), "run.weeks"
