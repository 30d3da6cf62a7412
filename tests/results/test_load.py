"""Loading a playbook: overrides, blocks by name, grids, sweeps, the null market, sheets, and one's own folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sim
from sim.inputs.errors import InputError
from sim.results.load import load_from_command
from sim.results.playbook import current, vary


def problems(path: Path, overrides: dict[str, object] | None = None) -> list[str]:
    with pytest.raises(InputError) as raised:
        sim.load_playbook(path, overrides)
    return [str(problem) for problem in raised.value.problems]


def test_the_contract_of_a_playbook(tiny):
    playbook = sim.load_playbook(tiny())
    assert (playbook.name, playbook.baseline) == ("tiny", "today")
    assert (playbook.horizon.weeks, playbook.horizon.warm_up_weeks, playbook.horizon.follow_up_weeks) == (4, 1, 1)
    assert float(playbook.market.demand.leads_per_year) == 400
    assert playbook.experiment.market == "tiny"
    resolved = playbook.resolve()
    assert list(resolved) == ["today", "dealt", "line"]
    assert resolved["today"].heads == {"rep": 5}
    assert all(isinstance(heads, int) for scheme in resolved.values() for heads in scheme.heads.values())
    assert playbook.title_of("line", "zh") == "line"


@pytest.mark.parametrize("overrides", [{"market.demand.scale": 1.5}, {"market": {"demand": {"scale": 1.5}}}])
def test_overrides_come_dotted_or_nested(tiny, overrides):
    assert float(sim.load_playbook(tiny(), overrides).market.demand.scale) == 1.5


def test_a_star_sets_every_scheme(tiny):
    playbook = sim.load_playbook(tiny(), {"schemes.*.people.budget_factor": 1.2})
    assert {float(scheme.people.budget_factor) for scheme in playbook.experiment.schemes.values()} == {1.2}


def test_a_blocks_name_may_be_set_for_a_lever_and_is_inherited(tiny):
    playbook = sim.load_playbook(tiny(), {"schemes.today.routing": "round-robin"})
    assert playbook.experiment.schemes["today"].routing.policy == "round-robin"
    assert playbook.experiment.schemes["line"].routing.policy == "round-robin"
    everyone = sim.load_playbook(tiny(), {"schemes.*.process": "two-roles"}).experiment.schemes
    assert {scheme.process.roles["call"] for scheme in everyone.values()} == {"sdr"}


def test_a_lever_may_be_set_to_a_block_with_changes_or_to_none(tiny):
    pay = {
        "target_revenue_per_year": 1,
        "roles": {"rep": {"target_pay_per_year": 1}},
        "tiers": [{"attainment_from": 0, "rate": 1}],
    }
    schemes = {"today": {"incentives": "flat"}, "line": {"incentives": "none"}}
    path = tiny({"schemes": schemes}, **{"incentives/flat": pay})
    changed = sim.load_playbook(path, {"schemes.today.incentives": {"extends": "flat", "cap_attainment": 2}})
    assert float(changed.experiment.schemes["today"].incentives.cap_attainment) == 2
    for nothing in ("none", None):
        without = sim.load_playbook(path, {"schemes.today.incentives": nothing})
        assert without.experiment.schemes["today"].incentives is None


def test_the_market_may_be_set_by_name(tiny):
    path = tiny(**{"markets/busy": {"extends": "tiny", "demand": {"leads_per_year": 999}}})
    playbook = sim.load_playbook(path, {"market": "busy", "market.demand.scale": 2})
    assert float(playbook.market.demand.leads_per_year) == 999
    assert float(playbook.market.demand.scale) == 2
    assert playbook.experiment.market == "busy"


def test_a_whole_scheme_may_be_added(tiny):
    playbook = sim.load_playbook(tiny(), {"schemes.more": {"extends": "line", "routing": "round-robin"}})
    more = playbook.experiment.schemes["more"]
    assert (more.process.roles["call"], more.routing.policy) == ("sdr", "round-robin")


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ({"market.demand.scal": 1}, "did you mean 'scale'"),
        ({"schemes.tody.routing.policy": "x"}, "there is no scheme 'tody' (did you mean 'today'?)"),
        ({"schemes.today.routing": "round-robbin"}, "did you mean 'round-robin'"),
        ({"market": "tinny"}, "did you mean 'tiny'"),
        ({"run.weeks": "many"}, "expected a whole number"),
        ({"market.demand.leads_per_year": -1}, "at least 0"),
        ({"decision.maximise": "contributon"}, "did you mean 'contribution'"),
    ],
)
def test_a_wrong_override_is_told_with_the_nearest_name(tiny, overrides, said):
    assert said in " ".join(problems(tiny(), overrides))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("baseline", "nope"),
        ("market", "nope"),
        ("schemes.today.process", "nope"),
        ("schemes.line.process.roles.close", "nope"),
        ("schemes.today.people.heads.nope", 3),
        ("also.focus", ["nope", "today"]),
        ("also.null_market", "nope"),
        ("ways.process", ["nope"]),
        ("decision.maximise", "nope"),
        ("market.regions.north.share", 0.9),
        ("run.follow_up_weeks", 60),
        ("market.country", "nope"),
        ("market.demand.scale", [1, -1]),
        ("schemes.line.process.roles.close", ["ae", "nope"]),
    ],
)
def test_a_wrong_reference_of_an_override_is_told_where_it_was_written(tiny, tmp_path, key, value):
    path = tiny()
    more = tmp_path / "more.yaml"
    more.write_text(f"run:\n  seed: 5\n{key}: {json.dumps(value)}\n")
    with pytest.raises(InputError) as typed:
        load_from_command(path, ["run.seed=5", f"{key}={json.dumps(value)}"])
    with pytest.raises(InputError) as filed:
        load_from_command(path, ["run.seed=5"], [more])
    assert {problem.where for problem in typed.value.problems} == {f"-p {key}"}
    assert {(problem.where, problem.line) for problem in filed.value.problems} == {(more, 3)}


def test_what_is_wrong_without_overrides_is_told_in_its_file(tiny):
    path = tiny({"baseline": "nope"})
    with pytest.raises(InputError) as raised:
        load_from_command(path, ["run.seed=5", "run.weeks=-1"])
    assert {problem.where for problem in raised.value.problems} == {"-p run.weeks", path / "experiment.yaml"}
    assert "'nope' is not a scheme" in str(raised.value)
    with pytest.raises(InputError) as raised:
        load_from_command(path, ["run.seed=5"])
    assert [problem.where for problem in raised.value.problems] == [path / "experiment.yaml"]
    assert raised.value.problems[0].key == "baseline"


def test_two_axes_that_only_fit_together_may_span_a_grid(tiny):
    playbook = sim.load_playbook(tiny(), {"run.weeks": [70, 80], "run.follow_up_weeks": [60]})
    assert len(playbook.grid) == 2
    with pytest.raises(InputError) as raised:
        load_from_command(tiny(), ["run.weeks=[70, 80]", "run.follow_up_weeks=[60, 75]"])
    assert {str(problem.where) for problem in raised.value.problems} == {"-p run.follow_up_weeks"}
    with pytest.raises(InputError) as raised:
        load_from_command(tiny(), ["market.demand.scale=[1, -1]", "run.seed=[1, 2]"])
    assert [problem.where for problem in raised.value.problems] == ["-p market.demand.scale"]


def test_overrides_make_the_same_playbook_again(tiny):
    path = tiny()
    overrides = {"schemes.today.routing": "round-robin", "market.demand.scale": 1.5, "run.weeks": [5, 6]}
    playbook = sim.load_playbook(path, overrides)
    assert sim.load_playbook(path, playbook.overrides) == playbook


def test_the_command_line_and_python_load_the_same(tiny, tmp_path):
    path = tiny()
    (tmp_path / "more.yaml").write_text("run: {weeks: 6}\nmarket: {demand: {scale: 3}}\n")
    there = load_from_command(
        path, ["market.demand.scale=1.5", "schemes.today.routing=round-robin"], [tmp_path / "more.yaml"]
    )
    here = sim.load_playbook(path, {"run.weeks": 6, "market.demand.scale": 1.5, "schemes.today.routing": "round-robin"})
    assert (there.experiment, there.market) == (here.experiment, here.market)


def test_a_list_where_no_list_may_stand_makes_a_grid(tiny):
    playbook = sim.load_playbook(tiny(), {"market.demand.scale": [0.5, 1.5], "run.seed": [1, 2]})
    assert len(playbook.grid) == 4
    assert playbook.grid[0] == {"market.demand.scale": 0.5, "run.seed": 1}
    assert float(playbook.market.demand.scale) == 1


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ({"market.demand.scal": [1, 2]}, "did you mean 'scale'"),
        ({"market.demand.scale": [1, -2]}, "at least 0"),
        ({"schemes.line.process.roles.call": ["sdr", "sdrr"]}, "there is no role 'sdrr'"),
    ],
)
def test_a_grid_with_a_point_that_cannot_be_played_is_refused_at_load(tiny, overrides, said):
    assert said in " ".join(problems(tiny(), overrides))


SWEEP = {"title": "Load", "parameter": "market.demand.scale", "values": [0.5, 1]}


@pytest.mark.parametrize(
    ("sweep", "said"),
    [
        ({"parameter": "market.demand.scal"}, "there is no 'scal' in 'market.demand' (did you mean 'scale'?)"),
        ({"parameter": "market.effects.learning.exponent"}, "there is no 'exponent' in 'market.effects.learning'"),
        ({"parameter": "schemes.*.incentives.target_revenue_per_year"}, "there is no 'target_revenue_per_year'"),
        ({"parameter": "schemes.tody.people.budget_factor"}, "did you mean 'today'"),
        ({"values": [1, 2, -3]}, "at least 0"),
        ({"values": [1, 2, 1]}, "a value stands there twice"),
        ({"schemes": ["today", "lien"]}, "there is no scheme 'lien' (did you mean 'line'?)"),
        ({"schemes": ["today", "today"]}, "expected a scheme besides the baseline"),
    ],
)
def test_a_sweep_that_cannot_be_played_is_refused_at_load_with_its_line(tiny, sweep, said):
    path = tiny({"also": {"sweeps": {"load": {**SWEEP, **sweep}}}})
    (problem,) = problems(path)
    assert said in problem
    assert problem.startswith(f"{path / 'experiment.yaml'}:")


def test_varying_keeps_source_and_range_and_names_what_is_not_there(tiny):
    market = {"extends": "tiny", "need_spread": {"value": 0.5, "range": [0, 1], "se": 0.1, "source": "a survey"}}
    playbook = sim.load_playbook(tiny({"market": "ours"}, **{"markets/ours": market}))
    inside = vary(playbook, {"market.need_spread": 0.7}).market.need_spread
    assert (inside.value, inside.range, inside.se, inside.source) == (0.7, (0, 1), None, "a survey")
    assert vary(playbook, {"market.need_spread": 2}).market.need_spread.range is None
    assert playbook.market.need_spread.value == 0.5
    many = vary(playbook, {"market.stages.*.effort_hours": 9, "market.demand.month_factors.0": 2}).market
    assert [float(stage.effort_hours) for stage in many.stages.values()] == [9, 9]
    assert [float(factor) for factor in many.demand.month_factors[:2]] == [2, 1]
    with pytest.raises(InputError, match=r"no 'need_spred' in 'market' \(did you mean 'need_spread'"):
        vary(playbook, {"market.need_spred": 1})
    with pytest.raises(InputError, match="at least 4"):
        vary(playbook, {"run.weeks": 1})


def test_the_number_that_stands_at_a_key_now(tiny):
    playbook = sim.load_playbook(tiny(), {"schemes.line.people.budget_factor": 1.1})
    assert current(playbook, "market.demand.scale") == 1
    assert current(playbook, "market.demand.weekday_factors.0") == 1.4
    assert current(playbook, "run.weeks") == 4
    assert current(playbook, "schemes.*.process.handoff_delay_hours") == 0
    assert current(playbook, "schemes.*.people.budget_factor") is None
    assert current(playbook, "market.title") is None
    assert current(playbook, "market.nothing.here") is None


def null_of(path: Path, overrides: dict[str, object]) -> sim.Playbook:
    return sim.load_playbook(path, overrides).null_market


def test_the_null_market_follows_overrides_but_for_what_it_takes_back(tiny):
    null = {"extends": "tiny", "effects": {"response": None}, "sizes": {"small": {"value_factor": 1}}}
    path = tiny({"also": {"null_market": "no-effect"}}, **{"markets/no-effect": null})
    followed = {
        "market.demand.leads_per_year": 500,
        "market.demand.scale": 1.5,
        "market.effects.context.lost_logit": 0.1,
        "market.stages.*.thinking_hours": 3,
        "market.effects.quality.weight": 0.2,
    }
    found = null_of(path, followed)
    assert float(found.demand.leads_per_year) == 500
    assert float(found.demand.scale) == 1.5
    assert float(found.effects.context.lost_logit) == 0.1
    assert float(found.effects.quality.weight) == 0.2
    assert {float(stage.thinking_hours) for stage in found.stages.values()} == {3}
    kept = null_of(path, {"market.effects.response.reference_hours": 2, "market.sizes.small.value_factor": 3})
    assert kept.effects.response is None
    assert float(kept.sizes["small"].value_factor) == 1


@pytest.mark.parametrize("learning", [{}, {"exponent": 0.1}])
def test_a_null_market_in_which_people_learn_is_refused_with_its_line_and_what_to_write(tiny, learning):
    school = {"extends": "tiny", "effects": {"learning": learning}}
    path = tiny({"also": {"null_market": "school"}}, **{"markets/school": school})
    (problem,) = problems(path)
    assert "experiment.yaml:" in problem
    assert "also.null_market: in the market 'school' people learn what they repeat" in problem
    assert "effects: {learning: null}" in problem


@pytest.mark.parametrize("learning", [None, {"exponent": 0}, {"enabled": False}])
def test_a_null_market_in_which_nobody_learns_is_taken(tiny, learning):
    idle = {"extends": "tiny", "effects": {"learning": learning}}
    path = tiny({"also": {"null_market": "idle"}}, **{"markets/idle": idle})
    assert null_of(path, {}) is not None


def test_a_missing_null_market_is_told_with_its_line(tiny):
    path = tiny({"also": {"null_market": "tiny-nul"}})
    (problem,) = problems(path)
    assert "did you mean 'tiny-null'" in problem
    assert "experiment.yaml:" in problem


def test_the_playbooks_own_blocks_come_before_ours(tiny):
    own = {"title": "Ours", "policy": "least-loaded"}
    path = tiny({"schemes": {"dealt": {"routing": "shared-queue"}}}, **{"routing/shared-queue": own})
    assert sim.load_playbook(path).experiment.schemes["dealt"].routing.policy == "least-loaded"


def test_a_playbook_runs_from_another_folder_by_a_relative_path(tiny, tmp_path, monkeypatch):
    path = tiny()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert sim.load_playbook("../tiny") == sim.load_playbook(path)
    monkeypatch.chdir(path / "params")
    assert sim.load_playbook("..").name == "tiny"


@pytest.mark.parametrize("text", ["", "- a\n", "text\n", "title: x\n", "schemes: 5\n", "schemes: {a: {}}\n"])
def test_what_is_no_playbook_is_told(tmp_path, text):
    (tmp_path / "experiment.yaml").write_text(text)
    found = problems(tmp_path)
    assert all("experiment.yaml" in problem for problem in found)


def test_guides_are_read_in_both_languages_and_refused_when_binary(tiny):
    path = tiny()
    (path / "guide.zh.md").write_text("# 指南", encoding="utf-8")
    playbook = sim.load_playbook(path)
    assert (playbook.guide("zh"), playbook.guide("en")) == ("# 指南", None)
    (path / "guide.zh.md").write_bytes(b"\xff\xfe\x00")
    assert "guide.zh.md" in problems(path)[0]


def test_mistakes_of_several_kinds_are_told_at_once_and_no_consequence_of_theirs(tiny):
    """A missing market, a missing block, a misspelt key that schemes inherit, and a number out of bounds."""
    path = tiny({"market": "tiny-nul", "run": {"weeks": -3}}) / "experiment.yaml"
    text = path.read_text().replace("routing:", "ruoting:").replace("process: two-roles", "process: two-rols")
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        sim.load_playbook(path)
    told = [problem.message for problem in caught.value.problems]
    assert "there is no block 'tiny-nul' of markets" in told
    assert "there is no block 'two-rols' of process" in told
    assert "unknown key 'ruoting'" in told
    assert any("found -3" in message for message in told)
    assert not any(message.startswith("missing key") for message in told)
    lines = [problem.line for problem in caught.value.problems]
    assert lines == sorted(lines)


@pytest.mark.parametrize("key", ["schemes.todya.routing", "schemes.todya.people.budget_factor"])
def test_a_scheme_that_is_not_there_is_told_with_the_nearest(tiny, key):
    with pytest.raises(InputError, match=r"there is no scheme 'todya' \(did you mean 'today'\?\)"):
        sim.load_playbook(tiny(), {key: "one-role" if key.endswith("routing") else 1})
