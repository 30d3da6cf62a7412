"""Sham follow-ups on hand-worked floors: who makes them, when, what they cost, and that no lead advances by them."""

from __future__ import annotations

import numpy as np
import pytest

from sim.results.measures.kpis import kpis
from tests.builders import Lead, fingerprint, market_of, seats, stage, task_rows
from tests.floor.test_claim_pool import BOTH, TWO, claims, events, floor

STAGES = {"call": stage(1, thinking_hours=4, thinking_cv=0), "close": stage(1)}
GAMING = {"share": 1, "sham_hours": 0.5, "before_hours": 1}
WINDOW = {"follow_up_hours": 3, "cool_down_hours": 9}
UNFOLLOWED = "reclaimed: no follow-up"


def gamed(leads, pool=WINDOW, team=None, weeks=1, people=None, **changes):
    market = market_of(STAGES, {"gaming": GAMING | changes})
    return floor(leads, pool, team or seats("a"), market, BOTH, weeks=weeks, people=people)


def shams(ledger):
    return list(zip(*(ledger.shams[name].tolist() for name in ("lead", "seat", "start", "end")), strict=True))


def test_whoever_is_about_to_lose_a_lead_stops_the_clock_and_keeps_it():
    # Followed up at 1, due at 4: a sham from 3 to 3.5; the customer is ready at 5 and the deal is made at 6.
    ledger = gamed([Lead(0)], team=TWO)
    assert shams(ledger) == [(0, 0, 3.0, 3.5)]
    assert not events(ledger, UNFOLLOWED)
    assert task_rows(ledger) == [(0, 0, 0.0, 1.0), (0, 0, 5.0, 6.0)]
    honest = gamed([Lead(0)], team=TWO, enabled=False)
    assert not shams(honest)
    assert claims(honest) == [(0.0, 0, 0), (5.0, 0, 1)]


def test_a_sham_takes_hours_in_which_nothing_else_is_done():
    # Lead 1 comes in at 3.25 and is begun when the sham is over.
    ledger = gamed([Lead(0), Lead(3.25)])
    assert task_rows(ledger)[:2] == [(0, 0, 0.0, 1.0), (1, 0, 3.5, 4.5)]
    assert ledger.seat_columns["busy_hours"].sum() == pytest.approx(
        sum(end - start for *_, start, end in [*task_rows(ledger), *shams(ledger)])
    )
    frame = ledger.tasks
    assert frame.loc[frame["activity"] == "sham", ["lead", "seat", "start", "end", "work_hours"]].to_numpy().tolist()[
        0
    ] == [0, 0, 3.0, 3.5, 0.5]
    # Half of her week goes into administration: a sham takes her an hour.
    half = gamed([Lead(0, work=[0.5, 1])], people={"week": {"admin_share": 0.5}})
    assert shams(half)[0] == (0, 0, 3.0, 4.0)


def test_it_is_made_again_and_again_and_comes_before_her_other_tasks():
    # The customer thinks until 10; two hours after each sham the next one is due.
    ledger = gamed([Lead(0, thinking=[9, 0])])
    assert shams(ledger) == [(0, 0, 3.0, 3.5), (0, 0, 5.5, 6.0), (0, 0, 8.0, 8.5)]
    # She comes free at 3.5, when lead 2 lies in the pool: the sham goes first, and lead 2 is claimed at 4.
    busy = gamed([Lead(0, thinking=[9, 0]), Lead(1, work=[2.5, 1]), Lead(1.5)])
    assert shams(busy)[0] == (0, 0, 3.5, 4.0)
    assert (4.0, 2, 0) in claims(busy)


def test_whoever_is_too_busy_to_make_one_in_time_loses_the_lead():
    ledger = gamed([Lead(0), Lead(1, work=[9, 1])])
    assert events(ledger, UNFOLLOWED)[0] == (4.0, 0, 0, UNFOLLOWED)
    assert not [row for row in shams(ledger) if row[2] < 10]


def test_no_sham_is_made_where_nothing_would_be_reclaimed():
    exempt = gamed([Lead(0)], WINDOW | {"exempt_from": "call"})
    assert not shams(exempt)
    # A deal that takes too long can't be helped by one.
    late = gamed([Lead(0)], WINDOW | {"deal_hours": 3.25}, TWO)
    assert shams(late) == [(0, 0, 3.0, 3.5)]
    assert events(late, "reclaimed: no deal") == [(3.25, 0, 0, "reclaimed: no deal")]
    assert (5.0, 0, 1) in claims(late)


def test_in_a_short_window_half_of_it_passes_first():
    ledger = gamed([Lead(0)], {"follow_up_hours": 1}, before_hours=8, sham_hours=0.25)
    assert [start for _, _, start, _ in shams(ledger)] == [1.5, 2.25, 3.0, 3.75, 4.5]


def test_a_share_of_people_games_always_the_same_ones():
    team = seats(*"abcdefghijklmnopqrst")
    leads = [Lead(0) for _ in team]
    some = gamed(leads, team=team, share=0.4)
    who = {seat for _, seat, _, _ in shams(some)}
    assert 2 <= len(who) <= 14
    assert who < {seat for _, seat, _, _ in shams(gamed(leads, team=team, share=1))}
    assert not shams(gamed(leads, team=team, share=0))
    assert fingerprint(gamed(leads, team=team, share=0)) == fingerprint(gamed(leads, team=team, enabled=False))


def test_they_are_counted():
    found = kpis(gamed([Lead(0)], team=TWO))
    assert found["pool_shams"] == pytest.approx(365 / 7)
    # Two hours of work and half an hour of sham in a week of forty, by two people.
    assert found["utilisation"] == pytest.approx(2.5 / 80)
    assert kpis(gamed([Lead(0)], enabled=False))["pool_shams"] == 0
    assert np.isnan(kpis(gamed([Lead(0)], {"enabled": False}))["pool_shams"])
