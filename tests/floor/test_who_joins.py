"""Who joins a task, and when, on hand-worked floors: the customer's own specialist, wherever she sits."""

from __future__ import annotations

from tests.builders import Lead, market_of, play, scheme_of, seats, stage, task_rows

SE = {"roles": {"se": {"salary_per_year": 36500}}}
PRODUCTS = {
    name: {"share": 0.5, "value_median": 100, "value_sigma": 0, "margin_share": 0.4} for name in ("tool", "care")
}
OFFICES = {"offices": {"office": {"region": "north", "heads": 1}, "far": {"region": "south", "heads": 1}}}
AREAS = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}


def together(ledger):
    """(lead, stage, seat, start) of every task, whoever joined included."""
    return task_rows(ledger, "lead", "stage", "seat", "start")


def test_the_specialist_whom_the_customer_knows_joins_again_though_another_has_rested_longer():
    market = market_of({"call": stage(1), "close": stage(2)})
    team = [*seats("a"), *seats("x", "y", role="se")]
    scheme = scheme_of(team, {"call": "rep", "close": "rep"}, SE, process={"joint": {"call": "se", "close": "se"}})
    ledger = play(market, scheme, [Lead(0, thinking=[3, 0])])
    assert together(ledger) == [(0, 0, 0, 0.0), (0, 0, 1, 0.0), (0, 1, 0, 4.0), (0, 1, 1, 4.0)]


def test_whoever_waited_for_a_specialist_comes_before_all_that_waits_for_the_same_seat():
    # Dealt in turn: a has leads 0, 2 and 4, b has 1, 3 and 5. x joins what is sold of tools, and is with a until 5.
    # b begins lead 3 meanwhile; at 6.5 lead 1, for which x keeps free from 5 on, comes before lead 5.
    leads = [
        Lead(0, work=[5]),
        Lead(1),
        Lead(1, product="care", u=1),
        Lead(1.5, product="care", work=[5], u=1),
        Lead(1.75, product="care", u=1),
        Lead(2, product="care", u=1),
    ]
    overlay = {"offers": {"standard": {}}, "overlay": {"role": "se", "stages": ["work"], "products": ["tool"]}}
    team = [*seats("a", "b"), *seats("x", role="se")]
    scheme = scheme_of(team, {"work": "rep"}, SE, products=overlay, routing={"policy": "round-robin"})
    ledger = play(market_of({"work": stage(2)}, products=PRODUCTS), scheme, leads)
    assert [row for row in task_rows(ledger, "lead", "seat", "start", "end") if row[1] != 0] == [
        (0, 2, 0.0, 5.0),
        (3, 1, 1.5, 6.5),
        (1, 1, 6.5, 8.5),
        (1, 2, 6.5, 8.5),
        (5, 1, 8.5, 10.5),
    ]


def test_a_specialist_from_elsewhere_who_knows_the_customer_joins_though_one_at_home_rests():
    # x is busy with lead 0 until 3, so lead 1 goes to y of the south after an hour; from 3 on x rests.
    market = market_of({"needs": stage(2), "close": stage(1)})
    team = [
        *seats("a", territory="n"),
        *seats("x", role="se", territory="n"),
        *seats("b", territory="s", office="far"),
        *seats("y", role="se", territory="s", office="far"),
    ]
    process = {
        "joint": {"close": "se"},
        "sla": {"needs": {"within_hours": 1, "escalation": [{"after_hours": 1, "action": "overflow"}]}},
    }
    scheme = scheme_of(team, {"needs": "se", "close": "rep"}, {**OFFICES, **SE}, process=process, territory=AREAS)
    ledger = play(market, scheme, [Lead(0, u=1, work=[3, 1]), Lead(0.5, thinking=[4, 0])])
    assert [row for row in together(ledger) if row[0] == 1] == [(1, 0, 3, 1.5), (1, 1, 0, 7.5), (1, 1, 3, 7.5)]
