import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from sim.inputs.errors import InputError
from sim.report.guide import check_guide, conditions_of, guide_of, known_placeholders, mark_not_simulated, render_guide
from sim.report.view import View
from sim.results.load import load_playbook
from sim.results.run import Run

WHERE = Path("book/guide.en.md")
PLAYBOOKS = Path(__file__).parents[2] / "playbooks"
TAUGHT = sorted(path.parent.name for path in PLAYBOOKS.glob("*/guide.en.md"))
FIGURES = {"weeks": "52", "kpi:revenue:today": "CNY 3 million"}
EXPERIMENT = """
title: Which one?
market: china-industrial
baseline: today
schemes:
  today: {title: {en: Today, zh: 现状}, people: forty-reps, process: generalist, incentives: flat-commission}
  bold: {extends: today, title: {en: Bold & new, zh: 大胆方案}, routing: least-loaded}
decision: {maximise: contribution, indifference: {amount_per_year: 1000}}
"""
SHARED = {
    "en": (
        "What this playbook decides", "What this run says", "What to decide on Monday", "What would reverse the answer",
    ),
    "zh": ("本手册回答什么问题", "本次运行的结论", "周一要拍板的事", "什么情况会推翻结论"),
}  # fmt: skip
TODAY = [1_000_000.0, 1_100_000.0, 900_000.0]
STEPS = [0.0, 30_000.0, -30_000.0]
ENDINGS = {
    "change": [value + 300_000 + step for value, step in zip(TODAY, STEPS, strict=True)],
    "keep": [value - 300_000 + step for value, step in zip(TODAY, STEPS, strict=True)],
    "equivalent": [value + step / 1000 for value, step in zip(TODAY, STEPS, strict=True)],
    "undecided": [value + 10 * step for value, step in zip(TODAY, STEPS, strict=True)],
}


def rendered(text: str, *holds: str) -> str:
    return render_guide(text, FIGURES.get, WHERE, holds=holds, known=[*FIGURES, "recommended"])


def complaint(text: str, *holds: str) -> str:
    with pytest.raises(InputError) as raised:
        rendered(text, *holds)
    return str(raised.value)


@pytest.fixture
def view_of(tmp_path: Path) -> Callable[..., View]:
    """A view of a run of three replications whose samples are written down; `contributions` are those of `bold`."""

    def build(contributions: list[float], guide: str = "", lang: str = "en") -> View:
        book = tmp_path / "book"
        book.mkdir()
        (book / "experiment.yaml").write_text(EXPERIMENT, encoding="utf-8")
        (book / f"guide.{lang}.md").write_text(guide, encoding="utf-8")
        samples = {
            ("contribution", "today"): TODAY,
            ("contribution", "bold"): contributions,
            ("median_response_hours", "today"): [2.0, 4.0, 6.0],
            ("median_response_hours", "bold"): [1.0, 3.0, 4.0],
        }
        rows = [
            ("main", scheme, replication, kpi, value)
            for (kpi, scheme), values in samples.items()
            for replication, value in enumerate(values)
        ]
        variants = pd.DataFrame(rows, columns=["variant", "scheme", "replication", "kpi", "value"])
        run = Run(load_playbook(book), "id", tmp_path, variants, pd.DataFrame(), {})
        return View(run, lang, tmp_path)

    return build


def test_placeholders_become_what_the_lookup_says() -> None:
    assert rendered("{{weeks}} weeks, {{ kpi:revenue:today }}.\n") == "52 weeks, CNY 3 million.\n"


def test_an_unknown_placeholder_is_refused_with_file_line_and_the_nearest_known() -> None:
    message = complaint("## Title\n\nfirst {{kpi:revenues:today}}\n")
    assert message.startswith("book/guide.en.md:3: ") and "'{{kpi:revenues:today}}'" in message
    assert "did you mean 'kpi:revenue:today'" in message


def test_all_unknown_placeholders_are_told_at_once() -> None:
    message = complaint("{{week}}\n{{weeks}}\n{{kpi:revenue:tody}}")
    assert ":1: " in message and ":3: " in message and ":2: " not in message


@pytest.mark.parametrize(("holds", "kept"), [(("undecided",), "wait"), (("recommended", "change"), "go"), ((), "go")])
def test_a_block_keeps_one_of_its_texts(holds: tuple[str, ...], kept: str) -> None:
    assert rendered("{{#if undecided}}wait{{else}}go{{/if}}", *holds) == kept


def test_a_tag_on_its_own_line_leaves_no_line_behind() -> None:
    text = "- one\n{{#if keep}}\n- two\n{{else}}\n- three\n{{/if}}\n- four\n"
    assert rendered(text, "keep") == "- one\n- two\n- four\n"
    assert rendered(text) == "- one\n- three\n- four\n"


@pytest.mark.parametrize(
    ("holds", "kept"),
    [(("recommended", "keep"), "a-k-z"), (("recommended",), "a-c-z"), (("undecided",), "a-n-z"), (("keep",), "a-n-z")],
)
def test_blocks_nest(holds: tuple[str, ...], kept: str) -> None:
    text = "a-{{#if recommended}}{{#if keep}}k{{else}}c{{/if}}{{else}}n{{/if}}-z"
    assert rendered(text, *holds) == kept


