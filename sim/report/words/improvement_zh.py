"""Chinese for the descriptions and sources of continuous improvement."""

DESCRIPTIONS: dict[str, str] = {
    "Hours of every person in a review's week.": "每次复盘当周每人所占用的小时数。",
    "Cost of preparing and leading a review.": "准备和主持一次复盘的费用。",
    "What may be spent on actions at one review, or in a planned week.": (
        "每次复盘（或计划中的每一周）可用于措施的预算。"
    ),
    "Cost of a seat that moves: another desk, other access, time to settle in.": (
        "调动一个席位的费用：换工位、换权限、适应所需的时间。"
    ),
    "Share of the expected margin that a week of waiting is reckoned to destroy.": (
        "复盘时按每等待一周损失多少预期毛利来估算的比例。"
    ),
    "Share of the week without logged work from which on a seat can be spared.": (
        "一周中没有工作记录的时间占比达到多少，才认为可以抽调一个席位。"
    ),
    "Hours a week of each who is coached, until the next review.": "被辅导者在下次复盘之前每周接受辅导的小时数。",
    "Cost of coaching one person until the next review.": "辅导一人至下次复盘的费用。",
}
SOURCES: dict[str, str] = {
    "assumption: one meeting of everyone": "假设：全员开一次会",
    "assumption, CNY: one or two moves": "假设，人民币：一到两次调动",
    "assumption, CNY: access, desk and a week to settle in": "假设，人民币：权限、工位和一周的适应期",
    "assumption, CNY: half a day of an analyst": "假设，人民币：分析人员半天",
    "assumption, CNY: three or four people": "假设，人民币：三到四人",
    "assumption, CNY: hours of a manager or a coach": "假设，人民币：经理或教练的工时",
    "assumption of the controller, which may be wrong": "复盘者的假设，可能有误",
}
