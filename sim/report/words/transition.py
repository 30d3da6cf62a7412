"""Going over to another organisation: the dip, breaking even, and turning back."""

WORDS: dict[str, tuple[str, str]] = {
    "chapter.transition": ("Going over: the dip and the way out of it", "组织过渡：先降后升"),
    "chapter.transition.text": (
        "Here an organisation is not there from the start: the run begins in another and goes over in a stated week. "
        "Deals under way change hands, customers may lose the person they know, and people learn other work. What "
        "follows is all contribution since the start of the measured weeks less that of having stayed, on the same "
        "leads; variable pay counts in the week in which its pay period ends. Weeks are counted from 0. Each interval "
        "stands on its own, at {confidence}.",
        "这里的组织并非从一开始就存在：运行先按另一种组织进行，到指定的一周再切换。在途商机要换人，客户可能失去熟悉的联系人，"
        "人员要学习别的工作。以下均为自统计期开始以来的累计贡献利润减去“一直不变”时的累计贡献利润，线索相同；浮动薪酬计入其"
        "计酬期结束的那一周。周次从0数起。各区间单独成立，置信度为{confidence}。",
    ),
    "transition.low": (
        "**{scheme}** goes over in week {first}. It stands lowest after week {week}: {amount} ({interval}) against "
        "having stayed.",
        "“**{scheme}**”在第{first}周切换，最低点在第{week}周结束时：与一直不变相比为{amount}（{interval}）。",
    ),
    "transition.no_low": (
        "**{scheme}** goes over in week {first}; by the mean it is at no time behind having stayed.",
        "“**{scheme}**”在第{first}周切换；按均值，它在任何时候都不落后于一直不变。",
    ),
    "transition.even": (
        "From the end of week {week} on it stays ahead; by the interval that is between week {earliest} and week "
        "{latest}. Within the run, {share} of the replications come to stay ahead.",
        "从第{week}周结束起始终领先；按区间计算，这一时点介于第{earliest}周与第{latest}周之间。运行期内，{share}的重复模拟最终保持领先。",
    ),
    "transition.even.open": (
        "By the mean it stays ahead from the end of week {week} on, but its interval does not stay above zero within "
        "the run: that may be luck. Within the run, {share} of the replications come to stay ahead.",
        "按均值，从第{week}周结束起始终领先，但在运行期内其区间未能始终高于零，这可能只是运气。运行期内，{share}的重复模拟最终"
        "保持领先。",
    ),
    "transition.never.open": (
        "It does not come to stay ahead within the run by the mean; its interval does not rule out that it will have "
        "by the end. Within the run, {share} of the replications come to stay ahead.",
        "按均值，在运行期内未能保持领先；但区间并不排除到运行结束时已经领先。运行期内，{share}的重复模拟最终保持领先。",
    ),
    "transition.never": (
        "It does not come to stay ahead within the run; {share} of the replications do.",
        "在运行期内未能保持领先；能做到的重复模拟占{share}。",
    ),
    "transition.back": (
        "In week {back} the old organisation is put back. By the end of the run, trying it and turning back makes a "
        "difference of {amount} ({interval}) against having stayed, of which {after} ({after_interval}) comes after "
        "turning back.",
        "第{back}周恢复原有组织。到运行结束时，先切换再退回与一直不变相比相差{amount}（{interval}），其中退回之后为{after}"
        "（{after_interval}）。",
    ),
    "transition.end": (
        "By the end of the run the difference is {amount} ({interval}).",
        "到运行结束时累计相差{amount}（{interval}）。",
    ),
    "transition.even.none": ("not within the run", "运行期内未达到"),
    "transition.even.weeks": ("week {week}", "第{week}周"),
    "transition.even.span": ("week {week} ({earliest} to {latest})", "第{week}周（{earliest}至{latest}）"),
    "transition.even.after": ("week {week} (from {earliest} on)", "第{week}周（{earliest}周起）"),
    "transition.never_back": ("no", "不退回"),
    "column.stayed": ("Against staying with", "与之相比：一直保持"),
    "column.changes": ("Goes over in week", "切换周"),
    "column.turns_back": ("Turns back in week", "退回周"),
    "column.dip": ("Lowest sum", "累计最低点"),
    "column.dip_week": ("After week", "最低点所在周"),
    "column.even": ("Stays ahead from", "始终领先的起点"),
    "column.even_share": ("Replications that come to stay ahead", "最终保持领先的重复模拟"),
    "column.in_all": ("By the end of the run", "到运行结束时"),
    "axis.transition.week": ("measured week", "统计期周次"),
    "axis.transition.sum": ("against having stayed, {unit}", "与一直不变相比，{unit}"),
    "caption.transition": (
        "Contribution summed up from the first measured week, less that of having stayed; bands are intervals of the "
        "mean, each week on its own ({confidence}, {n} replications). Dotted lines: the organisation changes.",
        "自统计期第一周起的累计贡献利润减去一直不变时的累计值；色带为均值的区间，各周单独成立（{confidence}，重复{n}次）。虚线为"
        "组织变动之处。",
    ),
    "alt.transition": (
        "A line for each scheme that goes over, with its band, over the weeks.",
        "每个经历切换的组织方案一条折线及其色带，横轴为周次。",
    ),
}
