"""An executed notebook as one HTML file that a board can read, print and forward: nothing is loaded from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.report import fonts, markup, selection
from sim.report.logo import logo_as_data

if TYPE_CHECKING:
    import markupsafe
    from nbformat import NotebookNode

CONTENT_SECURITY_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:"
"""With it a browser refuses every request and every script, whatever a cell put on the page."""
_TEMPLATES = Path(__file__).with_name("template")


@dataclass(frozen=True, slots=True)
class _PageWords:
    html_lang: str
    contents: str
    prepared_for: str
    skip: str


_WORDS = {
    "en": _PageWords(html_lang="en", contents="Contents", prepared_for="Prepared for ", skip="Skip to the report"),
    "zh": _PageWords(html_lang="zh-CN", contents="目录", prepared_for="呈送：", skip="跳到正文"),
}


def export_html(
    notebook: NotebookNode,
    lang: str,
    *,
    title: str,
    subtitle: str | None = None,
    kicker: str | None = None,
    client: str | None = None,
    logo: Path | None = None,
) -> str:
    """The page of an executed notebook in one language ('en' or 'zh'): words, tables and figures, without code.

    `kicker` is the short line above the title; `logo` a picture file that is copied into the page. What is shown,
    and how cells are tagged for a language, is in `sim.report.selection.select`. The font holds the page's characters.

    Raises ReportError if a cell failed or a picture lies outside the page, InputError for a logo that is no picture.
    """
    import jinja2
    import markupsafe

    chosen = selection.select(notebook, lang)
    body, contents, text = markup.finish(_body(chosen), lang)
    words = _WORDS[lang]
    masthead = [title, subtitle or "", kicker or "", client or "", words.contents, words.prepared_for, words.skip]
    css = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    # Capital letters too, since the style sets the kicker in capitals.
    shown = text + "".join(masthead) + "".join(masthead).upper()
    page = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return page.get_template("page.html.j2").render(
        html_lang=words.html_lang,
        policy=CONTENT_SECURITY_POLICY,
        title=title,
        subtitle=subtitle,
        kicker=kicker,
        client=client,
        logo=None if logo is None else logo_as_data(logo),
        words=words,
        contents=contents,
        body=markupsafe.Markup(body),  # finished above: nothing in it runs or loads
        style=markupsafe.Markup(fonts.web_font_css(shown) + "\n" + css),
        title_in_css=_css_string(title),
        client_in_css=_css_string(client or ""),
    )


def _body(notebook: NotebookNode) -> str:
    from nbconvert.exporters import HTMLExporter

    exporter = HTMLExporter(
        template_name="funnelbench",
        extra_template_basedirs=[str(_TEMPLATES)],
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        filters={"markdown2html": markup.to_html},
    )
    body, _resources = exporter.from_notebook_node(notebook)
    return str(body)


def _css_string(text: str) -> markupsafe.Markup:
    """Text inside a quoted CSS string inside <style>: whatever could end either becomes an escape."""
    import markupsafe

    return markupsafe.Markup("".join(c if c.isalnum() or c in " -.,:：，。（）()·" else f"\\{ord(c):x} " for c in text))
