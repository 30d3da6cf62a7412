"""Rules that get no lead are refused before a run, with file, line and reason."""

from __future__ import annotations

from typing import Any

import pytest

import sim
from sim.inputs.models.conditions import When
from sim.inputs.reach import unreachable
from tests.inputs.test_cross_checks import load, write

OCCURS = {"size": ["small", "large"], "region": ["north", "south", "east"]}
SEGMENTS, ROUTING, MARKET = "params/segmentation/ours.yaml", "params/routing/ours.yaml", "params/markets/small.yaml"


def found(*whens: dict[str, Any], none: tuple[str, ...] = ()) -> list[tuple[int, str | None, tuple[int, ...]]]:
    rules = [When.model_validate(when) for when in whens]
    return [(item.index, item.empty, item.taken_by) for item in unreachable(rules, OCCURS, none)]


SMALL, LARGE, NORTH = {"size": ["small"]}, {"size": ["large"]}, {"region": ["north"]}


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([SMALL, LARGE], []),
        ([SMALL, NORTH], []),
        ([SMALL, {**SMALL, **NORTH}], [(1, None, (0,))]),
        ([{**SMALL, **NORTH}, SMALL], []),
        ([SMALL, LARGE, NORTH], [(2, None, (0, 1))]),
        ([{**SMALL, **NORTH}, {**LARGE, **NORTH}, NORTH], [(2, None, (0, 1))]),
        ([{}, SMALL], [(1, None, (0,))]),
        ([{"value_at_least": 10}, {"value_at_least": 20}], [(1, None, (0,))]),
        ([{"value_at_least": 20}, {"value_at_least": 10}], []),
        ([{"value_at_least": 20}, {"value_below": 20}, SMALL], [(2, None, (0, 1))]),
        ([{"value_at_least": 21}, {"value_below": 20}, SMALL], []),
        ([{"value_at_least": 5, "value_below": 9}, {"value_at_least": 6, "value_below": 8}], [(1, None, (0,))]),
        ([{"contacts_at_least": 2}, {"contacts_at_least": 3, **SMALL}], [(1, None, (0,))]),
        ([{"region": ["west"]}], [(0, "region", ())]),
        ([{**SMALL, "value_at_least": 9}, {**LARGE, "value_at_least": 9}, {"value_at_least": 10}], [(2, None, (0, 1))]),
    ],
)
def test_a_rule_is_reached_unless_earlier_ones_take_all_of_it(rules, expected):
    assert found(*rules) == expected


def test_a_number_that_is_always_nothing_reaches_no_lower_limit():
    assert found({"contacts_at_least": 1}, none=("contacts",)) == [(0, "contacts", ())]
    assert found({"contacts_below": 1}, none=("contacts",)) == []
    assert found({"contacts_below": 1}, SMALL, none=("contacts",)) == [(1, None, (0,))]


def test_who_has_bought_nothing_meets_no_limit_on_recency():
    below, above = {"recency_months_below": 6}, {"recency_months_at_least": 6}
    assert found(below, above, SMALL) == []
    assert found(below, {"recency_months_below": 3}) == [(1, None, (0,))]
    assert found(below, none=("recency_months",)) == [(0, "recency_months", ())]


def big(*whens: dict[str, Any]) -> dict[str, Any]:
    return {"rules": [{"segment": "big", "when": when} for when in whens]}


CASES = [
    (
        SEGMENTS,
        big(LARGE, {**LARGE, **NORTH}),
        "- segment: big",
        "can never be reached: rule 1 ('big') before it takes",
    ),
    (SEGMENTS, big(LARGE, SMALL, NORTH), "- segment: big", "rule 1 ('big') and rule 2 ('big') before it together take"),
    (SEGMENTS, big({"contacts_at_least": 2}), "when:", "can never match: nobody has earlier contacts while"),
    (
        ROUTING,
        {"rules": [{"when": LARGE, "policy": "skill"}, {"when": {**LARGE, **NORTH}, "policy": "score"}]},
        "- when:",
        "can never be reached: rule 1 ('skill') before it takes",
    ),
]


CUSTOMERS = {"cross_sell": {"per_year": 1}, "won_back": {"share": 0.2}}
LIVES = [
    (None, {"life": ["churned"]}, "no lead of this market has the life churned"),
    (None, {"life": ["dormant", "churned"]}, "lives that leads have here: new; customers come again by"),
    (None, {"purchases_last_year_at_least": 1}, "comes from a customer whose purchases are known"),
    (None, {"recency_months_below": 6}, "comes from a customer whose purchases are known"),
    ({"at_start": 9}, {"life": ["dormant"]}, "lives that leads have here: new, active;"),
    ({"at_start": 9}, {"spent_last_year_at_least": 1}, "comes from a customer whose purchases are known"),
    ({"cross_sell": {"per_year": 1}}, {"life": ["churned"]}, "lives that leads have here: new, active, dormant;"),
    (CUSTOMERS, {"life": ["won back"]}, "(they are 'churned' when they ask)"),
    (CUSTOMERS | {"enabled": False}, {"life": ["churned"]}, "has the life churned"),
    (CUSTOMERS, {"life": ["chruned"]}, "there is no life 'chruned' (did you mean 'churned'?)"),
    (CUSTOMERS, {"recency_months_at_least": 6, "recency_months_below": 6}, "recency_months_at_least is not below"),
    (None, {"life": ["new"]}, ""),
    (None, {"purchases_last_year_below": 1}, ""),
    (CUSTOMERS, {"life": ["churned", "won back"]}, ""),
    (CUSTOMERS, {"life": ["active"], "purchases_last_year_at_least": 2, "recency_months_below": 3}, ""),
]


