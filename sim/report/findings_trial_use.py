"""What trial use before the sale takes and does, in sentences that follow the intervals whichever side they lie on."""

from __future__ import annotations

from sim.report.view import View
from sim.results.means import difference_of

SHOWN = ("trials_given", "trial_cost", "win_rate", "need_fit", "cycle_days", "gone_cold_share", "utilisation")
COMPARED = "win_rate"


def has_trials(view: View) -> bool:
    """Whether any scheme gives customers something to try."""
    return bool(view.run.samples("trials_given").notna().any(axis=None))


def trial_use(view: View) -> list[str]:
    """For each scheme with trials how many it gives, what they cost, and whether its win rate is shown to differ."""
    given, cost = (view.run.samples(kpi).mean() for kpi in ("trials_given", "trial_cost"))
    wins, base = view.run.samples(COMPARED), view.baseline
    texts = []
    for scheme in view.ranking:
        if given[scheme] != given[scheme]:
            continue
        texts.append(
            view.say(
                "trial_use.given",
                scheme=view.scheme(scheme),
                count=view.value("trials_given", float(given[scheme])),
                cost=view.value("trial_cost", float(cost[scheme])),
            )
        )
        if scheme != base:
            mean, low, high = difference_of(wins[scheme], wins[base], view.verdict.confidence)[:3]
            texts[-1] += view.gap + view.say(
                f"trial_use.{'more' if low > 0 else 'fewer' if high < 0 else 'open'}",
                amount=view.value(COMPARED, mean, signed=True),
                low=view.value(COMPARED, low, signed=True),
                high=view.value(COMPARED, high, signed=True),
                baseline=view.scheme(base),
            )
    return texts
