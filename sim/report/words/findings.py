"""What the ledger says, chapter by chapter."""

WORDS: dict[str, tuple[str, str]] = {
    "ledger.one": (
        "One replication can't tell a cause from chance.",
        "只有一次重复模拟，无法区分原因与偶然。",
    ),
    "ledger.margin.more": (
        "**{scheme} makes {amount} a year more gross margin than {baseline}** ({confidence} interval: {interval}).",
        "**“{scheme}”每年的毛利比“{baseline}”多{amount}**（{confidence}区间：{interval}）。",
    ),
    "ledger.margin.less": (
        "**{scheme} makes {amount} a year less gross margin than {baseline}** ({confidence} interval: {interval}).",
        "**“{scheme}”每年的毛利比“{baseline}”少{amount}**（{confidence}区间：{interval}）。",
    ),
    "ledger.margin.more.unshown": (
        "**By its mean {scheme} makes {amount} a year more gross margin than {baseline}, which is not shown** "
        "({confidence} interval: {interval}).",
        "**按均值，“{scheme}”每年的毛利比“{baseline}”多{amount}，但未得到证明**（{confidence}区间：{interval}）。",
    ),
    "ledger.margin.less.unshown": (
        "**By its mean {scheme} makes {amount} a year less gross margin than {baseline}, which is not shown** "
        "({confidence} interval: {interval}).",
        "**按均值，“{scheme}”每年的毛利比“{baseline}”少{amount}，但未得到证明**（{confidence}区间：{interval}）。",
    ),
    "ledger.by": ("Behind it: {parts}.", "背后是：{parts}。"),
    "ledger.against": ("Against it: {parts}.", "与之相反的是：{parts}。"),
    "ledger.by.wins": ("{after} wins a year instead of {before}", "每年赢单{after}笔（原{before}笔）"),
    "ledger.by.deal_size": ("an average deal of {after} instead of {before}", "平均单额{after}（原{before}）"),
    "ledger.by.neither": (
        "Neither the number of wins nor the average deal is shown to differ.",
        "赢单数和平均单额都未被证明有差别。",
    ),
    "ledger.where": (
        "The largest change that is shown is with {item} ({amount} a year).",
        "得到证明的最大变化在于{item}（每年{amount}）。",
    ),
    "ledger.pays": ("**Where it pays:** {costs}.", "**代价在于：**{costs}。"),
    "ledger.spared": ("What it spares: {costs}.", "节省的是：{costs}。"),
    "ledger.saves": ("**It pays nowhere in money:** {costs}.", "**在金钱上没有代价：**{costs}。"),
    "ledger.costs": ("**What it costs to run:** {costs}.", "**运行成本：**{costs}。"),
    "ledger.cost.more": ("{kind} {amount} a year more", "{kind}每年多{amount}"),
    "ledger.cost.less": ("{kind} {amount} a year less", "{kind}每年少{amount}"),
    "ledger.cost.more.unshown": ("{kind} {amount} a year more (not shown)", "{kind}每年多{amount}（未得到证明）"),
    "ledger.cost.less.unshown": ("{kind} {amount} a year less (not shown)", "{kind}每年少{amount}（未得到证明）"),
    "ledger.cost.same": ("every kind of cost stays as it is", "各项成本均不变"),
    "ledger.how": (
        "**What is shown to change on the way:** {parts}.",
        "**得到证明的变化：**{parts}。",
    ),
    "ledger.how.conversion": (
        "conversion, most at {stage}, {after} instead of {before}",
        "转化率，变化最大的是{stage}阶段，由{before}变为{after}",
    ),
    "ledger.how.gone_cold_share": (
        "leads that go cold while waiting, {after} instead of {before}",
        "等待中流失的线索比例，由{before}变为{after}",
    ),
    "ledger.how.satisfaction": (
        "customers' satisfaction, {after} instead of {before} (of 1)",
        "客户满意度，由{before}变为{after}（满分1）",
    ),
    "ledger.how.unshown": (
        "**How it comes about is not shown:** neither conversion nor leads gone cold nor satisfaction differ by more "
        "than chance.",
        "**原因未得到证明：**转化率、等待中流失的线索和客户满意度的差别都不超出偶然。",
    ),
    "funnel.most": (
        "{most} turns {most_wins} leads a year into wins, the most; {fewest} turns the fewest, {fewest_wins}. With "
        "{most}, {leads} leads a year come in over the {weeks} measured weeks. The stages of the figure count a year's "
        "worth of the leads that can be followed to the end (those of the first {early} weeks): {followed} reach "
        "{stage}.",
        "“{most}”每年赢单最多，为{most_wins}笔；“{fewest}”最少，为{fewest_wins}笔。“{most}”在{weeks}周测量期内每年进来{leads}条"
        "线索。图中各阶段只计可以完整跟踪的线索（前{early}周到达的），并折算为一年的数量：进入{stage}阶段的为{followed}条。",
    ),
    "funnel.open": (
        "**The follow-up is short**: {share} of the leads of {scheme} are neither won nor lost {weeks} weeks after "
        "they came. What they still bring is missing from win rate and days to win; `run.follow_up_weeks` follows them "
        "longer.",
        "**跟踪期偏短**：“{scheme}”有{share}的线索在到达{weeks}周后既未赢单也未丢单，它们后来的结果没有计入赢单率和成交天数；可用"
        "`run.follow_up_weeks`延长跟踪。",
    ),
    "funnel.leak": (
        "The leakiest stage of {scheme} is {stage}: of those worked there, {share} advance.",
        "“{scheme}”流失最多的阶段是{stage}：处理过的线索中有{share}推进到下一步。",
    ),
    "waiting.longest": (
        "The longest queue of all is in {scheme} at {stage}: {hours} on average.",
        "最长的排队出现在“{scheme}”的{stage}阶段，平均{hours}。",
    ),
    "waiting.baseline": ("{baseline} waits {before} there.", "“{baseline}”在该阶段为{before}。"),
    "response.ends": (
        "{fewest} leaves the fewest leads without any answer ({fewest_share}), {most} the most ({most_share}){tail}.",
        "“{fewest}”从未跟进的线索最少（{fewest_share}），“{most}”最多（{most_share}）{tail}。",
    ),
    "ends.baseline": ("; {baseline}: {before}", "；“{baseline}”为{before}"),
    "response.bound": ("The bound: {kpi} {sense} {limit}. {keep}", "约束：{kpi}{sense} {limit}。{keep}"),
    "response.all_keep": ("Every scheme keeps it.", "所有组织方案都满足。"),
    "response.broken": ("{schemes} can be shown to break it.", "可以证明{schemes}违反该约束。"),
    "response.unclear": ("For {schemes} it can't be shown either way.", "对{schemes}尚无法判断。"),
    "sense.at_most": ("at most", "不超过"),
    "sense.at_least": ("at least", "不低于"),
    "load.ends": (
        "{busiest} keeps its people busiest ({busiest_share} of business hours with customers, after "
        "administration and meetings are taken off), {idlest} least ({idlest_share}){tail}.",
        "“{busiest}”的人员最忙（扣除行政和会议后，工作时间的{busiest_share}用于客户），“{idlest}”最闲（"
        "{idlest_share}）{tail}。",
    ),
    "load.travel": (
        "On the road: from {low} of working time in {low_scheme} to {high} in {high_scheme}.",
        "差旅时间占工作时间的比例：从“{low_scheme}”的{low}到“{high_scheme}”的{high}。",
    ),
    "people.familiarity": (
        "People know the task in hand best in {best} (familiarity {value}, {baseline} {before}): that alone makes it "
        "take about {share} fewer hours there.",
        "“{best}”中的人员对手头任务最熟悉（熟悉度{value}，“{baseline}”为{before}）：仅此一项，任务工时约减少{share}。",
    ),
    "people.familiarity.baseline": (
        "Nowhere do people know the task in hand better than in {baseline} (familiarity {before}).",
        "没有哪个组织方案的人员比“{baseline}”更熟悉手头任务（熟悉度{before}）。",
    ),
    "people.pay_on": (
        "Effort follows the expected marginal pay here; that response is an assumption with a range, so a "
        "ranking of pay plans is only as good as it.",
        "在这里，努力程度随预期边际薪酬变化；这一反应是带有范围的假设，薪酬方案的排名只在该假设成立时有效。",
    ),
    "people.pay_off": (
        "People's effort doesn't respond to pay in this run (`effort_response` is off), so **pay plans can't "
        "be ranked**: differences between them are differences of cost alone.",
        "本次运行中人员的努力程度不随薪酬变化（`effort_response`已关闭），因此**无法对薪酬方案排名**：它们之间"
        "的差别只是成本差别。",
    ),
    "people.effort": (
        "Mean effort ranges from {low} in {low_scheme} to {high} in {high_scheme} (1 is normal).",
        "平均努力程度从“{low_scheme}”的{low}到“{high_scheme}”的{high}（1为正常）。",
    ),
    "money.spread": (
        "Contribution runs from {low} a year in {low_scheme} to {high} in {high_scheme}; {baseline} earns {before}.",
        "年贡献利润从“{low_scheme}”的{low}到“{high_scheme}”的{high}；“{baseline}”为{before}。",
    ),
    "money.pipe.more": (
        "{scheme} ends with an open pipeline worth {after} of expected margin, {baseline} with {before}: its gain is "
        "not borrowed from the pipeline.",
        "“{scheme}”期末在途商机的预期毛利为{after}，“{baseline}”为{before}：其增益并非来自消耗在途商机。",
    ),
    "money.pipe.less": (
        "{scheme} ends with an open pipeline worth {after} of expected margin, {baseline} with {before}: its gain is "
        "partly borrowed from the pipeline.",
        "“{scheme}”期末在途商机的预期毛利为{after}，“{baseline}”为{before}：其增益有一部分来自消耗在途商机。",
    ),
    "money.pipe.unshown": (
        "{scheme} ends with an open pipeline worth {after} of expected margin, {baseline} with {before}, which is no "
        "difference that is shown: nothing says that its gain is borrowed from the pipeline.",
        "“{scheme}”期末在途商机的预期毛利为{after}，“{baseline}”为{before}，差别未得到证明：没有迹象表明其增益来自消耗在途"
        "商机。",
    ),
    "gap.sentence": (
        "A spreadsheet (leads × rate × value) promises {sheet} a year for {scheme}; the simulation finds "
        "{found}. On the way from one to the other: {steps}.",
        "电子表格（线索 × 转化率 × 单额）对“{scheme}”的估计是每年{sheet}，模拟结果为{found}。两者之间的差距：{steps}。",
    ),
    "gap.sentence.replications": (
        "The parts were measured on {n} of the {all} replications, whose mean lies {amount} from the mean of all; that "
        "stands as a line of its own, so that the sum is exact.",
        "各部分是在{all}次重复模拟中的{n}次上测得的，这{n}次的均值与全部均值相差{amount}；它单列一行，使各部分之和完全相等。",
    ),
    "gap.simulation": ("simulation", "模拟结果"),
    "gap.response": ("late answers", "响应迟缓"),
    "gap.queueing": ("queues and leads gone cold", "排队与等待流失"),
    "gap.hand-offs": ("hand-offs", "交接"),
    "gap.everything else": ("all else: fit, skill, learning, segments", "其余：匹配、能力、学习、细分差异"),
    "gap.replications": ("fewer replications", "重复次数较少"),
    "gap.spreadsheet": ("spreadsheet", "电子表格"),
}
