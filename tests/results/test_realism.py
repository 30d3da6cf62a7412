"""The playbook of the real funnel beside the real funnel: days to win, win rates by origin, how leads arrive."""

from __future__ import annotations

from pathlib import Path

import nbformat
import numpy as np
import pytest

from sim.crm.olist import OlistFrames
from sim.crm.olist_market import MARKET_ASSUMPTIONS
from sim.floor.people.time_use import productive_shares
from sim.inputs.errors import InputError
from sim.report.papermill_run import execute
from sim.results.load import load_playbook
from sim.results.playbook import vary
from sim.results.realism import (
    PLAYBOOK,
    Realism,
    check_olist,
    miss_of_spring,
    read_export,
    verdicts_or_why,
    with_one_rate,
)

NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "check-olist.ipynb"


@pytest.fixture(scope="module")
def export(data_folder: Path) -> OlistFrames:
    frames = read_export(data_folder)
    if frames is None:
        pytest.skip(f"no Olist export below {data_folder}")
    return frames


@pytest.fixture(scope="module")
def check(export: OlistFrames) -> Realism:
    return check_olist(export, replications=20)


@pytest.mark.data
def test_days_to_win_are_as_long_as_the_real_ones(check: Realism) -> None:
    assert check.replications == 20
    assert len(check.real) == 4695
    assert check.days_ks < 0.08
    # Followed no longer than the real leads: no later day can be in either.
    assert check.simulated["days_to_win"].max() <= 317
    assert check.simulated["won"].sum() == check.simulated["days_to_win"].notna().sum()


@pytest.mark.data
def test_every_larger_origin_wins_within_its_real_interval(check: Realism) -> None:
    assert len(check.origins) == 8
    assert check.origins["inside"].all(), check.origins
    assert check.simulated["won"].mean() == pytest.approx(check.real["won"].mean(), rel=0.03)


@pytest.mark.data
def test_weekday_leads_disperse_as_the_real_ones_do(check: Realism) -> None:
    assert check.dispersion.value == pytest.approx(3.24, abs=0.01)
    assert float(check.simulated_dispersion.mean()) in check.dispersion
    assert check.verdicts["holds"].all()


@pytest.mark.data
def test_one_common_rate_for_all_origins_fails(export: OlistFrames) -> None:
    control = check_olist(export, replications=4, playbook=with_one_rate(load_playbook(PLAYBOOK)))
    outside = control.origins.index[~control.origins["inside"]]
    assert {"social", "email", "unknown"} <= set(outside)
    assert not control.verdicts.loc["origins", "holds"]


@pytest.mark.data
def test_days_to_win_sampled_too_long_or_leads_without_busy_days_fail(export: OlistFrames) -> None:
    playbook = vary(
        load_playbook(PLAYBOOK), {"market.demand.day_dispersion": 0.0, "market.stages.closing.thinking_hours": 1000.0}
    )
    control = check_olist(export, replications=3, playbook=playbook)
    assert not control.verdicts.loc["days to win", "holds"]
    assert control.simulated_dispersion.mean() < control.dispersion.value


@pytest.mark.data
def test_the_floor_does_what_the_calibration_assumed_of_it(check: Realism) -> None:
    """Else days to win and win rates were fitted to another organisation than the one that is simulated."""
    for stage, desk in zip(check.stages.values(), MARKET_ASSUMPTIONS.path.desk, strict=True):
        assert stage.desk_hours == pytest.approx(desk.mean_hours, rel=0.05)
        assert stage.desk_cv == pytest.approx(desk.cv, abs=0.05)
    market, process = check.playbook.market, check.playbook.experiment.schemes["as-it-is"].process
    first = MARKET_ASSUMPTIONS.path.first_thinking
    between = float(market.stages["qualification"].thinking_hours) + float(process.handoff_delay_hours)
    assert between == pytest.approx(first.mean_hours)
    assert float(market.demand.off_hours_share) == MARKET_ASSUMPTIONS.path.off_hours_share
    waits = [stage.lost_logits for stage in check.stages.values()]
    assert market.effects.context is not None
    lost = np.add(waits, (0.0, float(market.effects.context.lost_logit)))
    # What familiarity gives on top is some hundredths of a logit.
    np.testing.assert_allclose(lost, MARKET_ASSUMPTIONS.lost_logits, atol=0.03)


def test_today_is_thirty_two_sdrs_and_twenty_two_reps() -> None:
    playbook = load_playbook(PLAYBOOK)
    today = playbook.resolve(only=[playbook.baseline])[playbook.baseline]
    assert today.heads == {"sdr": 32, "rep": 22}
    # One team of two roles: 1 - 0.35 administration - 0.06 meetings - one interface of half an hour in 40.
    assert productive_shares(today.scheme, today.seats, playbook.market.week_hours) == pytest.approx([0.5775] * 54)


def test_a_market_that_starts_on_another_day_is_refused() -> None:
    later = vary(load_playbook(PLAYBOOK), {"market.start_date": "2018-02-01"})
    with pytest.raises(InputError, match="first day 2018-01-01"):
        check_olist(OlistFrames.__new__(OlistFrames), 1, playbook=later)


@pytest.mark.data
def test_the_first_two_months_miss_the_next_two_by_as_much_as_they_differ(export: OlistFrames) -> None:
    miss = miss_of_spring(export)
    assert miss.own_ks == pytest.approx(0.16, abs=0.01)
    assert 0.08 < miss.days_to_win_ks < 0.20
    assert miss.win_rate.inside
    assert not miss.leads.inside


def test_without_the_data_a_plain_sentence_says_so(tmp_path: Path) -> None:
    assert read_export(tmp_path) is None
    for lang, words in (("en", "There is no real data"), ("zh", "没有可供核对的真实数据")):
        told = verdicts_or_why(None, tmp_path, lang)
        assert isinstance(told, str) and told.startswith(words) and str(tmp_path) in told


def test_the_notebook_is_stored_without_outputs_and_speaks_both_languages() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
    tags = [tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])]
    assert tags.count("lang-en") == tags.count("lang-zh") > 0
    assert tags.count("parameters") == 1


@pytest.mark.data
def test_the_notebook_shows_five_figures(data_folder: Path, tmp_path: Path) -> None:
    played = execute(NOTEBOOK, tmp_path / "played.ipynb", {"data_folder": str(data_folder), "replications": 2})
    assert _pictures(played) == 5
    assert not [output for cell in played.cells for output in cell.get("outputs", []) if output.output_type == "stream"]


def test_the_notebook_skips_with_a_sentence_where_the_data_are_absent(tmp_path: Path) -> None:
    played = execute(NOTEBOOK, tmp_path / "played.ipynb", {"data_folder": str(tmp_path), "lang": "zh"})
    assert _pictures(played) == 0
    told = [output.data["text/plain"] for cell in played.cells for output in cell.get("outputs", [])]
    assert len(told) == 1
    assert "没有可供核对的真实数据" in told[0]


def _pictures(notebook: nbformat.NotebookNode) -> int:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return sum("image/png" in output.get("data", {}) for output in outputs)
