"""Blocks and schemes, composed."""

from __future__ import annotations

import pytest

from sim.inputs.blocks import block_files, compose_schemes, load_block
from sim.inputs.errors import InputError
from sim.inputs.tree import Place, Tree
from sim.inputs.yaml_tree import load_tree

LEVERS = ("people", "process", "incentives")


@pytest.fixture
def ours(write, tmp_path):
    write("ours/process/generalist.yaml", "title: Generalist\nroles: {call: rep, close: rep}\nlist: [1, 2]\n")
    write("ours/process/line.yaml", "extends: generalist\nroles:\n  call: sdr\nlist: [3]\n")
    write(
        "ours/incentives/flat.yaml",
        "cap: {value: 1.6, range: [1.2, 2.5], se: 0.1, source: a survey}\nrate:\n  value: 0.2\n  source: assumption\n",
    )
    write("ours/people/forty.yaml", "heads: 40\nweek: {admin: 0.3, meetings: 0.1}\n")
    return tmp_path / "ours"


def compose(write, ours, text):
    found = compose_schemes(load_tree(write("mine/experiment.yaml", text)), [ours], LEVERS)
    for error in found.problems.values():
        raise error
    return found.schemes


def test_a_name_loads_a_block_and_none_loads_nothing(ours):
    assert load_block("people", "forty", [ours]).data == {"heads": 40, "week": {"admin": 0.3, "meetings": 0.1}}
    assert load_block("people", "none", [ours]).data is None
    assert load_block("people", None, [ours]).data is None
    assert load_block("people", {"heads": 3}, [ours]).data == {"heads": 3}


def test_extends_merges_mappings_deeply_and_replaces_lists(ours):
    block = load_block("process", "line", [ours])
    assert block.data == {"title": "Generalist", "roles": {"call": "sdr", "close": "rep"}, "list": [3]}


def test_lines_follow_whoever_set_a_key_last(ours):
    lines = load_block("process", "line", [ours]).lines
    base, child = ours / "process" / "generalist.yaml", ours / "process" / "line.yaml"
    assert lines[("roles", "close")] == Place(base, 2)
    assert lines[("roles", "call")] == Place(child, 3)
    assert lines[("roles",)] == Place(child, 2)
    assert lines[("list", 0)] == Place(child, 4)
    assert ("list", 1) not in lines


def test_null_sets_nothing(ours):
    assert load_block("incentives", {"extends": "flat", "cap": None}, [ours]).data["cap"] is None


def test_a_bare_number_keeps_a_range_that_holds_it_and_says_where_it_was_set(ours, write):
    mine = load_tree(write("mine/plan.yaml", "x: {extends: flat, cap: 2}")).at("x")
    cap = load_block("incentives", mine, [ours]).data["cap"]
    assert cap == {"value": 2, "range": [1.2, 2.5], "source": "set in plan.yaml"}


@pytest.mark.parametrize(
    ("written", "leaf"),
    [
        (2.5, {"value": 2.5, "range": [1.2, 2.5], "source": "override"}),
        (3, {"value": 3, "source": "override"}),
        ({"value": 3}, {"value": 3, "source": "override"}),
        ({"value": 3, "range": [2, 4]}, {"value": 3, "range": [2, 4], "source": "override"}),
        ({"value": 3, "source": "me"}, {"value": 3, "source": "me"}),
        ({"value": 2, "se": 0.2}, {"value": 2, "se": 0.2, "range": [1.2, 2.5], "source": "override"}),
        ({"source": "me"}, {"value": 1.6, "range": [1.2, 2.5], "se": 0.1, "source": "me"}),
        (True, True),
        ("high", "high"),
    ],
)
def test_what_is_laid_over_a_quantity(ours, written, leaf):
    assert load_block("incentives", {"extends": "flat", "cap": written}, [ours]).data["cap"] == leaf


def test_a_quantity_without_a_range_gets_none(ours):
    rate = load_block("incentives", {"extends": "flat", "rate": 0.3}, [ours]).data["rate"]
    assert rate == {"value": 0.3, "source": "override"}


