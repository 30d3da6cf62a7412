"""The Olist funnel as a market file: the fitted figures with their errors, and beside them what had to be assumed."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import numpy as np

from sim.crm.estimate import Estimate
from sim.crm.fit_olist import FIRST_STAGE, LAST_STAGE, OlistAssumptions, OlistFit, slug
from sim.crm.thinking import Delay, PathAssumptions
from sim.inputs.errors import InputError, Problem

# The market's own mechanisms are in these. The hours at a desk are those of work, at the productive share of a week,
# and of the queue; the logits are what waiting and the hand-off cost less what familiarity gives. All were measured
# once on the floor under today's organisation; the realism check measures them again, so that a drift is noticed. The
# first thinking includes the hours of the hand-off.
MARKET_ASSUMPTIONS = OlistAssumptions(
    path=PathAssumptions(
        desk=(Delay(1.9, 0.6), Delay(4.1, 0.6)), first_thinking=Delay(3.0, 0.67), off_hours_share=0.25
    ),
    qualified=0.30,
    quality_weight=0.35,
    lost_logits=(0.0, 0.14),
)
QUALIFICATION_HOURS, CLOSING_HOURS = 1.0, 2.35
QUALIFICATION_THINKING_HOURS = 2.0
RESPONSE_DECAY = (0.1, 0.05)
LOST_CONTEXT = 0.12
SKILL_SOURCE = "assumption; Olist 2018: the top 20 % of reps make 42 % of wins"

TITLES = {
    "direct-traffic": ("Direct traffic", "直接访问"),
    "display": ("Display advertising", "展示广告"),
    "email": ("Email", "电子邮件"),
    "organic-search": ("Organic search", "自然搜索"),
    "other": ("Other", "其他"),
    "other-publicities": ("Other publicity", "其他宣传"),
    "paid-search": ("Paid search", "付费搜索"),
    "referral": ("Referral", "转介绍"),
    "social": ("Social media", "社交媒体"),
    "unknown": ("Unknown", "未知来源"),
}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DIGITS = 4
WIDTH = 120


def market_text(fit: OlistFit) -> str:
    """The market as YAML with comments, ready to be read by people and by the loader.

    `fit` must have been fitted with assumptions of this market (`MARKET_ASSUMPTIONS`, or others of its form). Raises
    InputError where two origins have the same slug, since one of them would vanish.
    """
    figures = fit.figures()
    lines = [*_head(fit), *_demand(fit, figures), *_customers(), *_sources(fit, figures), *_product()]
    return "\n".join([*lines, *_stages(fit, figures), *_effects(fit)]) + "\n"


def _head(fit: OlistFit) -> list[str]:
    dates, thinking = fit.dates, fit.thinking
    return [
        *_comment(
            "Olist's marketing funnel, fitted by: funnelbench calibrate EXPORT... --format olist --out FILE",
            f"Cohort: {fit.leads} leads of first contact {dates.first} to {dates.last}, {fit.wins} of them won by "
            f"{dates.followed_to} ({fit.impossible} dated before its first contact, which counts as won but has no "
            "days to win). The export lacks wins before December 2017, so earlier leads can't be used.",
            "Each fitted figure states its standard error, and as range two of these either way. What the export does "
            "not tell says assumption: effort, staffing, pay, the value of a deal, how the win rate splits between the "
            "stages, and every mechanism under effects. SDR and sales rep are known for wins only.",
        ),
        "title: {en: A marketplace for sellers in Brazil (Olist 2018), zh: 巴西卖家电商平台（Olist 2018）}",
        "about:",
        "  en: >-",
        *_indented(
            "Arrivals, origins, win rates and the time to win are fitted to a real funnel, the marketing-qualified "
            "leads of the Brazilian marketplace Olist, January to April 2018. Effort, load, pay and deal values are "
            "assumptions with a range. Nothing in these data says how people learn or what a hand-off costs, so the "
            "differences between schemes rest on assumptions."
        ),
        "  zh: >-",
        # One line, since folding would put spaces between Chinese sentences.
        "    线索到达、来源、赢单率和成交用时由真实漏斗拟合而得：巴西电商平台 Olist 2018 年 1 至 4 月的市场合格线索。"
        "工作量、负荷、薪酬和订单金额是带有范围的假设。这些数据无法说明人如何学习、交接损失多少，"
        "因此各方案之间的差异取决于假设。",
        "country: BR",
        "currency: BRL",
        f"start_date: {dates.first}",
        _assumed("hours_per_day", fit.assumptions.hours_per_day, (7, 9), "the calendar of the fit of days to win"),
        "",
        *_comment(
            f"Days to win: distance of fit and data (Kolmogorov-Smirnov) {_number(thinking.ks)}. Of the last thinking "
            f"the median is well identified, {_with_error(thinking.median_hours, thinking.median_hours_se)} business "
            f"hours, and so is sigma of its logarithm, {_with_error(thinking.sigma, thinking.sigma_se)}; the mean is "
            "not, and it moves together with the coefficient of variation. Of all wins, however late, "
            f"{_with_error(thinking.seen_share, thinking.seen_share_se)} are dated by {dates.followed_to}."
        ),
        "",
    ]


def _demand(fit: OlistFit, figures: dict[str, Estimate]) -> list[str]:
    off_hours = fit.assumptions.path.off_hours_share
    lines = [
        *_comment(
            "The level is that of a mean month of the cohort. Weekdays vary more than one Poisson rate would: variance "
            f"over mean is {_number(fit.dispersion.value, 3)}, which weekdays, months and a factor of the day explain."
        ),
        "demand:",
        f"  leads_per_year: {_fitted(figures['demand.leads_per_year'], 0)}",
        "  month_factors:",
    ]
    for month, name in enumerate(MONTHS):
        figure = figures.get(f"demand.month_factors.{month}")
        written = (
            _flow(1.0, (0.7, 1.4), None, "assumption: the cohort has no such month")
            if figure is None
            else _fitted(figure, 0)
        )
        lines.append(f"    - {written}  # {name}")
    lines.append("  weekday_factors:")
    lines += [
        f"    - {_fitted(figures[f'demand.weekday_factors.{day}'], 0)}  # {name}" for day, name in enumerate(WEEKDAYS)
    ]
    lines.append(f"  day_dispersion: {_fitted(figures['demand.day_dispersion'], 0)}")
    lines.append(_assumed("  off_hours_share", off_hours, (0.05, 0.5), "the export has no time of day"))
    return [*lines, ""]


def _customers() -> list[str]:
    only = '{value: 1, source: "the only one: the export does not tell them apart"}'
    centre = "São Paulo, to a tenth of a degree"
    return [
        "# One of each: the export tells customers apart by origin alone.",
        "regions:",
        "  brazil:",
        "    title: {en: Brazil, zh: 巴西}",
        f"    share: {only}",
        f'    latitude: {{value: -23.5, source: "{centre}"}}',
        f'    longitude: {{value: -46.6, source: "{centre}"}}',
        "industries:",
        f"  retail: {{title: {{en: Retail, zh: 零售}}, share: {only}}}",
        "sizes:",
        f"  any: {{title: {{en: Any size, zh: 不分规模}}, share: {only}}}",
        "tiers:",
        f"  any: {{title: {{en: Any tier, zh: 不分档次}}, share: {only}}}",
        "",
    ]


def _sources(fit: OlistFit, figures: dict[str, Estimate]) -> list[str]:
    names: dict[str, str] = {}
    lines = ["sources:"]
    for origin, rate in fit.origins.items():
        key = slug(origin)
        if not key or key in names:
            found = f"is the same name as {names[key]!r}" if key else "holds no letter or digit"
            raise InputError(Problem(f"the origin {origin!r} {found}", where="origin", hint="rename it in the export"))
        names[key] = origin
        english, chinese = TITLES.get(key, (origin, origin))
        lines += [
            f"  {key}:  # {rate.wins} of {rate.leads} leads won, {_number(100 * rate.rate, 3)} %;"
            f" 95 % interval {_number(100 * rate.low, 3)} to {_number(100 * rate.high, 3)} %",
            f"    title: {{en: {_quoted(english)}, zh: {_quoted(chinese)}}}",
            f"    share: {_fitted(figures[f'sources.{key}.share'], 0, 1)}",
            f"    conversion_shift: {_fitted(figures[f'sources.{key}.conversion_shift'])}",
        ]
    return [*lines, ""]


def _product() -> list[str]:
    return [
        *_comment("A won seller pays a monthly fee and a share of its sales; here in BRL, over the first year."),
        "products:",
        "  listing:",
        "    title: {en: Marketplace listing, zh: 平台入驻}",
        '    share: {value: 1, source: "the only one: the export does not tell them apart"}',
        _assumed("    value_median", 3000, (1000, 9000), "BRL in the first year; the export has no deal values"),
        _assumed("    value_sigma", 0.8, (0.4, 1.2)),
        _assumed("    margin_share", 0.8, (0.6, 0.95), "fees less the cost to serve"),
        "",
    ]


def _stages(fit: OlistFit, figures: dict[str, Estimate]) -> list[str]:
    assumptions = fit.assumptions
    closing = f"stages.{LAST_STAGE}"
    return [
        *_comment(
            "Days to win come out of two stages with their queues, the hand-off and the customer's thinking. Only the "
            "whole is in the data. One win in eleven falls on the day of first contact or the next, so hours at the "
            "desks can't be many."
        ),
        "stages:",
        f"  {FIRST_STAGE}:",
        "    title: {en: Qualification, zh: 线索筛选}",
        _assumed(
            "    effort_hours",
            QUALIFICATION_HOURS,
            (0.5, 2),
            "calls and notes; 32 SDRs are then somewhat under 40 % busy",
        ),
        _assumed(
            "    conversion",
            assumptions.qualified,
            (0.2, 0.5),
            "the stage split is not in the data; closing makes up for it",
        ),
        _assumed("    thinking_hours", QUALIFICATION_THINKING_HOURS, (0, 16), "short, for the wins within a day"),
        "    thinking_cv: {value: 1, range: [0.5, 2], source: assumption}",
        _assumed(
            "    response_decay", RESPONSE_DECAY[0], (0, 0.9), "below Oldroyd et al. 2011, which is observational"
        ),
        f"  {LAST_STAGE}:",
        "    title: {en: Closing, zh: 成交}",
        _assumed("    effort_hours", CLOSING_HOURS, (1, 5), "such that 22 reps are as busy as 32 SDRs"),
        f"    conversion: {_fitted(figures[f'{closing}.conversion'], 0.01, 0.99)}",
        f"    thinking_hours: {_fitted_factor(figures[f'{closing}.thinking_hours'])}",
        f"    thinking_cv: {_fitted_factor(figures[f'{closing}.thinking_cv'])}",
        _assumed(
            "    response_decay", RESPONSE_DECAY[1], (0, 0.4), "below Oldroyd et al. 2011, which is observational"
        ),
        "",
    ]


def _effects(fit: OlistFit) -> list[str]:
    lost = fit.assumptions.lost_logits
    return [
        *_comment(
            "None of these can be told from the export; each is an assumption and can be switched off. The closing "
            "conversion and the origins' shifts were solved for with them on, so that today's organisation wins what "
            "was won: hidden quality is averaged over, and waiting and the hand-off, less what familiarity gives, are "
            f"taken to cost {_number(lost[0])} logits at the first stage and {_number(lost[1])} at the last."
        ),
        "effects:",
        "  quality: {" + _assumed("weight", fit.assumptions.quality_weight, (0, 0.8)) + "}",
        "  skill:",
        "    spread: " + _flow(0.25, (0, 0.6), None, SKILL_SOURCE),
        "  learning: {}",
        "  response: {}",
        "  context: {"
        + _assumed("lost_logit", LOST_CONTEXT, (0, 0.4), "no trustworthy figure for splitting SDR and rep")
        + "}",
        "  satisfaction: {}",
    ]


def _comment(*paragraphs: str) -> list[str]:
    return [f"# {line}" for text in paragraphs for line in wrap(text, WIDTH - 2, break_on_hyphens=False)]


def _indented(text: str) -> list[str]:
    return [f"    {line}" for line in wrap(text, WIDTH - 4, break_on_hyphens=False)]


def _fitted(figure: Estimate, low: float | None = None, high: float | None = None) -> str:
    """The value with its standard error, and two of these either way as range, inside what the field can be."""
    if figure.se is None:
        return _flow(figure.value, None, None, figure.source)
    ends = [figure.value - 2 * figure.se, figure.value + 2 * figure.se]
    bounds = (max(ends[0], -np.inf if low is None else low), min(ends[1], np.inf if high is None else high))
    return _flow(figure.value, bounds, figure.se, figure.source)


def _fitted_factor(figure: Estimate) -> str:
    """As `_fitted`, where the error is large and lopsided: the range is two errors either way of the logarithm."""
    if figure.se is None:
        return _flow(figure.value, None, None, figure.source)
    factor = float(np.exp(2 * figure.se / figure.value))
    return _flow(figure.value, (figure.value / factor, figure.value * factor), figure.se, figure.source)


def _assumed(key: str, value: float, bounds: tuple[float, float], why: str = "") -> str:
    return f"{key}: " + _flow(value, bounds, None, f"assumption: {why}" if why else "assumption")


def _flow(value: float, bounds: Sequence[float] | None, se: float | None, source: str) -> str:
    parts = [f"value: {_number(value)}"]
    if bounds is not None:
        parts.append(f"range: [{', '.join(_number(end) for end in bounds)}]")
    if se is not None:
        parts.append(f"se: {_number(se)}")
    return "{" + ", ".join([*parts, f"source: {_quoted(source)}"]) + "}"


def _number(value: float, digits: int = DIGITS) -> str:
    """Rounded to so many digits, without an exponent, so that the last bits of a machine don't show."""
    rounded = float(f"{value:.{digits}g}") + 0.0
    return np.format_float_positional(rounded, trim="-")


def _with_error(value: float, se: float | None) -> str:
    return _number(value) if se is None else f"{_number(value)} (standard error {_number(se, 2)})"


def _quoted(text: str) -> str:
    """Text as a YAML scalar in double quotes, where backslash and quote need an escape."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
