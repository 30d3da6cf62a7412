"""What schemes name and the market can't play: warnings for the command line, caveats for the report."""

from __future__ import annotations

from collections.abc import Iterable

from sim.inputs.errors import Problem
from sim.inputs.unplayed import Unplayed, unplayed
from sim.report import words
from sim.report.view import View
from sim.results.playbook import Playbook

SHOWN = 4
"""Caveats of this kind at most; the rest is counted."""
TOLD_OF_PAY = ("pay_contests", "pay_team_pool")
"""What the caveats about pay say already."""


def warnings(playbook: Playbook) -> list[str]:
    """A line for each lever without effect, with its file, line and key; one that several schemes share stands once."""
    shared: dict[tuple[str, object, int | None], list[Unplayed]] = {}
    for found in playbook.unplayed:
        shared.setdefault((found.code, found.place.where or found.key, found.place.line), []).append(found)
    return [_warning(alike) for alike in shared.values()]


def _warning(alike: list[Unplayed]) -> str:
    first, names = alike[0], [f"'{found.scheme}'" for found in alike if found.scheme]
    clause = words.say("en", f"unplayed.{first.code}")
    if names:
        listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
        clause = words.say("en", "unplayed.in", schemes=listed, clause=clause)
    place, hint = first.place, words.say("en", "unplayed.lacks", lacks=first.lacks)
    return str(Problem(clause, place.where or None, place.line, first.key, hint))


def unplayed_caveats(view: View) -> list[str]:
    """Clauses about what changes nothing here, each for all the schemes that name it."""
    playbook, by_code = view.run.playbook, dict[str, list[str]]()
    for found in unplayed(playbook.experiment, playbook.market):
        if found.code not in TOLD_OF_PAY:
            by_code.setdefault(found.code, []).append(found.scheme)
    clauses = [_clause(view, code, schemes) for code, schemes in by_code.items()]
    if len(clauses) <= SHOWN:
        return clauses
    return [*clauses[: SHOWN - 1], view.say("unplayed.more", n=len(clauses) - SHOWN + 1)]


def _clause(view: View, code: str, schemes: Iterable[str]) -> str:
    clause, named = view.say(f"unplayed.{code}"), list(dict.fromkeys(name for name in schemes if name))
    return clause if not named else view.say("unplayed.in", schemes=view.few(named), clause=clause)
