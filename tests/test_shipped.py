"""Everything that is shipped: it validates, every number says where it comes from, and both languages are whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sim
from sim.inputs.blocks import block_files, load_block
from sim.inputs.kinds import BLOCK_MODELS, MARKETS
from sim.inputs.models.market import Market
from sim.inputs.places import shipped, shipped_playbooks
from sim.inputs.text import Text
from sim.inputs.validation import validate
from sim.inputs.yaml_tree import load_tree
from sim.results.assumptions import _rows, assumptions
from sim.results.check import check_file
from sim.results.run import plain, playbook_of

PARAMS = shipped("params")
BLOCKS = [path for kind in BLOCK_MODELS for path in block_files(kind, [PARAMS]).values()]
PLAYBOOKS = list(shipped_playbooks())
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# A number whose plausible range is one point says why with one of these words or with more than the bare word.
BARE = {"assumption", "stated without a source", ""}


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_there_is_something_to_check():
    assert {named(path) for path in BLOCKS} >= {"markets/china-industrial", "people/forty-reps", "process/generalist"}
    assert set(PLAYBOOKS) >= {"org-design", "my-team"}


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_every_playbook_validates_resolves_and_comes_back_from_plain_data(name):
    playbook = sim.load_playbook(name)
    resolved = playbook.resolve()
    assert list(resolved) == list(playbook.experiment.schemes)
    budget = resolved[playbook.baseline].fixed_cost_per_year
    for scheme in resolved.values():
        assert scheme.seats
        assert scheme.fixed_cost_per_year <= budget * (1 + 1e-9)
    assert playbook_of(plain(playbook)) == playbook


@pytest.mark.parametrize("path", BLOCKS, ids=named)
def test_every_block_validates(path):
    assert "no problem found" in check_file(path)


def test_every_folder_of_blocks_is_of_a_kind_that_is_known():
    used = {path.parent.name for path in PARAMS.glob("*/*")}
    assert used <= set(BLOCK_MODELS)


def unfounded(table: pd.DataFrame) -> list[str]:
    """Numbers without a source, or an assumption with neither a range nor a reason."""
    wrong = []
    for row in table.itertuples():
        has_range = not (pd.isna(row.low) and pd.isna(row.se))
        if row.source in BARE and not (row.source == "assumption" and has_range):
            wrong.append(f"{row.key} = {row.value}: {row.source}")
    return wrong


def table_of(model: Any, key: str) -> pd.DataFrame:
    return pd.DataFrame(
        list(_rows(model, key)), columns=["key", "value", "low", "high", "se", "unit", "source", "about"]
    )


@pytest.mark.parametrize("path", BLOCKS, ids=named)
def test_every_number_of_a_block_has_a_source_and_a_range_or_a_reason(path):
    kind = path.parent.name
    block = load_block(kind, path.stem, [PARAMS])
    table = table_of(validate(BLOCK_MODELS[kind], block), named(path))
    assert unfounded(table) == []
    ranged = table.dropna(subset=["low"])
    assert ((ranged["low"] <= ranged["value"]) & (ranged["value"] <= ranged["high"])).all()


@pytest.mark.parametrize("name", [name for name in PLAYBOOKS if name != "my-team"])
def test_every_number_of_a_playbook_has_a_source_and_a_range_or_a_reason(name):
    assert unfounded(assumptions(sim.load_playbook(name))) == []


def texts(data: Any, key: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping that is text in languages, and every bare title."""
    if isinstance(data, dict):
        if data and data.keys() <= {"en", "zh"}:
            yield key, data
            return
        for name, value in data.items():
            if name in ("title", "about", "question") and isinstance(value, str):
                yield f"{key}.{name}", {"en": value, "zh": value}
            yield from texts(value, f"{key}.{name}")
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from texts(value, f"{key}.{index}")


