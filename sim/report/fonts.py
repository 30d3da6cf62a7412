"""The one font family of figures and pages, shipped with the package so that no reader sees boxes instead of Chinese.

The files lie in `sim/report/fonts/`, made by `tools/make_font_subset.py`; their licence (OFL 1.1) lies beside them.
"""

from __future__ import annotations

import base64
import io
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FAMILY = "Funnelbench Sans SC"
FACES = {400: "FunnelbenchSansSC-Regular.otf", 700: "FunnelbenchSansSC-Bold.otf"}


def font_path(weight: int = 400) -> Path:
    """The OpenType file of one weight, 400 (regular) or 700 (bold)."""
    return Path(__file__).with_name("fonts") / FACES[weight]


def register() -> str:
    """Make the family known to matplotlib and return its name; a second call does nothing."""
    from matplotlib import font_manager

    known = {Path(entry.fname) for entry in font_manager.fontManager.ttflist}
    for weight in FACES:
        if font_path(weight) not in known:
            font_manager.fontManager.addfont(font_path(weight))
    return FAMILY


def missing_glyphs(text: str) -> set[str]:
    """The visible characters of `text` that the family can't draw (control and format characters don't count)."""
    drawable = _drawable()
    return {
        character
        for character in set(text)
        if ord(character) not in drawable and unicodedata.category(character) not in {"Cc", "Cf"}
    }


def web_font_css(text: str) -> str:
    """`@font-face` rules, regular and bold, that hold as data URIs (WOFF) just the characters of `text`.

    Characters that the family can't draw are left to the reader's own fonts; ask `missing_glyphs` for them.
    """
    points = frozenset(map(ord, text)) | frozenset(range(0x20, 0x7F))
    rules = []
    for weight in FACES:
        data = base64.b64encode(_woff(weight, points & _drawable())).decode("ascii")
        rules.append(
            f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};font-style:normal;font-display:block;"
            f"src:url(data:font/woff;base64,{data}) format('woff')}}"
        )
    return "\n".join(rules)


@lru_cache(maxsize=1)
def _drawable() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(font_path(), lazy=True) as font:
        return frozenset(font.getBestCmap())


@lru_cache(maxsize=4)
def _woff(weight: int, points: Iterable[int]) -> bytes:
    """One weight cut down to `points`, as WOFF; English and Chinese pages with the same characters share it."""
    from fontTools import subset

    options = subset.Options(layout_features=["kern", "halt"], notdef_outline=True, name_IDs=["*"], flavor="woff")
    font = subset.load_font(str(font_path(weight)), options)
    font.recalcTimestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(font)
    font.flavor = "woff"
    stream = io.BytesIO()
    font.save(stream, reorderTables=False)
    font.close()
    return stream.getvalue()
