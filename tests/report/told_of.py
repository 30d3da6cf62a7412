"""Every text of a report that is made from results, without its figures."""

from __future__ import annotations

from collections.abc import Iterator

from sim.report import (
    areas,
    caveats,
    crm_chapter,
    findings,
    findings_accounts,
    findings_beside,
    findings_levers,
    findings_money,
    findings_sweep,
    findings_trial_use,
    guide,
    headline,
    markets_chapter,
    pay_chapter,
    process_chapter,
    segments,
    sentences,
    transition_chapter,
)
from sim.report.view import View
from sim.results import beside, pay
from sim.results.decide.market_ranking import ways_by_market
from sim.results.misrecording import cost_of_records
from sim.results.perfect import PERFECT
from sim.results.variants import NULL, STEADY


def told(view: View) -> Iterator[str]:
    """The first screen, each chapter that the run has something for, and the guide."""
    also = view.run.playbook.experiment.also
    yield headline.verdict(view)
    yield from (*sentences.below(view), *sentences.why(view), *sentences.what_would_decide(view))
    yield from caveats.caveats(view)
    yield from (*findings_money.ledger(view), *findings_money.money(view))
    yield from (*findings.funnel(view), findings.waiting(view), *findings.response(view))
    yield from (*findings.load(view), *findings.people(view), *areas.findings(view))
    yield from process_chapter.findings(view, process_chapter.fates(view))
    yield from process_chapter.measured(view, process_chapter.kpis(view))
    if pay.plans_differ(view.run):
        yield from pay_chapter.cost_told(view, pay.pay_cost(view.run))
        if len(heeded := pay.behaviour(view.run)):
            yield from pay_chapter.behaviour_told(view, heeded)
    if view.run.playbook.experiment.ways:
        yield from findings_beside.ways(view)
    if also.breakdown_replications:
        yield from findings_money.gap(view)
    yield from transition_chapter.findings(view, transition_chapter.goings(view))
    yield from crm_chapter.dip_findings(view, crm_chapter.by_quarter(view))
    yield from crm_chapter.told(view, crm_chapter.beside_the_truth(view))
    yield from (*findings_trial_use.trial_use(view), *findings_accounts.after_sale(view))
    if len(by_segment := segments.by_segment(view)):
        yield from segments._told(view, by_segment)
    if PERFECT in set(view.run.variants["variant"]):
        yield from segments._cost_told(view, cost_of_records(view.run))
    if also.trials:
        yield from findings_levers.trials(view)
    if also.bottleneck_replications:
        yield from findings_levers.bottleneck(view)
    for name in also.sweeps:
        yield findings_beside.sweep(view, name)
        if (best := beside.best_of_sweep(view.run, name)) is not None:
            yield from findings_sweep.best(view, name, best)
    if view.run.playbook.other_markets and view.run.playbook.experiment.every_way():
        yield from markets_chapter.findings(view, ways_by_market(view.run))
    if beside.has(view.run, NULL):
        yield from findings_beside.null(view)
    if beside.has(view.run, STEADY):
        yield from findings_beside.steady(view)
    if also.robustness_replications:
        yield from findings_beside.robustness(view)
    yield guide.guide_of(view) or ""
