"""A playbook's guide with the figures of a run filled in, so that its text never contradicts the run.

Placeholders: `{{scheme:ID}}` a title; `{{kpi:NAME:ID}}` a KPI's mean with its unit; `{{diff:NAME:ID}}` its difference
to the baseline with an interval; `{{gain}}`, `{{recommended}}`, `{{baseline}}`, `{{best}}`, `{{weeks}}`,
`{{replications}}`, `{{currency}}`. ID is a scheme, `baseline` or `best`. `{{#if CONDITION}} ... {{else}} ... {{/if}}`
keeps one of two texts; blocks nest. What a run can't test stands there too, marked "(not simulated)" or "（未模拟）".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from sim.inputs.errors import InputError, Problem, nearest
from sim.report import numbers
from sim.report.markup import pictures_outside
from sim.report.tables import gains_over_baseline
from sim.report.view import View
from sim.results.means import difference_of
from sim.results.measures.kpi_catalogue import CATALOGUE, kpi_of
from sim.results.playbook import Playbook

Lookup = Callable[[str], str | None]

NAMES = ("gain", "recommended", "baseline", "best", "weeks", "replications", "currency")
CONDITIONS = ("recommended", "equivalent", "undecided", "change", "keep")
"""The status of the decision; `recommended` is either `change`, another scheme than the baseline, or `keep`."""
SITUATIONS = (
    frozenset({"recommended", "change"}),
    frozenset({"recommended", "keep"}),
    frozenset({"equivalent"}),
    frozenset({"undecided"}),
)
"""The sets of conditions that can hold together, one set for each way in which a run can end."""

# A tag that has a line to itself takes the line with it, so that lists and paragraphs stay whole.
_TAG = r"\{\{\s*(#if\b[^{}\n]*|else|/if)\s*\}\}"
_TOKEN = re.compile(rf"^[ \t]*{_TAG}[ \t]*(?:\n|\Z)|{_TAG}|\{{\{{([^{{}}\n]*)\}}\}}|(\{{\{{|\}}\}})", re.MULTILINE)
_NOT_SIMULATED = re.compile(r"\(not simulated\)|（未模拟）")
_NO_DIFFERENCE = {"en": "none, it is the baseline", "zh": "无，它就是基准"}
_INTERVAL = {"en": "{mean} ({interval})", "zh": "{mean}（{interval}）"}
_JOINT = {"en": " to ", "zh": " 至 "}


@dataclass
class _Block:
    """An open `{{#if}}`: where it began, whether its condition holds, and whether its `{{else}}` has passed."""

    line: int
    holds: bool
    in_else: bool = False


class _Token(NamedTuple):
    tag: str | None
    placeholder: str | None
    line: int


def render_guide(text: str, lookup: Lookup, where: Path, *, holds: Collection[str], known: Iterable[str] = ()) -> str:
    """The markdown with every placeholder replaced by what `lookup` says of the inside of its braces.

    `holds` are the conditions of `CONDITIONS` that are true; `known` are names that exist, for the hint of a message.
    Text that isn't kept is not looked up. Raises InputError, naming file and line, with every placeholder that `lookup`
    does not know, every unknown condition, and blocks or braces that are not closed.
    """
    known = tuple(known)
    problems: list[Problem] = []
    blocks: list[_Block] = []
    kept: list[str] = []
    end = 0

    for found in _TOKEN.finditer(text):
        shown = all(block.holds != block.in_else for block in blocks)
        kept.append(text[end : found.start()] if shown else "")
        end = found.end()
        token = _token(found)
        if token.tag is not None:
            problems += _turn(token, blocks, holds, where)
        elif token.placeholder is None:
            problems.append(Problem(f"'{found[0]}' has no partner on its line", where, token.line))
        elif shown:
            value = lookup(token.placeholder)
            if value is None:
                problems.append(_no_value(token, known, where))
            kept.append(value or "")
    kept.append(text[end:])
    problems += [Problem("'{{#if}}' is never closed", where, block.line, hint="expected {{/if}}") for block in blocks]
    if problems:
        raise InputError(problems)
    return "".join(kept)


def _token(found: re.Match[str]) -> _Token:
    tag = found[1] or found[2]
    line = found.string.count("\n", 0, found.start()) + 1
    return _Token(tag, None if found[3] is None else found[3].strip(), line)


def _turn(token: _Token, blocks: list[_Block], holds: Collection[str], where: Path) -> list[Problem]:
    """Open, turn or close a block; what is wrong with that."""
    tag = token.tag or ""
    if tag.startswith("#if"):
        condition = tag.removeprefix("#if").strip()
        blocks.append(_Block(token.line, condition in holds))
        if condition not in CONDITIONS:
            return [Problem(f"unknown condition '{condition}'", where, token.line, hint=nearest(condition, CONDITIONS))]
    elif not blocks:
        return [Problem(f"'{{{{{tag}}}}}' without an '{{{{#if}}}}' before it", where, token.line)]
    elif tag == "/if":
        blocks.pop()
    elif blocks[-1].in_else:
        return [Problem("a second '{{else}}' in one block", where, token.line)]
    else:
        blocks[-1].in_else = True
    return []


def _no_value(token: _Token, known: Collection[str], where: Path) -> Problem:
    name = token.placeholder or ""
    if name in known:
        hint = "a text that needs it belongs inside {{#if recommended}} ... {{/if}}"
        return Problem(f"'{{{{{name}}}}}' has no value when nothing is recommended", where, token.line, hint=hint)
    return Problem(f"unknown placeholder '{{{{{name}}}}}'", where, token.line, hint=_nearest_placeholder(name, known))


def _nearest_placeholder(name: str, known: Collection[str]) -> str | None:
    """The nearest of those with as many parts, since one can't see from afar which part is wrong."""
    alike = [other for other in known if other.count(":") == name.count(":")]
    return nearest(name, alike or known)


