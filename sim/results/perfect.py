"""The comparison once more with a perfect record: what is played to learn what errors on record cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sim.results.executor import Variant
from sim.results.playbook import Playbook, vary

PERFECT = "perfect record"


def perfect_record(playbook: Playbook, main: Variant) -> Iterator[Variant]:
    """The schemes in focus with nothing ever recorded wrongly; none where that is not asked for or changes nothing."""
    also = playbook.experiment.also
    replications, focus = also.perfect_record_replications, also.focus
    if replications and playbook.market.effects.active("recording"):
        varied = vary(playbook, {"market.effects.recording": None})
        yield replace(
            main,
            key=PERFECT,
            market=varied.market,
            schemes=varied.resolve(only=focus),
            replications=replications,
            with_slices=False,
        )
