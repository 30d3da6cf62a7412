"""Chinese for the descriptions and sources of parameters of customers after the sale."""

DESCRIPTIONS: dict[str, str] = {
    "Potential value on record from which they do.": "记录中的潜在价值达到多少才试用。",
    "Cost of each trial.": "每次试用的费用。",
    "Hours of setting up and accompanying each trial.": "每次试用的安装与陪同小时数。",
    "Weeks that the customer tries, besides the thinking.": "客户试用的周数（考虑时间之外）。",
    "How much fit counts beyond expectation once it was tried, in need_fit's weights.": (
        "试用之后，匹配度超出预期的部分另计的权重（以需求匹配的权重为1）。"
    ),
    "Fit, from -1 to 1, that customers expect before they have tried.": "客户试用之前预期的匹配度，从-1到1。",
    "Share of what is left of the error of the recorded need that a trial removes.": (
        "试用在需求记录剩余误差中所消除的比例。"
    ),
    "Business hours that an approval takes.": "一次让价审批所需的工作小时。",
    "Chance to renew, for a customer of neutral satisfaction whose renewal was worked on.": (
        "满意度处于中性、续约有人跟进时的续约概率。"
    ),
    "Customers of the years before, at the start.": "期初已有的老客户数。",
    "Deals and renewals of the customer in the last year, below this.": "客户近一年成交与续约次数的上限（不含）。",
    "Deals and renewals of the customer in the last year, from here on.": "客户近一年成交与续约次数的下限（含）。",
    "Discount that a seller may give without asking.": "销售无需请示即可给出的折扣。",
    "Gross margin of a renewal.": "续约的毛利率。",
    "Hours of waiting for service that start to count.": "服务等待从多少小时起开始影响感受。",
    "How far one answer moves satisfaction.": "一次服务体验对满意度的影响幅度。",
    "Largest discount that an approval gives.": "审批最多给出的折扣。",
    "Logits added at every stage for whom a customer recommends.": "转介绍线索在每个阶段增加的对数几率。",
    "Logits added at every stage, besides the lifecycle's.": "每个阶段增加的对数几率（老客户加成之外）。",
    "Logits lost for each tenth of the price that is refused.": "每拒绝相当于价格一成的让价所损失的对数几率。",
    "Logits lost when nobody has worked on the renewal.": "续约无人跟进时损失的对数几率。",
    "Logits to renew between no and full satisfaction.": "满意度从0到1对应的续约对数几率。",
    "Mean discount asked for by customers who weigh price by a quarter.": "价格权重为四分之一的客户平均要求的折扣。",
    "Mean hours of taking a new customer on.": "新客户上线交付的平均小时。",
    "Mean hours of work on a renewal.": "跟进一次续约的平均小时。",
    "Mean hours of work on a request.": "处理一次服务请求的平均小时。",
    "Mean weeks until they do.": "流失后再来询问的平均周数。",
    "Months since the customer's last deal or renewal, below this.": "距客户上次成交或续约月数的上限（不含）。",
    "Months since the customer's last deal or renewal, from here on.": "距客户上次成交或续约月数的下限（含）。",
    "Months from the first deal for which a customer is new.": "首次成交后多少个月内算新客户。",
    "Months without buying or asking after which a customer is dormant.": "多少个月没有购买或请求即算沉睡客户。",
    "Months from a renewal to the next.": "两次续约之间的月数。",
    "Occasions a customer and year.": "每个客户每年的次数。",
    "Requests about it, a customer and year.": "每个客户每年因此提出的请求数。",
    "Requests for service, a customer and year.": "每个客户每年的服务请求数。",
    "Satisfaction at the start, and where renewal is as stated.": "期初满意度，也是续约概率取所列值时的满意度。",
    "Satisfaction lost for each unit of ln(1 + wait / reference).": "ln(1 + 等待/参考值) 每增加一个单位损失的满意度。",
    "Satisfaction lost with each, besides the wait.": "每次问题另外损失的满意度（等待之外）。",
    "Satisfaction lost with someone whom one has not met.": "由客户没见过的人服务时损失的满意度。",
    "Share of the authority that is given to whoever asks for less.": "对要求更少的客户也会给出的权限比例。",
    "Share of the issue's requests that then stay out.": "整改后不再出现的问题请求比例。",
    "Share of those who leave that come back as a lead.": "流失客户中会再次成为线索的比例。",
    "Weeks before a term's end at which work on it can begin.": "到期前多少周可以开始跟进续约。",
    "Weeks until customers notice.": "客户感受到变化之前的周数。",
    "What a renewal brings, as a share of the first deal.": "一次续约的金额占首单金额的比例。",
    "What it costs a year.": "每年的费用。",
    "What the customer's deals and renewals of the last year brought, below this.": (
        "客户近一年成交与续约金额的上限（不含）。"
    ),
    "What the customer's deals and renewals of the last year brought, from here on.": (
        "客户近一年成交与续约金额的下限（含）。"
    ),
}

UNITS: dict[str, str] = {"months": "个月", "purchases": "次购买", "fit": "匹配度"}

SOURCES: dict[str, str] = {
    "a choice of the scheme": "组织方案的选择",
    "a choice: customers who buy again are born of those who are served": "选择：再次购买的客户由已服务的客户产生",
    "assumption near SaaS Capital 2023: gross retention 90-93 %": "假设，接近SaaS Capital 2023：毛留存率90–93%",
    "assumption: a deal or a renewal within a year": "假设：一年内有一次成交或续约",
    "assumption: a year's service contract beside the machine": "假设：设备之外一年的服务合同",
    "assumption: about 105 leads a rep and year, beside the customers to be served": (
        "假设：每名销售每年约105条线索，另有客户需要服务"
    ),
    "assumption: between SDR and account executive": "假设：介于线索开发专员与客户经理之间",
    "assumption: no trustworthy figure exists for what trying does to deals": "假设：试用对成交的影响没有可信的数据",
    "assumption: somewhat better than a neutral offer, whose fit is 0": ("假设：略高于中性产品方案（其匹配度为0）"),
    "assumption: less than an analysis": "假设：低于需求分析",
    "assumption: transport, consumables, wear": "假设：运输、耗材、损耗",
    "assumption: installing, showing, collecting": "假设：安装、演示、收回",
    "assumption: half a working day": "假设：半个工作日",
    "assumption: near a solution engineer": "假设：接近技术支持",
    "assumption: three working days": "假设：三个工作日",
    "assumption: two of the six weeks before a term ends": "假设：到期前六周中的两周",
    "assumption: two to three years of deals": "假设：两到三年的成交客户",
    "assumption; Larkin 2014: discretion over discounts costs 6-8 % of revenue": (
        "假设；Larkin 2014：折扣自主权使收入减少6–8%"
    ),
}
