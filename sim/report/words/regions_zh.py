"""Chinese for the descriptions and sources of coaching, absence, cover and overflow."""

DESCRIPTIONS: dict[str, str] = {
    "Logits at every stage that no amount of coaching exceeds.": "辅导再多也不会超过的各阶段对数几率增量。",
    "Remembered hours of coaching that bring half of it.": "达到上述增量一半所需的（尚记得的）辅导小时。",
    "Weeks without coaching after which half of the hours is forgotten.": "停止辅导后遗忘一半所需的周数。",
    "Spells of illness that a person has in a year at work.": "每人每年患病缺勤的次数。",
    "Mean business hours of such a spell.": "每次病假的平均工作小时。",
    "How often a post falls vacant in a year of work.": "每个岗位每年出现空缺的次数。",
    "Mean weeks until a vacant post is filled.": "岗位空缺到补齐的平均周数。",
    "Business hours of an absence after which cover begins.": "缺勤多少工作小时后开始由他人补位。",
    "Hours a week that each manager coaches, divided among the people he has.": (
        "每位经理每周用于辅导的小时，由其下属平分。"
    ),
    (
        "Business hours that the work on leads waiting there would take its people, from which on a new lead goes to "
        "the team's nearest other territory with less; absent: it stays."
    ): "辖区内积压的线索工作量达到多少工作小时后，新线索转给同组最近且积压较少的辖区；缺省为不转出。",
}
SOURCES: dict[str, str] = {
    "assumption: no trustworthy figure exists for what sales training or coaching teaches": (
        "假设：销售培训或辅导的效果没有可信的数据"
    ),
    "assumption: orders of a region swing by a quarter from month to month": "假设：各地区需求逐月波动约四分之一",
    "assumption: part of the swing is the country's, most is the region's own": (
        "假设：波动部分来自全国行情，大部分来自本地区"
    ),
    "assumption: every supplier is there": "假设：各家供应商都在此布局",
    "assumption: few rivals go there": "假设：很少有竞争对手进入",
    "assumption: foreign brands compete at the high end": "假设：高端市场有外资品牌竞争",
    "assumption: as rivals multiply, price counts for more each year": "假设：随着对手增多，客户逐年更看重价格",
    "assumption: a working day of work for each person": "假设：相当于人均一个工作日的工作量",
    "assumption: from the second day on": "假设：从第二天起补位",
    "assumption: a day of a manager's week": "假设：经理每周拿出一天",
    "a choice of the scheme: small teams": "组织方案的选择：小团队",
}
