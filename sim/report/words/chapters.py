"""Headings and first words of chapters that only some playbooks have."""

WORDS: dict[str, tuple[str, str]] = {
    "chapter.ways": ("The ways of organising, ranked", "各种组织方式的排名"),
    "chapter.ways.text": (
        "Each way is represented by its best scheme, the one with the highest mean, on the same leads. What a way "
        "changes may need other offers, territories or managers too; then its control has these and lacks only the "
        "way itself. The table says in what each scheme differs from its control. Where two intervals overlap, their "
        "order may be luck.",
        "每种方式以其最好的组织方案（均值最高者）为代表，处理同一批线索。采用某种方式可能还需要不同的产品方案、辖区或经理；"
        "这时其对照同样具备这些，只是不采用该方式本身。表中列出各组织方案与其对照的不同之处。若两个区间重叠，其先后可能只是运气。",
    ),
    "chapter.gap": ("Why a spreadsheet says something else", "为什么电子表格的结论不同"),
    "chapter.gap.text": (
        "A spreadsheet multiplies leads, rates and values. It knows no queue, no late answer, no hand-off and "
        "no learning. Here each of these is switched off in turn, on the same leads.",
        "电子表格只是线索、转化率和单额的乘积，不知道排队、响应迟缓、交接和学习。这里在同一批线索上依次关闭这些机制。",
    ),
    "chapter.sweeps": ("Where the answer may turn", "结论可能在哪里反转"),
    "chapter.sweeps.text": (
        "One figure at a time is moved through its range, for a few schemes. The question is whether the "
        "leading one turns from gain to loss or back against the baseline, where, and how surely that value is known.",
        "每次只让一个数据在其范围内变动，并比较少数几个组织方案。问题是：领先者相对基准是否由盈转亏或由亏转盈，在何处，这个取值又有多可靠。",
    ),
    "chapter.null": ("A market with nothing to specialise in", "客户毫无差异的对照市场"),
    "chapter.null.text": (
        "A check of the method: in this twin market all customers are alike and nobody learns, so knowing "
        "customers better can't help. Whatever a scheme gains there, it gains by something else.",
        "方法的检验：在这个对照市场里，客户完全相同，人员也不会学习，因此更了解客户毫无帮助。组织方案在那里取得的增"
        "益必定另有来源。",
    ),
    "chapter.steady": ("The start and the long run", "起步阶段与长期"),
    "chapter.steady.text": (
        "People start with what today's work has taught them. A new organisation asks them to learn other "
        "things; here is what is left once they have.",
        "人员带着现有工作中积累的经验开始。新的组织要求他们学习别的东西；这里比较学会之后的结果。",
    ),
    "chapter.robust": ("In other circumstances", "换一种情形"),
    "chapter.robust.text": (
        "The same comparison in other circumstances. Intervals here are one at a time, on the replications that are "
        "told; those of the comparison hold together.",
        "换一种情形的同样比较。这里的区间是逐项的，重复次数另行注明；本次比较的区间则是联合的。",
    ),
    "chapter.grid": ("At other parameter values", "其他参数取值下"),
    "chapter.grid.text": (
        "The values that were asked for with this run, each with the scheme that the playbook's rule comes to there, "
        "bounds included, and its gain over the baseline. The intervals of one row hold together over its schemes, not "
        "over the rows.",
        "本次运行所要求的取值；每一行给出按手册的决策规则（含约束）得出的组织方案，及其相对基准的增益。每一行的区间对该行的各组织"
        "方案联合成立，不跨行联合。",
    ),
    "chapter.guide": ("The playbook: how to do it", "手册：怎样实施"),
}
