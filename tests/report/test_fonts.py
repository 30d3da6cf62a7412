"""The shipped font draws all that reports say, in both languages, in figures and on pages."""

from __future__ import annotations

import base64
import io
import re
import unicodedata
import warnings

import pytest
from fontTools.ttLib import TTFont

from sim.report import fonts

GB_2312 = [
    bytes([high, low]).decode("gb2312", errors="ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)
]


def embedded(css: str) -> list[TTFont]:
    data = re.findall(r"url\(data:font/woff;base64,([A-Za-z0-9+/=]+)\)", css)
    return [TTFont(io.BytesIO(base64.b64decode(text))) for text in data]


def test_every_hanzi_of_gb_2312_and_the_signs_of_reports_can_be_drawn() -> None:
    hanzi = "".join(GB_2312)
    assert len(hanzi) == 6763
    assert fonts.missing_glyphs(hanzi) == set()
    assert fonts.missing_glyphs("≤≥±×÷−→←↑↓▲▼●○✓–—…¥€£‰℃·“”‘’《》（），。、：；！？％éüçãμσλΔ喆堃") == set()
    assert fonts.missing_glyphs("\n\t\u200b客户") == set()
    assert fonts.missing_glyphs("客户😀ກ") == {"😀", "ກ"}


@pytest.mark.parametrize("weight", [400, 700])
def test_both_weights_draw_the_same_characters_and_stay_small(weight: int) -> None:
    path = fonts.font_path(weight)
    with TTFont(path) as font:
        assert frozenset(font.getBestCmap()) == fonts._drawable()
        assert font["OS/2"].usWeightClass == weight
    assert path.stat().st_size < 3_000_000


def test_the_font_keeps_its_licence_and_not_its_reserved_name() -> None:
    licence = fonts.font_path().with_name("OFL.txt").read_text(encoding="utf-8")
    assert "Reserved Font Name 'Source'" in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    with TTFont(fonts.font_path()) as font:
        names = {record.nameID: str(record) for record in font["name"].names}
    assert "Adobe" in names[0]
    assert "Open Font License" in names[13]
    assert not re.search("Noto|Source", names[1] + names[4] + names[6])


def test_registering_twice_leaves_one_entry_for_each_weight() -> None:
    from matplotlib import font_manager

    assert fonts.register() == fonts.register() == fonts.FAMILY
    entries = [entry for entry in font_manager.fontManager.ttflist if entry.name == fonts.FAMILY]
    assert sorted(int(entry.weight) for entry in entries) == [400, 700]
    for weight in (400, 700):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = font_manager.findfont(
                font_manager.FontProperties(family=fonts.FAMILY, weight=weight), fallback_to_default=False
            )
        assert found == str(fonts.font_path(weight))


def test_a_page_carries_only_its_own_characters_in_two_weights() -> None:
    faces = embedded(fonts.web_font_css("客户类型😀"))
    assert [face["OS/2"].usWeightClass for face in faces] == [400, 700]
    for face in faces:
        kept = {chr(point) for point in face.getBestCmap()}
        assert {c for c in kept if unicodedata.category(c) == "Lo"} == set("客户类型")
        assert "A" in kept
        assert face.flavor == "woff"


def test_the_same_text_gives_the_same_css_even_when_cut_again() -> None:
    once = fonts.web_font_css("销售漏斗")
    fonts._woff.cache_clear()
    assert fonts.web_font_css("斗漏售销销") == once
