"""What each KPI means: title, formula, unit, direction and window, in both languages. The functions are in `kpis`."""

from __future__ import annotations

from collections.abc import Iterable

from sim.results.measures.account_catalogue import ACCOUNTS
from sim.results.measures.improvement_catalogue import IMPROVEMENT
from sim.results.measures.kpi_terms import ARRIVED, COHORT, EDGES, MONEY, Kpi
from sim.results.measures.money_catalogue import AMOUNTS
from sim.results.measures.pay_catalogue import PAY
from sim.results.measures.pool_catalogue import POOL
from sim.results.measures.regional_catalogue import REGIONAL
from sim.results.measures.training_catalogue import TRAINING
from sim.results.measures.turnover_catalogue import TURNOVER

CATALOGUE: dict[str, Kpi] = {
    **AMOUNTS,
    "trials_given": Kpi(
        ("Trials given", "试用次数"),
        ("tasks in which a trial was set up", "安排了试用的任务数"),
        "count/year",
        0,
        MONEY,
    ),
    "brought_forward_share": Kpi(
        ("Signed early for the seller's pay", "为提成提前签约的比例"),
        (
            "deals brought forward into a pay period / deals won or held back",
            "提前到本计薪期内签约的交易 ÷ 赢得或推迟的交易",
        ),
        "share",
        -1,
        MONEY,
    ),
    "held_back_share": Kpi(
        ("Signature held back for the seller's pay", "为提成推迟签约的比例"),
        (
            "deals held back for the next pay period / deals won or held back",
            "推迟到下一计薪期签约的交易 ÷ 赢得或推迟的交易",
        ),
        "share",
        -1,
        MONEY,
    ),
    "early_signing_discount": Kpi(
        ("Discounts for signing early", "提前签约让利"),
        ("revenue given away for signatures before a pay period's end", "为在计薪期末前签约而让出的收入"),
        "money/year",
        -1,
        MONEY,
    ),
    "campaign_leads": Kpi(
        ("Leads from campaigns", "推广所得线索"),
        ("leads that campaigns and promotion brought", "推广活动与老客户促销带来的线索"),
        "count/year",
        1,
        ARRIVED,
    ),
    "contribution_per_cost": Kpi(
        ("Contribution per unit of cost", "单位成本贡献"),
        (
            "contribution / (fixed cost + variable pay + travel + research + campaigns + trials + training)",
            "贡献利润 ÷（固定成本 + 浮动薪酬 + 差旅 + 调研 + 推广 + 试用 + 培训）",
        ),
        "index",
        1,
        MONEY,
    ),
    "pipeline_start": Kpi(
        ("Open pipeline at the start", "期初在途商机"),
        ("sum over open leads of chance to win from their stage x margin", "在途线索按阶段赢率加权的毛利之和"),
        "money",
        0,
        EDGES,
    ),
    "pipeline_end": Kpi(("Open pipeline at the end", "期末在途商机"), ("as at the start", "同期初"), "money", 1, EDGES),
    "leads": Kpi(("Leads", "线索数"), ("leads that arrived", "到达的线索"), "count/year", 0, ARRIVED),
    "wins": Kpi(("Wins", "赢单数"), ("deals won", "赢得的交易"), "count/year", 1, MONEY),
    "deal_size": Kpi(
        ("Deal size", "平均单额"), ("revenue of won deals / wins", "赢单收入 ÷ 赢单数"), "money", 1, MONEY
    ),
    "win_rate": Kpi(
        ("Win rate", "赢单率"), ("won within the follow-up / arrived", "跟踪期内赢单 ÷ 到达线索"), "share", 1, COHORT
    ),
    "still_open_share": Kpi(
        ("Still open", "仍未了结"),
        ("neither won nor lost within the follow-up / arrived", "跟踪期内既未赢单也未丢单 ÷ 到达线索"),
        "share",
        -1,
        COHORT,
    ),
    "cycle_days": Kpi(
        ("Days to win", "成交天数"),
        ("median calendar days from arrival to win", "从到达到赢单的日历天数中位数"),
        "days",
        -1,
        COHORT,
    ),
    "sales_velocity": Kpi(
        ("Sales velocity", "销售速度"),
        ("leads a year x win rate x deal size / days to win", "年线索数 × 赢单率 × 平均单额 ÷ 成交天数"),
        "money",
        1,
        COHORT,
    ),
    "median_response_hours": Kpi(
        ("Median response", "响应时间中位数"),
        (
            "Kaplan-Meier median of business hours to the first task; never answered counts as never",
            "首次跟进前工作小时的Kaplan-Meier中位数；从未跟进者按无穷大计",
        ),
        "hours",
        -1,
        ARRIVED,
    ),
    "never_answered_share": Kpi(
        ("Never answered", "从未跟进比例"),
        ("went cold before any task / arrived", "首次跟进前流失 ÷ 到达线索"),
        "share",
        -1,
        ARRIVED,
    ),
    "gone_cold_share": Kpi(
        ("Gone cold", "等待流失比例"),
        ("went cold while waiting at any stage / arrived", "任一阶段等待中流失 ÷ 到达线索"),
        "share",
        -1,
        COHORT,
    ),
    "utilisation": Kpi(
        ("Utilisation", "利用率"),
        (
            "hours of tasks, travel, service and contacting accounts / business hours of all seats",
            "（任务 + 差旅 + 售后服务 + 联系潜在客户）的时间 ÷ 全体工作时间",
        ),
        "share",
        0,
        MONEY,
    ),
    "travel_share": Kpi(
        ("Travel share", "差旅时间占比"),
        ("hours of travel / hours of work and travel", "差旅小时 ÷（工作 + 差旅）小时"),
        "share",
        -1,
        MONEY,
    ),
    "hunting_share": Kpi(
        ("Hunting share", "开拓时间占比"),
        ("hours of contacting accounts / business hours of all seats", "联系潜在客户的时间 ÷ 全体工作时间"),
        "share",
        0,
        MONEY,
    ),
    "leads_found": Kpi(
        ("Leads found", "开拓所得线索"),
        ("accounts contacted that become leads", "联系后成为线索的潜在客户"),
        "count/year",
        1,
        MONEY,
    ),
    "open_on_record_ratio": Kpi(
        ("Open on record / truly open", "账面在途 ÷ 实际在途"),
        ("leads open in the CRM at the end / leads truly open", "期末CRM中的在途线索 ÷ 实际在途线索"),
        "index",
        0,
        EDGES,
    ),
    "dead_on_record_share": Kpi(
        ("Dead on record", "账面僵尸线索比例"),
        ("open in the CRM but truly closed / open in the CRM", "CRM显示在途但实际已关闭 ÷ CRM在途"),
        "share",
        -1,
        EDGES,
    ),
    "forecast_error_recorded": Kpi(
        ("Forecast error, from the record", "按账面预测的误差"),
        ("forecast from the CRM's pipeline / what was won - 1", "按CRM漏斗的预测 ÷ 实际赢单 − 1"),
        "index",
        0,
        EDGES,
    ),
    "forecast_error_true": Kpi(
        ("Forecast error, from the truth", "按实际状态预测的误差"),
        ("the same forecast from the true pipeline / what was won - 1", "按真实漏斗的同一预测 ÷ 实际赢单 − 1"),
        "index",
        0,
        EDGES,
    ),
    "contribution_first_quarter": Kpi(
        ("Contribution, first quarter", "首季度贡献利润"),
        ("contribution of the window's first 13 weeks, a year's worth", "测量期前13周的贡献利润，折算为一年"),
        "money/year",
        1,
        MONEY,
    ),
    "contribution_last_quarter": Kpi(
        ("Contribution, last quarter", "末季度贡献利润"),
        (
            "contribution of the window's last whole 13 weeks, a year's worth",
            "测量期末13周（整季）的贡献利润，折算为一年",
        ),
        "money/year",
        1,
        MONEY,
    ),
    "invalid_share": Kpi(
        ("Invalid", "无效线索比例"), ("turned out to be no lead / arrived", "判定无效 ÷ 到达线索"), "share", 0, ARRIVED
    ),
    "duplicate_work_share": Kpi(
        ("Work on duplicates", "重复线索耗时占比"),
        ("hours worked on leads that repeat another / all hours worked", "花在重复线索上的工时 ÷ 全部工时"),
        "share",
        -1,
        MONEY,
    ),
    "sla_kept_share": Kpi(
        ("Service levels kept", "服务时限达成率"),
        (
            "visits to a stage with a level that started in time / all such visits",
            "按时开始的阶段到访 ÷ 有时限的阶段到访",
        ),
        "share",
        1,
        ARRIVED,
    ),
    "escalations_per_lead": Kpi(
        ("Escalations per lead", "每条线索升级次数"),
        ("steps of escalation taken / leads that arrived", "触发的升级次数 ÷ 到达线索"),
        "count",
        -1,
        ARRIVED,
    ),
    "handoffs_per_win": Kpi(
        ("Hand-offs per win", "每单交接次数"),
        ("changes of hands of won leads / wins", "赢单线索的交接次数 ÷ 赢单数"),
        "count",
        -1,
        MONEY,
    ),
    "misclassified_share": Kpi(
        ("Misclassified", "误分类比例"),
        (
            "leads whose record puts them in another segment than the truth / arrived",
            "因记录错误进入其他细分的线索 ÷ 到达线索",
        ),
        "share",
        -1,
        ARRIVED,
    ),
    "satisfaction": Kpi(
        ("Satisfaction", "满意度"),
        ("mean over served leads, from response and fit", "已跟进线索的平均值，取决于响应和需求匹配"),
        "index",
        1,
        ARRIVED,
    ),
    "need_fit": Kpi(
        ("Need fit", "需求匹配度"),
        (
            "mean fit of the offer, from -1 to 1, over leads worked at a stage at which fit counts",
            "在匹配度起作用的阶段被跟进的线索，其产品方案与需求的平均匹配度，−1到1",
        ),
        "index",
        1,
        ARRIVED,
    ),
    "familiarity": Kpi(
        ("Familiarity with the task", "对手头任务的熟悉度"),
        (
            "mean over hours of work of how familiar the seat is with the task in hand, above the average hour of the "
            "baseline's people",
            "按工时加权的平均值：席位对手头任务的熟悉程度，以基准方案人员平均每工时的熟悉程度为零点",
        ),
        "index",
        1,
        MONEY,
    ),
    "effort": Kpi(
        ("Effort", "努力程度"),
        ("mean effort of seats, 1 = normal", "席位努力程度的平均值，1为正常"),
        "index",
        1,
        MONEY,
    ),
    "attainment_median": Kpi(
        ("Median attainment", "达成率中位数"),
        ("median over seats and periods of credit / quota", "各席位各期业绩 ÷ 指标的中位数"),
        "share",
        1,
        MONEY,
    ),
    "quota_reached_share": Kpi(
        ("Quota reached", "达标比例"),
        ("share of seats and periods with attainment of 1 or more", "达成率不低于1的席位期数占比"),
        "share",
        1,
        MONEY,
    ),
    "pay_spread": Kpi(
        ("Pay spread", "薪酬差距"),
        ("Gini coefficient of variable pay over seats", "各席位浮动薪酬的基尼系数"),
        "index",
        -1,
        MONEY,
    ),
    "load_spread": Kpi(
        ("Load spread", "工作量差距"),
        ("Gini coefficient of busy hours over seats", "各席位忙碌时间的基尼系数"),
        "index",
        -1,
        MONEY,
    ),
    "cost_to_acquire": Kpi(
        ("Cost of a win", "单笔赢单成本"),
        (
            "(fixed cost + variable pay + travel + research + campaigns + trials + training) / wins",
            "（固定成本 + 浮动薪酬 + 差旅 + 调研 + 推广 + 试用 + 培训）÷ 赢单数",
        ),
        "money",
        -1,
        MONEY,
    ),
    "unspent_budget": Kpi(
        ("Unspent budget", "未用预算"),
        ("budget - fixed cost, because heads are whole", "预算 − 固定成本（人数取整所致）"),
        "money/year",
        0,
        MONEY,
    ),
    **ACCOUNTS,
    **REGIONAL,
    **TRAINING,
    **TURNOVER,
    **IMPROVEMENT,
    **PAY,
    **POOL,
}