def test_composing_changes_no_block(ours):
    base = load_block("incentives", "flat", [ours])
    before = dict(base.data["cap"])
    load_block("incentives", {"extends": "flat", "cap": 2}, [ours])
    assert base.data["cap"] == before


def test_a_playbooks_own_block_comes_first_and_may_extend_ours_of_the_same_name(ours, write, tmp_path):
    write("mine/params/process/generalist.yaml", "extends: generalist\nlist: [9]\n")
    folders = [tmp_path / "mine" / "params", ours]
    assert load_block("process", "generalist", folders).data["list"] == [9]
    assert load_block("process", "generalist", folders).data["roles"] == {"call": "rep", "close": "rep"}
    assert load_block("process", "line", folders).data["roles"]["close"] == "rep"
    assert block_files("process", folders) == {
        "generalist": tmp_path / "mine" / "params" / "process" / "generalist.yaml",
        "line": ours / "process" / "line.yaml",
    }


def test_a_missing_block_names_the_nearest_and_where_it_was_looked_for(ours, write):
    choice = load_tree(write("mine/e.yaml", "a: 1\nb: generalst\n")).at("b")
    with pytest.raises(InputError) as caught:
        load_block("process", choice, [ours])
    (problem,) = caught.value.problems
    assert problem.line == 2
    assert str(problem.where).endswith("e.yaml")
    assert "did you mean 'generalist'?" in problem.hint
    assert str(ours / "process") in problem.hint


@pytest.mark.parametrize(
    "name", ["../people/forty", "generalist.yaml", "/etc/passwd", "", "GENERALIST", "x" * 5000, "a\0"]
)
def test_only_a_blocks_name_is_a_name(ours, name):
    with pytest.raises(InputError, match="there is no block"):
        load_block("process", name, [ours])


@pytest.mark.parametrize("choice", [5, True, ["generalist"], 1.5])
def test_a_choice_is_a_name_or_a_mapping(ours, choice):
    with pytest.raises(InputError, match="expected the name of a block of process, none, or a mapping"):
        load_block("process", choice, [ours])
    with pytest.raises(InputError, match="expected the name of a block of process"):
        load_block("process", {"extends": choice}, [ours])


def test_a_circle_of_blocks_is_shown(ours, write):
    write("ours/process/a.yaml", "extends: b\n")
    write("ours/process/b.yaml", "x: 1\nextends: c\n")
    write("ours/process/c.yaml", "extends: b\n")
    with pytest.raises(InputError, match="in a circle: b -> c -> b") as caught:
        load_block("process", "a", [ours])
    assert caught.value.problems[0].where == ours / "process" / "c.yaml"
    write("ours/process/self.yaml", "extends: self\n")
    with pytest.raises(InputError, match="in a circle: self -> self"):
        load_block("process", "self", [ours])


def test_a_broken_block_is_named_by_its_own_file(ours, write):
    path = write("ours/process/broken.yaml", "a: [1\n")
    with pytest.raises(InputError) as caught:
        load_block("process", {"extends": "broken"}, [ours])
    assert caught.value.problems[0].where == path


def test_a_scheme_extends_a_scheme_lever_by_lever(write, ours):
    schemes = compose(
        write,
        ours,
        """\
bold: {extends: lean, incentives: {extends: flat, cap: null}}
today: {title: Today, people: forty, process: generalist, incentives: flat}
lean:
  extends: today
  people: {week: {admin: 0.1}}
  process: line
none-paid: {extends: bold, incentives: none, process: {list: [7]}}
""",
    )
    assert list(schemes) == ["bold", "today", "lean", "none-paid"]
    assert schemes["today"].data["title"] == "Today"
    lean = schemes["lean"].data
    assert lean["people"] == {"heads": 40, "week": {"admin": 0.1, "meetings": 0.1}}
    assert lean["process"]["roles"] == {"call": "sdr", "close": "rep"}
    assert lean["incentives"]["cap"]["value"] == 1.6
    assert "title" not in lean
    assert "extends" not in lean
    bold = schemes["bold"].data
    assert bold["incentives"]["cap"] is None
    assert bold["people"] == lean["people"]
    last = schemes["none-paid"].data
    assert last["incentives"] is None
    assert last["process"] == {**lean["process"], "list": [7]}


