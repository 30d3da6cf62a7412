"""What stands beside the comparison: ways, sweeps, flip values, the null market, other circumstances."""

WORDS: dict[str, tuple[str, str]] = {
    "way.customer": ("customer", "客户"),
    "way.process": ("sales process", "销售流程"),
    "way.region": ("region and market", "地区与市场"),
    "way.product": ("product and service", "产品与服务"),
    "ways.order": ("Best first: {order}.", "由优到劣：{order}。"),
    "ways.one": ("{way} ({scheme}, {amount} a year)", "{way}（{scheme}，每年 {amount}）"),
    "ways.customer.first": (
        "**Customer segmentation comes first in this market**, {gap} a year ahead of the next way.",
        "**在这个市场里，客户细分确实排第一**，每年领先第二名 {gap}。",
    ),
    "ways.customer.tied": (
        "Customer segmentation comes first by its mean, but its interval overlaps the next way's: **the claim "
        "that it comes first is neither shown nor refuted**.",
        "客户细分的均值排第一，但其区间与第二名重叠：**“客户细分最重要”的说法既未被证实，也未被推翻**。",
    ),
    "ways.customer.not": (
        "**Customer segmentation doesn't come first in this market**: it is number {rank} of {count}, {gap} a "
        "year behind {first}.",
        "**在这个市场里，客户细分并不排第一**：在 {count} 种方式中排第 {rank}，每年比{first}少 {gap}。",
    ),
    "ways.customer.overlap": (
        "Customer segmentation is number {rank} of {count} by its mean, but its interval overlaps that of "
        "{first}: **the claim that it comes first is neither shown nor refuted**.",
        "按均值，客户细分在 {count} 种方式中排第 {rank}，但其区间与{first}重叠：**“客户细分最重要”的说法既未被"
        "证实，也未被推翻**。",
    ),
    "sweep.turns.up": (
        '{scheme} turns from loss to gain at **{value}** on "{title}" (swept from {low} to {high}).',
        "“{scheme}”在“{title}”为 **{value}** 处由亏转盈（考察范围 {low} 至 {high}）。",
    ),
    "sweep.turns.down": (
        '{scheme} turns from gain to loss at **{value}** on "{title}" (swept from {low} to {high}).',
        "“{scheme}”在“{title}”为 **{value}** 处由盈转亏（考察范围 {low} 至 {high}）。",
    ),
    "sweep.turns.often": (
        '{scheme} changes between gain and loss {count} times on "{title}" between {low} and {high} (at '
        "{values}): at so few replications that is noise around zero, **no turning point is shown**.",
        "在“{title}”从 {low} 到 {high} 之间，“{scheme}”在盈亏之间变化 {count} 次（{values} 处）：重复次数这么少，"
        "这只是零附近的噪声，**并未显示转折点**。",
    ),
    "sweep.never.gain": (
        '{scheme} gains over {baseline} everywhere between {low} and {high} on "{title}": **it doesn\'t turn in '
        "range**.",
        "在“{title}”从 {low} 到 {high} 的整个范围内，“{scheme}”都优于“{baseline}”：**范围内没有转折点**。",
    ),
    "sweep.never.loss": (
        '{scheme} loses to {baseline} everywhere between {low} and {high} on "{title}": **it doesn\'t turn in range**.',
        "在“{title}”从 {low} 到 {high} 的整个范围内，“{scheme}”都不如“{baseline}”：**范围内没有转折点**。",
    ),
    "sweep.direction": (
        "These are means of at least {n} replications at each point: read them as a direction, not to the last digit.",
        "每个点是至少 {n} 次重复模拟的均值：请看方向，不必看末位数字。",
    ),
    "null.none": (
        "In a market where all customers are alike and nobody learns, no scheme is shown to beat {baseline}, "
        "as it should be.",
        "在客户完全相同、也没有学习效应的市场里，没有方案被证明优于“{baseline}”，理应如此。",
    ),
    "null.some": (
        "In a market where all customers are alike and nobody learns, {scheme} still gains {amount} a year: "
        "that much comes from pooling, pay or fewer managers, not from specialising.",
        "在客户完全相同、也没有学习效应的市场里，“{scheme}”仍每年多赚 {amount}：这部分来自共享排队、薪酬或更少"
        "的经理，而不是专业化。",
    ),
    "null.subject": (
        "{scheme} gains {market} a year in the market itself and {null} in the null market.",
        "“{scheme}”在实际市场中每年增益 {market}，在零差异市场中为 {null}。",
    ),
    "steady.same": (
        "Whether people start with today's memory or have settled in, {scheme} comes first among the schemes "
        "compared here.",
        "无论人员从现有经验出发，还是已经完全适应，在此比较的方案中都是“{scheme}”领先。",
    ),
    "steady.differs": (
        "From today's memory {today} comes first; once people have settled in, {steady} does.",
        "从现有经验出发，“{today}”领先；人员完全适应后，“{steady}”领先。",
    ),
    "robust.same": (
        "{scheme} stays first in all {n} circumstances tried.",
        "在尝试的全部 {n} 种情形下，“{scheme}”都保持领先。",
    ),
    "robust.differs": (
        "{scheme} stays first in {same} of {n} circumstances; {exceptions}.",
        "在 {n} 种情形中，“{scheme}”有 {same} 种保持领先；{exceptions}。",
    ),
    "robust.exception": ("{circumstance} it is {best}", "{circumstance}领先的是“{best}”"),
}
