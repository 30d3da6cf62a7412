"""The answer, in one sentence that is read aloud, and what stands right below it."""

WORDS: dict[str, tuple[str, str]] = {
    "verdict.recommended": (
        "{scheme} earns {gain} a year more than {baseline} ({interval}, {confidence} confidence) and {cost}; "
        "the largest caveat: {caveat}.",
        "“{scheme}”每年比“{baseline}”多赚 {gain}（{confidence} 置信度下为 {interval}），{cost}；最大的保留意见："
        "{caveat}。",
    ),
    "verdict.keep": (
        'Keep "{baseline}": no other scheme earns as much, the nearest, {runner}, earns {gap} a year less ('
        "{interval}, at {confidence} confidence); the largest caveat: {caveat}.",
        "维持“{baseline}”：没有其他方案赚得更多，最接近的“{runner}”每年少赚 {gap}（{confidence} 置信度下为 "
        "{interval}）；最大的保留意见：{caveat}。",
    ),
    "verdict.only": (
        "There is one scheme only, {baseline}, so there is nothing to choose.",
        "只有“{baseline}”一种方案，无从选择。",
    ),
    "verdict.equivalent": (
        "{possible} earn the same to within {indifference} a year, at {confidence} confidence; none of them is "
        "better than another by an amount that matters, and the largest caveat is: {caveat}.",
        "{possible}的盈利相差不超过每年 {indifference}（{confidence} 置信度），彼此没有值得在意的差别；最大的保"
        "留意见：{caveat}。",
    ),
    "verdict.undecided": (
        "Not decided yet: {best} leads {baseline} by {gain} a year ({interval}, {confidence} confidence) and "
        "{cost}, but {others} may still be better; the largest caveat: {caveat}.",
        "尚无定论：“{best}”目前每年领先“{baseline}” {gain}（{confidence} 置信度下为 {interval}），{cost}，但仍"
        "不能排除{others}更好；最大的保留意见：{caveat}。",
    ),
    "verdict.undecided_baseline": (
        'Not decided yet: "{baseline}" has the highest mean, but {others} may still be better, at {confidence} '
        "confidence; the largest caveat: {caveat}.",
        "尚无定论：“{baseline}”的均值最高，但在 {confidence} 置信度下仍不能排除{others}更好；最大的保留意见："
        "{caveat}。",
    ),
    "verdict.infeasible": (
        "No scheme can be shown to keep the bounds that were set, so none is recommended; {best} earns most among all.",
        "没有任何方案能证明满足设定的约束，因此不作推荐；其中“{best}”盈利最高。",
    ),
    "cost.more": ("costs {amount} a year more to run, already counted", "运行成本每年多 {amount}（已计入）"),
    "cost.less": ("costs {amount} a year less to run, already counted", "运行成本每年少 {amount}（已计入）"),
    "cost.same": ("costs the same to run", "运行成本不变"),
    "sure.paired": (
        "Every scheme worked the same leads in {n} replications; {wins} of {n} times {scheme} earned more than "
        "{baseline}.",
        "所有方案在 {n} 次重复模拟中处理同一批线索；其中 {wins} 次“{scheme}”的盈利高于“{baseline}”。",
    ),
    "sure.shrunk": (
        "The best of many noisy candidates looks better than it is: with that taken off, expect {gain} a year.",
        "从众多带噪声的候选方案中选出的最优者往往被高估；扣除这一偏差后，预期每年增益为 {gain}。",
    ),
    "card.gain": ("Gain a year", "年增益"),
    "card.gain.detail": ("{interval}, against {baseline}", "{interval}，相对“{baseline}”"),
    "card.wins": ("Wins a year", "年赢单数"),
    "card.response": ("Leads never answered", "从未跟进的线索"),
    "card.cost": ("Cost of a win", "单笔获客成本"),
    "card.detail": ("{scheme}; {baseline}: {value}", "{scheme}；{baseline}：{value}"),
    "card.detail.alone": ("{scheme}", "{scheme}"),
    "decide.undecided": (
        "To decide, about **{n} replications** of every scheme would be needed (half-width equal to the "
        "indifference of {indifference} a year); with the {now} that were run, differences from {detectable} a "
        "year can be told apart.",
        "要得出定论，每个方案大约需要 **{n} 次重复模拟**（区间半宽等于无差异范围，即每年 {indifference}）；以现"
        "有的 {now} 次，可以分辨每年 {detectable} 以上的差异。",
    ),
    "decide.detectable": (
        "With {now} replications, differences from {detectable} a year can be told apart; anything below "
        "{indifference} a year is taken not to matter.",
        "以 {now} 次重复模拟，可以分辨每年 {detectable} 以上的差异；每年低于 {indifference} 的差异视为无关紧要。",
    ),
    "decide.shrug": ("The schemes that are still possible: {possible}.", "仍有可能最优的方案：{possible}。"),
    "decide.next": (
        "What would decide it: more replications (`-p run.replications={n}`), a wider indifference if less "
        "than {indifference} a year does not matter, or better figures for the assumptions below that carry "
        "the widest ranges.",
        "怎样得出定论：增加重复次数（`-p run.replications={n}`）；如果每年 {indifference} 的差异并不重要，则放"
        "宽无差异范围；或者为下文中范围最宽的假设取得更可靠的数据。",
    ),
    "why.all_zero": (
        "Every interval includes zero: what subdividing wins by familiarity and fit, it loses by queues that "
        "are no longer shared and by managers; at this load and team size the two are as large as the noise of "
        "{n} replications.",
        "所有区间都包含零：细分带来的熟悉度和匹配度收益，被不再共享的排队和额外的管理成本抵消；在目前的负荷和团"
        "队规模下，两者之差与 {n} 次重复模拟的噪声相当。",
    ),
    "why.pairing": (
        "Because every scheme works the same leads, the differences vary {factor} times less than they would "
        "between separate runs.",
        "由于所有方案处理同一批线索，差异的方差只有独立运行时的 1/{factor}。",
    ),
    "why.pairing_none": (
        "Working the same leads did not lower the variance of the differences here (ratio {factor}).",
        "在这里，处理同一批线索并没有降低差异的方差（比值 {factor}）。",
    ),
    "feasible.feasible": ("keeps the bounds", "满足约束"),
    "feasible.infeasible": ("breaks a bound", "违反约束"),
    "feasible.unclear": ("can't be shown", "无法证明"),
}
