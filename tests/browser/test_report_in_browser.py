"""The exported page as a reader's browser sees it: self-contained, legible, printable, in both languages."""

from __future__ import annotations

import io
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from sim.report.fonts import FAMILY, missing_glyphs
from sim.report.html import export_html

pytestmark = pytest.mark.browser
TITLES = {"en": "Which sales organisation earns most?", "zh": "哪种销售组织最赚钱？"}
A4_POINTS = (595, 842)


@pytest.fixture(params=["en", "zh"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def opened(browser: Browser, toy_notebook: nbformat.NotebookNode, lang: str, tmp_path: Path) -> tuple[Page, list[str]]:
    """The page of the toy report, and every address asked for and message logged while it loaded."""
    path = tmp_path / "report.html"
    client = {"en": "Nanhai Machines", "zh": "南海机械"}[lang]
    kicker = {"en": "Comparison report", "zh": "方案比较报告"}[lang]
    subtitle = {
        "en": "Five ways to organise forty people, on the same leads",
        "zh": "同一批线索上，四十人的五种组织方式",
    }[lang]
    page_text = export_html(toy_notebook, lang, title=TITLES[lang], subtitle=subtitle, kicker=kicker, client=client)
    path.write_text(page_text, encoding="utf-8")
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    events: list[str] = []
    page.on("request", lambda request: events.append(request.url))
    page.on("console", lambda message: events.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: events.append(f"error: {error}"))
    page.goto(path.as_uri())
    page.evaluate("document.fonts.ready")
    return page, [event for event in events if not event.startswith("data:") and event != path.as_uri()]


def test_nothing_is_asked_of_another_host_and_nothing_is_logged(opened: tuple[Page, list[str]]) -> None:
    assert opened[1] == []


def test_every_character_is_drawn_by_the_shipped_font(opened: tuple[Page, list[str]], lang: str) -> None:
    page, _ = opened
    visible = page.evaluate("document.body.innerText")
    assert TITLES[lang] in visible
    assert missing_glyphs(visible) == set()
    client = page.context.new_cdp_session(page)
    client.send("DOM.enable")
    client.send("CSS.enable")
    root = client.send("DOM.getDocument", {"depth": -1})["root"]["nodeId"]
    used = set()
    for selector in ("body", "h1", "main", ".verdict", ".kpi-cards", "table", ".masthead", "nav", ".guide"):
        for node in client.send("DOM.querySelectorAll", {"nodeId": root, "selector": f"{selector}, {selector} *"})[
            "nodeIds"
        ]:
            fonts = client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            used |= {font["familyName"] for font in fonts if font["glyphCount"] > 0}
    assert used == {FAMILY}


def test_the_first_screen_holds_the_answer_and_the_picture(opened: tuple[Page, list[str]], tmp_path: Path) -> None:
    page, _ = opened
    picture = np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("L"))
    assert picture.std() > 10
    assert page.locator(".verdict").bounding_box()["y"] < 500
    assert page.locator("figure").bounding_box()["y"] < 800
    loaded = page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
    assert loaded


def test_nothing_overflows_on_a_phone(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_contents_lead_to_headings(opened: tuple[Page, list[str]], lang: str) -> None:
    page, _ = opened
    targets = page.locator("nav.contents a").evaluate_all("links => links.map(a => !!document.querySelector(a.hash))")
    assert targets == [True, True, True]
    assert page.evaluate("document.documentElement.lang") == {"en": "en", "zh": "zh-CN"}[lang]
    assert page.locator("h1").count() == 1


def test_it_prints_on_a4(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    sizes = {
        tuple(round(float(v)) for v in box.split()[2:])
        for box in re.findall(r"/MediaBox \[([^]]+)\]", pdf.decode("latin-1"))
    }
    assert sizes == {A4_POINTS}
    fonts = re.findall(rb"/FontName /[A-Z]+\+([\w-]+)", pdf)
    assert set(fonts) == {b"FunnelbenchSansSC-Regular", b"FunnelbenchSansSC-Bold"}


WIDE = {
    "en": ("Way", "Scheme", "Gain a year, CNY million", "Interval", "Control", "Managers", "Differs in", "People"),
    "zh": ("方式", "组织方案", "年增益（万元）", "区间", "对照", "经理", "与对照的不同之处", "需调动人数"),
}
CELLS = {
    "en": (
        "region and market", "Balanced territories", "-0.09", "-2.63 to +2.46", "Three areas", "9", "Territories", "1",
    ),
    "zh": ("地区与市场", "按高端与大众市场", "-131", "-561至+299", "三大片区", "9", "辖区、产品方案", "1"),
}  # fmt: skip
A4_TEXT_PIXELS = 680
MILLIMETRE = 96 / 25.4


def test_no_column_of_a_printed_table_is_a_character_wide(browser: Browser, tmp_path: Path, lang: str) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in CELLS[lang])}</tr>" for _ in range(12))
    head = "".join(f"<th>{name}</th>" for name in WIDE[lang])
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(table)])
    path = tmp_path / "wide.html"
    path.write_text(export_html(notebook, lang, title=TITLES[lang]), encoding="utf-8")
    page = browser.new_page(viewport={"width": A4_TEXT_PIXELS, "height": 1000})
    page.emulate_media(media="print")
    page.goto(path.as_uri())
    page.evaluate("document.fonts.ready")
    narrow = page.evaluate(
        """[...document.querySelectorAll('th, td')].filter(cell => {
            const style = getComputedStyle(cell), inner = cell.clientWidth
                - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
            return cell.innerText.length > 1 && inner < 1.9 * parseFloat(style.fontSize);
        }).map(cell => cell.innerText)"""
    )
    assert narrow == []
    assert page.evaluate("document.documentElement.scrollWidth") <= A4_TEXT_PIXELS
    # Rows stay whole, and so does a short table; a long one may go on overleaf.
    assert page.evaluate("getComputedStyle(document.querySelector('.table-wrap')).breakInside") == "avoid"
    page.evaluate("document.querySelector('.table-wrap').classList.add('long')")
    assert page.evaluate("getComputedStyle(document.querySelector('.table-wrap')).breakInside") == "auto"
    assert page.evaluate("getComputedStyle(document.querySelector('tr')).breakInside") == "avoid"
    page.close()


def test_two_figures_with_their_words_fit_on_a_printed_page(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.set_viewport_size({"width": A4_TEXT_PIXELS, "height": 1000})
    page.emulate_media(media="print")
    heights = page.evaluate("[...document.querySelectorAll('figure img')].map(image => image.clientHeight)")
    assert heights
    assert max(heights) <= 84 * MILLIMETRE + 1
