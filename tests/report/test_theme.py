"""Figures in the house style: every glyph drawn, the same bytes each time, colours that stay apart."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from sim.report import theme


def drawn(lang: str, label: str) -> Figure:
    with theme.themed(lang):
        figure = Figure()
        axes = figure.add_subplot()
        axes.barh([label, "b"], [-1.5, 2], color=[theme.ACCENT, theme.OTHER])
        axes.set_title(label)
        figure.draw_without_rendering()
    return figure


@pytest.mark.parametrize(
    ("lang", "label"), [("en", "Gain, ¥ m ≤ 2 – by region ✓"), ("zh", "年度贡献增益（百万元）：先按市场")]
)
def test_saving_a_figure_twice_gives_the_same_bytes_without_date(tmp_path: Path, lang: str, label: str) -> None:
    first = theme.save_figure(drawn(lang, label), tmp_path / "a", "gain")
    second = theme.save_figure(drawn(lang, label), tmp_path / "b" / "c", "gain")
    assert first.svg.read_bytes() == second.svg.read_bytes()
    assert first.png.read_bytes() == second.png.read_bytes()
    drawing = first.svg.read_text(encoding="utf-8")
    assert "<text" not in drawing, "letters must be outlines, since the reader has no such font"
    assert "<dc:date>" not in drawing


def test_a_character_without_a_glyph_is_reported_and_not_drawn_as_a_box(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="missing from font"):
        theme.save_figure(drawn("zh", "ꀀ"), tmp_path, "box")


def test_outside_the_block_matplotlib_is_as_before() -> None:
    before = dict(mpl.rcParams)
    with theme.themed("en"):
        assert mpl.rcParams["font.family"][0] == "Funnelbench Sans SC"
        assert mpl.rcParams["svg.fonttype"] == "path"
    assert dict(mpl.rcParams) == before
    with pytest.raises(ValueError, match="language 'fr'"), theme.themed("fr"):
        pass


def test_the_accent_is_for_the_recommended_scheme_alone() -> None:
    colours = theme.scheme_colours(["today", "a", "b"], recommended="b", baseline="today")
    assert colours == {"today": theme.BASELINE, "a": theme.OTHER, "b": theme.ACCENT}
    assert theme.ACCENT not in theme.scheme_colours(["today", "a"], recommended=None, baseline="today").values()
    assert theme.scheme_colours(["today", "a"], recommended="today", baseline="today")["today"] == theme.ACCENT


def test_categories_stay_apart_for_colour_blind_readers() -> None:
    """CIE76 distance over 15 for each pair, also with protanopia and deuteranopia (Machado et al. 2009)."""
    protan = np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    )
    deutan = np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    )
    for seen in (np.eye(3), protan, deutan):
        labs = [_lab(seen @ _linear(colour)) for colour in theme.CATEGORIES]
        assert min(float(np.linalg.norm(a - b)) for a, b in combinations(labs, 2)) > 15


@pytest.mark.parametrize("amounts", [[2e6, 5e6], [1_000_001.0, 1_000_002.0], [0.0, 4e-7]])
def test_no_axis_hides_a_power_of_ten_beside_it(amounts: list[float]) -> None:
    with theme.themed("en"):
        figure, axes = plt.subplots()
        axes.plot(amounts, amounts)
        figure.canvas.draw()
        assert axes.xaxis.get_offset_text().get_text() == axes.yaxis.get_offset_text().get_text() == ""
        plt.close(figure)


def test_a_shown_figure_carries_its_description(tmp_path: Path) -> None:
    saved = theme.save_figure(drawn("en", "x"), tmp_path, "gain")
    InteractiveShell.instance()
    try:
        with capture_output() as captured:
            theme.show_figure(saved, alt="Bars by scheme", lang="en")
    finally:
        InteractiveShell.clear_instance()
    (output,) = captured.outputs
    assert output.data["image/svg+xml"] == saved.svg.read_text(encoding="utf-8")
    assert output.metadata == {"alt": "Bars by scheme", "lang": "en"}


def _linear(colour: str) -> np.ndarray:
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def _lab(linear: np.ndarray) -> np.ndarray:
    """CIE L*a*b* (D65) of linear sRGB."""
    to_xyz = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    )
    ratio = to_xyz @ np.clip(linear, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])
