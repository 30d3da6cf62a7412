"""Hours offered to each role by hand; what is kept for hunting asks for heads, as far as there are accounts."""

from __future__ import annotations

import numpy as np
import pytest

from sim.floor.resolving.align import aligned
from sim.floor.resolving.offered import hours_offered
from sim.floor.resolving.workload import expected_workload, planning_table
from tests.builders import market_of, resolved, scheme_of, seats, stage

LINE = {"call": "sdr", "close": "ae"}
# Half of the leads come to the second stage, which takes twice as long: both roles are offered the same.
STAGES = {"call": stage(2, conversion=0.5), "close": stage(4)}
PLENTY = {"prospecting": {"accounts_per_year": 1e6, "contact_hours": 1}}


def offered(effects=PLENTY, **hunting):
    """Hours of each role, and how many leads there are."""
    market = market_of(STAGES, effects)
    process = {"hunting": {"role": "sdr", **hunting}} if hunting else {}
    scheme = scheme_of({"sdr": 1, "ae": 1}, LINE, process=process)
    load = expected_workload(market, scheme, planning_table(market))
    hours = hours_offered(market, scheme, load, ("everywhere",), np.zeros(2, dtype=np.int64))
    return hours["everywhere", "everyone", "sdr"], hours["everywhere", "everyone", "ae"], len(load.table)


def test_each_role_is_offered_the_hours_of_its_stage():
    sdr, ae, leads = offered()
    assert (sdr, ae) == (pytest.approx(2 * leads), pytest.approx(2 * leads))


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_who_keeps_a_share_of_the_week_for_hunting_needs_heads_for_the_rest(share):
    sdr, ae, leads = offered(week_share=share)
    assert (sdr, ae) == (pytest.approx(2 * leads / (1 - share)), pytest.approx(2 * leads))


def test_hunting_takes_no_more_hours_than_there_are_accounts():
    few = {"prospecting": {"accounts_per_year": 100, "contact_hours": 1.5}}
    for share in (0.5, 1):
        sdr, _, leads = offered(few, week_share=share)
        assert sdr == pytest.approx(2 * leads + 150 * 364 / 365)


def test_hunting_in_idle_time_or_without_accounts_asks_for_nobody():
    _, ae, _ = offered()
    for effects, terms in (
        (PLENTY, {"week_share": 0, "when_idle": True}),
        ({}, {"week_share": 0.5}),
        ({"prospecting": {"enabled": False}}, {"week_share": 0.5}),
    ):
        assert offered(effects, **terms)[:2] == (pytest.approx(ae), pytest.approx(ae))


def test_hunters_are_staffed_for_their_hunting():
    """Two thirds of six are hunters where half of their week is hunting; half of them where it is none."""
    people = {"seats": None, "offices": {"office": {"region": "north", "heads": 6}}}
    for hunting, heads in ((None, (3, 3)), ({"role": "sdr", "week_share": 0.5}, (4, 2))):
        scheme = scheme_of([], LINE, people, process={"hunting": hunting})
        found = resolved(market_of(STAGES, PLENTY), scheme).heads
        assert (found["sdr"], found["ae"]) == heads


def test_a_territory_that_is_hunted_in_weighs_more():
    """The north's leads end with the first stage, whose people hunt; the south's ask for more work, but of others."""
    regions = {
        "north": {"share": 0.5, "conversion_shift": -50},
        "south": {"share": 0.3, "conversion_shift": 50},
        "west": {"share": 0.2, "conversion_shift": 50},
    }
    stages = {"call": stage(2, conversion=0.5), "close": stage(2)}
    market = market_of(stages, PLENTY, regions=regions, demand={"leads_per_year": 20_000})
    # Without hunting 1, 1.2 and 0.8; where it takes two thirds of the first stage's people 3, 2.4 and 1.6.
    for share, expected in ((0, [["south"], ["north", "west"]]), (2 / 3, [["north"], ["south", "west"]])):
        process = {"hunting": {"role": "sdr", "week_share": share}}
        territory = {"align": {"rule": "balance", "into": 2}, "heads": "by-workload"}
        team = [*seats("a", role="sdr"), *seats("b", role="ae")]
        scheme = scheme_of(team, LINE, process=process, territory=territory)
        made = aligned(market, scheme, planning_table(market)).territory
        assert [list(item.regions) for item in made.territories.values()] == expected
