"""Every routing policy, worked by hand: which seat a lead goes to, what a cap does, what happens otherwise."""

from __future__ import annotations

from math import log

import pytest

from sim.floor.resolving.resolved import Horizon
from sim.floor.simulate import simulate
from tests.builders import (
    NEVER_ADVANCES,
    Lead,
    first_seats,
    market_of,
    one_stage_market,
    play,
    resolved,
    scheme_of,
    seats,
    stage,
    task_rows,
)
from tests.properties.whole_worlds import organisation, rich_market

ONE_STAGE = {"work": "rep"}


def routed(names, leads, *, skills=None, people=None, **routing):
    """Which seat works each lead on a one-stage floor."""
    team = names if isinstance(names, list) else seats(*names)
    scheme = scheme_of(team, ONE_STAGE, people, routing=routing)
    return first_seats(play(one_stage_market(thinking_hours=1), scheme, leads, skills=skills))


def at(*arrivals, **fields):
    """Leads that are decided as soon as they are worked."""
    return [Lead(arrival, thinking=[0], **fields) for arrival in arrivals]


def test_round_robin_deals_in_turn_whoever_is_busy():
    leads = [Lead(0, work=[9], thinking=[0]), *at(0.5, 1, 1.5)]
    assert routed("abc", leads, policy="round-robin") == {0: 0, 1: 1, 2: 2, 3: 0}


def test_round_robin_skips_whoever_is_at_the_cap():
    leads = [Lead(0, work=[9], thinking=[0]), Lead(0.5, work=[0.5], thinking=[0]), *at(2)]
    # Turn: a, b, then c again would be a's; a still has one in hand, b is free.
    assert routed("ab", leads, policy="round-robin", open_leads_cap=1) == {0: 0, 1: 1, 2: 1}


def test_when_all_are_at_the_cap_the_lead_waits_for_whoever_is_free_first():
    leads = [Lead(0, work=[9], thinking=[0]), Lead(0.5, work=[2], thinking=[0]), *at(1)]
    scheme = scheme_of(seats("a", "b"), ONE_STAGE, routing={"policy": "round-robin", "open_leads_cap": 1})
    assert task_rows(play(one_stage_market(thinking_hours=1), scheme, leads)) == [
        (1, 1, 0.5, 2.5),
        (2, 1, 2.5, 4.5),
        (0, 0, 0.0, 9.0),
    ]


def test_otherwise_deals_the_leads_that_have_no_owner():
    existing = Lead(0, account=0.9, existing=True, thinking=[0])
    found = routed("abc", [existing, *at(0, 0, 0, 0)], policy="account-owner", otherwise="round-robin")
    assert found == {0: 2, 1: 0, 2: 1, 3: 2, 4: 0}


def test_otherwise_obeys_the_cap_too():
    leads = [Lead(arrival, work=[9], thinking=[0]) for arrival in (0, 0.5, 1)]
    found = routed("ab", leads, policy="account-owner", otherwise="least-loaded", open_leads_cap=1)
    assert found == {0: 0, 1: 1, 2: 0}, "the third waits for whoever is free first"


def test_weighted_deals_by_the_weight_of_the_office():
    people = {"offices": {"big": {"region": "north", "heads": 1}, "small": {"region": "north", "heads": 1}}}
    team = [*seats("a", office="big"), *seats("b", office="small")]
    leads = [
        Lead(0, account=0.74, thinking=[0]),
        Lead(0, account=0.76, thinking=[0]),
        Lead(0, account=0.1, thinking=[0]),
    ]
    found = routed(team, leads, people=people, policy="weighted", weights={"big": 3, "small": 1})
    assert found == {0: 0, 1: 1, 2: 0}


def test_least_loaded_counts_open_leads_and_breaks_ties_by_seat():
    leads = [
        Lead(0, work=[5], thinking=[0]),
        Lead(0, work=[1], thinking=[0]),
        Lead(2, work=[5], thinking=[0]),
        *at(2.5),
    ]
    assert routed("ab", leads, policy="least-loaded") == {0: 0, 1: 1, 2: 1, 3: 0}


