"""What stands beside the comparison, in sentences: ways, turning points, the null market, other circumstances."""

from __future__ import annotations

import pandas as pd

from sim.report import tables
from sim.report.numbers import fixed
from sim.report.view import View
from sim.results import beside
from sim.results.flips import Flip, Zero
from sim.results.ways import Place

CUSTOMER = "customer"


def ways(view: View) -> list[str]:
    """The ways in order by their whole gain, what subdividing alone makes of it, and whether customers come first."""
    table = beside.ways(view.run)
    words = {"baseline": view.scheme(view.baseline)}
    order = [
        view.say(
            "ways.one",
            way=view.way(row.way),
            scheme=view.scheme(row.scheme),
            amount=view.money(float(row.mean), signed=True),
        )
        for row in table.itertuples()
    ]
    texts = [view.say("ways.order", order=view.say("list.part").join(order), **words)]
    if (table["low"] <= 0).all():
        texts.append(view.say("ways.none_gain", **words))
    controlled = beside.has_controls(view.run)
    if controlled:
        texts += _alone(view, table)
    if CUSTOMER in set(table["way"]) and len(table) > 1:
        texts += [_customer(view, alone) for alone in ((False, True) if controlled else (False,))]
    return texts


def _alone(view: View, table: pd.DataFrame) -> list[str]:
    parts = []
    for row in table.itertuples():
        amount, interval = view.money_with_interval(float(row.alone_mean), float(row.alone_low), float(row.alone_high))
        words = {"scheme": view.scheme(row.scheme), "control": view.scheme(row.control)}
        parts.append(view.say("ways.alone.one", amount=amount, interval=interval, **words))
    texts = [view.say("ways.alone", parts=view.say("list.part").join(parts))]
    return [*texts, view.say("ways.none_gain_alone")] if (table["alone_low"] <= 0).all() else texts


def _customer(view: View, alone: bool) -> str:
    """Whether customer segmentation comes first, as sales guides claim; by the whole gain or by subdividing alone."""
    claim = beside.claim_of(view.run, CUSTOMER, alone)
    shown = "ahead" if claim.rank == 1 else "behind"
    mean, low, high = claim.gap if claim.rank == 1 else (-claim.gap[0], -claim.gap[2], -claim.gap[1])
    gap, interval = view.money_with_interval(mean, low, high)
    return view.say(
        f"ways.{'alone' if alone else 'customer'}.{shown if claim.place is Place.OPEN else claim.place}",
        scheme=view.scheme(claim.scheme),
        rival=view.scheme(claim.rival_scheme),
        gap=gap,
        interval=interval,
        rank=claim.rank,
        count=len(view.run.playbook.experiment.ways),
    )


def sweep(view: View, name: str) -> list[str]:
    """Where the leading alternative turns along a sweep and how surely that is known, or that it isn't."""
    flip = beside.flip(view.run, name)
    spec = view.run.playbook.experiment.also.sweeps[name]
    words = {
        "scheme": view.scheme(flip.scheme),
        "baseline": view.scheme(view.baseline),
        "title": spec.title.of(view.lang),
        "low": f"{flip.low:g}",
        "high": f"{flip.high:g}",
        "confidence": view.confidence,
        "interval": flip_interval(view, flip),
        "count": len(flip.crossings),
        "values": view.say("list.comma").join(f"{value:.3g}" for value in flip.crossings),
        "value": "" if flip.value is None else f"{flip.value:.3g}",
    }
    return [view.say(_turn(flip), **words), view.say("sweep.n", n=flip.n)]


def _turn(flip: Flip) -> str:
    """Which sentence the crossing and its interval bear out."""
    if flip.zero is Zero.THROUGHOUT:
        return "sweep.nowhere.located"
    if flip.zero is Zero.NOWHERE:
        return "sweep.never.gain" if flip.gain_at_low > 0 else "sweep.never.loss"
    if not flip.crossings:
        return "sweep.turns.hidden"
    if flip.value is None:
        return "sweep.turns.often"
    return "sweep.turns.up" if flip.gain_at_high > flip.gain_at_low else "sweep.turns.down"


def flip_interval(view: View, flip: Flip) -> str:
    """From where to where the flip may lie; an end of the range swept is open. Empty where it has no interval."""
    if flip.flip_low is None or flip.flip_high is None:
        return ""
    below, above = flip.flip_low <= flip.low, flip.flip_high >= flip.high
    kind = "open" if below and above else "to" if below else "from" if above else "inside"
    return view.say(f"flip.{kind}", low=f"{flip.flip_low:.3g}", high=f"{flip.flip_high:.3g}")


def null(view: View) -> list[str]:
    """Whether anything beats the baseline where there is nothing to specialise in."""
    table = beside.null(view.run).sort_values("mean", ascending=False).set_index("scheme")
    verdict = beside.null_verdict(view.run)
    texts = []
    if verdict.recommended is not None and verdict.recommended != view.baseline:
        texts.append(
            view.say(
                "null.some",
                scheme=view.scheme(verdict.recommended),
                amount=view.money(float(table.loc[verdict.recommended, "mean"])),
            )
        )
    else:
        shown = table[table["low"] > 0]
        texts.append(
            view.say("null.none", baseline=view.scheme(view.baseline))
            if shown.empty
            else view.say(
                "null.some", scheme=view.scheme(str(shown.index[0])), amount=view.money(float(shown["mean"].iloc[0]))
            )
        )
    gains = tables.gains_over_baseline(view)
    name = view.challenger
    if name is not None and name in table.index and name in gains.index:
        texts.append(
            view.say(
                "null.subject",
                scheme=view.scheme(name),
                market=view.money(float(gains.loc[name, "mean"]), signed=True),
                null=view.money(float(table.loc[name, "mean"]), signed=True),
            )
        )
    return texts


def steady(view: View) -> str:
    """Whether the same scheme comes first once everyone has settled in."""
    table = beside.steady(view.run)
    first = {}
    for start, part in table.groupby("start"):
        means = part.set_index("scheme")["mean"]
        first[str(start)] = str(means.idxmax()) if means.max() > 0 else view.baseline
    if first["today"] == first["steady"]:
        return view.say("steady.same", scheme=view.scheme(first["today"]))
    return view.say("steady.differs", today=view.scheme(first["today"]), steady=view.scheme(first["steady"]))


def robustness(view: View) -> str:
    """In how many circumstances the same scheme comes first, and the exceptions."""
    table = tables.robustness(view)
    first = str(table["best"].iloc[0])
    others = table[~table["same_winner"]]
    if others.empty:
        return view.say("robust.same", scheme=view.scheme(first), n=len(table))
    exceptions = view.say("list.comma").join(
        view.say(
            "robust.exception",
            circumstance=view.say(f"circumstance.{row.circumstance}"),
            best=view.scheme(str(row.best)),
        )
        for row in others.itertuples()
    )
    return view.say(
        "robust.differs",
        scheme=view.scheme(first),
        same=fixed(float(table["same_winner"].sum()), 0),
        n=len(table),
        exceptions=exceptions,
    )
