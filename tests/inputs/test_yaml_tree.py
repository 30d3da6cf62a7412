"""Reading YAML: what it means, where it stands, and what is refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.inputs import yaml_tree
from sim.inputs.errors import InputError
from sim.inputs.tree import Place
from sim.inputs.yaml_tree import load_tree, parse_tree


def value(text: str):
    return parse_tree(text, "-p x").data


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("no", "no"), ("NO", "NO"), ("on", "on"), ("yes", "yes"), ("Off", "Off"), ("y", "y"),
        ("true", True), ("False", False), ("null", None), ("~", None), ("", None),
        ("1e6", 1e6), ("1_000", 1000), ("1_000.5", 1000.5), ("-3", -3), ("+.5", 0.5), ("1.", 1.0), ("1E-3", 0.001),
        ("010", 10), ("0x1F", "0x1F"), ("1:30", "1:30"), ("1_", "1_"), ("_1", "_1"), ("1,000", "1,000"), ("٣", "٣"),
        ("2026-01-05", "2026-01-05"), ("'5'", "5"), ('"true"', "true"), ("'null'", "null"), ("华东", "华东"),
        ("[1, a, {b: no}]", [1, "a", {"b": "no"}]), ("'<<'", "<<"), ("=", "="),
    ],
)  # fmt: skip
def test_scalars_mean_what_they_look_like(text, meaning):
    found = value(text)
    assert found == meaning
    assert type(found) is type(meaning)


def test_keys_are_text_as_written():
    assert value("{no: 1, 2026: 2, true: 3, null: 4, 1.50: 5}") == {"no": 1, "2026": 2, "true": 3, "null": 4, "1.50": 5}


def test_every_key_and_item_knows_its_line(write):
    path = write("a.yaml", "# comment\na:\n  b: 1\n  c:\n    - x\n    - {d: 2}\n\ne: >-\n  long\n  text\nf: 3\n")
    lines = {key: place.line for key, place in load_tree(path).lines.items()}
    assert lines == {
        (): 1, ("a",): 2, ("a", "b"): 3, ("a", "c"): 4, ("a", "c", 0): 5, ("a", "c", 1): 6, ("a", "c", 1, "d"): 6,
        ("e",): 8, ("f",): 11,
    }  # fmt: skip
    assert load_tree(path).lines[("f",)] == Place(path, 11)


def test_aliases_are_written_out_and_do_not_share_their_place(write):
    tree = load_tree(write("a.yaml", "x: &n {a: 1}\ny: *n\n"))
    assert tree.data == {"x": {"a": 1}, "y": {"a": 1}}
    assert tree.lines[("y",)].line == 2
    assert tree.lines[("y", "a")].line == 1


def test_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbftitle: x\r\nb: 2\r\n")
    assert load_tree(path).data == {"title": "x", "b": 2}
    assert load_tree(path).lines[("b",)].line == 2


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "duplicate key 'a', first on line 1"),
        ("a:\n  - {b: 1,\n     b: 2}\n", 3, "duplicate key 'b', first on line 2"),
        ("a: 1\nb: !!python/object/apply:os.system ['true']\n", 2, "tag"),
        ("a: !mine 5\n", 1, "tag '!mine' is not allowed"),
        ("a: !!str 5\n", 1, "tag"),
        ("!!python/name:os.system a: 1\n", 1, "expected a plain word as key"),
        ("a: 1\n? [b, c]\n: 2\n", 2, "expected a plain word as key"),
        ("a: &a {b: 1}\nc:\n  <<: *a\n", 3, "merge keys"),
        ("x: 1\na: &a [*a]\n", 2, "alias '*a' stands inside what it names"),
        ("a: &a\n  b: {c: *a}\n", 2, "stands inside"),
        ("anchor: &one 1\na: *on\n", 2, "alias '*on' names nothing above it"),
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "is no valid YAML"),
        ("a: 1\n\tb: 2\n", 2, "indent with spaces"),
        ("a: 1\nb: 'open\n", 3, "is no valid YAML"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: 1\nb: .inf\n", 2, "finite number"),
        ("b: -.NaN\na: .nan\n", 2, "finite number"),
        ("a: 1e999\n", 1, "finite number"),
        ("a: 1\nb: " + "9" * 5000 + "\n", 2, "at most 300 digits"),
        ('a: 1\nb: "\\UFFFFFFFF"\n', 2, "is no valid YAML"),
        ('a: 1\nb: "\\uD800"\n', 2, "control character U+D800"),
        ('a: 1\nb: "x\\0y"\n', 2, "control character U+0000"),
        ('a: 1\n"b\\0": 2\n', 2, "control character U+0000"),
        ("a: 1\nb: x\x07y\n", 2, "control character U+0007"),
        ("", 1, "is empty"),
        ("# only a comment\n", 1, "is empty"),
        ("- a\n- b\n", 1, "no mapping"),
        ("just text\n", 1, "no mapping"),
        ("%YAML 9.9\n---\na: 1\n", 1, "is no valid YAML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_line(write, text, line, message):
    path = write("bad.yaml", text)
    with pytest.raises(InputError) as caught:
        load_tree(path)
    (problem,) = caught.value.problems
    assert (problem.where, problem.line) == (path, line)
    assert message in str(problem)


def test_an_alias_bomb_is_refused_at_once(write):
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    started = time.perf_counter()
    with pytest.raises(InputError, match="more than 100,000 values, aliases written out"):
        load_tree(write("bomb.yaml", "\n".join(levels)))
    assert time.perf_counter() - started < 5


def test_a_chain_of_aliases_can_not_nest_without_end(write):
    text = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 2000))
    with pytest.raises(InputError, match="nested more than 50 deep"):
        load_tree(write("deep.yaml", text))


@pytest.mark.parametrize("text", ["a: " + "[" * 100_000, "a: " + "{b: " * 100_000, "- " * 100_000])
def test_endless_nesting_is_refused(write, text):
    with pytest.raises(InputError, match="nested more than 50 deep"):
        load_tree(write("deep.yaml", text))


def test_as_many_values_as_allowed_are_read(write, monkeypatch):
    monkeypatch.setattr(yaml_tree, "MAX_NODES", 11)
    assert len(load_tree(write("ok.yaml", "".join(f"k{n}: 1\n" for n in range(10)))).data) == 10
    with pytest.raises(InputError, match="more than 11 values"):
        load_tree(write("many.yaml", "".join(f"k{n}: 1\n" for n in range(11))))


def test_a_large_file_is_refused_before_it_is_parsed(write):
    with pytest.raises(InputError, match="larger than 5 MB"):
        load_tree(write("large.yaml", "#" * 5_000_001))


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"a: 1\nb: \xff\xfe\n", 2, "not UTF-8 text"),
        ("a: 1\n标题: 华东\n".encode("gb18030"), 2, "save it again as UTF-8"),
        ("a: 1\n".encode("utf-16"), None, "UTF-16"),
        (b"PK\x03\x04\n\x00\x00", 2, "binary file"),
        (b"\x89PNG\r\n\x1a\n\x00", 3, "binary file"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, content, line, message):
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        load_tree(path)
    assert caught.value.problems[0].line == line


def test_a_missing_file_names_the_nearest(write, tmp_path):
    write("experiment.yaml", "a: 1")
    with pytest.raises(InputError, match=r"no such file \(did you mean 'experiment.yaml'\?\)"):
        load_tree(tmp_path / "experimnet.yaml")
    with pytest.raises(InputError, match="no such file"):
        load_tree(tmp_path / "nowhere" / "a.yaml")


@pytest.mark.parametrize("name", ["a\0b.yaml", "x" * 5000])
def test_an_impossible_name_is_refused(tmp_path, name):
    with pytest.raises(InputError, match="can't be read"):
        load_tree(tmp_path / name)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        load_tree(tmp_path)


def test_a_file_that_may_not_be_read_is_refused(write, monkeypatch):
    path = write("a.yaml", "a: 1")

    def denied(*_: object, **__: object):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(InputError, match="can't be read: Permission denied"):
        load_tree(path)


@given(text=st.text(alphabet=" \n\t:-?,[]{}&*!|>'\"%@#a1.<=~\\xU0\x07é华\ud800", max_size=60))
def test_any_text_is_read_or_refused_with_a_problem(text):
    try:
        tree = parse_tree(text, Path("any.yaml"))
    except InputError as error:
        assert all(problem.line is not None for problem in error.problems)
    else:
        assert tree.lines[()].line == 1


def test_a_part_of_a_tree_keeps_its_places(write):
    path = write("a.yaml", "a:\n  b:\n    c: 1\n")
    part = load_tree(path).at("a", "b")
    assert part.data == {"c": 1}
    assert part.lines == {(): Place(path, 2), ("c",): Place(path, 3)}
    assert part.place(("c", "unknown")) == Place(path, 3)


def test_putting_a_part_changes_no_other_tree(write):
    tree = load_tree(write("a.yaml", "a: {b: [1, {y: 2}]}\nc: 3\n"))
    other = load_tree(write("b.yaml", "\n\nx: 9\n"))
    put = tree.put(("a", "b", 1), other)
    assert put.data == {"a": {"b": [1, {"x": 9}]}, "c": 3}
    assert put.lines[("a", "b", 1, "x")].line == 3
    assert ("a", "b", 1, "y") not in put.lines
    assert tree.data == {"a": {"b": [1, {"y": 2}]}, "c": 3}
    assert tree.put(("n", "m"), other).data["n"] == {"m": {"x": 9}}
