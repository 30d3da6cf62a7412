"""The front door: choosing a playbook, changing parameters, running, opening earlier reports."""

WORDS: dict[str, tuple[str, str]] = {
    "door.language": ("Language", "语言"),
    "door.playbook": ("Playbook", "手册"),
    "door.leads": ("Leads (× the playbook's)", "线索量（手册的倍数）"),
    "door.budget": ("Budget (× today's)", "预算（现状的倍数）"),
    "door.replications": ("Replications (0: the playbook's)", "重复次数（0为手册取值）"),
    "door.run": ("Run", "运行"),
    "door.running": ("Simulating…", "正在模拟……"),
    "door.reporting": ("Writing the reports…", "正在生成报告……"),
    "door.done": ("Done. The report:", "完成。报告："),
    "door.none": ("No reports yet.", "还没有报告。"),
    "door.wrong": ("That can't be run: {problem}", "无法运行：{problem}"),
}
