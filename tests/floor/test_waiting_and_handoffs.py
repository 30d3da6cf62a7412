"""What waiting and changing hands cost, to the very uniform at which an outcome flips."""

from __future__ import annotations

from math import log

import pytest

from tests.builders import Lead, market_of, one_stage_market, play, scheme_of, seats, stage, states, task_rows

ONE_STAGE = {"work": "rep"}
LINE = {"call": "sdr", "close": "ae"}
JUST = 1e-9


def two_roles(**levers):
    return scheme_of([*seats("s", role="sdr"), *seats("x", role="ae")], LINE, **levers)


def test_without_any_effect_the_outcome_flips_at_the_conversion():
    leads = [Lead(0, 0.3 - JUST), Lead(4, 0.3 + JUST)]
    assert states(play(one_stage_market(conversion=0.3), scheme_of(seats("a"), ONE_STAGE), leads)) == ["won", "lost"]


@pytest.mark.parametrize(("u", "state"), [(1 / 3 - JUST, "won"), (1 / 3 + JUST, "lost")])
def test_a_wait_of_one_reference_hour_halves_the_odds(u, state):
    """Decay 1: odds fall to 1 / (1 + 1 / 1), so even odds become a third."""
    market = one_stage_market({"response": {"reference_hours": 1}}, response_decay=1)
    ledger = play(market, scheme_of(seats("a"), ONE_STAGE), [Lead(0), Lead(1, u)])
    assert states(ledger)[1] == state


@pytest.mark.parametrize(("u", "state"), [(0.2 - JUST, "won"), (0.2 + JUST, "lost")])
def test_decay_and_reference_hours_scale_the_loss(u, state):
    """Waiting 1 hour at reference 1 / 3 and decay 0.5: odds (1 + 3) ^ -0.5 = 1 / 2 of 1 : 2, so a fifth."""
    market = one_stage_market({"response": {"reference_hours": 1 / 3}}, response_decay=0.5, conversion=1 / 3)
    assert states(play(market, scheme_of(seats("a"), ONE_STAGE), [Lead(0), Lead(1, u)]))[1] == state


def test_a_lead_goes_cold_at_the_very_end_of_its_patience():
    market = one_stage_market({"patience": {}}, patience_hours=5)
    leads = [Lead(0, patience=[9], work=[5]), Lead(1, patience=[1.5]), Lead(2, patience=[3.5])]
    ledger = play(market, scheme_of(seats("a"), ONE_STAGE), leads)
    assert states(ledger) == ["won", "cold", "won"]
    assert ledger.lead_columns["closed"].tolist() == [5.0, 2.5, 7.0]
    assert ledger.lead_columns["first_touch"].tolist() == [0.0, float("inf"), 5.0]
    assert task_rows(ledger) == [(0, 0, 0.0, 5.0), (2, 0, 5.0, 7.0)]


def test_a_lead_goes_cold_in_time_even_where_nobody_looks_at_the_queue_again():
    market = one_stage_market({"patience": {}}, patience_hours=5)
    leads = [Lead(30, patience=[9], work=[20]), Lead(31, patience=[2]), Lead(32, patience=[8]), Lead(32, patience=[9])]
    ledger = play(market, scheme_of(seats("a"), ONE_STAGE), leads)
    # The rep works beyond the horizon of 40; patience that ends at the horizon itself has not ended before it.
    assert states(ledger) == ["in work", "cold", "waiting", "waiting"]
    assert ledger.lead_columns["closed"].tolist()[1] == 33.0


def test_work_that_has_begun_is_not_cut_short_by_patience():
    market = one_stage_market({"patience": {}}, patience_hours=5)
    assert states(play(market, scheme_of(seats("a"), ONE_STAGE), [Lead(0, patience=[1])])) == ["won"]


def test_every_stage_has_a_patience_of_its_own():
    market = market_of({"call": stage(2, patience_hours=5), "close": stage(2, patience_hours=5)}, {"patience": {}})
    scheme = scheme_of(seats("a"), {"call": "rep", "close": "rep"})
    ledger = play(market, scheme, [Lead(0, patience=[9, 1]), Lead(0, patience=[9, 9])])
    # Lead 0 is ready again at 2, while lead 1 is older in the queue and works until 4: too late.
    assert states(ledger) == ["cold", "won"]
    assert ledger.lead_columns["closed"].tolist() == [3.0, 6.0]
    assert ledger.lead_columns["stage"].tolist() == [1, 1]


def test_a_handoff_waits_for_its_delay():
    market = market_of({"call": stage(2), "close": stage(3)})
    ledger = play(market, two_roles(process={"handoff_delay_hours": 4}), [Lead(0), Lead(1)])
    assert task_rows(ledger, "lead", "stage", "seat", "queued", "start", "end") == [
        (0, 0, 0, 0.0, 0.0, 2.0),
        (1, 0, 0, 1.0, 2.0, 4.0),
        (0, 1, 1, 6.0, 6.0, 9.0),
        (1, 1, 1, 8.0, 9.0, 12.0),
    ]
    assert ledger.lead_columns["handoffs"].tolist() == [1, 1]


