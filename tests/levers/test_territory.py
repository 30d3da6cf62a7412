"""Patches of a territory, worked by hand: where each lead stands in its book, and who owns what lies side by side."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from scipy import stats

from sim.floor.compile import compile_plan
from sim.floor.resolving.resolved import Horizon
from sim.levers.routing import by_share
from sim.levers.territory import position_in_territory
from sim.market.leads import lead_table
from tests.builders import TEAM, Lead, merged, one_stage_market, play, resolved, scheme_of, seats
from tests.properties.whole_worlds import GENERALIST, TWO_AREAS, rich_market

COMPASS = {"north": (5.0, 0.0), "east": (0.0, 5.0), "south": (-5.0, 0.0), "west": (0.0, -5.0)}


def positions(regions, places, territories, shares, otherwise=0.5):
    north, east = np.array(places, dtype=np.float64).T
    return position_in_territory(
        np.array(regions),
        north,
        east,
        np.full(len(regions), otherwise),
        np.array(territories),
        np.array(shares, dtype=np.float64),
    ).tolist()


def test_a_region_alone_is_gone_round_by_the_compass_from_north_by_east():
    assert positions([0] * 4, list(COMPASS.values()), [0], [1]) == pytest.approx([0, 1 / 4, 2 / 4, 3 / 4])
    assert positions([0] * 2, [(3, 3), (-3, 3)], [0], [1]) == pytest.approx([1 / 8, 3 / 8])


def test_regions_of_one_territory_follow_each_other_each_as_long_as_its_share():
    places = [*COMPASS.values()] * 2
    found = positions([0] * 4 + [1] * 4, places, [0, 0], [0.6, 0.2])
    assert found == pytest.approx([0, 3 / 16, 6 / 16, 9 / 16, 12 / 16, 13 / 16, 14 / 16, 15 / 16])


def test_each_territory_has_a_book_of_its_own():
    """Regions 0 and 2 share a territory three to one; region 1 lies between them in the list, and is alone."""
    south = COMPASS["south"]
    assert positions([0, 1, 2], [south] * 3, [0, 1, 0], [0.3, 0.6, 0.1]) == pytest.approx([3 / 8, 1 / 2, 7 / 8])


def test_a_lead_at_the_very_centre_takes_the_place_that_is_drawn_for_it():
    centre = (0.0, 0.0)
    assert positions([0, 1], [centre] * 2, [0, 0], [0.75, 0.25], otherwise=0.4) == pytest.approx([0.3, 0.85])


def test_a_territory_where_nobody_buys_is_divided_equally():
    assert positions([0, 1], [COMPASS["south"]] * 2, [0, 0], [0, 0]) == pytest.approx([1 / 4, 3 / 4])


def test_no_lead_stands_beyond_the_end_of_the_book():
    just_west_of_north = (1.0, -1e-300)
    for share in (1.0, 0.1, 1 / 3):
        assert max(positions([0, 1], [just_west_of_north] * 2, [0, 0], [1 - share, share])) < 1


def test_neighbours_have_the_same_owner():
    """Going once round a region one meets as many owners as have a part of it, each once."""
    bearings = np.linspace(0, 2 * np.pi, 5000, endpoint=False)
    places = list(zip(np.cos(bearings), np.sin(bearings), strict=True))
    for owners, region, met in ((4, 0, [0, 1, 2]), (4, 1, [3]), (5, 1, [3, 4])):
        book = positions([region] * len(places), places, [0, 0], [0.75, 0.25])
        who = [by_share(place, range(owners), [0] * owners, inf) for place in book]
        assert [seat for seat, before in zip(who, [None, *who], strict=False) if seat != before] == met


def test_the_compass_is_read_in_kilometres_and_not_in_degrees():
    """At 60 degrees of latitude two degrees of longitude are as far as one of latitude: north-east, an eighth round."""
    market = one_stage_market(world={"regions": {"north": {"share": 1, "latitude": 60}, "south": {"share": 0}}})
    lead = Lead(0, latitude=61, longitude=2)
    assert play(market, scheme_of(seats("a"), {"work": "rep"}), [lead]).plan.patch == pytest.approx([1 / 8])


@pytest.mark.parametrize("territory", [None, TWO_AREAS])
@pytest.mark.parametrize("people", [12, 20])
def test_each_owner_has_an_equal_share_of_a_territorys_leads_in_the_long_run(territory, people):
    """Regions of unlike shares; leads scattered about their centres."""
    market = rich_market(
        {}, regions={"north": {"share": 0.8, "spread_km": 80}, "south": {"share": 0.2, "latitude": 10}}
    )
    offices = {"up": {"region": "north", "heads": 4}, "down": {"region": "south", "heads": 3}}
    team = merged(TEAM, {"offices": offices})
    scheme = scheme_of({"rep": people}, GENERALIST, team, territory=territory)
    ready, horizon = resolved(market, scheme), Horizon(0, 520, 0)
    plan = compile_plan(market, ready, horizon, lead_table(market, horizon.days, 2, 0), 2, 0)
    place, patch = np.array(plan.place), np.array(plan.patch)
    assert len(patch) > 6000
    for index, (desks,) in enumerate(plan.serving[0]):
        owners = plan.patch_owners[desks]
        assert sorted(owners) == list(plan.desks[desks])
        mine = patch[place == index]
        counts = np.bincount([by_share(u, range(len(owners)), [0] * len(owners), inf) for u in mine.tolist()])
        assert len(counts) == len(owners) > 1
        assert stats.chisquare(counts).pvalue > 0.001
