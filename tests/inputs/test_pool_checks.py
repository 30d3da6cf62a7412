"""A claim pool that can't be is refused before anything runs, with file, line, key and what to do."""

from __future__ import annotations

import pytest

from tests.inputs.test_service_checks import load_with

POOLED = {"policy": "claim-pool"}
HERE = "schemes.today.routing"


@pytest.fixture
def told(tmp_path):
    from tests.inputs.test_cross_checks import write

    write(tmp_path, "params/markets/small.yaml", {})

    def of(pool, routing=None, **scheme):
        found = {**(POOLED if routing is None else routing), **({} if pool is None else {"pool": pool})}
        problems = load_with(tmp_path, {"schemes": {"today": {"routing": found, **scheme}}})
        assert all(problem.where == tmp_path / "experiment.yaml" and problem.line for problem in problems)
        return [(problem.key, problem.message) for problem in problems]

    return of


def test_a_policy_without_its_pool(told):
    assert told(None) == [(f"{HERE}.policy", "the policy 'claim-pool' needs a pool: who may claim, and how many")]


def test_a_pool_that_gets_no_lead(told):
    [(key, said)] = told({}, {"policy": "round-robin"})
    assert key == f"{HERE}.pool"
    assert said == "no lead ever lies in it: neither policy, otherwise nor a rule is 'claim-pool'"


@pytest.mark.parametrize(
    ("pool", "key", "said"),
    [
        ({"by": "region", "offices": {"nroth": ["office"]}}, "offices.nroth", "there is no pool 'nroth'"),
        ({"offices": {"all": ["ofice"]}}, "offices.all", "there is no office 'ofice'"),
        (
            {"offices": {"all": []}},
            "offices.all",
            "nobody may claim from the pool 'all': no one works in the offices named",
        ),
        ({"roles": ["closer"]}, "roles", "'closer' works no stage"),
        ({"follow_up_hours": 8, "exempt_from": "clsoe"}, "exempt_from", "there is no stage 'clsoe'"),
        ({"exempt_from": "close"}, "exempt_from", "nothing is ever reclaimed, so nothing can be exempt"),
        ({"transfer": {"after_hours": 8, "to": "north"}}, "transfer.to", "there is no pool 'north'"),
        ({"begin_hours": 8}, "begin_hours", "no lead is ever assigned: every one is claimed"),
        (
            {"won_accounts_count": True},
            "won_accounts_count",
            "there is no retention limit that customers could count towards",
        ),
    ],
)
def test_names_that_do_not_exist_and_rules_that_never_apply(told, pool, key, said):
    assert told(pool) == [(f"{HERE}.pool.{key}", said)]


def test_one_team_can_return_nothing_to_another(told):
    said = "there is one team, so that no lead can belong to another"
    found = told({"return_misrouted": True}, segmentation=None)
    assert found == [(f"{HERE}.pool.return_misrouted", said)]


@pytest.mark.parametrize(
    ("pool", "said"),
    [
        (
            {"claim_cap": 5, "retention_limit": 4},
            "retention_limit (4) is below claim_cap (5), which nobody could ever reach",
        ),
        ({"follow_up_hours": 8, "remind_hours": 8}, "remind_hours (8) must be less than follow_up_hours (8)"),
        ({"remind_hours": 8}, "remind_hours: nothing is ever reclaimed, expected follow_up_hours or deal_hours"),
    ],
)
def test_limits_that_nobody_could_reach_and_reminders_of_nothing(told, pool, said):
    [(key, message)] = told(pool)
    assert key == f"{HERE}.pool"
    assert said in message


def test_what_is_switched_off_is_not_looked_at(tmp_path):
    import sim
    from tests.inputs.test_cross_checks import write

    off = {"policy": "claim-pool", "pool": {"enabled": False, "roles": ["closer"]}}
    sim.load_playbook(write(tmp_path, "experiment.yaml", {"schemes": {"today": {"routing": off}}}).parent)
