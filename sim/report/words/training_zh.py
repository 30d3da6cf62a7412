"""Chinese for the descriptions and sources of training."""

DESCRIPTIONS: dict[str, str] = {
    "Logits of what they teach that no number of course hours exceeds.": (
        "课时再多也不会超过的、课程所教内容的对数几率增量。"
    ),
    "Remembered hours of courses on a topic that bring half of it.": "达到上述增量一半所需的（尚记得的）该主题课时。",
    "Weeks after a course after which half of its hours is forgotten.": "课后遗忘一半课时所需的周数。",
    "How much better service feels, of 1, from people with any number of course hours in it.": (
        "课时再多，受训人员的服务最多能让客户感受（满分1）提高多少。"
    ),
    "Weeks of adoption that any number of course hours on the CRM saves; a habit does not fade.": (
        "CRM课程的课时再多也最多能提前的推广周数；习惯一旦养成便不会消退。"
    ),
    "Hours of each who attends, spread over the week.": "每位参加者的课时，分摊在当周。",
    "Cost of each who attends, each time.": "每位参加者每次的费用。",
    "Share of that way that no number of hours a week exceeds.": "每周分享时间再多也不会超过的追赶比例。",
    "Hours of sharing a week that bring half of it.": "达到上述比例一半所需的每周分享小时。",
    "Hours of everyone in a week.": "每人每周的小时数。",
    "Hours of everyone, spread over that week.": "每人每次的小时数，分摊在当周。",
    "Cost of each person, each time.": "每人每次的费用。",
    "Hours of team building that go half of the way to full.": "使凝聚力走完剩余路程一半所需的团队建设小时。",
    "Weeks after which half of the cohesion is left.": "凝聚力减半所需的周数。",
    "How much more is shared, as a share, at full cohesion.": "凝聚力最高时，分享效果提高的比例。",
    "Share of lost context that full cohesion saves between colleagues of a unit.": (
        "凝聚力最高时，同一单元内交接所丢失的信息能挽回的比例。"
    ),
}
SOURCES: dict[str, str] = {}
