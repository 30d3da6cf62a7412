"""Pay statements worked by hand: every line of them, term by term and together."""

from __future__ import annotations

from math import inf

import pytest

from sim.levers.pay import Plan
from sim.levers.pay_statement import Deal, Terms, statement

# A quota of 1,000 for a target pay of 200: a flat plan pays a fifth of the credit.
FLAT = Terms(Plan((0.0,), (1.0,), (), inf), quota=1000, target_pay=200)
# Half the rate up to the quota, twice the rate beyond, 30 at the quota, nothing beyond 150 %.
STEEP = FLAT._replace(plan=Plan((0.0, 1.0), (0.5, 2.0), ((1.0, 0.15),), 1.5))
# 0.8 of the target for each unit below the quota; 1.25 from the first unit on once it is reached.
BACK = FLAT._replace(plan=Plan((0.0, 1.0), (0.8, 1.25), (), inf, retroactive=True))


def deals(*credits, spiff=0.0):
    return [Deal(credit, spiff) for credit in credits]


def paid(found, **lines):
    """The lines that are not named are 0, and the total is their sum."""
    named = found._asdict()
    total, attainment = named.pop("total"), named.pop("attainment")
    assert attainment == pytest.approx(lines.pop("attainment", attainment))
    assert {name: value for name, value in named.items() if value} == {
        name: pytest.approx(value) for name, value in lines.items()
    }
    assert total == pytest.approx(sum(lines.values()), abs=1e-9)


def test_commission_of_a_flat_plan():
    # 300 + 450 of 1,000 sold: 75 % of 200.
    paid(statement(FLAT, deals(300, 450)), attainment=0.75, commission=150)


def test_nothing_sold_nothing_paid():
    paid(statement(FLAT, []), attainment=0)


def test_tiers_bonus_and_cap():
    # 1,800 of 1,000: capped at 1.5, 0.5 + 2 x 0.5 = 1.5 of 200 is 300; the bonus is 0.15 of 200.
    paid(statement(STEEP, deals(1000, 800)), attainment=1.8, commission=300, bonus=30)


@pytest.mark.parametrize(
    ("sold", "commission"),
    [
        (999, 0.999 * 0.8 * 200),  # just below the step: 159.84
        (1000, 1.0 * 1.25 * 200),  # at the step: 250, as much as 90 more
        (1001, 1.001 * 1.25 * 200),  # just above: 250.25, a quarter for the last unit
    ],
)
def test_a_retroactive_tier_just_below_at_and_above_its_start(sold, commission):
    paid(statement(BACK, deals(sold)), attainment=sold / 1000, commission=commission)


def test_spiffs_come_on_top_whatever_the_attainment():
    # Two deals with 50 each, far beyond the cap: 300 + 30 as above, and 100.
    paid(statement(STEEP, deals(1000, 800, spiff=50)), commission=300, bonus=30, spiff=100)


def test_a_deal_without_credit_may_bring_a_spiff():
    paid(statement(FLAT, [Deal(0.0, 80.0)]), attainment=0, spiff=80)
