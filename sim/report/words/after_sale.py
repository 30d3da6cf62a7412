"""Customers before and after the sale: trial use, and service."""

WORDS: dict[str, tuple[str, str]] = {
    "chapter.trial_use": ("Before the sale: trial use", "售前试用"),
    "chapter.trial_use.text": (
        "A trial takes hours of whoever works the stage before, money, and weeks of the customer. What it shows is how "
        "well the offer fits: it convinces where that is better than customers of the market expect, puts off where it "
        "is worse, and tells the seller what the customer needs.",
        "试用要占用前一阶段负责人的工时，要花钱，也要占用客户几周时间。客户由此看到所报的产品方案有多合适：好于市场上客户的预期则促成，不及预期则劝退；"
        "销售也由此看清客户的需求。",
    ),
    "trial_use.given": (
        "{scheme} gives {count} trials a year, at {cost} beside the hours.",
        "“{scheme}”每年安排{count}次试用，除工时外费用为{cost}。",
    ),
    "trial_use.more": (
        "Won within the follow-up, weeks of trial included: **more** than under {baseline}, "
        "{amount} ({low} to {high}).",
        "跟踪期（含试用的几周）内的赢单率**高于**“{baseline}”：{amount}（{low}至{high}）。",
    ),
    "trial_use.fewer": (
        "Won within the follow-up, weeks of trial included: **fewer** than under {baseline}, "
        "{amount} ({low} to {high}).",
        "跟踪期（含试用的几周）内的赢单率**低于**“{baseline}”：{amount}（{low}至{high}）。",
    ),
    "trial_use.open": (
        "Won within the follow-up, weeks of trial included: no difference to {baseline} is shown, "
        "{amount} ({low} to {high}).",
        "跟踪期（含试用的几周）内的赢单率与“{baseline}”的差异未得到证明：{amount}（{low}至{high}）。",
    ),
    "chapter.after_sale": ("After the sale", "成交之后"),
    "chapter.after_sale.text": (
        "A won deal makes a customer, who is taken on, asks for service, and renews or leaves when a term ends. The "
        "hours for that are the same hours that could be spent on selling.",
        "赢单之后成为客户：要上线交付，会提出服务请求，到期时续约或流失。售后所用的时间，与可用于销售的时间是同一份时间。",
    ),
    "after_sale.today": (
        'Under "{baseline}" {renewal} of the customers whose term ends renew, a request waits {wait} on average, and '
        "service takes {hours} of all business hours.",
        "在“{baseline}”下，到期客户有{renewal}续约，服务请求平均等待{wait}，售后占用全部工作时间的{hours}。",
    ),
    "after_sale.one": ("{scheme} {amount} ({interval})", "“{scheme}”{amount}（{interval}）"),
    "after_sale.interval": ("{low} to {high}", "{low}至{high}"),
    "after_sale.more": ("**More customers renew** under {items}.", "**续约率更高**：{items}。"),
    "after_sale.fewer": ("**Fewer customers renew** under {items}.", "**续约率更低**：{items}。"),
    "after_sale.open": (
        "No difference in renewals is shown for {items}.",
        "续约率的差异未得到证明：{items}。",
    ),
    "after_sale.level": (
        "Of what customers ask for and its service level covers, {scheme} begins {share} in time.",
        "在设有售后时限的任务中，“{scheme}”按时开始处理的占{share}。",
    ),
    "after_sale.levels.same": (
        "Every scheme with service levels after the sale begins {share} of what they cover in time.",
        "设有售后时限的各组织方案，按时开始处理的任务都占{share}。",
    ),
    "after_sale.levels": (
        "Service levels after the sale are kept most often by {best} ({best_share}) and least often by {worst} "
        "({worst_share}), by the means.",
        "按均值，售后时限达成率最高的是“{best}”（{best_share}），最低的是“{worst}”（{worst_share}）。",
    ),
    "caption.after_sale": (
        "Dots are means, lines the range of the replications; the dashed line is {baseline}.",
        "点为均值，线段为各次重复模拟的范围；虚线为“{baseline}”。",
    ),
    "alt.after_sale": (
        "Renewal rate, hours until service and share of hours after the sale, scheme by scheme.",
        "各组织方案的续约率、服务响应时间和售后时间占比。",
    ),
}
