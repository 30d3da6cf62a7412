"""What may overturn the answer, the weightiest first: each found in this run's own numbers."""

from __future__ import annotations

from functools import lru_cache

from sim.inputs.models.playbook import LEVERS
from sim.report import findings_beside
from sim.report.numbers import fixed, three_digits, trimmed
from sim.report.unplayed import unplayed_caveats
from sim.report.view import View
from sim.results import beside
from sim.results.assumptions import assumptions
from sim.results.decide.decision import Why
from sim.results.means import difference_of
from sim.results.playbook import current
from sim.results.variants import NULL, STEADY

ASSUMED = ("assumption", "stated without")
"""How the sources of figures that nobody measured begin."""
NULL_SHARE = 0.25
"""From this share of the gain on, the null market's gain is a caveat."""

WORKING_DAYS = 5
"""Of a week, holidays apart."""
ROUNDING = 0.001
"""Up to this share of the budget, fixed cost that is stated by hand counts as within it."""


@lru_cache(maxsize=2)
def caveats(view: View) -> tuple[str, ...]:
    """Clauses, the weightiest first; never empty."""
    found = [
        *_unclear(view),
        *_null(view),
        *_circumstances(view),
        *_flips(view),
        *_steady(view),
        *_over_budget(view),
        *_never_reclaimed(view),
        *unplayed_caveats(view),
        *_pay(view),
        *_fit(view),
    ]
    return (*found, _assumptions(view))


def _unclear(view: View) -> list[str]:
    """A scheme that may be better and whose bound is unclear; the subject's own bounds, where nobody keeps them."""
    state = view.verdict.feasibility[view.subject]
    if state != "feasible":
        return [view.say(f"caveat.{state}", scheme=view.scheme(view.subject))]
    better = {reason.scheme for reason in view.verdict.reasons if reason.code is Why.UNCLEAR_MAY_BE_BETTER}
    named = [name for name in view.ranking if name in better]
    if not named:
        return []
    bounds = view.verdict.constraint_values
    rows = bounds[bounds["scheme"].isin(named) & (bounds["state"] == "unclear")].drop_duplicates(["kpi", "sense"])
    return [view.say("caveat.better_unclear", schemes=view.few(named), bounds=view.bounds(rows))]


def _circumstances(view: View) -> list[str]:
    table = beside.robustness(view.run)
    other = table[(table["best"] != view.subject) & (table["circumstance"] != "main")]
    if view.subject not in set(table["best"]):
        return []
    return [
        view.say(
            "caveat.circumstance",
            circumstance=findings_beside.circumstance(view, str(row.circumstance)),
            best=view.scheme(str(row.best)),
            n=len(view.run.samples(view.verdict.kpi, str(row.circumstance))),
        )
        for row in other.itertuples()
        if _shown_ahead(view, str(row.circumstance), str(row.best))
    ]


def _flips(view: View) -> list[str]:
    found = []
    for name, sweep in view.run.playbook.experiment.also.sweeps.items():
        flip = beside.flip(view.run, name)
        here = current(view.run.playbook, sweep.parameter)
        # A turn beyond which no loss is shown is no more than a gain that isn't shown, and that stands in the answer.
        if flip.located is not None and flip.loses and here is not None and flip.scheme == view.subject:
            found.append(
                view.say(
                    "caveat.flip",
                    value=three_digits(flip.located[0]),
                    interval=findings_beside.flip_interval(view, flip),
                    confidence=view.confidence,
                    parameter=sweep.title.of(view.lang),
                    here=f"{here:g}",
                    low=f"{flip.low:g}",
                    high=f"{flip.high:g}",
                )
            )
    return found


def _null(view: View) -> list[str]:
    if not beside.has(view.run, NULL) or view.subject == view.baseline:
        return []
    table = beside.null(view.run).set_index("scheme")
    gain = view.verdict.gain[0]
    if view.subject not in table.index or gain <= 0:
        return []
    share = float(table.loc[view.subject, "mean"]) / gain
    return (
        [view.say("caveat.null", share=view.share(share, 0))]
        if share >= NULL_SHARE and table.loc[view.subject, "low"] > 0
        else []
    )


