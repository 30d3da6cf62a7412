"""YAML as people write it: plain data, and the file and line of every key.

A subset of YAML 1.2: only `true` and `false` are booleans (`no`, `on` and `yes` are text, so Norway stays NO), dates
stay text, keys are text as written, and there are no tags and no merge keys. Whatever could harm is bounded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import yaml
from yaml import events

from sim.inputs.errors import InputError, Problem, nearest
from sim.inputs.tree import Location, Place, Tree
from sim.inputs.yaml_words import in_plain_words, syntax_hint

MAX_BYTES = 5_000_000
MAX_NODES = 100_000
MAX_DEPTH = 50
MAX_DIGITS = 300

_INTEGER = re.compile(r"[-+]?[0-9]+(_[0-9]+)*")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(_[0-9]+)*(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_UNPRINTABLE = yaml.reader.Reader.NON_PRINTABLE
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def load_tree(path: str | Path) -> Tree:
    """The mapping in a YAML file. Raises InputError, with the line if there is one, for anything that can't be read."""
    path = Path(path)
    tree = parse_tree(read_text(path), path)
    if not isinstance(tree.data, dict):
        found = "is empty" if tree.data is None else "holds no mapping at its top level"
        raise InputError(Problem(f"the file {found}, expected 'key: value' lines", where=path, line=1))
    return tree


def parse_tree(text: str, where: Path | str) -> Tree:
    """Any YAML text as a tree. `where` names it in messages; a name that is no file gets no lines."""
    if (odd := _UNPRINTABLE.search(text)) is not None:
        line = text.count("\n", 0, odd.start()) + 1 if isinstance(where, Path) else None
        message = f"holds the control character U+{ord(odd.group()):04X}, expected text"
        raise InputError(Problem(message, where=where, line=line))
    return _Composer(text, where).tree()


