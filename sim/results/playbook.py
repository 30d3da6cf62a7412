"""A playbook, loaded: the experiment, its market, and where its guides lie; and variations of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from sim.floor.resolving.resolve import resolve_schemes
from sim.floor.resolving.resolved import Horizon, ResolvedScheme
from sim.inputs.errors import InputError, Problem, nearest
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Experiment
from sim.inputs.tree import Place, Tree
from sim.inputs.unplayed import Unplayed
from sim.inputs.validation import validate

ANY = "*"


@dataclass(frozen=True, slots=True)
class Playbook:
    """What is compared (`experiment`), where (`market`, and others beside it), and the guides by language.

    `unplayed` is what schemes name without any effect there, as it was written; empty where it was not read from files.
    """

    name: str
    experiment: Experiment = field(repr=False)
    market: Market = field(repr=False)
    null_market: Market | None = field(default=None, repr=False)
    other_markets: dict[str, Market] = field(default_factory=dict, repr=False)
    guides: dict[str, str] = field(default_factory=dict, repr=False)
    overrides: dict[str, Any] = field(default_factory=dict)
    grid: tuple[dict[str, Any], ...] = ()
    unplayed: tuple[Unplayed, ...] = field(default=(), repr=False, compare=False)

    @property
    def baseline(self) -> str:
        """Name of the scheme that the others are compared with."""
        return self.experiment.baseline

    @property
    def horizon(self) -> Horizon:
        """Weeks of warm-up, measurement and follow-up."""
        return Horizon.of(self.experiment.run)

    def resolve(self, start: str | None = None, only: Collection[str] | None = None) -> dict[str, ResolvedScheme]:
        """Every scheme (or the baseline and those in `only`) with whole heads, at the baseline's budget."""
        experiment = self.experiment
        return resolve_schemes(self.market, experiment.schemes, self.baseline, start or experiment.run.start, only)

    def guide(self, lang: str) -> str | None:
        """Text of the guide in that language, or None where the playbook has none."""
        return self.guides.get(lang)

    def title_of(self, scheme: str, lang: str) -> str:
        """Title of a scheme in that language, or its name."""
        title = self.experiment.schemes[scheme].title
        return scheme if title is None else title.of(lang)


def vary(playbook: Playbook, changes: Mapping[str, Any], place: Place | None = None) -> Playbook:
    """The same playbook with dotted keys set, such as `market.demand.scale`, `run.weeks`, `schemes.*.people.heads`.

    `*` stands for every key there. A number set where a quantity stands keeps the quantity's source; its range too if
    the number lies inside. Raises InputError for a key that does not exist, naming the nearest one, and for a value
    that may not stand there. `place` is where the changes were written, for messages.
    """
    if not changes:
        return playbook
    try:
        tree = _tree(playbook)
        for key, value in changes.items():
            for around, last in _spots(tree, key):
                around[last] = _set(around[last], value)
        market, experiment = tree["market"], {**tree, "market": playbook.experiment.market}
        return replace(
            playbook,
            experiment=validate(Experiment, Tree(experiment, {})),
            market=validate(Market, Tree(market, {}), ("market",)),
        )
    except InputError as error:
        if place is None:
            raise
        raise InputError(replace(problem, where=place.where, line=place.line) for problem in error.problems) from error


def current(playbook: Playbook, key: str) -> float | None:
    """The number that stands at a dotted key now; None where there is none, or where the key's places differ."""
    try:
        found = {_number(around[last]) for around, last in _spots(_tree(playbook), key)}
    except InputError:
        return None
    return found.pop() if len(found) == 1 else None


def _tree(playbook: Playbook) -> dict[str, Any]:
    """A copy of everything that a key may speak of, as plain data."""
    return {**playbook.experiment.model_dump(mode="python"), "market": playbook.market.model_dump(mode="python")}


def _spots(tree: dict[str, Any], key: str) -> Iterator[tuple[Any, Any]]:
    """The mappings and lists that hold what the key means, each with its own key or index."""
    nodes: list[Any] = [tree]
    parts = key.split(".")
    for depth, part in enumerate(parts):
        lacking = [node for node in nodes if not _keys(node, part)]
        if lacking:
            names = [str(name) for name in _keys(lacking[0], ANY)]
            around = f" in '{'.'.join(parts[:depth])}'" if depth else ""
            raise InputError(Problem(f"there is no '{part}'{around}", key=key, hint=nearest(part, names)))
        spots = [(node, spot) for node in nodes for spot in _keys(node, part)]
        if depth == len(parts) - 1:
            yield from spots
        nodes = [node[spot] for node, spot in spots]


def _keys(node: Any, part: str) -> list[Any]:
    if isinstance(node, dict):
        return list(node) if part == ANY else [part] if part in node else []
    if isinstance(node, list):
        everyone = list(range(len(node)))
        return everyone if part == ANY else [int(part)] if part.isdecimal() and int(part) < len(node) else []
    return []


def _number(found: Any) -> float | None:
    value = found["value"] if isinstance(found, dict) and "value" in found else found
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _set(old: Any, value: Any) -> Any:
    """What stands there afterwards: a number keeps the source of the quantity whose place it takes."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (is_number and isinstance(old, dict) and "value" in old):
        return deepcopy(value)
    bounds = old.get("range")
    inside = bounds is not None and bounds[0] <= value <= bounds[1]
    return {"value": value, "range": bounds if inside else None, "se": None, "source": old.get("source")}
