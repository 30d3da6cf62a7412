"""A picture file on a page: known by what it holds, whatever its name says."""

from __future__ import annotations

import base64
from pathlib import Path
from xml.etree.ElementTree import ParseError, fromstring

from sim.inputs.errors import InputError, Problem

MAX_BYTES = 5_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND\xaeB`\x82"
_JPEG, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
_SVG = ("svg", "{http://www.w3.org/2000/svg}svg")


def logo_as_data(path: Path) -> str:
    """A PNG, JPEG or SVG file as a data URI. Raises InputError if it can't be read, is too large or none of these."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(Problem(f"the logo can't be read: {error.strerror}", path)) from error
    if len(content) > MAX_BYTES:
        found = f"expected a logo of at most {MAX_BYTES // 1_000_000} MB, found {len(content) / 1e6:.1f} MB"
        raise InputError(Problem(found, path))
    return f"data:{_kind(content, path)};base64,{base64.b64encode(content).decode('ascii')}"


def _kind(content: bytes, path: Path) -> str:
    """The media type of a whole picture."""
    hint = "save it as PNG, JPEG or SVG"
    for name, media_type, start, end in (
        ("PNG", "image/png", _PNG, _PNG_END),
        ("JPEG", "image/jpeg", _JPEG, _JPEG_END),
    ):
        if content.startswith(start):
            if end not in content:
                raise InputError(Problem(f"the {name} picture is cut short", path, hint=hint))
            return media_type
    if _is_svg(content):
        return "image/svg+xml"
    raise InputError(Problem(f"not a picture that a page can show, {_what(content)}", path, hint=hint))


def _is_svg(content: bytes) -> bool:
    try:
        return fromstring(content).tag in _SVG
    except (ParseError, ValueError, LookupError):
        return False


def _what(content: bytes) -> str:
    """What the file is instead, as far as its first bytes tell."""
    if not content:
        return "the file is empty"
    starts = {b"GIF8": "GIF", b"BM": "BMP", b"%PDF": "PDF", b"PK\x03\x04": "a ZIP archive or Office document"}
    starts |= {b"RIFF": "WebP", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"<!DO": "HTML", b"<htm": "HTML"}
    found = next((name for start, name in starts.items() if content.startswith(start)), "neither PNG, JPEG nor SVG")
    return f"found {found}"