def test_text_that_is_not_kept_is_not_looked_up() -> None:
    assert rendered("{{#if recommended}}{{recommended}}{{/if}}none") == "none"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n{{#if keep}}\nx", ":2: '{{#if}}' is never closed"),
        ("x\n{{/if}}", ":2: '{{/if}}' without"),
        ("{{else}}", ":1: '{{else}}' without"),
        ("{{#if keep}}a{{else}}b{{else}}c{{/if}}", "a second '{{else}}'"),
        ("{{#if undecidet}}a{{/if}}", "did you mean 'undecided'"),
        ("one\n{{weeks}", ":2: '{{' has no partner"),
        ("weeks}}", ":1: '}}' has no partner"),
    ],
)
def test_blocks_and_braces_that_do_not_close_are_refused(text: str, told: str) -> None:
    assert told in complaint(text)


def test_a_guide_that_names_the_recommended_scheme_where_none_may_be_is_found_before_a_run() -> None:
    with pytest.raises(InputError, match=r"has no value when nothing is recommended"):
        check_guide("{{recommended}} wins", WHERE, ["today"])
    check_guide("{{#if recommended}}{{recommended}} wins{{/if}}", WHERE, ["today"])


def test_the_check_sees_into_texts_that_only_some_endings_show_and_tells_each_mistake_once() -> None:
    with pytest.raises(InputError) as raised:
        check_guide("{{scheme:nobody}}\n{{#if keep}}\n{{scheme:nowhere}}\n{{/if}}", WHERE, ["today"])
    assert sorted(problem.line or 0 for problem in raised.value.problems) == [1, 3]


def test_a_picture_that_lies_outside_the_report_is_refused_before_a_run_with_its_line() -> None:
    text = """## Guide

![x](chart.png) and `![shown](as-code.png)`
{{#if undecided}}
<img src="a plan.png"> ![again](chart.png)
{{/if}}
![二]: no picture
![ref][r] ![inside](data:image/png;base64,AAAA)

[r]: https://example.org/%E5%9B%BE.png
"""
    with pytest.raises(InputError) as caught:
        check_guide(text, WHERE, ["today"])
    told = [(problem.line, str(problem)) for problem in caught.value.problems]
    assert [line for line, _ in told] == [3, 5, 5, 10]
    assert all(part in told[0][1] for part in ("book/guide.en.md:3: ", "chart.png", "outside the report", "one file"))


def test_what_is_not_simulated_is_marked_in_both_languages() -> None:
    marked = mark_not_simulated("Ask them (not simulated). 访谈（未模拟）。")
    assert marked.count('<small class="not-simulated">') == 2
    assert re.sub(r"<[^>]+>", "", marked) == "Ask them (not simulated). 访谈（未模拟）。"


@pytest.mark.parametrize("ending", ENDINGS)
def test_conditions_follow_the_decision_of_the_run(ending: str, view_of: Callable[..., View]) -> None:
    expected = {"recommended", ending} if ending in {"change", "keep"} else {ending}
    assert conditions_of(view_of(ENDINGS[ending])) == expected


def test_a_guide_shows_the_figures_of_its_run(view_of: Callable[..., View]) -> None:
    guide = (
        "{{#if recommended}}{{recommended}}|{{/if}}{{scheme:today}}|{{kpi:median_response_hours:best}}|"
        "{{kpi:contribution:bold}}|{{replications}}|{{currency}}"
    )
    assert guide_of(view_of(ENDINGS["change"], guide)) == "Bold &amp; new|Today|2.7 h|CNY 1.30 million|3|CNY"


def test_a_difference_has_the_paired_student_interval(view_of: Callable[..., View]) -> None:
    # Differences -1, -1, -2: mean -4/3, standard error 1/3, t(.975, 2 degrees) = 4.3027, so -4/3 +- 1.4342.
    view = view_of(ENDINGS["change"], "{{diff:median_response_hours:bold}}")
    assert guide_of(view) == "−1.3 h (−2.8 h to +0.1 h)"


def test_the_gain_is_the_decision_s_own_difference(view_of: Callable[..., View]) -> None:
    view = view_of(ENDINGS["change"], "{{gain}}|{{diff:contribution:best}}")
    mean, low, high = view.verdict.gain
    assert mean == pytest.approx(300_000) and low < mean < high
    gain = "{} ({})".format(*view.money_with_interval(mean, low, high, signed=True))
    assert guide_of(view) == f"{gain}|{gain}"


def test_the_baseline_does_not_differ_from_itself_in_chinese_too(view_of: Callable[..., View]) -> None:
    view = view_of(ENDINGS["keep"], "{{best}}：{{gain}}，单位{{currency}}", lang="zh")
    assert guide_of(view) == "现状：无，它就是基准，单位元"


