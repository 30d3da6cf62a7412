"""Runs of shipped playbooks whose results are written down: the same turned round, and the same with loud noise.

Nothing is simulated. `arranged` gives each scheme a difference to the baseline in every KPI; with the
other sign every one of them is its own negative, so gains are losses, orders are reversed and the best is the worst.
Noise never changes a mean: however loud it is, the same is true of the means, and nothing is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import pi, sin
from pathlib import Path
from zlib import crc32

import pandas as pd

from sim.floor.resolving.resolved import ResolvedScheme
from sim.report.view import View
from sim.results.areas import AREA, MEASURES
from sim.results.fates import COLD_FATE, FATE, INVALID_FATE, JOIN, LOSS, LOST_FATE, MERGED_FATE, WON_FATE
from sim.results.forecasts import CATEGORIES, FORECAST, TOLD_RECORDED, TOLD_TRUE, WON_TRUE
from sim.results.measures.kpi_catalogue import kpi_names, kpi_of
from sim.results.perfect import PERFECT
from sim.results.playbook import Playbook
from sim.results.relief import RELIEF
from sim.results.run import Run
from sim.results.static import STATIC
from sim.results.timeline import CONTRIBUTION, QUARTER, SELLING, USE
from sim.results.trials import trial_key
from sim.results.variants import BREAKDOWN, BUDGETS, MAIN, NULL, OTHER_MARKET, STEADY, shown_by_comparison, sweep_key
from sim.results.weeks import WEEK

REPLICATIONS = 3
QUIET, LOUD = 0.002, 1.0
"""Noise as a share of a KPI's level; differences are at most 0.3 of it."""
LEVELS = {"money": 2e5, "money/year": 2e7, "share": 0.3, "hours": 2.0, "days": 40.0, "count/year": 300.0}
SLICED = ("region", "size", "product")
DIP_WEEKS = 6


@dataclass(frozen=True, eq=False)
class Hearing(View):
    """A view that remembers what was said: keys of words, with their values."""

    heard: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def say(self, key: str, **values: object) -> str:
        self.heard.append((key, values))
        return super().say(key, **values)


def chance(*names: str) -> float:
    """A number from -1 to 1 that belongs to these names, at least 0.2 away from zero."""
    found = crc32("|".join(names).encode()) / 2**32 * 2 - 1
    return 0.2 + 0.8 * found if found >= 0 else -0.2 + 0.8 * found


def wave(name: str, replication: int) -> float:
    """Noise from -1 to 1 that belongs to a name and sums to zero over the replications."""
    return sin(2 * pi * (replication / REPLICATIONS + crc32(name.encode()) / 2**32))


def difference(variant: str, scheme: str, baseline: str, kpi: str, replication: int, noise: float = QUIET) -> float:
    """What a scheme has more than the baseline, as a share of the KPI's level."""
    own = 0.0 if scheme == baseline else chance(scheme, kpi, "" if variant == MAIN else variant)
    # One more person, or a right record, changes the baseline too.
    relieved = variant.startswith(RELIEF) and kpi == "contribution"
    moved = chance(variant, scheme) if variant == PERFECT or relieved else 0.0
    still = scheme == baseline and not moved
    return 0.2 * own + 0.1 * moved + (0.0 if still else noise * wave(f"{variant}{scheme}{kpi}", replication))


def paid(variant: str, replication: int, noise: float = QUIET) -> float:
    """What one more person costs a year, whichever way the results lie; a stage that needs less effort costs nothing.

    Some bring more than that, some less: what they bring is 0.4 to 2 million.
    """
    if not variant.startswith(RELIEF) or variant.startswith(f"{RELIEF}stage"):
        return 0.0
    return 1.2e6 + 1e6 * chance(variant, "costs") + 1e6 * noise * wave(f"{variant}costs", replication)


def arranged(
    playbook: Playbook,
    resolved: Mapping[str, ResolvedScheme],
    sign: int,
    folder: Path,
    noise: float = QUIET,
    cost_noise: float = QUIET,
) -> Run:
    """A run of the playbook with these differences, or with `sign` -1 their opposites; with loud noise none is shown.

    `cost_noise` is that of what one more person costs, which leaves what he brings as it is.
    """
    rows, base = [], playbook.baseline
    names = kpi_names(playbook.market.stages)
    # Whoever might break a bound could not win: the decision is to be open between all.
    bounded = {bound.kpi for bound in playbook.experiment.decision.subject_to}
    for variant, schemes in variants_of(playbook).items():
        for kpi in names if variant == MAIN else ("contribution", "gross_margin", "fixed_cost", "variable_pay"):
            level = LEVELS.get(kpi_of(kpi).unit, 0.5)
            level = 0.0 if kpi.startswith("forecast_error") else level
            loud = QUIET if kpi in bounded else noise
            for replication in range(REPLICATIONS):
                common = level * (1 + 0.05 * sin(replication + crc32(kpi.encode())))
                for scheme in schemes:
                    found = sign * (level or 0.3) * difference(variant, scheme, base, kpi, replication, loud)
                    cost = {"contribution": -1, "fixed_cost": 1}.get(kpi, 0) * paid(variant, replication, cost_noise)
                    rows.append((variant, scheme, replication, kpi, common + found + cost))
    columns = ["variant", "scheme", "replication", "kpi", "value"]
    frame = pd.DataFrame(rows, columns=columns)
    run = Run(playbook, "arranged", folder, frame, slices_of(playbook, sign, noise), {})
    # Whole heads are the same whatever the results, and take a second to find.
    run.__dict__["resolved"] = resolved
    return run


