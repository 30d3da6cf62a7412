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
}
SOURCES: dict[str, str] = {}
