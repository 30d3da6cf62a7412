"""Files as people break them: told with the line, in plain words, and with what to write instead."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.inputs.errors import InputError
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import RunLength
from sim.inputs.tree import Tree
from sim.inputs.validation import validate
from sim.inputs.written_numbers import date_meant, number_meant, switch_meant
from sim.inputs.yaml_tree import load_tree


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a:\n\tb: 1\n", 2, "a tab stands where spaces indent (indent with spaces, not tabs)"),
        ("a:\n  b: 1\n c: 2\n", 3, "the line is indented otherwise than the lines around it"),
        ("a:\n  b: 1\n    c: 2\n", 3, "(quote a text that holds ': ', and indent the keys of one mapping alike)"),
        ("a: Q: what\n", 1, "a second ': ' stands in one value"),
        ("a:\n  - b: 1\n  c: 2\n", 3, "a key stands where items of a list ('- ') go on"),
        ("a: 1\nb：2\nc: 3\n", 2, "expected 'key: value' (write ':' instead of '：', or quote the text)"),
        ("a: 1\nb:2\nc: 3\n", 2, "(write a space after the colon: 'b: 2')"),
        ("a: {b: 1，c: 2}\n", 1, "(write ',' instead of '，', or quote the text)"),
        ("a: {b: “x”, c: y: z}\n", 1, "instead of '“'"),
        ("a: 1\nb:\u3000c\nd: 1\n", 2, "instead of the wide space"),
        ("a: 1\nb:\u00a0c\nd: 1\n", 2, "instead of the no-break space"),
        ("a: {b: 1 c: 2}\n", 1, "a ',' is missing before this, or a closing '}' or quote"),
        ("a: [1, 2\nb: 3\n", 2, "a ',' is missing before this, or a closing ']' or quote"),
        ("a: {b: 1\n", 2, "a ',' is missing before this, or a closing '}' or quote"),
        ("a: @b\n", 1, "text can't start with '@' unless quoted"),
        ('a: "b\n', 2, "a quote is not closed"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_broken_yaml_is_told_in_plain_words(write, text, line, said, ending):
    with pytest.raises(InputError) as raised:
        load_tree(write("broken.yaml", text.replace("\n", ending)))
    (problem,) = raised.value.problems
    assert problem.line == line
    assert said in f"{problem.message} ({problem.hint})"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_told_with_and_without_a_mark(tmp_path, encoding):
    (tmp_path / "a.yaml").write_bytes("title: Sales\n".encode(encoding))
    with pytest.raises(InputError, match="is UTF-16 text, expected UTF-8"):
        load_tree(tmp_path / "a.yaml")


def hint_for(data: dict[str, Any]) -> str:
    with pytest.raises(InputError) as raised:
        validate(RunLength, Tree(data, {}))
    return str(raised.value.problems[0].hint)


def test_a_wrong_value_or_key_says_what_to_write():
    assert hint_for({"weeks": "1,800"}) == "write 1800, without thousands separators"
    assert hint_for({"weeks：26": None}) == "write 'weeks: 26', with a plain colon and a space"
    assert hint_for({"weeks:26": None}) == "write 'weeks: 26', with a plain colon and a space"
    assert hint_for({"weeks": 26, "800": None}) == "write numbers without commas for thousands: 1800, not 1,800"
    with pytest.raises(InputError, match="write 2026-03-01"):
        validate(Market, Tree({"start_date": "2026/3/1"}, {}))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("5%", "write a share, not a percentage: 0.05"),
        ("12.5 %", "write a share, not a percentage: 0.125"),
        ("５％", "write a share, not a percentage: 0.05"),
        ("1,800", "write 1800, without thousands separators"),
        ("1 234 567.5", "write 1234567.5, without thousands separators"),
        ("18万", "write 180000"),
        ("1.2亿", "write 120000000"),
        ("50k", "write 50000"),
        ("8", "write 8, without quotes"),
        ("２６", "write 26, in plain digits"),
        ("−5", "write -5, in plain digits"),
        ("1,80", None),
        ("1.900,00", None),
        ("eight", None),
        ("", None),
    ],
)
def test_the_number_that_was_meant(text, hint):
    assert number_meant(text) == hint


@given(st.text())
def test_any_text_has_a_hint_or_none(text):
    for meant in (number_meant, switch_meant, date_meant):
        assert meant(text) is None or meant(text)


def test_the_switch_and_the_date_that_were_meant():
    assert [switch_meant(text) for text in ("yes", "No", "是", "maybe")] == [
        "write true",
        "write false",
        "write true",
        None,
    ]
    dates = ("2026/3/1", "2026年3月1日", "2026.03.01", "2026-02-30", "3/1/2026", "2026-13-01")
    assert [date_meant(text) for text in dates] == [
        "write 2026-03-01", "write 2026-03-01", "write 2026-03-01", "that day is not in the calendar", None, None,
    ]  # fmt: skip
