"""How figures look: one restrained palette that colour-blind readers can tell apart, one font, A4 widths, same bits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sim.report import fonts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK = "#1B2530"
MUTED = "#5B6770"
RULE = "#D5DADE"
ACCENT = "#00607A"
"""The recommended scheme, and nothing else."""
LOSS = "#C4551A"
"""Costs, losses, breaches of a constraint."""
OTHER = "#B3BBC2"
"""Every scheme that is not recommended."""
BASELINE = "#6B7680"
"""Today's organisation."""
CATEGORIES = (ACCENT, "#E39A2D", "#9CCBE0", "#5E2A4A", "#8A949B", "#D9CF95", "#6E9F6A", "#6B95F0")
"""For parts of a whole and other series without rank; kept apart under red-green blindness too."""

WIDTHS_INCHES: Mapping[str, float] = {"full": 7.1, "half": 3.45, "wide": 9.6}
"""`full` fills the text of an A4 page with 15 mm margins, `half` stands beside another, `wide` is for screens."""
_HASH_SALT = "funnelbench"


@dataclass(frozen=True, slots=True)
class SavedFigure:
    """One figure on disk, as a drawing and as a picture of 200 dots an inch."""

    svg: Path
    png: Path


def figure_size(width: Literal["full", "half", "wide"] = "full", ratio: float = 0.5) -> tuple[float, float]:
    """(width, height) in inches for `matplotlib`; `ratio` is height over width."""
    return (WIDTHS_INCHES[width], round(WIDTHS_INCHES[width] * ratio, 3))


def scheme_colours(schemes: Iterable[str], recommended: str | None, baseline: str) -> dict[str, str]:
    """One colour for each scheme: accent for the recommended, dark grey for the baseline, light grey for the rest."""
    special = {baseline: BASELINE} | ({recommended: ACCENT} if recommended is not None else {})
    return {scheme: special.get(scheme, OTHER) for scheme in schemes}


@contextmanager
def themed(lang: str) -> Iterator[None]:
    """Draw in the house style inside the block; outside, matplotlib is as it was. `lang` is 'en' or 'zh'."""
    import matplotlib as mpl

    settings: Any = theme_settings(lang)
    with mpl.rc_context(rc=settings):
        yield


def theme_settings(lang: str) -> dict[str, Any]:
    """The matplotlib settings of the house style, from seaborn's ticks style; also registers the font."""
    import seaborn as sns
    from cycler import cycler

    if lang not in {"en", "zh"}:
        raise ValueError(f"no theme for language {lang!r}: expected 'en' or 'zh'")
    family = fonts.register()
    return {
        **sns.axes_style("ticks"),
        **sns.plotting_context("paper", font_scale=1.0),
        "font.family": [family, "DejaVu Sans"],  # DejaVu comes with matplotlib; it draws a client's rarer Latin letters
        "font.size": 9.0,
        "axes.titlesize": 10.5,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.titlepad": 10.0,
        "axes.labelsize": 9.0,
        "axes.labelcolor": MUTED,
        "axes.edgecolor": MUTED,
        "axes.linewidth": 0.7,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.grid.axis": "both",
        "axes.axisbelow": True,
        "axes.prop_cycle": cycler(color=list(CATEGORIES)),
        "axes.unicode_minus": True,
        "axes.formatter.useoffset": False,
        "axes.formatter.limits": (-12, 12),  # amounts are scaled in words, never by a bare 1e6 beside the axis
        "grid.color": RULE,
        "grid.linewidth": 0.5,
        "text.color": INK,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "xtick.labelsize": 8.5,
        "ytick.labelsize": 8.5,
        "xtick.major.size": 0.0,
        "ytick.major.size": 0.0,
        "legend.fontsize": 8.5,
        "legend.frameon": False,
        "lines.linewidth": 1.6,
        "patch.linewidth": 0.0,
        "figure.figsize": figure_size(),
        "figure.dpi": 110.0,
        "figure.constrained_layout.use": True,
        "savefig.dpi": 200.0,
        "savefig.facecolor": "white",
        "svg.fonttype": "path",  # the drawing then needs no font where it is opened
        "svg.hashsalt": _HASH_SALT,
        "mathtext.default": "regular",
    }


def save_figure(fig: Figure, folder: Path, name: str) -> SavedFigure:
    """Write `name`.svg and `name`.png into `folder` (made if absent); the same figure gives the same bytes."""
    import matplotlib as mpl

    folder.mkdir(parents=True, exist_ok=True)
    saved = SavedFigure(svg=folder / f"{name}.svg", png=folder / f"{name}.png")
    with mpl.rc_context({"svg.hashsalt": _HASH_SALT, "svg.fonttype": "path"}):
        fig.savefig(saved.svg, format="svg", metadata={"Date": None, "Creator": None})
        fig.savefig(saved.png, format="png", metadata={"Software": None})
    return saved


def show_figure(saved: SavedFigure, *, alt: str, caption: str | None = None, lang: str | None = None) -> None:
    """Display a saved figure in the notebook, with what the exported page needs to describe it.

    `alt` says in words what the figure shows, for readers who can't see it. With `lang`, only the page in that language
    has it.
    """
    import base64

    from IPython import display

    data = {
        "image/svg+xml": saved.svg.read_text(encoding="utf-8"),
        "image/png": base64.b64encode(saved.png.read_bytes()).decode("ascii"),
    }
    described = {"alt": alt, "caption": caption, "lang": lang}
    publish: Any = display.display
    publish(data, raw=True, metadata={key: value for key, value in described.items() if value is not None})
