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
    "assumption, CNY: the licence and one module": "假设，人民币：许可加一个模块",
    "assumption, CNY; list prices of CRMs in China and abroad lie within the range": (
        "假设，人民币；国内外CRM的标价都在此范围内"
    ),
    "assumption: an hour and a half a week": "假设：每周一个半小时",
    "assumption: checks of fields halve the errors of what is recorded": "假设：字段校验使档案错误减半",
    "assumption: courses and slow first weeks": "假设：培训课程和上手较慢的头几周",
    "assumption: half a working day": "假设：半个工作日",
    "assumption: half of what a colleague needs stands in the notes": "假设：同事所需的信息有一半记在档案里",
    "assumption: matching by name and telephone number": "假设：按名称和电话匹配",
    "assumption: quotes, mails and reports that write themselves": "假设：报价、邮件和报表自动生成",
    "assumption: the few who asked for it": "假设：主动要求使用的少数人",
    "assumption: usual accuracy (AUC) of published lead scores, 0.7 to 0.85": (
        "假设：公开的线索评分准确度（AUC）通常为0.7至0.85"
    ),
    "assumption; Rogers 1962 for the shape of the curve": "假设；曲线形状依据Rogers 1962",
    "the level of use that this scheme stands for": "该组织方案所代表的使用程度",
}
