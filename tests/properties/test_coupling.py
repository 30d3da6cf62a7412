"""What one adds or removes leaves everything else bit-identical."""

from __future__ import annotations

import numpy as np
import pytest

from sim.floor.ledger import Ledger
from sim.floor.resolving.resolve import resolve_schemes
from sim.floor.resolving.resolved import Horizon
from sim.floor.simulate import simulate, simulate_on
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.market.leads import lead_table
from tests.builders import fingerprint, scheme_of
from tests.properties.whole_worlds import OFFERS, RICH, STAGES, organisation, organisations, rich_market

HORIZON = Horizon(4, 12, 4)


def ledgers(market: Market, schemes: dict[str, Scheme], replication: int = 0) -> dict[str, Ledger]:
    ready = resolve_schemes(market, schemes, "today")
    return {
        name: simulate(market, scheme, horizon=HORIZON, seed=5, replication=replication)
        for name, scheme in ready.items()
    }


def prints(found: dict[str, Ledger]) -> dict[str, str]:
    return {name: fingerprint(ledger) for name, ledger in found.items()}


def test_the_same_arguments_give_the_same_bits():
    market, schemes = rich_market(), organisations()
    assert prints(ledgers(market, schemes)) == prints(ledgers(market, schemes))
    assert len(set(prints(ledgers(market, schemes)).values())) == len(schemes), "no two schemes play alike"
    assert prints(ledgers(market, schemes, 1)) != prints(ledgers(market, schemes, 0))


def test_a_shared_lead_table_gives_the_same_bits_and_is_not_changed():
    market = rich_market()
    ready = resolve_schemes(market, organisations(), "today")
    table = lead_table(market, HORIZON.days, 5, 0)
    arrays = {name: getattr(table, name).copy() for name in ("arrival_hours", "value", "needs", "key")}
    for scheme in ready.values():
        alone = simulate(market, scheme, horizon=HORIZON, seed=5, replication=0)
        shared = simulate_on(table, market, scheme, horizon=HORIZON, seed=5, replication=0)
        assert fingerprint(alone) == fingerprint(shared)
    assert all((getattr(table, name) == array).all() for name, array in arrays.items())


def test_adding_or_removing_a_scheme_leaves_the_others_ledgers_alone():
    market, schemes = rich_market(), organisations()
    together = prints(ledgers(market, schemes))
    for name in schemes:
        fewer = {"today": schemes["today"], name: schemes[name]}
        assert prints(ledgers(market, fewer)) == {other: together[other] for other in fewer}


def test_many_offers_of_another_scheme_leave_the_ledger_alone():
    """What one can be familiar with grows with every offer of any scheme."""
    market = rich_market()
    today = organisation(products=OFFERS)
    alone = prints(ledgers(market, {"today": today}))["today"]
    for count in (1, 5, 20):
        offers = {f"offer {number}": {"price": number / 20} for number in range(count)}
        both = prints(ledgers(market, {"other": organisation(products={"offers": offers}), "today": today}))
        assert both["today"] == alone


def test_the_order_of_the_schemes_does_not_matter():
    market, schemes = rich_market(), organisations()
    backwards = dict(reversed(schemes.items()))
    assert prints(ledgers(market, schemes)) == dict(reversed(prints(ledgers(market, backwards)).items()))


def test_all_schemes_meet_the_same_leads():
    found = ledgers(rich_market(), organisations())
    # Accounts that a scheme makes leads of, by hunting or campaigns, come when it does so.
    come_by_themselves = np.isfinite(found["today"].lead_columns["arrival"])
    for column in ("key", "arrival", "value", "industry", "existing"):
        assert len({ledger.lead_columns[column][come_by_themselves].tobytes() for ledger in found.values()}) == 1


