"""Leads that may be born of customers stand in a plan once for each kind of history that the scheme's rules tell apart.

Twins have one key, and so the same draws; they differ in what the scheme makes of them. When a lead is born, the twin
that fits the customer's history comes, and the others never do: one lead, with the market's draws, whatever the scheme.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.floor.accounts.histories import Histories, without_accounts
from sim.inputs.models.conditions import When
from sim.inputs.models.playbook import Scheme
from sim.levers.history_cells import HistoryCells, history_cells
from sim.levers.lifecycle import History
from sim.market.born import RECOMMENDED
from sim.market.lead_columns import LeadTable, joined


@dataclass(frozen=True, slots=True)
class Twins:
    """Rows from `first` on repeat others: cell after cell from the second on, each has one for each lead of `place`.

    `place` numbers the leads that have twins; they themselves stand for the first cell.
    """

    cells: HistoryCells
    first: int
    place: dict[int, int]

    def row(self, lead: int, history: History) -> int:
        """The row that is born as this lead where its customer has this history."""
        cell = self.cells.cell(history)
        return lead if cell == 0 else self.first + (cell - 1) * len(self.place) + self.place[lead]

    def repeats(self) -> list[int]:
        """The lead that each row from `first` on repeats."""
        return list(self.place) * (len(self.cells.typical) - 1)


def rules_on_history(scheme: Scheme) -> HistoryCells | None:
    """The histories that the scheme's rules on who works what tell apart; None where they ask for none."""
    return history_cells(_rules(scheme))


def _rules(scheme: Scheme) -> list[When]:
    sorting = [] if scheme.segmentation is None else [rule.when for rule in scheme.segmentation.rules]
    return [*sorting, *(rule.when for rule in scheme.routing.rules)]


def _told_apart(scheme: Scheme) -> HistoryCells | None:
    """The histories that make a difference on the floor: to the rules, or to what is paid for a deal."""
    paid = [] if scheme.incentives is None else [spiff.when for spiff in scheme.incentives.spiffs]
    return history_cells([*_rules(scheme), *paid])


def with_twins(scheme: Scheme, table: LeadTable) -> tuple[LeadTable, Twins | None, Histories]:
    """The table with a row for each twin after all others, and the history that every row is classified by.

    Who is recommended has bought nothing, so only further deals and those who come back have twins. Without rules on
    history, or pay by it, or leads that are born, the table stays as it is.
    """
    cells, born = _told_apart(scheme), table.born
    if cells is None or born is None:
        return table, None, without_accounts(table.existing)
    own = born.first_lead + np.flatnonzero(born.kind != RECOMMENDED)
    further = len(cells.typical) - 1
    rows = np.concatenate([np.arange(len(table)), np.tile(own, further)])
    births = rows[born.first_lead :] - born.first_lead
    grown = replace(
        joined([table], rows),
        born=replace(born, parent=born.parent[births], kind=born.kind[births], after_hours=born.after_hours[births]),
    )
    histories = without_accounts(grown.existing)
    for cell, typical in enumerate(cells.typical):
        start = len(table) + (cell - 1) * len(own)
        histories.put(own if cell == 0 else np.arange(start, start + len(own)), typical)
    return grown, Twins(cells, len(table), {lead: place for place, lead in enumerate(own.tolist())}), histories