def test_a_lever_that_extends_a_block_forgets_the_parents(write, ours):
    schemes = compose(write, ours, "a: {process: {list: [5]}}\nb: {extends: a, process: {extends: line, title: B}}\n")
    assert schemes["b"].data["process"] == {"title": "B", "roles": {"call": "sdr", "close": "rep"}, "list": [3]}


def test_a_mapping_over_a_lever_that_is_none_stands_alone(write, ours):
    schemes = compose(write, ours, "a: {process: none}\nb: {extends: a, process: {list: [1]}}\n")
    assert schemes["b"].data["process"] == {"list": [1]}


def test_a_scheme_knows_the_file_and_line_of_each_key(write, ours):
    schemes = compose(write, ours, "a: {people: forty}\nb:\n  extends: a\n  people:\n    week:\n      admin: 0.2\n")
    mine, block = ours.parent / "mine" / "experiment.yaml", ours / "people" / "forty.yaml"
    lines = schemes["b"].lines
    assert lines[("people", "week", "admin")] == Place(mine, 6)
    assert lines[("people", "week", "meetings")] == Place(block, 2)
    assert lines[("people", "heads")] == Place(block, 1)


def test_unknown_keys_of_a_scheme_are_left_for_validation(write, ours):
    scheme = compose(write, ours, "a: {people: forty, proces: line}\n")["a"]
    assert scheme.data["proces"] == "line"
    assert scheme.lines[("proces",)].line == 1


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("a: {extends: b}\nb: {extends: c}\nc: {extends: a}\n", "circle: a -> b -> c -> a", 3),
        ("a: {extends: a}\n", "expected the name of a scheme|circle: a -> a", 1),
        ("today: {}\nb: {extends: tody}\n", "did you mean 'today'", 2),
        ("a: {}\nb: {extends: [a]}\n", "found a list of 1", 2),
        ("a: {}\nb:\n", "expected a mapping of levers, found nothing", 2),
        ("a: line\n", "expected a mapping of levers, found text 'line'", 1),
        ("a:\n  people: fourty\n", "did you mean 'forty'", 2),
    ],
)
def test_a_wrong_scheme_is_refused_with_its_line(write, ours, text, message, line):
    with pytest.raises(InputError, match=message) as caught:
        compose(write, ours, text)
    assert caught.value.problems[0].line == line


def test_schemes_are_a_mapping(ours):
    with pytest.raises(InputError, match="expected a mapping of schemes"):
        compose_schemes(Tree(["a"], {}), [ours], LEVERS)


def test_chains_of_extends_are_bounded(write, ours):
    text = "s0: {people: forty}\n" + "".join(f"s{n}: {{extends: s{n - 1}}}\n" for n in range(1, 60))
    assert len(compose(write, ours, text)) == 60
    reverse = "".join(f"s{n}: {{extends: s{n + 1}}}\n" for n in range(60)) + "s60: {people: forty}\n"
    with pytest.raises(InputError, match="more than 50 schemes extend each other"):
        compose(write, ours, reverse)
    for n in range(60):
        write(f"ours/process/p{n}.yaml", f"extends: p{n + 1}\n")
    with pytest.raises(InputError, match="more than 50 blocks of process"):
        load_block("process", "p0", [ours])


def test_a_market_may_extend_a_market(write, ours):
    write("ours/markets/china.yaml", "currency: CNY\nregions: {east: {share: 0.6}, west: {share: 0.4}}\n")
    write("ours/markets/null.yaml", "extends: china\nregions: {east: {shift: 0}}\n")
    market = load_block("markets", "null", [ours]).data
    assert market == {"currency": "CNY", "regions": {"east": {"share": 0.6, "shift": 0}, "west": {"share": 0.4}}}


def test_a_block_with_the_other_ending_of_yaml_is_told(tmp_path):
    (tmp_path / "process").mkdir()
    (tmp_path / "process" / "ours.yml").write_text("roles: {}\n")
    with pytest.raises(InputError, match=r"rename .*ours\.yml to ours\.yaml"):
        load_block("process", "ours", [tmp_path])
