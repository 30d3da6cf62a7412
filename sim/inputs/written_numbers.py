"""What a person meant who wrote a number, a date or a yes in a way that YAML reads as text."""

from __future__ import annotations

import re
import unicodedata

_UNITS = {"万": 1e4, "亿": 1e8, "k": 1e3, "K": 1e3}
_SWITCHES = dict.fromkeys(("yes", "on", "y", "是"), "true") | dict.fromkeys(("no", "off", "n", "否"), "false")
_NUMBER = r"[-+]?\d+(?:\.\d+)?"


def number_meant(text: str) -> str | None:
    """How to write a text that a person takes for a number, as a hint; None where that is not plain."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    if (percent := re.fullmatch(rf"({_NUMBER})\s*%", plain)) is not None:
        return f"write a share, not a percentage: {float(percent[1]) / 100:g}"
    if (unit := re.fullmatch(rf"({_NUMBER})\s*([{''.join(_UNITS)}])", plain)) is not None:
        return f"write {float(unit[1]) * _UNITS[unit[2]]:.15g}"
    without = re.sub(r"(?<=\d)[, _'](?=\d{3}(?!\d))", "", plain)
    if re.fullmatch(_NUMBER, without) is None:
        return None
    if without != plain:
        return f"write {without}, without thousands separators"
    return f"write {plain}, without quotes" if plain == text.strip() else f"write {plain}, in plain digits"


def switch_meant(text: str) -> str | None:
    """True or false, where a person wrote a yes or a no, as a hint."""
    meant = _SWITCHES.get(text.strip().lower())
    return None if meant is None else f"write {meant}"


def date_meant(text: str) -> str | None:
    """A date written with slashes, dots or the Chinese words, year first, as a hint."""
    found = re.fullmatch(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*", text)
    if found is None or not (1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31):
        return None
    meant = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    return f"write {meant}" if meant != text.strip() else "that day is not in the calendar"
