"""The exported page: what is on it, what never is, and that it refuses what would mislead."""

from __future__ import annotations

import base64
import copy
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from sim.inputs.errors import InputError
from sim.report import markup
from sim.report.html import CONTENT_SECURITY_POLICY, export_html
from sim.report.markup import to_html
from sim.report.selection import ReportError

SMALL_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="5" height="5"/></svg>'
PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\npixel").decode("ascii")


def shown(data: dict[str, str], **metadata: Any) -> NotebookNode:
    return new_output("display_data", data, metadata=metadata)


def code(
    *outputs: NotebookNode, tags: tuple[str, ...] = (), source: str = "SOURCE_CODE = 1", **more: Any
) -> NotebookNode:
    return new_code_cell(source, outputs=list(outputs), metadata={"tags": list(tags), **more})


def words(text: str, *tags: str) -> NotebookNode:
    return new_markdown_cell(text, metadata={"tags": list(tags)})


def page(*cells: NotebookNode, lang: str = "en", **settings: Any) -> BeautifulSoup:
    return BeautifulSoup(
        export_html(new_notebook(cells=list(cells)), lang, **{"title": "T", **settings}), "html.parser"
    )


def test_code_errors_streams_and_parameters_never_show() -> None:
    soup = page(
        code(new_output("stream", name="stdout", text="PARAMETER_OUTPUT"), tags=("parameters",)),
        code(new_output("stream", name="stdout", text="INJECTED_OUTPUT"), tags=("injected-parameters",)),
        code(
            new_output("stream", name="stderr", text="STDERR_TEXT"),
            new_output("stream", name="stdout", text="kept line"),
            new_output("execute_result", {"text/plain": "<Axes: title='x'>"}, execution_count=7),
            new_output("execute_result", {"text/plain": "42.5"}, execution_count=8),
        ),
        code(shown({"text/html": "<p>HIDDEN_OUTPUT</p>"}), tags=("hide-output",)),
        words("HIDDEN_CELL", "hide-cell"),
    )
    text = str(soup)
    assert [pre.get_text(strip=True) for pre in soup.find_all("pre")] == ["kept line", "42.5"]
    for absent in ("OUTPUT", "STDERR", "SOURCE_CODE", "HIDDEN", "Axes", "In\xa0[", "Out["):
        assert absent not in text


def test_each_language_has_its_own_words_and_what_is_untagged_is_in_both() -> None:
    cells = [
        words("## Question", "lang-en"),
        words("## 问题", "lang-zh"),
        words("both"),
        code(
            shown({"text/html": "<p>英文外</p>"}, lang="zh"), shown({"text/html": "<p>not in Chinese</p>"}, lang="en")
        ),
        code(shown({"text/html": "<p>only zh cell</p>"}), tags=("lang-zh",)),
    ]
    english, chinese = page(*cells), page(*cells, lang="zh", title="标题")
    assert english.main.get_text(" ", strip=True) == "Question both not in Chinese"
    assert chinese.main.get_text(" ", strip=True) == "问题 both 英文外 only zh cell"
    assert (english.html["lang"], chinese.html["lang"]) == ("en", "zh-CN")
    assert chinese.nav.get_text(" ", strip=True) == "目录 问题"
    with pytest.raises(ValueError, match="'fr'"):
        page(words("x"), lang="fr")


def test_a_failed_cell_is_refused() -> None:
    error = new_output("error", ename="ZeroDivisionError", evalue="division by zero", traceback=[])
    with pytest.raises(ReportError, match="cell 2 of the notebook failed with ZeroDivisionError"):
        page(words("fine"), code(error, tags=("hide-output",)))