def known_placeholders(schemes: Iterable[str]) -> list[str]:
    """The inside of every placeholder that a guide to these schemes may use."""
    who = [*dict.fromkeys([*schemes, "baseline", "best"])]
    figures = [f"{kind}:{kpi}:{name}" for kind in ("kpi", "diff") for kpi in CATALOGUE for name in who]
    return [*NAMES, *(f"scheme:{name}" for name in who), *figures]


def check_guide(text: str, where: Path, schemes: Iterable[str]) -> None:
    """Raise InputError with all that would keep a guide from being filled in, however the run ends.

    It needs no run, so it can stand before one.
    """
    known = known_placeholders(schemes)
    names = set(known)
    problems: dict[Problem, None] = {}
    for situation in SITUATIONS:
        valued = {name: name for name in (names if "recommended" in situation else names - {"recommended"})}
        try:
            render_guide(text, valued.get, where, holds=situation, known=known)
        except InputError as error:
            problems.update(dict.fromkeys(error.problems))
    problems.update(dict.fromkeys(_pictures(text, where)))
    if problems:
        raise InputError(problems)


def _pictures(text: str, where: Path) -> list[Problem]:
    """A report is one file, so a picture in a guide must lie in the guide's text."""
    hint = "a report is one file: leave the picture out, or write it into the guide as data:image/png;base64,..."
    problems, end = [], 0
    for source in pictures_outside(text):
        # Markdown writes an address as browsers want it; a person may have written either.
        places = [(text.find(written, end), written) for written in (source, unquote(source))]
        start, written = max(places)
        line = None if start < 0 else text.count("\n", 0, start) + 1
        end = end if start < 0 else start + len(written)
        problems.append(Problem(f"the picture '{source[:120]}' lies outside the report", where, line, hint=hint))
    return problems


