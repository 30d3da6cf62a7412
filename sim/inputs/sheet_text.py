"""The text of a CSV file, in the encodings in which spreadsheets save it."""

from __future__ import annotations

import re
from pathlib import Path

from sim.inputs.errors import InputError, Problem

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Of Chinese text, far more than this is in the rows of GB 2312 that hold its 3,755 everyday characters and punctuation;
# of Western, Japanese or Big5 text read as GBK, far less.
_EVERYDAY_SHARE = 0.75
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def csv_text(content: bytes, path: Path) -> str:
    """UTF-8, UTF-16 with a byte order mark, or GBK as Excel saves CSV in China, where it can't be anything else.

    Raises InputError with the line of the first byte that is in doubt.
    """
    if content.startswith(_UTF16):
        try:
            return _text(content.decode("utf-16"), path)
        except UnicodeDecodeError as error:
            raise InputError(Problem("is cut short: half a character at its end", where=path)) from error
    try:
        return _text(content.decode("utf-8-sig"), path)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        text = _chinese(content)
        if text is None or b"\0" in content:
            found = "is not text in UTF-8, nor plainly Chinese in GBK"
            hint = "save the sheet as CSV UTF-8, or as .xlsx"
            raise InputError(Problem(found, where=path, line=line, hint=hint)) from error
        return text


def _text(text: str, path: Path) -> str:
    if "\0" in text:
        raise InputError(Problem("is a binary file, expected CSV", where=path))
    return text


def _chinese(content: bytes) -> str | None:
    """The content read as GBK (GB 18030), if nearly all that is not ASCII in it is everyday Chinese; else None."""
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return None
    found = _NOT_ASCII.findall(text)
    everyday = sum(_is_everyday(character) for character in found)
    return text if everyday >= _EVERYDAY_SHARE * len(found) else None


def _is_everyday(character: str) -> bool:
    row = character.encode("gb18030")[0]
    return len(character.encode("gb18030")) == 2 and (0xB0 <= row <= 0xD7 or 0xA1 <= row <= 0xA3)