@pytest.mark.parametrize(("u", "state"), [(0.2 - JUST, "won"), (0.2 + JUST, "lost")])
def test_the_customer_waits_through_the_handoff(u, state):
    """3 hours of hand-off at a reference of 1: the odds fall to a quarter."""
    market = market_of({"call": stage(2), "close": stage(3, response_decay=1)}, {"response": {"reference_hours": 1}})
    ledger = play(market, two_roles(process={"handoff_delay_hours": 3}), [Lead(0, [0, u])])
    assert states(ledger) == [state]
    assert ledger.task_columns["queued"].tolist() == [0.0, 5.0], "the next role finds it after the hand-off"


def test_patience_may_end_during_the_handoff():
    stages = {"call": stage(2, thinking_hours=1), "close": stage(3, patience_hours=9)}
    scheme = two_roles(process={"handoff_delay_hours": 4})
    leads = [
        Lead(0, thinking=[1, 0], patience=[9, 3.5]),
        Lead(0, thinking=[1, 0], patience=[9, 4]),
        Lead(0, thinking=[1, 0], patience=[9, 4.5]),
        Lead(0, thinking=[30, 0], patience=[9, 3.5]),
    ]
    ledger = play(market_of(stages, {"patience": {}}), scheme, leads)
    # Decided at 3, 5, 7 and (as the fourth is called from 6 to 8) at 38; ready 4 hours later, or gone before.
    assert states(ledger) == ["cold", "cold", "won", "thinking"]
    assert ledger.lead_columns["closed"].tolist() == [6.5, 9.0, 14.0, float("inf")]
    assert ledger.lead_columns["stage"].tolist() == [1, 1, 1, 0]
    assert ledger.lead_columns["queued"].tolist() == [0, 0, 11, 0], "who is gone before has never queued again"


def test_no_delay_where_the_role_stays():
    market = market_of({"call": stage(2), "close": stage(3)})
    scheme = scheme_of(seats("a"), {"call": "rep", "close": "rep"}, process={"handoff_delay_hours": 4})
    assert task_rows(play(market, scheme, [Lead(0)])) == [(0, 0, 0.0, 2.0), (0, 0, 2.0, 5.0)]


@pytest.mark.parametrize(("u", "state"), [(0.25 - JUST, "won"), (0.25 + JUST, "lost")])
def test_context_lost_at_a_handoff_flips_the_outcome(u, state):
    """A third of the odds is left: even odds become a quarter."""
    market = market_of({"call": stage(2), "close": stage(3)}, {"context": {"lost_logit": log(3)}})
    assert states(play(market, two_roles(), [Lead(0, [0, u])])) == [state]


@pytest.mark.parametrize(("u", "state"), [(0.5 - JUST, "won"), (0.5 + JUST, "lost")])
def test_a_crm_that_shares_everything_loses_no_context(u, state):
    market = market_of({"call": stage(2), "close": stage(3)}, {"context": {"lost_logit": log(3)}})
    assert states(play(market, two_roles(crm={"shared_context_share": 1}), [Lead(0, [0, u])])) == [state]


@pytest.mark.parametrize(("u", "state"), [(0.1 - JUST, "won"), (0.1 + JUST, "lost")])
def test_context_is_lost_again_with_every_new_pair_of_hands(u, state):
    """From SDR to AE to rep: a ninth of the odds is left."""
    market = market_of({name: stage(1) for name in ("call", "offer", "close")}, {"context": {"lost_logit": log(3)}})
    team = [*seats("s", role="sdr"), *seats("x", role="ae"), *seats("r")]
    ledger = play(market, scheme_of(team, {"call": "sdr", "offer": "ae", "close": "rep"}), [Lead(0, [0, 0, u])])
    assert states(ledger) == [state]
    assert ledger.lead_columns["handoffs"].tolist() == [2]


@pytest.mark.parametrize(("u", "state"), [(0.25 - JUST, "won"), (0.25 + JUST, "lost")])
def test_coming_back_to_someone_who_knows_the_lead_loses_nothing_more(u, state):
    market = market_of({name: stage(1) for name in ("call", "offer", "close")}, {"context": {"lost_logit": log(3)}})
    team = [*seats("s", role="sdr"), *seats("x", role="ae")]
    ledger = play(market, scheme_of(team, {"call": "sdr", "offer": "ae", "close": "sdr"}), [Lead(0, [0, 0, u])])
    assert states(ledger) == [state]
    assert ledger.lead_columns["handoffs"].tolist() == [1]


@pytest.mark.parametrize(("u", "state"), [(0.75 - JUST, "won"), (0.75 + JUST, "lost")])
def test_skill_of_the_person_at_the_stage_counts(u, state):
    market = market_of({"call": stage(1), "close": stage(1)}, {"skill": {}})
    scheme = scheme_of(seats("a"), {"call": "rep", "close": "rep"})
    assert states(play(market, scheme, [Lead(0, [0, u])], skills=[[-9.0, log(3)]])) == [state]


@pytest.mark.parametrize(("u", "state"), [(0.75 - JUST, "won"), (0.75 + JUST, "lost")])
def test_hidden_quality_counts_by_its_weight(u, state):
    market = one_stage_market({"quality": {"weight": log(3) / 2}})
    assert states(play(market, scheme_of(seats("a"), ONE_STAGE), [Lead(0, u, quality=2)])) == [state]
