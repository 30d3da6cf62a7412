"""What the KPIs of claim pools mean; the functions are in `pool_kpis`."""

from __future__ import annotations

from sim.results.measures.kpi_terms import ARRIVED, MONEY, Kpi

POOL: dict[str, Kpi] = {
    "pool_never_claimed_share": Kpi(
        ("Never claimed from the pool", "池中从未被领取比例"),
        (
            "leads neither claimed nor assigned by the end / leads that came to lie in a pool",
            "截至期末既未被领取也未被分配的线索 ÷ 进入线索池的线索",
        ),
        "share",
        -1,
        ARRIVED,
    ),
    "pool_wait_hours": Kpi(
        ("Median wait in the pool", "池中等待时间中位数"),
        (
            "Kaplan-Meier median of business hours from the pool to the first claim; closed unclaimed counts as never",
            "从入池到首次被领取的工作小时的Kaplan-Meier中位数；未被领取即关闭者按无穷大计",
        ),
        "hours",
        -1,
        ARRIVED,
    ),
    "pool_reclaims_per_lead": Kpi(
        ("Reclaims per pool lead", "每条池内线索回收次数"),
        (
            "times that leads were taken back by a clock / leads that came to lie in a pool",
            "因超时被收回的次数 ÷ 进入线索池的线索",
        ),
        "count",
        -1,
        ARRIVED,
    ),
    "pool_unworked_claims_share": Kpi(
        ("Claims never followed up", "领取后从未跟进比例"),
        (
            "claims that ended without a task / claims that ended or had one",
            "未做任何跟进即终止的领取 ÷ 已终止或已跟进的领取",
        ),
        "share",
        -1,
        MONEY,
    ),
    "pool_open_claims": Kpi(
        ("Open claimed leads per member", "人均持有线索数"),
        ("mean over time and members of open claimed leads", "各成员持有的未结已领线索数对时间和成员的平均"),
        "count",
        0,
        MONEY,
    ),
    "pool_open_claims_max": Kpi(
        ("Most open claimed leads", "单人最高持有线索数"),
        ("the most that any member ever had open at once", "任一成员在任一时刻持有的最多未结已领线索数"),
        "count",
        0,
        MONEY,
    ),
    "pool_claimed_age_hours": Kpi(
        ("Age of leads when claimed", "领取时线索已等待时间"),
        (
            "median over claims of business hours since the lead came in",
            "各次领取距线索到达的工作小时的中位数",
        ),
        "hours",
        -1,
        MONEY,
    ),
    "pool_small_wait_hours": Kpi(
        ("Longer wait of small leads in the pool", "池中小额线索多等的时间"),
        (
            "mean hours from the pool to the first claim, the closing or the end, of the half with the lower recorded "
            "value less that of the other half: cherry-picking",
            "记录金额较低的一半线索，从入池到首次被领取、关闭或期末的平均工作小时，减去另一半的平均值：反映挑肥拣瘦",
        ),
        "hours",
        -1,
        ARRIVED,
    ),
    "pool_newcomer_age_hours": Kpi(
        ("Staler leads of newcomers", "新人所领线索的陈旧程度"),
        (
            "mean age, when claimed, of what people claim in their first 520 hours after taking over a post, less that "
            "of what all others claim",
            "接任岗位后520工作小时内的新人所领线索在领取时的平均已等待工作小时，减去其他人所领线索的平均值",
        ),
        "hours",
        -1,
        MONEY,
    ),
    "pool_shams": Kpi(
        ("Sham follow-ups", "虚假跟进次数"),
        ("follow-ups made only to stop the clock", "仅为避免回收而做的跟进"),
        "count/year",
        -1,
        MONEY,
    ),
}
