"""Make the two fonts of `sim/report/fonts/` from Noto Sans CJK, so that figures and pages read the same anywhere.

Run by hand, once for each new version of Noto; the result is committed:

    apt-get install fonts-noto-cjk
    python tools/make_font_subset.py /usr/share/fonts/opentype/noto sim/report/fonts

The Simplified Chinese face of `NotoSansCJK-Regular.ttc` and `-Bold.ttc` is cut down to Latin, Greek, the signs that
reports use and every character of GB 2312 (6,763 hanzi), plus hanzi common in people's names that GB 2312 lacks. Hints
and vertical layout are dropped; half-width punctuation stays, since browsers set Chinese with it. The family is
renamed: a changed font may not go by a reserved name or a trademark.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Funnelbench Sans SC"
SOURCE_FACE = "Noto Sans CJK SC"
STYLES = ("Regular", "Bold")
COPYRIGHT = (
    "Copyright 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'. "
    "Copyright 2010-2012 Google Corporation. Subset and renamed by the Funnelbench engineers, 2026."
)
RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1 and Latin Extended-A
    (0x0370, 0x03FF),  # Greek
    (0x2000, 0x209F),  # general punctuation, superscripts and subscripts
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x218F),  # letter-like signs and number forms
    (0x2190, 0x22FF),  # arrows and mathematics
    (0x2460, 0x249B),  # numbers in circles
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2605, 0x2606),  # stars
    (0x2713, 0x2713),  # tick
    (0x3000, 0x303F),  # CJK punctuation
    (0xFF01, 0xFFE6),  # full-width forms
)
HANZI_OF_NAMES = "喆堃玥祎昇垚淼犇骉镕珺晟翀瑄橦潇頔赟翾媛婧昱煜炜烨晔燚琛瑀瑾璟璇琰玮珏珮琪珂祺禛禹筠颖颢骁骐骥麒麟"


def wanted_characters() -> set[int]:
    """Code points to keep, where the source has them."""
    points = {point for first, last in RANGES for point in range(first, last + 1)}
    points.update(map(ord, HANZI_OF_NAMES))
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            points.update(map(ord, bytes([high, low]).decode("gb2312", errors="ignore")))
    return points


def source_face(folder: Path, style: str) -> TTFont:
    """The Simplified Chinese face of one collection."""
    collection = TTCollection(str(folder / f"NotoSansCJK-{style}.ttc"))
    for face in collection.fonts:
        if face["name"].getDebugName(1) == SOURCE_FACE:
            return face
    raise LookupError(f"no face '{SOURCE_FACE}' in NotoSansCJK-{style}.ttc")


def rename(font: TTFont, style: str) -> None:
    """Write our own names, and the notice that the licence asks for, into the font."""
    version = font["name"].getDebugName(5)
    post_script = f"{FAMILY.replace(' ', '')}-{style}"
    licence = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
    names = {
        0: COPYRIGHT,
        1: FAMILY,
        2: style,
        3: post_script,
        4: f"{FAMILY} {style}",
        5: f"{version}; subset",
        6: post_script,
        13: licence,
        14: "https://openfontlicense.org",
    }
    font["name"].names = []
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames[0] = post_script
    top = cff.topDictIndex[0]
    top.FamilyName, top.FullName, top.Notice = FAMILY, f"{FAMILY} {style}", COPYRIGHT
    bold = style == "Bold"
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = 1 if bold else 0


def make(source: Path, target: Path) -> None:
    """Write one OTF for each style into `target`; the same source gives the same bytes."""
    for style in STYLES:
        font = source_face(source, style)
        font.recalcTimestamp = False
        options = subset.Options(
            layout_features=["kern", "halt"], hinting=False, notdef_outline=True, name_IDs=["*"], name_languages=["*"]
        )
        options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=wanted_characters())
        cutter.subset(font)
        rename(font, style)
        path = target / f"FunnelbenchSansSC-{style}.otf"
        font.save(str(path))
        print(f"{path}: {path.stat().st_size:,} bytes, {len(font.getBestCmap()):,} characters")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="folder of NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc")
    parser.add_argument("target", type=Path, help="folder to write to")
    arguments = parser.parse_args()
    make(arguments.source, arguments.target)