def test_a_playbook_without_a_guide_in_the_language_has_none(view_of: Callable[..., View]) -> None:
    view = view_of(ENDINGS["keep"], "words", lang="zh")
    assert guide_of(View(view.run, "en", view.folder)) is None


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", TAUGHT)
def test_a_shipped_guide_can_be_filled_in_however_its_run_ends(name: str, lang: str) -> None:
    playbook = load_playbook(name)
    text = playbook.guide(lang)
    assert text is not None
    check_guide(text, PLAYBOOKS / name / f"guide.{lang}.md", playbook.experiment.schemes)


@pytest.mark.parametrize("name", TAUGHT)
def test_both_languages_of_a_shipped_guide_show_the_same_figures_chapters_and_steps(name: str) -> None:
    english, chinese = ((PLAYBOOKS / name / f"guide.{lang}.md").read_text(encoding="utf-8") for lang in ("en", "zh"))
    for pattern in (r"\{\{[^}]*\}\}", r"^#+", r"^\d+\.", r"^- ", r"^\|"):
        found = [re.findall(pattern, text, re.MULTILINE) for text in (english, chinese)]
        assert sorted(found[0]) == sorted(found[1]), pattern
    assert english.count("(not simulated)") == chinese.count("（未模拟）") > 0


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", [name for name in TAUGHT if name != "olist-funnel"])
def test_shipped_guides_share_their_first_and_last_headings(name: str, lang: str) -> None:
    text = (PLAYBOOKS / name / f"guide.{lang}.md").read_text(encoding="utf-8")
    found = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert tuple(found[:2] + found[-2:]) == SHARED[lang]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", [name for name in TAUGHT if name != "olist-funnel"])
def test_a_shipped_guide_names_playbooks_only_in_code_and_no_key(name: str, lang: str) -> None:
    text = (PLAYBOOKS / name / f"guide.{lang}.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`([^`]*)`", text)) <= set(TAUGHT)


def test_the_window_that_the_pools_guide_begins_with_is_told_as_an_expectation_and_a_pool_asleep_is_no_sea() -> None:
    english, chinese = (
        (PLAYBOOKS / "lead-pool" / f"guide.{lang}.md").read_text(encoding="utf-8") for lang in ("en", "zh")
    )
    (step,) = [line for line in english.splitlines() if "window of twice that time" in line]
    assert "an expectation, not a result of the run" in step
    (step,) = [line for line in chinese.splitlines() if "先取其两倍作为期限" in line]
    assert "预期，不是本次运行的结果" in step
    assert "死海" not in chinese and "沉睡的公海（无人领取）" in chinese


@pytest.mark.parametrize("name", TAUGHT)
def test_a_chinese_guide_quotes_the_scheme_that_its_sentence_is_about(name: str) -> None:
    text = (PLAYBOOKS / name / "guide.zh.md").read_text(encoding="utf-8")
    bare = re.sub(r"“\**\{\{(best|recommended|baseline)\}\}\**”", "", text)
    assert re.findall(r"\{\{(best|recommended|baseline)\}\}", bare) == []
    assert re.findall("““|””", text) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", TAUGHT)
def test_a_shipped_guide_leaves_the_unit_of_an_amount_to_the_amount(name: str, lang: str) -> None:
    assert "{{currency}}" not in (PLAYBOOKS / name / f"guide.{lang}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", TAUGHT)
def test_a_shipped_guide_starts_at_second_level_and_types_no_result_in(name: str, lang: str) -> None:
    text = (PLAYBOOKS / name / f"guide.{lang}.md").read_text(encoding="utf-8")
    assert text.startswith("## ") and not re.search(r"^# ", text, re.MULTILINE)
    assert not re.search(r"\d\s*(%|％|million|万|亿|元|CNY|BRL)|(CNY|BRL|¥|R\$)\s*\d", text)


def test_every_known_placeholder_is_offered_for_every_scheme() -> None:
    known = known_placeholders(["today"])
    assert {"gain", "scheme:today", "scheme:best", "kpi:win_rate:baseline", "diff:revenue:today"} <= set(known)


SPANS = re.compile(
    r"\b(two|three|four|five|six|nine|ten|twelve|eighteen|\d+) months\b|\bfor six\b|[二两三四五六七八九十\d]+个月"
    r"|\b(twelve|sixteen|\d{2}) weeks\b|(?<![第–\d])(十[二六]|\d{2})周"
)
"""How long customers are new or silent, and leads are followed, are parameters: a guide that types them in is wrong as
soon as somebody changes one."""


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", TAUGHT)
def test_a_shipped_guide_types_no_span_in_that_is_a_parameter(name: str, lang: str) -> None:
    text = (PLAYBOOKS / name / f"guide.{lang}.md").read_text(encoding="utf-8")
    assert [found[0] for found in SPANS.finditer(text)] == []


def test_the_check_of_spans_finds_some() -> None:
    for text in ("three months ago", "gone quiet for six", "已过三个月", "won within sixteen weeks", "十六周内赢单率"):
        assert SPANS.search(text), text
    for text in ("for a quarter (weeks 1–13)", "用一个月记录（第1–13周）", "six weeks before it ends"):
        assert not SPANS.search(text), text
