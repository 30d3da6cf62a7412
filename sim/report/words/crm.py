"""A CRM quarter by quarter, and its dashboard beside the truth."""

WORDS: dict[str, tuple[str, str]] = {
    "chapter.dip": ("Quarter by quarter: is there a dip before a gain?", "逐季来看：是否先降后升？"),
    "chapter.dip.text": (
        "Learning, logging and licences cost from the first day; use spreads person by person, and deals take months "
        "to close. So the first quarter need not say much about the last.",
        "学习、录入和许可费从第一天起就要付出，而使用是一个人一个人铺开的，成交又要几个月。因此首季度的结果未必能说明末季度。",
    ),
    "dip.one": (
        "**{scheme}**: in the first quarter {first}, in the last {last}; by then {used} of what it asks for is done.",
        "“**{scheme}**”首季度{first}，末季度{last}；此时使用程度为{used}。",
    ),
    "dip.gain": ("a gain of {amount} ({interval})", "获益{amount}（{interval}）"),
    "dip.loss": ("a loss of {amount} ({interval})", "损失{amount}（{interval}）"),
    "dip.open": (
        "neither a gain nor a loss is shown ({amount}, {interval})",
        "获益与损失均未得到证明（{amount}，{interval}）",
    ),
    "dip.quarter": ("quarter {number}", "第{number}季度"),
    "caption.dip": (
        "Gain over {baseline} in each quarter, a year's worth: dots are means, lines {confidence} intervals, one at a "
        "time.",
        "各季度相对“{baseline}”的增益（折算为一年）：点为均值，线段为逐项的{confidence}区间。",
    ),
    "alt.dip": ("Gain of each CRM scheme by quarter.", "各CRM组织方案分季度的增益。"),
    "column.quarter": ("Quarter", "季度"),
    "column.used": ("Use", "使用程度"),
    "column.selling_time": ("Left for customers", "可用于客户的时间"),
    "chapter.dashboard": ("What the dashboard says and what is true", "看板显示的与实际的"),
    "chapter.dashboard.text": (
        "A result is on record at once only in proportion to use; else it is filled in with the next result that is "
        "logged, and a loss that nobody logs stays open for ever. Nobody cleans up in these runs. What an open deal is "
        "worth may be recorded wrongly even where the CRM is fully used.",
        "结果能否当即录入取决于使用程度；否则要等下一次录入时补上，无人录入的丢单则一直显示在途。本次运行中没有人清理档案。"
        "即使CRM得到充分使用，在途线索的金额也可能记错。",
    ),
    "dashboard.open": (
        "**{scheme}**: {ratio} leads are open on record for each that truly is; {dead} of those on record are dead.",
        "“**{scheme}**”的账面在途线索是实际在途的{ratio}倍，其中{dead}其实已经关闭。",
    ),
    "dashboard.forecast": (
        "Of all with a CRM the forecast from the record is furthest off with {scheme}: {recorded} on average; the same "
        "method on the true pipeline is {true}.",
        "有CRM的组织方案中，按账面预测偏差最大的是“{scheme}”：平均{recorded}；同样的方法用于真实漏斗则{true}。",
    ),
    "dashboard.forecast.one": (
        "The forecast from the record of {scheme} is {recorded} on average; the same method on the true pipeline is "
        "{true}.",
        "“{scheme}”按账面的预测平均{recorded}；同样的方法用于真实漏斗则{true}。",
    ),
    "dashboard.even": ("neither too high nor too low", "不偏高也不偏低"),
    "dashboard.high": ("{share} too high", "偏高{share}"),
    "dashboard.low": ("{share} too low", "偏低{share}"),
    "dashboard.categories": (
        "The forecast by how far deals have come: what the record and the truth promised, and what was won of them. "
        "Amounts are means; the errors above are means of each replication's own error, which lumpy deals make larger.",
        "按推进程度分类的预测：账面与真实漏斗各自预计的金额，以及最终赢得的金额。金额为均值；上文的误差是各次重复模拟误差的均值，"
        "商机大小悬殊时会更大。",
    ),
    "third.early": ("Early stages", "前段"),
    "third.middle": ("Middle stages", "中段"),
    "third.late": ("Late stages", "后段"),
    "column.third": ("Deals in", "所处位置"),
    "column.told_recorded": ("Told by the record", "账面预测"),
    "column.told_true": ("Told by the truth", "真实漏斗预测"),
    "column.won_amount": ("Won", "实际赢得"),
}
