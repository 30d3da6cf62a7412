"""Territory by territory: people, load, response, travel."""

WORDS: dict[str, tuple[str, str]] = {
    "way.territories": ("territories", "辖区划分"),
    "way.help": ("help between people and offices", "同事与办事处互助"),
    "way.managers": ("managers", "经理"),
    "chapter.areas": ("Territory by territory", "逐个辖区看"),
    "chapter.areas.text": (
        "A country that is cut into territories has places where leads wait beside places where people do. Load is the "
        "share of the time in which the people of a territory work or travel; response is that of its leads, whoever "
        "answers them.",
        "全国划成辖区后，有的地方线索在等人，有的地方人在等线索。负荷是该辖区人员工作或出差的时间占比；响应是该辖区线索的响应时间，不论由谁跟进。",
    ),
    "areas.range": (
        "In {scheme} the load runs from {low} in {idlest} to {high} in {busiest}.",
        "在“{scheme}”中，负荷从{idlest}的{low}到{busiest}的{high}。",
    ),
    "areas.slowest": (
        "Leads wait longest in {slowest} (median response {hours}).",
        "{slowest}的线索等得最久（响应时间中位数{hours}）。",
    ),
    "areas.spread.less": (
        "Between territories the load is spread less evenly in {uneven} than in {even}: Gini coefficient {most} "
        "against {least}.",
        "“{uneven}”的辖区间负荷不如“{even}”均衡：基尼系数分别为{most}和{least}。",
    ),
    "areas.spread.same": (
        "No scheme is shown to spread the load between territories more evenly than another.",
        "未能证明哪个组织方案的辖区间负荷更均衡。",
    ),
    "areas.elsewhere": (
        "In {scheme} another territory answers {share} of the leads.",
        "在“{scheme}”中，{share}的线索由其他辖区首次跟进。",
    ),
    "alt.areas": (
        "Load of each territory in each scheme that has several.",
        "各组织方案中每个辖区的负荷。",
    ),
    "caption.areas": (
        "Each dot is a territory, larger ones have more people; means of {n} replications.",
        "每个点为一个辖区，点越大人数越多；{n}次重复模拟的均值。",
    ),
    "axis.areas": ("load of the territory's people", "辖区人员负荷"),
    "column.area": ("Territory", "辖区"),
    "column.people": ("People", "人数"),
    "column.area_load": ("Load", "负荷"),
    "column.area_response": ("Median response", "响应时间中位数"),
    "column.area_travel": ("Travel", "差旅"),
    "column.area_elsewhere": ("Answered elsewhere", "由其他辖区跟进"),
    "column.area_margin": ("Margin a person, a year", "人均年毛利"),
}
