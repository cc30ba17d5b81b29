"""The sandbox of the templates, with limits that keep a template of anybody's in bounded time and memory.

Jinja's own sandbox lets a template execute nothing of Python's. This one also stops it from growing
without end: text cannot be multiplied, every loop step and call looks at the clock, and what is
written is counted. What breaks a limit raises `OverLimitError`, a template error like any other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from jinja2 import Environment, TemplateRuntimeError, nodes, pass_context
from jinja2.runtime import Context, LoopContext, Undefined, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

SECONDS = 5.0
"""Longest a template may take to be filled in. The bundled ones take hundredths of a second."""

LENGTH = 8_000_000
"""Longest text or list that one expression may make, in characters or items."""

OUTPUT = 32_000_000
"""Longest text a template may write, in characters; what a macro hands on counts each time."""

BITS = 4096
"""Largest whole number an operator may make."""

_TEXT_METHODS = frozenset(
    [
        "capitalize",
        "casefold",
        "count",
        "endswith",
        "find",
        "isalnum",
        "isalpha",
        "isdigit",
        "islower",
        "isnumeric",
        "isspace",
        "isupper",
        "lower",
        "lstrip",
        "removeprefix",
        "removesuffix",
        "rfind",
        "rsplit",
        "rstrip",
        "split",
        "splitlines",
        "startswith",
        "strip",
        "title",
        "upper",
    ]
)
"""Methods of text that cannot make it longer than a constant times itself."""

_WITHOUT = ("center", "filesizeformat", "format", "indent", "pprint", "random", "slice", "batch", "sum", "tojson", "urlize",
            "wordwrap", "xmlattr")  # fmt: skip
"""Filters that can multiply what they are given; no deliverable needs them."""


_AS_TEXT = ("string", "upper", "lower", "title", "capitalize", "trim", "striptags", "wordcount", "truncate", "escape",
            "e", "forceescape", "safe", "urlencode", "int", "float")  # fmt: skip
"""Filters that make text of what they are given; a list or mapping can be huge as text, so they take none."""

_BLOCKS = frozenset(
    f"bpo_controls.reporting.blocks.{name}"
    for name in ("document", "entry_block", "look", "picture", "table")
)
"""Where the classes come from that templates read most: frozen data without methods that do anything."""


_LOOP_FACTS = frozenset({"first", "last", "index", "index0", "length"})
"""What templates ask of a loop again and again."""


class OverLimitError(TemplateRuntimeError):
    """A template went over a limit."""


class Meter:
    """What one filling in has used. `clock` gives seconds; only differences of it count."""

    __slots__ = ("clock", "ends", "written")

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.start()

    def start(self) -> None:
        """Begins a new filling in."""
        self.ends = self.clock() + SECONDS
        self.written = 0

    def step(self, characters: int = 0) -> None:
        """One loop step, call or piece of text. Raises OverLimitError when time or room is up."""
        self.written += characters
        if self.written > OUTPUT:
            raise OverLimitError(f"it writes more than {OUTPUT:,} characters")
        if self.clock() > self.ends:
            raise OverLimitError(f"it takes longer than {SECONDS:g} seconds")


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox, with limits on operators, ranges, text methods, filters, loops, output and time."""

    intercepted_binops = frozenset(["*", "**", "%", "+"])

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.meter = Meter()
        for name in _WITHOUT:
            self.filters.pop(name, None)
        for name in ("lipsum", "cycler", "joiner"):
            self.globals.pop(name, None)
        for name in _AS_TEXT:
            self.filters[name] = _of_scalar(self.filters[name])
        self.filters["join"] = _join
        self.filters["replace"] = _replace
        self.filters[_STEP] = _stepper(self.meter)
        self.filters[_CONCAT] = _concat

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        metered = _Metered().visit(tree)
        assert isinstance(metered, nodes.Template)
        return metered

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Of text only the methods that keep it short, of numbers none."""
        if isinstance(obj, str):
            return attr in _TEXT_METHODS
        if isinstance(obj, (int, float)):
            return False
        kind = type(obj)
        if kind.__module__ in _BLOCKS and attr[:1] != "_":
            return True
        if kind is LoopContext and attr in _LOOP_FACTS:
            return True
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """No `format` of text: its widths could ask for any length."""

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """`+`, and `*`, `**` and `%` of numbers, where the result stays small."""
        if operator == "+":
            _short(_length(left) + _length(right))
        elif not isinstance(left, (int, float)) or not isinstance(right, (int, float)):
            raise OverLimitError(f"{operator} is for numbers only; ~ joins text")
        if isinstance(left, int) and isinstance(right, int):
            bits = left.bit_length() * (abs(right) if operator == "**" else 1)
            if operator in ("*", "+"):
                bits += right.bit_length()
            if bits > BITS:
                raise OverLimitError(f"the result of {operator} is too large")
        return super().call_binop(context, operator, left, right)

    def call(self, __context: Context, __obj: Any, *arguments: Any, **options: Any) -> Any:
        """A macro or function; looks at the clock first and at the length of the result after."""
        self.meter.step()
        made = super().call(__context, __obj, *arguments, **options)
        _short(_length(made))
        return made


_STEP, _CONCAT = "a loop step", "joined text"
"""Names of our own filters; the space keeps templates from naming them."""


class _Metered(NodeTransformer):
    """Puts the meter at the head of every loop body, and joins text with `~` only up to the limit."""

    def visit_For(self, node: nodes.For) -> nodes.For:
        self.generic_visit(node)
        fixed = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
        step = nodes.Filter(nodes.Const(fixed), _STEP, [], [], None, None, lineno=node.lineno)
        node.body.insert(0, nodes.ExprStmt(step, lineno=node.lineno))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:
        self.generic_visit(node)
        return nodes.Filter(node.nodes[0], _CONCAT, node.nodes[1:], [], None, None, lineno=node.lineno)


def _stepper(meter: Meter) -> Callable[[Context, int], int]:
    @pass_context  # which also keeps the compiler from working it out once and for all
    def step(_context: Context, characters: int) -> int:
        meter.step(characters)
        return 0

    return step


def _length(value: Any) -> int:
    return len(value) if isinstance(value, (str, list, tuple, dict)) else 0


def _short(length: int) -> None:
    if length > LENGTH:
        raise OverLimitError(f"a text or list of more than {LENGTH:,}")


def _scalar(value: Any) -> Any:
    if isinstance(value, (str, int, float, Undefined)) or value is None:
        return value
    raise TypeError(f"only text and numbers can be joined, not {type(value).__name__}")


_MACHINERY = (Environment, Context, nodes.EvalContext)
"""What Jinja itself hands to a filter first."""


def _of_scalar(made: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, for text and numbers only."""

    @wraps(made)  # which also keeps what Jinja notes on it: that it wants the environment or context first
    def of_scalar(*arguments: Any, **options: Any) -> Any:
        for one in arguments:
            if one is not None and not isinstance(one, (str, int, float, Undefined, *_MACHINERY)):
                raise TypeError(f"only text and numbers become text, not {type(one).__name__}")
        return made(*arguments, **options)

    return of_scalar


@pass_context
def _concat(_context: Context, *pieces: Any) -> str:
    _short(sum(_length(_scalar(piece)) for piece in pieces))
    return markup_join(pieces)


def _join(items: Iterable[Any], between: str = "", attribute: str | None = None) -> str:
    """Items as one text; `attribute` names what to take of each."""
    pieces: list[Any] = []
    length = 0
    for item in items:
        piece = _scalar(_attribute(item, attribute) if attribute else item)
        length += _length(piece) + len(between)
        _short(length)
        pieces += [between, piece] if pieces else [piece]
    return markup_join(pieces)


def _attribute(item: Any, name: str) -> Any:
    if name.startswith("_"):
        raise OverLimitError(f"{name} is not for templates")
    return item[name] if isinstance(item, dict) else getattr(item, name)


def _replace(text: str, old: str, new: str) -> str:
    """The text with every `old` made `new`."""
    text = str(_scalar(text))
    _short(len(text) + text.count(old) * len(new))
    return text.replace(old, new)
