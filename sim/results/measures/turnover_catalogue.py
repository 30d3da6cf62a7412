"""What the KPIs of people who leave and come mean; the functions are in `turnover_kpis`."""

from __future__ import annotations

from sim.results.measures.kpi_terms import MONEY, Kpi

TURNOVER: dict[str, Kpi] = {
    "attrition": Kpi(
        ("Attrition a year", "年离职率"),
        ("departures / years that people were in post", "离职人数 ÷ 在岗人年数"),
        "share",
        -1,
        MONEY,
    ),
    "vacancy_share": Kpi(
        ("Posts vacant", "岗位空缺率"),
        ("hours that posts were vacant / business hours of all posts", "岗位空缺时间 ÷ 全部岗位的工作时间"),
        "share",
        -1,
        MONEY,
    ),
    "new_hire_share": Kpi(
        ("Time of new people", "新人在岗时间占比"),
        (
            "hours in post of people who are not yet at full speed / hours that people were in post",
            "尚未达到正常效率的新人的在岗时间 ÷ 全体在岗时间",
        ),
        "share",
        -1,
        MONEY,
    ),
    "hiring_cost": Kpi(
        ("Recruiting cost", "招聘费用"),
        ("people who came x cost of recruiting one; part of fixed cost", "入职人数 × 每人招聘费用（计入固定成本）"),
        "money/year",
        -1,
        MONEY,
    ),
}
