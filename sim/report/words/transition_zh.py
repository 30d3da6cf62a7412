"""Chinese for the descriptions and sources of transitions."""

DESCRIPTIONS: dict[str, str] = {
    "Hours that the change takes of everyone who is there, in the week in which it comes.": (
        "切换当周占用每位在岗人员的小时数。"
    ),
    "What the change costs once, whoever takes part; turning back costs it again.": (
        "切换的一次性费用，与参与人数无关；退回时再付一次。"
    ),
    "What each person costs whose post the new organisation does not have.": (
        "新组织不再设其岗位的人员，每人的离职费用。"
    ),
}
SOURCES: dict[str, str] = {
    "assumption: a day of meetings and of moving desks and records": "假设：一天用于会议、搬迁工位和移交记录",
    "assumption: a consultant for two months, CNY": "假设：顾问两个月，人民币",
    "assumption: six months' pay, CNY": "假设：六个月工资，人民币",
}
