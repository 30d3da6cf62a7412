"""What is wrong with service after the sale is told before a run, with its place and the nearest name."""

from __future__ import annotations

import pytest

from tests.inputs.test_cross_checks import load, write

SERVED = {"effects": {"accounts": {}}}
PEOPLE = {"people": {"roles": {"csm": {"salary_per_year": 36500}}}}


def problems(folder, market, **scheme):
    write(folder, "params/markets/small.yaml", market)
    found = load_with(folder, {"schemes": {"today": {**PEOPLE, **scheme}}})
    return [(problem.key, problem.message, problem.hint) for problem in found]


def load_with(folder, changes):
    import yaml

    import sim
    from sim.inputs.errors import InputError
    from tests.builders import merged

    path = folder / "experiment.yaml"
    path.write_text(yaml.safe_dump(merged(yaml.safe_load(path.read_text()), changes), sort_keys=False))
    with pytest.raises(InputError) as raised:
        sim.load_playbook(folder)
    return raised.value.problems


def line(**after_sales):
    return {"process": {"roles": {"call": "sdr", "close": "ae"}, "after_sales": after_sales}}


def test_a_role_that_does_not_exist(tmp_path):
    [(key, message, hint)] = problems(tmp_path, SERVED, **line(role="cms"))
    assert key == "schemes.today.process.after_sales.role"
    assert message == "there is no role 'cms'"
    assert "csm" in hint


def test_a_role_with_nothing_to_do(tmp_path):
    [(key, message, _)] = problems(tmp_path, {}, **line(role="csm"))
    assert key == "schemes.today.process.after_sales.role"
    assert message == "'csm' works no stage, and nobody is served after the sale in this market"


def test_an_issue_to_mend_that_is_none(tmp_path):
    mending = {"products": {"offers": {"standard": {}}, "mending": {}}}
    [(key, message, _)] = problems(tmp_path, SERVED, **mending)
    assert key == "schemes.today.products.mending"
    assert message == "there is no product issue to mend in this market"


SOON = {"within_hours": 4}


def test_levels_after_the_sale_that_nobody_could_break(tmp_path):
    [(key, message, _)] = problems(tmp_path, {}, **line(role="ae", sla={"service": SOON}))
    assert key == "schemes.today.process.after_sales.sla"
    assert message == "nobody is served after the sale in this market"


def test_levels_for_complaints_about_nothing(tmp_path):
    [(key, message, _)] = problems(tmp_path, SERVED, **line(role="ae", sla={"complaint": SOON}))
    assert key == "schemes.today.process.after_sales.sla.complaint"
    assert message == "there is no product issue to complain about in this market"


def test_levels_after_the_sale_that_nobody_keeps(tmp_path):
    people = {"people": PEOPLE["people"] | {"heads": {"sdr": 1, "ae": 1, "csm": 0}}}
    found = problems(tmp_path, SERVED, **people, **line(role="csm", sla={"service": SOON}))
    key = "schemes.today.process.after_sales.sla"
    assert (key, "nobody of role 'csm' is there to keep these levels", None) in found


@pytest.mark.parametrize(
    ("level", "key", "words"),
    [
        ({"sevice": SOON}, "sla.sevice", "sevice"),
        ({"service": {"within_hours": 0}}, "sla.service.within_hours", "0"),
        ({"service": SOON | {"escalation": [{"after_hours": 2, "action": "remid"}]}}, "action", "remid"),
        (
            {
                "service": SOON
                | {"escalation": [{"after_hours": 4, "action": "remind"}, {"after_hours": 4, "action": "reassign"}]}
            },
            "sla.service",
            "each step of the escalation must come after more hours than the one before",
        ),
    ],
)
def test_levels_after_the_sale_that_make_no_sense(tmp_path, level, key, words):
    [(where, message, _)] = problems(tmp_path, SERVED, **line(role="ae", sla=level))
    assert where.startswith("schemes.today.process.after_sales.sla")
    assert key in where
    assert words in message


def test_a_source_of_recommendations_that_does_not_exist(tmp_path):
    market = {"effects": {"accounts": {"referrals": {"source": "webb"}}}}
    found = load(tmp_path, "params/markets/small.yaml", market)
    assert any("webb" in problem.message for problem in found)


OVERLAY = {"role": "csm", "stages": ["close"], "products": ["tool"]}


@pytest.mark.parametrize(
    ("changes", "process", "message"),
    [
        ({"role": "cms"}, {}, "there is no role 'cms'"),
        ({"products": ["tol"]}, {}, "there is no product 'tol'"),
        ({"stages": ["clos"]}, {}, "there is no stage 'clos'"),
        ({"role": "ae"}, {}, "role 'ae' works 'close': it can't join itself"),
        ({}, {"joint": {"close": "csm"}}, "a second role joins 'close' already, expected one of the two"),
        (
            {"role": "sdr"},
            {"joint": {"call": "ae"}},
            "role 'sdr' or whom it joins is joined elsewhere: two people would wait for each other",
        ),
    ],
)
def test_specialists_who_can_not_join(tmp_path, changes, process, message):
    products = {"offers": {"standard": {}}, "overlay": OVERLAY | changes}
    lines = {"roles": {"call": "sdr", "close": "ae"}, **process}
    found = problems(tmp_path, {}, products=products, process=lines)
    assert message in [words for _, words, _ in found]


def test_an_approval_that_reaches_less_than_the_seller_may_give(tmp_path):
    products = {"offers": {"standard": {}}, "discount_authority": {"share": 0.2, "ceiling_share": 0.1}}
    [(key, message, _)] = problems(tmp_path, {}, products=products)
    assert key == "schemes.today.products.discount_authority"
    assert "ceiling_share is below share" in message


def test_a_stage_of_bargaining_that_does_not_exist(tmp_path):
    found = load(tmp_path, "params/markets/small.yaml", {"effects": {"bargaining": {"stage": "clos"}}})
    assert any("clos" in problem.message for problem in found)


@pytest.mark.parametrize(
    ("trial", "key", "message", "hint"),
    [
        ({"before": "clos"}, "before", "there is no stage 'clos'", "close"),
        ({}, "before", "there is no stage 'proposal'", "call"),
        ({"before": "call"}, "before", "'call' is the first stage: nobody has met the customer before", "close"),
        ({"before": "close", "products": ["tol"]}, "products", "there is no product 'tol'", "tool"),
        ({"before": "close", "products": []}, "products", "expected at least 1 item, found 0", ""),
        ({"before": "close", "hours_each": -1}, "hours_each", "-1", ""),
        ({"before": "close", "hours": 1}, "hours", "hours", "hours_each"),
    ],
)
def test_trials_of_what_does_not_exist_or_before_anybody_has_met_the_customer(tmp_path, trial, key, message, hint):
    [(where, words, found)] = problems(tmp_path, {}, products={"offers": {"standard": {}}, "trial": trial})
    assert where == f"schemes.today.products.trial.{key}"
    assert message in words
    assert hint in (found or "")