@pytest.mark.parametrize("u", [0.0, NEVER_ADVANCES])
def test_a_lead_whose_customer_still_thinks_counts_as_open_whatever_it_will_decide(u):
    leads = [Lead(0, work=[9], thinking=[0]), Lead(0, u, work=[1], thinking=[10]), *at(2)]
    assert routed("ab", leads, policy="least-loaded") == {0: 0, 1: 1, 2: 0}


def test_skill_prefers_the_best_up_to_the_cap():
    leads = [Lead(arrival, work=[9], thinking=[0]) for arrival in (0, 0.5, 1)]
    found = routed("abc", leads, skills=[[0], [1], [2]], policy="skill", open_leads_cap=1)
    assert found == {0: 2, 1: 1, 2: 0}


def test_skill_is_that_of_the_stages_which_the_role_works():
    market = market_of({"call": stage(1), "close": stage(1)})
    team = [*seats("s", "t", role="sdr"), *seats("x", role="ae")]
    scheme = scheme_of(team, {"call": "sdr", "close": "ae"}, routing={"policy": "skill"})
    ledger = play(market, scheme, [Lead(0)], skills=[[0.2, 0], [0.1, 5], [0, 0]])
    assert first_seats(ledger) == {0: 0}


def test_score_sends_the_best_leads_to_the_best_people_and_the_others_to_the_queue():
    """Every lead of a planning year is worth 100: whoever is worth less is not among the best."""
    leads = [Lead(0, value=100, thinking=[0]), Lead(0, value=99, thinking=[0]), Lead(3, value=99, thinking=[0])]
    found = routed("ab", leads, skills=[[0], [1]], policy="score", top_score_share=0.3)
    # At 3 both rest, and b has rested as long as a.
    assert found == {0: 1, 1: 0, 2: 0}
    assert routed("ab", leads[1:], skills=[[0], [1]], policy="skill") == {0: 1, 1: 1}


@pytest.mark.parametrize(("share", "among_the_best"), [(0.2, 1000), (0.35, 100), (1, 100)])
def test_who_is_among_the_best_is_known_from_a_planning_year(share, among_the_best):
    """A quarter of a year's leads are worth 1,000, the others 100."""
    products = {
        "tool": {"share": 0.75, "value_median": 100, "value_sigma": 0},
        "line": {"share": 0.25, "value_median": 1000, "value_sigma": 0, "margin_share": 0.4},
    }
    market = one_stage_market(world={"products": products})
    scheme = scheme_of(seats("a"), ONE_STAGE, routing={"policy": "score", "top_score_share": share})
    assert resolved(market, scheme).top_score == pytest.approx(log(among_the_best))


def test_a_longer_horizon_leaves_the_routing_by_score_of_earlier_leads_alone():
    market = rich_market()
    ready = resolved(market, organisation(routing={"policy": "score", "top_score_share": 0.3}))
    short, long = (simulate(market, ready, horizon=Horizon(0, weeks, 0), seed=5, replication=0) for weeks in (8, 30))
    # Accounts that nobody contacted stand behind the leads that came.
    count, arrived = len(short.task_columns["end"]), len(short.leads)
    assert short.plan.top_score[:arrived] == long.plan.top_score[:arrived]
    assert 0.1 < sum(short.plan.top_score[:arrived]) / arrived < 0.6
    assert all(column.tolist() == long.task_columns[key][:count].tolist() for key, column in short.task_columns.items())


def test_account_owners_keep_their_customers_and_new_leads_are_shared():
    leads = [
        Lead(0, account=0.9, existing=True, thinking=[0]),
        Lead(0.5, account=0.9, thinking=[0]),
        *at(1, account=0.9),
    ]
    assert routed("ab", leads, policy="account-owner") == {0: 1, 1: 0, 2: 1}
    # An owner's customer waits for the owner although someone else rests.
    busy = [
        Lead(0, account=0.9, existing=True, work=[5], thinking=[0]),
        Lead(1, account=0.9, existing=True, thinking=[0]),
    ]
    assert routed("ab", busy, policy="account-owner") == {0: 1, 1: 1}


# The north lies at latitude 0 and the south at 10; each has half of the leads, and so half of a book of both.
NORTH_OF, EAST_OF, SOUTH_OF, WEST_OF = (
    {"latitude": 1.0, "longitude": 0.0},
    {"latitude": 0.0, "longitude": 1.0},
    {"latitude": -1.0, "longitude": 0.0},
    {"latitude": 0.0, "longitude": -1.0},
)


