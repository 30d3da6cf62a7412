"""Chinese for the descriptions, units and sources of parameters, which the models hold in English."""

import re

from sim.report.words import (
    accounts_zh,
    assumptions_process_zh,
    improvement_zh,
    pay_zh,
    pool_zh,
    regions_zh,
    sources_zh,
    training_zh,
    transition_zh,
    turnover_zh,
)

DESCRIPTIONS: dict[str, str] = {
    "Potential value, as recorded, from here on.": "记录的潜在价值下限（含）。",
    "Potential value, as recorded, below this.": "记录的潜在价值上限（不含）。",
    "Earlier contacts, as recorded, from here on.": "记录中此前接触次数的下限（含）。",
    "Earlier contacts, as recorded, below this.": "记录中此前接触次数的上限（不含）。",
    "Mean number of earlier contacts.": "此前接触次数的均值。",
    "Variance between customers of the factor on their mean number of contacts.": (
        "不同客户之间接触次数均值系数的方差。"
    ),
    "Factor on the mean for leads of these sources; others have 1.": "这些来源的线索对均值的系数；其余为1。",
    "Logits at every stage for each unit of ln(1 + contacts).": "ln(1 + 接触次数)每增加1，各阶段的对数几率。",
    "Share of earlier contacts that the record holds.": "此前接触中被记录下来的比例。",
    "Answers that teach half of what can be learned.": "学到可学内容一半所需的答复数。",
    "Share of the errors on record that any number of answers removes.": "答复再多也最多只能消除的记录误差比例。",
    "Answers to a questionnaire that an interview is worth.": "一次访谈相当于多少份问卷答复。",
    "Answers of own customers that one of a bought panel is worth.": (
        "外购调研中的一份答复相当于多少份自有客户的答复。"
    ),
    "Weeks after which an answer is worth half.": "一份答复的价值减半所需的周数。",
    "Customers asked each time.": "每次询问的客户数。",
    "Share of them that answers.": "其中作答的比例。",
    "Cost each time, however many are asked.": "每次的固定费用，与人数无关。",
    "Cost of each customer asked.": "每询问一位客户的费用。",
    "Hours of that role for each answer, spread over the lag.": "该角色为每份答复投入的小时数，分摊在等待期内。",
    "Split of a deal's credit between roles for this team's customers; empty: as the pay plan says.": (
        "该团队客户的成交业绩在各角色之间的拆分；留空则按薪酬方案。"
    ),
    "After-sales service.": "售后服务。",
    "Attainment above which nothing is paid; absent: no cap.": "封顶达成率，超过部分不再计提；缺省为不封顶。",
    "Attainment at which the tier starts; 1 is the quota.": "该档起始达成率，1为指标。",
    "Attainment that earns it.": "获得奖金所需的达成率。",
    "Attractiveness of price and terms.": "价格和条款的吸引力。",
    "Bonus as a share of the period's target variable pay.": "奖金占当期目标浮动薪酬的比例。",
    "Brand and reputation.": "品牌与口碑。",
    "Business hours a working day.": "每个工作日的工作小时。",
    "Business hours between one role's work and the next role's queue.": (
        "一个角色完工到进入下一角色排队之间的工作小时。"
    ),
    "Chance to advance, for a neutral lead worked at once.": "中性线索被立即处理时的推进概率。",
    "Coefficient of variation of the thinking (log-normal).": "客户考虑时间的变异系数（对数正态）。",
    "Coefficient of variation of the work.": "工作时间的变异系数。",
    "Cost for each kilometre travelled.": "每公里差旅费用。",
    "Cost of the service promised, as a share of revenue.": "承诺服务的成本占收入的比例。",
    "Depth of the solution.": "解决方案的深度。",
    "Discount on the list price.": "相对目录价的折扣。",
    "Distance from which one flies.": "改乘飞机的距离。",
    "Door to door speed by road.": "公路出行的门到门速度。",
    "Elasticity of effort to the expected marginal pay, by commission and bonus, not by SPIFFs.": (
        "努力程度对预期边际薪酬（提成与奖金，不含单笔奖励）的弹性。"
    ),
    "Expected number in 365 days, before trend.": "365天内的期望线索数（未计趋势）。",
    "Exponent of the learning curve: effort falls with familiarity to this power.": (
        "学习曲线指数：所需工时随熟悉度按此幂次下降。"
    ),
    "Fixed pay of a manager, with charges.": "经理的固定薪酬（含附加费用）。",
    "Fixed pay, with charges.": "固定薪酬（含附加费用）。",
    "For 'score': share of leads, by score, that goes to the most skilled.": (
        "按评分分派时，交给能力最强者的线索比例。"
    ),
    "Gained between a neutral and a perfect fit.": "从中性到完全匹配所增加的满意度。",
    "Gross margin at list price.": "目录价下的毛利率。",
    "Growth a year, as a share.": "年增长率。",
    "Hours a person and week for each further role or team to agree with.": (
        "每多一个需要协调的角色或团队，每人每周所需小时。"
    ),
    "Hours at which the curve bends.": "学习曲线趋缓处的小时数。",
    "Hours of a flight besides its distance.": "飞行距离之外的耗时。",
    "Hours of waiting at which the effect bends.": "等待影响趋缓处的小时数。",
    "How much need fit counts here.": "需求匹配在该阶段的权重。",
    "January to December.": "一月至十二月。",
    "Latitude of the centre.": "中心纬度。",
    "Least effort, as a share of normal.": "最低努力程度（占正常水平）。",
    "Logits added at every stage.": "每个阶段增加的对数几率。",
    "Logits added for existing customers.": "老客户增加的对数几率。",
    "Logits between a neutral offer and a perfectly fitting one.": "从中性产品方案到完全匹配的产品方案的对数几率差。",
    "Logits for one standard deviation of hidden quality.": "隐藏质量每个标准差对应的对数几率。",
    "Logits lost at every later stage for each pair of hands that is new to the lead.": (
        "线索每换一次手，其后各阶段损失的对数几率。"
    ),
    "Logits lost for each unit of ln(1 + wait / reference).": "ln(1 + 等待/参考值) 每增加一个单位损失的对数几率。",
    "Logits of conversion for each unit by which the log of effort falls.": (
        "所需工时的对数每下降一个单位增加的转化对数几率。"
    ),
    "Logits of conversion for each unit of ln(effort).": "ln(努力程度) 每个单位对应的转化对数几率。",
    "Longitude of the centre.": "中心经度。",
    "Lost for each unit of ln(1 + hours waited).": "ln(1 + 等待小时) 每增加一个单位损失的满意度。",
    "Mean hours of work.": "平均工作小时。",
    "Mean hours that a lead waits before it goes cold; absent: for ever.": (
        "线索等待多久后流失（平均小时）；缺省为永不流失。"
    ),
    "Mean hours that the customer thinks after the work.": "客户考虑的平均小时。",
    "Median value of a deal.": "单额中位数。",
    "Monday to Sunday.": "周一至周日。",
    "Most effort, as a share of normal.": "最高努力程度（占正常水平）。",
    "Multiplies demand; the leads that stay are the same ones.": "需求倍数；保留的线索与原来相同。",
    "Multiplies every stage's patience.": "各阶段耐心的倍数。",
    "Multiplies the effort from the stage on at which fit counts.": "从匹配起作用的阶段起，工时的倍数。",
    "Multiplies the effort of every stage.": "各阶段工时的倍数。",
    "Multiplies the fixed cost that the heads are resolved to.": "确定人数所依据的固定成本的倍数。",
    "Multiplies the potential value.": "潜在金额的倍数。",
    "One-off cost for each person whose home moves, in the market's currency.": (
        "每名调动人员的一次性费用（市场货币）。"
    ),
    "Pay for each unit of attainment, in target variable pay.": "每单位达成率的提成（以目标浮动薪酬计）。",
    "People for each manager.": "每名经理管理的人数。",
    "Performance and quality.": "性能与质量。",
    "Price and terms.": "价格与条款。",
    "Reassurance and references.": "信任与案例。",
    "Satisfaction after an instant answer and a neutral offer.": "即时响应且产品方案中性时的满意度。",
    "Service level.": "服务水平。",
    "Share lost to administration.": "行政事务占用的时间比例。",
    "Share lost to meetings in any organisation.": "任何组织中会议占用的时间比例。",
    "Share of a deal's credit that goes to whoever of this role worked it.": "成交业绩计入该角色经办人的比例。",
    "Share of a working day's leads that arrive after closing.": "工作日下班后到达的线索比例。",
    "Share of all leads, unless the industry says otherwise.": "占全部线索的比例（行业另有规定除外）。",
    "Share of all leads, unless the region says otherwise.": "占全部线索的比例（地区另有规定除外）。",
    "Share of all leads.": "占全部线索的比例。",
    "Share of each product here, else the products' own.": "此处各产品的比例，否则用产品自身的比例。",
    "Share of each size here, else the sizes' own.": "此处各规模的比例，否则用规模自身的比例。",
    "Share of each tier here, else the tiers' own.": "此处各档次的比例，否则用档次自身的比例。",
    "Share of leads from existing customers.": "来自老客户的线索比例。",
    "Share of leads of which an attribute (industry, size, tier) is recorded wrongly.": (
        "属性（行业、规模、档次）记录错误的线索比例。"
    ),
    "Share of leads that this stage visits.": "该阶段需要上门拜访的线索比例。",
    "Share of the error of the recorded need that mean effort removes.": "平均工时所能消除的需求记录误差比例。",
    "Share of travel time that is lost for work.": "差旅时间中无法工作的比例。",
    "Speed in the air.": "飞行速度。",
    "Standard deviation of a customer's own need logits.": "客户自身需求对数几率的标准差。",
    "Standard deviation of a year's attainment that people reckon with, as a share of quota.": (
        "人员所预期的年达成率标准差（占指标比例）。"
    ),
    "Standard deviation of skill between people, in logits for each stage.": (
        "人与人之间能力的标准差（每阶段对数几率）。"
    ),
    "Standard deviation of the log of a lead's recorded value over its true one: as often too high as too low, so that "
    "a sum of records comes out too high.": (
        "线索记录价值与真实价值之比的对数标准差：偏高与偏低的可能相同，因此记录之和偏高。"
    ),
    "Standard deviation of the error of a lead's score, in standard deviations of quality.": (
        "线索评分误差的标准差（以质量标准差计）。"
    ),
    "Standard deviation of the error of the recorded need at first contact, in logits.": (
        "初次接触时需求记录误差的标准差（对数几率）。"
    ),
    "Standard deviation of the log of the value.": "单额对数的标准差。",
    "The company's target; quotas divide it among a role's heads.": "公司目标；指标由同一角色的人员平分。",
    "The customer's industry.": "客户所属行业。",
    "The customer's region.": "客户所在地区。",
    "The customer's size.": "客户规模。",
    "The kind of work: first contact, proposal and so on.": "工作类型：初次接触、方案制定等。",
    "The offer that is made: consultative, price and so on.": "所提产品方案：顾问型、价格型等。",
    "The product line.": "产品线。",
    "Tools, desk and telephone.": "工具、工位和电话。",
    "Typical distance of a customer from the centre.": "客户到中心的典型距离。",
    "Variable pay at quota, a year.": "完成指标时的年浮动薪酬。",
    "Variance of a gamma factor of mean 1, common to the day.": "同一天共有的伽马因子（均值1）的方差。",
    "Weeks that people have done today's work.": "人员从事现有工作的周数。",
    "Weeks over which that cost is charged, from the start of the measured window.": (
        "该费用自测量期开始起分摊的周数。"
    ),
    "Weeks unused after which half is forgotten.": "闲置多少周后遗忘一半。",
    "Lower bound.": "下限。",
    "Upper bound.": "上限。",
    "Licence for each seat.": "每席位许可费。",
    "Multiplies the errors of what is recorded.": "记录误差的倍数。",
    "Share of lost context that records keep.": "记录所能保留的交接信息比例。",
    "Share of the week that records take.": "记录占用的工作时间比例。",
    "Own fixed pay, else the role's.": "本人固定薪酬，否则用角色的。",
    "Own quota, else the pay plan's.": "本人指标，否则用薪酬方案的。",
    "Logits lost for each unit by which rivals are ahead of our brand.": (
        "竞争对手每领先我方品牌一个单位损失的对数几率。"
    ),
    "Units of strength that rivals everywhere gain each year.": "各地竞争对手每年增强的强度单位。",
    "Share of leads that come in a second time.": "再次进入的线索比例。",
    "Mean days until they do.": "再次进入前的平均天数。",
    "Chance that a task shows that it is one.": "一次跟进发现其为重复线索的概率。",
    "Logits lost at every stage while two seats work a customer.": "两人同时跟进一个客户时，每个阶段损失的对数几率。",
    "Accounts that could be contacted in a year.": "一年内可联系的潜在客户数。",
    "Hours of finding and contacting one account.": "寻找并联系一个潜在客户所需小时。",
    "Share of the accounts contacted that become leads.": "被联系的潜在客户中成为线索的比例。",
    "Business hours until those are leads.": "从联系到成为线索的工作小时。",
    "Business hours of waiting after which it happens.": "触发该动作前等待的工作小时。",
    "Business hours within which a waiting task is to be started.": "排队任务应在多少工作小时内开始。",
    "Share of the week that is kept for it, whatever else waits.": "每周固定用于开拓的时间比例，不论有何排队任务。",
    "For 'weighted': weight of each office.": "按权重分派时各办事处的权重。",
    "Use in the first week.": "第一周的使用程度。",
    "Use in the long run.": "长期的使用程度。",
    "Weeks until half of the way.": "走完一半所需周数。",
    "Weeks over which most of the change happens.": "大部分变化发生所用的周数。",
    "Standard deviation of these weeks between people.": "该周数在人与人之间的标准差。",
    "Multiplies the errors of what is recorded, at full use.": "充分使用时，记录误差的倍数。",
    "Chance that its lead score orders two leads by their true quality; absent: by score_error.": (
        "线索评分正确排出两条线索真实质量高低的概率；缺省按评分误差计。"
    ),
    "Share of lost context that records keep, at full use.": "充分使用时，记录能保留的交接信息比例。",
    "Share of duplicates that it merges when they come in, at full use.": (
        "充分使用时，重复线索在进入时被合并的比例。"
    ),
    "Share of the week that records take, at full use.": "充分使用时，录入占用的每周时间比例。",
    "Share of the week that automation saves, at full use.": "充分使用时，自动化节省的每周时间比例。",
    "Hours that each person spends learning it while use grows.": "使用程度提高期间，每人学习所需小时。",
    "Strength of rivals here; see competition.": "当地竞争对手的强度，见竞争机制。",
    "Strength of our brand here; see competition.": "我方品牌在当地的强度，见竞争机制。",
    "Strength of rivals in this tier; see competition.": "该档次竞争对手的强度，见竞争机制。",
    "Standard deviation of the log of a region's demand in a month.": "各地区月需求对数的标准差。",
    "Correlation of these shocks between regions; 1: the whole country moves as one.": (
        "各地区需求冲击的相关系数，1表示全国同步。"
    ),
    "Share of them that turns out to be no lead.": "其中被判定为无效线索的比例。",
    "Share of them that goes back instead of being lost.": "其中退回前面阶段而非丢单的比例。",
    "Why the others are lost, as shares that sum to 1.": "其余丢单的原因占比，合计为1。",
    "Effort when a lead comes again after going back, as a share of the first time.": (
        "线索退回后再次经过该阶段所需工时，占首次的比例。"
    ),
    "Share of those who advance that skips stages.": "推进者中跳过阶段的比例。",
}

