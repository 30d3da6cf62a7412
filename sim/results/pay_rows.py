"""What a pay plan paid for, line by line, and what each person sold, earned, was given and can do: one replication."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.floor.ledger import Ledger
from sim.floor.people.people_ledger import PAID_FOR
from sim.floor.states import JOINED
from sim.levers.pay import Plan, commission
from sim.results.lead_order import in_order
from sim.results.measures.kpis import chances_to_win, money_by_kind
from sim.results.windows import arrived_in_window

Floats = NDArray[np.float64]
PAY_LINE, PERSON = "pay line", "person"
LINES = ("base", "commission", "accelerator", *PAID_FOR[1:])
"""Lines of pay as reports tell them: fixed pay, then commission in two parts, then the other lines of statements."""
OF_A_PERSON = ("attainment", "territory", "leads", "skill")
JOIN = "|"
ROW = tuple[str, str, str, float]


def pay_rows(ledger: Ledger) -> list[ROW]:
    """Rows ("pay line", line, "amount", a year) and ("person", role|seat, measure, value); none without a plan."""
    if ledger.plan.pay is None:
        return []
    rows = [(PAY_LINE, line, "amount", amount) for line, amount in pay_lines(ledger).items()]
    for name, values in people(ledger).items():
        rows.extend((PERSON, name, measure, value) for measure, value in zip(OF_A_PERSON, values, strict=True))
    return rows


def pay_lines(ledger: Ledger) -> dict[str, float]:
    """Amounts a year by line, of what statements pay for the window; what is taken off is negative.

    `base` is salaries as they were paid. The lines from `commission` on are those of the statements, so that their sum
    is variable pay; what the commission pays beyond the rate of the first paying tier is the `accelerator`.
    """
    pay, said, by_kind = ledger.plan.pay, ledger.statements, money_by_kind(ledger)
    if pay is None:
        return dict.fromkeys(LINES, 0.0)
    part = _part_in_window(ledger) / ledger.window.years
    sums = {name: float((said[name] * part).sum()) for name in PAID_FOR}
    extra = np.array([accelerated(pay.plan, level) for level in said["attainment"].tolist()])
    faster = float((said["commission"] * extra * part).sum())
    base = -(by_kind["salary"] + by_kind["salary saved"])
    first = {"base": base, "commission": sums["commission"] - faster, "accelerator": faster}
    return {**first, **{name: sums[name] for name in PAID_FOR[1:]}}


def accelerated(plan: Plan, attainment: float) -> float:
    """Share of the commission at an attainment that is above the rate of the first tier that pays; 0 for none."""
    whole = commission(plan, attainment)
    if whole <= 0:
        return 0.0
    place = next(index for index, rate in enumerate(plan.rates) if rate > 0)
    start = 0.0 if plan.retroactive else plan.starts[place]
    plain = plan.rates[place] * max(min(attainment, plan.cap) - start, 0.0)
    return max(1 - plain / whole, 0.0)


def people(ledger: Ledger) -> dict[str, tuple[float, ...]]:
    """For each person who held her post all the time, by role|seat: attainment, territory, leads and skill.

    Only those with a quota. `attainment` is the mean over her whole periods. `leads` is what the leads that fell to her
    in the window could bring a year: those that she was the first of her role to work, each with the market's chance to
    win from there x what the plan credits, before anybody's skill or waiting. `territory` is the same, from the first
    stage on, of all leads that came in from her territory, for each of its people of her role. Both are in quotas of a
    period, as attainment is. `skill` is the mean, in logits, over the stages that her role works. Where leads wait in a
    common queue, who is faster takes more of them: that is part of `leads`.
    """
    pay, plan, window = ledger.plan.pay, ledger.plan, ledger.window
    if pay is None:
        return {}
    potential = chances_to_win(plan.stages) * np.asarray(pay.credit_value)
    fell = _fell_to(ledger, potential)
    territory = _by_territory(ledger, potential[0])
    seats = len(plan.seats)
    said = ledger.statements
    ended = (said["end"] > window.start) & (said["end"] <= window.end) & said["whole"]
    count = np.bincount(said["seat"][ended], minlength=seats)
    reached = np.bincount(said["seat"][ended], said["attainment"][ended], minlength=seats)
    held = ledger.person_columns
    stayed = {
        int(seat)
        for seat, start, end in zip(held["seat"], held["start"], held["end"], strict=True)
        if start <= window.start and end >= window.end
    }
    skill = _skill(ledger)
    found = {}
    for seat, terms in enumerate(plan.seats):
        if terms.quota > 0 and count[seat] and seat in stayed and _same_since_the_start(ledger, seat):
            name = f"{plan.roles[terms.role]}{JOIN}{ledger.names['seat'][seat]}"
            in_quotas = pay.credit_share[terms.role] / terms.quota / window.years
            values = (reached[seat] / count[seat], in_quotas * territory[seat], in_quotas * fell[seat], skill[seat])
            found[name] = tuple(map(float, values))
    return found


def _part_in_window(ledger: Ledger) -> Floats:
    """How much of each statement is dated in the window, as the money of it is: one that began before is split."""
    start, end, opens = ledger.statements["start"], ledger.statements["end"], ledger.window.start
    long = np.where(end > start, end - start, 1.0)
    return np.where(end <= opens, 0.0, np.where(start < opens, (end - opens) / long, 1.0))


def _same_since_the_start(ledger: Ledger, seat: int) -> bool:
    """Whether the seat is still held by whom the plan's skill is of: nobody has come into it."""
    held = ledger.person_columns
    return not (held["hire"][held["seat"] == seat] > 0).any()


