"""What every input model shares: unknown keys refused, nothing changed after reading."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """A mapping that a person wrote. Unknown keys are refused; an instance never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def check_shares(name: str, shares: Mapping[str, float]) -> None:
    """Raise ValueError unless the shares sum to 1 within rounding of what a person types."""
    total = sum(shares.values())
    if abs(total - 1) > 0.005:
        raise ValueError(f"the shares of {name} sum to {total:.4g}, expected 1")


def check_names(what: str, found: Mapping[str, object], known: Mapping[str, object]) -> None:
    """Raise ValueError when a mapping speaks of something that does not exist."""
    for name in found:
        if name not in known:
            raise ValueError(f"{what} speaks of '{name}', expected one of: {', '.join(known)}")
