"""Small worlds for tests: a tiny market, a tiny team, scripted leads whose draws are written down instead of drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.floor.compile import compile_plan
from sim.floor.ledger import Ledger, ledger_of
from sim.floor.plan import FloorPlan, StagePlan
from sim.floor.resolving.resolve import resolve_schemes
from sim.floor.resolving.resolved import Horizon, ResolvedScheme
from sim.floor.sales_floor import SalesFloor
from sim.floor.transition.eras import eras_of
from sim.floor.transition.later import Later
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.market.born import Born
from sim.market.calendar import business_calendar
from sim.market.leads import ATTRIBUTES, PLURALS, LeadTable, softmax

Document = dict[str, Any]

ADVANCES, NEVER_ADVANCES = 0.0, 1.0

# Two of everything, so that rules have something to tell apart; nothing differs in value, effort or conversion.
WORLD: Document = {
    "title": "A tiny market",
    "demand": {"leads_per_year": 400, "weekday_factors": [1.4, 1.4, 1.4, 1.4, 1.4, 0, 0]},
    "regions": {"north": {"share": 0.5}, "south": {"share": 0.5, "latitude": 10}},
    "industries": {"metal": {"share": 0.5}, "retail": {"share": 0.5}},
    "sizes": {"small": {"share": 0.5}, "large": {"share": 0.5}},
    "tiers": {"high": {"share": 0.5}, "low": {"share": 0.5}},
    "sources": {"web": {"share": 1}},
    "products": {"tool": {"share": 1, "value_median": 100, "value_sigma": 0, "margin_share": 0.4}},
    "need_spread": 0,
}
TEAM: Document = {
    "offices": {"office": {"region": "north", "heads": 1}},
    "roles": {name: {"salary_per_year": 36500} for name in ("rep", "sdr", "ae")},
    "managers": {"salary_per_year": 73000, "span": 8},
    "week": {"admin_share": 0, "meeting_share": 0, "coordination_hours": 0},
}


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> Document:
    """Deep merge of mappings; lists and numbers replace."""
    result = dict(base)
    for key, value in changes.items():
        both = isinstance(value, Mapping) and isinstance(result.get(key), Mapping)
        result[key] = merged(result[key], value) if both else value
    return result


def stage(effort_hours: float = 2, conversion: float = 0.5, **fields: Any) -> Document:
    """A stage of fixed effort."""
    return {"effort_hours": effort_hours, "effort_distribution": "fixed", "conversion": conversion, **fields}


def market_of(stages: Mapping[str, Document], effects: Mapping[str, Any] | None = None, **changes: Any) -> Market:
    """The tiny market with these stages and effects; all mechanisms that are not named are off."""
    return Market.model_validate(merged(WORLD, {"stages": dict(stages), "effects": dict(effects or {}), **changes}))


def one_stage_market(
    effects: Mapping[str, Any] | None = None, *, world: Document | None = None, **fields: Any
) -> Market:
    """The tiny market with one stage called `work`; `fields` are the stage's, `world` changes the market."""
    return market_of({"work": stage(**fields)}, effects, **(world or {}))


def seats(*names: str, role: str = "rep", office: str = "office", **fields: Any) -> list[Document]:
    """Named seats, alike but for the name."""
    return [{"name": name, "role": role, "office": office, **fields} for name in names]


def scheme_of(
    team: Sequence[Document] | Mapping[str, int],
    roles: Mapping[str, str],
    people: Document | None = None,
    **levers: Any,
) -> Scheme:
    """A scheme of named seats, or of heads by role; `roles` says who works which stage."""
    whose: Document = {"heads": dict(team)} if isinstance(team, Mapping) else {"seats": list(team)}
    process = {"roles": dict(roles), **levers.pop("process", {})}
    return Scheme.model_validate({"people": merged(merged(TEAM, whose), people or {}), "process": process, **levers})


