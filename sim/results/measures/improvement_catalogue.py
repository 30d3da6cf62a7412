"""What the KPIs of continuous improvement mean; the functions are in `improvement_kpis`."""

from __future__ import annotations

from sim.results.measures.kpi_terms import MONEY, Kpi

IMPROVEMENT: dict[str, Kpi] = {
    "improvement_actions": Kpi(
        ("Improvement actions", "改进措施"),
        (
            "seats moved and people coached, at reviews or as planned, in a year",
            "全年在复盘时或按计划调动的席位次数与安排辅导的人次之和",
        ),
        "count/year",
        0,
        MONEY,
    ),
    "improvement_cost": Kpi(
        ("Improvement cost", "改进费用"),
        (
            "cost of the reviews held and of the actions taken; part of fixed cost",
            "已开复盘与已采取措施的费用之和（计入固定成本）",
        ),
        "money/year",
        -1,
        MONEY,
    ),
    "improvement_reversals": Kpi(
        ("Actions taken back", "反复的措施"),
        (
            "seats moved from one desk to another where the last move between the two went the other way, in a year",
            "全年与同两组之间上一次调动方向相反的席位调动次数",
        ),
        "count/year",
        -1,
        MONEY,
    ),
}