def _fell_to(ledger: Ledger, potential: Floats) -> Floats:
    """For each seat, the potential of the leads that it was the first of its role to work, from there on.

    Those whom a role that works a stage of its own only came along with fell to others.
    """
    tasks, stages = ledger.task_columns, ledger.plan.stages
    place = tasks["attempt"] * ledger.plan.stage_count + tasks["stage"]
    own = (tasks["outcome"] != JOINED) | ~np.isin(tasks["role"], [stage.role for stage in stages])
    order = np.flatnonzero(own)
    order = order[np.argsort(tasks["start"][order], kind="stable")]
    _, firsts = np.unique(np.stack([tasks["role"][order], tasks["lead"][order]]), axis=1, return_index=True)
    # Summed in the order of tasks, whatever the numbers of their leads.
    first = np.sort(order[firsts])
    start = tasks["start"][first]
    first = first[(start >= ledger.window.start) & (start < ledger.window.end)]
    worth = potential[place[first], tasks["lead"][first]]
    return np.asarray(np.bincount(tasks["seat"][first], worth, minlength=len(ledger.plan.seats)), dtype=np.float64)


def _by_territory(ledger: Ledger, potential: Floats) -> Floats:
    """For each seat, the potential that came in in the window from its territory for each of its people of its role.

    Only people with a quota count; where a seat changes its territory, the mean over its months.
    """
    territories, seats = len(ledger.names["territory"]), ledger.plan.seats
    monthly = ledger.seat_columns
    seat, territory = monthly["seat"], monthly["territory"]
    leads = in_order(ledger, arrived_in_window(ledger))
    came = np.bincount(ledger.lead_columns["territory"][leads], potential[leads], minlength=territories)
    # Seats of no territory of their own ("*", the last) serve all of them.
    came[-1] = potential[leads].sum()
    desk = (monthly["month"] * len(ledger.plan.roles) + monthly["role"]) * territories + territory
    heads = np.bincount(desk, np.array([terms.quota > 0 for terms in seats], dtype=np.float64)[seat])
    each = came[territory] / np.maximum(heads[desk], 1)
    months = np.bincount(seat, minlength=len(seats))
    return np.asarray(np.bincount(seat, each, minlength=len(seats)) / np.maximum(months, 1), dtype=np.float64)


def _skill(ledger: Ledger) -> Floats:
    plan = ledger.plan
    worked = ledger.resolved.scheme.process.roles
    found = []
    for seat in plan.seats:
        mine = [
            skill
            for skill, stage in zip(seat.skill, plan.stages[: plan.stage_count], strict=False)
            if worked.get(stage.name) == plan.roles[seat.role]
        ]
        found.append(float(np.mean(mine or seat.skill)) if seat.skill else 0.0)
    return np.array(found)
