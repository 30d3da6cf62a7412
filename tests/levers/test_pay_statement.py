"""Pay statements worked by hand: every line of them, term by term and together."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.levers.credit import split
from sim.levers.pay import Plan
from sim.levers.pay_statement import Balance, Deal, Figures, Terms, factor_of, statement

# A quota of 1,000 for a target pay of 200: a flat plan pays a fifth of the credit.
FLAT = Terms(Plan((0.0,), (1.0,), (), inf), quota=1000, target_pay=200)
# Half the rate up to the quota, twice the rate beyond, 30 at the quota, nothing beyond 150 %.
STEEP = FLAT._replace(plan=Plan((0.0, 1.0), (0.5, 2.0), ((1.0, 0.15),), 1.5))
# 0.8 of the target for each unit below the quota; 1.25 from the first unit on once it is reached.
BACK = FLAT._replace(plan=Plan((0.0, 1.0), (0.8, 1.25), (), inf, retroactive=True))
# At least 60 in every period.
DRAWN = FLAT._replace(guaranteed=60, recoverable=True)


def deals(*credits, spiff=0.0, lost=()):
    return [Deal(credit, spiff, place in lost) for place, credit in enumerate(credits)]


def paid(found, *, attainment=None, rate=None, owed=(0, 0), **lines):
    """The lines that are not named are 0, and the total is their sum; `owed` are draws and clawbacks."""
    named = found[0]._asdict()
    total = named.pop("total")
    for name, value in (("attainment", attainment), ("rate", rate)):
        assert value is None or named[name] == pytest.approx(value)
        del named[name]
    assert {name: value for name, value in named.items() if value} == {
        name: pytest.approx(value) for name, value in lines.items()
    }
    assert total == pytest.approx(sum(lines.values()), abs=1e-9)
    assert found[1] == pytest.approx(owed)


def test_commission_of_a_flat_plan():
    # 300 + 450 of 1,000 sold: 75 % of 200.
    paid(statement(FLAT, deals(300, 450)), attainment=0.75, rate=0.2, commission=150)


def test_nothing_sold_nothing_paid():
    paid(statement(FLAT, []), attainment=0, rate=0)


def test_tiers_bonus_and_cap():
    # 1,800 of 1,000: capped at 1.5, 0.5 + 2 x 0.5 = 1.5 of 200 is 300; the bonus is 0.15 of 200.
    paid(statement(STEEP, deals(1000, 800)), attainment=1.8, rate=300 / 1800, commission=300, bonus=30)


@pytest.mark.parametrize(
    ("sold", "commission"),
    [
        (999, 0.999 * 0.8 * 200),  # just below the step: 159.84
        (1000, 1.0 * 1.25 * 200),  # at the step: 250, for one unit more
        (1001, 1.001 * 1.25 * 200),  # just above: 250.25, a quarter for the next
    ],
)
def test_a_retroactive_tier_just_below_at_and_above_its_start(sold, commission):
    paid(statement(BACK, deals(sold)), attainment=sold / 1000, rate=commission / sold, commission=commission)


def test_spiffs_come_on_top_whatever_the_attainment():
    # Two deals with 50 each, far beyond the cap: 300 + 30 as above, and 100.
    paid(statement(STEEP, deals(1000, 800, spiff=50)), commission=300, bonus=30, spiff=100)


def test_a_deal_without_credit_may_bring_a_spiff():
    paid(statement(FLAT, [Deal(0.0, 80.0)]), attainment=0, spiff=80)


def test_a_team_pool_and_a_prize_are_lines_of_their_own():
    # A quarter of a target of 200 in the pool: 150 follow one's own 80 %, 120; the team made 90 % of its 50, 45.
    own = FLAT._replace(target_pay=150)
    paid(statement(own, deals(800), Figures(team_pool=45, contest=500)), commission=120, team_pool=45, contest=500)


@pytest.mark.parametrize(("factor", "modifier"), [(0.9, -29.5), (1.0, 0), (1.2, 59), (0.0, -295)])
def test_quality_multiplies_everything_but_prizes(factor, modifier):
    # 150 + 100 of SPIFFs + 45 of the pool are 295; the prize of 500 stays what it is.
    found = statement(FLAT, deals(250, 500, spiff=50), Figures(45, 500, factor))
    expected = {"commission": 150, "spiff": 100, "team_pool": 45, "contest": 500, "modifier": modifier}
    paid(found, rate=0.2 * factor, **{name: value for name, value in expected.items() if value})


def test_a_recoverable_draw_over_three_periods():
    # First 100 sold: 20 earned, 40 added. Then 350: 70, of which the 10 above the draw pay back. Then 1,000: 200, and
    # the last 30 go back.
    first = statement(DRAWN, deals(100))
    paid(first, commission=20, draw=40, owed=(40, 0))
    second = statement(DRAWN, deals(350), balance=first[1])
    paid(second, commission=70, recovered=-10, owed=(30, 0))
    third = statement(DRAWN, deals(1000), balance=second[1])
    paid(third, commission=200, recovered=-30, owed=(0, 0))
    assert [found[0].total for found in (first, second, third)] == pytest.approx([60, 60, 170])


def test_a_draw_that_is_no_debt_over_three_periods():
    gift, balance, totals = DRAWN._replace(recoverable=False), Balance(), []
    for sold in (100, 350, 1000):
        lines, balance = statement(gift, deals(sold), balance=balance)
        totals.append(lines.total)
        assert balance == (0, 0)
    assert totals == pytest.approx([60, 70, 200])


def test_two_draws_in_a_row_add_up():
    _, owed = statement(DRAWN, [])
    paid(statement(DRAWN, deals(50), balance=owed), commission=10, draw=50, owed=(110, 0))


def test_a_clawback_takes_the_commission_of_an_earlier_period():
    # 400 of a period whose 1,800 brought 300 (capped): a sixth, 66.67 of now 100.
    capped = statement(STEEP, deals(1400, 400))[0]
    found = statement(FLAT, deals(500), Figures(lost=400 * capped.rate))
    paid(found, commission=100, clawback=-400 / 6)


def test_a_clawback_takes_a_deal_of_the_same_period_at_that_periods_rate():
    # 300 + 30 for 1,800 as above; the deal of 800 costs 800 x 300 / 1,800, and the bonus stays.
    paid(statement(STEEP, deals(1000, 800, lost={1})), commission=300, bonus=30, clawback=-800 / 6)


def test_a_clawback_beyond_what_is_earned_waits_for_the_next_statement():
    # 150 to take back, of 40 earned: 110 are left; then 100 of 100, then the last 10 of 60.
    first = statement(FLAT, deals(200), Figures(lost=150))
    paid(first, commission=40, clawback=-40, owed=(0, 110))
    second = statement(FLAT, deals(500), balance=first[1])
    paid(second, commission=100, clawback=-100, owed=(0, 10))
    paid(statement(FLAT, deals(300), balance=second[1]), commission=60, clawback=-10)


def test_what_is_guaranteed_is_guaranteed_after_clawbacks():
    # 100 earned, 150 taken back: nothing is left, and the draw tops it up to 60, which is then owed beside the 50.
    found = statement(DRAWN, deals(500), Figures(lost=150))
    paid(found, commission=100, clawback=-100, draw=60, owed=(60, 50))


def test_split_spiff_cap_and_clawback_together():
    # Two sell 3,000 and 1,000 as 60:40. 1,800 and 600 of the quota of 1,000, capped at 1.5: 300 and the bonus of 30;
    # 0.6 of a SPIFF of 100 for the large deal. Its customer leaves at once: 1,800 x 300 / 2,400 are taken back.
    (_, share), (_, other) = split([0.6, 0.4], [7, 8])
    mine = [Deal(share * 3000, share * 100, lost=True), Deal(share * 1000)]
    paid(
        statement(STEEP, mine),
        attainment=2.4,
        rate=300 / 2400,
        commission=300,
        bonus=30,
        spiff=60,
        clawback=-225,
    )
    # The other has 1,600: capped too, and 1,200 x 300 / 1,600 are the same 225.
    theirs = [Deal(other * 3000, other * 100, lost=True), Deal(other * 1000)]
    paid(statement(STEEP, theirs), rate=300 / 1600, commission=300, bonus=30, spiff=40, clawback=-225)


def test_everything_together():
    # 1,100 of 1,000 retroactively: 1.1 x 1.25 x 200 = 275; 2 SPIFFs of 10; 45 of the pool: 340, x 0.9 is 306.
    # A prize of 24 makes 330. Owed: 15 of clawbacks, and 100 x 275 x 0.9 / 1,100 = 22.5 of the lost deal: 292.5 left.
    # Of that 232.5 are above the guarantee of 60, and pay back the 70 of earlier draws: 222.5.
    terms = BACK._replace(guaranteed=60, recoverable=True)
    found = statement(
        terms, deals(1000, 100, spiff=10, lost={1}), Figures(team_pool=45, contest=24, factor=0.9), Balance(70, 15)
    )
    paid(
        found,
        commission=275,
        spiff=20,
        team_pool=45,
        modifier=-34,
        contest=24,
        clawback=-37.5,
        recovered=-70,
    )
    assert found[0].total == pytest.approx(222.5)


def test_a_deal_that_lost_money_takes_none_back():
    paid(statement(FLAT, deals(500, -100, lost={1})), attainment=0.4, commission=80)


@pytest.mark.parametrize(
    ("satisfaction", "factor"), [(0.0, 0.8), (0.39, 0.8), (0.4, 1.0), (0.69, 1.0), (0.7, 1.1), (1, 1.1)]
)
def test_a_factor_holds_from_its_step_on(satisfaction, factor):
    assert factor_of([(0.0, 0.8), (0.4, 1.0), (0.7, 1.1)], satisfaction) == factor


MONEY = st.floats(0, 1e5)


@given(
    st.lists(st.tuples(st.floats(-500, 5000), MONEY, st.booleans()), max_size=6),
    st.tuples(MONEY, MONEY, st.floats(0, 2), MONEY),
    st.tuples(MONEY, MONEY),
    MONEY,
    st.booleans(),
    st.sampled_from([FLAT, STEEP, BACK]),
)
def test_lines_sum_to_a_total_that_is_never_below_the_guarantee_and_debts_are_accounted_for(
    made, figures, owed, guaranteed, recoverable, terms
):
    before = Balance(*owed)
    terms = terms._replace(guaranteed=guaranteed, recoverable=recoverable)
    found, after = statement(terms, [Deal(*deal) for deal in made], Figures(*figures), before)
    lines = found._asdict()
    total = lines.pop("total")
    assert total == pytest.approx(sum(lines[name] for name in lines if name not in ("attainment", "rate")), abs=1e-6)
    assert total >= guaranteed - 1e-6
    assert min(after) >= 0
    drawn = found.draw if recoverable else 0.0
    assert after.draws == pytest.approx(before.draws + drawn + found.recovered, abs=1e-6)
    assert found.clawback <= 0
    assert found.draw == 0 or found.recovered == 0, "nobody draws and pays back at once"


@given(st.floats(0, 3000), st.floats(0, 3000), st.sampled_from([FLAT, STEEP, BACK, DRAWN]), MONEY)
def test_more_sold_never_pays_less(a, b, terms, owed):
    low, high = (statement(terms, deals(sold), balance=Balance(owed, owed))[0].total for sold in sorted((a, b)))
    assert low <= high + 1e-9


@given(st.lists(st.tuples(st.integers(-1, 4), st.floats(0.001, 1)), min_size=1, max_size=5), st.floats(0, 1e6))
def test_shares_always_sum_to_the_deal(owners, value):
    parts = split([share for _, share in owners], [owner for owner, _ in owners])
    expected = value if any(owner >= 0 for owner, _ in owners) else 0.0
    assert sum(share * value for _, share in parts) == pytest.approx(expected)
    assert all(share > 0 for _, share in parts)
