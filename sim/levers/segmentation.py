"""Segments: every lead in exactly one, by the first rule that its record matches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.inputs.models.conditions import When
from sim.inputs.models.levers import Segmentation
from sim.levers.clusters import features, nearest

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def matches(
    when: When, record: Mapping[str, Ints], names: Mapping[str, Sequence[str]], value: Floats
) -> NDArray[np.bool_]:
    """Which leads hold every condition.

    `record[attribute]` are indices into `names[attribute]`, `record["contacts"]` is a number; `value` is recorded.

    Names that do not exist match nothing here; they are refused when the playbook is read.
    """
    hit = np.ones(len(value), dtype=bool)
    for attribute, accepted in when.lists().items():
        known = [index for index, name in enumerate(names[attribute]) if name in accepted]
        hit &= np.isin(record[attribute], known)
    for number, (low, high) in when.limits().items():
        column = value if number == "value" else record[number]
        hit &= (column >= low) & (column < high)
    return hit


def segment_names(segmentation: Segmentation | None) -> tuple[str, ...]:
    """Segments in order of first appearance, clusters after rules, the residual last."""
    if segmentation is None:
        return ("everyone",)
    found = dict.fromkeys((*(rule.segment for rule in segmentation.rules), *segmentation.cluster_segments()))
    if segmentation.clusters is not None:
        return tuple(found)
    found.pop(segmentation.residual, None)
    return (*found, segmentation.residual)


def segments_of(
    segmentation: Segmentation | None,
    record: Mapping[str, Ints],
    names: Mapping[str, Sequence[str]],
    value: Floats,
    centres: Floats | None = None,
) -> Ints:
    """Index of each lead's segment in `segment_names`; `centres` (clusters, features) where clusters were learned."""
    order = segment_names(segmentation)
    segment = np.full(len(value), len(order) - 1, dtype=np.int64)
    if segmentation is None:
        return segment
    first = first_hits(rule_hits(segmentation, record, names, value))
    for index, rule in enumerate(segmentation.rules):
        segment[first == index] = order.index(rule.segment)
    open_ = first < 0
    if segmentation.clusters is not None and centres is not None:
        points = features(segmentation.clusters.on, record, names, value)
        numbers = np.array([order.index(name) for name in segmentation.cluster_segments()], dtype=np.int64)
        segment[open_] = numbers[nearest(points, centres)][open_]
    return segment


def rule_hits(
    segmentation: Segmentation | None, record: Mapping[str, Ints], names: Mapping[str, Sequence[str]], value: Floats
) -> NDArray[np.bool_]:
    """Which leads hold the conditions of which rule, whether or not an earlier rule takes them; (n, rules)."""
    rules = [] if segmentation is None else segmentation.rules
    hits = [matches(rule.when, record, names, value) for rule in rules]
    return np.stack(hits, axis=1) if hits else np.zeros((len(value), 0), dtype=bool)


def first_hits(hits: NDArray[np.bool_]) -> Ints:
    """The rule that takes each lead: the first whose conditions it holds, -1 for none."""
    if hits.shape[1] == 0:
        return np.full(len(hits), -1, dtype=np.int64)
    return np.where(hits.any(axis=1), np.argmax(hits, axis=1), -1).astype(np.int64)


def recorded(truth: Ints, wrong: NDArray[np.bool_], u: Floats, choices: int) -> Ints:
    """What the record says: the truth, or one of the other values where it is wrong (each equally likely)."""
    if choices < 2:
        return truth.copy()
    other = np.minimum((u * (choices - 1)).astype(np.int64), choices - 2)
    return np.where(wrong, other + (other >= truth), truth)
