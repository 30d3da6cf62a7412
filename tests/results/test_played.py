"""A playbook played: whose the lead is, that the leader stands in all that is beside it, and what progress tells."""

from __future__ import annotations

import pandas as pd
import pytest

import sim
from sim.results.played import leading, most_replications, play_playbook
from sim.results.seat_moves import SEAT_MOVED
from sim.results.variants import MAIN, NULL, main_variants, variants_beside
from tests.builders import TEAM, merged
from tests.results.conftest import BLOCKS

SHORT = {"run": {"replications": 2, "weeks": 4, "warm_up_weeks": 0, "follow_up_weeks": 1}}
EVERYWHERE = ("steady", "breakdown", "budget", "sweep")


def shown(everything_beside, focus, **more):
    sweeps = {name: sweep | {"schemes": focus} for name, sweep in everything_beside["sweeps"].items()}
    return {**SHORT, "also": {**everything_beside, "focus": focus, "sweeps": sweeps}, **more}


def schemes_by_variant(frame):
    return {key: set(part["scheme"]) for key, part in frame.groupby("variant", sort=False)}


@pytest.mark.parametrize("leader", ["dealt", "line"])
def test_the_leader_stands_in_all_that_is_shown_beside_the_comparison_though_nobody_named_it(
    tiny, everything_beside, leader
):
    other = {"dealt": "line", "line": "dealt"}[leader]
    # As many people for next to nothing: it leads whatever they do.
    heads = {"dealt": {"rep": 5}, "line": {"sdr": 2, "ae": 3}}[leader]
    cheap = {"extends": "two", "heads": heads, "roles": {role: {"salary_per_year": 1} for role in heads}}
    changes = shown(everything_beside, ["today", other], schemes={leader: {"people": cheap}})
    playbook = sim.load_playbook(tiny(changes))
    found = play_playbook(playbook, 1)
    assert leading(found.kpis[found.kpis["variant"] == MAIN], playbook) == leader
    schemes = schemes_by_variant(found.kpis)
    assert schemes[MAIN] == schemes[NULL] == {"today", "dealt", "line"}, "the null market has all, always"
    beside = {key: names for key, names in schemes.items() if key.startswith(EVERYWHERE)}
    assert {key.split()[0] for key in beside} == {"steady", "breakdown", "budget", "sweep"}
    for key, names in beside.items():
        assert leader in names, key
    named = {"today", other, leader}
    assert all(names <= named for names in beside.values())
    # Where a seat moves only those in which it does are played again; the others are the comparison's.
    assert {key: names for key, names in schemes.items() if key.startswith(SEAT_MOVED)} == {
        "seat moved sdr > ae": {"line"},
        "seat moved ae > sdr": {"line"},
    }


def test_without_the_leader_only_those_that_the_playbook_names_are_shown(tiny, everything_beside):
    playbook = sim.load_playbook(tiny(shown(everything_beside, ["today", "dealt"])))
    main = main_variants(playbook)[0]
    without = {variant.key: set(variant.schemes) for variant in variants_beside(playbook, main, None)}
    with_it = {variant.key: set(variant.schemes) for variant in variants_beside(playbook, main, "line")}
    again = {variant.key: set(variant.schemes) for variant in variants_beside(playbook, main, "dealt")}
    assert again == without
    for key, names in without.items():
        assert names == ({"today", "dealt", "line"} if key == NULL else {"today", "dealt"}), key
    # Only an assembly line has a seat to move between roles.
    moves = with_it.keys() - without.keys()
    assert moves == {"seat moved sdr > ae", "seat moved ae > sdr"}
    others = {key: names for key, names in with_it.items() if key not in moves}
    assert set(map(frozenset, others.values())) == {frozenset({"today", "dealt", "line"})}


def test_the_baseline_is_in_everything_even_if_nobody_names_it(tiny, everything_beside):
    playbook = sim.load_playbook(tiny(shown(everything_beside, ["dealt", "line"])))
    for variant in variants_beside(playbook, main_variants(playbook)[0], "line"):
        assert "today" in variant.schemes or variant.key.startswith(SEAT_MOVED), variant.key


def test_a_breakdown_keeps_the_people_and_the_memory_of_the_comparison(tiny, everything_beside):
    """Else the gap between neighbours would hold other heads, too: without waiting a pilot year shows other work."""
    learns = merged(BLOCKS["markets/tiny"], {"effects": {"learning": {}}})
    null = merged(BLOCKS["markets/tiny-null"], {"effects": {"learning": None}})
    blocks = {"markets/tiny": learns, "markets/tiny-null": null}
    playbook = sim.load_playbook(tiny(shown(everything_beside, ["today", "line"]), **blocks))
    main = main_variants(playbook)[0]
    breakdown = [v for v in variants_beside(playbook, main, "line") if v.key.startswith("breakdown")]
    assert len(breakdown) == 3
    for variant in breakdown:
        for name, scheme in variant.schemes.items():
            before = main.schemes[name]
            assert scheme.seats == before.seats
            assert scheme.experience is before.experience
            assert scheme.reference_familiarity == before.reference_familiarity
    unlimited = {v.key: {s.scheme.people.unlimited_capacity for s in v.schemes.values()} for v in breakdown}
    assert list(unlimited.values()) == [{False}, {True}, {True}]
    assert not breakdown[0].market.effects.active("response")
    assert main.market.effects.active("response")


