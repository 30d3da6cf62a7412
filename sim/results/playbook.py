"""A playbook, loaded: the experiment, its market, and where its guides lie; and variations of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from sim.floor.resolve import resolve_schemes
from sim.floor.resolved import Horizon, ResolvedScheme
from sim.inputs.errors import InputError, Problem, nearest
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Experiment


@dataclass(frozen=True, slots=True)
class Playbook:
    """What is compared (`experiment`), where (`market`, and `null_market` beside it), and the guides by language."""

    name: str
    experiment: Experiment = field(repr=False)
    market: Market = field(repr=False)
    null_market: Market | None = field(default=None, repr=False)
    guides: dict[str, str] = field(default_factory=dict, repr=False)
    overrides: dict[str, Any] = field(default_factory=dict)
    grid: tuple[dict[str, Any], ...] = ()

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


def vary(playbook: Playbook, changes: Mapping[str, Any]) -> Playbook:
    """The same playbook with dotted keys set: `market....`, `schemes.NAME....`, `schemes.*....`, `run....`, `decision....`.

    A number set where a quantity stands keeps the quantity's source; its range too if the number lies inside.
    Raises InputError for a key that does not exist, naming the nearest one.
    """
    if not changes:
        return playbook
    experiment = playbook.experiment.model_dump(mode="python")
    market = playbook.market.model_dump(mode="python")
    for key, value in changes.items():
        parts = key.split(".")
        if parts[0] == "market" and len(parts) > 1:
            _set(market, parts[1:], value, key)
        elif parts[:2] == ["schemes", "*"]:
            for scheme in experiment["schemes"]:
                _set(experiment, ["schemes", scheme, *parts[2:]], value, key)
        else:
            _set(experiment, parts, value, key)
    return replace(playbook, experiment=Experiment.model_validate(experiment), market=Market.model_validate(market))


def current(playbook: Playbook, key: str) -> float | None:
    """The number that stands at a dotted key now; None where there is none, or where the schemes differ."""
    experiment = playbook.experiment.model_dump(mode="python")
    experiment["market"] = playbook.market.model_dump(mode="python")
    parts = key.split(".")
    paths = [["schemes", scheme, *parts[2:]] for scheme in experiment["schemes"]] if parts[:2] == ["schemes", "*"] else [parts]
    found = {_number(experiment, path) for path in paths}
    return found.pop() if len(found) == 1 else None


def _number(tree: Any, parts: list[str]) -> float | None:
    for part in parts:
        if not isinstance(tree, dict) or part not in tree:
            return None
        tree = tree[part]
    value = tree["value"] if isinstance(tree, dict) and "value" in tree else tree
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _set(tree: dict[str, Any], parts: list[str], value: Any, key: str) -> None:
    node: Any = tree
    for depth, part in enumerate(parts):
        if isinstance(node, list) and part.isdigit() and int(part) < len(node):
            index: Any = int(part)
        elif isinstance(node, dict) and part in node:
            index = part
        else:
            names = list(node) if isinstance(node, dict) else [str(i) for i in range(len(node))] if isinstance(node, list) else []
            found = ".".join(parts[: depth + 1])
            raise InputError(Problem(f"there is no '{part}' in '{found}'", key=key, hint=nearest(part, names)))
        if depth == len(parts) - 1:
            node[index] = _quantity(node[index], value) if isinstance(node[index], dict) and "value" in node[index] else deepcopy(value)
        else:
            node = node[index]


def _quantity(old: dict[str, Any], value: Any) -> Any:
    if isinstance(value, dict) or isinstance(value, bool) or not isinstance(value, int | float):
        return value
    bounds = old.get("range")
    inside = bounds is not None and bounds[0] <= value <= bounds[1]
    return {"value": value, "range": bounds if inside else None, "se": None, "source": old.get("source")}