FILES = [*BLOCKS, *shipped_playbooks().values()]
FILES += [path for folder in shipped_playbooks().values() for path in folder.parent.glob("params/*/*.yaml")]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_every_text_is_whole_in_both_languages(path):
    data = load_tree(path).data
    found = list(texts(data))
    assert "title" in data
    for key, text in found:
        assert Text.model_validate(text), key
        assert text.keys() == {"en", "zh"}, key
        assert CHINESE.search(text["zh"]), f"{key}: {text['zh']}"
        assert not CHINESE.search(text["en"]), f"{key}: {text['en']}"


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_schemes_sweeps_offices_and_segments_have_titles_in_both_languages(name):
    playbook = sim.load_playbook(name)
    titled: dict[str, Any] = {f"scheme {key}": scheme.title for key, scheme in playbook.experiment.schemes.items()}
    titled |= {f"sweep {key}": sweep.title for key, sweep in playbook.experiment.also.sweeps.items()}
    market = playbook.market
    for group in ("regions", "industries", "sizes", "tiers", "sources", "products", "stages"):
        titled |= {f"{group} {key}": item.title for key, item in getattr(market, group).items()}
    for scheme in playbook.experiment.schemes.values():
        titled |= {f"office {key}": office.title for key, office in scheme.people.offices.items()}
        titled |= {f"role {key}": role.title for key, role in scheme.people.roles.items()}
        if scheme.segmentation is not None:
            titled |= {f"team {key}": team.title for key, team in scheme.segmentation.teams.items()}
        if scheme.territory is not None:
            titled |= {f"territory {key}": place.title for key, place in scheme.territory.territories.items()}
        if scheme.products is not None:
            titled |= {f"offer {key}": offer.title for key, offer in scheme.products.offers.items()}
    untitled = [key for key, title in titled.items() if title is None or not (title.en and title.zh)]
    assert untitled == []


def test_the_null_market_leaves_nothing_that_subdividing_could_use():
    block = load_block(MARKETS, "china-industrial-null", [PARAMS])
    market = validate(Market, block)
    for group in (market.regions, market.industries, market.sizes, market.tiers, market.sources, market.products):
        kinds = {
            (float(i.conversion_shift), float(i.value_factor), float(i.effort_factor), i.needs.vector())
            for i in group.values()
        }
        assert kinds == {(0.0, 1.0, 1.0, (0.0, 0.0, 0.0, 0.0))}
    deals = {(float(i.value_median), float(i.value_sigma), float(i.margin_share)) for i in market.products.values()}
    assert len(deals) == 1
    assert market.effects.active("learning") is None
    assert market.effects.active("need_fit") is None


def test_my_teams_three_sheets_are_the_same_team():
    people = shipped("playbooks") / "my-team" / "params" / "people"
    teams = []
    for name in ("our-team", "our-team-excel", "our-team-yaml"):
        resolved = sim.load_playbook("my-team", {"schemes.today.people": name}).resolve()["today"]
        teams.append((resolved.seats, resolved.managers, resolved.fixed_cost_per_year))
    assert teams[0] == teams[1] == teams[2]
    assert len(teams[0][0]) == len((people / "our-team.csv").read_text(encoding="utf-8").splitlines()) - 1


def test_the_questions_schemes_are_each_a_different_decision():
    experiment = sim.load_playbook("org-design").experiment
    levers = {name: scheme.model_dump_json(exclude={"title", "chapter"}) for name, scheme in experiment.schemes.items()}
    assert len(set(levers.values())) == len(levers)
    assert set(experiment.ways) == {"customer", "process", "region", "product"}


def test_every_way_of_the_question_is_one_lever_and_pods_are_held_against_areas_without_them():
    """Else a gain could not be told to be the way's own."""
    experiment = sim.load_playbook("org-design").experiment

    def levers(name: str) -> dict[str, Any]:
        return experiment.schemes[name].model_dump(exclude={"title", "chapter"})

    def moved(name: str, against: str) -> set[str]:
        return {lever for lever, choice in levers(name).items() if choice != levers(against)[lever]}

    for name in experiment.schemes:
        if name not in ("today", "pods", "together"):
            assert len(moved(name, "today")) == 1, name
    assert moved("together", "today") == moved("balanced", "today") | moved("crm", "today") | moved(
        "accelerator", "today"
    )
    assert moved("pods", "today") == {"process", "territory"}
    assert moved("pods", "three-areas") == {"process"}


@pytest.mark.parametrize(
    ("name", "says"), [("README.md", "not yet tried in a playbook"), ("README.zh.md", "尚未在任何手册中试过")]
)
def test_readme_says_that_improvement_is_untried_as_long_as_no_playbook_tries_it(name, says):
    written = [path.read_text(encoding="utf-8") for path in shipped("playbooks").glob("*/experiment.yaml")]
    untried = bool(written) and not any(re.search(r"\bimprovement:", text) for text in written)
    assert (says in (Path(__file__).parents[1] / name).read_text(encoding="utf-8")) is untried
