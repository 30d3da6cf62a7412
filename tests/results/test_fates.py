"""What becomes of leads, on a hand-worked floor: every followed lead has one fate, and the shares sum to one."""

from __future__ import annotations

import pytest

from sim.results.fates import FATE, LOSS, fates
from tests.builders import NEVER_ADVANCES, Lead, market_of, one_stage_market, play, scheme_of, seats, stage

TWO = {"call": "rep", "close": "rep"}


def shares(ledger, dimension=FATE):
    return {item: share for kind, item, measure, share in fates(ledger) if kind == dimension and measure == "share"}


def with_reasons(effects=None):
    call = stage(1, patience_hours=4, exits={"reasons": {"no-need": 1}})
    close = stage(2, exits={"invalid_share": 1})
    return market_of({"call": call, "close": close}, {"patience": {}, **(effects or {})})


def test_each_fate_is_counted_and_a_loss_has_its_reason_and_stage():
    leads = [
        Lead(0, patience=[9, 9]),
        Lead(0, [NEVER_ADVANCES, 0], patience=[9, 9]),
        Lead(0, [0, NEVER_ADVANCES], patience=[9, 9]),
        Lead(0, patience=[0.5, 9]),
        Lead(20, patience=[30, 30], work=[60, 1]),
    ]
    found = shares(play(with_reasons(), scheme_of(seats("a"), TWO), leads))
    assert found == {"won": 0.2, "lost:no-need": 0.2, "cold": 0.2, "invalid": 0.2, "duplicate": 0.0, "open": 0.2}
    where = shares(play(with_reasons(), scheme_of(seats("a"), TWO), leads), LOSS)
    assert where == {"call:no-need": 0.2, "close:no-need": 0.0}


def test_without_reasons_a_loss_is_a_loss_and_nobody_is_counted_by_stage():
    ledger = play(one_stage_market(), scheme_of(seats("a"), {"work": "rep"}), [Lead(0), Lead(0, NEVER_ADVANCES)])
    assert shares(ledger) == {"won": 0.5, "lost": 0.5, "cold": 0, "invalid": 0, "duplicate": 0, "open": 0}
    assert shares(ledger, LOSS) == {}


def test_a_duplicate_that_work_has_shown_is_one():
    market = one_stage_market({"duplicates": {"found_share": 1}})
    ledger = play(market, scheme_of(seats("a"), {"work": "rep"}), [Lead(0), Lead(0, original=0)])
    assert shares(ledger)["duplicate"] == pytest.approx(0.5)


def test_a_run_without_leads_says_nothing():
    assert fates(play(one_stage_market(), scheme_of(seats("a"), {"work": "rep"}), [])) == []
