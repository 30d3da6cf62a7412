"""What the decision rule says on simulated floors where subdividing has nothing to gain, and where it truly gains.

In the null market every segment is the same, nobody learns and offers fit everyone alike: one desk for all serves each
lead sooner than two desks would, at the same cost. A subdivided scheme that is recommended there wins by error.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import sim
from sim.floor.resolving.resolve import resolve_schemes
from sim.floor.resolving.resolved import Horizon
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.results.decide.decision import decide
from sim.results.decide.intervals import Differences, Floats, simultaneous_differences
from sim.results.decide.verdict import verdict_of
from sim.results.executor import Variant, play_all
from sim.results.run import samples
from sim.results.variants import MAIN
from tests.builders import Document, market_of, scheme_of, stage

CONFIDENCE, N = 0.95, 8
SUBDIVIDED = ("by-size", "by-product")
NULL_MACROS, GAIN_MACROS = 60, 12
# Coverage is known to 0.003 then; the few draws and samples of 8 from a floor are allowed a hundredth.
EQUAL_MACROS, FEW_DRAWS, COVERED = 8000, 400, (0.94, 0.963)
LEADS_A_YEAR = 700  # About 95 in the run's seven weeks, for which six people need a fifth of their time.
STAGES = {
    "call": stage(2, 0.5, patience_hours=40, response_decay=0.3, thinking_hours=4),
    "close": stage(4, 0.5, patience_hours=80, response_decay=0.1, thinking_hours=8),
}
# Two sizes (of the tiny world) and two products, which differ in name only.
TWO_PRODUCTS = {
    name: {"share": 0.5, "value_median": 2000, "value_sigma": 0.3, "margin_share": 0.4} for name in ("tool", "pump")
}
NULL_EFFECTS: Document = {name: {} for name in ("quality", "skill", "response", "patience")}
# People learn most about sizes, so that one of the two ways to subdivide is the best.
LEARNING: Document = {
    "exponent": 0.3,
    "conversion_weight": 2,
    "reference_hours": 20,
    "weights": {"stage": 0, "industry": 0, "size": 1, "region": 0, "product": 0.2, "offer": 0},
}


def small_market(effects: Document) -> Market:
    """A market of identical segments."""
    return market_of(STAGES, effects, demand={"leads_per_year": LEADS_A_YEAR}, products=TWO_PRODUCTS)


def halves(attribute: str, first: str) -> Document:
    """Two teams: one for the leads whose attribute is `first`, one for the others."""
    return {
        "rules": [{"segment": "mine", "when": {attribute: [first]}}],
        "residual": "others",
        "teams": {"one": {"segments": ["mine"]}, "two": {"segments": ["others"]}},
    }


def organisations() -> dict[str, Scheme]:
    """Six generalists at one desk, and two ways to make two desks of them; one manager each."""

    def six(**levers: Document) -> Scheme:
        return scheme_of({"rep": 6}, {"call": "rep", "close": "rep"}, {"managers": {"by": "territory"}}, **levers)

    return {
        "pooled": six(),
        "by-size": six(segmentation=halves("size", "small")),
        "by-product": six(segmentation=halves("product", "tool")),
    }


def played(market: Market, start: str, macros: int) -> pd.DataFrame:
    """KPIs of `macros` times N replications; every organisation costs the same."""
    resolved = resolve_schemes(market, organisations(), "pooled", start)
    assert len({scheme.fixed_cost_per_year for scheme in resolved.values()}) == 1
    frame, _ = play_all([Variant(MAIN, market, resolved, Horizon(1, 6, 2), 11, macros * N)], workers=1)
    return frame


def macro_samples(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """Contributions, N replications at a time."""
    contribution = samples(frame, "contribution")
    return [contribution.iloc[first : first + N] for first in range(0, len(contribution), N)]


def compared(frame: pd.DataFrame) -> list[Differences]:
    """The joint intervals of each macro-replication."""
    return [simultaneous_differences(one, CONFIDENCE, seed=number) for number, one in enumerate(macro_samples(frame))]


def recommendations(found: list[Differences]) -> list[str | None]:
    """What the decision rule recommends in each macro-replication."""
    return [decide(differences, 0.0).recommended for differences in found]


@pytest.fixture(scope="module")
def null_frame() -> pd.DataFrame:
    """Played in the null market."""
    return played(small_market(NULL_EFFECTS), "today", NULL_MACROS)


def test_pooling_loses_nothing_in_the_null_market(null_frame: pd.DataFrame) -> None:
    for stage_name in STAGES:
        waiting = samples(null_frame, f"stage_wait_hours.{stage_name}").mean()
        assert waiting["pooled"] < waiting[list(SUBDIVIDED)].min()
    gains = simultaneous_differences(samples(null_frame, "contribution"), CONFIDENCE)
    for other in SUBDIVIDED:
        assert gains.between("pooled", other).high > 0


def test_subdividing_wins_in_the_null_market_no_more_often_than_the_error_rate(null_frame: pd.DataFrame) -> None:
    # So many would be exceeded once in a thousand if the rule erred exactly as often as it may.
    acceptable = stats.binom.isf(0.001, NULL_MACROS, 1 - CONFIDENCE)
    found = compared(null_frame)
    recommended = sum(name in SUBDIVIDED for name in recommendations(found))
    shown_better = sum(any(one.between(name, "pooled").low > 0 for name in SUBDIVIDED) for one in found)
    assert recommended <= shown_better <= acceptable
    # The best mean, which a rule without intervals would follow, is a subdivided scheme's far more often than that.
    best = [one.mean().idxmax() for one in macro_samples(null_frame)]
    assert sum(name in SUBDIVIDED for name in best) > acceptable


@pytest.fixture(scope="module")
def equal_floors(null_frame: pd.DataFrame) -> tuple[Floats, Floats]:
    """Of many macro-replications where the truth is known: the largest |t| over pairs, and the joint critical value.

    The replications of the null market are a population of their own, with each scheme moved to the same mean: N draws
    from it are independent, come from a floor, and no scheme is better than another.
    """
    floors = samples(null_frame, "contribution").to_numpy()
    floors = floors - floors.mean(axis=0)
    rng, (i, j) = np.random.default_rng(7), np.triu_indices(floors.shape[1], 1)
    largest, critical = [], []
    for number in range(EQUAL_MACROS):
        sample = floors[rng.integers(len(floors), size=N)]
        found = simultaneous_differences(sample, CONFIDENCE, seed=number, draws=FEW_DRAWS)
        largest.append(np.abs(found.mean[i, j] / found.deviation[i, j]).max() * sqrt(N))
        critical.append(found.critical)
    return np.array(largest), np.array(critical)


def test_where_no_scheme_is_better_all_intervals_hold_as_often_as_promised(equal_floors: tuple[Floats, Floats]) -> None:
    largest, critical = equal_floors
    assert COVERED[0] <= (largest <= critical).mean() <= COVERED[1]


@pytest.mark.parametrize("wrong", ["a seventh too narrow", "a seventh too wide", "each alone", "for twice the error"])
def test_mildly_wrong_intervals_do_not(equal_floors: tuple[Floats, Floats], wrong: str) -> None:
    largest, critical = equal_floors
    alone = np.full(EQUAL_MACROS, stats.t.isf((1 - CONFIDENCE) / 2, N - 1))
    used = {
        "a seventh too narrow": critical * 6 / 7,
        "a seventh too wide": critical * 8 / 7,
        "each alone": alone,
        "for twice the error": critical * stats.t.isf(1 - CONFIDENCE, N - 1) / alone,
    }[wrong]
    # Surely, and not by luck: three standard errors beyond what the study accepts.
    covered = float((largest <= used).mean())
    margin = 3 * sqrt(covered * (1 - covered) / EQUAL_MACROS)
    assert covered + margin < COVERED[0] or covered - margin > COVERED[1]


def test_subdividing_is_recommended_where_it_truly_gains() -> None:
    market = small_market({**NULL_EFFECTS, "learning": LEARNING})
    found = recommendations(compared(played(market, "steady", GAIN_MACROS)))
    assert found.count("by-size") > GAIN_MACROS / 2
    assert set(found) <= {"by-size", None}


def test_no_subdivided_scheme_is_recommended_in_the_shipped_null_market() -> None:
    short = {"run": {"weeks": 8, "warm_up_weeks": 2, "follow_up_weeks": 4, "replications": 8}}
    playbook = sim.load_playbook("org-design", overrides=short)
    assert playbook.null_market is not None
    playbook = replace(playbook, market=playbook.null_market)
    resolved = playbook.resolve()
    run = playbook.experiment.run
    frame, _ = play_all(
        [Variant(MAIN, playbook.market, resolved, playbook.horizon, run.seed, run.replications)], workers=1
    )
    schemes = playbook.experiment.schemes
    subdivided = {
        name
        for name, scheme in schemes.items()
        if scheme.segmentation is not None or len(set(scheme.process.roles.values())) > 1
    }
    assert {"by-customer", "by-need", "by-product", "by-region", "assembly-line", "pods"} <= subdivided
    assert verdict_of(playbook, resolved, frame).recommended not in subdivided

    # Eight replications of eight weeks are enough for the rule to see a gain, if today's fixed cost is gained.
    large = resolved["today"].fixed_cost_per_year
    gaining = (frame["scheme"] == "by-customer") & (frame["kpi"] == "contribution")
    rigged = frame.assign(value=frame["value"].where(~gaining, frame["value"] + large))
    assert verdict_of(playbook, resolved, rigged).recommended == "by-customer"
