"""Chinese for the sources of parameters, which blocks hold in English."""

SOURCES: dict[str, str] = {
    "assumption: information and trial are behind them": "假设：了解与试用阶段已过",
    "assumption: about the largest sixth of the deals": "假设：约为金额最大的六分之一商机",
    "assumption: business surveys by mail and telephone": "假设：邮件与电话企业调查",
    "assumption: visits and downloads are contacts": "假设：访问和下载都算接触",
    "assumption: set for a utilisation of about 0.8 under today's organisation, service included": (
        "假设：使现有组织的利用率约为0.8（含售后服务）"
    ),
    "set for a utilisation of about 0.6 under today's organisation": "按现有组织利用率约0.6设定",
    "set for a utilisation of about 0.93 under today's organisation": "按现有组织利用率约0.93设定",
    "assumption: customers who agree to an hour": "假设：愿意谈一小时的客户",
    "assumption: questionnaire and analysis, CNY": "假设：问卷与分析，人民币",
    "assumption: the next half of them": "假设：其后约一半商机",
    "assumption: sending and reminding, CNY": "假设：发送与催复，人民币",
    "assumption: large customers with a large deal": "假设：大单的大型客户",
    "assumption: a quarter of a year's leads": "假设：一年线索的四分之一",
    "assumption: after-sales decides late (the guide's claim, to be varied)": (
        "假设：售后在后期起决定作用（指南观点，可调整）"
    ),
    "assumption: price decides late (the guide's claim, to be varied)": (
        "假设：价格在后期起决定作用（指南观点，可调整）"
    ),
    "assumption: preparing, visiting, writing down": "假设：准备、拜访与记录",
    "Beijing, to a tenth of a degree": "北京，精确到0.1度",
    "Chengdu, to a tenth of a degree": "成都，精确到0.1度",
    "Guangzhou, to a tenth of a degree": "广州，精确到0.1度",
    "Shanghai, to a tenth of a degree": "上海，精确到0.1度",
    "Shenyang, to a tenth of a degree": "沈阳，精确到0.1度",
    "São Paulo, to a tenth of a degree": "圣保罗，精确到0.1度",
    "Wuhan, to a tenth of a degree": "武汉，精确到0.1度",
    "Xi'an, to a tenth of a degree": "西安，精确到0.1度",
    "a term of the plan": "薪酬方案条款",
    "assumption: April": "假设：4月",
    "assumption: August": "假设：8月",
    "assumption: December (budgets end)": "假设：12月（预算年末）",
    "assumption: February (Spring Festival)": "假设：2月（春节）",
    "assumption: Friday": "假设：星期五",
    "assumption: January (before Spring Festival)": "假设：1月（春节前）",
    "assumption: July": "假设：7月",
    "assumption: June": "假设：6月",
    "assumption: March": "假设：3月",
    "assumption: May": "假设：5月",
    "assumption: Monday": "假设：星期一",
    "assumption: November": "假设：11月",
    "assumption: October (National Day)": "假设：10月（国庆）",
    "assumption: Saturday": "假设：星期六",
    "assumption: September": "假设：9月",
    "assumption: Sunday": "假设：星期日",
    "assumption: Thursday": "假设：星期四",
    "assumption: Tuesday": "假设：星期二",
    "assumption: Wednesday": "假设：星期三",
    "the only one: the export does not tell them apart": "唯一取值：导出数据不区分",
    "the same for everyone: nothing to specialise in": "人人相同：没有可供专业化的差异",
    "Bridge Group 2017: a median cycle of 60 to 72 days over all stages": (
        "Bridge Group 2017：各阶段合计周期中位数60至72天"
    ),
    "First Page Sage 2025, MQL to SQL: 38 %, less the leads that first contact drops here": (
        "First Page Sage 2025：营销合格到销售合格38%，扣除此处初次接触筛掉的线索"
    ),
    "First Page Sage 2025, SQL to opportunity: 42 %": "First Page Sage 2025：销售合格到商机42%",
    "First Page Sage 2025, lead to MQL across B2B industries: 39 %": (
        "First Page Sage 2025：B2B各行业线索到营销合格39%"
    ),
    "IBM win-loss sample: deals under 10 k win 40 %, 100-250 k 12 %": (
        "IBM输赢单样本：1万以下赢单率40%，10万至25万为12%"
    ),
    "IBM win-loss sample: existing customers win 47-83 %, new 17 %": ("IBM输赢单样本：老客户赢单率47–83%，新客户17%"),
    "IBM win-loss sample: large deals win less often": "IBM输赢单样本：大单赢单率较低",
    "Olist 2018: weekday arrivals vary more than Poisson": "Olist 2018：工作日到达量的波动大于泊松分布",
    "PRC Labour Law, article 36: eight hours a day": "《劳动法》第三十六条：每日八小时",
    "Zoltners et al. 2017": "Zoltners等2017",
    "Zoltners et al. 2017 as for reps": "Zoltners等2017，与销售代表相同",
    "deals come in lumps, and CSO Insights and Bridge Group see 50 to 60 % of reps reach quota": (
        "成交金额大小不一，CSO Insights与Bridge Group的调查中50%至60%的销售达成指标"
    ),
    "assumption": "假设",
    "assumption, CNY with charges": "假设，人民币，含附加费用",
    "assumption, near the region's share of industrial output": "假设，接近该地区工业产值占比",
    "assumption: a mature market": "假设：成熟市场",
    "assumption: about 150 leads a rep and year": "假设：人均每年约150条线索",
    "assumption: call, notes, mail": "假设：电话、记录、邮件",
    "assumption: developed regions buy performance (the guide's claim, to be varied)": (
        "假设：发达地区看重性能（指南的说法，有待变动检验）"
    ),
    "assumption: gross margin of listed equipment makers, order of magnitude": "假设：上市设备制造商毛利率的量级",
    "assumption: half a day until the next role has read the notes": "假设：下一角色半天内读完记录",
    "assumption: large accounts ask for tailored solutions (the guide's claim)": (
        "假设：大客户要求定制化解决方案（指南的说法）"
    ),
    "assumption: learning curves of 80 to 100 %; the range includes no learning": (
        "假设：80%至100%的学习曲线；范围包括不学习"
    ),
    "assumption: less contested": "假设：竞争较弱",
    "assumption: at what today's organisation sells, fixed to variable is near 60:40 (Zoltners et al. 2017)": (
        "假设：按现有组织的销售额，固定与浮动约60:40（Zoltners等2017）"
    ),
    "assumption: a move is written off over two years": "假设：调动费用分两年摊销",
    "assumption: below what today's organisation sells": "假设：低于现有组织的销售额",
    "assumption: no trustworthy figure exists for the effect of splitting SDR and AE": (
        "假设：拆分线索开发与客户经理的影响没有可信数据"
    ),
    "assumption: pod members sit together": "假设：小组成员坐在一起",
    "assumption: small firms ask for price (the guide's claim)": "假设：小企业看重价格（指南的说法）",
    "assumption: tailoring takes hours": "假设：定制化解决方案耗时更多",
    "assumption: the most contested region": "假设：竞争最激烈的地区",
    "assumption: usual span of control of sales managers": "假设：销售经理的常见管理幅度",
    "assumption: about a month, as far as a signature can be moved": "假设：签约日最多可移动约一个月",
    "assumption; Larkin 2014: discounts at a quarter's end cost 6 to 8 % of revenue in all": (
        "假设；Larkin 2014：季末让利总计损失收入的6%至8%"
    ),
    "assumption; HBR 2017: sales turnover up to 27 % a year": "假设；HBR 2017：销售人员年流动率可达27%",
    "assumption; Misra and Nair 2011 find a real response, of another plan and trade": (
        "假设；Misra与Nair 2011在另一行业、另一薪酬方案中发现了真实反应"
    ),
    "assumption; Olist 2018: the top 20 % of reps make 42 % of wins": ("假设；Olist 2018：前20%的销售贡献42%的赢单"),
    "assumption; SDRs earn about 60 % of account executives (Bridge Group)": (
        "假设；线索开发专员的薪酬约为客户经理的60%（Bridge Group）"
    ),
    "assumption; vendor surveys say 28 to 33 % selling time": "假设；厂商调查称销售时间占28%至33%",
    "assumption; with the stages before, a close rate near First Page Sage's 37 % of opportunities": (
        "假设；与前几个阶段合计，接近First Page Sage的37%成交率"
    ),
    "below Oldroyd et al. 2011, observational": "低于Oldroyd等2011的观察性结果",
    "neutral": "中性取值",
    "assumption: for seats without a salary of their own": "假设：用于没有自己工资的席位",
    "assumption: sales turnover up to 27 % a year": "假设：销售人员年流动率可达27%",
    "our CRM, last year": "本公司CRM，去年",
    "our budget": "本公司预算",
    "TOPO and Bridge Group: SDRs stay about 14 months": "TOPO与Bridge Group：线索开发专员平均在岗约14个月",
    "assumption, BRL with charges": "假设，巴西雷亚尔，含附加费用",
    "assumption, BRL with charges: the data have no pay": "假设，巴西雷亚尔，含附加费用：数据中没有薪酬",
    "assumption: BRL in the first year; the export has no deal values": (
        "假设：首年金额，巴西雷亚尔；导出数据没有单额"
    ),
    "assumption: below Oldroyd et al. 2011, which is observational": "假设：低于Oldroyd等2011的观察性结果",
    "assumption: calls and notes; 32 SDRs are then somewhat under 40 % busy": (
        "假设：电话和记录；这样32名线索开发专员的忙碌程度略低于40%"
    ),
    "assumption: fees less the cost to serve": "假设：费用收入减去服务成本",
    "assumption: no trustworthy figure for splitting SDR and rep": "假设：拆分线索开发与销售的影响没有可信数据",
    "assumption: short, for the wins within a day": "假设：较短，因为有当天成交的单",
    "assumption: such that 22 reps are as busy as 32 SDRs": "假设：使22名销售与32名线索开发专员同样忙碌",
    "assumption: the calendar of the fit of days to win": "假设：拟合成交天数所用的日历",
    "assumption: the cohort has no such month": "假设：样本中没有该月份",
    "assumption: the export has no time of day": "假设：导出数据没有一天中的时刻",
    "assumption: the rep reads the notes; a tenth of the wins fall within a day, so it can't be long": (
        "假设：销售阅读记录；十分之一的赢单在当天完成，因此时间不会长"
    ),
    "assumption: the stage split is not in the data; closing makes up for it": (
        "假设：数据中没有阶段拆分，由成交阶段补足"
    ),
    "assumption; vendor surveys say only 28 to 33 % of the week is selling": (
        "假设；厂商调查称一周中仅28%至33%的时间用于销售"
    ),
    "least Cramer-von Mises distance of days to win, errors by bootstrap": (
        "成交天数的Cramér–von Mises距离最小，误差由自助法估计"
    ),
    "negative binomial fit of the daily counts": "每日数量的负二项拟合",
    "share of the leads": "占线索的比例",
    "win rate by origin, partially pooled, in logits at both stages": (
        "各来源赢单率，部分合并，以两个阶段的对数几率计"
    ),
    "win rate however late, for the share that is assumed to qualify": "不计早晚的赢单率，对应假设合格的比例",
    "stated without a source": "未注明来源",
    "assumption, CNY: trainer, room and travel": "假设：讲师、场地与差旅，人民币",
    "assumption, CNY: a day out and a dinner": "假设：一天户外活动与一次聚餐，人民币",
    "assumption: one meeting in which a deal of the week is told": "假设：每周一次会议，分享当周的一笔交易",
    "assumption: one day": "假设：一天",
    "the year's prizes are taken off: 96,000 over forty reps": "扣除全年竞赛奖金：四十人共96,000",
    "what new customers bring at today's results is taken off: about 7,000 a head": (
        "扣除按现有业绩估算的新客户奖励：人均约7,000"
    ),
    "assumption: what flat commission pays if everyone just reaches the quota": (
        "假设：人人恰好完成销售指标时固定比例提成的应付额"
    ),
}
