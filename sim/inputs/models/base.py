"""What every input model shares: unknown keys refused, nothing changed after reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """A mapping that a person wrote. Unknown keys are refused; an instance never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class WrongAt(ValueError):
    """What a model finds wrong between its keys, told `at` the key that is to be mended, with a hint if there is one.

    `at` leads there from the model that raises.
    """

    def __init__(self, at: Sequence[str | int], message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.at = tuple(at)
        self.hint = hint


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
