"""Chinese for what process, prospecting, campaigns and the CRM state of their figures."""

SOURCES: dict[str, str] = {
    "assumption: a day and a half a week": "假设：每周一天半",
    "assumption: a quote that is too dear comes back as a smaller proposal": "假设：报价过高时退回，改做较小的方案",
    "assumption: a tenth comes with a written specification": "假设：一成客户带着书面需求上门",
    "assumption: half a day a week": "假设：每周半天",
    "assumption: the customer asks for something else, and the analysis starts again": (
        "假设：客户改了要求，需求分析重新开始"
    ),
    "assumption: the same or the next working day": "假设：当天或下一个工作日",
    "assumption: three working days": "假设：三个工作日",
    "assumption: while there is still time to keep the level": "假设：此时提醒还来得及按时开始",
    "assumption: wrong numbers, students, competitors, job seekers": "假设：错号、学生、同行、求职者",
}