def rows_of_leads(ledger: Ledger, columns: tuple[str, ...]) -> dict[int, tuple[object, ...]]:
    """Columns of the leads table and the lead's tasks, by key."""
    keys = ledger.lead_columns["key"].tolist()
    tasks: dict[int, list[tuple[object, ...]]] = {}
    task_rows = zip(*(ledger.task_columns[name].tolist() for name in ("lead", "start", "end", "outcome")), strict=True)
    for lead, *rest in task_rows:
        tasks.setdefault(keys[lead], []).append(tuple(rest))
    values = zip(*(ledger.lead_columns[name].tolist() for name in columns), strict=True)
    return {key: (*row, tuple(tasks.get(key, ()))) for key, row in zip(keys, values, strict=True)}


OUTCOME = ("arrival", "value", "state", "first_touch", "closed", "handoffs", "revenue")


def unhindered(market: Market, weeks: int = 12, roles: dict[str, str] | None = None) -> Ledger:
    """Unlimited capacity: no lead can get into another's way, so every row must stay."""
    scheme = scheme_of({"rep": 1}, roles or dict.fromkeys(market.stages, "rep"), {"unlimited_capacity": True})
    ready = resolve_schemes(market, {"today": scheme}, "today")["today"]
    return simulate(market, ready, horizon=Horizon(0, weeks, 0), seed=5, replication=0)


ALONE = {"quality": {}, "response": {}, "need_fit": {}}


def test_another_cell_leaves_every_other_leads_row_alone():
    demand = {"leads_per_year": 9_000}
    before = rows_of_leads(unhindered(rich_market(ALONE, demand=demand)), OUTCOME)
    for kind in ("regions", "industries", "sources"):
        more = rich_market(ALONE, demand=demand, **{kind: {**RICH.get(kind, {}), "new": {"share": 0.004}}})
        after = rows_of_leads(unhindered(more), OUTCOME)
        assert before.items() <= after.items(), kind
        assert len(after) > len(before)


def test_another_stage_leaves_what_happens_before_it_alone():
    short = {name: STAGES[name] for name in ("call", "needs")}
    before, after = (unhindered(one_stage_like(stages)) for stages in (short, STAGES))
    mine, longer = (rows_of_leads(ledger, ("arrival", "value", "first_touch")) for ledger in (before, after))
    assert mine.keys() == longer.keys()
    for key, (*row, tasks) in mine.items():
        *other_row, other_tasks = longer[key]
        assert row == other_row
        assert other_tasks[: len(tasks)] == tasks


def one_stage_like(stages: dict[str, object]) -> Market:
    return rich_market(ALONE).model_copy(update={"stages": {name: rich_market(ALONE).stages[name] for name in stages}})


@pytest.mark.parametrize(("low", "high"), [(0.5, 1.0), (1.0, 1.7)])
def test_scaled_demand_keeps_the_rows_of_the_leads_that_stay(low, high):
    fewer, more = (
        rows_of_leads(unhindered(rich_market(ALONE, demand={"leads_per_year": 900, "scale": scale})), OUTCOME)
        for scale in (low, high)
    )
    assert fewer.items() <= more.items()


def test_a_longer_horizon_keeps_what_had_happened_by_the_shorter_one():
    short, long = (unhindered(rich_market(ALONE), weeks) for weeks in (8, 16))
    ended = short.task_columns["end"]
    assert len(ended) > 50
    for column in ("start", "end", "outcome", "seat", "work_hours"):
        assert short.task_columns[column].tolist() == long.task_columns[column][: len(ended)].tolist()
    decided = np.isfinite(short.lead_columns["closed"])
    assert (short.lead_columns["closed"][decided] == long.lead_columns["closed"][: len(decided)][decided]).all()


def test_a_longer_horizon_keeps_a_busy_floor_too():
    """Leads are told apart by their keys: rows that a scheme adds stand behind those of the market, however many."""
    market = rich_market()
    ready = resolve_schemes(market, organisations(), "today")
    for name, scheme in ready.items():
        short, long = (
            simulate(market, scheme, horizon=Horizon(0, weeks, 0), seed=5, replication=0) for weeks in (8, 12)
        )
        count = len(short.task_columns["end"])
        for column, values in short.task_columns.items():
            later = long.task_columns[column][:count]
            if column == "lead":
                values, later = short.lead_columns["key"][values], long.lead_columns["key"][later]
            assert values.tolist() == later.tolist(), (name, column)
