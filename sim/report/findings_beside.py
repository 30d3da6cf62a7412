"""What stands beside the comparison, in sentences: ways, turning points, the null market, other circumstances."""

from __future__ import annotations

import pandas as pd

from sim.report import tables
from sim.report.numbers import fixed, three_digits
from sim.report.view import View
from sim.results import beside
from sim.results.decide.flips import Flip, Zero
from sim.results.decide.picked import together
from sim.results.decide.ways import Claim, Place
from sim.results.seat_moves import SEAT_MOVED, moved_roles

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
    gainers = beside.every_way(view.run).query("low > 0")
    if gainers.empty:
        texts.append(view.say("ways.none_gain", **words))
    else:
        texts.append(view.say("ways.gain", schemes=view.names(dict.fromkeys(gainers["scheme"])), **words))
    own = table[table["control"] != view.baseline]
    if len(own):
        texts += _alone(view, own)
    if CUSTOMER in set(table["way"]) and len(table) > 1:
        whole, alone = (beside.claim_of(view.run, CUSTOMER, alone) for alone in (False, True))
        texts.append(_customer(view, whole, "customer"))
        if alone != whole:
            texts.append(_customer(view, alone, "alone"))
    return texts


def _alone(view: View, table: pd.DataFrame) -> list[str]:
    """What subdividing alone makes of the gain of the schemes that have a control of their own."""
    parts = []
    for row in table.itertuples():
        amount, interval = view.money_with_interval(float(row.alone_mean), float(row.alone_low), float(row.alone_high))
        words = {"scheme": view.scheme(row.scheme), "control": view.scheme(row.control)}
        parts.append(view.say("ways.alone.one", amount=amount, interval=interval, **words))
    texts = [view.say("ways.alone", parts=view.say("list.part").join(parts))]
    return [*texts, view.say("ways.none_gain_alone")] if (table["alone_low"] <= 0).all() else texts


def _customer(view: View, claim: Claim, kind: str) -> str:
    """Whether customer segmentation comes first, as sales guides claim; by the whole gain or by subdividing alone."""
    shown = "ahead" if claim.rank == 1 else "behind"
    mean, low, high = claim.gap if claim.rank == 1 else (-claim.gap[0], -claim.gap[2], -claim.gap[1])
    gap, interval = view.money_with_interval(mean, low, high)
    return view.say(
        f"ways.{kind}.{shown if claim.place is Place.OPEN else claim.place}",
        scheme=view.scheme(claim.scheme),
        rival=view.scheme(claim.rival_scheme),
        gap=gap,
        interval=interval,
        rank=claim.rank,
        count=len(view.run.playbook.experiment.ways),
    )


def turns(view: View) -> pd.DataFrame:
    """Every scheme of every sweep: point (what is swept), scheme, outcome (whether and where its gain turns), n."""
    rows = []
    for name, spec in view.run.playbook.experiment.also.sweeps.items():
        for scheme in dict.fromkeys(beside.sweep(view.run, name)["scheme"]):
            flip = beside.flip(view.run, name, scheme)
            said = view.say(_turn(flip).replace("sweep.", "turn."), **_turning(view, name, flip))
            rows.append((spec.title.of(view.lang), scheme, said, flip.n))
    return pd.DataFrame(rows, columns=["point", "scheme", "outcome", "n"])


def sweep(view: View, name: str) -> str:
    """Where the leading alternative turns along a sweep and how surely that is known, or that it isn't."""
    flip = beside.flip(view.run, name)
    return view.say(_turn(flip), **_turning(view, name, flip)) + view.gap + view.say("sweep.n", n=flip.n)


def _turning(view: View, name: str, flip: Flip) -> dict[str, object]:
    spec = view.run.playbook.experiment.also.sweeps[name]
    return {
        "scheme": view.scheme(flip.scheme),
        "baseline": view.scheme(view.baseline),
        "title": spec.title.of(view.lang),
        "low": f"{flip.low:g}",
        "high": f"{flip.high:g}",
        "confidence": view.confidence,
        "interval": flip_interval(view, flip),
        "count": len(flip.crossings),
        "values": view.say("list.comma").join(three_digits(value) for value in flip.crossings),
        "value": "" if flip.value is None else three_digits(flip.value),
    }


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
    return view.say(f"flip.{kind}", low=three_digits(flip.flip_low), high=three_digits(flip.flip_high))


def null(view: View) -> list[str]:
    """Whether anything beats the baseline where there is nothing to specialise in, and how far this run can tell."""
    table, verdict = beside.null(view.run).set_index("scheme"), beside.null_verdict(view.run)
    words = {"baseline": view.scheme(view.baseline), "n": verdict.replications, "confidence": view.confidence}
    gainers, losers = list(table.index[table["low"] > 0]), list(table.index[table["high"] < 0])
    texts = []
    if gainers:
        best = str(table.loc[gainers, "mean"].idxmax())
        amount, interval = view.money_with_interval(*_bounds(table.loc[best]))
        texts.append(view.say("null.some", scheme=view.scheme(best), amount=amount, interval=interval, **words))
        texts += [
            view.say(f"null.bound.{state}", scheme=view.scheme(best))
            for state in [verdict.feasibility[best]]
            if state != "feasible"
        ]
    else:
        texts.append(view.say("null.none", **words))
    if losers:
        texts.append(view.say("null.losers", schemes=view.names(losers), **words))
    if verdict.detectable_gain is not None and not gainers:
        texts.append(view.say("null.reach", detectable=view.money(verdict.detectable_gain), **words))
    name = view.challenger
    if name is not None and name in table.index:
        here = tables.gains_over_baseline(view).loc[name]
        texts.append(
            view.say(
                "null.subject",
                scheme=view.scheme(name),
                baseline=view.scheme(view.baseline),
                market=_gain(view, here),
                null=_gain(view, table.loc[name]),
            )
        )
    return texts


