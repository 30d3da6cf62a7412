"""The potential value on record is off, and everything that sorts leads by value reads the record."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.floor.compile import compile_plan
from sim.floor.record import record_of
from sim.floor.resolving.learn_clusters import learned_centres
from sim.floor.resolving.resolved import Horizon
from sim.floor.resolving.workload import planning_table
from sim.floor.score import scores
from sim.levers.clusters import features, nearest
from sim.market.leads import lead_table
from tests.builders import (
    NEVER_ADVANCES,
    Lead,
    money,
    one_stage_market,
    play,
    resolved,
    scheme_of,
    scripted_table,
    seats,
    task_rows,
)

ONE_STAGE = {"work": "rep"}
BY_VALUE = {
    "rules": [{"segment": "rich", "when": {"value_at_least": 100}}],
    "residual": "others",
    "teams": {"big": {"segments": ["rich"]}, "small": {"segments": ["others"]}},
}
TEAMS = [*seats("a", team="big"), *seats("b", team="small")]
# All alike: whatever tells them apart is what stands on record.
ALIKE = [Lead(0) for _ in range(16)]


def market_with(error, **recording):
    return one_stage_market({"recording": {"attribute_error": 0, "score_error": 0, "value_error": error, **recording}})


def on_record(market, scheme, use=1.0):
    return record_of(market, scheme, scripted_table(market, ALIKE, 7), use).value


@pytest.mark.parametrize(
    ("factor", "use", "left"), [(None, 1.0, 1.0), (0.5, 1.0, 0.5), (0.5, 0.5, 0.75), (0, 1.0, 0), (0, 0.0, 1)]
)
def test_its_log_is_off_by_the_error_that_the_crm_and_its_use_leave(factor, use, left):
    market = market_with(0.4)
    table = lead_table(market, 364 * 5, 1, 0)
    scheme = scheme_of(seats("a"), ONE_STAGE, crm=None if factor is None else {"error_factor": factor})
    off = np.log(record_of(market, scheme, table, use).value / table.value)
    assert off.std() == pytest.approx(0.4 * left, rel=0.06)
    assert off.mean() == pytest.approx(0, abs=0.05 * left)


def test_without_the_error_the_record_is_the_truth_itself():
    scheme = scheme_of(seats("a"), ONE_STAGE)
    for market in (market_with(0), one_stage_market({"recording": {"enabled": False, "value_error": 2}})):
        assert on_record(market, scheme).tolist() == [100.0] * len(ALIKE)


def test_value_bands_read_the_record_and_whoever_truth_would_place_elsewhere_is_misclassified():
    market, scheme = market_with(1), scheme_of(TEAMS, ONE_STAGE, segmentation=BY_VALUE)
    rich = on_record(market, scheme) >= 100
    assert 0 < rich.sum() < len(ALIKE)
    ledger = play(market, scheme, ALIKE, weeks=4)
    assert ledger.leads["segment"].tolist() == np.where(rich, "rich", "others").tolist()
    assert ledger.leads["misclassified"].tolist() == (~rich).tolist(), "in truth all are just rich enough"
    assert [seat for _, seat in sorted(task_rows(ledger, "lead", "seat"))] == np.where(rich, 0, 1).tolist()
    assert ledger.plan.classified.rule_hits[:, 0].tolist() == rich.tolist()
    assert ledger.leads["value"].tolist() == [100.0] * len(ALIKE), "the ledger keeps the truth"
    assert ledger.leads["revenue"].tolist() == [100.0] * len(ALIKE)
    assert [amount for _, amount in money(ledger, "cost of goods")] == pytest.approx([-60.0] * len(ALIKE))


def test_routing_rules_read_the_record():
    rules = [{"when": {"value_at_least": 100}, "policy": "skill"}]
    market, scheme = market_with(1), scheme_of(seats("a", "b"), ONE_STAGE, routing={"rules": rules})
    ledger = play(market, scheme, ALIKE, weeks=4)
    assert ledger.plan.rule == (on_record(market, scheme) >= 100).astype(int).tolist()


def test_tasks_in_order_of_value_follow_the_record():
    market, scheme = market_with(1), scheme_of(seats("a"), ONE_STAGE, routing={"task_order": "value"})
    served = [lead for (lead,) in task_rows(play(market, scheme, ALIKE, weeks=4), "lead")]
    value = on_record(market, scheme)
    assert served == sorted(range(len(ALIKE)), key=lambda lead: -value[lead])


def test_service_that_takes_its_turn_by_value_follows_the_record():
    """A deal of 100 that stands as 10 on record is taken on after a lead of 50."""
    market = one_stage_market({"accounts": {"effort_distribution": "fixed", "requests_per_year": 0}})
    process, routing = {"after_sales": {"role": "rep", "order": "in-turn"}}, {"task_order": "value"}
    scheme = scheme_of(seats("a"), ONE_STAGE, process=process, routing=routing)
    leads = [Lead(0), Lead(1, NEVER_ADVANCES, value=50)]
    for record, starts in (([100.0, 50.0], 2.0), ([10.0, 50.0], 4.0)):
        ledger = play(market, scheme, leads, change=lambda plan, record=record: replace(plan, recorded_value=record))
        assert ledger.case_columns["start"].tolist() == [starts]


def test_scores_weigh_the_value_on_record():
    market, scheme = market_with(1), scheme_of(seats("a"), ONE_STAGE)
    assert scores(market, scheme, scripted_table(market, ALIKE, 7)) == pytest.approx(np.log(on_record(market, scheme)))


def test_clusters_are_learned_from_and_joined_by_the_record():
    """Centres are the means of their members on record; in truth all leads of the year are worth the same."""
    teams = {"big": {"segments": ["cluster-1"]}, "small": {"segments": ["cluster-2"]}}
    clusters = {"clusters": {"on": ["value"], "number": 2}, "teams": teams}
    market, scheme = market_with(1), scheme_of(TEAMS, ONE_STAGE, segmentation=clusters)
    planning = planning_table(market)
    centres = learned_centres(market, scheme, planning)
    record = record_of(market, scheme, planning)
    points = features(["value"], record.recorded, record.names, record.value)
    member = nearest(points, centres)
    assert [points[member == number].mean() for number in (0, 1)] == pytest.approx(centres[:, 0].tolist(), abs=1e-3)
    assert centres[0, 0] > centres[1, 0], "the most valuable on record comes first"
    table = lead_table(market, 364, 1, 0)
    plan = compile_plan(market, resolved(market, scheme), Horizon(0, 52, 0), table, 1, 0)
    value = record_of(market, scheme, table).value
    assert plan.classified.segment.tolist() == nearest(np.log(value)[:, None], centres).tolist()
    of_the_truth = nearest(np.log(table.value)[:, None], centres)
    assert plan.classified.misclassified.tolist() == (plan.classified.segment != of_the_truth).tolist()
