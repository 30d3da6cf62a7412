"""Words and tables on the page: HTML with titles, units and rounding in the reader's language; tables as CSV too."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from sim.report import markup, numbers
from sim.report.caveats import ASSUMED
from sim.report.caveats import caveats as all_caveats
from sim.report.findings_beside import circumstance
from sim.report.view import View
from sim.report.words.assumptions_zh import in_chinese
from sim.results.measures.kpi_catalogue import CATALOGUE, STAGE_KPIS, kpi_of

MONEY_COLUMNS = {"fixed_cost", "unspent", "costs", "cost_change", "told_recorded", "told_true", "won_amount"}
MONEY_UNITS = {"money", "money/year"}
MIDDLES = {
    "cost": ("low", "high"),
    "beyond": ("beyond_low", "beyond_high"),
    "gain": ("low", "high"),
    "brings": ("low", "high"),
    "mean": ("low", "high"),
    "alone_mean": ("alone_low", "alone_high"),
}
"""Columns with an interval, and the columns of its bounds."""
BOUNDS = {bound for bounds in MIDDLES.values() for bound in bounds}
COUNT_COLUMNS = {"managers", "moved", "replications", "n"}
WORDED = (
    "customers",
    "rule",
    "differs",
    "heads",
    "formula",
    "from_control",
    "changed",
    "circumstances",
    "relief",
    "reason",
    "third",
    "point",
    "outcome",
)
"""Columns of words: a table that has one is written once for each language."""
WIDEST = 40
"""Assumptions on the page; the others are in the CSV."""
WIDTH_FLOOR = 0.05
"""Widths of ranges are relative to the value, but for values next to zero."""


def html(content: str, lang: str) -> None:
    """Show HTML on the page of one language."""
    from IPython import display

    publish: Any = display.display
    publish({"text/html": content}, raw=True, metadata={"lang": lang})


def words(view: View, *texts: str | Sequence[str], as_class: str | None = None) -> None:
    """Show sentences, a paragraph each (markdown); a list becomes bullets. `as_class` frames them: note, caveat."""
    blocks = []
    for text in texts:
        if isinstance(text, str):
            blocks.append(text)
        elif text:
            blocks.append("\n".join(f"- {item}" for item in text))
    body = markup.to_html("\n\n".join(block for block in blocks if block))
    if body.strip():
        html(f'<div class="{as_class}">{body}</div>' if as_class else body, view.lang)


def table(view: View, frame: pd.DataFrame, name: str | None) -> None:
    """Write `tables/<name>.csv` with the numbers as they are, and show the table as people read it.

    Without a name it is shown only: its numbers are in another table.

    Columns mean (or gain), low and high become one figure and its interval; schemes, KPIs and units get their names.
    Below stands which means are of fewer replications than others, as the frame's `attrs["fewer"]` has it.
    """
    if name is not None:
        keep(view, frame, name)
    shown = readable(view, frame)
    html(_rows(view, frame, shown), view.lang)
    fewer = [
        view.say("table.fewer.one", scheme=view.scheme(scheme), kpi=view.kpi(kpi), n=n)
        for scheme, kpi, n in frame.attrs.get("fewer", ())
    ]
    if fewer:
        items = view.say("list.part").join(fewer)
        words(view, view.say("table.fewer", items=items, all=view.verdict.replications))


def caveats(view: View) -> tuple[str, ...]:
    """Show everything that may overturn the answer, and return it, the weightiest first."""
    found = all_caveats(view)
    title = f"**{view.say('caveats.lead')}**"
    words(
        view,
        title,
        [view.say("caveats.item", clause=clause[0].upper() + clause[1:]) for clause in found],
        as_class="caveat",
    )
    return found


def assumptions(view: View, frame: pd.DataFrame) -> None:
    """Show the figures that have a published source, and the assumptions with the widest ranges; all go to the CSV."""
    keep(view, frame, "assumptions")
    assumed = frame["source"].str.startswith(ASSUMED)
    width = (frame["high"] - frame["low"]) / frame["value"].abs().clip(lower=WIDTH_FLOOR)
    widest = (
        frame[assumed & width.notna()]
        .assign(width=width)
        .sort_values("width", ascending=False, kind="stable")
        .head(WIDEST)
    )
    sourced = frame[~assumed & ~frame["source"].isin(["neutral"])]
    share = view.share(float(assumed.mean()), 0)
    words(view, view.say("assumptions.count", n=numbers.fixed(len(frame), 0), share=share, shown=len(widest)))
    for title, part in (("assumptions.sourced", sourced), ("assumptions.widest", widest)):
        if len(part):
            words(view, f"### {view.say(title)}")
            html(_assumption_rows(view, part), view.lang)


def _assumption_rows(view: View, frame: pd.DataFrame) -> str:
    heads = "".join(
        f"<th>{escape(view.say(f'column.{name}'))}</th>" for name in ("name", "value", "range", "unit", "source")
    )
    lines = []
    for row in frame.itertuples():
        texts = [in_chinese(text) if view.lang == "zh" else text for text in (row.description, row.unit, row.source)]
        span = "" if pd.isna(row.low) else f"{numbers.trimmed(row.low)} – {numbers.trimmed(row.high)}"
        name = f"{escape(texts[0])}<br/><code>{escape(str(row.key))}</code>"
        lines.append(
            f"<tr><th>{name}</th><td>{numbers.trimmed(row.value)}</td><td>{span}</td><td>{escape(texts[1])}</td><td>{escape(texts[2])}</td></tr>"
        )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def keep(view: View, frame: pd.DataFrame, name: str) -> Path:
    """Write a frame as CSV below the report's `tables/`; the same in both languages but for titles in its cells."""
    folder = view.folder / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    worded = any(column in frame.columns for column in WORDED)
    path = folder / (f"{name}.{view.lang}.csv" if worded else f"{name}.csv")
    index = frame.index.name is not None
    frame.to_csv(path, index=index, encoding="utf-8-sig" if worded else "utf-8")
    return path


