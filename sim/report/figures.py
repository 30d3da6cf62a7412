"""Every figure of the report, by name; each saves SVG and PNG, shows itself, and returns its axes to work on."""

from sim.report.figures_beside import best_value, long_run, null_market, sweep
from sim.report.figures_decision import gain, ways
from sim.report.figures_funnel import funnel, response, waiting
from sim.report.figures_levers import bottleneck, trials
from sim.report.figures_money import gap, money, where
from sim.report.figures_people import after_sale, load, people

__all__ = [
    "after_sale",
    "best_value",
    "bottleneck",
    "funnel",
    "gain",
    "gap",
    "load",
    "long_run",
    "money",
    "null_market",
    "people",
    "response",
    "sweep",
    "trials",
    "waiting",
    "ways",
    "where",
]
