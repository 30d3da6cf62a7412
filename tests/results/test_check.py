"""What check, list and schema say of files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from sim.cli import app
from sim.inputs.errors import InputError
from sim.inputs.kinds import BLOCK_MODELS
from sim.report import guide
from sim.results.check import check_file
from sim.results.listing import IN_CHINESE, listing
from sim.results.schema_files import write_schemas
from tests.builders import TEAM
from tests.results.test_team_of_a_playbook import OFFICE, ROWS, write_sheet


def test_checking_says_what_a_file_is(tiny):
    path = tiny()
    sheet = path / "params" / "people" / "team.csv"
    write_sheet(sheet, "csv", ROWS)
    (path / "params" / "people" / "sheet.yaml").write_text(
        yaml.safe_dump({**TEAM, "offices": OFFICE, "sheet": "team.csv"})
    )
    assert check_file(path) == check_file(path / "experiment.yaml")
    assert check_file(path).startswith("a playbook of 3 schemes, no problem found")
    assert check_file(path / "params" / "markets" / "tiny-null.yaml") == "a block of markets, no problem found"
    assert check_file(sheet) == "a team sheet of 3 seats, no problem found"
    assert "with the sheet team.csv" in check_file(path / "params" / "people" / "sheet.yaml")


def test_own_blocks_that_nothing_names_are_told_as_not_looked_at(tiny):
    path = tiny()
    unused = "; not looked at, since nothing there names them: "
    assert check_file(path).partition(unused)[2] == "params/markets/tiny-null.yaml"
    (path / "params" / "routing" / "mine.yaml").write_text("extends: base\n")
    (path / "params" / "routing" / "base.yaml").write_text("policy: round-robin\n")
    assert "params/routing/mine.yaml" in check_file(path) and "params/routing/base.yaml" in check_file(path)
    # What a block that is used extends is looked at, and so is what -p chooses.
    said = check_file(path, assignments=["schemes.today.routing=mine"])
    assert "mine" not in said and "base" not in said


def test_guides_are_checked_with_their_whole_path(tiny, monkeypatch, capsys):
    path = tiny()
    (path / "guide.en.md").write_text("# Fine: {{gain}}\n")
    (path / "guide.zh.md").write_text("好\n{{gian}}\n{{#if recomended}}x{{/if}}\n", encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        app(["check", str(path / "experiment.yaml")])
    told = capsys.readouterr().err.splitlines()
    assert left.value.code == 2
    assert [line.split(": ")[1] for line in told] == [f"{path / 'guide.zh.md'}:{line}" for line in (2, 3)]
    assert "did you mean 'gain'" in told[0]
    (path / "guide.zh.md").unlink()
    assert check_file(path, guide.check_guides).startswith("a playbook of 3 schemes, no problem found")


@pytest.mark.parametrize("name", ["params/people/nothing.yaml", "params/people", "params/other/two.yaml", "notes.txt"])
def test_checking_refuses_what_it_cannot_know(tiny, name):
    path = tiny()
    (path / "params" / "other").mkdir()
    (path / "params" / "other" / "two.yaml").write_text("a: 1\n")
    (path / "notes.txt").write_text("a: 1\n")
    with pytest.raises(InputError):
        check_file(path / name)


def test_schemas_are_written_for_the_playbook_and_every_block(tmp_path):
    names = {path.name for path in write_schemas(tmp_path / "schemas")}
    assert names >= {"experiment.schema.json", "markets.schema.json", "people.schema.json", "incentives.schema.json"}
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="can't write"):
        write_schemas(tmp_path / "file")


def test_the_listing_has_titles_in_either_language():
    assert "Which sales organisation earns most?" in listing()
    assert "哪种销售组织最赚钱？" in listing("zh")
    for heading in (line for line in listing("zh").splitlines() if not line.startswith(" ")):
        assert re.fullmatch(r"[a-z]+（[\u4e00-\u9fff]+）", heading)
    assert set(IN_CHINESE) == {"playbooks", *BLOCK_MODELS}
    titles = [line.split(maxsplit=1) for line in listing("zh").splitlines() if line.startswith(" ")]
    assert all(len(title) == 2 and re.search(r"[\u4e00-\u9fff]", title[1]) for title in titles)
    with pytest.raises(InputError, match="no titles in 'fr'"):
        listing("fr")


def test_a_playbook_is_checked_with_changes_and_by_its_name(tiny, tmp_path, capsys):
    path, changes = tiny(), tmp_path / "changes.yaml"
    changes.write_text("run: {replicatons: 3}\n")
    with pytest.raises(InputError, match="did you mean 'replications'"):
        check_file(path, overrides=[changes])
    with pytest.raises(InputError, match=r"-p run\.weeks: expected at least"):
        check_file(path, assignments=["run.weeks=1"])
    with pytest.raises(InputError, match="-p and -f change a playbook"):
        check_file(path / "params" / "markets" / "tiny-null.yaml", assignments=["run.weeks=9"])
    with pytest.raises(InputError, match="checked with its playbook"):
        check_file(changes)
    assert check_file(Path("my-team")).startswith("a playbook of 3 schemes, no problem found")
