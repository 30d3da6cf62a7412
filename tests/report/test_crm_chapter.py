"""The chapters on a CRM follow the quarters and the record, whichever way they lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.inputs.models.levers import Crm
from sim.inputs.text import Text
from sim.report import crm_chapter
from sim.report.view import View
from sim.results.run import Run
from tests.results.conftest import hand_made

ViewOf = Callable[[Run, str], View]
NONE = [0.0, 0.0, 0.0]
UP, DOWN, OPEN = [5e6, 6e6, 7e6], [-5e6, -6e6, -7e6], [9e6, 1e6, -7e6]
FORECASTS = {"told by the record": 5e6, "told by the truth": 3e6, "won": 2e6, "open on record": 9, "truly open": 3}


def with_quarters(*quarters: list[float], record: dict[str, float] | None = None, crm: bool = True) -> Run:
    """A run of `today` and `new`, which has a CRM; `quarters` are the gains of `new` by replication."""
    samples: dict[str, dict[str, list[float]]] = {"main": {"today": NONE, "new": NONE}}
    for kpi, value in (record or {}).items():
        samples[f"main/{kpi}"] = {"today": [np.nan] * 3, "new": [value] * 3}
    run = hand_made(samples)
    rows = []
    for number, gains in enumerate(quarters, start=1):
        for replication, gain in enumerate(gains):
            for scheme, amount, selling in (("today", 1e6, 0.5), ("new", 1e6 + gain, 0.4)):
                rows.append((scheme, replication, "quarter", str(number), "contribution", amount))
                rows.append((scheme, replication, "quarter", str(number), "selling share", selling))
            rows.append(("new", replication, "quarter", str(number), "crm use", 0.3 * number))
    for replication in range(3):
        for third in ("early", "middle", "late"):
            rows += [("new", replication, "forecast", third, name, value) for name, value in FORECASTS.items()]
    slices = pd.DataFrame(rows, columns=["scheme", "replication", "dimension", "item", "measure", "value"])
    scheme = run.playbook.experiment.schemes["new"]
    if crm:
        scheme = scheme.model_copy(update={"crm": Crm.model_validate({"adoption": {}})})
    schemes = {**run.playbook.experiment.schemes, "new": scheme}
    experiment = run.playbook.experiment.model_copy(update={"schemes": schemes})
    return replace(run, slices=slices, playbook=replace(run.playbook, experiment=experiment))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (DOWN, UP, ("first quarter a loss of", "in the last a gain of")),
        (UP, DOWN, ("first quarter a gain of", "in the last a loss of")),
        (OPEN, UP, ("first quarter neither", "in the last a gain of")),
    ],
)
def test_the_dip_is_told_only_as_the_quarters_show(
    view_of: ViewOf, first: list[float], last: list[float], said: tuple[str, str]
) -> None:
    view = view_of(with_quarters(first, OPEN, last), "en")
    text = " ".join(crm_chapter.dip_findings(view, crm_chapter.by_quarter(view)))
    assert all(part in text for part in said)
    assert "loss of CNY -" not in text
    assert "90" in text, "the use that the last quarter has come to"


RECORD = {"open_on_record_ratio": 3.0, "dead_on_record_share": 0.7}


@pytest.mark.parametrize(("error", "said"), [(0.4, "40 % too high"), (-0.3, "30 % too low")])
def test_the_forecast_is_too_high_or_too_low_as_it_is(view_of: ViewOf, error: float, said: str) -> None:
    run = with_quarters(UP, UP, record=RECORD | {"forecast_error_recorded": error, "forecast_error_true": 0.05})
    view = view_of(run, "en")
    text = (
        " ".join(crm_chapter.told(view, crm_chapter.beside_the_truth(view))).replace("\u202f", " ").replace("%", " %")
    )
    assert said in text.replace("  ", " ")


def test_a_forecast_that_is_right_is_neither_too_high_nor_too_low(view_of: ViewOf) -> None:
    run = with_quarters(UP, UP, record=RECORD | {"forecast_error_recorded": 0.001, "forecast_error_true": -0.001})
    view = view_of(run, "en")
    text = " ".join(crm_chapter.told(view, crm_chapter.beside_the_truth(view)))
    assert text.count("neither too high nor too low") == 2
    assert "furthest" not in text, "one scheme alone is compared with nobody"


def test_the_dashboard_shows_every_crm_and_the_quarters_those_whose_use_spreads(view_of: ViewOf) -> None:
    run = with_quarters(UP, UP, record=RECORD | {"forecast_error_recorded": 0.2, "forecast_error_true": 0.05})
    schemes = run.playbook.experiment.schemes
    full = schemes["new"].model_copy(update={"title": Text(en="Full", zh="Full"), "crm": Crm.model_validate({})})
    experiment = run.playbook.experiment.model_copy(update={"schemes": {**schemes, "full": full}})
    # Whoever logs everything at once still records what deals are worth, here half too high.
    record = {"open_on_record_ratio": 1.0, "dead_on_record_share": 0.0, "forecast_error_recorded": 0.5}
    mine = run.variants[run.variants["scheme"] == "new"].assign(scheme="full")
    mine["value"] = [record.get(kpi, value) for kpi, value in zip(mine["kpi"], mine["value"], strict=True)]
    parts = run.slices[run.slices["scheme"] == "new"].assign(scheme="full")
    run = replace(
        run,
        variants=pd.concat([run.variants, mine]),
        slices=pd.concat([run.slices, parts]),
        playbook=replace(run.playbook, experiment=experiment),
    )
    view = view_of(run, "en")
    assert crm_chapter.by_quarter(view)["scheme"].unique().tolist() == ["new"]
    frame = crm_chapter.beside_the_truth(view)
    assert frame.index.tolist() == ["new", "full"]
    assert crm_chapter.by_category(view)["scheme"].unique().tolist() == ["new", "full"]
    text = " ".join(crm_chapter.told(view, frame)).replace("\u202f", " ")
    assert "**Full**: 1.0" in text
    assert "Of all with a CRM the forecast from the record is furthest off with Full: 50 % too high" in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_both_chapters_are_shown_and_kept_in_both_languages(view_of: ViewOf, lang: str) -> None:
    errors = {"forecast_error_recorded": 0.4, "forecast_error_true": 0.05}
    view = view_of(with_quarters(DOWN, UP, record=RECORD | errors), lang)
    quarters, dashboard = crm_chapter.dip(view), crm_chapter.dashboard(view)
    assert quarters is not None
    assert dashboard is not None
    assert quarters["gain"].tolist() == [-6e6, 6e6]
    assert dashboard.index.tolist() == ["new"]
    for name in (
        f"figures/dip.{lang}.svg",
        "tables/quarters.csv",
        "tables/dashboard.csv",
        f"tables/forecasts.{lang}.csv",
    ):
        assert (view.folder / name).is_file(), name


def test_a_run_without_a_crm_or_of_one_quarter_has_no_such_chapter(view_of: ViewOf) -> None:
    for run in (with_quarters(UP, UP, crm=False), hand_made({"main": {"today": NONE, "new": NONE}})):
        assert crm_chapter.dip(view_of(run, "en")) is None
        assert crm_chapter.dashboard(view_of(run, "zh")) is None
    assert crm_chapter.dip(view_of(with_quarters(UP), "en")) is None