def test_territory_owners_divide_the_map():
    """Around the north's centre: 0, 1/8, 2/8, 3/8 of the book; around the south's: 4/8 and so on. Three own a third."""
    leads = [
        *(Lead(0, thinking=[0], **place) for place in (NORTH_OF, EAST_OF, SOUTH_OF, WEST_OF)),
        *(
            Lead(0, thinking=[0], region="south", latitude=10 + place["latitude"], longitude=place["longitude"])
            for place in (NORTH_OF, EAST_OF, SOUTH_OF, WEST_OF)
        ),
    ]
    found = routed("abc", leads, policy="territory-owner")
    assert [found[lead] for lead in range(8)] == [0, 0, 0, 1, 1, 1, 2, 2]


def test_patches_lie_where_their_owners_live():
    """b sits first in the south, where the book's second half is, and a in the north."""
    people = {"offices": {"office": {"region": "north", "heads": 1}, "far": {"region": "south", "heads": 1}}}
    team = [*seats("b", office="far"), *seats("a")]
    leads = [Lead(0, thinking=[0], **NORTH_OF), Lead(0, thinking=[0], region="south", latitude=11)]
    assert routed(team, leads, people=people, policy="territory-owner") == {0: 1, 1: 0}


@pytest.mark.parametrize("policy", ["territory-owner", "account-owner"])
def test_an_owner_at_the_cap_leaves_the_lead_to_what_is_stated_otherwise(policy):
    leads = [
        Lead(arrival, work=[9], thinking=[0], existing=True, account=0.1, **NORTH_OF) for arrival in (0, 0.5, 1, 1.5)
    ]
    found = routed("abc", leads, policy=policy, otherwise="round-robin", open_leads_cap=2)
    # Two are the owner's, a's; the turns skip a for the others.
    assert found == {0: 0, 1: 0, 2: 1, 3: 2}
    assert set(routed("abc", leads, policy=policy, otherwise="round-robin").values()) == {0}, "without a cap"


@pytest.mark.parametrize("policy", ["territory-owner", "account-owner"])
def test_an_owner_whose_customer_still_thinks_is_at_the_cap_whatever_it_will_decide(policy):
    fields = {"existing": True, "account": 0.1, **NORTH_OF}
    leads = [Lead(0, NEVER_ADVANCES, thinking=[10], **fields), Lead(3, thinking=[0], **fields)]
    # The second waits for whoever is free first: b has rested longer.
    assert routed("ab", leads, policy=policy, open_leads_cap=1) == {0: 0, 1: 1}


def test_the_first_rule_that_matches_deals_the_lead():
    rules = [
        {"when": {"size": ["large"]}, "policy": "skill"},
        {"when": {"value_at_least": 500}, "policy": "territory-owner"},
    ]
    leads = [
        Lead(0, size="large", value=900, thinking=[0], **SOUTH_OF),  # the first rule: most skilled
        Lead(0, value=900, thinking=[0], **SOUTH_OF),  # the second: its owner
        Lead(0, thinking=[0], **SOUTH_OF),  # none: in turn
        Lead(0, thinking=[0], **SOUTH_OF),
    ]
    found = routed("abc", leads, skills=[[0], [0], [1]], policy="round-robin", rules=rules)
    assert found == {0: 2, 1: 0, 2: 0, 3: 1}


def test_pods_keep_a_lead_together():
    market = market_of({"call": stage(1), "close": stage(4)})
    team = [*seats("s", "t", role="sdr"), *seats("x", "y", role="ae")]
    scheme = scheme_of(team, {"call": "sdr", "close": "ae"}, process={"pod_size": 2})
    ledger = play(market, scheme, [Lead(0), Lead(0.5), Lead(1)])
    assert task_rows(ledger, "lead", "stage", "seat", "start") == [
        (0, 0, 0, 0.0),
        (1, 0, 1, 0.5),
        (2, 0, 0, 1.0),  # the third lead goes to the first pod again,
        (0, 1, 2, 1.0),
        (1, 1, 3, 1.5),
        (2, 1, 2, 5.0),  # and waits for that pod's own account executive.
    ]