STAGE_KPIS: dict[str, Kpi] = {
    "stage_entered": Kpi(
        ("Reached the stage", "进入阶段的线索"),
        ("leads that came to the stage, each counted once", "到达该阶段的线索，每条只计一次"),
        "count/year",
        0,
        COHORT,
    ),
    "stage_conversion": Kpi(
        ("Stage conversion", "阶段转化率"),
        ("visits to the stage that advanced / visits worked", "推进的到访 ÷ 已处理的到访"),
        "share",
        1,
        COHORT,
    ),
    "stage_wait_hours": Kpi(
        ("Stage wait", "阶段等待时间"),
        ("mean business hours queued, of visits worked", "已处理到访的平均排队工作小时"),
        "hours",
        -1,
        COHORT,
    ),
    "stage_cold_share": Kpi(
        ("Cold at the stage", "阶段等待流失"),
        ("went cold waiting there / reached it", "等待中流失 ÷ 进入该阶段"),
        "share",
        -1,
        COHORT,
    ),
}


def kpi_of(name: str) -> Kpi:
    """The KPI's entry; a stage's KPI is named `stage_wait_hours.first-contact`."""
    return CATALOGUE[name] if name in CATALOGUE else STAGE_KPIS[name.split(".", 1)[0]]


def kpi_names(stages: Iterable[str]) -> list[str]:
    """Every KPI that a run in a market with these stages has."""
    return [*CATALOGUE, *(f"{name}.{stage}" for name in STAGE_KPIS for stage in stages)]


__all__ = ["CATALOGUE", "STAGE_KPIS", "Kpi", "kpi_names", "kpi_of"]
