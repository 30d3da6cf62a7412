"""What of an executed notebook belongs on the page: cells of one language, and one representation of each output."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

LANGUAGES = ("en", "zh")
_HIDDEN_CELLS = {"parameters", "injected-parameters", "hide-cell", "remove-cell", "papermill-error-cell-tag"}
_HEAVIEST_DRAWING_BYTES = 400_000
_SHOWN = ("text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain")
_MERE_REPR = re.compile(r"\s*(\[?<[^>]*>.*|Text\(.*|\(?array\(.*|\{?None\}?)\s*", re.DOTALL)
_HEADING = re.compile(r"^#{1,4}\s+(.+?)\s*#*$", re.MULTILINE)


class ReportError(RuntimeError):
    """The notebook can't become a page: a cell failed, or something on the page lies outside it."""


def select(notebook: NotebookNode, lang: str) -> NotebookNode:
    """A new notebook of what readers of `lang` see; the argument stays as it is.

    A cell tagged `lang-en` or `lang-zh` is for that language alone, and so is an output whose metadata has `lang`.
    Cells tagged `parameters`, `injected-parameters` or `hide-cell` go; those tagged `hide-output` lose their outputs.
    Standard error, widgets, scripts and the bare reprs of objects (`<Axes: >`) never stay. Pictures get `alt` and
    `caption` from the output's metadata or the cell's (text, or a mapping from language to text); without `alt`, the
    heading above describes them.

    Raises ReportError if a cell failed.
    """
    import nbformat

    if lang not in LANGUAGES:
        raise ValueError(f"no pages in {lang!r}: expected one of {', '.join(LANGUAGES)}")
    cells = []
    heading = ""
    for number, cell in enumerate(notebook.cells):
        _refuse_errors(cell, number)
        tags = set(cell.metadata.get("tags", []))
        if tags & _HIDDEN_CELLS or _is_for_another_language(tags, lang):
            continue
        if cell.cell_type == "markdown":
            found = _HEADING.findall(cell.source)
            heading = found[-1] if found else heading
            cells.append(nbformat.from_dict({**cell}))
        elif cell.cell_type == "code" and "hide-output" not in tags:
            outputs = [_output(output, cell.metadata, lang, heading) for output in cell.outputs]
            kept = [output for output in outputs if output is not None]
            if kept:
                cells.append(nbformat.from_dict({**cell, "source": "", "outputs": kept}))
    return nbformat.from_dict({**notebook, "cells": cells})


def _refuse_errors(cell: NotebookNode, number: int) -> None:
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            raise ReportError(f"cell {number + 1} of the notebook failed with {output.ename}: {output.evalue}")


def _is_for_another_language(tags: set[str], lang: str) -> bool:
    meant = {tag.removeprefix("lang-") for tag in tags if tag.startswith("lang-")}
    return bool(meant) and lang not in meant


def _output(output: NotebookNode, cell_metadata: Mapping[str, Any], lang: str, heading: str) -> dict[str, Any] | None:
    """The output with the one representation that the page shows, or None."""
    if output.output_type == "stream":
        return dict(output) if output.name == "stdout" and "".join(output.text).strip() else None
    metadata = output.get("metadata", {})
    if metadata.get("lang", lang) != lang:
        return None
    data = {mime: "".join(text) for mime, text in output.data.items() if mime in _SHOWN}
    if "image/png" in data and len(data.get("image/svg+xml", "")) > _HEAVIEST_DRAWING_BYTES:
        del data["image/svg+xml"]
    mime = next((mime for mime in _SHOWN if mime in data), None)
    if mime is None or (mime == "text/plain" and _MERE_REPR.fullmatch(data[mime])):
        return None
    described = {
        "alt": _localised(metadata.get("alt") or cell_metadata.get("alt"), lang) or _plain(heading),
        "caption": _localised(metadata.get("caption") or cell_metadata.get("caption"), lang),
    }
    return {"output_type": "display_data", "data": {mime: data[mime]}, "metadata": described}


def _localised(text: str | Mapping[str, str] | None, lang: str) -> str:
    if isinstance(text, Mapping):
        return text.get(lang, "")
    return text or ""


def _plain(markdown: str) -> str:
    return re.sub(r"[*_`]|\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
