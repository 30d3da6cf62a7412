"""A logo is known by what it holds."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from sim.inputs.errors import InputError
from sim.report.logo import MAX_BYTES, logo_as_data

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'


def picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (SVG.encode(), "image/svg+xml"),
        (
            b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn by hand -->\n' + SVG.encode(),
            "image/svg+xml",
        ),
    ],
)
@pytest.mark.parametrize("name", ["logo.png", "logo.jpg", "logo", "logo.txt"])
def test_a_picture_is_known_by_its_content(tmp_path: Path, content: bytes, media_type: str, name: str) -> None:
    (tmp_path / name).write_bytes(content)
    head, _, data = logo_as_data(tmp_path / name).partition(",")
    assert head == f"data:{media_type};base64"
    assert base64.b64decode(data) == content


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"hello", "neither PNG, JPEG nor SVG"),
        (picture("PNG")[:-12], "the PNG picture is cut short"),
        (picture("JPEG")[:-2], "the JPEG picture is cut short"),
        (picture("GIF"), "found GIF"),
        (b"%PDF-1.7", "found PDF"),
        (b"PK\x03\x04 a document", "Office document"),
        (b"<!DOCTYPE html><html></html>", "found HTML"),
        (b"<html><body/></html>", "found HTML"),
        (SVG.encode()[:-5], "not a picture"),
        (b"\x89PNG" + bytes(MAX_BYTES), "at most 5 MB"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_what_is_no_whole_picture_is_refused_whatever_its_name(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "logo.png").write_bytes(content)
    with pytest.raises(InputError, match=said) as raised:
        logo_as_data(tmp_path / "logo.png")
    assert raised.value.problems[0].where == tmp_path / "logo.png"
