"""The tables of the evidence: verdicts and figures are those that came out, in both languages."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from sim.inputs.models.evidence import Register
from sim.inputs.text import Text
from sim.report.evidence_tables import Told, checks_table, count_of_rows, misses_table
from sim.results.evidence.figures import Estimate
from sim.results.evidence.judged import Judged
from sim.results.evidence.register import Registered

CHECK = {
    "title": "t",
    "experiment": "e",
    "figure": "mean",
    "of": "wins",
    "schemes": ["a"],
}
REGISTER = Register.model_validate(
    {
        "rows": {
            number: {"found": "f", "source": "s", "stands_for": "so", "checks": [{**CHECK, **rule}]}
            for number, rule in {
                "1": {"within": [0, 0.2]},
                "2": {"sign": "positive"},
                "3": {"sign": "negative"},
            }.items()
        }
    }
)
REGISTERED = Registered(REGISTER, {"e": SimpleNamespace(market=SimpleNamespace(currency="CNY"))})
JUDGED = [
    Judged("1", 0, Estimate(0.4631, 0.4554, 0.4708, 8), "misses"),
    Judged("2", 0, Estimate(1_234_000.0, -20_000.0, 2_488_000.0, 8), "undecided"),
]


@pytest.mark.parametrize(("lang", "told"), [("en", ["misses", "undecided", ""]), ("zh", ["不成立", "未定", ""])])
def test_each_check_has_its_verdict_and_what_was_not_played_has_none(lang, told):
    table = checks_table(REGISTER, JUDGED, lang)
    assert table.iloc[:, -1].tolist() == told
    assert table.iloc[0, 4] == "0.463"
    assert table.iloc[2, 4] == {"en": "not played yet", "zh": "尚未运行"}[lang]


def test_rows_are_counted_by_their_verdicts():
    held = [*JUDGED, Judged("3", 0, Estimate(-1, -2, -0.5, 8), "holds")]
    assert count_of_rows(REGISTER, held, "en") == (
        "1 of 3 rows that were played hold, 1 are undecided; 3 are registered."
    )


def test_explanations_tell_the_figures_that_came_out():
    explained = {
        "1": Text(en="{0:share} [{0:shares}], not 0 to 20 %", zh="{0:share}（{0:shares}）"),
        "2": Text(en="{0:amount} [{0:amounts}]", zh="{0:amount}（{0:amounts}）"),
    }
    assert misses_table(REGISTERED, JUDGED, explained, "en").iloc[:, -1].tolist() == [
        "46.3 % [45.5 % to 47.1 %], not 0 to 20 %",
        "CNY 1.23 million [CNY −0.02 to 2.49 million]",
    ]
    assert misses_table(REGISTERED, JUDGED, explained, "zh").iloc[:, -1].tolist() == [
        "46.3%（45.5%至47.1%）",
        "123万元（−2至249万元）",
    ]


def test_a_row_that_nobody_has_explained_says_so():
    assert misses_table(REGISTERED, JUDGED, {}, "en").iloc[:, -1].tolist() == ["not explained yet"] * 2


def test_a_figure_may_not_be_asked_for_in_another_way():
    with pytest.raises(ValueError, match="'percent' is no way to tell a figure"):
        f"{Told(JUDGED[0].estimate, 'CNY', 'en'):percent}"
