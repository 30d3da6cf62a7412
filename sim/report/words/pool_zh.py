"""Chinese for the descriptions and sources of the claim pool, and of how people game its rules."""

DESCRIPTIONS: dict[str, str] = {
    "Business hours in a pool after which an unclaimed lead moves on.": (
        "线索在池中无人领取多少工作小时后转入另一个池。"
    ),
    "Hours for which whoever lost a lead may not claim it again.": "失去线索的人多少小时内不得再次领取同一线索。",
    "Hours without a task, since the claim or the last one, after which a lead is reclaimed.": (
        "自领取或上次跟进起，多少小时未跟进即收回。"
    ),
    "Hours since the claim after which a lead without a deal is reclaimed.": "自领取起，多少小时未成交即收回。",
    "Hours after which a lead that was assigned, and not begun, goes to the pool.": (
        "线索分配后，多少小时未开始处理即退回线索池。"
    ),
    "Hours before a reclaim at which a waiting lead moves to the front of its owner's tasks.": (
        "收回前多少小时提醒，使等待中的线索排到负责人任务的最前面。"
    ),
    (
        "Hours unclaimed after which a lead is dealt to the member with the fewest open claimed leads of those who "
        "have room for it; while nobody has, it goes to whoever has first."
    ): "无人领取多少小时后，分配给仍有余额且在手已领线索最少的成员；若都已满额，则分配给最先有余额的人。",
    "Share of people who make sham follow-ups.": "会做虚假跟进的人员比例。",
    "Hours of work that a sham follow-up takes.": "一次虚假跟进所花的工时。",
    "Hours before the reclaim from which on they do it.": "从收回前多少小时起开始虚假跟进。",
}
SOURCES: dict[str, str] = {
    "assumption: a week, as many firms set it": "假设：一周，许多企业如此设置",
    "assumption: two weeks": "假设：两周",
    "assumption: a quarter": "假设：一个季度",
    "assumption: a day's notice": "假设：提前一天",
    "assumption: two days": "假设：两天",
    "assumption: a day": "假设：一天",
    "assumption: quick customers": "假设：客户决定得快",
    "assumption: customers keep to the day that they name": "假设：客户按说定的日子答复",
    "assumption: people are often away": "假设：人员时常缺勤",
}
