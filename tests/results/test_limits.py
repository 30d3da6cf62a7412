"""What no computer could play is refused at load, by whichever way it comes, with the estimate and the limit."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

import sim
from sim.inputs.errors import InputError
from sim.market.draws import gamma_quantile, poisson_counts
from sim.market.leads import _ORDINALS_A_DAY, lead_table
from sim.results.decide import limits
from sim.results.decide.limits import MOST_A_DAY, MOST_LEADS
from tests.builders import market_of, merged, stage

EVERYWHERE = {"rep": 6_000, "sdr": 6_000, "ae": 6_000}
MANY_TASKS = {
    "market.demand.leads_per_year": 999_000,
    "market.stages.*.conversion": 0.999,
    "market.stages.more": stage(),
    "market.stages.last": stage(),
    "schemes.*.process.roles": dict.fromkeys(("call", "close", "more", "last"), "rep"),
}
LARGEST_U = np.nextafter(1.0, 0.0)


def told(path: Any, overrides: dict[str, Any]) -> str:
    with pytest.raises(InputError) as raised:
        sim.load_playbook(path, overrides)
    return "\n".join(str(problem) for problem in raised.value.problems)


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ({"market.demand.leads_per_year": 6e10}, "about 59,835,616,438 leads in 52 weeks"),
        ({"market.demand.scale": 1e308}, "about inf leads"),
        ({"market.demand.trend_per_year": 1e9}, "leads in 52 weeks are too many to simulate"),
        ({"run.weeks": 520, "market.demand.leads_per_year": 101_000}, "leads in 521 weeks"),
        (MANY_TASKS, "tasks in 52 weeks are too many"),
        ({"market.demand.day_dispersion": 1e6}, "leads of one region, industry and source on the busiest day"),
        ({"schemes.today.people.offices.office.heads": 10**9}, "up to 1,000,000,000 heads are too many"),
        ({"schemes.*.people.heads": {"rep": 15_000, "sdr": 5_001, "ae": 1}}, "up to 20,002 heads"),
        ({"schemes.line.people.budget_factor": 1e9}, "schemes.line.people.budget_factor: up to"),
        ({"schemes.*.people.roles.rep.salary_per_year": 1e-9}, "heads are too many"),
        ({"schemes.*.people.heads": EVERYWHERE, "run.weeks": 520}, "person-weeks (18,000 heads, 521 weeks)"),
        ({"market.start_date": "9999-06-01"}, "405 days from 9999-06-01 on have no date"),
        ({"market.country": "XX"}, "no public holidays are known for country 'XX'"),
        ({"market.hours_per_day": 20}, "doesn't fit between 0 and 24"),
        ({"market.demand.leads_per_year": [400, 6e10]}, "about 59,835,616,438 leads"),
        ({"market.country": ["CN", "XX"]}, "country 'XX'"),
    ],
)  # fmt: skip
def test_what_is_too_much_is_refused_with_its_estimate(tiny, overrides, said):
    assert said in told(tiny(), overrides)


@pytest.mark.parametrize("where", ["sweep", "null market", "file"])
def test_the_limit_holds_wherever_the_number_stands(tiny, where):
    busy = {"extends": "tiny", "demand": {"leads_per_year": 6e10}}
    sweep = {"title": "Load", "parameter": "market.demand.scale", "values": [1, 1e9]}
    changes = {
        "sweep": {"also": {"sweeps": {"load": sweep}}},
        "null market": {"also": {"null_market": "busy"}},
        "file": {"market": "busy"},
    }[where]
    path = tiny(changes, **{"markets/busy": busy})
    said = told(path, {})
    assert "are too many to simulate, expected at most 1,000,000" in said
    key = {"sweep": "market", "null market": "null_market", "file": "market"}[where]
    assert f": {key}.demand.leads_per_year: " in said
    assert re.search(r"\.yaml:\d+: ", said)


def test_what_just_fits_is_taken(tiny):
    path = tiny()
    assert sim.load_playbook(path, {"market.demand.leads_per_year": MOST_LEADS})
    assert sim.load_playbook(path, {"schemes.*.people.heads": {"rep": 15_000, "sdr": 4_000, "ae": 1_000}})


@pytest.mark.parametrize(
    ("demand", "weeks"),
    [
        ({}, 52),
        ({"scale": 2, "month_factors": [1.5] * 6 + [0.5] * 6}, 104),
        ({"trend_per_year": 0.6}, 156),
        ({"trend_per_year": -0.5}, 208),
    ],
)
def test_the_estimate_is_that_of_the_lead_table(demand, weeks):
    market = market_of({"work": stage()}, demand=merged({"leads_per_year": 40_000}, demand))
    estimate = limits.expected_leads(market, 7 * weeks)
    assert len(lead_table(market, 7 * weeks, seed=1, replication=0)) == pytest.approx(estimate, rel=0.02)


@pytest.mark.parametrize("variance", [0.01, 0.1, 1, 10, 1000])
def test_no_draw_of_a_day_exceeds_the_bound(variance):
    largest = gamma_quantile(np.array([LARGEST_U]), 1.0, variance)[0]
    assert largest <= limits.largest_gamma(variance) < 4 * largest


def test_the_busiest_day_leaves_the_lead_table_its_numbers():
    assert poisson_counts(np.array([LARGEST_U]), float(MOST_A_DAY))[0] < _ORDINALS_A_DAY
