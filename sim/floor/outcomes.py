"""What comes of a task at a stage from which leads go more than one way."""

from __future__ import annotations

from sim.floor.plan import BACK, INVALID, StagePlan
from sim.floor.states import ADVANCED, FAILED, FOUND_DOUBLE, FOUND_INVALID, SKIPPED, WENT_BACK


def outcome_of(stage: StagePlan, lead: int, advances: bool) -> tuple[int, int]:
    """The outcome, and the place in the plan's stages that the lead goes to, or -1 for none.

    A duplicate that the task shows to be one goes nowhere, whether or not its customer would have gone on.
    """
    if stage.recognised is not None and stage.recognised[lead]:
        return FOUND_DOUBLE, -1
    if advances:
        skips = stage.skips is not None and stage.skips[lead]
        return (SKIPPED, stage.skip_to) if skips else (ADVANCED, stage.following)
    leaves_as = None if stage.exits is None else stage.exits[lead]
    if leaves_as == BACK:
        return WENT_BACK, stage.back_to
    return FOUND_INVALID if leaves_as == INVALID else FAILED, -1
