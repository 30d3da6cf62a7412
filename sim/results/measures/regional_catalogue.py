"""What the KPIs of territories, absence and coaching mean; the functions are in `regional_kpis`."""

from __future__ import annotations

from sim.results.measures.kpi_terms import ARRIVED, MONEY, Kpi

REGIONAL: dict[str, Kpi] = {
    "territory_spread": Kpi(
        ("Load spread between territories", "辖区间工作量差距"),
        ("Gini coefficient over territories of busy hours for each person there", "各辖区人均忙碌时间的基尼系数"),
        "index",
        -1,
        MONEY,
    ),
    "served_elsewhere_share": Kpi(
        ("Answered by another territory", "由其他辖区首次跟进的比例"),
        (
            "leads first worked by somebody of another territory / leads worked",
            "首次由其他辖区人员处理的线索 ÷ 已处理线索",
        ),
        "share",
        0,
        ARRIVED,
    ),
    "absence_share": Kpi(
        ("Absence", "缺勤时间占比"),
        ("hours away / business hours of all seats", "缺勤时间 ÷ 全体工作时间"),
        "share",
        -1,
        MONEY,
    ),
    "coaching_share": Kpi(
        ("Time with a coaching manager", "接受辅导时间占比"),
        ("hours of coaching that people get / their week of 40 hours", "接受辅导的小时 ÷ 每周40小时"),
        "share",
        0,
        MONEY,
    ),
}
