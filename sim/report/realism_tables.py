"""The tables of the check against a real funnel, in the reader's language."""

from __future__ import annotations

from typing import TypeVar

import pandas as pd

Table = TypeVar("Table", pd.DataFrame, pd.Series)

CHINESE = {
    "days to win": "赢单用时",
    "origins": "来源",
    "weekday dispersion": "工作日离散指数",
    "measured": "测得",
    "expected": "预期",
    "holds": "成立",
    "predicted": "预测",
    "observed": "实际",
    "low": "下限",
    "high": "上限",
    "inside": "在区间内",
    "leads": "线索数",
    "win rate": "赢单率",
    "distance, predicted from observed": "距离：预测与实际",
    "distance, observed in the two halves": "距离：前后两段实际",
    "median days, predicted": "天数中位数：预测",
    "median days, observed": "天数中位数：实际",
}


def in_words(table: Table, lang: str) -> Table:
    """The same table with its rows and columns named in that language; a source keeps the name that it has in the data.

    What is no table (a sentence that says why there is none) is returned as it is.
    """
    if lang != "zh" or not isinstance(table, pd.DataFrame | pd.Series):
        return table
    rows = table.rename(index=_chinese)
    if isinstance(rows, pd.Series):
        return rows.rename(_chinese(str(rows.name)))
    words = {"expected": lambda text: str(text).replace("below ", "小于").replace(" to ", "至")}
    cells = {name: rows[name].map(word) for name, word in words.items() if name in rows}
    return rows.assign(**cells).rename(columns=_chinese)


def _chinese(name: str) -> str:
    """A label's Chinese; of "win rate, organic_search" that of what stands before the comma, and the source's name."""
    head, comma, source = name.partition(", ")
    if name in CHINESE:
        return CHINESE[name]
    return f"{CHINESE[head]}：{source}" if comma and head in CHINESE else name
