"""Pictures of pay: what plans promise, what they cost, who reaches the quota, and what of a gain is behaviour."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.floor.pay.compile_pay import pay_plan
from sim.floor.pay.pay_terms import own_share
from sim.levers.pay import payout
from sim.report import figures_base as base
from sim.report.theme import ACCENT, BASELINE, CATEGORIES, INK, LOSS, MUTED
from sim.report.view import View
from sim.results import pay

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ATTAINMENT = 2.5
STEPS = 501
STYLES = ("-", (0, (4, 2)), (0, (1, 1)))
PER_CENT = 100
CAUSE_COLOURS = {"territory": ACCENT, "leads": "#9CCBE0", "skill": "#E39A2D", "luck": "#D5DADE"}


def payout_curves(view: View) -> Axes:
    """Pay of a period against attainment for each plan: own commission and bonuses, in today's target pay of a role."""
    attainment = np.linspace(0, MOST_ATTAINMENT, STEPS)
    curves: dict[tuple[float, ...], list[str]] = {}
    drawn = pay.paid_schemes(view.run)
    for scheme in drawn:
        curves.setdefault(tuple(curve(view, scheme, attainment)), []).append(scheme)
    looks = itertools.product(STYLES, CATEGORIES)
    with base.drawing(view, height=3.0) as axes:
        for (values, schemes), (style, colour) in zip(curves.items(), looks, strict=False):
            title = view.say("list.part").join(view.scheme(scheme) for scheme in schemes)
            label = base.wrapped(view, title, 44)
            axes.plot(attainment * PER_CENT, np.array(values) * PER_CENT, color=colour, linestyle=style, label=label)
        axes.axvline(PER_CENT, color=MUTED, linewidth=0.8, linestyle=(0, (3, 2)), zorder=0)
        axes.set(xlabel=view.say("axis.attainment"), ylabel=view.say("axis.payout"), ylim=(0, None))
        axes.legend(title=None, loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize=7.5)
        role = view.say("list.part").join(dict.fromkeys(view.role(role_of(view, name)) for name in drawn))
        return base.finish(view, axes, "payout", view.say("alt.payout"), view.say("caption.payout", role=role))


