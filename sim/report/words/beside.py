"""What stands beside the comparison: ways, sweeps, flip values, the null market, other circumstances."""

WORDS: dict[str, tuple[str, str]] = {
    "way.customer": ("customer", "客户"),
    "way.type": ("customer type", "客户类型"),
    "way.need": ("customer need", "客户需求"),
    "way.learned": ("learned clusters", "聚类得到的客户群"),
    "way.key": ("key accounts", "大客户"),
    "way.life": ("customer life", "客户生命周期"),
    "way.process": ("sales process", "销售流程"),
    "way.region": ("region and market", "地区与市场"),
    "way.product": ("product and service", "产品与服务"),
    "way.crm": ("CRM", "CRM"),
    "way.routing": ("routing", "线索分派"),
    "way.pay": ("pay", "薪酬"),
    "way.service": ("service after the sale", "售后服务"),
    "way.price": ("price", "价格"),
    "way.quality": ("product quality", "产品质量"),
    "way.research": ("asking customers", "客户调研"),
    "way.training": ("training", "培训"),
    "way.transition": ("going over", "组织过渡"),
    "way.finding": ("finding customers", "开拓客户"),
    "way.combination": ("several together", "多种组合"),
    "ways.order": (
        "By the gain over {baseline}, each way with its best scheme: {order}.",
        "按相对“{baseline}”的增益，每种方式取其最好的组织方案：{order}。",
    ),
    "ways.one": ("{way} ({scheme}, {amount} a year)", "{way}（“{scheme}”，每年{amount}）"),
    "ways.alone": (
        "The way alone makes of that: {parts}. The control is the same organisation without what the way changes.",
        "其中仅由该方式带来的部分：{parts}。对照是没有采用该方式的同一组织。",
    ),
    "ways.alone.one": (
        "{scheme} over {control} {amount} a year ({interval})",
        "“{scheme}”相对“{control}”每年{amount}（{interval}）",
    ),
    "ways.gain": ("Shown to gain over {baseline}: {schemes}.", "被证明优于“{baseline}”的有：{schemes}。"),
    "ways.none_gain": (
        "No way is shown to gain over {baseline}.",
        "没有哪种方式被证明优于“{baseline}”。",
    ),
    "ways.none_gain_alone": (
        "Over its control no gain is shown.",
        "相对其对照，没有增益得到证明。",
    ),
    "ways.customer.first": (
        "**Customer segmentation comes first in this market**: {scheme} is {gap} a year ahead of the next, {rival} "
        "({interval}).",
        "**在这个市场里，客户细分确实排第一**：“{scheme}”每年领先其后的“{rival}”{gap}（{interval}）。",
    ),
    "ways.customer.not_first": (
        "**Customer segmentation doesn't come first in this market**: it is number {rank} of {count}, and {scheme} "
        "is {gap} a year behind {rival} ({interval}).",
        "**在这个市场里，客户细分并不排第一**：在{count}种方式中排第{rank}，“{scheme}”每年比“{rival}”少{gap}（{interval}）。",
    ),
    "ways.customer.ahead": (
        "Customer segmentation comes first by its mean, but {scheme} is not shown to be ahead of every other way "
        "({gap} a year over {rival}, {interval}): **the claim that it comes first is neither shown nor refuted**.",
        "客户细分的均值排第一，但“{scheme}”并未被证明领先其他所有方式（每年比“{rival}”多{gap}，{interval}）：**“客户细分"
        "排第一”的说法既未被证实，也未被推翻**。",
    ),
    "ways.customer.behind": (
        "Customer segmentation is number {rank} of {count} by its mean, but {scheme} is not shown to be behind "
        "({gap} a year below {rival}, {interval}): **the claim that it comes first is neither shown nor refuted**.",
        "按均值，客户细分在{count}种方式中排第{rank}，但“{scheme}”并未被证明落后（每年比“{rival}”少{gap}，{interval}）："
        "**“客户细分排第一”的说法既未被证实，也未被推翻**。",
    ),
    "ways.alone.first": (
        "Counting subdividing alone, **customer segmentation comes first**: {scheme} gains {gap} a year more over its "
        "control than the next, {rival} ({interval}).",
        "只看细分本身，**客户细分排第一**：“{scheme}”相对其对照的增益每年比其后的“{rival}”多{gap}（{interval}）。",
    ),
    "ways.alone.not_first": (
        "Counting subdividing alone, **customer segmentation doesn't come first**: it is number {rank} of {count}, and "
        "{scheme} gains {gap} a year less over its control than {rival} ({interval}).",
        "只看细分本身，**客户细分并不排第一**：在{count}种方式中排第{rank}，“{scheme}”相对其对照的增益每年比“{rival}”少"
        "{gap}（{interval}）。",
    ),
    "ways.alone.ahead": (
        "Counting subdividing alone, customer segmentation comes first by its mean, **which is not shown**: {scheme} "
        "gains {gap} a year more over its control than {rival} ({interval}).",
        "只看细分本身，客户细分的均值排第一，**但未得到证明**：“{scheme}”相对其对照的增益每年比“{rival}”多{gap}（"
        "{interval}）。",
    ),
    "ways.alone.behind": (
        "Counting subdividing alone, customer segmentation is number {rank} of {count} by its mean, **which is not "
        "shown**: {scheme} gains {gap} a year less over its control than {rival} ({interval}).",
        "只看细分本身，按均值客户细分在{count}种方式中排第{rank}，**但未得到证明**：“{scheme}”相对其对照的增益每年比"
        "“{rival}”少{gap}（{interval}）。",
    ),
    "sweep.turns.up": (
        '{scheme} turns from loss to gain at **{value}** on "{title}" ({confidence} interval: {interval}; swept from '
        "{low} to {high}).",
        "“{scheme}”在“{title}”为**{value}**处由亏转盈（{confidence}区间：{interval}；考察范围{low}至{high}）。",
    ),
    "sweep.turns.down": (
        '{scheme} turns from gain to loss at **{value}** on "{title}" ({confidence} interval: {interval}; swept from '
        "{low} to {high}).",
        "“{scheme}”在“{title}”为**{value}**处由盈转亏（{confidence}区间：{interval}；考察范围{low}至{high}）。",
    ),
    "sweep.turns.often": (
        'The mean gain of {scheme} crosses zero {count} times on "{title}" (at {values}), and zero lies inside the '
        "{confidence} interval for some values ({interval}): **no single turning point is shown**.",
        "在“{title}”上，“{scheme}”的平均增益{count}次过零（{values}处），{confidence}区间在部分取值处（{interval}）包含零：**并未显示"
        "唯一的转折点**。",
    ),
    "sweep.turns.hidden": (
        '{scheme} keeps the sign of its mean gain over {baseline} on "{title}" from {low} to {high}, but zero '
        "lies inside the {confidence} interval for some of these values ({interval}): **whether it turns among them is "
        "neither shown nor ruled out**.",
        "在“{title}”从{low}到{high}，“{scheme}”相对“{baseline}”的平均增益不变号，但在部分取值处（{interval}）"
        "其{confidence}区间包含零：**那里是否有转折点，既未显示也不能排除**。",
    ),
    "sweep.nowhere.located": (
        'Where {scheme} turns on "{title}" **can\'t be located**: from {low} to {high} the {confidence} interval of '
        "its gain over {baseline} includes zero throughout.",
        "“{scheme}”在“{title}”上的转折点**无法定位**：从{low}到{high}，其相对“{baseline}”增益的{confidence}区间始终包含零。",
    ),
    "sweep.never.gain": (
        '{scheme} gains over {baseline} everywhere between {low} and {high} on "{title}", and zero lies outside the '
        "{confidence} interval throughout: **it doesn't turn in range**.",
        "在“{title}”从{low}到{high}的整个范围内，“{scheme}”都优于“{baseline}”，{confidence}区间始终不含零：**范围内没有"
        "转折点**。",
    ),
    "sweep.never.loss": (
        '{scheme} loses to {baseline} everywhere between {low} and {high} on "{title}", and zero lies outside the '
        "{confidence} interval throughout: **it doesn't turn in range**.",
        "在“{title}”从{low}到{high}的整个范围内，“{scheme}”都不如“{baseline}”，{confidence}区间始终不含零：**范围内没有"
        "转折点**。",
    ),
    "turn.turns.up": ("from loss to gain at {value} ({interval})", "在{value}处由亏转盈（{interval}）"),
    "turn.turns.down": ("from gain to loss at {value} ({interval})", "在{value}处由盈转亏（{interval}）"),
    "turn.turns.often": ("crosses zero {count} times; no single turn shown", "{count}次过零，未显示唯一的转折点"),
    "turn.turns.hidden": (
        "keeps its sign; a turn within {interval} is not ruled out",
        "不变号；但不能排除在{interval}有转折",
    ),
    "turn.nowhere.located": (
        "can't be located: the interval holds zero throughout",
        "无法定位：区间始终包含零",
    ),
    "turn.never.gain": ("gains throughout, no turn in range", "始终为盈，范围内没有转折"),
    "turn.never.loss": ("loses throughout, no turn in range", "始终为亏，范围内没有转折"),
    "sweep.n": (
        "The other points are the comparison, moved by the change on {n} replications.",
        "其他各点是在本次比较的基础上，加上{n}次重复模拟所得的变化。",
    ),
    "flip.inside": ("{low} to {high}", "{low}至{high}"),
    "flip.from": ("{low} to {high} or beyond", "{low}至{high}（或更高）"),
    "flip.to": ("{low} or below to {high}", "{low}（或更低）至{high}"),
    "flip.open": ("{low} or below to {high} or beyond", "{low}（或更低）至{high}（或更高）"),
    "null.none": (
        "In a market where all customers are alike and nobody learns, no scheme is shown to beat {baseline}, as it "
        "should be ({n} replications).",
        "在客户完全相同、也没有学习效应的市场里，没有组织方案被证明优于“{baseline}”，理应如此（{n}次重复模拟）。",
    ),
    "null.some": (
        "In a market where all customers are alike and nobody learns, {scheme} still gains {amount} a year "
        "({confidence} interval: {interval}; {n} replications): there is nothing to specialise in there, so that gain "
        "comes from something else.",
        "在客户完全相同、也没有学习效应的市场里，“{scheme}”仍每年多赚{amount}（{confidence}区间：{interval}；{n}次重复"
        "模拟）：那里没有差异，专业分工无从受益，因此这部分增益另有来源。",
    ),
    "null.bound.infeasible": (
        "It breaks a bound there, so it would not be chosen.",
        "但它在那里违反约束，因此不会被选中。",
    ),
    "null.bound.unclear": (
        "It is not shown to keep the bounds there.",
        "但它在那里未被证明满足约束。",
    ),
    "null.losers": (
        "Shown to earn less than {baseline} there, where subdividing can win nothing: {schemes}.",
        "在细分无利可图的那里，被证明不如“{baseline}”的有：{schemes}。",
    ),
    "null.reach": (
        "That is no proof of zero: with {n} replications, differences from {detectable} a year can be told apart "
        "there, and a smaller gain would go unseen.",
        "这并不证明增益为零：以{n}次重复模拟，在那里只能分辨每年{detectable}以上的差异，更小的增益看不出来。",
    ),
    "null.subject": (
        "{scheme} against {baseline}, a year: {market} in the market itself, {null} in the null market.",
        "“{scheme}”相对“{baseline}”，每年：在实际市场中为{market}，在对照市场中为{null}。",
    ),
    "gain.with_interval": ("{amount} ({interval})", "{amount}（{interval}）"),
    "steady.same": (
        "Whether people start with today's memory or have settled in, {scheme} comes first by its mean among the "
        "schemes compared here ({n} replications once settled in).",
        "无论人员从现有经验出发，还是已经完全适应，在此比较的组织方案中，按均值都是“{scheme}”领先（完全适应之后为{n}次重复模拟）。",
    ),
    "steady.differs": (
        "By their means, from today's memory {today} comes first; once people have settled in, {steady} does ({n} "
        "replications).",
        "按均值，从现有经验出发，“{today}”领先；人员完全适应后，“{steady}”领先（{n}次重复模拟）。",
    ),
    "steady.gains": (
        "{scheme} against {baseline}, a year: {today} from today's memory, {steady} once settled in ({confidence} "
        "intervals, one at a time).",
        "“{scheme}”相对“{baseline}”，每年：从现有经验出发{today}，完全适应之后{steady}（括号内为逐项的{confidence}区间）。",
    ),
    "robust.tried.budget": (
        "With the budget 15 % smaller and larger.",
        "预算增减15%。",
    ),
    "robust.tried.seats": (
        "In schemes with more than one role, with one seat moved between neighbouring roles, each pair in both "
        "directions: one person changes role, keeps what he or she knows, and is paid as the new role.",
        "在角色不止一个的组织方案中把一个席位调到相邻角色，每对角色双向各一次：一个人换了角色，保留原有经验，按新角色领薪。",
    ),
    "robust.same": (
        "{scheme} stays first, by its mean, in all {n} other circumstances tried ({replications} replications each).",
        "在尝试的全部{n}种其他情形下，按均值都是“{scheme}”领先（每种{replications}次重复模拟）。",
    ),
    "robust.differs": (
        "{scheme} stays first, by its mean, in {same} of {n} other circumstances tried ({replications} replications "
        "each); {exceptions}.",
        "在尝试的{n}种其他情形中，按均值有{same}种仍是“{scheme}”领先（每种{replications}次重复模拟）；{exceptions}。",
    ),
    "robust.changed": (
        "What was changed there concerns these schemes only, the others are as in the comparison: {circumstances} "
        "({schemes}).",
        "以下情形只改变了部分组织方案，其余与本次比较相同：{circumstances}（{schemes}）。",
    ),
    "robust.costs": (
        "Whoever moves is paid as the new role, so that a move changes fixed cost by {low} to {high} a year; the table "
        "tells each.",
        "调动的人按新角色领薪，因此调动使固定成本每年变化{low}至{high}，详见下表。",
    ),
    "robust.best_move": (
        "Of the moves in {scheme} one from {giver} to {taker} does best by its mean: {gain} a year against {baseline} "
        "({confidence} interval, simultaneous for these moves: {interval}); without a move it is {alone}.",
        "在“{scheme}”的各种调动中，按均值最好的是从{giver}调一个席位到{taker}：相对“{baseline}”每年{gain}（各种调动的{confidence}"
        "联合置信区间：{interval}）；不调动时为{alone}。",
    ),
    "robust.exception": ("{circumstance} it is {best}", "{circumstance}领先的是“{best}”"),
}