def _gain(view: View, row: pd.Series) -> str:
    amount, interval = view.money_with_interval(*_bounds(row), signed=True)
    return view.say("gain.with_interval", amount=amount, interval=interval)


def _bounds(row: pd.Series) -> tuple[float, float, float]:
    return float(row["mean"]), float(row["low"]), float(row["high"])


def steady(view: View) -> list[str]:
    """Whether the same scheme comes first once everyone has settled in, and what those that do gain at both times."""
    table = beside.steady(view.run)
    first = {}
    for start, part in table.groupby("start"):
        means = part.set_index("scheme")["mean"]
        first[str(start)] = str(means.idxmax()) if means.max() > 0 else view.baseline
    n = int(table.loc[table["start"] == "steady", "n"].min())
    if first["today"] == first["steady"]:
        said = view.say("steady.same", scheme=view.scheme(first["today"]), n=n)
    else:
        said = view.say("steady.differs", today=view.scheme(first["today"]), steady=view.scheme(first["steady"]), n=n)
    return [said, *(_both_starts(view, name) for name in dict.fromkeys(first.values()) if name != view.baseline)]


def _both_starts(view: View, scheme: str) -> str:
    """What a scheme gains in the first year and once everyone has settled in."""
    table = beside.steady(view.run)
    mine = table[table["scheme"] == scheme].set_index("start")
    return view.say(
        "steady.gains",
        scheme=view.scheme(scheme),
        baseline=view.scheme(view.baseline),
        confidence=view.confidence,
        today=_gain(view, mine.loc["today"]),
        steady=_gain(view, mine.loc["steady"]),
    )


def robustness(view: View) -> list[str]:
    """In how many of the changed circumstances the same scheme comes first, the exceptions, and what was changed."""
    table = beside.robustness(view.run)
    first, tried = str(table["best"].iloc[0]), table.iloc[1:]
    # What changes neither the first nor the baseline tests nothing about them, unless somebody else comes first.
    counts = [bool({first, view.baseline} & set(changed.split(", "))) for changed in tried["changed"]]
    counted = tried[counts | ~tried["same_winner"].to_numpy(dtype=bool)]
    words = {"scheme": view.scheme(first), "n": len(counted), "replications": int(tried["n"].min())}
    others = tried[~tried["same_winner"]]
    if counted.empty:
        texts = []
    elif others.empty:
        texts = [view.say("robust.same", **words)]
    else:
        exceptions = [
            view.say(
                "robust.exception",
                circumstance=circumstance(view, str(row.circumstance)),
                best=view.scheme(str(row.best)),
            )
            for row in others.itertuples()
        ]
        same = fixed(float(counted["same_winner"].sum()), 0)
        texts = [
            view.say("robust.differs", same=same, exceptions=view.say("list.comma").join(exceptions), **words)
        ]  # fmt: skip
    kinds = {"seats" if key.startswith(SEAT_MOVED) else "budget" for key in tried["circumstance"]}
    texts += [view.say(f"robust.tried.{kind}") for kind in sorted(kinds)]
    compared = beside.compared_everywhere(view.run)
    for changed, part in tried.groupby("changed", sort=False):
        names = str(changed).split(", ")
        if len(names) < len(compared):
            texts.append(
                view.say(
                    "robust.changed",
                    circumstances=view.say("list.comma").join(
                        dict.fromkeys(_kind_of(view, str(key)) for key in part["circumstance"])
                    ),
                    schemes=view.names(names),
                )
            )
    moves = tried.loc[tried["circumstance"].str.startswith(SEAT_MOVED), "cost_change"]
    if len(moves):
        low, high = (view.money(float(amount), signed=True) for amount in (moves.min(), moves.max()))
        texts.append(view.say("robust.costs", low=low, high=high))
    return [*texts, *_best_moves(view)]


def _best_moves(view: View) -> list[str]:
    """What the best move of a seat makes of each scheme whose seats were moved: whether its staffing was a bad one."""
    texts = []
    for scheme, moves in beside.seat_moves(view.run).groupby("scheme", sort=False):
        joint = together(moves, view.verdict.confidence, ("gain", "low", "high"))
        best = joint.loc[joint["gain"].idxmax()]
        giver, taker = moved_roles(str(best["circumstance"]))
        gain, interval = view.money_with_interval(
            float(best["gain"]), float(best["low"]), float(best["high"]), signed=True
        )
        words = {"scheme": view.scheme(str(scheme)), "baseline": view.scheme(view.baseline)}
        words |= {"confidence": view.confidence}
        words |= {"giver": view.role(giver), "taker": view.role(taker)}
        words |= {"gain": gain, "interval": interval, "alone": view.money(float(best["alone"]), signed=True)}
        texts.append(view.say("robust.best_move", **words))
    return texts


def _kind_of(view: View, key: str) -> str:
    """A circumstance in words; moves of a seat are one kind, whichever the roles."""
    return view.say("circumstance.seats") if key.startswith(SEAT_MOVED) else circumstance(view, key)


def circumstance(view: View, key: str) -> str:
    """A circumstance in words, as a clause."""
    if not key.startswith(SEAT_MOVED):
        return view.say(f"circumstance.{key}")
    giver, taker = moved_roles(key)
    return view.say("circumstance.seat moved", giver=view.role(giver), taker=view.role(taker))
