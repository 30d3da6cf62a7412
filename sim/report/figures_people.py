"""How busy people are, how well they know their work, and how pay is spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report import figures_base as base
from sim.report.findings_accounts import PANELS
from sim.report.view import View

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def load(view: View) -> list[Axes]:
    """Utilisation and the share of working time spent on the road, replication by replication."""
    return base.range_panels(view, "load", ["utilisation", "travel_share", "load_spread"])


def people(view: View) -> list[Axes]:
    """Familiarity, satisfaction of customers, and what pay plans do: effort and the spread of pay."""
    kpis = ["familiarity", "need_fit"]
    if view.run.playbook.market.effects.need_fit is None:
        kpis.remove("need_fit")
    paid = any(scheme.incentives is not None for scheme in view.run.playbook.experiment.schemes.values())
    return base.range_panels(view, "people", [*kpis, "satisfaction", *(["pay_spread"] if paid else [])])


def after_sale(view: View) -> list[Axes]:
    """Renewals, hours until service, and what service takes of everyone's time."""
    return base.range_panels(view, "after_sale", PANELS)
