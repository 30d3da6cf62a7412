"""What stands beside the comparison, in sentences: ways, turning points, the null market, other circumstances."""

from __future__ import annotations

from itertools import pairwise

from sim.report import tables
from sim.report.numbers import fixed
from sim.report.view import View
from sim.results import beside

CUSTOMER = "customer"


def ways(view: View) -> list[str]:
    """The ways of subdividing in order, and whether customer segmentation comes first, as sales guides claim."""
    table = beside.ways(view.run)
    order = [
        view.say(
            "ways.one",
            way=view.way(row.way),
            scheme=view.scheme(row.scheme),
            amount=view.money(float(row.mean), signed=True),
        )
        for row in table.itertuples()
    ]
    texts = [view.say("ways.order", order=view.say("list.part").join(order))]
    if CUSTOMER in set(table["way"]) and len(table) > 1:
        texts.append(_customer(view))
    return texts


def _customer(view: View) -> str:
    """Read from the simultaneous interval of the difference between the two ways' best schemes."""
    table = beside.ways(view.run)
    rank = int(table.index[table["way"] == CUSTOMER][0])
    other = table.iloc[1 if rank == 0 else 0]
    pairs = view.verdict.differences
    both = (pairs["first"] == table["scheme"][rank]) & (pairs["second"] == other["scheme"])
    between = pairs[both].iloc[0]
    shown = float(between["low"]) > 0 or float(between["high"]) < 0
    words = {
        "gap": view.money(abs(float(between["mean"]))),
        "rank": rank + 1,
        "count": len(table),
        "first": view.way(str(other["way"])),
    }
    if rank == 0:
        return view.say("ways.customer.first" if shown else "ways.customer.tied", **words)
    return view.say("ways.customer.not" if shown else "ways.customer.overlap", **words)


def sweep(view: View, name: str) -> list[str]:
    """Where the best alternative turns from loss to gain along a sweep, or that it doesn't in range."""
    flip = beside.flip(view.run, name)
    spec = view.run.playbook.experiment.also.sweeps[name]
    words = {
        "scheme": view.scheme(flip.scheme),
        "baseline": view.scheme(view.baseline),
        "title": spec.title.of(view.lang),
        "low": f"{flip.low:g}",
        "high": f"{flip.high:g}",
    }
    found = turns(view, name)
    if len(found) == 1:
        direction = "up" if flip.gain_at_high > flip.gain_at_low else "down"
        text = view.say(f"sweep.turns.{direction}", value=f"{found[0]:.3g}", **words)
    elif found:
        text = view.say(
            "sweep.turns.often",
            count=len(found),
            values=view.say("list.comma").join(f"{value:.3g}" for value in found),
            **words,
        )
    else:
        text = view.say("sweep.never.gain" if flip.gain_at_low > 0 else "sweep.never.loss", **words)
    return [text, view.say("sweep.direction", n=int(beside.sweep(view.run, name)["n"].min()))]


def turns(view: View, name: str) -> list[float]:
    """Every value at which the mean gain of the sweep's best alternative changes its sign, by linear interpolation."""
    best = beside.flip(view.run, name).scheme
    swept = beside.sweep(view.run, name)
    line = swept[swept["scheme"] == best].sort_values("value")
    points = list(zip(line["value"].astype(float), line["mean"].astype(float), strict=True))
    return [
        before[0] + (after[0] - before[0]) * before[1] / (before[1] - after[1])
        for before, after in pairwise(points)
        if before[1] * after[1] < 0
    ]


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
