"""Where the money comes from and goes to: a cause is told only where its paired interval excludes zero."""

from __future__ import annotations

import pandas as pd

from sim.report import tables
from sim.report.view import View
from sim.results import beside
from sim.results.decide.picked import largest_shown
from sim.results.means import Known, difference_of

Bounds = tuple[float, float, float]
CAUSES = ("gone_cold_share", "satisfaction")
"""KPIs told beside conversion as reasons of a gain."""


def ledger(view: View) -> list[str]:
    """Where the challenger gains, where it pays, and how it comes about."""
    name = view.challenger
    if name is None:
        return []
    if view.verdict.replications < 2:
        return [view.say("ledger.one")]
    return [_margin(view, name), _pays(view, name), _how(view, name)]


def _margin(view: View, name: str) -> str:
    found = _difference(view, name, "gross_margin")
    turned = found[0] < 0
    amount, interval = view.money_with_interval(*_turned(found) if turned else found)
    words = {"scheme": view.scheme(name), "baseline": view.scheme(view.baseline)}
    kind = f"{'less' if turned else 'more'}{'' if _shown(found) else '.unshown'}"
    first = view.say(f"ledger.margin.{kind}", amount=amount, interval=interval, confidence=view.confidence, **words)
    return first + view.gap + _behind(view, name, turned) + _where(view, name, found[0])


def _behind(view: View, name: str, turned: bool) -> str:
    """What of wins and deal size is shown to differ: what goes the way of the margin, then what goes against it."""
    parts: dict[str, list[str]] = {"by": [], "against": []}
    for kpi in ("wins", "deal_size"):
        change = _difference(view, name, kpi)
        if _shown(change):
            words = {"after": _of(view, name, kpi), "before": _of(view, view.baseline, kpi)}
            parts["by" if (change[0] < 0) == turned else "against"].append(view.say(f"ledger.by.{kpi}", **words))
    said = [
        view.say(f"ledger.{side}", parts=view.say("list.comma").join(items)) for side, items in parts.items() if items
    ]
    return view.gap.join(said) or view.say("ledger.by.neither")


def _where(view: View, name: str, difference: float) -> str:
    """The kind of customer whose margin changes most in the direction of the whole, if that is shown among them all."""
    found = beside.gains(view.run, name)
    parts = found[(found["measure"] == "margin") & found["kind"].isin(["region", "size", "product"])]
    row = largest_shown(parts, view.verdict.confidence, sign=1 if difference >= 0 else -1)
    if row is None:
        return ""
    item = view.say(
        "colon", left=view.say(f"dimension.{row['kind']}"), right=view.item(str(row["kind"]), str(row["item"]))
    )
    return view.gap + view.say("ledger.where", item=item, amount=view.money(float(row["mean"]), signed=True))


def _pays(view: View, name: str) -> str:
    changes = {kind: _difference(view, name, kind) for kind in tables.COSTS}
    total = sum(float(view.run.samples(kind)[view.baseline].mean()) for kind in tables.COSTS)
    told = {kind: found for kind, found in changes.items() if abs(found[0]) > 0.0005 * abs(total)}
    more, less = (
        view.say("list.comma").join(
            view.say(
                f"ledger.cost.{side}{'' if _shown(found) else '.unshown'}",
                kind=view.say(f"money.lower.{kind}"),
                amount=view.money(abs(found[0])),
            )
            for kind, found in sorted(told.items(), key=lambda pair: -pair[1][0])
            if (found[0] > 0) == (side == "more")
        )
        for side in ("more", "less")
    )
    if more:
        spared = view.gap + view.say("ledger.spared", costs=less) if less else ""
        return view.say("ledger.pays", costs=more) + spared
    # Less margin is a price in money too, and has just been told.
    loses = _difference(view, name, "gross_margin")[0] < 0
    if loses and less:
        return view.say("ledger.spared", costs=less)
    return view.say("ledger.costs" if loses else "ledger.saves", costs=less or view.say("ledger.cost.same"))


