"""Finds the codes of problems in the source, by the calls and names through which every problem is made."""

from __future__ import annotations

import ast
import re
from pathlib import Path

MAKERS = {"Diagnostic", "user_error"}
METHODS = {"add", "_problem", "_tell", "_refuse", "_warn"}
"""Methods that make a problem; the code is their first argument, or the second, after a path."""

NAMES = {"code", "_UNKNOWN"}
"""Names under which a code waits for its call."""


def codes_in(place: Path) -> set[str]:
    """The codes that the modules below `place` can give."""
    found: set[str] = set()
    for path in place.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in MAKERS:
                    found |= _codes(first)
                case ast.Call(func=ast.Attribute(attr=name), args=[first, second, *_]) if name in METHODS:
                    found |= _codes(first) or _codes(second)
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in NAMES:
                    found |= {code for one in ast.walk(value) for code in _codes(one) if "-" in code}
                case ast.Return(value=ast.Tuple(elts=[ast.Constant() as first, _, _])):
                    found |= _codes(first)
    return found


def _codes(node: ast.AST) -> set[str]:
    match node:
        case ast.Constant(value=str(text)) if re.fullmatch(r"[a-z]+(-[a-z]+)*", text):
            return {text}
        case ast.IfExp(body=body, orelse=orelse):
            return _codes(body) | _codes(orelse)
    return set()
