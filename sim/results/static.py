"""The same schemes where nobody heeds pay: what a plan pays is then all that it does."""

from __future__ import annotations

from dataclasses import replace

from sim.inputs.models.effects import FOLLOW_PAY
from sim.inputs.models.market import Market
from sim.results.executor import Variant
from sim.results.playbook import Playbook

STATIC = "static"


def static_market(market: Market) -> Market:
    """The market with all of these switched off; people still leave for better pay where they do, but work the same."""
    off = dict.fromkeys(FOLLOW_PAY)
    return market.model_copy(update={"effects": market.effects.model_copy(update=off)})


def static_variant(playbook: Playbook, main: Variant) -> Variant:
    """The comparison's own schemes, with its people, pay and random numbers, where nobody heeds pay."""
    replications = playbook.experiment.also.static_replications
    still = static_market(main.market)
    return replace(main, key=STATIC, market=still, replications=replications, with_slices=False)
