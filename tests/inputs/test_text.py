"""Text in two languages: one string may stand for both, and folded Chinese has no spaces in it."""

from __future__ import annotations

import pytest

from sim.inputs.text import Text
from sim.inputs.yaml_tree import parse_tree

FOLDED = """
zh: >-
  大客户
  是否值得，
  配 3 名 CRM 专员？
en: >-
  one
  two
"""


def test_chinese_that_goes_on_in_the_next_line_is_one_text():
    text = Text.model_validate(parse_tree(FOLDED, "a.yaml").data)
    assert (text.zh, text.en) == ("大客户是否值得，配 3 名 CRM 专员？", "one two")


@pytest.mark.parametrize(
    ("said", "lang", "of"), [("A", "zh", "A"), ({"zh": "甲"}, "en", "甲"), ({"en": "A"}, "zh", "A")]
)
def test_one_language_stands_for_both(said, lang, of):
    assert Text.model_validate(said).of(lang) == of
