"""Plain data as YAML text that every reader takes as meant. The way in is `yaml.source`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def dump_yaml(data: object, *, header: str = "") -> str:
    """Block YAML that every YAML 1.1 or 1.2 reader takes as meant; `read_yaml` gives the same data back.

    Tuples are written as lists. Text that a reader could take for something else is quoted, and characters
    that cannot be seen are escaped. `header` becomes comment lines. Raises ValueError for what YAML cannot
    hold: half characters (lone surrogates), numbers that are not finite, keys beyond 1000 characters.
    """
    out: list[str] = []
    for line in header.splitlines():
        out.append(f"# {_seen(line)}".rstrip() + "\n")
    if isinstance(data, Mapping | list | tuple) and data:
        _write_block(data, 0, out)
    else:
        out.append(_scalar_text(data) + "\n")
    return "".join(out)


def _write_block(data: object, indent: int, out: list[str], lead: str | None = None) -> None:
    """Writes a mapping or list that is not empty; `lead` stands in for the first line's indentation."""
    pad = " " * indent
    first = pad if lead is None else lead
    if isinstance(data, Mapping):
        for key, value in data.items():
            if not isinstance(key, str):
                raise ValueError(f"a key must be text, not {key!r}")
            written = _text(key)
            if len(written) > 1000:
                raise ValueError("a key is longer than 1000 characters")
            _write_entry(f"{first}{written}:", value, indent, out)
            first = pad
        return
    assert isinstance(data, Sequence)
    for value in data:
        if isinstance(value, Mapping | list | tuple) and value:
            _write_block(value, indent + 2, out, f"{first}- ")
        else:
            _write_entry(f"{first}-", value, indent, out)
        first = pad


def _write_entry(start: str, value: object, indent: int, out: list[str]) -> None:
    if isinstance(value, Mapping | list | tuple) and value:
        out.append(f"{start}\n")
        _write_block(value, indent + 2, out)
    elif isinstance(value, str) and _fits_literal(value):
        out.append(f"{start} {'|' if value.endswith(chr(10)) else '|-'}\n")
        for line in value.removesuffix("\n").split("\n"):
            out.append(f"{' ' * (indent + 2)}{line}\n" if line else "\n")
    else:
        out.append(f"{start} {_scalar_text(value)}\n")


def _fits_literal(text: str) -> bool:
    """Several lines that can stand as they are: nothing invisible, no edge that a reader would trim."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    return (
        len(lines) > 1
        and bool(lines[0])
        and bool(lines[-1])
        and all(line.isprintable() and not line.startswith(" ") and not line.endswith(" ") for line in lines)
    )


def _scalar_text(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            if not math.isfinite(value):
                raise ValueError(f"{value} cannot be written")
            text = repr(value)
            # YAML 1.1 wants a point in a float: 1e+20 would be text there.
            return text if "." in text else text.replace("e", ".0e")
        case str():
            return _text(value)
        case Mapping():
            return "{}"
        case list() | tuple():
            return "[]"
        case _:
            raise ValueError(f"{type(value).__name__} cannot be written as YAML")


# Words that some reader takes for true, false, nothing or a number (YAML 1.1 type repository).
_MISREAD = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "inf", "nan", "infinity"])


def _text(text: str) -> str:
    if (
        text
        and text[0].isalpha()
        and text.isprintable()
        and text.casefold() not in _MISREAD
        and not text.endswith((" ", ":"))
        and ": " not in text
        and " #" not in text
    ):
        return text
    return '"' + "".join(_escaped(c) for c in text) + '"'


_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0", "\x1b": "\\e"}


def _escaped(character: str) -> str:
    short = _SHORT.get(character)
    if short:
        return short
    if character.isprintable():
        return character
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        raise ValueError(f"U+{code:04X} is half a character and cannot be written")
    if code < 0x100:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _seen(line: str) -> str:
    return "".join(c if c.isprintable() else _escaped(c) for c in line)
