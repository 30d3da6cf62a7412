"""The best value of a sweep: which one leads, which others may be it, how surely, and what each step brings."""

WORDS: dict[str, tuple[str, str]] = {
    "best.leads": (
        'Of the {count} values tried on "{title}", {scheme} has its highest mean at **{value}** ({n} replications).',
        "在“{title}”试过的{count}个取值中，“{scheme}”的均值在**{value}**处最高（{n}次重复模拟）。",
    ),
    "best.alone": (
        "With {confidence} confidence every other value tried is worse: **of these, it is the one**.",
        "在{confidence}的置信水平下，其他取值都更差：**试过的取值中只剩它**。",
    ),
    "best.set": (
        "With {confidence} confidence **the best of them is one of {kept}**; each of the others is shown to be worse.",
        "在{confidence}的置信水平下，**其中真正最优的是以下之一：{kept}**；其余取值均已证明更差。",
    ),
    "best.all": (
        "With {confidence} confidence **none of them can be ruled out**: this run does not tell a best value.",
        "在{confidence}的置信水平下，**没有一个取值可以排除**：本次运行无法给出最优取值。",
    ),
    "best.between": (
        "Values between those tried were not played. If the mean rises to its top and falls from there, the top lies "
        "between {low} and {high}.",
        "试过的取值之间并未模拟。若均值先升后降，其最高点位于{low}与{high}之间。",
    ),
    "best.open.below": (
        "The lowest value tried, {low}, is among them: the top may lie below it.",
        "试过的最小取值{low}也在其中：最高点可能更低。",
    ),
    "best.open.above": (
        "The highest value tried, {high}, is among them: the top may lie above it.",
        "试过的最大取值{high}也在其中：最高点可能更高。",
    ),
    "axis.short": ("Less the best of the other values, {unit} a year", "与其余取值中最优者之差（{unit}/年）"),
    "caption.best": (
        '{scheme} at each value of "{title}", less the best of the other values: means, and intervals that hold '
        "together with {confidence} confidence ({n} replications). Grey: shown to be worse than the best. These "
        "intervals never claim more of a value than that it may be the best, or is.",
        "“{scheme}”在“{title}”各取值处与其余取值中最优者之差：均值，以及在{confidence}的置信水平下同时成立的区间（{n}次重复模拟）。"
        "灰色：已证明不如最优者。这些区间只说明一个取值可能是或就是最优，不作其他断言。",
    ),
    "alt.best": ("Each value of {title} less the best of the others.", "“{title}”的各取值与其余取值中最优者之差。"),
    "step.one": ("from {below} to {above}", "从{below}到{above}"),
    "step.rises": ("rises", "上升"),
    "step.falls": ("falls", "下降"),
    "step.unshown": ("neither a rise nor a fall is shown", "升降均未证明"),
    "column.step": ("Step", "取值变化"),
}
