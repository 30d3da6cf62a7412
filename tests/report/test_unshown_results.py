"""Where differences are lost in noise a report claims none, and tells what is not shown as such."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from sim.report import findings_levers
from sim.results.run import Run
from tests.report.amounts import amount_is
from tests.report.opposite import LOUD, QUIET, Hearing, arranged
from tests.report.reliefs import cost_told, left_told, most_told, reliefs
from tests.report.reports import LANGUAGES, NOISY, PLAYBOOKS, Report, playbook_of, report, resolved_of, run_of
from tests.report.unshown import CLAIMS

RELIEVED = [name for name in PLAYBOOKS if playbook_of(name).experiment.also.bottleneck_replications]


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_the_noise_hides_every_difference_and_moves_no_mean(name: str) -> None:
    """Paired t-tests by another library: of contribution in all circumstances, and of every KPI in the comparison."""
    quiet, noisy = (
        run_of(name, sign).variants.pivot_table(
            index=["variant", "kpi", "scheme"], columns="replication", values="value", sort=False
        )
        for sign in (1, NOISY)
    )
    assert np.allclose(quiet.mean(axis=1), noisy.mean(axis=1), rtol=1e-9, atol=1e-6)
    bounds = {bound.kpi for bound in playbook_of(name).experiment.decision.subject_to}
    base, found = playbook_of(name).baseline, 0
    for (variant, kpi), part in noisy.groupby(level=["variant", "kpi"], sort=False):
        rows = part.droplevel(["variant", "kpi"])
        if base not in rows.index or kpi in bounds or (variant != "main" and kpi != "contribution"):
            continue
        for scheme in rows.index.drop(base):
            assert stats.ttest_rel(rows.loc[scheme], rows.loc[base]).pvalue > 0.05, (variant, kpi, scheme)
            found += 1
    assert found > 100


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PLAYBOOKS)
def test_nothing_is_claimed_where_nothing_is_shown(name: str, lang: str) -> None:
    said = report(name, NOISY, lang)
    assert said.view.verdict.status == "undecided"
    assert {key for key, _ in said.view.heard} & set(CLAIMS) == set()


def test_every_claim_is_made_where_it_is_shown() -> None:
    heard = {key for name in PLAYBOOKS for sign in (1, -1) for key, _ in report(name, sign, "en").view.heard}
    # The challenger has the highest mean, and in neither arrangement do its margin and its pipeline go against it.
    assert set(CLAIMS) - heard <= {"ledger.margin.less", "money.pipe.less", "sweep.never.loss"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PLAYBOOKS)
def test_what_is_not_shown_is_told_as_such(name: str, lang: str) -> None:
    also = playbook_of(name).experiment.also
    heard = [key for key, _ in report(name, NOISY, lang).view.heard]
    assert heard.count("trials.open") == 2 * len(also.trials)
    assert heard.count("trials.unshown") == bool(also.trials)
    assert heard.count("bottleneck.none") == bool(also.bottleneck_replications)
    assert heard.count("ledger.how.unshown") == heard.count("ledger.by.neither") == 1
    assert heard.count("money.pipe.unshown") == heard.count("after_sale.open") == 1
    assert heard.count("dip.open") == 2 * heard.count("dip.one")
    assert ("dip.one" in heard) == (name in {"crm-adoption", "every-chapter", "org-design"})


@cache
def costs_in_doubt(name: str, sign: int) -> Run:
    """What each relief brings is shown, what it costs is not."""
    return arranged(playbook_of(name), resolved_of(name), sign, Path("nowhere"), QUIET, LOUD)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("name", RELIEVED)
def test_a_bottleneck_whose_cost_is_in_doubt_is_said_neither_to_pay_nor_not_to(name: str, sign: int, lang: str) -> None:
    view = Hearing(costs_in_doubt(name, sign), lang, Path("nowhere"))
    findings_levers.bottleneck(view)
    means = view.run.variants.groupby(["variant", "kpi", "scheme"])["value"].mean()
    said, heard = Report(view, [], means, True), dict(view.heard)
    assert most_told(said, heard["bottleneck.most"])
    assert {"bottleneck.worth", "bottleneck.not_worth"} & heard.keys() == set()
    left = float(reliefs(said)["left"].iloc[0])
    assert cost_told(said, heard["bottleneck.open"])
    assert amount_is(heard["bottleneck.open"]["left"], left)


@pytest.mark.parametrize(("sign", "key"), [(1, "bottleneck.not_worth"), (-1, "bottleneck.worth")])
@pytest.mark.parametrize("name", RELIEVED)
def test_a_bottleneck_pays_or_does_not_where_both_are_shown(name: str, sign: int, key: str) -> None:
    said = report(name, sign, "en")
    (values,) = [values for found, values in said.view.heard if found == key]
    assert left_told(said, values)
    assert len(reliefs(said).query("brings > 0")) > 1, "else the first is the last"
