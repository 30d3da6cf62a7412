"""Chinese for the descriptions and sources of people who leave, and of how their posts are filled."""

DESCRIPTIONS: dict[str, str] = {
    "Departures for each person and year in post, at market pay and without what else moves people.": (
        "薪酬处于市场水平且无其他影响因素时，每人在岗一年的离职次数。"
    ),
    "What the market pays a role, as a multiple of what today's organisation pays it.": (
        "某一角色的市场薪酬，为现有组织所付薪酬的倍数。"
    ),
    "Elasticity of the hazard of leaving to market pay over own expected pay.": (
        "离职风险对“市场薪酬与本人预期薪酬之比”的弹性。"
    ),
    "Log hazard of leaving gained when all colleagues of the unit have left of late.": (
        "同一单位的同事近期全部离职时，离职风险对数的增量。"
    ),
    "Weeks for which a colleague's departure counts as of late.": "同事离职后多少周内算作近期离职。",
    "Log hazard of leaving between work of all kinds and work of one kind only.": (
        "工作从各类兼有到只做一类，离职风险对数的变化。"
    ),
    "Satisfaction that a customer loses when whoever served her leaves.": "负责服务的人员离职时，客户满意度的下降。",
    "Mean weeks until a post of this role is filled.": "该角色的岗位从空缺到补齐的平均周数。",
    "Cost of recruiting one person for this role.": "该角色每招聘一人的费用。",
    "Speed of a new person of this role at the start.": "该角色新人入职时的效率（占正常水平）。",
    "Weeks until a new person of this role has full speed.": "该角色新人达到正常效率所需的周数。",
    "Cost of recruiting one person.": "每招聘一人的费用。",
    "Speed of a new person at the start, as a share of full speed.": "新人入职时的效率（占正常水平）。",
    "Weeks until a new person is at full speed.": "新人达到正常效率所需的周数。",
}
SOURCES: dict[str, str] = {
    "a choice: posts fall vacant as people leave": "设定：岗位因人员离职而空缺",
    "a choice: a tenth above today's": "组织方案的选择：比现有水平高一成",
    "a choice: twice the money for half the time": "组织方案的选择：费用加倍，时间减半",
    "assumption: a third sooner with somebody who shows her the work": "假设：有人带教可提前三分之一",
    "assumption: others pay a third more": "假设：其他公司的薪酬高出约三分之一",
    "assumption: pay decides": "假设：薪酬决定去留",
    "assumption: customers go with their people": "假设：客户随人员流失",
    "HBR 2017: sales turnover up to 27 % a year": "HBR 2017：销售人员年流失率最高达27%",
    "assumption; HBR 2017: departures are contagious": "假设；HBR 2017：离职会传染",
    "assumption; Staats and Gino 2012: variety keeps people, while focus is said to motivate them": (
        "假设；Staats和Gino 2012：工作多样性有助于留人；另有观点认为专注能激励人员"
    ),
    "assumption: a fifth of a year's pay": "假设：约为年薪的五分之一",
    "SBI, 736 hires: half are at full speed within three to six months, a quarter after a year": (
        "SBI，736名新人：半数在三至六个月内达到正常效率，四分之一要一年以上"
    ),
}
