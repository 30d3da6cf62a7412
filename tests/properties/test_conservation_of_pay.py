"""What is paid beside deals, on random markets whose people come and go: nothing comes from nowhere."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given

from sim.floor.ledger import Ledger
from tests.properties.random_worlds import laws, ledgers
from tests.properties.test_conservation_of_money import periods_of, shares_of, stays_on
from tests.properties.whole_worlds import PAID_IN_FULL

MONTH = 365 / 7 * 40 / 12


def parts(ledger: Ledger) -> np.ndarray:
    """How much of a period each statement is for."""
    found = ledger.statements
    share = np.zeros(len(found["end"]))
    for opening, closing, passed in periods_of(ledger):
        inside = (found["end"] > opening) & (found["end"] <= closing)
        share[inside] = passed * (found["end"] - found["start"])[inside] / (closing - opening)
    return share


def people(ledger: Ledger) -> Iterator[tuple[int, np.ndarray]]:
    """Seat and rows of the statements of everyone who was ever in a seat, in order of time."""
    stays, found = ledger.person_columns, ledger.statements
    columns = (stays[name].tolist() for name in ("seat", "start", "end"))
    for seat, start, end in zip(*columns, strict=True):
        rows = np.flatnonzero((found["seat"] == seat) & (found["start"] >= start) & (found["end"] <= end))
        if len(rows):
            yield seat, rows[np.argsort(found["end"][rows])]


@laws
@given(ledgers(incentives=(PAID_IN_FULL,)))
def test_a_period_gives_out_its_contests_and_pools_as_its_teams_have_earned(ledger):
    found, seats, resolved, part = ledger.statements, ledger.plan.seats, ledger.resolved.seats, parts(ledger)
    ends = {closing: (opening, passed) for opening, closing, passed in periods_of(ledger)}
    # Also who leaves at the very moment at which the period ends.
    last = zip(found["seat"].tolist(), found["end"].tolist(), strict=True)
    leaving = ~np.isin(found["end"], list(ends)) | [not stays_on(ledger, seat, end) for seat, end in last]
    assert not found["contest"][leaving].any(), "who leaves wins nothing"
    assert not found["team_pool"][leaving].any(), "and has no part in the pool"
    for closing, (opening, passed) in ends.items():
        rows = np.flatnonzero((found["end"] == closing) & ~leaving)
        if not len(rows):
            continue
        once = 300 if opening < 160 <= closing else 0
        assert found["contest"][rows].sum() == pytest.approx(700 * passed + once)
        who = found["seat"][rows]
        offices = np.array([resolved[seat].office for seat in who])
        quota = np.array([seats[seat].quota for seat in who]) * part[rows]
        target = np.array([seats[seat].target_pay for seat in who]) * part[rows]
        for office in set(offices.tolist()):
            there = offices == office
            reached = (quota * found["attainment"][rows])[there].sum() / quota[there].sum()
            # The pool is paid in proportion, and nothing for deals that lost money.
            equal = 0.2 * target[there].sum() * max(reached, 0) / there.sum()
            assert found["team_pool"][rows][there] == pytest.approx(np.full(there.sum(), equal))


@laws
@given(ledgers(incentives=(PAID_IN_FULL,)))
def test_draws_are_paid_back_or_owed_and_everyone_has_at_least_the_guarantee(ledger):
    found, part = ledger.statements, parts(ledger)
    target = np.array([seat.target_pay for seat in ledger.plan.seats])[found["seat"]]
    assert (found["amount"] >= 0.3 * target * part - 1e-6).all()
    counted = 0
    for _, rows in people(ledger):
        counted += len(rows)
        debt = np.cumsum((found["draw"] + found["recovered"])[rows])
        assert found["draws_owed"][rows] == pytest.approx(debt, abs=1e-6)
    assert counted == len(found["seat"])


@laws
@given(ledgers(incentives=(PAID_IN_FULL,), accounts={"term_months": 0.4, "notice_weeks": 1}))
def test_what_is_taken_back_or_still_owed_is_what_was_paid_for_those_who_left_in_time(ledger):
    found, leads, accounts = ledger.statements, ledger.lead_columns, ledger.account_columns
    paid = sum(found[name] for name in ("commission", "bonus", "spiff", "team_pool"))
    factor = 1 + np.where(paid > 0, found["modifier"] / np.where(paid > 0, paid, 1), 0)
    assert set(np.round(factor, 6).tolist()) <= {0.8, 1.0, 1.1}
    in_time = (accounts["left"] <= accounts["since"] + 4 * MONTH) & (accounts["since"] > 0)
    left = dict(zip(accounts["lead"][in_time].tolist(), accounts["left"][in_time].tolist(), strict=True))
    won = leads["state"] == ledger.names["state"].index("won")
    for seat, rows in people(ledger):
        spec = ledger.resolved.seats[seat]
        stated = float(ledger.resolved.scheme.incentives.roles[spec.role].credit_share)
        credit = shares_of(ledger, spec.role, stated) * leads["margin"]
        own, due, until = won & (leads[f"owner_{spec.role}"] == seat), 0.0, found["end"][rows[-1]]
        for row in rows:
            sold = own & (leads["closed"] >= found["start"][row]) & (leads["closed"] < found["end"][row])
            lost = [max(credit[lead], 0) for lead in np.flatnonzero(sold).tolist() if left.get(lead, np.inf) <= until]
            if credit[sold].sum() > 0:
                due += sum(lost) * factor[row] * found["commission"][row] / credit[sold].sum()
        taken = -found["clawback"][rows].sum()
        assert taken + found["clawbacks_owed"][rows[-1]] == pytest.approx(due, abs=1e-6)