def readable(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    """The table as text: heads and cells in the reader's language; the index, where it has a name, as first column."""
    flat = frame.reset_index() if frame.index.name is not None else frame
    kpis = flat["kpi"].tolist() if "kpi" in flat else None
    columns: list[tuple[str, list[str]]] = []
    for column in map(str, flat.columns):
        if column in BOUNDS | {"same_winner"}:
            continue
        head = _head(view, column, flat)
        bounds = [bound for bound in MIDDLES.get(column, ()) if bound in flat]
        if kpis is None and _is_amount(column):
            scale = numbers.scale_of(flat[[column, *bounds]].to_numpy(dtype=float).ravel(), view.lang)
            decimals = _decimals(flat[column], scale)
            cells = [_scaled(value, scale, decimals, bool(bounds)) for value in flat[column]]
            columns.append((view.say("column.in_unit", head=head, unit=view.amount_unit(scale)), cells))
            if bounds:
                pairs = zip(*(flat[bound] for bound in bounds), strict=True)
                cells = [_scaled_interval(view, low, high, scale, decimals) for low, high in pairs]
                columns.append((view.say("column.interval"), cells))
            continue
        of_kpis = kpis or [None] * len(flat)
        values = zip(flat[column], of_kpis, strict=True)
        columns.append((head, [_cell(view, column, value, kpi, column in MIDDLES) for value, kpi in values]))
        if kpis is not None and bounds:
            triples = zip(*(flat[bound] for bound in bounds), kpis, strict=True)
            columns.append((view.say("column.interval"), [_interval(view, *triple) for triple in triples]))
    # Heads may repeat, as that of an interval does.
    table = pd.DataFrame(dict(enumerate(cells for _, cells in columns)))
    return table.set_axis([head for head, _ in columns], axis="columns")


def _is_amount(column: str) -> bool:
    return column in MONEY_COLUMNS or column in MIDDLES or (column in CATALOGUE and kpi_of(column).unit in MONEY_UNITS)


def _decimals(values: pd.Series, scale: numbers.Scale) -> int:
    """As many as show the largest of the values with three digits; none for amounts that are not scaled."""
    largest = float(values.abs().replace(math.inf, math.nan).max()) / scale.divisor
    if scale.divisor == 1 or not largest > 0:
        return 0
    return min(2, max(0, 2 - math.floor(math.log10(largest))))


def _scaled(value: float, scale: numbers.Scale, decimals: int, signed: bool) -> str:
    return numbers.fixed(value / scale.divisor, decimals, signed)


def _scaled_interval(view: View, low: float, high: float, scale: numbers.Scale, decimals: int) -> str:
    if low == high or not (math.isfinite(low) and math.isfinite(high)):
        return "—"
    return view.say("interval", low=_scaled(low, scale, decimals, True), high=_scaled(high, scale, decimals, True))


def _head(view: View, column: str, frame: pd.DataFrame) -> str:
    if column in CATALOGUE or column.split(".")[0] in STAGE_KPIS:
        return view.kpi(column)
    if column in view.schemes:
        return view.scheme(column)
    if column == "mean":
        return view.say("column.difference" if "kpi" in frame else "column.gain" if "low" in frame else "column.mean")
    return view.say(f"column.{column}")


def _cell(view: View, column: str, value: Any, kpi: str | None, signed: bool) -> str:
    if column in {"scheme", "best", "control"}:
        return view.scheme(value)
    if column == "kpi":
        return view.kpi(value)
    if column == "circumstance":
        return circumstance(view, value)
    if column == "way":
        return view.way(value)
    if column == "state":
        return view.say(f"feasible.{value}")
    if isinstance(value, str):
        return value
    if column in {"share", "used", "selling_time"}:
        return view.share(float(value))
    if column in CATALOGUE:
        return "—" if math.isnan(float(value)) else view.value(column, float(value))
    if column in COUNT_COLUMNS:
        return numbers.fixed(float(value), 0)
    if kpi is not None:
        return "—" if math.isnan(float(value)) else view.value(kpi, float(value), signed)
    return numbers.plain(float(value))


def _interval(view: View, low: float, high: float, kpi: str) -> str:
    if low == high or not (math.isfinite(low) and math.isfinite(high)):
        return "—"
    return view.value_interval(kpi, low, high)


def _rows(view: View, frame: pd.DataFrame, shown: pd.DataFrame) -> str:
    """HTML of the table; the rows of the recommended scheme and of the baseline are marked."""
    flat = frame.reset_index() if frame.index.name is not None else frame
    schemes = flat["scheme"].tolist() if "scheme" in flat else [None] * len(flat)
    marks = {view.verdict.recommended: "recommended", view.baseline: "baseline"}
    heads = "".join(f"<th>{escape(head)}</th>" for head in shown.columns)
    lines = []
    for scheme, cells in zip(schemes, shown.itertuples(index=False), strict=True):
        mark = marks.get(scheme) if scheme is not None else None
        first, *rest = (escape(str(cell)) for cell in cells)
        lines.append(
            f"<tr{f' class={mark}' if mark else ''}><th>{first}</th>{''.join(f'<td>{cell}</td>' for cell in rest)}</tr>"
        )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
