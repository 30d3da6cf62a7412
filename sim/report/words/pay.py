"""Pay: what plans promise and cost, who earns it, and what of a gain is behaviour."""

WORDS: dict[str, tuple[str, str]] = {
    "chapter.pay": ("Pay: what it promises, to whom it goes and what it moves", "薪酬：承诺什么、发给谁、改变什么"),
    "chapter.pay.text": (
        "A plan says what attainment is paid for. What it comes to in a year hangs on the draw, on who gets which "
        "leads, and on what people do because of it.",
        "薪酬方案规定多少业绩付多少钱。一年实际付出多少，还取决于运气、线索落到谁手里，以及人员因此改变的做法。",
    ),
    "pay.heading.cost": ("What a year of variable pay comes to", "一年的浮动薪酬是多少"),
    "pay.heading.causes": ("Territory, leads, skill and luck", "辖区、线索、技能与运气"),
    "pay.heading.behaviour": ("With and without behaviour", "有无行为反应的对比"),
    "pay.cost.one": (
        "{scheme}: {mean} a year on average; {low} at the 10th percentile of the replications, {middle} at the median, "
        "{high} at the 90th. The budget is {budget}; it is exceeded in {over} of the replications ({over_low} to "
        "{over_high}).",
        "“{scheme}”：平均每年{mean}；各次重复模拟的第10百分位为{low}，中位数为{middle}，第90百分位为{high}。预算为{budget}，"
        "在{over}的重复模拟中超支（{over_low}至{over_high}）。",
    ),
    "pay.cost.window": (
        "All of it is annualised over {weeks} weeks: a year that stands alone varies otherwise than their mean.",
        "均由{weeks}周折算为一年：单独一年的波动与这段时间的平均不同。",
    ),
    "pay.cost.transition": (
        "Where a scheme changes its pay plan within the run, its budget and its accelerator are by the plan that it "
        "ends with, while all else that is paid is by the plan of its time.",
        "组织方案在运行期间更换薪酬方案的，预算和加速提成按最后的薪酬方案计算，其余各项按当时的薪酬方案支付。",
    ),
    "pay.cost.few": (
        "{n} replications; {confidence} intervals, each by itself: of percentiles between two of the replications, of "
        "the chance of overrun exact. So few replications may leave a percentile without a bound on one side.",
        "共{n}次重复模拟；{confidence}区间均为逐项：百分位的区间取自两次重复模拟的值，超支概率为精确区间。"
        "重复次数不多时，百分位可能有一侧无法界定。",
    ),
    "pay.lines": (
        "Line by line, a year: salaries, then what variable pay is the sum of; a minus sign marks what is taken off.",
        "逐项列示（折算为一年）：先是固定工资，其余各项之和为浮动薪酬；负号表示扣减。",
    ),
    "pay.cause.territory": ("territory", "辖区"),
    "pay.cause.leads": ("leads that fell to them", "分到的线索"),
    "pay.cause.skill": ("skill", "技能"),
    "pay.cause.luck": ("luck", "运气"),
    "pay.causes.part": ("{cause} {share} ({low} to {high})", "{cause}{share}（{low}至{high}）"),
    "pay.causes.one": (
        "Why people of one role differ in attainment under {scheme}: {parts} ({n} people of all replications).",
        "“{scheme}”下同一角色的人员达成率为何不同：{parts}（全部重复模拟共{n}人）。",
    ),
    "pay.causes.how": (
        "Shares of the variance that each explains, averaged over all orders in which they may be let in; {confidence} "
        "intervals from leaving out one replication after the other. Territory is what came in there for each of its "
        "people of the role, leads what each was the first of the role to work, both against the person's own quota: "
        "where leads wait in a common queue, quick people take many. Luck has what the others explain by chance.",
        "为各因素解释的方差占比，对全部引入顺序取平均；{confidence}区间由逐次剔除一次重复模拟得出。“辖区”指当地同一角色的人均线索潜力，"
        "“分到的线索”指同一角色中由其最先跟进的线索，二者均相对于本人的销售指标：若线索在公共队列中等待，动作快的人自然接得多。"
        "其他因素碰巧解释的部分归入“运气”。",
    ),
    "pay.behaviour.how": (
        "The same schemes on the same random numbers, where nobody works, sells or signs otherwise for her pay, "
        "against {baseline}; who leaves for better pay still does where the market has turnover. {n} replications, "
        "{confidence} intervals one at a time.",
        "在同样的随机数上，让人员不因薪酬而改变工作、销售和签约的做法，再运行同样的组织方案；市场中有离职机制时，"
        "离职仍受薪酬影响。{n}次重复模拟，逐项的{confidence}区间。对照为“{baseline}”。",
    ),
    "pay.behaviour.one": ("{scheme} {amount} ({interval})", "“{scheme}”{amount}（{interval}）"),
    "pay.behaviour.adds": (
        "Behaviour is shown to **add** to the difference of {items}.",
        "被证明因行为反应而**增加**的差异：{items}。",
    ),
    "pay.behaviour.takes": (
        "Behaviour is shown to **take** from the difference of {items}.",
        "被证明因行为反应而**减少**的差异：{items}。",
    ),
    "pay.behaviour.own": (
        "By itself, behaviour makes {amount} ({interval}) of the result of {baseline}.",
        "就“{baseline}”自身的结果而言，行为反应的影响为{amount}（{interval}）。",
    ),
    "pay.behaviour.nobody": (
        "In this market nobody heeds pay: there is no behaviour to switch off.",
        "这个市场里无人因薪酬改变做法：没有可以关闭的行为反应。",
    ),
    "pay.behaviour.open": (
        "What behaviour makes of the difference is not shown for {items}.",
        "行为反应的影响未得到证明：{items}。",
    ),
    "pay.bounded": ("{value} ({low} to {high})", "{value}（{low}至{high}）"),
    "pay.half_bounded": ("{value} ({bound})", "{value}（{bound}）"),
    "pay.at_least": ("at least {low}", "不低于{low}"),
    "pay.at_most": ("at most {high}", "不高于{high}"),
    "axis.attainment": ("attainment, % of quota", "达成率（占指标的百分比）"),
    "axis.payout": ("pay, % of today's target pay", "薪酬（占现行目标薪酬的百分比）"),
    "axis.pay_cost": ("variable pay a year, {unit}", "年浮动薪酬（{unit}）"),
    "axis.causes": ("% of the variance of attainment", "占达成率方差的百分比"),
    "label.budget": ("budget", "预算"),
    "label.behaviour.on": ("people heed their pay", "人员会考虑自己的收入"),
    "label.behaviour.off": ("nobody heeds pay", "无人考虑收入"),
    "caption.payout": (
        "What one's own attainment is paid in a period, drawn from the plan itself, for {role}: commission and bonus "
        "steps. Team pools, prizes and amounts for single deals stand beside it. Plans with the same curve share a "
        "line.",
        "{role}在单个计薪期内个人达成率对应的薪酬，按计薪规则直接绘出：提成与台阶奖金。团队奖金池、竞赛奖金和单笔奖励另计。曲线相同的合为一条。",
    ),
    "alt.payout": ("Pay against attainment, a line for each plan.", "薪酬随达成率变化的曲线，每种薪酬方案一条。"),
    "caption.pay_cost": (
        "Dots are medians, lines reach from the 10th to the 90th percentile of {n} replications.",
        "点为中位数，线段为{n}次重复模拟的第10至第90百分位。",
    ),
    "alt.pay_cost": ("Variable pay a year and its budget, scheme by scheme.", "各组织方案的年浮动薪酬及其预算。"),
    "caption.attainment": (
        "People who held their post all along, in {n} replications: dots are medians, thick lines the middle half, "
        "thin ones the middle four fifths; the dashed line is the quota.",
        "{n}次重复模拟中始终在岗的人员：点为中位数，粗线为中间一半的人，细线为中间八成的人；虚线为销售指标。",
    ),
    "alt.attainment": ("Attainment among people, scheme by scheme.", "各组织方案中人员达成率的分布。"),
    "caption.causes": (
        "Shares of the variance of attainment among people of one role in one replication.",
        "同一角色、同一次重复模拟内，人员达成率方差的构成。",
    ),
    "alt.causes": ("A bar for each scheme, divided by cause.", "每个组织方案一条横条，按原因分段。"),
    "caption.behaviour": (
        "Mean difference to {baseline} over the {n} replications that both have, with and without behaviour.",
        "在两者共有的{n}次重复模拟中，有无行为反应时与“{baseline}”的平均差异。",
    ),
    "alt.behaviour": (
        "Two dots for each scheme, with and without behaviour, joined by a line.",
        "每个组织方案两个点，分别为有无行为反应，以线相连。",
    ),
    "column.pay_p10": ("10th percentile", "第10百分位"),
    "column.pay_p50": ("Median", "中位数"),
    "column.pay_p90": ("90th percentile", "第90百分位"),
    "column.pay_over": ("Chance of overrun", "超支概率"),
    "column.line_base": ("Salaries", "固定工资"),
    "column.line_commission": ("Commission", "提成"),
    "column.line_accelerator": ("Accelerator", "加速提成"),
    "column.line_bonus": ("Bonuses", "台阶奖金"),
    "column.line_spiff": ("SPIFF", "单笔奖励"),
    "column.line_team_pool": ("Team pool", "团队奖金池"),
    "column.line_contest": ("Contests", "竞赛奖金"),
    "column.line_modifier": ("By satisfaction", "满意度调整"),
    "column.line_clawback": ("Clawback", "扣回"),
    "column.line_draw": ("Draw", "保底预支"),
    "column.line_recovered": ("Draw paid back", "预支收回"),
    "column.pay_on": ("People heed pay", "考虑收入"),
    "column.pay_off": ("Nobody heeds pay", "不考虑收入"),
    "column.pay_owed": ("Owed to behaviour", "由行为反应产生"),
}
