"""Chinese for the descriptions, units and sources of the parameters of pay plans."""

DESCRIPTIONS: dict[str, str] = {
    "Quota of each of its people, in what the plan credits; absent: the company's target is divided.": (
        "该角色每人的指标（按方案的业绩口径）；缺省则分摊公司目标。"
    ),
    "Paid for each such deal.": "每笔此类成交的奖励金额。",
    "The company's target where margin is credited; quotas divide it among a role's heads.": (
        "按毛利计业绩时的公司目标，由同一角色的人员分摊为指标。"
    ),
    "The company's target where deals are counted; quotas divide it among a role's heads.": (
        "按单数计业绩时的公司目标，由同一角色的人员分摊为指标。"
    ),
    "Share of target pay that is in the pool.": "目标浮动薪酬中划入团队奖金池的比例。",
    "Rates by the team's attainment; absent: in proportion.": "按团队达成率计提的档次；缺省为按比例。",
    "The team's attainment above which nothing is added.": "团队封顶达成率，超过部分不再计入奖金池。",
    "What is guaranteed, as a share of the period's target pay.": "保底金额占当期目标浮动薪酬的比例。",
    "Months after the deal within which a customer's leaving costs its commission.": (
        "成交后多少个月内客户流失须扣回该单提成。"
    ),
    "Mean satisfaction from which the factor holds.": "该系数适用的平均满意度下限（含）。",
    "Multiplies commission, bonuses, SPIFFs and the team pool.": "提成、奖金、单笔奖励与团队奖金池所乘的系数。",
    "What is given out each time.": "每次竞赛发放的奖金总额。",
    "Shares of the pool by rank, the first one's first.": "各名次占奖金总额的比例，第一名在先。",
    "Logits gained by each tenth of the price for a customer who weighs price by a quarter.": (
        "对价格权重为四分之一的客户，每让价一成所增加的logit。"
    ),
    "Log of motivation gained by pay above what was expected by as much as the plan pays at quota.": (
        "实发浮动薪酬比预期每高出一份恰好完成指标时的浮动薪酬，积极性对数的增加量。"
    ),
    "How much pay below what was expected counts beside pay above it.": "薪酬低于预期的影响相当于高于预期的多少倍。",
    "Share of the way that what somebody expects goes to what each period pays.": (
        "每个计薪期后，薪酬预期向实发水平靠拢的比例。"
    ),
    "Log of motivation gained by a prize in the month in which it is won.": "获奖当月积极性对数的增加量。",
    "Log of motivation lost where nothing comes in for her while something does for her peers.": (
        "同岗位同事有线索而自己一无所得时，积极性对数的减少量。"
    ),
    "Months after which half of a feeling is over.": "感受消退一半所需的月数。",
    "Elasticity by which the hazard of leaving falls as motivation rises.": "离职风险随积极性上升而下降的弹性。",
    "Least motivation.": "积极性下限。",
    "Most motivation.": "积极性上限。",
    "What an expected unit of prize money counts for beside a unit of commission; "
    "on top of normal in today's plan, too.": (
        "预期每一单位竞赛奖金相对于一单位提成的分量；现行方案中的竞赛同样计在正常努力之上。"
    ),
    "What a unit of the team's pool counts for beside a unit of commission; on top of normal in today's plan, too.": (
        "每一单位团队奖金池收入相对于一单位提成的分量；现行方案中的奖金池同样计在正常努力之上。"
    ),
    "Weeks after which a person's sales so far count as much as her quota in what is expected of her.": (
        "经过多少周后，一人迄今的实际业绩与其指标在他人预期中同等重要。"
    ),
}

UNITS: dict[str, str] = {"credit a year": "每年业绩"}

SOURCES: dict[str, str] = {
    "Tversky and Kahneman 1992, of gambles in the laboratory": "Tversky与Kahneman 1992，实验室中的赌局选择",
    "assumption; Fehr and Schmidt 1999: being worse off weighs more than being better off": (
        "假设；Fehr与Schmidt 1999：吃亏比占便宜影响更大"
    ),
    "assumption; a fifth off that wins 25 % instead of 20 % is 0.14 logits for each tenth": (
        "假设；让价两成使赢率从20%升至25%，相当于每成0.14个logit"
    ),
    "assumption: about three per cent of the target pay of forty reps": "假设：约为四十名销售目标浮动薪酬的百分之三",
    "Lim, Ahearne and Ham 2009: several winners beat one, and grading the prizes adds nothing": (
        "Lim、Ahearne与Ham 2009：多人获奖优于一人独得，奖金分等并无增益"
    ),
    "assumption: about one per cent of a deal": "假设：约为单笔成交额的百分之一",
    "assumption: the target in revenue at the market's margin": "假设：收入目标按市场毛利率折算",
    "Weeks by which a signature can be brought forward or held back.": "签约最多可提前或推迟的周数。",
    "Discount for which customers sign before the period ends.": "换取客户在计薪期末前签约的让利。",
    "Share of the customers asked who accept it.": "被询问的客户中接受提前签约的比例。",
    "Share of deals lost for each week that a signature is held back.": "签约每推迟一周失去的交易比例。",
    "Share of the people who choose tasks by their own pay for each hour.": "按自己每小时提成挑选任务的人员比例。",
    "What variable pay may cost, for reports alone; absent: what is paid if every seat reaches quota.": (
        "浮动薪酬的预算，仅用于报告；缺省为人人完成销售指标时的应付额"
    ),
}
