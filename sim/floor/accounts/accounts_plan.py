"""Compiles what happens after the sale: who serves, how much that asks for, and whom customers may bring."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from sim.floor.accounts.account_draws import AccountDraws
from sim.floor.accounts.twins import Twins
from sim.floor.resolving.resolved import Floats
from sim.floor.sla_steps import steps_of
from sim.inputs.models.accounts import Accounts, switched_on
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.inputs.models.service import AfterSales
from sim.levers.lifecycle import Spans
from sim.market.born import RECOMMENDED, WON_BACK, Born, business_year
from sim.market.leads import LeadTable

NOBODY = -1
CASE_KINDS = ("onboarding", "service", "complaint", "renewal")
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class AccountsPlan:
    """Plain numbers; `draws` makes a run's draws, `hours` are mean hours of onboarding, request and renewal.

    `role` is -1 if nobody serves. `sla_steps` are, by kind of case, hours of waiting and what happens then. `customers`
    are accounts from the start on; `children[account]` are (lead, kind, hours after). `issue_stays` is the share of a
    product issue's requests that is left from `mended_at` on.
    `twins` are those of the leads that may be born, None where no rule asks what customers have done before;
    `customer_of` says of each of them whose it is and whether it comes of someone who left; None where nobody is
    followed.
    """

    role: int
    order: str
    sla_steps: tuple[tuple[tuple[float, str], ...], ...]
    customers: range
    children: dict[int, list[tuple[int, int, float]]]
    twins: Twins | None
    customer_of: dict[int, tuple[int, bool]] | None
    hours: tuple[float, float, float]
    exponential: bool
    gap_hours: float
    issue_gap_hours: float
    issue_lost: float
    issue_stays: float
    mended_at: float
    neutral: float
    response_weight: float
    reference_hours: float
    strange_hands: float
    memory: float
    spans: Spans
    term_hours: float
    notice_hours: float
    renewal_logit: float
    satisfaction_weight: float
    unattended: float
    renewal_value: list[float] = field(repr=False)
    draws: Callable[[list[float]], AccountDraws] = field(repr=False)


def accounts_plan(
    market: Market,
    scheme: Scheme,
    roles: tuple[str, ...],
    table: LeadTable,
    net_value: Floats,
    twins: Twins | None = None,
) -> AccountsPlan | None:
    """None where the market has no such thing, or the table is one to plan with.

    Deals are renewed at a share of what they brought, `net_value`; who is a customer already was sold to by nobody here
    and pays the list price.
    """
    block, born = market.effects.accounts, table.born
    if block is None or not market.effects.active("accounts") or born is None:
        return None
    service, year = scheme.process.after_sales, business_year(market)
    issues = switched_on(block.issues)
    mending = None if scheme.products is None else scheme.products.mending
    week = market.week_hours
    row = np.arange(len(table))
    already = (row >= born.first_customer) & (row < born.first_lead)
    return AccountsPlan(
        role=NOBODY if service is None else roles.index(service.role),
        order="in-turn" if service is None else service.order,
        sla_steps=_sla_steps(service),
        customers=range(born.first_customer, born.first_lead),
        children=_children(born, len(table) if twins is None else twins.first),
        twins=twins,
        customer_of=None if twins is None else customer_of(born),
        hours=(float(block.onboarding_hours), float(block.request_hours), float(block.renewal_hours)),
        exponential=block.effort_distribution == "exponential",
        gap_hours=_gap(year, float(block.requests_per_year)),
        issue_gap_hours=math.inf if issues is None else _gap(year, float(issues.per_year)),
        issue_lost=0.0 if issues is None else float(issues.satisfaction_lost),
        issue_stays=1.0 if mending is None else 1 - float(mending.removes_share),
        mended_at=math.inf if mending is None else week * float(mending.lag_weeks),
        neutral=float(block.neutral),
        response_weight=float(block.response_weight),
        reference_hours=float(block.reference_hours),
        strange_hands=float(block.strange_hands),
        memory=float(block.memory),
        spans=Spans(year, float(block.new_months), float(block.quiet_months)),
        term_hours=year * float(block.term_months) / _MONTHS_A_YEAR,
        notice_hours=week * float(block.notice_weeks),
        renewal_logit=math.log(float(block.renewal_share) / (1 - float(block.renewal_share))),
        satisfaction_weight=float(block.satisfaction_weight),
        unattended=float(block.unattended),
        renewal_value=(float(block.renewal_value_share) * np.where(already, table.value, net_value)).tolist(),
        draws=partial(AccountDraws, table.key.tolist()),
    )


def _children(born: Born, end: int) -> dict[int, list[tuple[int, int, float]]]:
    """(lead, kind, hours after) of what may be born of each account; rows from `end` on are twins of these."""
    count, found = end - born.first_lead, dict[int, list[tuple[int, int, float]]]()
    columns = (column[:count].tolist() for column in (born.parent, born.kind, born.after_hours))
    for place, (parent, kind, after) in enumerate(zip(*columns, strict=True)):
        found.setdefault(parent, []).append((born.first_lead + place, kind, after))
    return found


def customer_of(born: Born) -> dict[int, tuple[int, bool]]:
    """(customer, whether it comes of someone who left) of each lead that may be born of a customer herself."""
    rows = enumerate(zip(born.parent.tolist(), born.kind.tolist(), strict=True))
    return {
        born.first_lead + place: (parent, kind == WON_BACK) for place, (parent, kind) in rows if kind != RECOMMENDED
    }


def _sla_steps(service: AfterSales | None) -> tuple[tuple[tuple[float, str], ...], ...]:
    levels = None if service is None else service.sla
    found = [None if levels is None else levels.of(kind) for kind in CASE_KINDS]
    return tuple(steps_of(level) for level in found)


def hours_after_sale(market: Market, leads: int, won: Floats) -> Floats:
    """Hours of service in a year, in the long run, (leads, 2): of each lead by its chance to be won, and of the others.

    The others were customers at the start, spread evenly over the leads. 0 where the market has no such thing.
    """
    block = market.effects.accounts if market.effects.active("accounts") else None
    if block is None or not leads:
        return np.zeros((leads, 2))
    others = np.full(leads, _yearly(block) * float(block.at_start) / leads)
    return np.stack([won * (float(block.onboarding_hours) + _yearly(block)), others], axis=1)


def _yearly(block: Accounts) -> float:
    """Hours that a customer asks for in a year."""
    issues = switched_on(block.issues)
    requests = float(block.requests_per_year) + (0.0 if issues is None else float(issues.per_year))
    renewals = _MONTHS_A_YEAR / float(block.term_months)
    return requests * float(block.request_hours) + renewals * float(block.renewal_hours)


def _gap(year: float, per_year: float) -> float:
    return year / per_year if per_year > 0 else math.inf
