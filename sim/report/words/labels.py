"""Labels, captions and descriptions of figures; names of dimensions and kinds of money; units."""

WORDS: dict[str, tuple[str, str]] = {
    "scale.thousand": (" thousand", "千"),
    "unit.hours": ("{value} h", "{value}小时"),
    "unit.days": ("{value} days", "{value}天"),
    "unit.points": ("{value} points", "{value}个百分点"),
    "unit.axis.share": ("%", "%"),
    "unit.axis.hours": ("business hours", "工作小时"),
    "unit.axis.index": ("index", "指数"),
    "axis.gain": ("Gain over {baseline}, {unit} a year", "相对“{baseline}”的增益（{unit}/年）"),
    "axis.gain.short": ("Gain, {unit} a year", "增益（{unit}/年）"),
    "axis.difference": ("Difference to {baseline}, {unit} a year", "与“{baseline}”之差（{unit}/年）"),
    "axis.amount": ("Contribution, {unit} a year", "贡献利润（{unit}/年）"),
    "label.wins": ("Wins", "赢单"),
    "label.net": ("net", "净额"),
    "label.limit": ("bound: {limit}", "约束：{limit}"),
    "label.way_and_scheme": ("{way}: {scheme}", "{way}：{scheme}"),
    "label.way_and_control": ("({control})", "（{control}）"),
    "label.breaks": ("{scheme}\n(not {bounds})", "{scheme}\n（未达到：{bounds}）"),
    "label.unclear": ("{scheme}\n(not shown: {bounds})", "{scheme}\n（未证明：{bounds}）"),
    "label.ways.total": ("over {baseline}", "相对“{baseline}”"),
    "label.ways.alone": ("over its control: this way alone", "相对其对照：仅该方式本身"),
    "label.null.market": ("this market", "本市场"),
    "label.null.null": ("null market: identical customers, no learning", "对照市场：客户相同、无学习效应"),
    "label.steady.today": ("from today's memory", "从现有经验出发"),
    "label.steady.steady": ("once settled in", "完全适应之后"),
    "dimension.region": ("Region", "地区"),
    "dimension.industry": ("Industry", "行业"),
    "dimension.size": ("Customer size", "客户规模"),
    "dimension.tier": ("Tier", "档次"),
    "dimension.source": ("Source", "来源"),
    "dimension.product": ("Product line", "产品线"),
    "money.revenue": ("revenue", "收入"),
    "money.cost of goods": ("cost of goods", "货物成本"),
    "money.service promised": ("service promised", "承诺服务的成本"),
    "money.salary": ("salaries", "工资"),
    "money.seat": ("seats and tools", "工位与工具"),
    "money.manager": ("managers", "经理"),
    "money.relocation": ("relocation", "调动"),
    "money.variable pay": ("variable pay", "浮动薪酬"),
    "money.travel": ("travel", "差旅"),
    "money.research": ("customer research", "客户调研"),
    "money.campaigns": ("campaigns", "推广"),
    "money.trials": ("trials", "试用"),
    "money.training": ("training", "培训"),
    "money.improvement": ("improvement", "持续改进"),
    "money.renewals": ("renewals", "续约收入"),
    "money.cost of renewals": ("cost of renewals", "续约成本"),
    "money.mending": ("mending the product", "产品整改"),
    "money.salary saved": ("salaries of vacant posts", "空缺岗位节省的工资"),
    "money.hiring": ("recruiting", "招聘"),
    "money.transition": ("changing the organisation", "组织过渡"),
    "money.group.gross_margin": ("Gross margin", "毛利"),
    "money.group.fixed_cost": ("Fixed cost", "固定成本"),
    "money.group.variable_pay": ("Variable pay", "浮动薪酬"),
    "money.group.travel_cost": ("Travel", "差旅"),
    "money.group.research_cost": ("Customer research", "客户调研"),
    "money.group.campaign_cost": ("Campaigns", "推广"),
    "money.group.trial_cost": ("Trials", "试用"),
    "money.group.training_cost": ("Training", "培训"),
    "money.lower.fixed_cost": ("fixed cost", "固定成本"),
    "money.lower.variable_pay": ("variable pay", "浮动薪酬"),
    "money.lower.travel_cost": ("travel", "差旅"),
    "money.lower.research_cost": ("customer research", "客户调研"),
    "money.lower.campaign_cost": ("campaigns", "推广"),
    "money.lower.trial_cost": ("trials", "试用"),
    "money.lower.training_cost": ("training", "培训"),
    "caption.gain": (
        "Gain in contribution over {baseline}. Dots and figures: means of {n} replications on the same leads; "
        "lines: simultaneous {confidence} intervals; grey band: differences up to {band} a year that are taken not to "
        "matter. Dark: what may still be best.",
        "相对“{baseline}”的年贡献增益。圆点与右侧数字：在同一批线索上{n}次重复模拟的均值；线段：{confidence}联合置信区"
        "间；灰色带：每年不超过{band}的差异视为无关紧要。深色：仍可能最优的组织方案。",
    ),
    "alt.gain": (
        "Gain over the baseline of every scheme; the highest is {first} with {mean} a year.",
        "各组织方案相对基准的增益，最高为“{first}”，每年{mean}。",
    ),
    "caption.ways": (
        "The best scheme of each way of organising, by its mean, with simultaneous {confidence} intervals.",
        "每种组织方式中均值最高的组织方案，及{confidence}联合置信区间。",
    ),
    "caption.ways.alone": (
        "The best scheme of each way of organising, by its mean: its gain over {baseline}, and below it the part "
        "that this way alone makes, over the control in brackets. Lines: simultaneous {confidence} intervals.",
        "每种组织方式中均值最高的组织方案：相对“{baseline}”的增益，其下为仅由该方式带来的部分（相对括号中的对照）。线段："
        "{confidence}联合置信区间。",
    ),
    "alt.ways": ("The ways of organising, ranked; {first} comes first.", "各组织方式排名，{first}居首。"),
    "caption.funnel": (
        "A year's worth of the leads that can be followed to the end, by the stages that they reach; and a year's "
        "worth of the wins of all measured weeks. Blue: more than {baseline}; orange: fewer.",
        "可完整跟踪的线索进入各阶段的数量，以及整个测量期的赢单数，均折算为一年。蓝色：多于“{baseline}”；橙色：少于“{baseline}”。",
    ),
    "alt.funnel": (
        "Table of leads that reach each stage, by scheme, coloured by the difference to the baseline.",
        "各组织方案进入各阶段的线索数，颜色表示与基准之差。",
    ),
    "caption.waiting": (
        "Mean business hours that leads wait in the queue of each stage before somebody works them.",
        "线索在各阶段排队等待处理的平均工作小时。",
    ),
    "alt.waiting": ("Table of mean hours waited at each stage, by scheme.", "各组织方案各阶段平均等待小时数。"),
    "caption.response": (
        "Dots: means; lines: from the lowest to the highest replication. Never answered: leads that gave up "
        "before anybody called. Dashed grey: {baseline}.",
        "圆点为均值，线段为各次重复模拟的最小值至最大值。从未跟进：在有人联系之前就放弃的线索。灰色虚线：“"
        "{baseline}”。",
    ),
    "caption.bound": ("Dashed orange: the bound to keep.", "橙色虚线：需满足的约束。"),
    "alt.response": ("Response of each scheme over the replications.", "各组织方案在各次重复模拟中的响应情况。"),
    "caption.load": (
        "Load of people; dots: means, lines: from the lowest to the highest replication. The spread is the "
        "Gini coefficient of busy hours between seats: 0 is equal. Dashed: {baseline}.",
        "人员负荷；圆点为均值，线段为各次重复模拟的最小值至最大值。工作量差距是席位间忙碌小时的基尼系数，0为完"
        "全均等。虚线：“{baseline}”。",
    ),
    "alt.load": ("Utilisation, travel and spread of load of each scheme.", "各组织方案的利用率、差旅和工作量差距。"),
    "caption.people": (
        "What people know, how well offers fit, how content customers are, and how unequal variable pay is "
        "(Gini, 0 is equal). Dashed: {baseline}.",
        "人员的熟悉程度、产品方案与需求的匹配度、客户满意度，以及浮动薪酬的不均程度（基尼系数，0为均等）。虚线：“"
        "{baseline}”。",
    ),
    "alt.people": (
        "Familiarity, fit, satisfaction and spread of pay of each scheme.",
        "各组织方案的熟悉度、匹配度、满意度和薪酬差距。",
    ),
    "caption.money": (
        "Where each scheme earns (right) or costs (left) more than {baseline}; the diamond is the net "
        "difference in contribution.",
        "与“{baseline}”相比，各组织方案多赚（向右）或多花（向左）的部分；菱形为贡献利润的净差。",
    ),
    "alt.money": (
        "Stacked differences to the baseline by kind of money, for each scheme.",
        "各组织方案按资金类别与基准之差的堆叠图。",
    ),
    "caption.where": (
        "Gross margin of {scheme} less that of {baseline}, by kind of customer; lines: {confidence} intervals, "
        "one at a time.",
        "“{scheme}”与“{baseline}”的毛利之差，按客户类别；线段为逐项的{confidence}区间。",
    ),
    "alt.where": (
        "Differences in gross margin of {scheme} by region, size and product.",
        "“{scheme}”按地区、规模和产品的毛利之差。",
    ),
    "caption.gap": (
        "From what a spreadsheet promises for {scheme} to what the simulation finds, by switching each "
        "mechanism off in turn.",
        "对“{scheme}”：从电子表格的估计到模拟结果，依次关闭各机制所得的差距。",
    ),
    "alt.gap": (
        "Waterfall from the spreadsheet to the simulation for {scheme}.",
        "“{scheme}”从电子表格到模拟结果的瀑布图。",
    ),
    "caption.sweep": (
        "Gain over the baseline at each value; bands: {confidence} intervals, one point at a time, moved from "
        "the comparison by {n} replications (cut off where they leave the picture). Dashed orange and shaded: where "
        "{scheme}'s gain crosses zero, and the interval of that value.",
        "各取值下相对基准的增益；色带为逐点的{confidence}区间，除手册取值外各点由{n}次重复模拟的变化得出（超出图幅处截断）。"
        "橙色虚线与阴影：“{scheme}”的增益过零处及其区间。",
    ),
    "caption.sweep.unmarked": (
        "Gain over the baseline at each value; bands: {confidence} intervals, one point at a time, moved from "
        "the comparison by {n} replications (cut off where they leave the picture).",
        "各取值下相对基准的增益；色带为逐点的{confidence}区间，除手册取值外各点由{n}次重复模拟的变化得出（超出图幅处截断）。",
    ),
    "alt.sweep": ("Gain of each scheme along: {title}.", "各组织方案的增益随“{title}”的变化。"),
    "caption.null": (
        "Gains here beside gains in a twin market where all customers are alike and nobody learns; lines: "
        "simultaneous {confidence} intervals, of {n} replications there.",
        "本市场的增益，与客户完全相同、没有学习效应的对照市场的增益对照；线段为{confidence}联合置信区间，对照市场为{n}次"
        "重复模拟。",
    ),
    "alt.null": ("Gains in this market beside gains in the null market.", "本市场与对照市场的增益对照。"),
    "caption.steady": (
        "Gains in the measured weeks from today's memory, beside gains once everyone knows the new work "
        "as well as they ever will; lines: {confidence} intervals, one at a time; {n} replications once settled in.",
        "从现有经验出发、在测量期内的增益，与人员完全熟悉新工作之后的增益对照；线段为逐项的{confidence}区间；完全适应之后"
        "为{n}次重复模拟。",
    ),
    "alt.steady": ("Gains from today's memory beside gains in the long run.", "从现有经验出发与长期的增益对照。"),
}
