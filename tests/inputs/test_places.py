"""Where playbooks and blocks are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.inputs import places
from sim.inputs.errors import InputError
from sim.inputs.places import find_playbook, params_folders, shipped

ROOT = Path(__file__).parents[2]


@pytest.fixture
def two_shipped(tmp_path, monkeypatch):
    for name in ("org-design", "olist-funnel"):
        (tmp_path / "ours" / name).mkdir(parents=True)
        (tmp_path / "ours" / name / "experiment.yaml").write_text("a: 1", encoding="utf-8")
    (tmp_path / "ours" / "no-playbook").mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.setattr(places, "shipped", lambda what: tmp_path / "ours")
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "ours"


def test_a_checkout_ships_what_lies_beside_the_package():
    assert shipped("params") == ROOT / "params"
    assert shipped("playbooks") == ROOT / "playbooks"


def test_a_wheel_ships_what_lies_inside_the_package(tmp_path, monkeypatch):
    (tmp_path / "sim" / "_shipped").mkdir(parents=True)
    monkeypatch.setattr(places, "__file__", str(tmp_path / "sim" / "inputs" / "places.py"))
    assert shipped("notebooks") == tmp_path / "sim" / "_shipped" / "notebooks"


def test_a_playbooks_own_blocks_come_before_ours(tmp_path):
    assert params_folders(tmp_path) == [ROOT / "params"]
    (tmp_path / "params").mkdir()
    assert params_folders(tmp_path) == [tmp_path / "params", ROOT / "params"]


def test_a_playbook_is_found_by_folder_by_file_and_by_name(two_shipped, tmp_path):
    own = tmp_path / "here" / "mine"
    own.mkdir()
    (own / "experiment.yaml").write_text("a: 1", encoding="utf-8")
    (own / "other.yaml").write_text("a: 1", encoding="utf-8")
    assert find_playbook("mine") == own / "experiment.yaml"
    assert find_playbook("./mine/") == own / "experiment.yaml"
    assert find_playbook(own) == own / "experiment.yaml"
    assert find_playbook("mine/other.yaml") == own / "other.yaml"
    assert find_playbook("org-design") == two_shipped / "org-design" / "experiment.yaml"


def test_a_folder_that_is_no_playbook_does_not_hide_a_shipped_name(two_shipped, tmp_path):
    (tmp_path / "here" / "org-design").mkdir()
    assert find_playbook("org-design") == two_shipped / "org-design" / "experiment.yaml"


def test_an_unknown_playbook_lists_the_shipped_ones_and_the_nearest(two_shipped):
    with pytest.raises(InputError, match=r"did you mean 'org-design'\?; shipped: olist-funnel, org-design"):
        find_playbook("org-desing")
    with pytest.raises(InputError, match="shipped: olist-funnel, org-design"):
        find_playbook("zzz")


def test_a_folder_without_an_experiment_is_refused(two_shipped, tmp_path):
    (tmp_path / "here" / "empty").mkdir()
    with pytest.raises(InputError, match=r"the folder holds no experiment\.yaml"):
        find_playbook("empty")


@pytest.mark.parametrize("name", ["", "  ", "a\0b", "x" * 5000])
def test_what_can_be_no_path_is_refused(two_shipped, name):
    with pytest.raises(InputError):
        find_playbook(name)


def test_an_experiment_with_the_other_ending_of_yaml_is_told(tmp_path):
    (tmp_path / "experiment.yml").write_text("title: x\n")
    with pytest.raises(InputError, match=r"rename its experiment\.yml to experiment\.yaml"):
        find_playbook(tmp_path)


def test_a_playbook_of_ones_own_nearby_is_suggested(two_shipped, tmp_path, monkeypatch):
    for name in ("playbooks/ours", "other/mine"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "experiment.yaml").write_text("title: x\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="did you mean 'playbooks/ours'"):
        find_playbook("our")
    with pytest.raises(InputError, match="did you mean 'other/mine'"):
        find_playbook("other/mime")
