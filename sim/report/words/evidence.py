"""The model against the evidence."""

WORDS: dict[str, tuple[str, str]] = {
    "evidence.row": ("Row", "序号"),
    "evidence.found": ("Found in the field", "实证发现"),
    "evidence.source": ("Source", "来源"),
    "evidence.check": ("What is measured here", "模型中的检验"),
    "evidence.value": ("Came out", "结果"),
    "evidence.interval": ("{level} % interval", "{level}%区间"),
    "evidence.rule": ("Rule", "判定规则"),
    "evidence.verdict": ("Verdict", "判定"),
    "evidence.holds": ("holds", "成立"),
    "evidence.undecided": ("undecided", "未定"),
    "evidence.misses": ("misses", "不成立"),
    "evidence.between": ("{low} to {high}", "{low}至{high}"),
    "evidence.positive": ("interval above 0", "区间全部大于0"),
    "evidence.negative": ("interval below 0", "区间全部小于0"),
    "evidence.not_played": ("not played yet", "尚未运行"),
    "evidence.count": (
        "{held} of {played} rows that were played hold, {undecided} are undecided; {registered} are registered.",
        "已运行的{played}项中{held}项成立，{undecided}项未定；共登记{registered}项。",
    ),
    "evidence.unexplained": ("not explained yet", "尚未说明"),
    "evidence.miss": ("What the model lacks", "模型缺少什么"),
    "evidence.stands_for": ("How the experiment stands for it", "实验如何对应"),
    "evidence.before": ("Registered anew because", "重新登记的原因"),
}
