"""Stage graphs on hand-worked floors: leads skip, go back, turn out to be none, and are lost for a reason."""

from __future__ import annotations

import numpy as np
import pytest

from sim.floor.compile import compile_plan
from sim.floor.resolving.resolved import Horizon
from sim.market.leads import lead_table
from sim.results.measures.kpis import chances_to_win, pipeline_margin
from tests.builders import (
    ADVANCES,
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

TWO = {"call": "rep", "close": "rep"}
THREE = {"call": "rep", "visit": "rep", "close": "rep"}
ROW = ("lead", "stage", "attempt", "start", "end")


def outcomes(ledger):
    """(lead, outcome) of each task, in order."""
    return [(lead, ledger.names["outcome"][code]) for lead, code in task_rows(ledger, "lead", "outcome")]


def test_a_lead_that_skips_goes_from_its_stage_to_the_one_named():
    market = market_of({"call": stage(1, skip_share=1, skip_to="close"), "visit": stage(5), "close": stage(2)})
    ledger = play(market, scheme_of(seats("a"), THREE), [Lead(0)])
    assert task_rows(ledger, *ROW) == [(0, 0, 0, 0.0, 1.0), (0, 2, 0, 1.0, 3.0)]
    assert outcomes(ledger) == [(0, "skipped"), (0, "advanced")]
    assert states(ledger) == ["won"]


def test_skipping_is_for_those_who_advance():
    market = market_of({"call": stage(1, skip_share=1, skip_to="close"), "visit": stage(5), "close": stage(2)})
    ledger = play(market, scheme_of(seats("a"), THREE), [Lead(0, NEVER_ADVANCES)])
    assert outcomes(ledger) == [(0, "lost")]


def back(at_most=1, share=1.0, to="call"):
    """The funnel of two stages whose second sends back whoever it does not let through."""
    exits = {"back_share": share, "back_to": to, "back_at_most": at_most}
    return market_of({"call": stage(2), "close": stage(4, thinking_hours=3, exits=exits, repeat_effort=0.5)})


def test_a_lead_goes_back_thinks_and_meets_draws_of_its_own_the_second_time():
    ledger = play(back(), scheme_of(seats("a"), TWO), [Lead(0, u=[0, 1, 0, 0], thinking=[0, 3, 0, 0])])
    # Work at a stage gone through again takes its own share: the call all of it, here 0.6 by default.
    assert task_rows(ledger, *ROW) == [
        (0, 0, 0, 0.0, 2.0),
        (0, 1, 0, 2.0, 6.0),
        (0, 0, 1, 9.0, pytest.approx(10.2)),
        (0, 1, 1, pytest.approx(10.2), pytest.approx(12.2)),
    ]
    assert outcomes(ledger) == [(0, "advanced"), (0, "back"), (0, "advanced"), (0, "advanced")]
    assert states(ledger) == ["won"]


@pytest.mark.parametrize("at_most", [1, 2, 3])
def test_whoever_has_gone_back_as_often_as_allowed_is_lost(at_most):
    ledger = play(back(at_most), scheme_of(seats("a"), TWO), [Lead(0, u=[0, 1] * (at_most + 1))])
    assert [outcome for _, outcome in outcomes(ledger)] == ["advanced", "back"] * at_most + ["advanced", "lost"]
    assert states(ledger) == ["lost"]
    assert ledger.lead_columns["stage"].tolist() == [1]
    assert ledger.lead_columns["attempt"].tolist() == [at_most]


def test_each_stage_has_its_own_number_of_times_that_it_sends_back():
    once, twice = ({"back_share": 1, "back_to": "call", "back_at_most": most} for most in (1, 2))
    market = market_of({"call": stage(1, exits=once), "close": stage(1, exits=twice)})
    again = play(market, scheme_of(seats("a"), TWO), [Lead(0, u=[1, 0, 1, 0, 1, 0])])
    assert [outcome for _, outcome in outcomes(again)] == ["back", "lost"]
    other = play(market, scheme_of(seats("a"), TWO), [Lead(0, u=[0, 1, 0, 1, 1, 0])])
    assert [outcome for _, outcome in outcomes(other)] == ["advanced", "back", "advanced", "back", "lost"]


def test_every_draw_of_a_stage_is_another_one_at_the_next_attempt():
    drawn = {"effort_distribution": "exponential", "thinking_hours": 3, "patience_hours": 9, "on_site_share": 0.5}
    exits = {"back_share": 0.5, "back_to": "work", "reasons": {"price": 0.5, "rival": 0.5}}
    market = one_stage_market({"patience": {}, "travel": {}}, exits=exits, **drawn)
    ready = resolved(market, scheme_of(seats("a"), {"work": "rep"}))
    first, second = compile_plan(market, ready, Horizon(0, 9, 0), lead_table(market, 63, 1, 0), 1, 0).stages
    for name in ("u", "work_hours", "thinking_hours", "patience_hours"):
        assert not set(getattr(first, name)) & set(getattr(second, name)), name
    assert first.visits != second.visits
    assert first.exits != second.exits


def test_a_lead_that_is_lost_where_nobody_says_why_has_no_reason_from_an_earlier_stage():
    exits = {"reasons": {"price": 1}}
    market = market_of({"call": stage(1, exits=exits), "close": stage(1)})
    ledger = play(market, scheme_of(seats("a"), TWO), [Lead(0, u=[0, 1]), Lead(0, u=1)])
    assert states(ledger) == ["lost", "lost"]
    assert ledger.leads["reason"].tolist() == ["", "price"]


def test_a_stage_not_seen_before_takes_its_whole_effort_even_after_going_back():
    exits = {"back_share": 1, "back_to": "call"}
    market = market_of({"call": stage(2, exits=exits, repeat_effort=0.25), "close": stage(4, repeat_effort=0.25)})
    ledger = play(market, scheme_of(seats("a"), TWO), [Lead(0, u=[1, 0, 0, 0])])
    assert task_rows(ledger, "stage", "attempt", "work_hours") == [(0, 0, 2.0), (0, 1, 0.5), (1, 1, 4.0)]


def test_a_stage_once_seen_is_a_repetition_however_far_the_lead_came_the_last_time():
    exits = {"back_share": 1, "back_to": "call", "back_at_most": 2}
    market = market_of(
        {"call": stage(1), "visit": stage(1, exits=exits), "close": stage(4, exits=exits, repeat_effort=0.5)}
    )
    # Back from the close, then back from the visit: at the third attempt the close has been seen.
    ledger = play(market, scheme_of(seats("a"), THREE), [Lead(0, u=[0, 0, 1, 0, 1, 0, 0, 0, 0])])
    closing = [row[2] for row in task_rows(ledger, "stage", "attempt", "work_hours") if row[0] == 2]
    assert closing == [4.0, 2.0]


def test_a_lead_that_is_none_closes_at_once_and_is_neither_lost_nor_cold():
    market = market_of({"call": stage(1, exits={"invalid_share": 1}, thinking_hours=5), "close": stage(2)})
    ledger = play(market, scheme_of(seats("a"), TWO), [Lead(0, NEVER_ADVANCES), Lead(0)])
    assert states(ledger) == ["invalid", "won"]
    assert ledger.lead_columns["closed"].tolist()[0] == 1.0, "nobody waits for a customer who is none to think"
    assert outcomes(ledger)[0] == (0, "invalid")


def test_reasons_follow_their_shares_and_only_the_lost_have_one():
    exits = {"reasons": {"price": 0.3, "rival": 0.7}}
    market = market_of({"call": stage(0.01, exits=exits), "close": stage(0.01)})
    leads = [Lead(0.0, u=[NEVER_ADVANCES, 0] if number else [0, 0], thinking=[0, 0]) for number in range(800)]
    ledger = play(market, scheme_of(seats("a"), TWO), leads)
    found = ledger.leads["reason"].value_counts()
    assert ledger.leads["reason"].tolist()[0] == ""
    assert found["price"] + found["rival"] == 799
    # Five standard deviations of a binomial of 799 and .3.
    assert abs(found["price"] - 0.3 * 799) < 5 * np.sqrt(799 * 0.3 * 0.7)


def test_the_invalid_and_those_who_go_back_have_their_own_shares():
    exits = {"invalid_share": 0.4, "back_share": 0.4, "back_to": "call"}
    market = market_of({"call": stage(0.01, exits=exits), "close": stage(0.01)})
    count = 800
    leads = [Lead(0.0, u=[NEVER_ADVANCES, 0, 0, 0], thinking=[0] * 4) for _ in range(count)]
    ledger = play(market, scheme_of(seats("a"), TWO), leads)
    first = [ledger.names["outcome"][row[1]] for row in task_rows(ledger, "attempt", "outcome", "stage") if row[0] == 0]
    for outcome, share in (("invalid", 0.4), ("back", 0.4), ("lost", 0.2)):
        found = first.count(outcome)
        assert abs(found - share * count) < 5 * np.sqrt(count * share * (1 - share)), outcome


def test_adding_exits_to_a_stage_changes_no_draw_of_those_who_advance():
    plain = market_of({"call": stage(1, 0.5), "close": stage(2, 0.5)})
    graph = market_of(
        {"call": stage(1, 0.5, exits={"invalid_share": 0.3, "reasons": {"x": 1}}), "close": stage(2, 0.5)}
    )
    scheme, leads = scheme_of(seats("a"), TWO), [Lead(float(hour), u=[hour % 2, 0]) for hour in range(8)]
    one, other = play(plain, scheme, leads), play(graph, scheme, leads)
    assert task_rows(one, "lead", "stage", "start", "end") == task_rows(other, "lead", "stage", "start", "end")


def test_the_chance_to_win_counts_skips_and_ways_back():
    exits = {"back_share": 0.5, "back_to": "visit", "back_at_most": 1}
    market = market_of(
        {
            "call": stage(1, 0.5, skip_share=0.25, skip_to="close"),
            "visit": stage(1, 0.5),
            "close": stage(1, 0.5, exits=exits),
        }
    )
    plan = play(market, scheme_of(seats("a"), THREE), [Lead(0)]).plan
    chance = chances_to_win(plan.stages)[:, 0].tolist()
    close_again, visit_again = 0.5, 0.25
    close = 0.5 + 0.5 * 0.5 * visit_again
    visit = 0.5 * close
    call = 0.5 * (0.75 * visit + 0.25 * close)
    assert chance[:3] == pytest.approx([call, visit, close])
    assert chance[4:] == pytest.approx([visit_again, close_again])


def test_the_open_pipeline_stands_at_the_stage_that_a_lead_has_come_to():
    exits = {"back_share": 1, "back_to": "call"}
    market = market_of({"call": stage(2, 0.5), "close": stage(2, 0.5, exits=exits, thinking_hours=10)})
    ledger = play(market, scheme_of(seats("a"), TWO), [Lead(0, u=[ADVANCES, 1, 0, 0], thinking=[0, 10, 0, 10])])
    margin = 40.0
    again = 0.25
    assert pipeline_margin(ledger, 1.0) == pytest.approx(margin * 0.5 * (0.5 + 0.5 * again))
    assert pipeline_margin(ledger, 5.0) == pytest.approx(margin * (0.5 + 0.5 * again)), "it still thinks"
    assert pipeline_margin(ledger, 14.5) == pytest.approx(margin * again), "it has gone back"