def test_pods_take_turns_over_the_leads_that_come_to_them():
    market = market_of({"call": stage(1), "close": stage(4)})
    team = [*seats("s", role="sdr"), *seats("x", "y", role="ae")]
    process = {"pod_size": 1, "shared_roles": ["sdr"]}
    scheme = scheme_of(team, {"call": "sdr", "close": "ae"}, process=process)
    # The first lead is lost before it comes to a pod: the second is the first pod's, the third the second's.
    ledger = play(market, scheme, [Lead(0, NEVER_ADVANCES), Lead(0), Lead(0)])
    assert task_rows(ledger, "lead", "stage", "seat")[1:] == [(1, 0, 0), (2, 0, 0), (1, 1, 1), (2, 1, 2)]


def test_without_pods_whoever_is_free_closes():
    market = market_of({"call": stage(1), "close": stage(4)})
    team = [*seats("s", "t", role="sdr"), *seats("x", "y", role="ae")]
    ledger = play(market, scheme_of(team, {"call": "sdr", "close": "ae"}), [Lead(0, work=[1, 1]), Lead(2), Lead(3)])
    assert [row[2] for row in task_rows(ledger, "lead", "stage", "seat") if row[1] == 1] == [2, 3, 2]


def test_territories_and_teams_are_served_by_their_own_people():
    scheme = scheme_of(
        [
            *seats("a", team="big", territory="up"),
            *seats("b", team="small", territory="up"),
            *seats("c", team="small", territory="down"),
        ],
        ONE_STAGE,
        segmentation={
            "rules": [{"segment": "large", "when": {"size": ["large"]}}],
            "residual": "others",
            "teams": {"big": {"segments": ["large"]}, "small": {"segments": ["others"]}},
        },
        territory={"territories": {"up": {"regions": ["north"]}, "down": {"regions": ["south"]}}},
    )
    leads = [Lead(0, size="large"), Lead(0), Lead(0, region="south"), Lead(0, region="south", size="large")]
    ledger = play(one_stage_market(), scheme, leads)
    # Nobody of the team for large customers is in the south: the team's people elsewhere serve it.
    assert first_seats(ledger) == {0: 0, 1: 1, 2: 2, 3: 0}
    assert ledger.leads["team"].tolist() == ["big", "small", "small", "big"]
    assert ledger.leads["territory"].tolist() == ["up", "up", "down", "down"]


@pytest.mark.parametrize(("latitude", "served"), [(2.0, {0, 1}), (8.0, {2})])
def test_a_place_without_people_of_its_own_is_served_by_those_who_live_nearest(latitude, served):
    """Two live at 0 and one at 10 degrees; the third place lies between them and has nobody."""
    regions = {
        "north": {"share": 0.4},
        "south": {"share": 0.4, "latitude": 10},
        "middle": {"share": 0.2, "latitude": latitude},
    }
    market = one_stage_market(world={"regions": regions})
    people = {"offices": {"office": {"region": "north", "heads": 1}, "far": {"region": "south", "heads": 1}}}
    places = {"up": {"regions": ["north"]}, "down": {"regions": ["south"]}, "between": {"regions": ["middle"]}}
    team = [*seats("a", "b", territory="up"), *seats("c", office="far", territory="down")]
    scheme = scheme_of(team, ONE_STAGE, people, territory={"territories": places})
    ledger = play(market, scheme, [Lead(0, region="middle"), Lead(0, region="middle"), Lead(9, region="middle")])
    assert set(first_seats(ledger).values()) == served


def test_a_shared_role_serves_all_territories_from_one_desk():
    market = market_of({"call": stage(2), "close": stage(1)})
    scheme = scheme_of(
        [*seats("s", role="sdr"), *seats("x", role="ae", territory="up"), *seats("y", role="ae", territory="down")],
        {"call": "sdr", "close": "ae"},
        process={"shared_roles": ["sdr"]},
        territory={"territories": {"up": {"regions": ["north"]}, "down": {"regions": ["south"]}}},
    )
    ledger = play(market, scheme, [Lead(0, region="south"), Lead(0)])
    assert task_rows(ledger, "lead", "stage", "seat") == [(0, 0, 0), (0, 1, 2), (1, 0, 0), (1, 1, 1)]
