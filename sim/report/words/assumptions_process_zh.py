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
    "assumption: a working day": "假设：一个工作日",
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
    "assumption, CNY: a reward for whoever recommends": "假设，人民币：给推荐人的奖励",
    "assumption, CNY: a stand and its staff over the cards that it brings": (
        "假设，人民币：展位和人员费用除以收到的名片数"
    ),
    "assumption, CNY: a visit card, a call and a voucher a year": "假设，人民币：每年一份贺卡、一通电话和一张优惠券",
    "assumption, CNY: paid search in industrial trades, order of magnitude": "假设，人民币：工业品搜索推广，数量级",
    "assumption: a fiftieth of fixed cost": "假设：固定成本的五十分之一",
    "assumption: notes that others can read take longer": "假设：别人看得懂的记录更费时",
    "assumption: one large fair": "假设：一次大型展会",
    "assumption: the best fifth": "假设：最好的五分之一",
    "assumption: they were not looking": "假设：他们原本没有在找",
    "assumption: without a CRM one knows the loudest customers, not those who buy most": (
        "假设：没有CRM时，只认得最爱出声的客户，而不是买得最多的客户"
    ),
    "assumption; purchase counts of customers are far more spread than Poisson (Ehrenberg 1988)": (
        "假设；客户购买次数的离散程度远大于泊松分布（Ehrenberg 1988）"
    ),
}
DESCRIPTIONS: dict[str, str] = {
    "Cost a year of each customer asked.": "每位受邀客户每年的费用。",
    "Cost of each of the first leads; later ones cost more.": "最初几条线索的单条成本；越往后越贵。",
    "Existing customers who could be asked.": "可以邀请的老客户数。",
    "Further leads a year from a customer of mean frequency who is asked.": (
        "购买频率居中的客户受邀后每年新增的线索数。"
    ),
    "Leads that no amount of money can exceed, a year.": "花多少钱也无法超过的每年线索数。",
    "Logits added at every stage to leads of a campaign, who were not looking.": (
        "推广线索在各阶段增加的对数几率：他们原本没有在找。"
    ),
    "Money for campaigns by source.": "各来源的推广花费。",
    "Share of existing customers asked: those who buy most often on record.": (
        "受邀老客户的比例：记录中购买最频繁的客户。"
    ),
    "Standard deviation of the error of that log on record, without a CRM.": "没有CRM时，记录中该对数的误差标准差。",
    "Standard deviation of the log of purchase frequency between customers.": "不同客户之间购买频率对数的标准差。",
}