UNITS: dict[str, str] = {
    "business hours": "工作小时",
    "count a year": "每年",
    "answers": "份答复",
    "contacts": "次接触",
    "ratio": "比值",
    "share": "比例",
    "logits": "对数几率",
    "degrees": "度",
    "kilometres": "公里",
    "money in the market's currency": "市场货币",
    "probability": "概率",
    "weeks": "周",
}

PATTERNS: tuple[tuple[str, str], ...] = (
    (
        r"fitted: Olist marketing funnel, (\d+) leads of (\S+) to (\S+), (\d+) won by (\S+)",
        r"拟合：Olist营销漏斗，\2至\3的\1条线索，截至\5赢单\4笔",
    ),
    (r"team sheet (\S+)", r"团队表\1"),
)
"""Sources that hold figures of their own."""

_CHINESE: dict[str, str] = {
    **sources_zh.SOURCES,
    **accounts_zh.SOURCES,
    **assumptions_process_zh.SOURCES,
    **pay_zh.SOURCES,
    **regions_zh.SOURCES,
    **training_zh.SOURCES,
    **improvement_zh.SOURCES,
    **transition_zh.SOURCES,
    **turnover_zh.SOURCES,
    **pool_zh.SOURCES,
    **UNITS,
    **accounts_zh.UNITS,
    **pay_zh.UNITS,
    **DESCRIPTIONS,
    **accounts_zh.DESCRIPTIONS,
    **assumptions_process_zh.DESCRIPTIONS,
    **pay_zh.DESCRIPTIONS,
    **regions_zh.DESCRIPTIONS,
    **training_zh.DESCRIPTIONS,
    **improvement_zh.DESCRIPTIONS,
    **transition_zh.DESCRIPTIONS,
    **turnover_zh.DESCRIPTIONS,
    **pool_zh.DESCRIPTIONS,
}


def in_chinese(text: str) -> str:
    """The Chinese of a description, unit or source, whole or part by part; a person's own words stay as they are."""
    parts = [_part(part) for part in ([text] if _part(text) is not None else text.split("; "))]
    return text if None in parts else "；".join(filter(None, parts))


def _part(text: str) -> str | None:
    if text == "":
        return ""
    if text in _CHINESE:
        return _CHINESE[text]
    return next((re.sub(pattern, chinese, text) for pattern, chinese in PATTERNS if re.fullmatch(pattern, text)), None)
