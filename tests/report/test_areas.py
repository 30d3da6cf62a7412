"""The chapter on territories says what the figures say, whichever scheme is even and whoever waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import sqrt

import numpy as np
import pandas as pd
import pytest

from sim.report import areas, chapters, titles
from sim.report.view import View
from sim.results.areas import AREA, MEASURES
from sim.results.run import Run
from tests.results.conftest import hand_made

ViewOf = Callable[[Run, str], View]
NONE = [0.0, 0.0, 0.0]


def looked_at(north: float, south: float, today: list[float], fast: list[float], elsewhere: float = 0.0) -> Run:
    """Both schemes have a north and a south; their loads are those of `fast`, and the spreads of both are given."""
    samples = {
        "main": {"today": NONE, "fast": [5e6, 6e6, 7e6]},
        "main/territory_spread": {"today": today, "fast": fast},
        "main/served_elsewhere_share": {"today": NONE, "fast": [elsewhere] * 3},
    }
    run = hand_made(samples)
    rows = [
        (scheme, replication, AREA, area, measure, value)
        for scheme in ("today", "fast")
        for replication in range(3)
        for area, load in (("north", north), ("south", south))
        for measure, value in zip(MEASURES, (3, load, 10 * load, 0.1, elsewhere, 1e5), strict=True)
    ]
    return replace(
        run, slices=pd.DataFrame(rows, columns=["scheme", "replication", "dimension", "item", "measure", "value"])
    )


@pytest.mark.parametrize(
    ("north", "south", "idle", "busy"), [(0.4, 0.9, "north", "south"), (0.9, 0.4, "south", "north")]
)
def test_the_busiest_and_the_slowest_are_named_as_they_are(
    view_of: ViewOf, north: float, south: float, idle: str, busy: str
) -> None:
    text = " ".join(areas.findings(view_of(looked_at(north, south, [0.1, 0.1, 0.1], [0.1, 0.1, 0.1]), "en")))
    assert f"from 40 % in {idle} to 90 % in {busy}" in text
    assert f"longest in {busy}" in text


def test_nobody_is_said_to_wait_longest_where_all_wait_the_same(view_of: ViewOf) -> None:
    text = " ".join(areas.findings(view_of(looked_at(0.4, 0.405, NONE, NONE), "en")))
    assert "Leads wait longest" not in text


@pytest.mark.parametrize(
    ("today", "fast", "said"),
    [
        ([0.3, 0.31, 0.29], [0.1, 0.1, 0.11], "less evenly in today than in fast"),
        ([0.1, 0.1, 0.11], [0.3, 0.31, 0.29], "less evenly in fast than in today"),
        ([0.1, 0.5, 0.2], [0.3, 0.1, 0.3], "No scheme is shown"),
    ],
)
def test_a_scheme_spreads_the_load_more_evenly_only_if_that_is_shown(
    view_of: ViewOf, today: list[float], fast: list[float], said: str
) -> None:
    assert said in " ".join(areas.findings(view_of(looked_at(0.4, 0.9, today, fast), "en")))


def test_equal_schemes_are_said_to_differ_in_spread_no_more_often_than_the_error_rate(view_of: ViewOf) -> None:
    schemes, trials, replications = [f"scheme-{number}" for number in range(6)], 80, 6
    run = hand_made({"main": dict.fromkeys(["today", *schemes], NONE)})
    rng, claimed = np.random.default_rng(3), 0
    for _ in range(trials):
        rows = [
            ("main", name, replication, "territory_spread", value)
            for name in schemes
            for replication, value in enumerate(rng.normal(0.3, 0.05, replications))
        ]
        spread = pd.DataFrame(rows, columns=run.variants.columns)
        variants = pd.concat([run.variants, spread], ignore_index=True)
        claimed += "No scheme is shown" not in " ".join(areas._spread(view_of(replace(run, variants=variants), "en")))
    # The paired interval of the two furthest apart, by itself, claims a difference in a third of these.
    assert claimed / trials <= 0.05 + 3 * sqrt(0.05 * 0.95 / trials)


def test_help_is_told_where_there_is_any(view_of: ViewOf) -> None:
    helped, alone = (
        " ".join(areas.findings(view_of(looked_at(0.4, 0.9, NONE, NONE, share), "en"))) for share in (0.2, 0.0)
    )
    assert "In fast another territory answers 20 % of the leads" in helped
    assert "another territory answers" not in alone


def test_the_chapter_shows_table_and_picture_in_both_languages(view_of: ViewOf) -> None:
    run = looked_at(0.4, 0.9, [0.1, 0.1, 0.1], [0.1, 0.1, 0.1])
    for lang in ("en", "zh"):
        view = view_of(run, lang)
        frame = chapters.territories(view)
        assert frame is not None
        assert len(frame) == 4
        assert (view.folder / "figures" / f"areas.{lang}.svg").is_file()
        assert (view.folder / "tables" / "areas.csv").is_file()


def test_a_run_without_territories_has_no_such_chapter(view_of: ViewOf) -> None:
    assert chapters.territories(view_of(hand_made({"main": {"today": NONE, "fast": NONE}}), "zh")) is None


def test_the_tables_names_can_be_joined_to_what_they_stand_for(view_of):
    run = looked_at(0.8, 0.6, [0.1] * 3, [0.1] * 3)
    found = titles.titles(view_of(run, "zh")).set_index(["kind", "name"])
    assert found.index.is_unique
    assert set(found.loc["scheme"].index) == {"today", "fast"}
    assert set(found.loc["area"].index) == {"north", "south"}
    assert found.loc[("kpi", "contribution"), ["en", "zh"]].tolist() == ["Contribution", "贡献利润"]
    assert set(found.loc["stage"].index) == set(run.playbook.market.stages)