def _steady(view: View) -> list[str]:
    if not beside.has(view.run, STEADY):
        return []
    table = beside.steady(view.run)
    settled = table[table["start"] == "steady"].set_index("scheme")["mean"]
    if view.subject not in [*settled.index, view.baseline]:
        return []
    best = str(settled.idxmax()) if settled.max() > 0 else view.baseline
    if best == view.subject or not _shown_ahead(view, STEADY, best):
        return []
    return [view.say("caveat.steady", best=view.scheme(best), n=len(view.run.samples(view.verdict.kpi, STEADY)))]


def _shown_ahead(view: View, variant: str, other: str) -> bool:
    """Whether another scheme is shown to earn more than the subject there; a lucky order of two means is no caveat."""
    samples = beside.compared_under(view.run, variant)
    return difference_of(samples[other], samples[view.subject], view.verdict.confidence).low > 0


def _over_budget(view: View) -> list[str]:
    """Schemes whose stated heads or named seats cost more than the budget that the page compares them at."""
    resolved = view.run.resolved
    over = {name: -item.unspent_per_year for name, item in resolved.items()}
    return [
        view.say("caveat.over_budget", scheme=view.scheme(name), over=view.money(amount))
        for name, amount in over.items()
        if amount > ROUNDING * resolved[name].budget_per_year
    ]


def _never_reclaimed(view: View) -> list[str]:
    """Clocks of the subject's claim pool that are longer than all that is measured, which shows nothing of them."""
    playbook = view.run.playbook
    measured = WORKING_DAYS * float(playbook.market.hours_per_day) * playbook.experiment.run.weeks
    pool = playbook.experiment.schemes[view.subject].routing.pool
    if pool is None or not pool.enabled:
        return []
    clocks = {"follow_up": pool.follow_up_hours, "deal": pool.deal_hours}
    return [
        view.say("caveat.never_reclaimed", clock=view.say(f"caveat.clock.{name}"), hours=trimmed(float(hours)),
                 measured=trimmed(measured))
        for name, hours in clocks.items()
        if hours is not None and float(hours) > measured
    ]  # fmt: skip


def _pay(view: View) -> list[str]:
    schemes = view.run.playbook.experiment.schemes
    mine, base = schemes[view.subject], schemes[view.baseline]
    same = all(getattr(mine, lever) == getattr(base, lever) for lever in LEVERS if lever != "incentives")
    said = [view.say("caveat.pay")] if same and mine.incentives != base.incentives else []
    plan = mine.incentives
    if plan is None:
        return said
    heeded = view.run.playbook.market.effects.active("pay_beside") is not None
    if (plan.contests or plan.team_pool is not None) and not heeded:
        said.append(view.say("caveat.pay_beside"))
    elif plan.spiffs:
        said.append(view.say("caveat.spiffs"))
    return said


def _fit(view: View) -> list[str]:
    """Where the subject makes other offers than the baseline, which stands on needs that nobody measured."""
    schemes, effects = view.run.playbook.experiment.schemes, view.run.playbook.market.effects
    mine, base = (schemes[name].products for name in (view.subject, view.baseline))
    differs = (mine and mine.offers) != (base and base.offers)
    if not differs or effects.active("need_fit") is None:
        return []
    table = assumptions(view.run.playbook)
    needs = table["key"].str.contains(".needs.", regex=False) | (table["key"] == "market.effects.need_fit.weight")
    return [view.say("caveat.fit")] if table.loc[needs, "source"].str.startswith(ASSUMED).any() else []


def _assumptions(view: View) -> str:
    table = assumptions(view.run.playbook)
    assumed = float(table["source"].str.startswith(ASSUMED).mean())
    return view.say("caveat.assumptions", share=view.share(assumed, 0), n=fixed(len(table), 0))
