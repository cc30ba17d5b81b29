"""The only YAML door: text to plain data with the place of everything. The way back is `yaml.text`.

YAML is read as YAML 1.2 reads it, with two differences on the careful side: a number with a leading zero
and an octal or hexadecimal number stay the text they are written as, because in our files they are codes.
Data is built straight from the parser's events, so no tag can ever build anything but plain data.
"""

from __future__ import annotations

import copy
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bpo_controls.diagnostics import Diagnostic, Location
from bpo_controls.plain_file import read_head
from bpo_controls.yaml.scalar import DOTTED, plain_scalar
from bpo_controls.yaml.syntax_words import in_plain_words

if TYPE_CHECKING:
    import yaml

Plain = dict[str, Any] | list[Any] | str | int | float | bool | None
"""What YAML and JSON can hold. Keys are always text, as written."""

PlainPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class YamlLimits:
    """How much one file may hold: bytes of text, levels of nesting, values (with every alias written out).

    With `dots_as_text` a number such as 9.000, which is nine thousand to half the world, stays the text it is.
    """

    size: int = 4 * 1024 * 1024
    depth: int = 40
    nodes: int = 500_000
    dots_as_text: bool = False


DEFAULT_LIMITS = YamlLimits()

# A tree beside the data: line, column, and the places of what is inside.
_Node = tuple[int, int, "dict[str, tuple[int, int, _Node]] | list[_Node] | None"]


@dataclass(frozen=True, slots=True)
class Positions:
    """Where each key and value of a file stands. A path is the keys and indexes that lead to a value."""

    file: str
    _root: _Node | None = None

    def of(self, path: PlainPath) -> Location:
        """The place of a value; of the nearest value around it when there is none at this path."""
        node = self._root
        for step in path:
            below = _step(node, step)
            if below is None:
                break
            node = below[2]
        return Location(self.file, node[0], node[1]) if node else Location(self.file)

    def of_key(self, path: PlainPath) -> Location:
        """The place of the key that ends this path; of the value where a list index ends it."""
        if not path:
            return self.of(path)
        node = self._root
        for step in path[:-1]:
            below = _step(node, step)
            if below is None:
                return self.of(path)
            node = below[2]
        last = _step(node, path[-1])
        return Location(self.file, last[0], last[1]) if last else self.of(path)


def _step(node: _Node | None, step: str | int) -> tuple[int, int, _Node] | None:
    inside = node[2] if node else None
    if isinstance(inside, dict) and isinstance(step, str):
        return inside.get(step)
    if isinstance(inside, list) and isinstance(step, int) and 0 <= step < len(inside):
        item = inside[step]
        return (item[0], item[1], item)
    return None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file held. When it is `broken` the text could not be followed to its end, and `data` is None.

    Other problems (a key twice, a tag) leave the rest usable.
    """

    data: Plain
    positions: Positions
    diagnostics: tuple[Diagnostic, ...] = ()
    broken: bool = False


def read_yaml_file(path: Path, name: str | None = None, *, limits: YamlLimits = DEFAULT_LIMITS) -> Parsed:
    """Reads a file of UTF-8 text. `name` is what problems call it (default: the path). Never raises."""
    name = str(path) if name is None else name
    try:
        raw = read_head(path, limits.size + 1)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        return _refused(name, Diagnostic("unreadable-file", f"cannot be read: {reason}", Location(name)))
    return read_yaml_bytes(raw, name, limits=limits)


def read_yaml_bytes(raw: bytes, name: str, *, limits: YamlLimits = DEFAULT_LIMITS) -> Parsed:
    """Like `read_yaml`, from the bytes of a file. A UTF-8 byte order mark is accepted. Never raises."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _refused(
            name, Diagnostic("yaml-encoding", "is UTF-16 text", Location(name), "save it as UTF-8")
        )
    if len(raw) > limits.size:
        return _too_big(name, limits)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        message = f"the byte 0x{raw[error.start]:02x} is not UTF-8 text"
        where = _place_in(name, before, len(before))
        return _refused(name, Diagnostic("yaml-encoding", message, where, "save the file as UTF-8"))
    return read_yaml(text, name, limits=limits)


