"""Service levels as the floor reads them."""

from __future__ import annotations

from sim.inputs.models.sla import Sla


def steps_of(level: Sla | None) -> tuple[tuple[float, str], ...]:
    """Hours of waiting and what happens then, in order; none without a level."""
    return () if level is None else tuple((float(step.after_hours), step.action) for step in level.escalation)
