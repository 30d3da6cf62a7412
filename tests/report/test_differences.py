"""What differs between schemes is told in words, by figures where names are the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

import sim
from sim.report.differences import differences
from sim.report.view import View
from sim.results.run import Run

ViewOf = Callable[[Run, str], View]


@pytest.fixture
def said(small_run: Run, view_of: ViewOf) -> Callable[[str, str], dict[str, str]]:
    """Of every scheme of a shipped playbook, what differs."""

    def of(name: str, lang: str) -> dict[str, str]:
        view = view_of(replace(small_run, playbook=sim.load_playbook(name)), lang)
        return {scheme: differences(view, scheme) for scheme in view.run.playbook.experiment.schemes}

    return of


def test_choices_of_one_name_are_told_apart_by_the_figures_that_differ(said) -> None:
    english, chinese = said("crm-adoption", "en"), said("crm-adoption", "zh")
    assert english["crm-60"].endswith("(use in the long run: 60 %)")
    assert chinese["crm-60"].endswith("（长期的使用程度：60%）")
    assert english["no-crm"] == "as it is"
    assert english["automation"] == "CRM: Automation", "a name that no other choice has says enough"


def test_people_are_told_by_the_figures_in_which_they_differ_from_todays(said) -> None:
    english = said("regions-and-markets", "en")
    assert english["coaching"] == "Managers: by territory (hours a week that each manager coaches: 8)"
    assert english["small-span"] == (
        "Managers: by territory (people for each manager: 5, hours a week that each manager coaches: 8)"
    )
    assert said("regions-and-markets", "zh")["coaching"] == "经理：按辖区（每位经理每周用于辅导的小时：8）"


@pytest.mark.parametrize("name", ["org-design", "crm-adoption", "regions-and-markets", "every-chapter"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_two_schemes_are_described_alike(said, name: str, lang: str) -> None:
    texts = list(said(name, lang).values())
    assert len(set(texts)) == len(texts)
