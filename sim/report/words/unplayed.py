"""What schemes name and the market can't play, as clauses; `unplayed.<code>` by the codes of sim.inputs.unplayed."""

WORDS: dict[str, tuple[str, str]] = {
    "unplayed.in": ("in {schemes}, {clause}", "在{schemes}中，{clause}"),
    "unplayed.lacks": ("see {lacks}", "参见{lacks}"),
    "unplayed.more": ("{n} more levers change nothing here", "另有{n}项设置在此不起作用"),
    "unplayed.coaching": (
        "managers' coaching hours change nothing, since coaching is not played in this market",
        "经理的辅导工时不起作用，因为这个市场不模拟辅导",
    ),
    "unplayed.hiring": (
        "how vacant posts are filled changes nothing, since nobody leaves in this market",
        "空缺岗位的招聘方式不起作用，因为这个市场里无人离职",
    ),
    "unplayed.hunting": (
        "nobody can hunt, since this market has no accounts that are no leads yet",
        "无从开拓，因为这个市场没有尚未成为线索的潜在客户",
    ),
    "unplayed.after_sales": (
        "nobody is served after the sale, since this market ends with the deal",
        "没有售后服务可做，因为这个市场到成交为止",
    ),
    "unplayed.cover": (
        "nobody covers for anyone, since nobody is ever away in this market",
        "无人需要补位，因为这个市场里无人缺勤",
    ),
    "unplayed.by_skill": (
        "leads that are dealt by skill are dealt by nothing, since everyone is equally skilled in this market",
        "按能力分配线索没有依据，因为这个市场里人人能力相同",
    ),
    "unplayed.offers": (
        "which offer is made matters only by its price and cost, since fit is nothing to customers in this market",
        "选择哪种产品方案只影响价格和成本，因为这个市场里客户不看重匹配度",
    ),
    "unplayed.discounts": (
        "sellers give no discounts, since nobody bargains in this market",
        "销售不会让价，因为这个市场里无人讲价",
    ),
    "unplayed.trial": (
        "trials cost hours and money and convince nobody, since what they show is not played in this market",
        "试用只占用工时和费用而说服不了任何人，因为这个市场不模拟试用的效果",
    ),
    "unplayed.mending": (
        "there is nothing to mend, since this market ends with the deal",
        "没有问题可整改，因为这个市场到成交为止",
    ),
    "unplayed.crm_errors": (
        "the CRM's checks correct nothing, since nothing is recorded wrongly in this market",
        "CRM的字段校验无错可纠，因为这个市场里没有记录错误",
    ),
    "unplayed.crm_context": (
        "the CRM's shared history keeps nothing, since hand-offs lose nothing in this market",
        "CRM的共享档案没有用处，因为这个市场里交接不丢信息",
    ),
    "unplayed.crm_duplicates": (
        "the CRM's duplicate search finds nothing, since nobody comes in twice in this market",
        "CRM的查重一无所获，因为这个市场里没有重复线索",
    ),
    "unplayed.crm_score": (
        "nobody reads the CRM's lead score: neither who works a lead nor when goes by it",
        "没有人用到CRM的线索评分：线索由谁处理、何时处理都不看评分",
    ),
    "unplayed.crm_quality": (
        "the CRM's lead score sees no quality, since leads don't differ in it in this market",
        "CRM的线索评分看不出优劣，因为这个市场里的线索没有质量差别",
    ),
    "unplayed.campaigns": (
        "money for campaigns is not spent and brings no leads, since this market has no campaigns",
        "推广费用不会支出，也带不来线索，因为这个市场没有推广渠道",
    ),
    "unplayed.promotion": (
        "nobody is asked for a further order, since this market has no promotion",
        "没有客户可做促销，因为这个市场不模拟促销",
    ),
    "unplayed.research": (
        "asking customers costs money and hours and teaches nothing in this market",
        "客户调研只占用费用和工时，在这个市场里学不到东西",
    ),
    "unplayed.research_need": (
        "asking what customers need teaches nothing, since needs are recorded rightly in this market",
        "调研客户需求学不到东西，因为这个市场里需求记录无误",
    ),
    "unplayed.research_attributes": (
        "asking who customers are teaches nothing, since that is recorded rightly in this market",
        "调研客户属性学不到东西，因为这个市场里属性记录无误",
    ),
    "unplayed.research_decision": (
        "asking how customers decide teaches nothing, since needs stay as they are in this market",
        "调研客户决策学不到东西，因为这个市场里需求始终不变",
    ),
    "unplayed.courses": (
        "nobody attends courses, since this market does not play what they teach",
        "没有人参加课程，因为这个市场不模拟课程的效果",
    ),
    "unplayed.course_service": (
        "courses in service help nobody, since this market ends with the deal",
        "售后课程没有用处，因为这个市场到成交为止",
    ),
    "unplayed.sharing": (
        "hours of sharing pass nothing on, since this market does not play what colleagues learn",
        "经验分享传授不了什么，因为这个市场不模拟同事之间的学习",
    ),
    "unplayed.team_building": (
        "there is no team building, since this market does not play how teams hold together",
        "不做团队建设，因为这个市场不模拟团队凝聚力",
    ),
    "unplayed.team_building_idle": (
        "team building costs hours and money and saves nothing, since hand-offs lose nothing in this market and nobody "
        "shares what he knows",
        "团队建设只占用工时和费用，因为这个市场里交接不丢信息，也没有经验分享",
    ),
    "unplayed.pay_clawback": (
        "no commission is taken back, since this market ends with the deal",
        "不会追回提成，因为这个市场到成交为止",
    ),
    "unplayed.pay_quality": (
        "pay can't follow satisfaction, since this market ends with the deal",
        "薪酬无法与满意度挂钩，因为这个市场到成交为止",
    ),
    "unplayed.pay_contests": (
        "contests cost money and move nobody, since effort takes no notice of them in this market",
        "竞赛奖金只计入成本，因为这个市场里努力程度不随之变化",
    ),
    "unplayed.pay_team_pool": (
        "the team pool costs money and moves nobody, since effort takes no notice of it in this market",
        "团队奖金池只计入成本，因为这个市场里努力程度不随之变化",
    ),
    "unplayed.market_effort_response": (
        "effort follows nothing, since no scheme has a pay plan",
        "努力程度不随薪酬变化，因为没有一个组织方案设有薪酬方案",
    ),
    "unplayed.market_timing": (
        "nobody times signatures by pay, since no scheme has a pay plan",
        "没有人为薪酬调整签约时间，因为没有一个组织方案设有薪酬方案",
    ),
    "unplayed.market_task_choice": (
        "nobody chooses tasks by pay, since no scheme has a pay plan",
        "没有人按薪酬挑选任务，因为没有一个组织方案设有薪酬方案",
    ),
    "unplayed.market_pay_beside": (
        "contests and team pools move nobody, since no scheme has a pay plan",
        "竞赛和团队奖金池影响不了任何人，因为没有一个组织方案设有薪酬方案",
    ),
    "unplayed.market_motivation": (
        "motivation follows nothing, since no scheme has a pay plan",
        "积极性不随薪酬变化，因为没有一个组织方案设有薪酬方案",
    ),
    "unplayed.market_odds_discount": (
        "sellers give nothing away for their pay, since no scheme has a pay plan",
        "销售不会为薪酬而让价，因为没有一个组织方案设有薪酬方案",
    ),
    "unplayed.market_odds_without_authority": (
        "sellers give nothing away for their pay, since no scheme that pays them lets them give discounts",
        "销售不会为薪酬而让价，因为设有薪酬方案的组织方案都没有给销售让价权限",
    ),
    "unplayed.market_beside_alone": (
        "contests and team pools move nobody, since effort does not follow pay in this market",
        "竞赛和团队奖金池影响不了任何人，因为这个市场里努力程度不随薪酬变化",
    ),
    "unplayed.crm_never": (
        "the CRM is never switched on: the run is over before, and it costs its licences all the same",
        "CRM始终没有上线：模拟在此之前已经结束，许可费却照付",
    ),
    "unplayed.crm_young": (
        "the CRM is switched on so shortly before the end of the run that its use has not gone half of its way by then",
        "CRM上线时离模拟结束太近，结束时使用程度的增长还未过半",
    ),
    "unplayed.crm_unfollowed": (
        "win rate and cycle time say nothing of the CRM: the leads that they follow come in before it is switched on",
        "赢单率和成交周期反映不出CRM：它们所跟踪的线索都在上线之前到来",
    ),
    "unplayed.course_late": (
        "a course is first held after the end of the run",
        "有课程在模拟结束之后才首次举办",
    ),
    "unplayed.study_late": (
        "what a study says is known only after the end of the run",
        "有调研的结果在模拟结束之后才能得知",
    ),
    "unplayed.spiff_late": (
        "an amount for single deals begins only after the end of the run",
        "有单笔奖励在模拟结束之后才开始",
    ),
    "unplayed.contest_late": (
        "a contest is not over when the run is, so that nobody is paid a prize",
        "有竞赛在模拟结束时尚未结束，因此无人获奖",
    ),
}