def test_nothing_on_the_page_can_run_or_load() -> None:
    hostile = (
        '<script src="https://example.org/a.js">bad()</script><link rel="stylesheet" href="https://example.org/a.css">'
        '<iframe src="https://example.org"></iframe><p onclick="bad()">text <a href="https://example.org/s">source</a></p>'
    )
    widget = {"application/vnd.jupyter.widget-view+json": "{}", "application/javascript": "bad()"}
    soup = page(code(shown({"text/html": hostile}), shown(widget)))
    assert soup.find(["script", "iframe", "object"]) is None
    assert soup.find(onclick=True) is None
    assert [link["href"] for link in soup.find_all("link")] == ["data:,"]
    assert soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"] == CONTENT_SECURITY_POLICY
    addresses = re.findall(r"https?://[^\s\"'<)]+", str(soup))
    assert addresses == ["https://example.org/s"], "a link to follow, and no address that loads by itself"
    with pytest.raises(ReportError, match=r"outside the page: https://example\.org/p\.png"):
        page(words("![p](https://example.org/p.png)"))


def test_figures_are_drawings_unless_too_heavy_and_are_described() -> None:
    heavy = SMALL_SVG.replace("<rect", "<!--" + "x" * 400_000 + "--><rect")
    both = {"en": "Bars", "zh": "条形"}
    soup = page(
        words("## Where *leads* are lost"),
        code(shown({"image/svg+xml": SMALL_SVG, "image/png": PIXEL, "text/plain": "<Figure>"}, alt="By <stage>")),
        code(shown({"image/svg+xml": heavy, "image/png": PIXEL}), alt=both, caption=both),
        code(shown({"image/png": PIXEL})),
    )
    pictures = soup.find_all("img")
    assert [picture["src"].split(";")[0] for picture in pictures] == [
        "data:image/svg+xml",
        "data:image/png",
        "data:image/png",
    ]
    assert base64.b64decode(pictures[0]["src"].partition(",")[2]).decode() == SMALL_SVG
    assert [picture["alt"] for picture in pictures] == ["By <stage>", "Bars", "Where leads are lost"]
    assert [caption.get_text() for caption in soup.find_all("figcaption")] == ["Bars"]


def test_tables_have_scopes_and_numbers_to_the_right() -> None:
    table = (
        '<style scoped>x{}</style><table border="1"><thead><tr style="text-align: right;">'
        "<th></th><th>gain</th><th>note</th><th>share</th></tr></thead><tbody>"
        "<tr><th>today</th><td>¥1,200</td><td>3 people</td><td>12.5 %</td></tr>"
        "<tr><th>size</th><td>−¥35.0 m (−40 to −30)</td><td>none</td><td>—</td></tr></tbody></table>"
    )
    soup = page(code(shown({"text/html": table})))
    assert [cell["scope"] for cell in soup.thead.find_all("th")] == ["col", "col", "col"]
    assert [cell["scope"] for cell in soup.tbody.find_all("th")] == ["row", "row"]
    assert [cell.get_text() for cell in soup.find_all(["td", "th"], class_="num")] == [
        "gain", "share", "¥1,200", "12.5\N{NO-BREAK SPACE}%", "−¥35.0 m (−40 to −30)", "—",
    ]  # fmt: skip
    assert soup.table.parent["class"] == ["table-wrap"]
    assert not soup.table.has_attr("border")
    assert soup.main.find("style") is None


def test_contents_come_from_second_level_headings_outside_guides_and_the_title_is_the_only_h1() -> None:
    guide = "<div class='guide'>\n\n## Inside the guide\n\n</div>"
    soup = page(words("# First"), words("## Second <&>"), words(guide), words("### Deeper"), title="A </title> & B")
    assert [heading.get_text() for heading in soup.find_all("h1")] == ["A </title> & B"]
    entries = [(link["href"], link.get_text()) for link in soup.nav.find_all("a")]
    assert [text for _, text in entries] == ["First", "Second <&>"]
    assert all(soup.find(id=anchor.removeprefix("#")) for anchor, _ in entries)
    assert soup.title.get_text() == "A </title> & B"


