"""From markdown to HTML that reads well in Chinese too, and the finishing of a page's body: safe, accessible, tidy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sim.report.selection import ReportError

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u201c\u201d\u2018\u2019"
_BOLD = r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*"
_BOLD_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}]){_BOLD}|{_BOLD}(?=[{_HAN}])")
_CODE = re.compile(r"(```.*?```|~~~.*?~~~|`[^`\n]*`)", re.DOTALL)
_NUMBER = re.compile(
    r"[−\-+±≈<>≤≥]?\s*(?:[A-Z]{0,3}[¥€$£])?\s*[−\-+]?\d[\d,.\s\u2009\u202f]*"  # 1,234.5 with a sign and a currency
    r"(?:%|‰|[万亿kKmMbB]|bn|h|pp|days|points|天|小时|个百分点)?"
    r"(?:\s*(?:–|—|to|至|~|\.\.\.|…|±|[([（]).*)?"  # the rest of an interval
)
_NO_VALUE = {"", "—", "–", "-", "NaN", "nan", "None", "n/a"}
_ACTIVE_ELEMENTS = ["script", "link", "iframe", "object", "embed", "base", "meta", "form", "audio", "video"]
_LONG_TABLE_ROWS = 13
_LATIN = r"0-9A-Za-z+−±%"
_SPACE_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}]) +(?=[{_LATIN}])(?![+−±] )|(?<=[0-9A-Za-z%]) +(?=[{_HAN}])")
_SPLITS = re.compile(r"(?<=\d) (?=%)|(?<=\b[A-Z]{3}) (?=[−+]?\d)")
_INLINE = {"strong", "em", "b", "i", "code", "a", "small"}
_VERBATIM = {"code", "pre", "style", "script"}


def to_html(markdown: str) -> str:
    """HTML of one markdown text. Dollars are money, never mathematics; bold works beside Chinese punctuation.

    CommonMark takes `**结论：**因此` as plain asterisks, for want of a space; Chinese has none.
    """
    import mistune

    render = mistune.create_markdown(escape=False, plugins=["strikethrough", "table"])
    parts = _CODE.split(markdown)
    parts[::2] = [_BOLD_BESIDE_HAN.sub(_strong, part) for part in parts[::2]]
    html = render("".join(parts))
    if not isinstance(html, str):
        raise TypeError("the markdown renderer gave no text")
    return html


def _strong(found: re.Match[str]) -> str:
    return f"<strong>{found[1] or found[2]}</strong>"


def finish(body: str, lang: str = "en") -> tuple[str, list[tuple[str, str]], str]:
    """(finished body, table of contents as (anchor, heading), visible text) of a page's body.

    In Chinese the spaces between characters and figures or Latin words go, since browsers set that gap by themselves.
    Takes out whatever could run or load; raises ReportError for a picture that is not in the page. There is one h1 on
    a page, its title: those of the body become h2.
    """
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(body, "html.parser")
    _make_harmless(soup)
    if lang == "zh":
        _close_up(soup)
    _keep_together(soup)
    for heading in soup.find_all("h1"):
        heading.name = "h2"
    for table in soup.find_all("table"):
        _dress_table(soup, table)
    contents = []
    for number, heading in enumerate(soup.find_all("h2"), start=1):
        if heading.find_parent(class_="guide") is None:
            heading["id"] = heading.get("id") or f"section-{number}"
            contents.append((str(heading["id"]), heading.get_text(" ", strip=True)))
    described = "".join(str(image.get("alt", "")) for image in soup.find_all("img"))
    texts = soup.find_all(string=True)
    visible = "".join(text for text in texts if text.parent is None or text.parent.name != "style")
    return str(soup), contents, visible + described


def _close_up(soup: BeautifulSoup) -> None:
    """No spaces around Chinese characters, also where bold or code begins or ends; code itself stays as it is."""
    for text in soup.find_all(string=True):
        if text.parent is None or text.parent.name in _VERBATIM:
            continue
        closed = _SPACE_BESIDE_HAN.sub("", str(text))
        if closed[:1] == " " and _INLINE & {getattr(text.previous_sibling, "name", None)}:
            closed = closed[1:] if re.match(rf" [{_HAN}]", closed) else closed
        if closed[-1:] == " " and _INLINE & {getattr(text.next_sibling, "name", None)}:
            closed = closed[:-1] if re.search(rf"[{_HAN}] $", closed) else closed
        if closed != text:
            text.replace_with(closed)


def _keep_together(soup: BeautifulSoup) -> None:
    """No line ends between a figure and its per cent sign, nor between a currency and its amount."""
    for text in soup.find_all(string=_SPLITS):
        if text.parent is not None and text.parent.name not in _VERBATIM:
            text.replace_with(_SPLITS.sub("\N{NO-BREAK SPACE}", str(text)))


def _make_harmless(soup: BeautifulSoup) -> None:
    for element in soup.find_all(_ACTIVE_ELEMENTS):
        element.decompose()
    for element in soup.find_all(True):
        for name in [name for name in element.attrs if name.lower().startswith("on") or name.lower() == "srcset"]:
            del element[name]
    for source in _outside(soup):
        raise ReportError(f"a picture lies outside the page: {source[:120]}")
    for image in soup.find_all("img"):
        if not image.has_attr("alt"):
            image["alt"] = ""


def pictures_outside(markdown: str) -> list[str]:
    """The sources of all pictures of a markdown text that are not in the text itself (`data:`), in their order."""
    from bs4 import BeautifulSoup

    return _outside(BeautifulSoup(to_html(markdown), "html.parser"))


def _outside(soup: BeautifulSoup) -> list[str]:
    sources = [str(image.get("src", "")) for image in soup.find_all("img")]
    return [source for source in sources if not source.startswith("data:")]


def _dress_table(soup: BeautifulSoup, table: Tag) -> None:
    """Header scopes, numbers to the right, and a frame that scrolls where the screen is narrow."""
    for style in table.find_previous_siblings("style", attrs={"scoped": True}):
        style.decompose()
    del table["border"]
    head = table.find("thead")
    for cell in table.find_all("th"):
        in_head = head is not None and cell.find_parent("thead") is head
        if in_head and not cell.get_text(strip=True):
            cell.name = "td"
        else:
            cell["scope"] = "col" if in_head else "row"
    for cell in table.find_all(["th", "td"]):
        if "text-align" in str(cell.get("style", "")):
            del cell["style"]
    for row in table.find_all("tr"):
        if "text-align" in str(row.get("style", "")):
            del row["style"]
    _align_numbers(table)
    is_long = len(table.find_all("tr")) > _LONG_TABLE_ROWS  # such a table may break between pages
    frame = soup.new_tag("div", attrs={"class": "table-wrap long" if is_long else "table-wrap"})
    table.wrap(frame)


def _align_numbers(table: Tag) -> None:
    """Mark as `num` each column whose cells are all numbers or empty, its header too; tables with merged cells stay."""
    rows = [row.find_all(["th", "td"], recursive=False) for row in table.find_all("tr")]
    if len({len(row) for row in rows}) != 1 or table.find(["th", "td"], attrs={"rowspan": True}):
        return
    for column in zip(*rows, strict=True):
        body = [cell for cell in column if cell.name == "td" and cell.find_parent("thead") is None]
        texts = [cell.get_text(strip=True) for cell in body]
        values = [text for text in texts if text not in _NO_VALUE]
        if values and len(texts) >= len(rows) - 2 and all(_NUMBER.fullmatch(text) for text in values):
            for cell in column:
                cell["class"] = " ".join([*filter(None, cell.get_attribute_list("class")), "num"])