def variants_of(playbook: Playbook) -> dict[str, list[str]]:
    """Every set of circumstances that the playbook asks for, with its schemes."""
    also, everyone = playbook.experiment.also, list(playbook.experiment.schemes)
    found = {MAIN: everyone}
    if also.steady_replications:
        found[STEADY] = everyone
    if also.static_replications:
        found[STATIC] = everyone
    if also.breakdown_replications:
        found |= {f"breakdown {name}": everyone for name, _ in BREAKDOWN}
    if playbook.null_market is not None:
        found[NULL] = everyone
    found |= {f"{OTHER_MARKET}{name}": everyone for name in playbook.other_markets}
    if also.robustness_replications:
        found |= {f"budget {factor:g}": everyone for factor in BUDGETS}
    if also.bottleneck_replications:
        relieved = also.bottleneck_scheme or playbook.baseline
        chosen = playbook.experiment.schemes[relieved]
        items = [f"role {role}" for role in chosen.working_roles()]
        items += [f"territory {name}" for name in (chosen.territory.names() if chosen.territory is not None else ())]
        items += [f"stage {name}" for name in playbook.market.stages]
        found |= {f"{RELIEF}{item}": [relieved] for item in items}
    for name, sweep in also.sweeps.items():
        values = (value for value in sweep.values if not shown_by_comparison(playbook, sweep, value))
        found |= {sweep_key(name, value): everyone for value in values}
    for name, trial in also.trials.items():
        pair = [trial.scheme, trial.against or playbook.baseline]
        found |= {trial_key(name, side): pair for side in trial.sides()}
    if also.perfect_record_replications:
        found[PERFECT] = everyone
    return found


def slices_of(playbook: Playbook, sign: int, noise: float = QUIET) -> pd.DataFrame:
    """Parts of each scheme: fates, losses, territories, segments, quarters, forecasts, margins by kind of customer."""
    rows: list[tuple[str, int, str, str, str, float]] = []
    market, base = playbook.market, playbook.baseline
    reasons = list(market.reason_titles) or ["price"]
    for scheme, chosen in playbook.experiment.schemes.items():
        for replication in range(REPLICATIONS):

            def put(dimension: str, item: str, measure: str, level: float) -> None:
                apart = difference(f"{dimension}{item}", scheme, base, measure, replication, noise)  # noqa: B023
                # The baseline's own parts change sides too, so that its order is reversed.
                apart += chance(dimension, item, measure) / 5
                rows.append((scheme, replication, dimension, item, measure, level * (1 + sign * apart)))  # noqa: B023

            for fate in (WON_FATE, COLD_FATE, INVALID_FATE, MERGED_FATE, *(LOST_FATE + JOIN + why for why in reasons)):
                put(FATE, fate, "share", 0.1)
            for stage in market.stages:
                put(LOSS, f"{stage}{JOIN}{reasons[0]}", "share", 0.1)
            for area in ("north", "south"):
                for measure in MEASURES:
                    put(AREA, area, measure, {"margin_per_person": 1e5, "people": 9}.get(measure, 0.5))
            if chosen.segmentation is not None:
                teams = chosen.segmentation.teams.values()
                for segment in dict.fromkeys(name for team in teams for name in team.segments):
                    for measure in ("leads", "wrong_share", "response_hours", "win_rate"):
                        put("segment", segment, measure, 0.3)
                    put("segment", segment, "contribution", 1e6)
            for number in "1234":
                put(QUARTER, number, CONTRIBUTION, 2e7)
                put(QUARTER, number, SELLING, 0.6)
                put(QUARTER, number, USE, 0.4)
            for third in CATEGORIES:
                for measure in (TOLD_RECORDED, TOLD_TRUE, WON_TRUE):
                    put(FORECAST, third, measure, 1e6)
            for kind in SLICED:
                for item in getattr(market, f"{kind}s"):
                    put(kind, item, "margin", 1e6)
    rows += weekly_rows(playbook, sign, noise)
    return pd.DataFrame(rows, columns=["scheme", "replication", "dimension", "item", "measure", "value"])


def weekly_rows(playbook: Playbook, sign: int, noise: float) -> list[tuple[str, int, str, str, str, float]]:
    """Each week of the schemes that are gone over to, and of the baseline; none where every scheme is there at first.

    Until it goes over a scheme is the baseline. Some dip for a few weeks, deeper than they gain later or not at all.
    """
    schemes, rows = playbook.experiment.schemes, []
    starts: dict[str, int] = {}
    for scheme, chosen in schemes.items():
        terms = chosen.transition
        while terms is not None:
            starts[scheme] = terms.week
            terms = schemes[terms.from_scheme].transition if terms.from_scheme else None
    for scheme, start in {playbook.baseline: playbook.horizon.weeks, **starts}.items() if starts else ():
        later, dip = chance(scheme, "later"), chance(scheme, "dip")
        for replication in range(REPLICATIONS):
            for week in range(playbook.horizon.weeks):
                apart = -2 * later if week < start + DIP_WEEKS and dip > 0 else 0.5 * later
                apart = sign * apart + noise * wave(f"{WEEK}{scheme}", replication) if week >= start else 0.0
                value = 4e5 * (1 + 0.05 * sin(week + replication) + apart)
                rows.append((scheme, replication, WEEK, str(week), CONTRIBUTION, value))
    return rows
