"""The CRM's truth and ours, on hand-worked floors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.results.recorded import CLOSED, History, forecast, recorded_history, recorded_kpis, true_history
from tests.builders import NEVER_ADVANCES, Lead, market_of, play, scheme_of, seats, stage

ROLES = {"call": "rep", "close": "rep"}


def played(use, leads, weeks=1):
    adoption = {"start_share": use, "ceiling_share": use}
    market = market_of({"call": stage(1, thinking_hours=2), "close": stage(1)}, {"patience": {}})
    return play(market, scheme_of(seats("a", "b", "c"), ROLES, crm={"adoption": adoption}), leads, weeks=weeks)


LEADS = [Lead(0, u=u, thinking=[2, 0]) for u in ([0, 0], [0, NEVER_ADVANCES], [NEVER_ADVANCES, 0])]


def test_with_full_use_the_record_is_the_truth():
    ledger = played(1, LEADS)
    for clock in (0, 1, 2.9, 3, 3.9, 4, 10):
        assert recorded_history(ledger).at(clock).tolist() == true_history(ledger).at(clock).tolist()
    assert true_history(ledger).at(2.9).tolist() == [0, 0, 0], "they still think"
    assert true_history(ledger).at(3).tolist() == [1, 1, CLOSED]
    assert true_history(ledger).at(4).tolist() == [CLOSED, CLOSED, CLOSED]


def test_without_use_only_orders_are_booked_and_what_was_lost_stays_open():
    ledger = played(0, LEADS)
    record = recorded_history(ledger)
    assert record.at(3.5).tolist() == [0, 0, 0], "nobody has logged a call"
    assert record.at(4).tolist() == [CLOSED, 0, 0]
    found = recorded_kpis(ledger)
    assert found["dead_on_record_share"] == 1
    assert np.isnan(found["open_on_record_ratio"]), "nothing is truly open"


def test_what_counts_is_the_use_of_whoever_did_the_work():
    def by_seat(plan):
        return replace(plan, crm_use=[[1.0, 0.0] for _ in plan.week_ticks])

    market = market_of({"call": stage(1, thinking_hours=2), "close": stage(50)})
    scheme = scheme_of(seats("a", "b"), ROLES, crm={"adoption": {"start_share": 0.5, "ceiling_share": 0.5}})
    ledger = play(market, scheme, [Lead(0, thinking=[2, 0]), Lead(0, thinking=[2, 0])], change=by_seat)
    caller = dict(zip(*(ledger.task_columns[name].tolist() for name in ("lead", "seat")), strict=True))
    logged = recorded_history(ledger).at(10).tolist()
    assert [logged[lead] for lead in sorted(caller, key=caller.__getitem__)] == [1, 0]


def test_a_lead_that_has_not_come_is_not_open():
    assert true_history(played(1, [Lead(5)])).at(4).tolist() == [CLOSED]


def test_what_is_not_logged_at_once_is_filled_in_with_what_is():
    ledger = played(0.5, [Lead(0.0, thinking=[2, 0])] * 400, weeks=12)
    record, truth = recorded_history(ledger), true_history(ledger)
    assert len(record.lead) == len(truth.lead), "all are won, so in the end all is filled in"
    assert (record.at(1e6) == CLOSED).all()
    delayed = dict(zip(record.lead.tolist(), record.clock.tolist(), strict=True))
    assert delayed == dict(zip(truth.lead.tolist(), truth.clock.tolist(), strict=True)), "the order itself is in time"
    first = dict(zip(record.lead[::-1].tolist(), record.clock[::-1].tolist(), strict=True))
    early = dict(zip(truth.lead[::-1].tolist(), truth.clock[::-1].tolist(), strict=True))
    late = np.mean([first[lead] > early[lead] for lead in first])
    assert abs(late - 0.5) < 5 * 0.5 / np.sqrt(400)


def test_the_record_never_knows_more_than_the_truth():
    ledger = played(0.4, [Lead(float(i % 7), u=[i % 2, i % 3 / 2], thinking=[2, 0]) for i in range(60)])
    truth, record = true_history(ledger), recorded_history(ledger)
    for clock in np.arange(0, 40, 0.5):
        closed_truly, closed_on_record = truth.at(clock) == CLOSED, record.at(clock) == CLOSED
        assert not (closed_on_record & ~closed_truly).any()
        both = ~closed_truly & ~closed_on_record
        assert (record.at(clock)[both] <= truth.at(clock)[both]).all()


def test_a_forecast_is_each_stages_value_times_the_share_won_of_those_who_stood_there():
    # Ten hours ago: leads 0 and 1 at stage 0, lead 2 at stage 1. Since then 0 and 2 were won.
    arrival = np.array([0.0, 0.0, 0.0, 15.0, 15.0])
    moves = History(
        lead=np.array([2, 0, 2, 4]),
        stage=np.array([1, CLOSED, CLOSED, 1]),
        clock=np.array([5.0, 14.0, 16.0, 18.0]),
        arrival=arrival,
    )
    won_at = np.array([14.0, np.inf, 16.0, np.inf, np.inf])
    value = np.array([1.0, 10.0, 100.0, 1000.0, 10000.0])
    # Now, at 20: leads 1 and 3 stand at stage 0 (rate one half), lead 4 at stage 1 (rate one).
    assert forecast(moves, won_at, value, now=20, span=10, stages=2) == pytest.approx(0.5 * 1010 + 10000)
