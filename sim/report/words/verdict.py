"""The answer, in one sentence that is read aloud, and what stands right below it."""

WORDS: dict[str, tuple[str, str]] = {
    "verdict.recommended": (
        "{scheme} earns {gain} a year more than {baseline} ({confidence} confidence: {interval}) and {cost}; "
        "the largest caveat: {caveat}.",
        "“{scheme}”每年比“{baseline}”多赚{gain}（{confidence}置信区间：{interval}），{cost}；最需注意：{caveat}。",
    ),
    "verdict.bounds": (
        "{only}, so it is recommended; {compared}, and it {cost}; the largest caveat: {caveat}.",
        "{only}，因此推荐它；{compared}，{cost}；最需注意：{caveat}。",
    ),
    "verdict.bounds.only": (
        "Only {scheme} is shown to keep the bounds that were set",
        "只有“{scheme}”被证明满足设定的约束",
    ),
    "verdict.bounds.best": (
        "{scheme} earns most of the schemes that are shown to keep the bounds",
        "在被证明满足约束的组织方案中，“{scheme}”盈利最高",
    ),
    "verdict.bounds.open": (
        "whether it earns more or less than {baseline} is not shown ({gain} a year, {confidence} confidence: "
        "{interval})",
        "它比“{baseline}”赚得多还是少尚未得到证明（每年{gain}，{confidence}置信区间：{interval}）",
    ),
    "verdict.bounds.loss": (
        "it earns {gain} a year less than {baseline} ({confidence} confidence: {interval}), though {standing}",
        "它每年比“{baseline}”少赚{gain}（{confidence}置信区间：{interval}），不过{standing}",
    ),
    "baseline.infeasible": ("{baseline} is shown to break them", "“{baseline}”已被证明违反约束"),
    "baseline.unclear": ("{baseline} is not shown to keep them", "“{baseline}”未被证明满足约束"),
    "verdict.keep": (
        "Keep {baseline}: no other scheme earns as much, the nearest, {runner}, earns {gain} a year less "
        "({confidence} confidence: {interval}); the largest caveat: {caveat}.",
        "维持“{baseline}”：没有其他组织方案赚得更多，最接近的“{runner}”每年少赚{gain}（{confidence}置信区间："
        "{interval}）；最需注意：{caveat}。",
    ),
    "verdict.keep.bounds": (
        "Keep {baseline}: no other scheme that is shown to keep the bounds earns as much, the nearest, {runner}, earns "
        "{gain} a year less ({confidence} confidence: {interval}); the largest caveat: {caveat}.",
        "维持“{baseline}”：在被证明满足约束的组织方案中，没有一个赚得更多，最接近的“{runner}”每年少赚{gain}（"
        "{confidence}置信区间：{interval}）；最需注意：{caveat}。",
    ),
    "verdict.keep.only": (
        "Keep {baseline}: it is the only scheme that is shown to keep the bounds that were set, at {confidence} "
        "confidence; the largest caveat: {caveat}.",
        "维持“{baseline}”：在{confidence}置信度下，只有它被证明满足设定的约束；最需注意：{caveat}。",
    ),
    "verdict.only": (
        "There is one scheme only, {baseline}, so there is nothing to choose.",
        "只有“{baseline}”一个组织方案，无从选择。",
    ),
    "verdict.one": (
        "Nothing can be decided from one replication, which shows no spread: in it {best} earned {gain} a year more "
        "than {baseline}; run at least two.",
        "只有一次重复模拟，看不出波动，因此无法得出结论：这一次中“{best}”每年比“{baseline}”多赚{gain}；请至少运行两次。",
    ),
    "verdict.one.baseline": (
        "Nothing can be decided from one replication, which shows no spread: in it no scheme earned more than "
        "{best}; run at least two.",
        "只有一次重复模拟，看不出波动，因此无法得出结论：这一次中没有组织方案比“{best}”赚得更多；请至少运行两次。",
    ),
    "verdict.equivalent": (
        "{possible} earn the same to within {indifference} a year, at {confidence} confidence: none of them is "
        "better by an amount that matters; the largest caveat: {caveat}.",
        "{possible}的盈利相差不超过每年{indifference}（{confidence}置信度），彼此没有值得在意的差别；最需注意："
        "{caveat}。",
    ),
    "verdict.undecided": (
        "Not decided yet: {best} is ahead of {baseline} by {gain} a year ({confidence} confidence: {interval}) and "
        "{cost}, but {others} may still be better; the largest caveat: {caveat}.",
        "尚无定论：“{best}”目前每年领先“{baseline}”{gain}（{confidence}置信区间：{interval}），{cost}，但仍不能排除"
        "{others}更好；最需注意：{caveat}。",
    ),
    "verdict.undecided.level": (
        "Not decided yet: by their means {best} and {baseline} are level ({confidence} confidence for the gain a year: "
        "{interval}), it {cost}, and {others} may still be better; the largest caveat: {caveat}.",
        "尚无定论：按均值，“{best}”与“{baseline}”不相上下（年增益的{confidence}置信区间：{interval}），{cost}，且仍不能排除{others}"
        "更好；最需注意：{caveat}。",
    ),
    "verdict.undecided.behind": (
        "Not decided yet: of the schemes shown to keep the bounds {best} has the highest mean, but {others} may still "
        "be better; its mean lies {gain} a year below that of {baseline} ({confidence} confidence: {interval}), though "
        "{standing}; the largest caveat: {caveat}.",
        "尚无定论：在被证明满足约束的组织方案中，“{best}”的均值最高，但仍不能排除{others}更好；其均值每年比“{baseline}”低{gain}"
        "（{confidence}置信区间：{interval}），不过{standing}；最需注意：{caveat}。",
    ),
    "verdict.undecided.baseline": (
        "Not decided yet: {leader}, {gain} a year above {runner} ({confidence} confidence: {interval}), but {others} "
        "may still be better; the largest caveat: {caveat}.",
        "尚无定论：{leader}，每年比“{runner}”高{gain}（{confidence}置信区间：{interval}），但仍不能排除{others}更好；"
        "最需注意：{caveat}。",
    ),
    "verdict.infeasible": (
        "No scheme is shown to keep the bounds that were set, so none is recommended; {leader}, {gain} a year against "
        "{baseline} ({confidence} confidence: {interval}), and {cost}; the largest caveat: {caveat}.",
        "没有任何组织方案被证明满足设定的约束，因此不作推荐；{leader}，每年相对“{baseline}”为{gain}（{confidence}"
        "置信区间：{interval}），{cost}；最需注意：{caveat}。",
    ),
    "verdict.infeasible.baseline": (
        "No scheme is shown to keep the bounds that were set, at {confidence} confidence, so none is recommended; "
        "{leader}; the largest caveat: {caveat}.",
        "在{confidence}置信度下，没有任何组织方案被证明满足设定的约束，因此不作推荐；{leader}；最需注意：{caveat}。",
    ),
    "leader.all": ("{best} has the highest mean", "“{best}”的均值最高"),
    "leader.unclear": (
        "of the schemes not shown to break them {best} has the highest mean",
        "在未被证明违反约束的组织方案中，“{best}”的均值最高",
    ),
    "leader.feasible": (
        "of the schemes shown to keep the bounds {best} has the highest mean",
        "在被证明满足约束的组织方案中，“{best}”的均值最高",
    ),
    "few": ("{count} schemes", "{count}个组织方案"),
    "few.with_baseline": ("{count} schemes, {baseline} among them,", "{count}个组织方案（包括“{baseline}”）"),
    "cost.more": ("costs {amount} a year more to run, already counted", "运行成本每年多{amount}（已计入）"),
    "cost.less": ("costs {amount} a year less to run, already counted", "运行成本每年少{amount}（已计入）"),
    "cost.same": ("costs the same to run", "运行成本不变"),
    "sure.paired": (
        "Every scheme worked the same leads in {n} replications; {wins} of {n} times {scheme} earned more than "
        "{baseline}. {pairing}",
        "所有组织方案在{n}次重复模拟中处理同一批线索，其中{wins}次“{scheme}”的盈利高于“{baseline}”。{pairing}",
    ),
    "sure.one": (
        "Every scheme worked the same leads, once.",
        "所有组织方案处理同一批线索，只模拟了一次。",
    ),
    "sure.pairing.saves": (
        "On separate leads, an interval as narrow would have taken about {unpaired} replications.",
        "若各用不同的线索，要得到同样窄的区间大约需要{unpaired}次。",
    ),
    "sure.pairing.little": (
        "Working the same leads saves few replications here: on separate ones, an interval as narrow would have "
        "taken about {unpaired}, since who pulls a lead, and so how it fares, differs from scheme to scheme.",
        "同批线索在这里节省的模拟次数有限：若各用不同的线索，同样窄的区间大约需要{unpaired}次，因为同一条线索由谁领取、结果如何，随组织"
        "方案而变。",
    ),
    "sure.pairing.nothing": (
        "Working the same leads saves no replications here: on separate ones, an interval as narrow would have "
        "taken about as many, since who pulls a lead, and so how it fares, differs from scheme to scheme.",
        "同批线索在这里并未节省模拟次数：若各用不同的线索，同样窄的区间所需次数也差不多，因为同一条线索由谁领取、结果如何，随组织方案而变。",
    ),
    "sure.shrunk": (
        "The best of many noisy candidates looks better than it is: with that taken off, the estimate is {gain} a "
        "year.",
        "从众多带噪声的候选中选出的最优者往往被高估；扣除这一偏差后，每年增益的估计为{gain}。",
    ),
    "card.gain": ("Gain a year", "年增益"),
    "card.gain.one": ("{scheme}, one replication", "{scheme}，一次重复模拟"),
    "card.gain.detail": ("{interval}, against {baseline}", "{interval}，相对“{baseline}”"),
    "card.wins": ("Wins a year", "年赢单数"),
    "card.response": ("Leads never answered", "从未跟进的线索"),
    "card.cost": ("Cost of a win", "单笔赢单成本"),
    "card.detail": ("{scheme}; {baseline}: {value}", "{scheme}；{baseline}：{value}"),
    "decide.undecided": (
        "To decide, about **{n} replications** of every scheme would be needed (half-width equal to the "
        "indifference of {indifference} a year); with the {now} that were run, differences from {detectable} a "
        "year can be told apart.",
        "要得出定论，每个组织方案大约需要**{n}次重复模拟**（区间半宽等于无差异范围，即每年{indifference}）；以现"
        "有的{now}次，可以分辨每年{detectable}以上的差异。",
    ),
    "decide.detectable": (
        "With {now} replications, differences from {detectable} a year can be told apart; anything below "
        "{indifference} a year is taken not to matter.",
        "以{now}次重复模拟，可以分辨每年{detectable}以上的差异；每年低于{indifference}的差异视为无关紧要。",
    ),
    "decide.shrug": ("The schemes that are still possible: {possible}.", "仍有可能最优的组织方案：{possible}。"),
    "decide.beyond": (
        "More replications won't decide it: about {n} of every scheme would be needed, and a run has at most {most}. "
        "What may decide it: a wider indifference if less than {indifference} a year does not matter, or better "
        "figures for the assumptions below that carry the widest ranges. With the {now} that were run, differences "
        "from {detectable} a year can be told apart.",
        "增加重复次数得不出定论：每个组织方案大约需要{n}次，而一次运行最多{most}次。可能得出定论的办法：如果每年"
        "{indifference}的差异并不重要，则放宽无差异范围；或者为下文中范围最宽的假设取得更可靠的数据。以现有的{now}次，"
        "可以分辨每年{detectable}以上的差异。",
    ),
    "decide.narrow": (
        "The intervals are as narrow as the indifference of {indifference} a year, but some lie across its edge, so "
        "that schemes are neither shown to differ nor shown to be as good as each other. With the {now} replications "
        "that were run, differences from {detectable} a year can be told apart.",
        "区间已与无差异范围（每年{indifference}）同样窄，但有的跨在其边缘上，因此既不能证明组织方案有别，也不能证明彼此相当。以"
        "现有的{now}次重复模拟，可以分辨每年{detectable}以上的差异。",
    ),
    "decide.if_stands": (
        "If the differences stay as they are, about {n} replications would settle it (`-p run.replications={n}`); a "
        "wider indifference may as well.",
        "如果差异保持现状，大约{n}次重复模拟可得出定论（`-p run.replications={n}`）；放宽无差异范围也有可能。",
    ),
    "decide.next": (
        "What would decide it: more replications (`-p run.replications={n}`), a wider indifference if less "
        "than {indifference} a year does not matter, or better figures for the assumptions below that carry "
        "the widest ranges.",
        "怎样得出定论：增加重复次数（`-p run.replications={n}`）；如果每年{indifference}的差异并不重要，则放"
        "宽无差异范围；或者为下文中范围最宽的假设取得更可靠的数据。",
    ),
    "why.all_zero": (
        "Every interval includes zero: with {n} replications no scheme is shown to differ from {baseline}, which is "
        "not the same as showing that they are alike.",
        "所有区间都包含零：在{n}次重复模拟下，没有组织方案被证明与“{baseline}”不同；这并不等于证明它们相同。",
    ),
    "why.pairing": (
        "Every scheme works the same leads, which divides the variance of a difference to {baseline} by {low} to "
        "{high}, depending on the scheme, and by {factor} in the middle. On separate leads, as narrow an interval "
        "would have taken that many times the {n} replications.",
        "所有组织方案处理同一批线索，因此与“{baseline}”之差的方差只是使用不同线索时的几分之一：视组织方案而定，除以{low}至"
        "{high}，中位为{factor}。若各用不同的线索，要得到同样窄的区间，重复次数须为{n}次的相应倍数。",
    ),
    "why.pairing.nothing": (
        "Working the same leads did not lower the variance of the differences to {baseline} for most schemes here "
        "(ratios from {low} to {high}, {factor} in the middle): unpaired, {n} replications would have told as much.",
        "在这里，处理同一批线索对多数组织方案并没有降低与“{baseline}”之差的方差（比值{low}至{high}，中位{factor}）："
        "不配对的{n}次重复模拟能说明的一样多。",
    ),
    "why.pairing.little": (
        "The saving is small because the same lead is pulled by somebody else, at another time, in each scheme, and "
        "what then happens to it is as much chance as before.",
        "节省不大，是因为同一条线索在不同组织方案中由不同的人、在不同的时间领取，其后的结果仍有同样多的偶然性。",
    ),
    "feasible.feasible": ("keeps the bounds", "满足约束"),
    "feasible.infeasible": ("breaks a bound", "违反约束"),
    "feasible.unclear": ("can't be shown", "无法证明"),
}