def pay_plan_of(**changes: Any) -> Document:
    """A monthly plan whose quota is 1,000 and whose target pay is 100 for a lone rep."""
    return {
        "period": "month",
        "target_revenue_per_year": 12_000,
        "roles": {"rep": {"target_pay_per_year": 1_200}},
        "tiers": [{"attainment_from": 0, "rate": 1}],
        **changes,
    }


def resolved(market: Market, scheme: Scheme, name: str = "today") -> ResolvedScheme:
    """The scheme alone, as its own baseline."""
    return resolve_schemes(market, {name: scheme}, name)[name]


@dataclass(frozen=True)
class Lead:
    """A scripted lead: when it comes, and what its draws say, one for each stage (or one number for all of them)."""

    arrival: float
    u: float | Sequence[float] = ADVANCES
    value: float = 100.0
    work: Sequence[float] | None = None
    thinking: Sequence[float] | None = None
    patience: Sequence[float] | None = None
    visits: Sequence[bool] | None = None
    account: float = 0.5
    existing: bool = False
    region: str = "north"
    industry: str = "metal"
    size: str = "small"
    tier: str = "high"
    source: str = "web"
    product: str = "tool"
    needs: tuple[float, float, float, float] = (0, 0, 0, 0)
    quality: float = 0.0
    logit_shift: float = 0.0
    latitude: float = 0.0
    longitude: float = 0.0
    original: int = -1


def scripted_table(
    market: Market, leads: Sequence[Lead], days: int, accounts: Sequence[tuple[Any, ...]] = ()
) -> LeadTable:
    """The table of these leads, in the order given, which must be that of arrival; inf for those to be found.

    `accounts` are (region, lead or -1) in the order in which they are contacted, with the first week for later ones.
    """
    names = {attribute: tuple(getattr(market, PLURALS[attribute])) for attribute in ATTRIBUTES}
    calendar = business_calendar(market.country, market.start_date, days + 35, float(market.hours_per_day))
    logits = np.array([lead.needs for lead in leads], dtype=np.float64).reshape(-1, 4)
    arrival = column([lead.arrival for lead in leads])
    return LeadTable(
        calendar=calendar,
        names=names,
        key=np.arange(len(leads), dtype=np.uint64),
        attributes={
            name: np.array([names[name].index(getattr(lead, name)) for lead in leads], dtype=np.int64)
            for name in ATTRIBUTES
        },
        existing=np.array([lead.existing for lead in leads], dtype=bool),
        arrival_day=np.searchsorted(calendar.openings_clock, np.where(arrival < np.inf, arrival, 0), side="right") - 1,
        arrival_hours=arrival,
        value=column([lead.value for lead in leads]),
        quality=column([lead.quality for lead in leads]),
        needs=softmax(logits),
        need_logits=logits,
        logit_shift=column([lead.logit_shift for lead in leads]),
        effort_factor=np.ones(len(leads)),
        latitude=column([lead.latitude for lead in leads]),
        longitude=column([lead.longitude for lead in leads]),
        original=np.array([lead.original for lead in leads], dtype=np.int64),
        accounts_region=tuple(names["region"].index(region) for region, *_ in accounts),
        accounts_row=tuple(row for _, row, *_ in accounts),
        accounts_week=tuple(week[0] if week else 0 for _, _, *week in accounts),
    )


