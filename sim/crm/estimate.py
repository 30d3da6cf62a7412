"""A figure fitted from data: its value, how uncertain it is, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """`se` is the standard error where it was computed from data, None for an assumption; `source` names the cohort."""

    value: float
    se: float | None
    source: str