def test_a_breakdown_keeps_territories_that_were_made_by_a_rule(tiny, everything_beside):
    made = {"align": {"rule": "balance", "into": 2}}
    offices = {"office": {"region": "north", "heads": 3}, "far": {"region": "south", "heads": 3}}
    blocks = {"territory/made": made, "people/two": merged(TEAM, {"offices": offices})}
    changes = {**SHORT, "schemes": {"dealt": {"territory": "made"}}, "also": {"breakdown_replications": 1}}
    playbook = sim.load_playbook(tiny(changes, **blocks))
    main = main_variants(playbook)[0]
    territory = main.schemes["dealt"].scheme.territory
    assert list(territory.territories) == ["area-1", "area-2"]
    for variant in variants_beside(playbook, main, None):
        assert variant.schemes["dealt"].scheme.territory == territory
    found = play_playbook(playbook, 1).kpis
    assert set(found.loc[found["scheme"] == "dealt", "variant"]) == {MAIN, *(v for v in found["variant"] if v != MAIN)}


KPIS = [
    ("today", [9.0, 9.0]),
    ("low", [1.0, 2.0]),
    ("high", [5.0, 2.0]),
    ("unknown", [float("nan"), float("nan")]),
]


def frame_of(kpi):
    rows = [(name, index, kpi, value) for name, values in KPIS for index, value in enumerate(values)]
    return pd.DataFrame(rows, columns=["scheme", "replication", "kpi", "value"])


def test_the_leader_is_the_highest_by_what_is_decided_and_never_the_baseline(tiny):
    both = pd.concat([frame_of("contribution"), frame_of("wins").assign(value=-frame_of("wins")["value"])])
    assert leading(both, sim.load_playbook(tiny())) == "high"


def test_without_another_scheme_nobody_leads(tiny):
    playbook = sim.load_playbook(tiny())
    frame = frame_of("contribution")
    assert leading(frame[frame["scheme"] == "today"], playbook) is None
    assert leading(frame[frame["scheme"].isin(["today", "unknown"])], playbook) is None


def test_in_parallel_a_playbook_gives_the_very_bits_of_one_process(tiny, everything_beside):
    playbook = sim.load_playbook(tiny(shown(everything_beside, ["today", "dealt"])), {"market.demand.scale": [1, 1.1]})
    alone, together = play_playbook(playbook, 1), play_playbook(playbook, 2)
    pd.testing.assert_frame_equal(alone.kpis, together.kpis, check_exact=True)
    pd.testing.assert_frame_equal(alone.slices, together.slices, check_exact=True)
    assert alone.replications == together.replications
    assert {"grid 0", "grid 1", "steady", NULL} <= set(alone.kpis["variant"])
    counted = alone.kpis.groupby("variant", sort=False)["replication"].nunique().to_dict()
    assert counted == alone.replications
    assert "variant" not in alone.slices
    assert len(alone.slices)


def named_seats(*roles):
    return [{"name": f"{role}{index}", "role": role, "office": "office"} for index, role in enumerate(roles)]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("fewer", [False, True])
def test_progress_goes_up_by_one_never_beyond_its_total_and_ends_at_it(tiny, everything_beside, workers, fewer):
    """With named seats there is no budget to vary and no seat to move: fewer replications than at the most."""
    changes = shown(everything_beside, ["today", "line"])
    if fewer:
        two = merged(TEAM, {"offices": {"office": {"heads": 2}}})
        changes["schemes"] = {
            "today": {"people": merged(two, {"seats": named_seats("rep", "rep")})},
            "line": {"people": merged(two, {"seats": named_seats("sdr", "ae")})},
        }
    playbook = sim.load_playbook(tiny(changes))
    told: list[tuple[int, int]] = []
    found = play_playbook(playbook, workers, lambda done, total: told.append((done, total)))
    played = sum(found.replications.values())
    most = most_replications(playbook)
    assert (played < most) == fewer
    assert [done for done, _ in told] == [*range(1, played + 1), played]
    assert {total for _, total in told[:-1]} == {most}
    assert told[-1] == (played, played)


def test_a_playbook_alone_is_played_and_told_too(tiny):
    playbook = sim.load_playbook(tiny(SHORT))
    told: list[tuple[int, int]] = []
    found = play_playbook(playbook, 1, lambda done, total: told.append((done, total)))
    assert found.replications == {MAIN: 2}
    assert told == [(1, 2), (2, 2), (2, 2)]
