"""What the KPIs of customers after the sale mean; the functions are in `account_kpis`."""

from __future__ import annotations

from sim.results.measures.kpi_terms import EDGES, MONEY, Kpi

ACCOUNTS: dict[str, Kpi] = {
    "customers_end": Kpi(
        ("Customers at the end", "期末客户数"),
        ("customers after the sale who have not left", "尚未流失的成交客户"),
        "count",
        1,
        EDGES,
    ),
    "renewal_share": Kpi(
        ("Renewal rate", "续约率"),
        ("customers who renewed / customers whose term ended", "续约客户 ÷ 到期客户"),
        "share",
        1,
        MONEY,
    ),
    "customers_lost": Kpi(
        ("Customers lost", "流失客户数"), ("customers who did not renew", "到期未续约的客户"), "count/year", -1, MONEY
    ),
    "net_retention": Kpi(
        ("Net retention", "净收入留存率"),
        (
            "(renewals + yearly value of further deals with customers) / renewals that fell due",
            "（续约金额 + 老客户追加成交的年续约价值）÷ 到期应续金额",
        ),
        "share",
        1,
        MONEY,
    ),
    "renewal_revenue": Kpi(
        ("Revenue from renewals", "续约收入"), ("sum of renewals", "续约金额之和"), "money/year", 1, MONEY
    ),
    "service_hours_to_answer": Kpi(
        ("Hours until service", "服务响应时间"),
        (
            "mean business hours from a customer's request to the start of work",
            "客户提出服务请求到开始处理的平均工作小时",
        ),
        "hours",
        -1,
        MONEY,
    ),
    "service_unanswered_share": Kpi(
        ("Requests unanswered", "未处理服务请求比例"),
        ("requests that nobody has begun to work on / requests", "无人处理的服务请求 ÷ 全部服务请求"),
        "share",
        -1,
        MONEY,
    ),
    "cases_in_time_share": Kpi(
        ("After-sale levels kept", "售后时限达成率"),
        (
            "cases begun within the service level of their kind / cases whose level is decided",
            "在该类售后任务时限内开始处理的任务 ÷ 时限已见分晓的任务",
        ),
        "share",
        1,
        MONEY,
    ),
    "escalations_per_case": Kpi(
        ("Steps per case after the sale", "每件售后任务升级次数"),
        (
            "steps of escalation / cases of a kind that has a service level",
            "升级次数 ÷ 设有时限的售后任务数",
        ),
        "count",
        -1,
        MONEY,
    ),
    "satisfaction_after_sale": Kpi(
        ("Satisfaction after the sale", "售后满意度"),
        ("mean over customers at the end, from how they were answered", "期末客户的平均值，取决于服务响应"),
        "index",
        1,
        EDGES,
    ),
    "after_sale_share": Kpi(
        ("After-sale share", "售后时间占比"),
        (
            "hours of onboarding, service and renewal / business hours of all seats",
            "上线、服务和续约工时 ÷ 全体工作时间",
        ),
        "share",
        0,
        MONEY,
    ),
    "leads_referred": Kpi(
        ("Leads referred", "转介绍线索"),
        ("leads that customers recommended", "由客户推荐而来的线索"),
        "count/year",
        1,
        MONEY,
    ),
    "leads_cross_sold": Kpi(
        ("Further deals asked for", "交叉销售商机"),
        ("leads of customers who need something else", "老客户提出新需求形成的线索"),
        "count/year",
        1,
        MONEY,
    ),
    "leads_won_back": Kpi(
        ("Customers who ask again", "赢回商机"),
        ("leads of customers who had left", "流失客户重新形成的线索"),
        "count/year",
        0,
        MONEY,
    ),
    "discount_given_share": Kpi(
        ("Discount given", "让价比例"),
        ("what sellers gave away / price of won deals before that", "销售让出的金额 ÷ 让价前的成交金额"),
        "share",
        -1,
        MONEY,
    ),
    "approval_share": Kpi(
        ("Deals with an approval", "审批让价占比"),
        ("won deals whose discount somebody else approved / wins", "经审批让价的赢单 ÷ 赢单数"),
        "share",
        0,
        MONEY,
    ),
    "customers_new_share": Kpi(
        ("New customers", "新客户占比"),
        (
            "first deal not longer ago than the market calls new / customers at the end",
            "首次成交仍在市场假设的新客户期限内的客户 ÷ 期末客户",
        ),
        "share",
        0,
        EDGES,
    ),
    "customers_active_share": Kpi(
        ("Active customers", "活跃客户占比"),
        (
            "bought or asked for something within the time that the market allows / customers at the end",
            "在市场假设的沉默期限内有购买或请求的客户 ÷ 期末客户",
        ),
        "share",
        1,
        EDGES,
    ),
    "customers_dormant_share": Kpi(
        ("Dormant customers", "沉睡客户占比"),
        (
            "nothing bought or asked for within the time that the market allows / customers at the end",
            "在市场假设的沉默期限内无购买或请求的客户 ÷ 期末客户",
        ),
        "share",
        -1,
        EDGES,
    ),
    "best_fifth_share": Kpi(
        ("Bought by the best fifth", "前五分之一客户贡献"),
        (
            "purchases of the last year by the fifth who bought most / all",
            "近一年购买额最高的五分之一客户 ÷ 全部购买额",
        ),
        "share",
        0,
        EDGES,
    ),
}
