"""The people's part of the ledger: who held each post, who was away, whom they contacted, and what they were paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.floor.hunting import Contact
from sim.floor.pay.pay_books import Statement
from sim.floor.people.absences import Away
from sim.floor.people.turnover import Stay
from sim.levers.pay_statement import Lines

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor

Columns = dict[str, NDArray[Any]]
PAID_FOR = tuple(name for name in Lines._fields if name not in ("attainment", "rate", "total"))
"""The lines of a statement, which its amount is the sum of."""


def as_columns(rows: Sequence[Any], fields: Sequence[str], whole: Sequence[str]) -> Columns:
    """Rows of numbers as a column for each field, in whole numbers where it is one of those."""
    table = np.array(rows, dtype=np.float64).reshape(-1, len(fields))
    return {name: table[:, i].astype(np.int64 if name in whole else np.float64) for i, name in enumerate(fields)}


def contact_columns(floor: SalesFloor) -> Columns:
    """Accounts that hunters contacted: start, end, seat, lead (-1 for none)."""
    return as_columns([] if floor.hunting is None else floor.hunting.contacts, Contact._fields, ("seat", "lead"))


def absence_columns(floor: SalesFloor) -> Columns:
    """Who was away: start, end, seat, kind."""
    return as_columns([] if floor.absences is None else floor.absences.rows, Away._fields, ("seat", "kind"))


def person_columns(floor: SalesFloor) -> Columns:
    """Who held each post: seat, hire, start, end. Where nobody leaves, everyone is there from start to end."""
    here = [Stay(seat, 0, start, end) for seat, start, end in posts(floor)]
    held = here if floor.turnover is None else floor.turnover.everyone()
    return as_columns(held, Stay._fields, ("seat", "hire"))


def post_columns(floor: SalesFloor) -> Columns:
    """Since and until when there was each post: seat, start, end."""
    return as_columns(posts(floor), ("seat", "start", "end"), ("seat",))


def posts(floor: SalesFloor) -> list[tuple[int, float, float]]:
    """(seat, start, end) of every post; inf for those that there still are."""
    there = [(seat, since, np.inf) for seat, since in enumerate(floor.here_since) if since < np.inf]
    return sorted([*floor.posts_left, *there])


def statement_columns(floor: SalesFloor) -> Columns:
    """Pay statements: start, end, seat, attainment, amount, whole, a column for each line, and what is then owed."""
    made: list[Statement] = [] if floor.seats.books is None else floor.seats.books.statements
    fields = ("start", "end", "seat", "attainment", "amount", *PAID_FOR, "draws_owed", "clawbacks_owed")
    rows = [
        (
            *(said.start, said.end, said.seat, said.lines.attainment, said.lines.total),
            *(getattr(said.lines, name) for name in PAID_FOR),
            *said.owed,
        )
        for said in made
    ]
    columns = as_columns(rows, fields, ("seat",))
    return columns | {"whole": np.array([said.whole for said in made], dtype=np.bool_)}
