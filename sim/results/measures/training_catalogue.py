"""What the KPIs of training mean; the functions are in `training_kpis`."""

from __future__ import annotations

from sim.results.measures.kpi_terms import EDGES, MONEY, Kpi

TRAINING: dict[str, Kpi] = {
    "training_hours": Kpi(
        ("Training for each person", "人均年培训时间"),
        ("hours of training in a year / people", "全年培训小时 ÷ 人数"),
        "hours",
        0,
        MONEY,
    ),
    "training_share": Kpi(
        ("Time in training", "培训时间占比"),
        ("hours of training / business hours of all seats", "培训小时 ÷ 全体工作小时"),
        "share",
        -1,
        MONEY,
    ),
    "training_skill": Kpi(
        ("Skill from courses at the end", "期末培训带来的技能"),
        (
            "logits that remembered courses add at the stages that a person works, mean over people",
            "尚记得的课程为各人所负责阶段增加的对数几率，全体平均",
        ),
        "index",
        1,
        EDGES,
    ),
    "cohesion": Kpi(
        ("Cohesion at the end", "期末团队凝聚力"),
        ("cohesion of everyone's unit, 0 to 1, mean over people", "各人所在单元的凝聚力（0至1），全体平均"),
        "index",
        1,
        EDGES,
    ),
}