def column(values: Sequence[float]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """One column of numbers."""
    return np.array(values, dtype=np.float64)


def play(
    market: Market,
    scheme: Scheme,
    leads: Sequence[Lead],
    *,
    weeks: int = 1,
    warm_up_weeks: int = 0,
    follow_up_weeks: int = 0,
    skills: Sequence[Sequence[float]] | None = None,
    accounts: Sequence[tuple[Any, ...]] = (),
    born: Born | None = None,
    change: Callable[[FloorPlan], FloorPlan] = lambda plan: plan,
    ready: ResolvedScheme | None = None,
) -> Ledger:
    """Play scripted leads on a floor and return its ledger; `skills` are one row for each seat.

    `born` says which of the leads, at the end of the list, are customers already or may be born of customers. `ready`
    is the scheme resolved beside others; without it the scheme is its own baseline.
    """
    horizon = Horizon(warm_up_weeks, weeks, follow_up_weeks)
    ready = ready or resolved(market, scheme)
    none = np.zeros(0, dtype=np.int64)
    born = born or Born(len(leads), len(leads), none, none, np.zeros(0))
    table = replace(scripted_table(market, leads, horizon.days, accounts), born=born)
    eras, plans = eras_of(ready, horizon), []
    for era in eras:
        plan = compile_plan(market, era.resolved, horizon, table, 1, 0)
        if plan.accounts is not None and plan.accounts.twins is not None:
            leads = [*leads, *(leads[row] for row in plan.accounts.twins.repeats())]
        stages = tuple(_scripted(stage_plan, index, leads) for index, stage_plan in enumerate(plan.stages))
        plan = replace(plan, stages=stages, account=[lead.account for lead in leads])
        if skills is not None:
            rows = zip(plan.seats, skills, strict=True)
            plan = replace(plan, seats=tuple(replace(seat, skill=list(skill)) for seat, skill in rows))
        plans.append(change(plan))
    later = [
        Later(table.calendar.weeks_to_clock(era.week), plan, era.resolved.scheme.routing)
        for era, plan in zip(eras[1:], plans[1:], strict=True)
    ]
    floor = SalesFloor(plans[0], eras[0].resolved.scheme.routing, later)
    floor.run()
    return ledger_of(market, eras, horizon, plans, floor, 0)


def _scripted(plan: StagePlan, index: int, leads: Sequence[Lead]) -> StagePlan:
    """The stage with every draw that a lead scripts put in its place."""
    changes: Document = {"u": [lead.u if isinstance(lead.u, int | float) else lead.u[index] for lead in leads]}
    fields = {"work": "work_hours", "thinking": "thinking_hours", "patience": "patience_hours", "visits": "visits"}
    for script, field in fields.items():
        compiled = getattr(plan, field)
        if compiled is not None:
            written = [getattr(lead, script) for lead in leads]
            changes[field] = [old if new is None else new[index] for old, new in zip(compiled, written, strict=True)]
    return replace(plan, **changes)


def task_rows(ledger: Ledger, *columns: str) -> list[tuple[Any, ...]]:
    """Tasks in the order in which they ended, as tuples of these columns (default: lead, seat, start, end)."""
    names = columns or ("lead", "seat", "start", "end")
    return list(zip(*(ledger.task_columns[name].tolist() for name in names), strict=True))


def states(ledger: Ledger) -> list[str]:
    """The state of each lead at the horizon."""
    return [ledger.names["state"][code] for code in ledger.lead_columns["state"]]


def first_seats(ledger: Ledger) -> dict[int, int]:
    """The seat that worked each lead first."""
    found: dict[int, int] = {}
    for lead, seat, _ in sorted(task_rows(ledger, "lead", "seat", "start"), key=lambda row: (row[2], row[0])):
        found.setdefault(lead, seat)
    return found


def money(ledger: Ledger, kind: str) -> list[tuple[float, float]]:
    """(time, amount) of the rows of one kind."""
    rows = ledger.money_columns
    here = rows["kind"] == ledger.names["kind"].index(kind)
    return list(zip(rows["time"][here].tolist(), rows["amount"][here].tolist(), strict=True))


def fingerprint(ledger: Ledger, decimals: int | None = None) -> str:
    """Hash of the four tables, columns by name: of the very bits, or of numbers rounded to `decimals`."""
    digest = hashlib.blake2b(digest_size=8)
    for columns in (ledger.lead_columns, ledger.task_columns, ledger.seat_columns, ledger.money_columns):
        for name in sorted(columns):
            values = columns[name]
            exact = values if values.dtype.kind != "f" else values + 0.0
            if decimals is not None and values.dtype.kind == "f":
                exact = np.round(values, decimals) + 0.0
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(exact).tobytes())
    return digest.hexdigest()
