"""Calibrating: the command reproduces the committed market, says what is assumed, and writes whole files or none."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.crm import calibrate as module
from sim.crm.calibrate import calibrate
from sim.crm.fit_olist import OlistFit, fit_olist
from sim.crm.olist import OlistFrames
from sim.crm.olist_market import LOST_CONTEXT, MARKET_ASSUMPTIONS, market_text
from sim.inputs.errors import InputError
from sim.inputs.models.market import Market
from sim.inputs.quantity import Quantity
from sim.inputs.yaml_tree import parse_tree

COMMITTED = Path(__file__).resolve().parents[2] / "params" / "markets" / "olist-marketplace.yaml"


def _frames(origins: tuple[str, str] = ("paid search", 'odd: "one" #2')) -> OlistFrames:
    generator = np.random.default_rng(5)
    day = np.repeat(np.arange(120), generator.poisson(20, 120))
    lead = pd.Series([f"lead {number}" for number in range(len(day))])
    contact = pd.Timestamp("2018-01-01") + pd.to_timedelta(day, unit="D")
    origin = generator.choice(origins, len(day), p=[0.7, 0.3])
    won = generator.random(len(day)) < 0.12
    won_at = contact + pd.to_timedelta(np.rint(10 * generator.lognormal(0, 1.2, len(day))) + 0.6, unit="D")
    deals = pd.DataFrame({"lead": lead, "won_at": won_at})[won].reset_index(drop=True)
    return OlistFrames(pd.DataFrame({"lead": lead, "first_contact_date": contact, "origin": origin}), deals, 0)


@pytest.fixture(scope="module")
def fit() -> OlistFit:
    return fit_olist(_frames(), assumptions=MARKET_ASSUMPTIONS, resamples=3)


def _market(text: str) -> Market:
    return Market.model_validate(parse_tree(text, "test").data)


def _at(market: Market, path: str) -> Quantity:
    node: object = market
    for part in path.split("."):
        if isinstance(node, list):
            node = node[int(part)]
        else:
            node = node[part] if isinstance(node, dict) else getattr(node, part)
    assert isinstance(node, Quantity)
    return node


def test_every_fitted_figure_stands_in_the_market_with_error_range_and_source(fit: OlistFit) -> None:
    market = _market(market_text(fit))
    figures = fit.figures()
    assert len(figures) == 5 + 4 + 7 + 2 * 2
    for path, figure in figures.items():
        written = _at(market, path)
        assert written.value == pytest.approx(figure.value, rel=1e-3), path
        assert written.se == pytest.approx(figure.se, rel=1e-3), path
        assert written.range is not None and written.range[0] < written.value < written.range[1], path
        assert written.source == figure.source, path
        assert "2018-01-01 to 2018-04-30" in figure.source and "; " in figure.source, path


def test_what_the_export_cannot_tell_is_an_assumption_with_a_range(fit: OlistFit) -> None:
    market = _market(market_text(fit))
    for path in (
        "demand.off_hours_share", "demand.month_factors.11", "products.listing.value_median",
        "stages.closing.effort_hours", "stages.qualification.effort_hours", "stages.qualification.conversion",
        "effects.context.lost_logit",
    ):  # fmt: skip
        written = _at(market, path)
        assert written.source is not None and written.source.startswith("assumption"), path
        assert written.range is not None and written.se is None, path


def test_the_market_has_the_mechanisms_that_its_conversions_were_solved_for(fit: OlistFit) -> None:
    market = _market(market_text(fit))
    assert _at(market, "effects.quality.weight").value == MARKET_ASSUMPTIONS.quality_weight
    assert _at(market, "stages.qualification.conversion").value == MARKET_ASSUMPTIONS.qualified
    assert _at(market, "effects.context.lost_logit").value == LOST_CONTEXT
    other = market_text(replace(fit, assumptions=replace(MARKET_ASSUMPTIONS, quality_weight=0.5)))
    assert _at(_market(other), "effects.quality.weight").value == 0.5


def test_an_origins_odd_name_survives_as_title(fit: OlistFit) -> None:
    sources = _market(market_text(fit)).sources
    assert list(sources) == ["odd-one-2", "paid-search"]
    titles = {name: source.title for name, source in sources.items()}
    assert titles["odd-one-2"] is not None and titles["odd-one-2"].of("en") == 'odd: "one" #2'
    assert titles["paid-search"] is not None and titles["paid-search"].of("zh") == "付费搜索"


@pytest.mark.parametrize(
    ("origins", "message"), [(("paid search", "Paid-Search"), "same name"), (("ok", "--"), "no letter")]
)
def test_origins_that_cannot_be_told_apart_are_refused(origins: tuple[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        market_text(fit_olist(_frames(origins), resamples=0))


def test_an_unknown_format_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="did you mean 'olist'"):
        calibrate([], "olits", tmp_path / "market.yaml")


def test_places_that_cannot_hold_a_market_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for out, message in (
        (tmp_path, "is a folder"),
        (tmp_path / "market.csv", "no YAML"),
        (tmp_path / "file" / "sub" / "market.yaml", "is a file"),
    ):
        with pytest.raises(InputError, match=message):
            calibrate([tmp_path / "absent.csv"], "olist", out)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_cohort_that_cannot_be_fitted_leaves_the_earlier_file(
    leads_csv: Path, deals_csv: Path, tmp_path: Path
) -> None:
    out = tmp_path / "market.yaml"
    out.write_text("earlier\n", encoding="utf-8")
    with pytest.raises(InputError, match="expected 50 or more"):
        calibrate([leads_csv, deals_csv], "olist", out)
    assert out.read_text(encoding="utf-8") == "earlier\n"


def test_a_full_disk_leaves_the_earlier_file_and_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fit: OlistFit
) -> None:
    out = tmp_path / "market.yaml"
    out.write_text("earlier\n", encoding="utf-8")
    monkeypatch.setattr(module, "FORMATS", {"olist": lambda exports: (market_text(fit), "")})

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(InputError, match="No space left"):
            calibrate([], "olist", out)
    assert [path.name for path in tmp_path.iterdir()] == ["market.yaml"]
    assert out.read_text(encoding="utf-8") == "earlier\n"
    for whole in (out, tmp_path / "my-playbook" / "params" / "market.yaml"):
        assert "wrote" in calibrate([], "olist", whole)
        assert whole.read_text(encoding="utf-8") == market_text(fit)


def test_a_market_that_would_not_load_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken: Callable[[list[Path]], tuple[str, str]] = lambda exports: ("title: {en: No stages}\n", "")  # noqa: E731
    monkeypatch.setattr(module, "FORMATS", {"olist": broken})
    with pytest.raises(InputError, match="stages"):
        calibrate([], "olist", tmp_path / "market.yaml")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.data
def test_the_command_reproduces_the_committed_market(olist_paths: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "olist-marketplace.yaml"
    told = calibrate(list(reversed(olist_paths)), "olist", out)
    assert "4695 leads" in told
    assert out.read_bytes() == COMMITTED.read_bytes()
