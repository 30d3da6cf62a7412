"""Numbers as people read them: rounded, with their unit, in English or in Chinese (万, 亿)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

MINUS = "−"
_CHINESE_CURRENCIES = {
    "CNY": "元",
    "BRL": "雷亚尔",
    "USD": "美元",
    "EUR": "欧元",
    "GBP": "英镑",
    "JPY": "日元",
    "HKD": "港元",
}
_SCALES = {
    "en": ((1e9, " billion"), (1e6, " million"), (1.0, "")),
    "zh": ((1e8, "亿"), (1e4, "万"), (1.0, "")),
}


class Scale(NamedTuple):
    """What amounts are divided by, and what stands behind them."""

    divisor: float
    word: str


def scale_of(amounts: Iterable[float], lang: str) -> Scale:
    """The scale in which the largest of these amounts is read easily."""
    largest = max((abs(value) for value in amounts if math.isfinite(value)), default=0.0)
    for divisor, word in _SCALES[lang]:
        if largest >= divisor:
            return Scale(divisor, word)
    return Scale(*_SCALES[lang][-1])


def currency_word(currency: str, lang: str) -> str:
    """The currency's code in English, its name in Chinese."""
    return _CHINESE_CURRENCIES.get(currency, currency) if lang == "zh" else currency


def plain(value: float, digits: int = 3, signed: bool = False) -> str:
    """A number with that many significant digits, thousands parted, a true minus; a dash where there is none."""
    if math.isnan(value):
        return "—"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    size = abs(value)
    decimals = 0 if size == 0 else max(0, digits - 1 - math.floor(math.log10(size)))
    text = f"{size:,.{decimals}f}"
    if decimals and set(text) <= set("0.,"):
        text = "0"
    sign = MINUS if value < 0 and text != "0" else "+" if signed and value > 0 and text != "0" else ""
    return sign + text


def fixed(value: float, decimals: int, signed: bool = False) -> str:
    """A number with that many decimals, thousands parted, a true minus; a dash where there is none."""
    if not math.isfinite(value):
        return plain(value)
    text = f"{abs(value):,.{decimals}f}"
    nothing = set(text) <= set("0.,")
    sign = "" if nothing else MINUS if value < 0 else "+" if signed else ""
    return sign + text


def trimmed(value: float) -> str:
    """A parameter as people write it: up to four significant digits, thousands parted, no idle zeros."""
    return f"{value:,.10g}".replace("-", MINUS) if float(f"{value:.4g}") == value else plain(value, 4)


def three_digits(value: float) -> str:
    """A value that was found, such as a turning point: three significant digits, thousands parted, no idle zeros."""
    return trimmed(_three_digits(value))


def money(value: float, currency: str, lang: str, signed: bool = False) -> str:
    """An amount with its currency: 'CNY 1.26 million', '126万元'."""
    if not math.isfinite(value):
        return plain(value)
    scale = scale_of([value], lang)
    digits = (
        plain(value / scale.divisor, signed=signed) if scale.divisor > 1 else fixed(_three_digits(value), 0, signed)
    )
    return _with_currency(digits, scale, currency, lang)


def money_with_interval(
    mean: float, low: float, high: float, currency: str, lang: str, signed: bool = False
) -> tuple[str, str]:
    """An amount and its interval in one unit, the currency said once: 'CNY 1.26 million', '0.94 to 1.62 million'."""
    scale = scale_of([mean, low, high], lang)
    width = (high - low) / scale.divisor
    decimals = _decimals(width)
    if decimals > 2:  # "8.000" is not what one reads aloud
        decimals -= 1
    digits = _rounded(mean / scale.divisor, decimals, signed)
    bounds = [_rounded(value / scale.divisor, decimals) for value in (low, high)]
    unit = scale.word if lang == "en" else f"{scale.word}{currency_word(currency, lang)}"
    return _with_currency(digits, scale, currency, lang), (" to " if lang == "en" else "至").join(bounds) + unit


def money_interval(low: float, high: float, currency: str, lang: str) -> str:
    """Two amounts in one unit: 'CNY 0.94 to 1.62 million', '94至162万元'."""
    scale = scale_of([low, high], lang)
    decimals = _decimals((high - low) / scale.divisor)
    both = (" to " if lang == "en" else "至").join(_rounded(value / scale.divisor, decimals) for value in (low, high))
    return _with_currency(both, scale, currency, lang)


def share(value: float, lang: str, decimals: int = 1) -> str:
    """A share as a percentage."""
    return fixed(100 * value, decimals) + (" %" if lang == "en" else "%") if math.isfinite(value) else plain(value)


def _rounded(value: float, decimals: int, signed: bool = False) -> str:
    return fixed(round(value, decimals), max(decimals, 0), signed) if math.isfinite(value) else plain(value)


def _decimals(width: float) -> int:
    """Decimals (negative: zeros) at which an interval of that width still shows three significant digits."""
    return 2 if not math.isfinite(width) or width <= 0 else min(3, 2 - math.floor(math.log10(width)))


def _three_digits(value: float) -> float:
    return value if value == 0 else round(value, 2 - math.floor(math.log10(abs(value))))


def _with_currency(digits: str, scale: Scale, currency: str, lang: str) -> str:
    word = currency_word(currency, lang)
    if lang == "zh":
        gap = "" if word in _CHINESE_CURRENCIES.values() else " "
        return f"{digits}{scale.word}{gap}{word}"
    sign = digits[0] if digits[0] in "+" + MINUS and " to " not in digits else ""
    return f"{sign}{word} {digits.removeprefix(sign)}{scale.word}"