def read_text(path: Path) -> str:
    """Text of a small UTF-8 file, a byte order mark dropped. Raises InputError where it can't be read."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        beside = [other.name for other in path.parent.iterdir()] if path.parent.is_dir() else []
        raise InputError(Problem("there is no such file", where=path, hint=nearest(path.name, beside))) from None
    except IsADirectoryError:
        raise InputError(Problem("is a folder, expected a file", where=path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(Problem(f"the file can't be read: {reason}", where=path)) from error
    if len(content) > MAX_BYTES:
        raise InputError(Problem(f"the file is larger than {MAX_BYTES // 1_000_000} MB", where=path))
    if content.startswith(_UTF16) or 2 * max(content[::2].count(0), content[1::2].count(0)) > len(content) // 2 > 0:
        raise InputError(Problem("is UTF-16 text, expected UTF-8", where=path, hint="save it again as UTF-8"))
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise InputError(Problem("is a binary file, expected text", where=path, line=line))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(Problem("is not UTF-8 text", where=path, line=line, hint="save it again as UTF-8")) from None


@dataclass(slots=True)
class _Node:
    """What stands at one spot: a scalar, items, or keys with the line of each key."""

    line: int
    content: Any


class _Composer:
    """Events of the parser to nodes, nodes to a tree; everything counted, since aliases can grow without end."""

    def __init__(self, text: str, where: Path | str) -> None:
        self.where = where
        self.line = 1
        self.count = 0
        self.anchors: dict[str, _Node] = {}
        self.open: set[str] = set()
        self.events = self._events(text)

    def tree(self) -> Tree:
        node = self._document()
        lines: dict[Location, Place] = {(): self._place(1)}
        self.count = 0
        return Tree(self._expand(node, (), lines), lines)

    def _events(self, text: str) -> Iterator[events.Event]:
        try:
            for event in yaml.parse(text, Loader=yaml.SafeLoader):
                if event.start_mark is not None:
                    self.line = event.start_mark.line + 1
                yield event
        except yaml.MarkedYAMLError as error:
            said = str(error.problem or error.context)
            # Of a line without a colon, the parser complains on the next one.
            before = error.context_mark if "could not find expected ':'" in said else None
            mark = before or error.problem_mark or error.context_mark
            self.line = self.line if mark is None else mark.line + 1
            line = (text.splitlines() + [""] * 2)[self.line - 1]
            hint = syntax_hint(said, line)
            self._fail(f"is no valid YAML: {in_plain_words(said)}", hint)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # The scanner passes escapes such as "\UFFFFFFFF" on to chr() unchecked.
            self._fail(f"is no valid YAML: {error}")

    def _fail(self, message: str, hint: str | None = None) -> NoReturn:
        place = self._place(self.line)
        raise InputError(Problem(message, where=place.where, line=place.line, hint=hint))

    def _place(self, line: int) -> Place:
        return Place(self.where, line if isinstance(self.where, Path) else None)

    def _document(self) -> _Node:
        root: _Node | None = None
        for event in self.events:
            if isinstance(event, events.DocumentStartEvent):
                if root is not None:
                    self._fail("holds a second document after '---', expected one")
                root = self._node(next(self.events), 0)
        return root or _Node(1, None)

    def _node(self, event: events.Event, depth: int) -> _Node:
        self._bound(depth)
        if isinstance(event, events.AliasEvent):
            return self._anchored(event.anchor or "")
        if not isinstance(event, events.ScalarEvent | events.SequenceStartEvent | events.MappingStartEvent):
            self._fail("is no valid YAML")
        if event.tag is not None:
            self._fail(f"tag '{event.tag}' is not allowed", "write plain values; quote what must stay text")
        node = _Node(self.line, None)
        if event.anchor is not None:
            self.open.add(event.anchor)
        if isinstance(event, events.ScalarEvent):
            node.content = self._scalar(event)
        elif isinstance(event, events.SequenceStartEvent):
            node.content = self._items(depth)
        else:
            node.content = self._keys(depth)
        if event.anchor is not None:
            self.open.discard(event.anchor)
            self.anchors[event.anchor] = node
        return node

    def _anchored(self, name: str) -> _Node:
        if name in self.open:
            self._fail(f"alias '*{name}' stands inside what it names")
        if name not in self.anchors:
            self._fail(f"alias '*{name}' names nothing above it", nearest(name, self.anchors))
        return self.anchors[name]

    def _items(self, depth: int) -> list[_Node]:
        items = []
        while not isinstance(event := next(self.events), events.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return items

    def _keys(self, depth: int) -> dict[str, tuple[int, _Node]]:
        found: dict[str, tuple[int, _Node]] = {}
        while not isinstance(event := next(self.events), events.MappingEndEvent):
            line = self.line
            if not isinstance(event, events.ScalarEvent) or event.tag is not None or event.anchor is not None:
                self._fail("expected a plain word as key")
            key = event.value
            self._check_text(key)
            if key == "<<" and event.implicit[0]:
                self._fail("merge keys (<<) are not supported", "use extends")
            if key in found:
                first = found[key][0]
                also = f", first on line {first}" if isinstance(self.where, Path) else ""
                self._fail(f"duplicate key '{key}'{also}")
            found[key] = (line, self._node(next(self.events), depth + 1))
        return found

    def _scalar(self, event: events.ScalarEvent) -> Any:
        text = event.value
        if not event.implicit[0]:
            self._check_text(text)
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _NOT_FINITE.fullmatch(text):
            self._fail(f"expected a finite number, found {text}")
        if _FLOAT.fullmatch(text) is None:
            return text
        if len(text) > MAX_DIGITS:
            self._fail(f"expected a number of at most {MAX_DIGITS} digits, found {len(text)}")
        if _INTEGER.fullmatch(text):
            return int(text)
        number = float(text)
        if not math.isfinite(number):
            self._fail(f"expected a finite number, found {text}")
        return number

    def _check_text(self, text: str) -> None:
        if (odd := _UNPRINTABLE.search(text)) is not None:
            self._fail(f"an escape makes the control character U+{ord(odd.group()):04X}, expected text")

    def _bound(self, depth: int) -> None:
        self.count += 1
        if depth > MAX_DEPTH:
            self._fail(f"is nested more than {MAX_DEPTH} deep")
        if self.count > MAX_NODES:
            self._fail(f"holds more than {MAX_NODES:,} values, aliases written out")

    def _expand(self, node: _Node, location: Location, lines: dict[Location, Place]) -> Any:
        self.line = node.line
        self._bound(len(location))
        if isinstance(node.content, list):
            for index, item in enumerate(node.content):
                lines[(*location, index)] = self._place(item.line)
            return [self._expand(item, (*location, index), lines) for index, item in enumerate(node.content)]
        if isinstance(node.content, dict):
            lines |= {(*location, key): self._place(line) for key, (line, _) in node.content.items()}
            return {key: self._expand(child, (*location, key), lines) for key, (_, child) in node.content.items()}
        return node.content
