"""What becomes of leads, service levels and duplicates."""

WORDS: dict[str, tuple[str, str]] = {
    "chapter.process": ("What becomes of a hundred leads", "一百条线索的去向"),
    "chapter.process.text": (
        "Every lead that arrived early enough to be followed ends somewhere: won, lost for a reason, gone cold while "
        "it waited, found to be no lead or to repeat another, or still open when the run ends.",
        "每条到达够早、可以完整跟踪的线索都有去向：赢单、因某种原因丢单、等待中流失、判定无效或重复，或在运行结束时仍未了结。",
    ),
    "process.invalid": (
        "In {scheme}, {share} of the leads turn out to be none: hours go into finding that out.",
        "在“{scheme}”中，{share}的线索最终判定无效，查明这一点也要花费工时。",
    ),
    "process.duplicate": (
        "{share} are found to repeat another lead after work has been done on them.",
        "{share}的线索在投入工作之后才被发现是重复的。",
    ),
    "process.reason": (
        "The most frequent reason of loss: {reason} ({share} of all leads).",
        "最常见的丢单原因：{reason}（占全部线索的{share}）。",
    ),
    "process.losses": (
        "Where and why leads are lost in {scheme}, as shares of all leads:",
        "“{scheme}”中线索在何处、因何丢失（占全部线索的比例）：",
    ),
    "process.sla": (
        "{scheme} starts {share} of the visits to stages with a service level in time.",
        "“{scheme}”中，有服务时限的阶段到访有{share}按时开始。",
    ),
    "process.sla.same": (
        "Under every scheme with service levels {share} of the visits start in time.",
        "在设有服务时限的各组织方案中，按时开始的到访都占{share}。",
    ),
    "process.sla.ends": (
        "Service levels are kept best by {best} ({best_share} of the visits start in time) and worst by {worst} "
        "({worst_share}).",
        "服务时限达成最好的是“{best}”（{best_share}按时开始），最差的是“{worst}”（{worst_share}）。",
    ),
    "process.doubled": (
        "Work on leads that repeat another takes up to {share} of all hours worked ({scheme}).",
        "花在重复线索上的工时最多占全部工时的{share}（“{scheme}”）。",
    ),
    "fate.won": ("Won", "赢单"),
    "fate.lost": ("Lost", "丢单"),
    "fate.cold": ("Gone cold", "等待中流失"),
    "fate.invalid": ("No lead", "无效线索"),
    "fate.duplicate": ("Duplicate", "重复线索"),
    "fate.open": ("Still open", "仍未了结"),
    "axis.fates": ("leads of a hundred", "每百条线索"),
    "caption.fates": (
        "What became of the leads that were followed, as they stand when the run ends; means over the replications.",
        "被跟踪线索在运行结束时的去向；各次重复模拟的均值。",
    ),
    "alt.fates": (
        "A bar for each scheme, divided by what became of its leads.",
        "每个组织方案一条横条，按线索去向分段。",
    ),
    "column.stage": ("Stage", "阶段"),
    "column.reason": ("Why", "原因"),
    "column.share": ("Of all leads", "占全部线索"),
}
