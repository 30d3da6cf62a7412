"""What the YAML parser says, in words for people who never heard of tokens, and what probably went wrong."""

from __future__ import annotations

import re

_SAID = (
    (re.compile(r"expected <block end>, but found '<block (mapping|sequence) start>'"),
     "the line is indented otherwise than the lines around it"),
    (re.compile(r"expected <block end>, but found '\?'"), "a key stands where items of a list ('- ') go on"),
    (re.compile(r"expected <block end>, but found '-'"), "an item ('- ') stands where keys go on"),
    (re.compile(r"expected ',' or '([}\]])'"), "a ',' is missing before this, or a closing '{0}' or quote"),
    (re.compile(r"could not find expected ':'"), "expected 'key: value'"),
    (re.compile(r"mapping values are not allowed here"),
     "a second ': ' stands in one value, or the line is indented too far"),
    (re.compile(r"found character '([@`%])' that cannot start any token"), "text can't start with '{0}' unless quoted"),
    (re.compile(r"found character '\\t'"), "a tab stands where spaces indent"),
    (re.compile(r"found unexpected end of stream"), "a quote is not closed"),
)  # fmt: skip
_LOOKALIKES = {
    "：": "':'", "，": "','", "“": "'\"'", "”": "'\"'", "‘": '"\'"', "’": '"\'"', "｛": "'{'", "｝": "'}'",
    "［": "'['", "］": "']'", "－": "'-'", "　": "a space", "\u00a0": "a space",
}  # fmt: skip
_NAMES = {"　": "the wide space", "\u00a0": "the no-break space"}
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_GLUED = re.compile(r"(?:^|[{,])\s*([\w.*-]+):([^\s:/\"'][^,}]*)")


def in_plain_words(said: str) -> str:
    """What the parser said, or its own words where there are no better ones."""
    for pattern, words in _SAID:
        if (match := pattern.search(said)) is not None:
            return words.replace("{0}", match[1]) if match.groups() else words
    return said


def syntax_hint(said: str, line: str) -> str | None:
    """What in the line probably makes the parser say so, or None."""
    if "'\\t'" in said or line.lstrip(" ").startswith("\t"):
        return "indent with spaces, not tabs"
    bare = _QUOTED.sub("", line)
    if (found := next((character for character in bare if character in _LOOKALIKES), None)) is not None:
        name = _NAMES.get(found) or f"'{found}'"
        return f"write {_LOOKALIKES[found]} instead of {name}, or quote the text"
    if (glued := _GLUED.search(bare)) is not None:
        return f"write a space after the colon: '{glued[1]}: {glued[2].strip()}'"
    if "mapping values" in said:
        return "quote a text that holds ': ', and indent the keys of one mapping alike"
    return None


def key_hint(key: str) -> str | None:
    """What a person meant by a key that is none: a colon without a space, or thousands with a comma; else None."""
    if (pair := re.fullmatch(r"([^:：]+)[:：](.+)", key)) is not None:
        return f"write '{pair[1].strip()}: {pair[2].strip()}', with a plain colon and a space"
    if re.fullmatch(r"\d{3}(\.\d+)?", key):
        return "write numbers without commas for thousands: 1800, not 1,800"
    return None
