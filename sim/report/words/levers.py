"""Levers alone, and where one unit of relief helps most."""

WORDS: dict[str, tuple[str, str]] = {
    "chapter.trials": ("Each lever alone: expected and found", "每个杠杆单独检验：预期与结果"),
    "chapter.trials.text": (
        "Each lever is tried alone, against the same organisation without it, in circumstances where it is expected "
        "to gain and in circumstances where it is expected to cost. The intervals say what came out.",
        "每个杠杆都单独检验：与没有它的同一组织相比，一次在预期获益的情形下，一次在预期付出代价的情形下。区间说明实际结果。",
    ),
    "trials.chosen": (
        "Circumstances and expectations are stated in the playbook.",
        "情形与预期均由手册写明。",
    ),
    "trials.chosen.elsewhere": (
        "They were chosen on other random numbers than those of the results reported here.",
        "选定它们时用的是另一组随机数，不是得出此处结果的随机数。",
    ),
    "trials.chosen.some": (
        "Those of {titles} were chosen on other random numbers than those of the results reported here.",
        "其中，选定{titles}的情形时用的是另一组随机数，不是得出此处结果的随机数。",
    ),
    "trials.one": (
        "**{title}** ({scheme} against {against}): {first}; {second}.",
        "**{title}**（“{scheme}”对比“{against}”）：{first}；{second}。",
    ),
    "trials.gain": (
        "where {where} it gains {amount} a year ({interval})",
        "{where}时，每年获益{amount}（{interval}）",
    ),
    "trials.loss": (
        "where {where} it costs {amount} a year ({interval})",
        "{where}时，每年损失{amount}（{interval}）",
    ),
    "trials.open": (
        "where {where} neither a gain nor a loss is shown ({amount} a year, {interval})",
        "{where}时，获益与损失均未得到证明（每年{amount}，{interval}）",
    ),
    "trials.all": (
        "All {n} levers turned out as expected on both sides.",
        "全部{n}个杠杆在两种情形下都符合预期。",
    ),
    "trials.against": (
        "**Against what was expected**: {titles}.",
        "**与预期相反**：{titles}。",
    ),
    "trials.unshown": (
        "On one side or the other not shown as expected: {titles}.",
        "在某一情形下未如预期得到证明：{titles}。",
    ),
    "side.gains": ("expected to gain", "预期获益"),
    "side.costs": ("expected to cost", "预期付出代价"),
    "caption.trials": (
        "Gain of each lever over the same organisation without it: dots are means, lines {confidence} intervals, one "
        "at a time; {n} replications or more.",
        "每个杠杆相对没有它的同一组织的增益：点为均值，线段为逐项的{confidence}区间；至少{n}次重复模拟。",
    ),
    "alt.trials": (
        "Gain of each lever where it is expected to gain and where it is expected to cost.",
        "每个杠杆在预期获益和预期付出代价的情形下的增益。",
    ),
    "axis.gain.alone": ("gain a year, {unit}", "年增益（{unit}）"),
    "column.trial": ("Lever", "杠杆"),
    "column.circumstances": ("Where", "情形"),
    "column.side": ("Stated in the playbook", "手册所述预期"),
    "column.against": ("Against", "对比"),
    "chapter.bottleneck": ("What one more unit brings", "增加一个单位，能带来什么"),
    "chapter.bottleneck.text": (
        "One thing at a time is relieved in {scheme}: one more person in a role or a territory, or a tenth less effort "
        "at a stage. What it brings is gross margin less travel; what it costs is the fixed cost and the variable pay "
        "that it adds, and is told beside it.",
        "在“{scheme}”中每次只缓解一处：某个角色或辖区增加一人，或某个阶段的工作量减少一成。“带来”指毛利减去差旅；“成本”指随之"
        "增加的固定成本和浮动薪酬，另行列出。",
    ),
    "bottleneck.most": (
        "The bottleneck, of those that are shown to bring anything: {item} brings {amount} a year (simultaneous "
        "{confidence} interval: {interval}).",
        "在被证明带来增益的各处中，瓶颈是：{item}，每年带来{amount}（{confidence}联合置信区间：{interval}）。",
    ),
    "bottleneck.worth": (
        "It costs {cost} a year in fixed cost and variable pay; what is left, {left} (simultaneous {confidence} "
        "interval: {interval}), is shown to be a gain: it pays.",
        "其成本（固定成本和浮动薪酬）为每年{cost}；剩余{left}（{confidence}联合置信区间：{interval}），被证明是增益：划算。",
    ),
    "bottleneck.not_worth": (
        "It costs {cost} a year in fixed cost and variable pay; what is left, {left} (simultaneous {confidence} "
        "interval: {interval}), is shown to be a loss: it doesn't pay.",
        "其成本（固定成本和浮动薪酬）为每年{cost}；剩余{left}（{confidence}联合置信区间：{interval}），被证明是亏损：不划算。",
    ),
    "bottleneck.open": (
        "It costs {cost} a year in fixed cost and variable pay; what is left is {left} (simultaneous {confidence} "
        "interval: {interval}), so whether it pays is not shown.",
        "其成本（固定成本和浮动薪酬）为每年{cost}；剩余{left}（{confidence}联合置信区间：{interval}），是否划算未得到证明。",
    ),
    "bottleneck.none": (
        "No single unit of relief is shown to bring anything ({n} replications).",
        "没有任何一处的单位缓解被证明带来增益（{n}次重复模拟）。",
    ),
    "bottleneck.nothing": (
        "Not shown to bring anything: {items}.",
        "未被证明带来增益的有：{items}。",
    ),
    "bottleneck.harm": (
        "Shown to bring less than nothing: {items}.",
        "被证明反而有损的有：{items}。",
    ),
    "relief.role": ("one more person in the role {item}", "角色“{item}”增加一人"),
    "relief.territory": ("one more person in the territory {item}", "辖区“{item}”增加一人"),
    "relief.stage": ("a tenth less effort at {item}", "阶段“{item}”工作量减少一成"),
    "column.relief": ("Relief", "缓解之处"),
    "column.brings": ("Brings", "带来"),
    "column.costs": ("Costs", "成本"),
    "caption.bottleneck": (
        "What one unit of relief brings in {scheme} before its cost: dots are means, lines simultaneous {confidence} "
        "intervals, as in the table and the text; short marks: its cost; {n} replications.",
        "在“{scheme}”中每处单位缓解所带来的增益（未扣成本）：点为均值，线段为{confidence}联合置信区间（与表格和正文一致），"
        "短线为其成本；{n}次重复模拟。",
    ),
    "alt.bottleneck": (
        "What one more person in each role and territory, or less effort at each stage, brings.",
        "每个角色和辖区各增一人、每个阶段减少工作量所带来的增益。",
    ),
}
