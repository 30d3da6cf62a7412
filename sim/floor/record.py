"""What the CRM says of each lead, which may be wrong, beside what is true."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.floor.accounts.histories import Histories, without_accounts
from sim.floor.insight import NOTHING, Known
from sim.inputs.models.conditions import LIVES
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.levers.segmentation import recorded
from sim.market.behaviour import contacts_of
from sim.market.draws import normal
from sim.market.leads import NEEDS, LeadTable, softmax

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RECORDED_WITH_ERROR = ("industry", "size", "tier")


@dataclass(frozen=True, slots=True)
class Record:
    """`recorded[attribute]` and `true[attribute]` are indices into `names[attribute]`, by lead; contacts and what
    customers bought are numbers.

    `value` is the potential value on record, whose truth stands in the table. `needs_after(share)` are the need
    weights on record when that share of the error at first contact is left.
    """

    recorded: dict[str, Ints]
    true: dict[str, Ints]
    names: dict[str, tuple[str, ...]]
    value: Floats
    need_logits: Floats
    need_error: Floats

    def needs_after(self, share_left: Floats | float, moved: Floats | None = None) -> Floats:
        """Recorded need weights (n, 4); `share_left` is one share, or (n, 1); `moved` is what is added in logits."""
        logits = self.need_logits if moved is None else self.need_logits + moved
        return softmax(logits + share_left * self.need_error)


def record_of(
    market: Market,
    scheme: Scheme,
    table: LeadTable,
    use: Floats | float = 1.0,
    known: Known = NOTHING,
    histories: Histories | None = None,
) -> Record:
    """Attributes are recorded wrongly at times, needs and value with an error, less so with a better CRM that is used.

    Whoever comes again is recorded as before, unless the record has become better; what a deal is worth is guessed
    anew. `use` is how far people use the CRM when each lead arrives, one share or one for each lead; `known` what
    studies have taught by then; `histories` what customers have done before, on record as it is (absent: none is
    followed).
    """
    factor = error_factor(scheme, use)
    block = market.effects.recording if market.effects.active("recording") else None
    true: dict[str, Ints] = dict(table.attributes)
    record = dict(true)
    if block is not None:
        for attribute in RECORDED_WITH_ERROR:
            wrong = (
                table.customer_uniforms("record", attribute, "wrong")
                < float(block.attribute_error) * factor * known.attributes_left
            )
            other = table.customer_uniforms("record", attribute, "other")
            record[attribute] = recorded(true[attribute], wrong, other, len(table.names[attribute]))
    noise = np.stack([normal(table.customer_uniforms("record", "need", need)) for need in NEEDS], axis=1)
    error = 0.0 if block is None else float(block.need_error) * np.asarray(factor * known.need_left).reshape(-1, 1)
    lifecycle = table.existing.astype(np.int64)
    before = (histories or without_accounts(table.existing)).columns()
    # A duplicate is the same customer, whose earlier contacts are those that the original was drawn with.
    who = np.where(table.original >= 0, table.original, np.arange(len(table)))
    contacts, seen = contacts_of(market, table.key[who], table.attributes["source"][who], table.names)
    first_needs = softmax(table.need_logits + error * noise)
    return Record(
        recorded=record
        | before
        | {"need": np.argmax(first_needs, axis=1).astype(np.int64), "lifecycle": lifecycle, "contacts": seen},
        true=true
        | before
        | {"need": np.argmax(table.needs, axis=1).astype(np.int64), "lifecycle": lifecycle, "contacts": contacts},
        names={**table.names, "need": NEEDS, "lifecycle": ("new", "existing"), "life": LIVES},
        value=recorded_value(market, scheme, table, use),
        need_logits=table.need_logits,
        need_error=error * noise,
    )


def recorded_value(market: Market, scheme: Scheme, table: LeadTable, use: Floats | float = 1.0) -> Floats:
    """Each lead's potential value as it is recorded, as often too high as too low."""
    block = market.effects.recording if market.effects.active("recording") else None
    deviation = 0.0 if block is None else float(block.value_error)
    if deviation == 0:
        return table.value
    noise = normal(table.uniforms("record", "value"))
    return np.asarray(table.value * np.exp(deviation * error_factor(scheme, use) * noise))


def error_factor(scheme: Scheme, use: Floats | float = 1.0) -> Floats | float:
    """What multiplies the errors on record: the CRM's own factor at full use, 1 where nobody uses it."""
    return 1.0 if scheme.crm is None else 1 - (1 - float(scheme.crm.error_factor)) * use
