"""The kinds of blocks: the folder below params that holds each, and the model that it must fit."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from sim.inputs.models.campaigns import Marketing
from sim.inputs.models.improvement import Improvement
from sim.inputs.models.levers import Crm, Process, Products, Routing, Segmentation, Territories
from sim.inputs.models.market import Market
from sim.inputs.models.pay import Incentives
from sim.inputs.models.people import People
from sim.inputs.models.research import Research
from sim.inputs.models.training import Training
from sim.inputs.models.transition import Transition

MARKETS = "markets"
BLOCK_MODELS: Mapping[str, type[BaseModel]] = {
    MARKETS: Market,
    "people": People,
    "segmentation": Segmentation,
    "process": Process,
    "routing": Routing,
    "territory": Territories,
    "products": Products,
    "crm": Crm,
    "marketing": Marketing,
    "research": Research,
    "training": Training,
    "incentives": Incentives,
    "improvement": Improvement,
    "transition": Transition,
}
