"""What may overturn the answer, as clauses that end a sentence."""

WORDS: dict[str, tuple[str, str]] = {
    "caveat.unclear": (
        "it can't be shown that {scheme} keeps the bounds that were set",
        "尚不能证明“{scheme}”满足设定的约束",
    ),
    "caveat.infeasible": (
        "{scheme} is shown to break the bounds that were set",
        "已证明“{scheme}”违反设定的约束",
    ),
    "caveat.better_unclear": (
        "{schemes} may earn more but can't be shown to keep the bounds ({bounds})",
        "{schemes}可能赚得更多，但尚不能证明满足约束（{bounds}）",
    ),
    "caveat.bound": ("{kpi} {sense} {limit}", "{kpi}{sense}{limit}"),
    "caveat.circumstance": (
        "{circumstance}, {best} comes first instead ({n} replications)",
        "{circumstance}，领先的变为“{best}”（{n}次重复模拟）",
    ),
    "caveat.flip": (
        'at {value} on "{parameter}" its gain turns to nothing ({confidence} interval: {interval}; playbook: {here}; '
        "swept: {low} to {high})",
        "当“{parameter}”为{value}时增益归零（{confidence}区间：{interval}；手册取值{here}，考察范围{low}至{high}）",
    ),
    "caveat.null": (
        "a gain {share} as large appears even in a market with nothing to specialise in, where it can't come from "
        "knowing customers better",
        "即使在没有任何差异可供细分的市场里，也会出现相当于它{share}的增益，而那里的增益不可能来自对客户的了解",
    ),
    "caveat.steady": (
        "once everyone has settled in, {best} comes first instead ({n} replications)",
        "当人员完全适应之后，领先的变为“{best}”（{n}次重复模拟）",
    ),
    "caveat.over_budget": (
        "{scheme} costs {over} a year more than the budget it is compared at, since its people are stated by hand",
        "“{scheme}”的人员为手工设定，每年固定成本比用于比较的预算高出{over}",
    ),
    "caveat.never_reclaimed": (
        "its {clock} of {hours} business hours is longer than all that is measured ({measured}): nothing here shows "
        "what taking leads back by it would do",
        "其{clock}（{hours}工作小时）超过整个测量期（{measured}工作小时）：本次运行无法显示按它收回线索的效果",
    ),
    "caveat.clock.follow_up": ("reclaim window for want of follow-up", "未跟进收回期限"),
    "caveat.clock.deal": ("reclaim window for want of a deal", "未成交收回期限"),
    "caveat.pay": (
        "it differs in pay only, and how people respond to pay is an assumption",
        "该组织方案只有薪酬不同，而人对薪酬的反应是一项假设",
    ),
    "caveat.pay_beside": (
        "its contests, team pool or amounts for single deals cost money here, but effort takes no notice of them",
        "其竞赛奖金、团队奖金池或单笔奖励在此计入成本，但努力程度不随之变化",
    ),
    "caveat.spiffs": (
        "its amounts for single deals cost money here, but effort takes no notice of them",
        "其单笔奖励在此计入成本，但努力程度不随之变化",
    ),
    "caveat.fit": (
        "it makes other offers, and how customers weigh the needs that offers serve is an assumption, not a "
        "measurement",
        "它采用不同的产品方案，而客户如何权衡这些产品方案所满足的需求是假设，并非实测",
    ),
    "caveat.assumptions": (
        "{share} of the {n} figures behind it are assumptions, not measurements",
        "其背后的{n}个数据中有{share}是假设，而非实测",
    ),
    "caveats.item": ("{clause}.", "{clause}。"),
    "caveats.lead": ("What may overturn this.", "什么可能推翻这个结论。"),
    "circumstance.main": ("in the comparison itself", "在本次比较中"),
    "circumstance.budget 0.85": ("with a budget 15 % smaller", "预算减少15%时"),
    "circumstance.budget 1.15": ("with a budget 15 % larger", "预算增加15%时"),
    "circumstance.seats": ("with one seat moved between roles", "一个席位在角色之间调动时"),
    "circumstance.seat moved": ("with one seat moved from {giver} to {taker}", "一个席位从{giver}调到{taker}时"),
}