def curve(view: View, scheme: str, attainment: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> list[float]:
    """What the plan pays for each attainment in the baseline's target pay of the same role, its first one."""
    resolved, plan = view.run.resolved[scheme], view.run.playbook.experiment.schemes[scheme].incentives
    if plan is None:
        return [0.0] * len(attainment)
    role = role_of(view, scheme)
    todays = view.run.playbook.experiment.schemes[view.baseline].incentives
    usual = plan if todays is None or role not in todays.roles else todays
    target = float(plan.roles[role].target_pay_per_year) * resolved.pay_scale * own_share(plan)
    level = target / (float(usual.roles[role].target_pay_per_year) or 1.0)
    return [level * payout(pay_plan(plan), reached) for reached in attainment.tolist()]


def role_of(view: View, scheme: str) -> str:
    """The role whose pay is drawn: the first one that the scheme's plan pays."""
    plan = view.run.playbook.experiment.schemes[scheme].incentives
    assert plan is not None
    return next(iter(plan.roles))


def cost(view: View) -> Axes:
    """The year's variable pay of each scheme: median, from the 10th to the 90th percentile, and its budget."""
    table = pay.pay_cost(view.run)
    divisor, unit = base.scale_for(view, table[["p10", "p50", "p90", "budget"]])
    rows = np.arange(len(table))
    colours = [view.colours[scheme] for scheme in table["scheme"]]
    with base.drawing(view, height=base.rows_height(len(rows), 1.1)) as axes:
        base.dots_with_intervals(
            axes, rows, table["p50"] / divisor, table["p10"] / divisor, table["p90"] / divisor, colours
        )  # fmt: skip
        axes.scatter(
            table["budget"] / divisor, rows, marker="|", s=110, color=LOSS, linewidth=1.6, zorder=5,
            label=view.say("label.budget"),
        )  # fmt: skip
        base.name_rows(axes, rows, [view.scheme(name) for name in table["scheme"]])
        axes.set(xlabel=view.say("axis.pay_cost", unit=unit), ylabel="")
        axes.figure.legend(loc="outside upper left")
        n = int(table["n"].max())
        return base.finish(view, axes, "pay-cost", view.say("alt.pay_cost"), view.say("caption.pay_cost", n=n))


def attainment(view: View) -> Axes:
    """How attainment is spread among people in each scheme: median and the middle half, the tenths as thin lines."""
    people = pay.people(view.run)
    schemes = [scheme for scheme in pay.paid_schemes(view.run) if (people["scheme"] == scheme).any()]
    reached = people.groupby("scheme")["attainment"].quantile([0.1, 0.25, 0.5, 0.75, 0.9]).unstack() * PER_CENT
    rows = np.arange(len(schemes))
    found = reached.loc[schemes]
    colours = [view.colours[scheme] for scheme in schemes]
    with base.drawing(view, height=base.rows_height(len(rows), 1.0)) as axes:
        axes.hlines(rows, found[0.1], found[0.9], colors=colours, linewidth=0.9)
        base.dots_with_intervals(axes, rows, found[0.5], found[0.25], found[0.75], colours)
        axes.axvline(PER_CENT, color=MUTED, linewidth=0.8, linestyle=(0, (3, 2)), zorder=0)
        base.name_rows(axes, rows, [view.scheme(name) for name in schemes])
        axes.set(xlabel=view.say("axis.attainment"), ylabel="")
        caption = view.say("caption.attainment", n=people["replication"].nunique())
        return base.finish(view, axes, "attainment", view.say("alt.attainment"), caption)


def causes(view: View, table: pd.DataFrame) -> Axes:
    """A bar for each scheme: what of the variance of attainment among people is territory, leads, skill and luck."""
    shares = table.pivot(index="scheme", columns="cause", values="mean").loc[list(dict.fromkeys(table["scheme"]))]
    rows, left = np.arange(len(shares)), np.zeros(len(shares))
    with base.drawing(view, height=base.rows_height(len(rows), 1.2)) as axes:
        for cause, colour in CAUSE_COLOURS.items():
            values = PER_CENT * shares[cause].to_numpy()
            axes.barh(rows, values, left=left, height=0.62, color=colour, label=view.say(f"pay.cause.{cause}"))
            left = left + values
        base.name_rows(axes, rows, [view.scheme(scheme) for scheme in shares.index])
        axes.set(xlim=(0, PER_CENT), xlabel=view.say("axis.causes"), ylabel="")
        axes.figure.legend(loc="outside upper left", ncols=4)
        return base.finish(view, axes, "pay-causes", view.say("alt.causes"), view.say("caption.causes"))


def behaviour(view: View, table: pd.DataFrame) -> Axes:
    """Each scheme's gain over the baseline with people who heed their pay and without: two dots, joined."""
    shown = table[table["scheme"] != view.baseline]
    divisor, unit = base.scale_for(view, shown["on"], shown["off"])
    rows = np.arange(len(shown))
    with base.drawing(view, height=base.rows_height(len(rows), 1.2)) as axes:
        axes.hlines(rows, shown["on"] / divisor, shown["off"] / divisor, colors=INK, linewidth=1.0, zorder=2)
        for column, colour in (("off", BASELINE), ("on", ACCENT)):
            label = view.say(f"label.behaviour.{column}")
            axes.scatter(shown[column] / divisor, rows, s=38, color=colour, edgecolor="white", zorder=4, label=label)
        base.zero_line(axes)
        base.name_rows(axes, rows, [view.scheme(name) for name in shown["scheme"]])
        axes.set(xlabel=view.say("axis.difference", baseline=view.scheme(view.baseline), unit=unit), ylabel="")
        axes.figure.legend(loc="outside upper left", ncols=2)
        caption = view.say("caption.behaviour", n=int(shown["n"].min()), baseline=view.scheme(view.baseline))
        return base.finish(view, axes, "behaviour", view.say("alt.behaviour"), caption)
