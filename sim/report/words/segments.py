"""Segments, the rules that make them, and what wrong records cost."""

WORDS: dict[str, tuple[str, str]] = {
    "chapter.segments": ("Who is in which segment, and what each brings", "谁在哪个细分群，各带来多少"),
    "chapter.segments.text": (
        "Leads are sorted by what is on record. Contribution by segment: each lead's own margin and travel; what "
        "belongs to no lead, such as salaries, is shared by hours of work. Segments sum to the scheme's contribution.",
        "线索按记录归类。各细分群的贡献利润：线索自身的毛利和差旅；工资等不属于任何线索的费用按工时分摊。"
        "各群之和等于该组织方案的贡献利润。",
    ),
    "segments.one": ("In {scheme} all leads are in one segment.", "“{scheme}”把所有线索归入同一个细分群。"),
    "segments.most": (
        "In {scheme}, {first} bring most, {most} a year from {leads} leads; {last} bring least, {least} from {fewer}.",
        "在“{scheme}”中，{first}贡献最多，每年{most}，来自{leads}条线索；{last}最少，{least}，来自{fewer}条线索。",
    ),
    "segments.wrong": (
        "Records mislead most in {worst}: {share} of the leads there belong elsewhere.",
        "记录误差最大的是{worst}：其中{share}的线索本应归入别处。",
    ),
    "segments.right": ("No lead of {scheme} is in a wrong segment.", "“{scheme}”没有线索被归错。"),
    "chapter.rules": ("What each rule matched", "每条规则匹配了多少线索"),
    "chapter.rules.text": (
        "Rules are tried in order. A rule matches whoever holds its conditions, and takes those that no earlier rule "
        "took; the residual segment or the learned clusters take the rest.",
        "规则按顺序逐条尝试。符合条件即为匹配；只有未被前面规则取走的线索才归入本条；其余归入剩余群或聚类得到的客户群。",
    ),
    "column.customers": ("Customers", "客户"),
    "column.rule": ("Rule", "规则"),
    "column.matches": ("Leads a year that match", "每年匹配线索"),
    "column.takes": ("of which taken", "其中归入"),
    "axis.contribution": ("contribution a year, {unit}", "年贡献利润（{unit}）"),
    "caption.segments": (
        "Contribution of each segment of each scheme, means of {n} replications.",
        "各组织方案中每个细分群的贡献利润，{n}次重复模拟的均值。",
    ),
    "alt.segments": ("Contribution by scheme and segment.", "各组织方案、各细分群的贡献利润。"),
    "chapter.records": ("What wrong records do", "记录出错的影响"),
    "chapter.records.text": (
        "The schemes named here are played again on the same leads with a perfect record. The difference is what "
        "errors on record cost it, or bring it where the amount is negative: leads may meet the wrong team, and offers "
        "may miss the need. Schemes without segments can feel the second only, so what others lose or gain beyond "
        "that is the work of sorting by wrong records.",
        "下列组织方案在同一批线索上以完全正确的记录再运行一遍，两者之差就是记录误差的代价，为负则是误差带来的好处：线索可能找错团队，"
        "产品方案可能错过需求。不细分的组织方案只受后一种影响，因此其他组织方案多出的部分来自按错误记录归类。",
    ),
    "records.most": (
        "Wrong records cost {scheme} most: {amount} a year (simultaneous {confidence} interval: {interval}).",
        "“{scheme}”因记录出错损失最大：每年{amount}（{confidence}联合置信区间：{interval}）。",
    ),
    "records.none": (
        "On {n} replications no scheme is shown to lose by wrong records.",
        "在{n}次重复模拟中，没有组织方案因记录出错而受损得到证明。",
    ),
    "records.sorting": (
        "Sorting by wrong records costs {scheme} {amount} a year beyond what they cost {baseline} (simultaneous "
        "{confidence} interval: {interval}); {share} of its leads are in a wrong segment.",
        "按错误记录归类使“{scheme}”每年比“{baseline}”多损失{amount}（{confidence}联合置信区间：{interval}）；其{share}的线"
        "索被归错。",
    ),
    "records.sorting.none": (
        "No scheme is shown to lose more by wrong records than {baseline}.",
        "没有组织方案因记录出错比“{baseline}”损失更多得到证明。",
    ),
    "records.help": (
        "Shown to earn more with the record as it is than with a perfect one: {items}.",
        "被证明在现有记录下比在完全正确的记录下赚得更多的有：{items}。",
    ),
    "column.cost": ("Cost of wrong records", "记录出错的代价"),
    "column.beyond": ("Beyond the baseline's", "超出基准的部分"),
    "axis.records": ("gain from a perfect record a year, {unit}", "记录完全正确的年增益（{unit}）"),
    "caption.records": (
        "What a perfect record would bring each scheme: dots are means, lines {confidence} intervals, one at a time; "
        "{n} replications.",
        "完全正确的记录给各组织方案带来的增益：点为均值，线段为逐项的{confidence}区间；{n}次重复模拟。",
    ),
    "alt.records": ("Gain of each scheme from a perfect record.", "各组织方案从完全正确的记录中得到的增益。"),
}