def read_yaml(text: str, name: str, *, limits: YamlLimits = DEFAULT_LIMITS) -> Parsed:
    """Reads one YAML document. `name` is what problems call the file. Never raises.

    All problems are told, up to the first one after which the text cannot be followed.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > limits.size or len(text.encode("utf-8", "replace")) > limits.size:
        return _too_big(name, limits)
    stray = _UNPRINTABLE.search(text)
    if stray:
        return _refused(
            name,
            Diagnostic(
                "yaml-character",
                f"the character U+{ord(stray.group()):04X} cannot stand in a text file",
                _place_in(name, text, stray.start()),
                "remove it",
            ),
        )
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(name, limits)
    broken = True
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
        broken = False
    except yaml.MarkedYAMLError as error:
        builder.problems.append(in_plain_words(error, text, name))
    except yaml.YAMLError as error:
        builder.problems.append(Diagnostic("yaml-syntax", str(error).splitlines()[0], Location(name)))
    except _Stop:
        pass
    except RecursionError:  # the pure Python parser, on a file the C parser would have followed
        builder.problems.append(Diagnostic("yaml-depth", "is nested too deeply", Location(name)))
    problems = tuple(builder.problems)
    if broken:
        return Parsed(None, Positions(name), problems, broken)
    return Parsed(builder.data, Positions(name, builder.root), problems)


def _refused(name: str, problem: Diagnostic) -> Parsed:
    return Parsed(None, Positions(name), (problem,), broken=True)


def _too_big(name: str, limits: YamlLimits) -> Parsed:
    message = f"is larger than {limits.size / 1048576:g} MiB, the most one file may hold"
    return _refused(name, Diagnostic("yaml-size", message, Location(name), "split it, or check what it is"))


# What YAML 1.2 section 5.1 does not count as printable. The byte order mark may stand inside quoted text.
# Named one by one: the complement of the printable ranges takes twenty times as long to compile.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def _place_in(name: str, text: str, index: int) -> Location:
    before = text[:index]
    lines = re.split("\r\n|\r|\n", before)
    return Location(name, len(lines), len(lines[-1]) + 1)


class _Stop(Exception):
    """The text goes beyond a limit; reading on would only burn time and memory."""


class _Refused:
    """Stands where a key was refused: its value is read, for the problems in it, and dropped."""


_REFUSED = _Refused()


class _Frame:
    """A mapping or list that is still open."""

    __slots__ = ("anchor", "before", "column", "data", "height", "inside", "key", "key_mark", "line")

    def __init__(
        self, data: Any, inside: Any, line: int, column: int, anchor: str | None, before: int
    ) -> None:
        self.data = data
        self.inside = inside
        self.line = line
        self.column = column
        self.anchor = anchor
        self.before = before  # values read before this one, so that its own size is known at its end
        self.height = 1
        self.key: str | _Refused | None = None
        self.key_mark = (line, column)


class _Builder:
    """Takes parser events one by one and grows the data and the tree of places."""

    def __init__(self, name: str, limits: YamlLimits) -> None:
        self.name = name
        self.limits = limits
        self.problems: list[Diagnostic] = []
        self.data: Any = None
        self.root: _Node | None = None
        self.stack: list[_Frame] = []
        self.anchors: dict[str, tuple[Any, _Node, int, int]] = {}
        self.count = 0
        self.documents = 0
        import yaml

        self.handlers: dict[type[yaml.Event], Any] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open_mapping,
            yaml.SequenceStartEvent: self._open_list,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def take(self, event: yaml.Event) -> None:
        handler = self.handlers.get(type(event))
        if handler is not None:
            handler(event)

    def _problem(self, code: str, message: str, event: Any, hint: str = "") -> None:
        mark = event.start_mark
        self.problems.append(
            Diagnostic(code, message, Location(self.name, mark.line + 1, mark.column + 1), hint)
        )

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._problem(
                "yaml-documents", "a second document starts here", event, "one file holds one document"
            )
            raise _Stop

    def _counted(self, event: Any, size: int = 1) -> None:
        self.count += size
        if self.count > self.limits.nodes:
            message = f"holds more than {self.limits.nodes} values once its aliases are written out"
            self._problem("yaml-size", message, event)
            raise _Stop

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        self._counted(event)
        self._check_tag(event)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.key is None and isinstance(top.data, dict):
            self._key(top, event, line, column)
            return
        text = event.value
        value = self._plain_value(text, event) if event.implicit[0] and not event.tag else text
        node: _Node = (line, column, None)
        if event.anchor:
            self.anchors[event.anchor] = (value, node, 1, 0)
        self._place(value, node)

    def _key(self, top: _Frame, event: Any, line: int, column: int) -> None:
        text = sys.intern(event.value)
        if event.anchor:
            self._problem("yaml-key", "a key cannot carry an anchor", event)
        if text == "" and event.implicit[0]:
            self._problem("yaml-key", "a key is missing before the colon", event)
            top.key = _REFUSED
        elif text == "<<" and event.implicit[0]:
            self._problem("yaml-merge-key", "merge keys (<<) are not read", event, "write the keys out")
            top.key = _REFUSED
        elif text in top.inside:
            first = top.inside[text][0]
            message = f'key "{text}" stands twice in the same place'
            self._problem("yaml-duplicate-key", message, event, f"it stands first on line {first}")
            top.key = _REFUSED
        else:
            top.key = text
            top.key_mark = (line, column)

    def _plain_value(self, text: str, event: Any) -> str | int | float | bool | None:
        try:
            return text if self.limits.dots_as_text and DOTTED.match(text) else plain_scalar(text)
        except OverflowError:
            shortened = text if len(text) <= 20 else text[:20] + "…"
            self._problem("yaml-number", f"the number {shortened} is too large", event, "put it in quotes")
            return text

    def _open_mapping(self, event: Any) -> None:
        self._open({}, {}, event)

    def _open_list(self, event: Any) -> None:
        self._open([], [], event)

    def _open(self, data: Any, inside: Any, event: Any) -> None:
        mark = event.start_mark
        self._check_tag(event)
        self._counted(event)
        if len(self.stack) >= self.limits.depth:
            self._problem("yaml-depth", f"is nested more than {self.limits.depth} levels deep", event)
            raise _Stop
        top = self.stack[-1] if self.stack else None
        if top is not None and top.key is None and isinstance(top.data, dict):
            # Read on as if it were a value; `_close` then gives the real value no key.
            self._problem("yaml-key", "a key must be a single word or text", event)
            top.key = _REFUSED
            frame = _Frame(data, inside, mark.line + 1, mark.column + 1, None, self.count)
            frame.height = -1
        else:
            frame = _Frame(data, inside, mark.line + 1, mark.column + 1, event.anchor, self.count)
        if event.anchor:
            self.anchors.pop(event.anchor, None)
        self.stack.append(frame)

    def _close(self, _event: Any) -> None:
        frame = self.stack.pop()
        if frame.height < 0:  # it stood where a key should be: its value comes next and is dropped
            return
        node: _Node = (frame.line, frame.column, frame.inside)
        if frame.anchor:
            self.anchors[frame.anchor] = (frame.data, node, self.count - frame.before + 1, frame.height)
        self._place(frame.data, node, frame.height)

    def _alias(self, event: Any) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and top.key is None and isinstance(top.data, dict):
            self._problem("yaml-key", "a key cannot be an alias", event, "write the key out")
            top.key = _REFUSED
            return
        known = self.anchors.get(event.anchor)
        if known is None:
            inside_itself = any(frame.anchor == event.anchor for frame in self.stack)
            reason = "stands inside what it names" if inside_itself else "names nothing above it"
            self._problem("yaml-alias", f"the alias *{event.anchor} {reason}", event)
            mark = event.start_mark
            self._place(None, (mark.line + 1, mark.column + 1, None))
            return
        value, node, size, height = known
        self._counted(event, size)
        if len(self.stack) + height > self.limits.depth:
            self._problem("yaml-depth", f"is nested more than {self.limits.depth} levels deep", event)
            raise _Stop
        self._place(copy.deepcopy(value), node, height)

    def _check_tag(self, event: Any) -> None:
        if event.tag:
            name = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self._problem("yaml-tag", f"the tag {name} is not read", event, "remove it; put text in quotes")

    def _place(self, value: Any, node: _Node, height: int = 0) -> None:
        if not self.stack:
            self.data, self.root = value, node
            return
        top = self.stack[-1]
        if top.height >= 0:
            top.height = max(top.height, height + 1)
        if isinstance(top.data, list):
            top.data.append(value)
            top.inside.append(node)
            return
        if isinstance(top.key, str):
            top.data[top.key] = value
            top.inside[top.key] = (*top.key_mark, node)
        top.key = None
