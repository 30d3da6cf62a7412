"""The tables of the check against a real funnel have Chinese names in Chinese."""

from __future__ import annotations

import re

import pandas as pd

from sim.crm.predict_olist import Miss, Prediction
from sim.report.realism_tables import in_words
from sim.results.realism import days_miss, miss_table

LEADS = Prediction(2000.0, 2526.0, 1900.0, 2100.0)
MISS = Miss(LEADS, LEADS, {"Organic search": LEADS}, 0.15, 0.16, 17.0, 10.0)
ENGLISH = re.compile(r"[A-Za-z]")


def test_rows_and_columns_are_chinese_but_for_the_names_of_sources() -> None:
    for table in (miss_table(MISS), days_miss(MISS).to_frame()):
        told = in_words(table, "zh")
        names = [name.partition("：")[0] for name in (*told.index, *told.columns)]
        assert not [name for name in names if ENGLISH.search(name)]
        assert told.to_numpy().tolist() == table.to_numpy().tolist()


def test_english_and_sentences_stay_as_they_are() -> None:
    assert in_words(miss_table(MISS), "en").equals(miss_table(MISS))
    assert in_words("why", "zh") == "why"  # type: ignore[type-var]


def test_what_is_expected_is_told_in_chinese() -> None:
    table = pd.DataFrame({"measured": [1.0, 2.0], "expected": ["below 0.08", "2.1 to 4.4"]}, index=["origins", "x"])
    assert in_words(table, "zh")["预期"].tolist() == ["小于0.08", "2.1至4.4"]
