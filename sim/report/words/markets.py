"""Which way of subdividing matters most in which market."""

WORDS: dict[str, tuple[str, str]] = {
    "chapter.markets": ("Which way matters most in which market", "哪个市场里哪种方式最重要"),
    "chapter.markets.text": (
        "The same schemes in other markets. Each way is represented by the scheme that is "
        "best there by its mean; the intervals of one market hold together over its schemes, not over the markets.",
        "同样的组织方案放到其他市场里。每种方式以在该市场均值最高的组织方案为代表；同一市场的区间对其各组织方案联合"
        "成立，不跨市场联合。",
    ),
    "markets.sentence": (
        "**{market}**: {way} comes first by its mean ({scheme}, {gain} a year, {interval}; {n} replications); {order}, "
        "and {sign}.",
        "**{market}**：按均值{way}排第一（“{scheme}”，每年{gain}，{interval}；{n}次重复模拟）；{order}，{sign}。",
    ),
    "markets.order.first": ("it is shown to come before every other way", "已证明领先其他所有方式"),
    "markets.order.open": ("it is not shown to come before every other way", "未能证明领先其他所有方式"),
    "markets.sign.gains": ("shown to gain over {baseline}", "并被证明优于“{baseline}”"),
    "markets.sign.loses": ("shown to lose to {baseline} all the same", "但被证明不如“{baseline}”"),
    "markets.sign.unshown": ("not shown to differ from {baseline}", "与“{baseline}”的差别未得到证明"),
    "markets.same": (
        "By the means the same way comes first in every market: {way}.",
        "按均值，各个市场都是同一种方式排第一：{way}。",
    ),
    "markets.differs": (
        "By the means the way that comes first differs from market to market.",
        "按均值，排第一的方式因市场而异。",
    ),
    "markets.nowhere": (
        "In no market is any way shown to come before every other one, so these orders may be luck.",
        "没有一个市场能证明哪种方式领先其他所有方式，因此这些先后可能只是运气。",
    ),
    "place.first": ("shown to be first", "已证明第一"),
    "place.not_first": ("shown not to be first", "已证明不是第一"),
    "place.open": ("open", "未定"),
    "column.market": ("Market", "市场"),
    "caption.markets": (
        "Each way's best scheme in each market. A question mark: zero lies inside the {confidence} interval. At least "
        "{n} replications.",
        "每个市场中每种方式的最好组织方案。问号：{confidence}区间包含零。至少{n}次重复模拟。",
    ),
    "alt.markets": ("Gains of each way's best scheme, market by market.", "各市场中每种方式最好组织方案的增益。"),
}
