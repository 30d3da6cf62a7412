"""What each KPI of earning and costing means, in both languages; part of the catalogue."""

from __future__ import annotations

from sim.results.measures.kpi_terms import MONEY, Kpi

AMOUNTS: dict[str, Kpi] = {
    "contribution": Kpi(
        ("Contribution", "贡献利润"),
        (
            "gross margin - fixed cost - variable pay - travel - research - campaigns - trials - training",
            "毛利 − 固定成本 − 浮动薪酬 − 差旅 − 调研 − 推广 − 试用 − 培训",
        ),
        "money/year",
        1,
        MONEY,
    ),
    "revenue": Kpi(
        ("Revenue", "收入"),
        ("won deals after discount, and renewals", "折后赢单金额与续约金额之和"),
        "money/year",
        1,
        MONEY,
    ),
    "gross_margin": Kpi(
        ("Gross margin", "毛利"),
        ("revenue - cost of goods and renewals - service promised", "收入 − 货物与续约成本 − 承诺服务的成本"),
        "money/year",
        1,
        MONEY,
    ),
    "fixed_cost": Kpi(
        ("Fixed cost", "固定成本"),
        (
            "salaries of filled posts + seats + managers + relocation + recruiting + mending + improvement "
            "+ transition",
            "在岗人员工资 + 工位 + 经理 + 调动 + 招聘 + 产品整改 + 持续改进 + 组织过渡",
        ),
        "money/year",
        -1,
        MONEY,
    ),
    "variable_pay": Kpi(
        ("Variable pay", "浮动薪酬"), ("sum of pay statements", "各期提成之和"), "money/year", -1, MONEY
    ),
    "travel_cost": Kpi(
        ("Travel cost", "差旅费用"), ("kilometres x cost per kilometre", "公里数 × 每公里费用"), "money/year", -1, MONEY
    ),
    "research_cost": Kpi(
        ("Research cost", "客户调研费用"),
        ("cost of the studies that started", "已启动调研的费用之和"),
        "money/year",
        -1,
        MONEY,
    ),
    "campaign_cost": Kpi(
        ("Campaign cost", "推广费用"),
        ("money for campaigns and promotion", "推广活动与老客户促销的花费"),
        "money/year",
        -1,
        MONEY,
    ),
    "training_cost": Kpi(
        ("Training cost", "培训费用"),
        ("people taking part x cost of each", "参加人次 × 每人次费用"),
        "money/year",
        -1,
        MONEY,
    ),
    "trial_cost": Kpi(
        ("Trial cost", "试用费用"),
        ("trials x cost of each", "试用次数 × 每次费用"),
        "money/year",
        -1,
        MONEY,
    ),
}
