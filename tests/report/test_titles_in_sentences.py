"""A scheme whose title holds a comma is told apart from the sentence that begins with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sim.inputs.text import Text
from sim.report import words
from sim.report.view import View
from sim.results.run import Run
from tests.results.conftest import hand_made

ViewOf = Callable[[Run, str], View]
NONE = [0.0, 0.0, 0.0]


def titled(english: str) -> Run:
    run = hand_made({"main": {"today": NONE, "new": NONE}})
    schemes = run.playbook.experiment.schemes
    new = schemes["new"].model_copy(update={"title": Text(en=english, zh="竞赛、四名优胜者")})
    experiment = run.playbook.experiment.model_copy(update={"schemes": {**schemes, "new": new}})
    return replace(run, playbook=replace(run.playbook, experiment=experiment))


@pytest.mark.parametrize("key", ["caveat.infeasible", "leader.all", "robust.same"])
def test_a_sentence_quotes_the_title_with_a_comma_that_it_begins_with(view_of: ViewOf, key: str) -> None:
    first = words.opening("en", key) or ""
    more = dict.fromkeys(("n", "replications"), 4)
    view, plain = view_of(titled("Contest, four winners"), "en"), view_of(titled("Contest"), "en")
    assert view.say(key, **{first: view.scheme("new")}, **more).startswith('"Contest, four winners" ')
    assert plain.say(key, **{first: plain.scheme("new")}, **more).startswith("Contest ")
    assert view.say(key, **{first: view.named("new")}, **more).startswith('"Contest, four winners" '), "quoted once"


def test_elsewhere_and_in_chinese_titles_stand_as_they_are(view_of: ViewOf) -> None:
    english, chinese = (view_of(titled("Contest, four winners"), lang) for lang in ("en", "zh"))
    assert "**Contest, four winners** goes" in english.say("transition.no_low", scheme=english.scheme("new"), first=1)
    assert '"' not in chinese.say("caveat.infeasible", scheme=chinese.scheme("new"))
    # What is no scheme, such as a list of them, is no title.
    assert english.say("leader.all", best="a, b and c").startswith("a, b and c ")
