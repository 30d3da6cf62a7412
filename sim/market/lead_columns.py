"""The columns of a replication's leads, as everything above the market reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.market.calendar import BusinessCalendar
from sim.market.draws import name_key, uniforms

if TYPE_CHECKING:
    from sim.market.born import Born
    from sim.market.further import Further

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
UInts = NDArray[np.uint64]

NEEDS = ("performance", "price", "service", "brand")
ATTRIBUTES = ("region", "industry", "size", "tier", "source", "product")
PLURALS = {
    "region": "regions",
    "industry": "industries",
    "size": "sizes",
    "tier": "tiers",
    "source": "sources",
    "product": "products",
}


@dataclass(frozen=True, slots=True)
class LeadTable:
    """Columns of equal length, in order of arrival (ties by cell and number).

    `attributes[name]` holds indices into `names[name]`; `arrival_hours` is the business clock at which the lead can
    first be worked; `arrival_day` the calendar day on which it arrived, counted from the market's start date, or for
    rows that come by nothing but somebody's doing the first on which they might.
    `original` is the place of the lead that this one repeats, -1 for none. `logit_shift` sums what the lead's
    attributes add at every stage; `needs` is (n, 4), rows sum to 1. Rows at the end whose arrival is inf are accounts
    that become leads if they are contacted: `accounts_region`, `accounts_row` (-1: does not respond) and
    `accounts_week` (since when they can be contacted) are of all accounts, in the order in which they are contacted.
    `further` tells of rows, after these, that money could bring; `born` of rows, after those, that are customers at the
    start and leads that may be born of customers.
    """

    calendar: BusinessCalendar
    names: dict[str, tuple[str, ...]]
    key: NDArray[np.uint64]
    attributes: dict[str, Ints]
    existing: NDArray[np.bool_]
    arrival_day: Ints
    arrival_hours: Floats
    value: Floats
    quality: Floats
    needs: Floats
    need_logits: Floats
    logit_shift: Floats
    effort_factor: Floats
    latitude: Floats
    longitude: Floats
    original: Ints
    accounts_region: tuple[int, ...]
    accounts_row: tuple[int, ...]
    accounts_week: tuple[int, ...]
    born: Born | None = None
    further: Further | None = None

    def __len__(self) -> int:
        return len(self.key)

    def rows(self, which: Ints) -> LeadTable:
        """The table of these rows alone."""
        return joined([self], which)

    def uniforms(self, *purpose: str | int) -> Floats:
        """One uniform for each lead and this purpose, whatever else is drawn."""
        return uniforms(self.key, name_key(*purpose))

    def customer_uniforms(self, *purpose: str | int) -> Floats:
        """The same, but a promoted customer who comes again has what she had before."""
        key = self.key
        if self.further is not None:
            first, person = self.further.first, self.further.person
            key = np.concatenate([key[:first], person, key[first + len(person) :]])
        return uniforms(key, name_key(*purpose))


Attributed = Callable[[UInts, Ints, Ints], dict[str, Ints]]
"""What attributes rows have: (key, region, industry) -> all of them by name."""
Characters = Callable[[UInts, dict[str, Ints], NDArray[np.bool_], Ints, Floats], LeadTable]
"""The rows themselves: (key, attributes, existing, day, arrival) -> table."""


def softmax(logits: Floats) -> Floats:
    """Rows of weights that sum to 1."""
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def joined(tables: Sequence[LeadTable], order: Ints) -> LeadTable:
    """The rows of the tables one below the other, in this order; all of one market. `original` is left as it is."""
    first = tables[0]

    def column(values: list[Any]) -> Any:
        return np.concatenate(values)[order]

    columns = {
        field.name: column([getattr(table, field.name) for table in tables])
        for field in fields(first)
        if isinstance(getattr(first, field.name), np.ndarray)
    }
    attributes = {name: column([table.attributes[name] for table in tables]) for name in first.attributes}
    return replace(first, attributes=attributes, **columns)
