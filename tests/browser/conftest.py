"""A headless Chromium, and a toy report with everything that real ones hold."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Browser, sync_playwright

from sim.report import theme

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCHEMES = {
    "today": ("Today", "今天的组织"),
    "size": ("By customer size", "按客户规模细分"),
    "region": ("By region", "按地区细分"),
    "product": ("By product line", "按产品线细分"),
    "both": ("Market first, then product line", "先按市场、再按产品线"),
}
GAINS = [0.0, 1.42, -0.86, 0.35, 2.31]
HALF_WIDTHS = [0.0, 0.61, 0.72, 0.58, 0.66]
WORDS = {
    "en": {
        "verdict": "Organise by market first and then by product line: it earns ¥2.3 m a year more than today "
        "(95 % interval ¥1.7 m to ¥3.0 m) at the same fixed cost.",
        "sure": "In 20 of 20 replications it came first. The largest caveat: it wins only while people learn; below a "
        "learning exponent of 0.11 today's organisation is better.",
        "cards": [("Gain a year", "+¥2.3 m", "¥1.7 m to ¥3.0 m", "good"), ("Win rate", "14.2 %", "today 12.6 %", "")],
        "more": [("Median response", "3.1 h", "today 2.2 h", "bad"), ("Heads", "40", "same budget", "")],
        "caption": "Gain in contribution over today's organisation, millions of CNY a year; bars are means of 20 "
        "replications, lines are simultaneous 95 % intervals.",
        "alt": "Bar chart of yearly gain by scheme; market first then product line leads with 2.3 million.",
        "columns": ["Gain, ¥ m a year", "95 % interval", "Win rate", "Median response, h"],
        "axis": "Gain over today, millions of CNY a year",
        "caveat": "<strong>What may overturn this.</strong> The need weights of small firms are an assumption.",
    },
    "zh": {
        "verdict": "先按市场、再按产品线组建团队：在固定成本不变的情况下，"
        "每年比今天的组织多赚 230 万元（95% 区间：170 万至 300 万元）。",
        "sure": "20 次重复模拟中，它 20 次排名第一。最大的保留意见："
        "只有在员工持续学习的前提下它才胜出；学习指数低于 0.11 时，今天的组织更好。",
        "cards": [("年增益", "+230 万元", "170 万至 300 万元", "good"), ("赢单率", "14.2%", "今天 12.6%", "")],
        "more": [("响应时间中位数", "3.1 小时", "今天 2.2 小时", "bad"), ("人数", "40", "预算相同", "")],
        "caption": "相对今天组织的年贡献增益（百万元人民币）；条形为 20 次重复模拟的均值，线段为 95% 联合置信区间。",
        "alt": "各方案年增益条形图；先按市场、再按产品线的方案以 230 万元领先。",
        "columns": ["年增益（百万元）", "95% 区间", "赢单率", "响应中位数（小时）"],
        "axis": "相对今天的增益（百万元人民币/年）",
        "caveat": "<strong>什么可能推翻这个结论。</strong>小企业的需求权重只是一个假设。",
    },
}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def toy_notebook(tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    """An executed notebook in both languages, as papermill would leave it."""
    folder = tmp_path_factory.mktemp("figures")
    cells = [
        new_code_cell("lang = 'en'", metadata={"tags": ["parameters"]}, outputs=[_stream("stdout", "PARAMETERS")]),
        *_both(
            "## How the schemes compare\n\nA scheme earns **nothing** for its name; it costs $5 to $9 a lead. See the "
            "[source](https://example.org/study).\n\n- Pooling is lost\n- Familiarity is won",
            "## 各方案比较\n\n**结论：**方案不会因名称而获得任何加分。"
            "这是**“最重要”**的一点。\n\n- 失去资源共享\n- 赢得熟悉度",
        ),
    ]
    answers = [_answer(lang, folder) for lang in ("en", "zh")]
    details = [_table(lang) for lang in ("en", "zh")]
    return new_notebook(cells=[*answers, *cells, *details, *_ending()])


def _answer(lang: str, folder: Path) -> nbformat.NotebookNode:
    words = WORDS[lang]
    cards = "".join(
        f'<div class="kpi-card {kind}"><div class="kpi-label">{label}</div><div class="kpi-value">{value}</div>'
        f'<div class="kpi-detail">{detail}</div></div>'
        for label, value, detail, kind in [*words["cards"], *words["more"]]
    )
    verdict = f'<div class="verdict"><p>{words["verdict"]}</p><p>{words["sure"]}</p></div>'
    saved = _figure(lang, folder)
    described = {"alt": words["alt"], "caption": words["caption"]}
    picture = {
        "image/svg+xml": saved.svg.read_text(encoding="utf-8"),
        "image/png": base64.b64encode(saved.png.read_bytes()).decode("ascii"),
        "text/plain": "<Figure size 640x480 with 1 Axes>",
    }
    outputs = [
        _stream("stderr", "WARNING a kernel said something"),
        new_output("display_data", {"text/html": f'{verdict}<div class="kpi-cards">{cards}</div>'}),
        new_output("display_data", picture, metadata=described),
        new_output("display_data", {"text/html": f'<div class="caveat"><p>{words["caveat"]}</p></div>'}),
        new_output("execute_result", {"text/plain": "<Axes: xlabel='gain'>"}, execution_count=1),
    ]
    return new_code_cell("secret_code()", metadata={"tags": [f"lang-{lang}"]}, outputs=outputs)


def _figure(lang: str, folder: Path) -> theme.SavedFigure:
    import matplotlib.pyplot as plt

    names = [both[lang == "zh"] for both in SCHEMES.values()]
    colours = theme.scheme_colours(SCHEMES, recommended="both", baseline="today")
    with theme.themed(lang):
        figure, axes = plt.subplots(figsize=theme.figure_size("full", 0.38))
        axes.barh(names, GAINS, xerr=HALF_WIDTHS, color=list(colours.values()), height=0.62, ecolor=theme.INK)
        axes.axvline(0, color=theme.INK, linewidth=0.8)
        axes.grid(visible=False, axis="y")
        axes.set_xlabel(WORDS[lang]["axis"])
        saved = theme.save_figure(figure, folder, f"gain-{lang}")
        plt.close(figure)
    return saved


def _table(lang: str) -> nbformat.NotebookNode:
    intervals = [f"{g - h:+.1f} – {g + h:+.1f}".replace("-", "−") for g, h in zip(GAINS, HALF_WIDTHS, strict=True)]
    rates, hours = ["12.6 %", "13.5 %", "11.9 %", "12.8 %", "14.2 %"], [2.2, 2.9, 2.6, 2.4, 3.1]
    frame = pd.DataFrame(
        dict(zip(WORDS[lang]["columns"], [GAINS, intervals, rates, hours], strict=True)),
        index=[both[lang == "zh"] for both in SCHEMES.values()],
    )
    html = frame.to_html().replace(
        "<tr>\n      <th>" + frame.index[-1], "<tr class='recommended'>\n      <th>" + frame.index[-1]
    )
    return new_code_cell(
        "frame", metadata={"tags": [f"lang-{lang}"]}, outputs=[new_output("display_data", {"text/html": html})]
    )


def _ending() -> list[nbformat.NotebookNode]:
    script = (
        '<script src="https://example.org/x.js"></script><p onclick="alert(1)" class="provenance">Seed 20260101</p>'
    )
    return [
        *_both(
            "## Playbook: how to subdivide\n\n"
            "<div class='guide'>\n\n### Step 1\n\nOwner: sales director, week 1.\n\n</div>",
            "## 手册：如何细分\n\n<div class='guide'>\n\n### 第一步\n\n负责人：销售总监，第 1 周。\n\n</div>",
        ),
        *_both("## Provenance\n\n1 < 2 ≤ 3 ✓", "## 数据来源\n\n1 < 2 ≤ 3 ✓"),
        new_code_cell("x", outputs=[new_output("display_data", {"text/html": script})]),
    ]


def _both(english: str, chinese: str) -> list[nbformat.NotebookNode]:
    return [
        new_markdown_cell(text, metadata={"tags": [f"lang-{lang}"]})
        for lang, text in (("en", english), ("zh", chinese))
    ]


def _stream(name: str, text: str) -> nbformat.NotebookNode:
    return new_output("stream", name=name, text=text)
