"""The one sentence to read aloud: scheme, gain with interval and confidence, what it costs, the largest caveat.

There is one shape for each way in which a comparison can end, also the awkward ones: a bound that nobody keeps, one
replication, today best, a better scheme whose bound is unclear.
"""

from __future__ import annotations

from sim.report.caveats import caveats
from sim.report.tables import COSTS, gains_over_baseline
from sim.report.view import View

NEGLIGIBLE_COST = 0.001
"""Differences in running cost below this share of the baseline's are called the same."""


def verdict(view: View) -> str:
    """The sentence, made from the run's decision."""
    found = view.verdict
    if len(view.schemes) == 1:
        return view.say("verdict.only", baseline=view.scheme(view.baseline))
    if found.replications < 2:
        return _one_replication(view)
    if view.keeping == []:
        return _nobody_keeps_the_bounds(view)
    if found.status == "equivalent":
        return view.say(
            "verdict.equivalent",
            possible=view.few(found.possible),
            indifference=view.money(found.indifference),
            **_common(view),
        )
    if found.status == "recommended":
        return _keep(view) if found.recommended == view.baseline else _change(view)
    return _undecided(view)


def _common(view: View) -> dict[str, str]:
    return {"baseline": view.scheme(view.baseline), "confidence": view.confidence, "caveat": caveats(view)[0]}


def _gap(view: View, scheme: str, turned: bool = False, signed: bool = False) -> dict[str, str]:
    """The gain of a scheme over the baseline and its interval, in one unit; `turned`: of the baseline over it."""
    row = gains_over_baseline(view).loc[scheme]
    mean, low, high = float(row["mean"]), float(row["low"]), float(row["high"])
    gain, interval = view.money_with_interval(*((-mean, -high, -low) if turned else (mean, low, high)), signed=signed)
    return {"gain": gain, "interval": interval}


def _standing(view: View) -> str:
    """What is known of the baseline and the bounds, where it is not shown to keep them."""
    state = view.verdict.feasibility[view.baseline]
    return "" if state == "feasible" else view.say(f"baseline.{state}", baseline=view.scheme(view.baseline))


def _one_replication(view: View) -> str:
    best = view.ranking[0]
    if best == view.baseline:
        return view.say("verdict.one.baseline", best=view.scheme(best))
    gain = float(gains_over_baseline(view).loc[best, "mean"])
    return view.say(
        "verdict.one", best=view.scheme(best), gain=view.money(gain), baseline=view.scheme(view.baseline)
    )  # fmt: skip


def _nobody_keeps_the_bounds(view: View) -> str:
    best = view.subject
    if best == view.baseline:
        return view.say("verdict.infeasible.baseline", leader=_leader(view, best), **_common(view))
    gap = _gap(view, best, signed=True)
    return view.say(
        "verdict.infeasible", leader=_leader(view, best), cost=running_cost(view, best), **gap, **_common(view)
    )


def _leader(view: View, best: str) -> str:
    """That a scheme has the highest mean: of all, or only of those whose bounds stand as its own do."""
    among = "all" if best == view.ranking[0] else view.verdict.feasibility[best]
    return view.say(f"leader.{among}", best=view.scheme(best))


def _keep(view: View) -> str:
    runner = view.challenger
    if runner is None or runner not in view.keeping:
        return view.say("verdict.keep.only", **_common(view))
    key = "verdict.keep.bounds" if len(view.keeping) < len(view.schemes) else "verdict.keep"
    return view.say(key, runner=view.scheme(runner), **_gap(view, runner, turned=True), **_common(view))


def _change(view: View) -> str:
    scheme = view.subject
    row = gains_over_baseline(view).loc[scheme]
    words = {"scheme": view.scheme(scheme), "cost": running_cost(view, scheme), **_common(view)}
    if row["low"] > 0 or view.baseline in view.keeping:
        return view.say("verdict.recommended", **_gap(view, scheme), **words)
    # The baseline is out of the race by its bounds, so nothing says that the recommended scheme earns more than it.
    lost = float(row["high"]) < 0
    only = view.say("verdict.bounds.only" if len(view.keeping) == 1 else "verdict.bounds.best", **words)
    compared = view.say(
        "verdict.bounds.loss" if lost else "verdict.bounds.open",
        standing=_standing(view),
        **_gap(view, scheme, turned=lost, signed=not lost),
        **words,
    )
    return view.say("verdict.bounds", only=only, compared=compared, **words)


def _undecided(view: View) -> str:
    found = view.verdict
    best = found.best
    others = view.few([name for name in found.possible if name != best])
    if best == view.baseline:
        runner = view.challenger or best
        return view.say(
            "verdict.undecided.baseline",
            leader=_leader(view, best),
            others=others,
            runner=view.scheme(runner),
            **_gap(view, runner, turned=True),
            **_common(view),
        )
    mean, low, high = gains_over_baseline(view).loc[best, ["mean", "low", "high"]]
    behind = float(mean) <= 0
    if view.money_with_interval(float(mean), float(low), float(high))[0] == view.money_with_interval(
        0.0, float(low), float(high)
    )[0]:  # fmt: skip
        return view.say(
            "verdict.undecided.level",
            best=view.scheme(best),
            others=others,
            cost=running_cost(view, best),
            interval=_gap(view, best)["interval"],
            **_common(view),
        )
    return view.say(
        "verdict.undecided.behind" if behind and view.baseline not in view.keeping else "verdict.undecided",
        standing=_standing(view),
        best=view.scheme(best),
        others=others,
        cost=running_cost(view, best),
        **_gap(view, best, turned=behind),
        **_common(view),
    )


def running_cost(view: View, scheme: str) -> str:
    """What a scheme costs to run, against the baseline, as a clause."""
    means = view.run.kpis.pivot_table(index="scheme", columns="kpi", values="value", sort=False)[list(COSTS)].sum(
        axis=1
    )
    difference = float(means[scheme] - means[view.baseline])
    if abs(difference) <= NEGLIGIBLE_COST * abs(float(means[view.baseline])):
        return view.say("cost.same")
    return view.say("cost.more" if difference > 0 else "cost.less", amount=view.money(abs(difference)))
