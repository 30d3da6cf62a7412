"""Conservation after the sale on random markets and organisations: accounts, cases and births."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from sim.floor.states import WON
from tests.properties.random_worlds import laws, ledgers, served


@laws
@given(ledgers())
def test_every_won_deal_is_one_account_and_every_case_is_in_one_state(ledger):
    accounts, cases, leads, plan = ledger.account_columns, ledger.case_columns, ledger.lead_columns, ledger.plan
    if plan.accounts is None:
        assert len(accounts["lead"]) == len(cases["lead"]) == 0
        return
    won = np.flatnonzero((leads["state"] == WON) & (leads["closed"] < plan.end_hours)).tolist()
    assert sorted(accounts["lead"].tolist()) == sorted([*plan.accounts.customers, *won])
    since = dict(zip(accounts["lead"].tolist(), accounts["since"].tolist(), strict=True))
    left = dict(zip(accounts["lead"].tolist(), accounts["left"].tolist(), strict=True))
    assert all(since[lead] == leads["closed"][lead] for lead in won)
    states = np.array(["waiting", "in work", "done", "withdrawn"])[cases["state"]]
    assert (np.isfinite(cases["start"]) == np.isin(states, ("in work", "done"))).all()
    assert (np.isfinite(cases["end"]) == (states == "done")).all()
    assert ((cases["seat"] >= 0) == np.isfinite(cases["start"])).all()
    assert (np.isfinite(cases["withdrawn"]) == (states == "withdrawn")).all()
    # A step is taken for each of its hours that a case has waited past, and for none that it has not.
    waited = np.minimum(np.minimum(cases["start"], cases["withdrawn"]), plan.end_hours) - cases["queued"]
    for kind, steps in enumerate(plan.accounts.sla_steps if not plan.unlimited else ()):
        hours = np.array([after for after, _ in steps])
        mine = cases["kind"] == kind
        taken, passed = cases["escalations"][mine], waited[mine][:, None] - hours
        assert ((passed > 1e-6).sum(axis=1) <= taken).all()
        assert (taken <= (passed > -1e-6).sum(axis=1)).all()
    for lead, kind, queued, start in zip(
        *(cases[name].tolist() for name in ("lead", "kind", "queued", "start")), strict=True
    ):
        assert since[lead] <= queued <= start
        assert queued <= left[lead]
        assert start == np.inf or start <= left[lead] or kind != 3
    role = plan.accounts.role
    assert all(plan.seats[seat].role == role for seat, _, _ in served(ledger))
    assert ((accounts["satisfaction"] >= 0) & (accounts["satisfaction"] <= 1)).all()


@laws
@given(ledgers())
def test_leads_are_born_of_customers_only(ledger):
    born, leads, accounts = ledger.plan.table.born, ledger.lead_columns, ledger.account_columns
    if born is None:
        return
    since = dict(zip(accounts["lead"].tolist(), accounts["since"].tolist(), strict=True))
    left = dict(zip(accounts["lead"].tolist(), accounts["left"].tolist(), strict=True))
    for row in np.flatnonzero(np.isfinite(leads["arrival"][born.first_lead :])).tolist():
        parent, came = int(born.parent[row]), leads["arrival"][born.first_lead + row]
        after = born.after_hours[row] + (left[parent] if born.kind[row] == 2 else since[parent])
        assert came == after
        assert born.kind[row] == 2 or came <= left[parent]
