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
}

UNITS: dict[str, str] = {"credit a year": "每年业绩"}

SOURCES: dict[str, str] = {
    "assumption: about one per cent of a deal": "假设：约为单笔成交额的百分之一",
    "assumption: the target in revenue at the market's margin": "假设：收入目标按市场毛利率折算",
}
