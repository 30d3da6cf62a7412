"""The report says of levers that change nothing that they do not, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sim.inputs.models.campaigns import Marketing
from sim.inputs.models.research import Research
from sim.report import caveats, unplayed
from sim.report.view import View
from sim.results.run import Run
from tests.report.conftest import Arranged

SPENDS = Marketing.model_validate({"spend_per_year": {"website": 1000}})
ASKS = {"studies": {"ask": {"method": "survey", "about": ["need"], "sample": 9, "response_share": 1}}}
SAID = {
    "en": "in Customer need, money for campaigns is not spent and brings no leads, since this market has no campaigns",
    "zh": "在“按客户需求”中，推广费用不会支出，也带不来线索，因为这个市场没有推广渠道",
}


def changed(run: Run, scheme: str, **levers: object) -> Run:
    schemes = run.playbook.experiment.schemes
    other = schemes | {scheme: schemes[scheme].model_copy(update=levers)}
    return replace(
        run,
        playbook=replace(run.playbook, experiment=run.playbook.experiment.model_copy(update={"schemes": other})),
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_lever_without_effect_is_a_caveat(arranged: Arranged, view_of: Callable[[Run, str], View], lang: str) -> None:
    run = arranged({})
    assert SAID[lang] not in caveats.caveats(view_of(run, lang))
    assert SAID[lang] in caveats.caveats(view_of(changed(run, "by-need", marketing=SPENDS), lang))


def test_many_levers_without_effect_are_counted(
    arranged: Arranged, view_of: Callable[[Run, str], View], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = changed(arranged({}), "by-need", marketing=SPENDS, research=Research.model_validate(ASKS))
    found = unplayed.unplayed_caveats(view_of(run, "en"))
    monkeypatch.setattr(unplayed, "SHOWN", 1)
    assert unplayed.unplayed_caveats(view_of(run, "en")) == [f"{len(found)} more levers change nothing here"]
