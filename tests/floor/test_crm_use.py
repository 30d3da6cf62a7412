"""A CRM is used more and more: hours that it takes and saves, records, scores and hand-offs, worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.floor.crm_use import crm_use
from sim.floor.people.time_use import productive_shares, shares_by_week
from sim.floor.record import record_of
from sim.floor.resolving.resolved import Horizon
from sim.floor.score import scores
from sim.floor.simulate import simulate
from sim.levers.adoption import adoption_curve, score_correlation
from sim.market.draws import name_key, normal, uniform
from sim.market.leads import lead_table
from tests.builders import (
    NEVER_ADVANCES,
    Lead,
    market_of,
    one_stage_market,
    play,
    resolved,
    scheme_of,
    seats,
    stage,
    states,
    task_rows,
)
from tests.properties.whole_worlds import rich_market

ONE_STAGE = {"work": "rep"}
ALL_AT_ONCE = {"start_share": 1, "ceiling_share": 1}
NOBODY = {"start_share": 0, "ceiling_share": 0}


def crm(**fields):
    return scheme_of(seats("a", "b"), ONE_STAGE, crm=fields)


def test_use_begins_at_the_start_passes_half_and_comes_to_the_ceiling():
    curve = adoption_curve(np.array([0.0, 10, 11, 500]), 0.2, 0.8, np.array([10.0]), 2.0)[:, 0]
    begin = 1 / (1 + np.exp(5))
    assert curve[0] == pytest.approx(0.2)
    assert curve[1] == pytest.approx(0.2 + 0.6 * (0.5 - begin) / (1 - begin))
    assert curve[2] > curve[1]
    assert curve[3] == pytest.approx(0.8)


def test_some_come_to_it_sooner_than_others_by_a_deviation_of_their_own():
    terms = {"start_share": 0, "ceiling_share": 1, "half_weeks": 20, "steepness_weeks": 4}
    ready = resolved(one_stage_market(), scheme_of(seats("a", "b"), ONE_STAGE))
    z = [normal(np.array([uniform(name_key("person", 3, 0, "office", n), name_key("adoption"))]))[0] for n in (0, 1)]
    for deviation in (0, 2):
        found = crm_use(crm(adoption={**terms, "person_deviation_weeks": deviation}), ready.seats, 40, 3, 0)
        halves = np.array([20 + deviation * mine for mine in z])
        assert found == pytest.approx(adoption_curve(np.arange(40.0), 0, 1, halves, 4))
        assert (found[20, 0] == found[20, 1]) == (deviation == 0)


@pytest.mark.parametrize("accuracy", [0.5, 0.6, 0.75, 0.9, 1.0])
def test_a_score_of_that_accuracy_orders_so_many_pairs_rightly(accuracy):
    r = score_correlation(accuracy)
    rng = np.random.default_rng(3)
    truth, noise = rng.normal(size=(2, 40_000))
    score = r * truth + np.sqrt(1 - r * r) * noise
    right = np.mean((np.diff(truth) > 0) == (np.diff(score) > 0))
    assert right == pytest.approx(accuracy, abs=5 * 0.5 / np.sqrt(20_000))


def test_logging_takes_and_automation_saves_in_proportion_to_use():
    scheme = crm(logging_share=0.1, automation_share=0.04, adoption=ALL_AT_ONCE)
    ready = resolved(one_stage_market(), scheme)
    use = np.array([[0.0, 1.0], [0.5, 1.0]])
    assert shares_by_week(scheme, ready.seats, use, 40.0) == pytest.approx(np.array([[1, 0.94], [0.97, 0.94]]))
    assert productive_shares(scheme, ready.seats, 40.0) == pytest.approx([0.94, 0.94])


def test_learning_it_takes_its_hours_in_the_weeks_in_which_use_grows():
    adoption = {"start_share": 0, "ceiling_share": 1}
    scheme = crm(learning_hours=20, adoption=adoption)
    ready = resolved(one_stage_market(), scheme)
    use = np.array([[0.0, 0.0], [0.25, 0.0], [1.0, 0.0], [1.0, 0.0]])
    lost = (1 - shares_by_week(scheme, ready.seats, use, 40.0)) * 40
    assert lost[:, 0] == pytest.approx([5, 15, 0, 0])
    assert lost[:, 1] == pytest.approx(0)
    a_longer_week = (1 - shares_by_week(scheme, ready.seats, use, 50.0, np.full_like(use, 5.0))) * 50
    assert a_longer_week == pytest.approx(lost + 5)


def test_learning_it_takes_all_of_its_hours_however_far_people_come():
    terms = {"start_share": 0.2, "ceiling_share": 0.7, "half_weeks": 3, "steepness_weeks": 0.5}
    scheme = crm(learning_hours=8, logging_share=0, automation_share=0, adoption=terms)
    ready = resolved(one_stage_market(), scheme)
    use = crm_use(scheme, ready.seats, 60, 1, 0)
    assert use[0].tolist() == pytest.approx([0.2, 0.2])
    assert use[-1].tolist() == pytest.approx([0.7, 0.7])
    lost = 40 * (1 - shares_by_week(scheme, ready.seats, use, 40)).sum(axis=0)
    assert lost.tolist() == pytest.approx([8, 8])


def test_in_the_long_run_people_save_and_log_as_far_as_they_come_to_use_it():
    scheme = crm(logging_share=0.1, automation_share=0.3, adoption={"start_share": 0, "ceiling_share": 0.5})
    plain = productive_shares(scheme_of(seats("a", "b"), ONE_STAGE), resolved(one_stage_market(), scheme).seats, 40)
    found = productive_shares(scheme, resolved(one_stage_market(), scheme).seats, 40)
    assert np.array(found) - np.array(plain) == pytest.approx([0.1, 0.1])


def test_a_crm_that_nobody_uses_costs_its_seats_and_changes_no_task():
    wild = {"error_factor": 0, "shared_context_share": 1, "logging_share": 0.3, "automation_share": 0.2}
    market = rich_market()
    roles = {"call": "sdr", "needs": "ae", "close": "ae"}
    people = {"offices": {"office": {"region": "north", "heads": 1}}}
    team = [*seats("s", role="sdr"), *seats("x", "y", role="ae")]

    def tasks(**levers):
        scheme = scheme_of(team, roles, people, **levers)
        ledger = simulate(market, resolved(market, scheme), horizon=Horizon(0, 12, 1), seed=3, replication=0)
        return task_rows(ledger, "lead", "seat", "start", "end"), ledger

    without, _ = tasks()
    unused, ledger = tasks(crm={**wild, "adoption": NOBODY, "seat_cost_per_year": 3650})
    assert without == unused
    assert sum(amount for amount in ledger.money["amount"][ledger.money["kind"] == "seat"]) < 0


def test_full_use_from_the_start_is_what_a_crm_without_adoption_is():
    fields = {"error_factor": 0.3, "shared_context_share": 0.5, "logging_share": 0.1, "duplicates_found_share": 0.5}
    market = rich_market()
    roles = {"call": "sdr", "needs": "ae", "close": "ae"}
    team = [*seats("s", role="sdr"), *seats("x", "y", role="ae")]
    found = []
    for adoption in (None, ALL_AT_ONCE):
        scheme = scheme_of(team, roles, crm={**fields, "adoption": adoption})
        ledger = simulate(market, resolved(market, scheme), horizon=Horizon(0, 12, 1), seed=3, replication=0)
        found.append(task_rows(ledger, "lead", "seat", "start", "end"))
    assert found[0] == found[1]


def test_the_record_is_as_good_as_it_is_used():
    market, scheme = rich_market({"recording": {"attribute_error": 0.4, "need_error": 1}}), crm(error_factor=0)
    table = lead_table(market, 364, 1, 0)
    use = np.where(table.arrival_day < 182, 0.0, 1.0)
    record = record_of(market, scheme, table, use)
    wrong = record.recorded["size"] != record.true["size"]
    early = table.arrival_day < 182
    assert wrong[~early].sum() == 0
    assert abs(wrong[early].mean() - 0.4) < 5 * np.sqrt(0.24 / early.sum())
    assert (record.need_error[~early] == 0).all()
    assert record.need_error[early].std() == pytest.approx(1, abs=0.1)


def test_a_score_is_the_crms_as_far_as_it_is_used_and_the_records_for_the_rest():
    market = one_stage_market({"quality": {}, "recording": {"score_error": 1, "value_error": 0}})
    table = lead_table(market, 364, 1, 0)
    none, some, full = (scores(market, crm(score_accuracy=0.8), table, use) for use in (0, 0.25, 1))
    assert none == pytest.approx(scores(market, scheme_of(seats("a"), ONE_STAGE), table))
    assert some == pytest.approx(0.25 * full + 0.75 * none)
    assert np.abs(full - none).max() > 0.1


def test_a_perfect_score_sees_quality_itself_and_a_blind_one_nothing_of_it():
    market = rich_market({"quality": {}, "recording": {"score_error": 2}})
    table = lead_table(market, 364, 1, 0)
    worth = np.log(table.value)
    assert scores(market, crm(score_accuracy=1), table) == pytest.approx(worth + table.quality)
    blind = scores(market, crm(score_accuracy=0.5), table) - worth
    assert abs(np.corrcoef(blind, table.quality)[0, 1]) < 5 / np.sqrt(len(table))


def test_what_records_keep_of_a_hand_off_depends_on_whoever_gives_it_away():
    market = market_of({"call": stage(1), "close": stage(1)}, {"context": {"lost_logit": 2}})
    team = [*seats("s", role="sdr"), *seats("x", role="ae")]
    for adoption, state in ((ALL_AT_ONCE, "won"), (NOBODY, "lost")):
        scheme = scheme_of(team, {"call": "sdr", "close": "ae"}, crm={"shared_context_share": 1, "adoption": adoption})
        # One half advances undisturbed; two logits less, about one in eight.
        assert states(play(market, scheme, [Lead(0, u=[0, 0.45])])) == [state]


@pytest.mark.parametrize(
    ("use", "arrival", "state"),
    [
        ([[1.0, 0.0], [1.0, 0.0]], 0, "won"),
        ([[0.0, 1.0], [0.0, 1.0]], 0, "lost"),
        ([[0.0, 0.0], [1.0, 0.0]], 0, "lost"),
        ([[0.0, 0.0], [1.0, 0.0]], 41, "won"),
    ],
)
def test_context_is_kept_by_the_use_of_whoever_gives_away_in_the_week_in_which_it_is_given(use, arrival, state):
    # Seat 0 calls and seat 1 closes. One half advances undisturbed; two logits less, about one in eight.
    market = market_of({"call": stage(1), "close": stage(1)}, {"context": {"lost_logit": 2}})
    team = [*seats("s", role="sdr"), *seats("x", role="ae")]
    scheme = scheme_of(team, {"call": "sdr", "close": "ae"}, crm={"shared_context_share": 1, "adoption": NOBODY})
    lead = Lead(arrival, u=[0, 0.45])
    ledger = play(market, scheme, [lead], weeks=2, change=lambda plan: replace(plan, crm_use=use))
    assert states(ledger) == [state]


def test_without_an_accuracy_of_its_own_a_score_is_as_wrong_as_the_crm_leaves_the_record():
    market = one_stage_market({"quality": {}, "recording": {"score_error": 1, "value_error": 0}})
    table = lead_table(market, 364, 1, 0)
    truth = np.log(table.value) + table.quality
    plain, half = (scores(market, scheme, table) - truth for scheme in (crm(error_factor=1), crm(error_factor=0.5)))
    assert half == pytest.approx(plain / 2)
    assert plain.std() == pytest.approx(1, rel=0.2)


def test_use_that_grows_makes_everyone_faster_week_by_week():
    adoption = {
        "start_share": 0,
        "ceiling_share": 1,
        "half_weeks": 1,
        "steepness_weeks": 0.5,
        "person_deviation_weeks": 0,
    }
    scheme = scheme_of(seats("a"), ONE_STAGE, crm={"automation_share": 0.5, "adoption": adoption})
    ledger = play(
        one_stage_market(),
        scheme,
        [Lead(0, NEVER_ADVANCES), Lead(40, NEVER_ADVANCES), Lead(120, NEVER_ADVANCES)],
        weeks=4,
    )
    hours = [end - start for start, end in task_rows(ledger, "start", "end")]
    use = adoption_curve(np.arange(4.0), 0, 1, np.array([1.0]), 0.5)[:, 0]
    assert hours == pytest.approx([2 / 1, 2 / (1 + 0.5 * use[1]), 2 / (1 + 0.5 * use[3])])


def test_a_week_without_an_open_day_is_skipped_and_not_lived_through_later():
    # In 2026 the Spring Festival closes the third week from 2 February.
    adoption = {"start_share": 0, "ceiling_share": 1, "half_weeks": 2, "steepness_weeks": 1}
    scheme = scheme_of(seats("a"), ONE_STAGE, crm={"automation_share": 0.5, "adoption": adoption})
    market = one_stage_market(world={"country": "CN", "start_date": "2026-02-02"})
    ledger = play(market, scheme, [], weeks=5)
    use = crm_use(scheme, ledger.resolved.seats, 5, 1, 0)
    assert use is not None
    assert len(ledger.plan.week_ticks) == 4
    assert ledger.plan.crm_use == use[[0, 1, 3, 4]].tolist()
    shares = shares_by_week(scheme, ledger.resolved.seats, use, 40.0)
    assert ledger.plan.productive_by_week == shares[[0, 1, 3, 4]].tolist()


def test_nobody_uses_logs_or_learns_before_it_is_switched_on_and_learning_takes_the_same_hours_after():
    fields = {"logging_share": 0.1, "learning_hours": 12}
    growing = {"start_share": 0.2, "ceiling_share": 0.8, "half_weeks": 6, "person_deviation_weeks": 0}
    late = crm(**fields, adoption=growing | {"switch_on_week": 5})
    at_once = crm(**fields, adoption=growing)
    places = resolved(one_stage_market(), late).seats
    used, early = (crm_use(scheme, places, weeks, 1, 0) for scheme, weeks in ((late, 45), (at_once, 40)))
    assert (used[:5] == 0).all()
    assert np.array_equal(used[5:], early)
    shares, without_wait = shares_by_week(late, places, used, 40.0), shares_by_week(at_once, places, early, 40.0)
    assert shares[:5] == pytest.approx(np.ones((5, 2)))
    assert np.array_equal(shares[5:], without_wait)