def check_guides(playbook: Playbook, folder: Path) -> None:
    """As `check_guide`, of all guides of a playbook that lies in that folder, with every problem."""
    problems: list[Problem] = []
    for lang, text in playbook.guides.items():
        try:
            check_guide(text, folder / f"guide.{lang}.md", playbook.experiment.schemes)
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)


def mark_not_simulated(markdown: str) -> str:
    """The words "(not simulated)" and "（未模拟）" as small print that a style sheet finds as `.not-simulated`."""
    return _NOT_SIMULATED.sub(lambda found: f'<small class="not-simulated">{found[0]}</small>', markdown)


def guide_of(view: View) -> str | None:
    """Markdown of the playbook's guide in the view's language, filled in; None where there is none.

    Raises InputError for what `check_guide` would find.
    """
    playbook = view.run.playbook
    text = playbook.guide(view.lang)
    if text is None:
        return None
    where, known = Path(playbook.name) / f"guide.{view.lang}.md", known_placeholders(view.schemes)
    return mark_not_simulated(render_guide(text, lookup_of(view), where, holds=conditions_of(view), known=known))


def conditions_of(view: View) -> frozenset[str]:
    """The conditions that hold for the run's decision."""
    recommended = view.verdict.recommended
    if recommended is None:
        return frozenset({view.verdict.status})
    return frozenset({view.verdict.status, "keep" if recommended == view.baseline else "change"})


def lookup_of(view: View) -> Lookup:
    """What each placeholder stands for in a run, ready to stand in markdown; None for one that the run does not know.

    `best` has the highest mean of the maximised KPI among the schemes that are shown to keep the bounds, else among
    those not shown to break them, else among all: the one that the report's first sentence speaks of. `gain` is the
    difference of the recommended scheme, else of it.
    """
    horizon = view.run.playbook.experiment.run
    names: dict[str, Callable[[], str | None]] = {
        "gain": lambda: _difference(view, view.verdict.kpi, view.subject),
        "recommended": lambda: None if view.verdict.recommended is None else view.scheme(view.verdict.recommended),
        "baseline": lambda: view.scheme(view.baseline),
        "best": lambda: view.scheme(view.verdict.best),
        "weeks": lambda: numbers.fixed(horizon.weeks, 0),
        "replications": lambda: numbers.fixed(view.verdict.replications, 0),
        "currency": lambda: numbers.currency_word(view.currency, view.lang),
    }
    schemes = {**{name: name for name in view.schemes}, "baseline": view.baseline, "best": view.verdict.best}

    def lookup(inside: str) -> str | None:
        match inside.split(":"):
            case [name] if name in names:
                value = names[name]()
            case ["scheme", who] if who in schemes:
                value = view.scheme(schemes[who])
            case ["kpi", kpi, who] if kpi in CATALOGUE and who in schemes:
                value = view.value(kpi, float(view.run.samples(kpi).mean()[schemes[who]]))
            case ["diff", kpi, who] if kpi in CATALOGUE and who in schemes:
                value = _difference(view, kpi, schemes[who])
            case _:
                value = None
        return None if value is None else escape(value, quote=False)  # markdown lets markup through

    return lookup


def _difference(view: View, kpi: str, scheme: str) -> str:
    """Mean and interval against the baseline: those of the decision for its KPI, else one paired interval by itself."""
    if scheme == view.baseline:
        return _NO_DIFFERENCE[view.lang]
    if kpi == view.verdict.kpi:
        mean, low, high = map(float, gains_over_baseline(view).loc[scheme])
    else:
        samples = view.run.samples(kpi)
        mean, low, high, _ = difference_of(samples[scheme], samples[view.baseline], view.verdict.confidence)
    if kpi_of(kpi).unit in {"money", "money/year"}:
        said, interval = view.money_with_interval(mean, low, high, signed=True)
    else:
        interval = _JOINT[view.lang].join(view.value(kpi, bound, signed=True) for bound in (low, high))
        said = view.value(kpi, mean, signed=True)
    return _INTERVAL[view.lang].format(mean=said, interval=interval)
