"""The words of the report: whole in both languages, with the same figures in the same sentences."""

from __future__ import annotations

import re
import string

import pytest

import sim
from sim.floor.money import MONEY_KINDS
from sim.inputs.places import shipped_playbooks
from sim.report import tables, words
from sim.report.fonts import missing_glyphs
from sim.report.theme import CATEGORIES
from sim.report.words import assumptions_zh
from sim.results.assumptions import assumptions
from sim.results.measures.kpi_catalogue import CATALOGUE, STAGE_KPIS
from sim.results.variants import BUDGETS

ENTRIES = list(words.entries())
HAN = re.compile(r"[\u4e00-\u9fff]")
NAMES_IN_CHINESE = {
    "SVG", "PNG", "CSV", "CRM", "SHA-256", "KPI", "English", "Run All Cells", "Run", "RUN_DIR", "Funnelbench", "Gini",
}  # fmt: skip
SPACE_BESIDE_HAN = re.compile(r"[\u4e00-\u9fff，。：；（）“”] +[\w{*`]|[\w%}*`] +[\u4e00-\u9fff“（]", re.ASCII)
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!()](?!\d)")
# But for the Chinese way to say one by one.
DOUBLED = re.compile(r"((?!一)[\u4e00-\u9fff]{2,})\1|\b([A-Za-z]+) \2\b")
CHINESE_MARKS = re.compile(r"[“”‘’，。：；（）！？、《》]")
"""Such quotes too: the font of a page draws them as wide as a Chinese character."""
CODE = re.compile(r"`[^`]*`|\{[^}]*\}|<[^>]*>")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def english_words(text: str) -> list[str]:
    bare = CODE.sub(" ", text)
    for name in sorted(NAMES_IN_CHINESE, key=len, reverse=True):
        bare = bare.replace(name, " ")
    return re.findall(r"[A-Za-z]{2,}", bare)


def test_no_key_stands_in_two_topics() -> None:
    keys = [key for key, _ in ENTRIES]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("key", "texts"), ENTRIES, ids=[key for key, _ in ENTRIES])
def test_both_languages_say_it_with_the_same_figures(key: str, texts: tuple[str, str]) -> None:
    english, chinese = texts
    assert english.strip()
    assert chinese.strip()
    assert not HAN.search(english)
    assert placeholders(english) == placeholders(chinese)


@pytest.mark.parametrize(
    ("key", "chinese"), [(key, texts[1]) for key, texts in ENTRIES], ids=[key for key, _ in ENTRIES]
)
def test_chinese_words_hold_no_english(key: str, chinese: str) -> None:
    assert english_words(chinese) == []
    assert missing_glyphs(chinese) == set()


@pytest.mark.parametrize(
    ("key", "chinese"), [(key, texts[1]) for key, texts in ENTRIES], ids=[key for key, _ in ENTRIES]
)
def test_chinese_is_set_as_chinese_is(key: str, chinese: str) -> None:
    assert SPACE_BESIDE_HAN.search(chinese) is None
    assert HALF_WIDTH.search(CODE.sub("", chinese)) is None


@pytest.mark.parametrize(("key", "texts"), ENTRIES, ids=[key for key, _ in ENTRIES])
def test_english_is_set_without_chinese_marks(key: str, texts: tuple[str, str]) -> None:
    assert CHINESE_MARKS.search(texts[0]) is None


@pytest.mark.parametrize("name", list(shipped_playbooks()))
def test_english_guides_and_playbooks_are_set_without_chinese_marks(name: str) -> None:
    playbook = sim.load_playbook(name)
    assert CHINESE_MARKS.findall(playbook.guide("en") or "") == []
    experiment = playbook.experiment
    titles = [experiment.title, experiment.question, *(scheme.title for scheme in experiment.schemes.values())]
    assert [found for title in titles if title for found in CHINESE_MARKS.findall(title.of("en"))] == []
    for entry in (*CATALOGUE.values(), *STAGE_KPIS.values()):
        assert CHINESE_MARKS.findall(entry.title[0] + entry.formula[0]) == []


@pytest.mark.parametrize(("key", "texts"), ENTRIES, ids=[key for key, _ in ENTRIES])
def test_no_word_stands_there_twice(key: str, texts: tuple[str, str]) -> None:
    assert [found[0] for text in texts for found in DOUBLED.finditer(text)] == []


def test_the_check_of_doubled_words_finds_some() -> None:
    assert DOUBLED.search("如何，随组织组织方案而变")
    assert DOUBLED.search("it is is not")


@pytest.mark.parametrize("text", ["每年 {gain}", "{n} 次", "用 KPI 表", "共 3 个"])
def test_the_check_of_spaces_finds_some(text: str) -> None:
    assert SPACE_BESIDE_HAN.search(text)


@pytest.mark.parametrize(
    ("key", "chinese"), [(key, texts[1]) for key, texts in ENTRIES], ids=[key for key, _ in ENTRIES]
)
def test_a_scheme_and_an_offer_have_words_of_their_own(key: str, chinese: str) -> None:
    english = dict(ENTRIES)[key][0].lower()
    kinds = set(re.findall(r"(..)方案(?!制定)", f"  {chinese}"))
    assert kinds <= {"组织", "产品", "薪酬"}, kinds
    assert ("产品" in kinds) == ("offer" in english)


def test_the_check_for_english_finds_some() -> None:
    assert english_words("每年多赚 {gain} a year，见 `tables/x.csv`") == ["year"]


def test_catalogue_speaks_both_languages() -> None:
    for entry in (*CATALOGUE.values(), *STAGE_KPIS.values()):
        for english, chinese in (entry.title, entry.formula):
            assert english
            assert HAN.search(chinese)
            assert [word for word in english_words(chinese) if word not in {"Kaplan", "Meier"}] == []
        for lang in words.LANGUAGES:
            assert words.say(lang, f"window.{entry.window}")
            assert words.say(lang, f"unit.name.{entry.unit}", currency="CNY")


@pytest.mark.parametrize("name", list(shipped_playbooks()))
def test_every_description_unit_and_source_of_shipped_playbooks_is_in_chinese(name: str) -> None:
    table = assumptions(sim.load_playbook(name))
    for column in ("description", "unit", "source"):
        english = set(table[column]) - {""}
        assert {text for text in english if assumptions_zh.in_chinese(text) == text} == set(), column


def test_a_persons_own_source_stays_as_it_was_written() -> None:
    assert assumptions_zh.in_chinese("our CRM; a talk with Li") == "our CRM; a talk with Li"


def test_every_circumstance_has_words() -> None:
    for circumstance in ("main", *(f"budget {factor:g}" for factor in BUDGETS), "seat moved"):
        assert words.knows(f"circumstance.{circumstance}")


def test_every_kind_of_money_has_words_and_a_colour() -> None:
    for kind in tables.COSTS:
        assert words.knows(f"money.group.{kind}")
        assert words.knows(f"money.lower.{kind}")
    assert words.knows("money.group.gross_margin")
    assert len(tables.COSTS) + 1 <= len(CATEGORIES)
    for kind in MONEY_KINDS:
        assert words.knows(f"money.{kind}")


@pytest.mark.parametrize("name", shipped_playbooks())
def test_every_way_of_a_shipped_playbook_has_a_name_in_both_languages(name: str) -> None:
    assert [way for way in sim.load_playbook(name).experiment.every_way() if not words.knows(f"way.{way}")] == []