def test_title_in_the_print_header_cannot_leave_its_string() -> None:
    text = export_html(new_notebook(), "en", title='x"; } </style><b>', client="C")
    assert text.count("</style>") == 1
    assert r"x\22 \3b  \7d  \3c \2f style\3e \3c b\3e " in text


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**结论：**因此", "<p><strong>结论：</strong>因此</p>"),
        ("这是**“重点”**内容", "<p>这是<strong>“重点”</strong>内容</p>"),
        ("`**代码**中`**粗**", "<p><code>**代码**中</code><strong>粗</strong></p>"),
        ("from $5 to **$9** a lead", "<p>from $5 to <strong>$9</strong> a lead</p>"),
        ("2 ** 3 ** 4", "<p>2 ** 3 ** 4</p>"),
    ],
)
def test_markdown_reads_well_in_chinese_and_with_dollars(markdown: str, html: str) -> None:
    assert to_html(markdown).strip() == html


def test_masthead_names_the_client_and_holds_the_logo(tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text(SMALL_SVG)
    soup = page(words("x"), lang="zh", title="标题", subtitle="副标题", kicker="报告", client="南海机械", logo=logo)
    assert soup.header.get_text(" ", strip=True) == "报告 标题 副标题 呈送： 南海机械"
    assert base64.b64decode(soup.header.img["src"].partition(",")[2]).decode() == SMALL_SVG
    with pytest.raises(InputError, match="can't be read: No such file"):
        page(words("x"), logo=tmp_path / "absent.png")
    (tmp_path / "logo.png").write_text("no picture")
    with pytest.raises(InputError, match="not a picture"):
        page(words("x"), logo=tmp_path / "logo.png")


def test_exporting_changes_nothing_and_gives_the_same_page_twice() -> None:
    notebook = new_notebook(
        cells=[words("# 标题", "lang-zh"), code(shown({"image/svg+xml": SMALL_SVG, "image/png": PIXEL}))]
    )
    before = copy.deepcopy(notebook)
    assert export_html(notebook, "zh", title="一") == export_html(notebook, "zh", title="一")
    assert notebook == before


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>每年 150 条线索，占 12% 左右</p>", "<p>每年150条线索，占12%左右</p>"),
        ("<p>约 <strong>12 次</strong> 重复</p>", "<p>约<strong>12次</strong>重复</p>"),
        ("<p>从 CRM 导出的 CSV 文件</p>", "<p>从CRM导出的CSV文件</p>"),
        ("<td>毛利 − 成本 ÷ 收入</td>", "<td>毛利 − 成本 ÷ 收入</td>"),
        ("<p>甲 乙</p>", "<p>甲 乙</p>"),
        ("<p>见 <code>表 1</code> 。</p>", "<p>见<code>表 1</code>。</p>"),
        ("<p>−246 至 312 万元</p>", "<p>−246至312万元</p>"),
    ],
)
def test_chinese_has_no_spaces_around_figures_and_latin_words(written: str, shown: str) -> None:
    assert markup.finish(written, "zh")[0] == shown
    assert markup.finish(written, "en")[0] == written


def test_a_figure_and_its_unit_stay_on_one_line() -> None:
    shown = markup.finish("<p>95 % of CNY −3.4 million, CNY 82 <code>x 5 %</code></p>")[0]
    joined = "\N{NO-BREAK SPACE}"
    assert shown == f"<p>95{joined}% of CNY{joined}−3.4 million, CNY{joined}82 <code>x 5 %</code></p>"


@pytest.mark.parametrize(("rows", "kept"), [(12, True), (13, False)])
def test_a_table_of_a_dozen_rows_stays_on_one_page(rows: int, kept: bool) -> None:
    html = to_html("| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * rows)
    soup = BeautifulSoup(html, "html.parser")
    markup._dress_table(soup, soup.table)
    (frame,) = soup.select(".table-wrap")
    assert ("long" not in frame["class"]) == kept


def test_a_long_table_leaves_no_row_or_two_alone_on_a_page() -> None:
    css = (
        (Path(markup.__file__).parent / "template" / "report.css")
        .read_text(encoding="utf-8")
        .partition("@media print")[2]
    )
    for rule in ("tbody tr:nth-last-child(-n+3)", "thead { display: table-header-group; }", ".table-wrap.long { break"):
        assert rule in css