def _how(view: View, name: str) -> str:
    """The stage whose conversion changes most, if that is shown among all stages, leads gone cold and satisfaction."""
    stages = [
        (stage, *_known_difference(view, name, f"stage_conversion.{stage}"))
        for stage in view.run.playbook.market.stages
    ]
    most = largest_shown(pd.DataFrame(stages, columns=["stage", "mean", "low", "high", "n"]), view.verdict.confidence)
    parts = []
    if most is not None:
        stage = str(most["stage"])
        kpi = f"stage_conversion.{stage}"
        words = {"after": _of(view, name, kpi), "before": _of(view, view.baseline, kpi)}
        parts.append(view.say("ledger.how.conversion", stage=view.stage(stage), **words))
    for kpi in CAUSES:
        after, before = _of(view, name, kpi), _of(view, view.baseline, kpi)
        # A change that is shown but lost in rounding would read as none.
        if _shown(_difference(view, name, kpi)) and after != before:
            parts.append(view.say(f"ledger.how.{kpi}", after=after, before=before))
    return view.say("ledger.how", parts=view.say("list.part").join(parts)) if parts else view.say("ledger.how.unshown")


def money(view: View) -> list[str]:
    """The spread of contribution, and whether the challenger's gain is borrowed from the open pipeline."""
    earned, texts = view.verdict.means["mean"], []
    low, high = view.money(float(earned.min())), view.money(float(earned.max()))
    if low != high:
        texts.append(
            view.say(
                "money.spread",
                low=low,
                low_scheme=view.scheme(str(earned.idxmin())),
                high=high,
                high_scheme=view.scheme(str(earned.idxmax())),
                baseline=view.scheme(view.baseline),
                before=view.money(float(earned[view.baseline])),
            )
        )
    name = view.challenger
    if name is not None and earned[name] > earned[view.baseline]:
        found = _difference(view, name, "pipeline_end")
        texts.append(
            view.say(
                "money.pipe.unshown" if not _shown(found) else "money.pipe.more" if found[0] > 0 else "money.pipe.less",
                scheme=view.scheme(name),
                after=_of(view, name, "pipeline_end"),
                baseline=view.scheme(view.baseline),
                before=_of(view, view.baseline, "pipeline_end"),
            )
        )
    return texts


def gap(view: View) -> list[str]:
    """What a spreadsheet promises, what the simulation finds, and what explains the gap between them."""
    found = view.run.gap()
    name = view.spoken_of(found["scheme"])
    parts = found[found["scheme"] == name].set_index("part")
    if parts.empty:
        return []
    steps = parts["mean"].drop(["simulation", "replications", "spreadsheet"], errors="ignore")
    said = [
        view.say("colon", left=view.say(f"gap.{part}"), right=view.money(-float(steps[part]), signed=True))
        for part in reversed(steps.index)
    ]
    texts = [
        view.say(
            "gap.sentence",
            scheme=view.scheme(name),
            sheet=view.money(float(parts["mean"]["spreadsheet"])),
            found=view.money(float(parts["mean"]["simulation"])),
            steps=view.say("list.part").join(said),
        )
    ]
    if "replications" in parts.index:
        texts.append(
            view.say(
                "gap.sentence.replications",
                n=int(parts["n"]["replications"]),
                all=int(parts["n"]["simulation"]),
                amount=view.money(float(parts["mean"]["replications"]), signed=True),
            )
        )
    return texts


def _difference(view: View, name: str, kpi: str) -> Bounds:
    """Mean and paired interval, by itself, of a scheme's KPI less the baseline's."""
    return _known_difference(view, name, kpi)[:3]


def _known_difference(view: View, name: str, kpi: str) -> Known:
    samples = view.run.samples(kpi)
    return difference_of(samples[name], samples[view.baseline], view.verdict.confidence)


def _turned(found: Bounds) -> Bounds:
    return -found[0], -found[2], -found[1]


def _shown(found: Bounds) -> bool:
    """Whether the interval excludes zero."""
    return found[1] > 0 or found[2] < 0


def _of(view: View, scheme: str, kpi: str) -> str:
    return view.value(kpi, float(view.run.samples(kpi)[scheme].mean()))