@pytest.mark.parametrize(("accounts", "when", "message"), LIVES)
def test_a_history_that_no_customer_has_here_is_refused(tmp_path, accounts, when, message):
    from tests.inputs.test_cross_checks import FILES

    effects = {} if accounts is None else {"effects": {"accounts": accounts}}
    write(tmp_path, MARKET, effects)
    import yaml

    from tests.builders import merged

    (tmp_path / SEGMENTS).write_text(yaml.safe_dump(merged(FILES[SEGMENTS], big(when))))
    if not message:
        assert sim.load_playbook(tmp_path)
        return
    with pytest.raises(sim.InputError) as refused:
        sim.load_playbook(tmp_path)
    assert message in str(refused.value)
    assert all(problem.where == tmp_path / SEGMENTS and problem.line for problem in refused.value.problems)


@pytest.mark.parametrize(("file", "changes", "line", "message"), CASES, ids=[case[3] for case in CASES])
def test_a_rule_without_leads_is_refused_with_file_line_and_reason(tmp_path, file, changes, line, message):
    (problem,) = load(tmp_path, file, changes)
    assert message in problem.message
    assert problem.where == tmp_path / file
    assert line in (tmp_path / file).read_text().splitlines()[problem.line - 1]


def test_a_value_that_no_customer_has_is_refused_unless_records_may_be_wrong(tmp_path):
    only_small = {"sizes": {"small": {"share": 1}, "large": {"share": 0}}}
    (problem,) = load(tmp_path, MARKET, only_small)
    assert "no lead of this market has the size large" in problem.message
    write(tmp_path, MARKET, only_small | {"effects": {"recording": {}}})
    assert sim.load_playbook(tmp_path)


def test_an_industrys_own_shares_decide_which_sizes_occur(tmp_path):
    own = {name: {"size_shares": {"small": 1}} for name in ("metal", "retail")}
    (problem,) = load(tmp_path, MARKET, {"industries": own})
    assert "no lead of this market has the size large" in problem.message


TEAMS = {"key": {"credit": {"ae": 0.5, "sdr": 0.4}}}


@pytest.mark.parametrize(
    ("credit", "message"),
    [
        ({"ae": 0.5, "sdr": 0.4}, "the shares of credit in team 'key' sum to 0.9, expected 1"),
        ({"ae": 0.5, "rep": 0.5}, "'rep' works no stage for this team's customers"),
    ],
)
def test_a_split_that_does_not_add_up_or_pays_a_stranger_is_refused(tmp_path, credit, message):
    problems = load(tmp_path, SEGMENTS, {"teams": {"key": {"credit": credit}}})
    assert any(message in problem.message and problem.line for problem in problems)


def test_a_team_that_shares_its_deals_needs_no_shares_of_the_plan_for_them(tmp_path):
    """Double credit is refused only where the plan's shares hold."""
    plan = {"roles": {"sdr": {"target_pay_per_year": 1, "credit_share": 0.5}}}
    both = {name: {"credit": {"ae": 0.5, "sdr": 0.5}} for name in ("key", "others")}
    folder = write(tmp_path, "params/incentives/ours.yaml", plan).parents[2]
    import yaml

    from tests.builders import merged
    from tests.inputs.test_cross_checks import FILES

    (tmp_path / SEGMENTS).write_text(yaml.safe_dump(merged(FILES[SEGMENTS], {"teams": both})))
    assert sim.load_playbook(folder)


def test_who_asks_must_be_somebody_who_works(tmp_path):
    study = {"method": "survey", "about": ["need"], "sample": 1, "response_share": 1, "hours_each": 1, "role": "rep"}
    asks = {"schemes": {"today": {"research": {"studies": {"s": study}}}}}
    (problem,) = load(tmp_path, "experiment.yaml", asks)
    assert "there is no working role 'rep'" in problem.message


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"hours_each": 1}, "expected role and hours_each together"),
        ({"hours_each": 1, "role": "ae", "lag_weeks": 0}, "hours are spread over the lag"),
        ({"about": ["need", "need"]}, "names the same thing twice"),
        ({"response_share": 1.2}, "at most 1 share"),
    ],
)
def test_a_study_that_makes_no_sense_is_refused(tmp_path, changes, message):
    study = {"method": "survey", "about": ["need"], "sample": 1, "response_share": 1} | changes
    asks = {"schemes": {"today": {"research": {"studies": {"s": study}}}}}
    problems = load(tmp_path, "experiment.yaml", asks)
    assert any(message in problem.message for problem in problems)
