"""Every lead in exactly one segment, by the first rule that its record matches."""

from __future__ import annotations

import numpy as np
import pytest

from sim.inputs.models.conditions import When
from sim.inputs.models.levers import Segmentation
from sim.levers.segmentation import matches, recorded, segment_names, segments_of

NAMES = {"size": ("small", "large"), "region": ("north", "south")}
RECORD = {"size": np.array([0, 1, 0, 1]), "region": np.array([0, 0, 1, 1])}
VALUE = np.array([10.0, 20.0, 30.0, 40.0])


def hits(**when):
    return matches(When.model_validate(when), RECORD, NAMES, VALUE).tolist()


def test_all_conditions_must_hold():
    assert hits() == [True] * 4
    assert hits(size=["large"]) == [False, True, False, True]
    assert hits(size=["large"], region=["south"]) == [False, False, False, True]
    assert hits(size=["small", "large"]) == [True] * 4
    assert hits(value_at_least=20, value_below=40) == [False, True, True, False]
    assert hits(size=["gigantic"]) == [False] * 4


def segmentation(*rules, residual="rest"):
    segments = list(dict.fromkeys([*(name for name, _ in rules), residual]))
    return Segmentation.model_validate(
        {
            "rules": [{"segment": name, "when": when} for name, when in rules],
            "residual": residual,
            "teams": {"all": {"segments": segments}},
        }
    )


def named(chosen):
    return [segment_names(chosen)[index] for index in segments_of(chosen, RECORD, NAMES, VALUE)]


def test_the_first_rule_wins_and_the_residual_takes_the_others():
    large, south = ("big", {"size": ["large"]}), ("far", {"region": ["south"]})
    assert named(segmentation(large, south)) == ["rest", "big", "far", "big"]
    assert named(segmentation(south, large)) == ["rest", "big", "far", "far"]


def test_rules_may_share_a_segment_and_the_residual_may_be_named_by_a_rule():
    chosen = segmentation(("a", {"size": ["large"]}), ("rest", {"value_below": 15}), ("a", {"region": ["south"]}))
    assert segment_names(chosen) == ("a", "rest")
    assert named(chosen) == ["rest", "a", "a", "a"]


def test_without_segmentation_everyone_is_alike():
    assert segment_names(None) == ("everyone",)
    assert segments_of(None, RECORD, NAMES, VALUE).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("choices", [2, 3, 7])
def test_a_wrong_record_says_any_other_value_equally_often(choices):
    n = 21_000
    truth = np.arange(n) % choices
    u = (np.arange(n) // choices + 0.5) / (n // choices)
    found = recorded(truth, np.ones(n, dtype=bool), u, choices)
    assert not (found == truth).any()
    counts = np.bincount(truth * choices + found, minlength=choices**2).reshape(choices, choices)
    others = counts[~np.eye(choices, dtype=bool)]
    assert others.max() - others.min() <= 2
    assert recorded(truth, np.zeros(n, dtype=bool), u, choices).tolist() == truth.tolist()


def test_a_single_value_cannot_be_wrong():
    assert recorded(np.zeros(3, dtype=np.int64), np.ones(3, dtype=bool), np.full(3, 0.5), 1).tolist() == [0, 0, 0]
