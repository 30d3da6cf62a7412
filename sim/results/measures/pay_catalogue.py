"""What the KPIs of a pay plan mean; the functions are in `pay_kpis`."""

from __future__ import annotations

from sim.results.measures.kpi_terms import MONEY, Kpi

PAY: dict[str, Kpi] = {
    "pay_budget": Kpi(
        ("Budget for variable pay", "浮动薪酬预算"),
        (
            "the plan's stated budget; else what it pays if every seat just reaches its quota, prizes included",
            "方案写明的预算；未写明时为每个席位恰好完成销售指标时的应付额（含竞赛奖金）",
        ),
        "money/year",
        0,
        MONEY,
    ),
    "pay_over_budget": Kpi(
        ("Variable pay beyond its budget", "浮动薪酬超预算额"),
        ("variable pay - its budget, where it is more", "浮动薪酬高于预算时，二者之差"),
        "money/year",
        -1,
        MONEY,
    ),
    "attainment_p10": Kpi(
        ("Attainment, lowest tenth", "达成率（最低十分位）"),
        (
            "10th percentile of credit / quota over the statements of whole periods",
            "完整计薪期内业绩 ÷ 销售指标的第10百分位",
        ),
        "index",
        1,
        MONEY,
    ),
    "attainment_p90": Kpi(
        ("Attainment, highest tenth", "达成率（最高十分位）"),
        (
            "90th percentile of credit / quota over the statements of whole periods",
            "完整计薪期内业绩 ÷ 销售指标的第90百分位",
        ),
        "index",
        0,
        MONEY,
    ),
}
