"""The keys of a JSON Schema as Markdown tables, nested mappings below their parent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docs.table import table

Schema = Mapping[str, Any]


def schema_tables(schema: Schema) -> str:
    """One table for the whole schema: a row a key, `parent.key` for keys inside."""
    rows = list(_rows(schema, schema, "", frozenset()))
    return table(("key", "value", "meaning"), rows)


def definition_table(schema: Schema, name: str) -> str:
    """The table of one of the schema's definitions."""
    return table(("key", "value", "meaning"), list(_rows(schema["$defs"][name], schema, "", frozenset())))


def _rows(node: Schema, root: Schema, path: str, open_: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    for shape, names in _shapes(node, root, open_):
        if shape.get("type") == "array":
            yield from _rows(shape.get("items", {}), root, path, names)
            continue
        for key, value in shape.get("properties", {}).items():
            inner = f"{path}.{key}" if path else key
            optional = "" if key in shape.get("required", ()) else "may be left out"
            told = str(value.get("description", ""))
            yield (
                f"`{inner}`",
                _kind(value, root),
                _joined(told, optional),
            )
            yield from _rows(value, root, inner, names)


def _shapes(node: Schema, root: Schema, open_: frozenset[str]) -> Iterator[tuple[Schema, frozenset[str]]]:
    """The node itself, or what it refers to; a condition, and what is open already, is not entered."""
    if "$ref" in node:
        name = str(node["$ref"]).rpartition("/")[2]
        if name not in open_ and name != "Condition":
            yield root["$defs"][name], open_ | {name}
        return
    choices = node.get("anyOf") or node.get("allOf")
    if choices:
        for choice in choices:
            yield from _shapes(choice, root, open_)
        return
    yield node, open_


def _leaves(node: Schema, root: Schema) -> list[Schema]:
    return [shape for shape, _ in _shapes(node, root, frozenset())]


def _kind(node: Schema, root: Schema) -> str:
    if "Condition" in str(node.get("allOf") or node.get("anyOf") or node.get("$ref", "")):
        return "condition"
    words = [_kind_of(shape, root) for shape in _leaves(node, root)]
    return " or ".join(dict.fromkeys(words))


def _kind_of(shape: Schema, root: Schema) -> str:
    if "enum" in shape:
        return " · ".join("nothing" if one is None else f"`{one}`" for one in shape["enum"])
    if "const" in shape:
        return f"`{shape['const']}`"
    if shape.get("type") == "array":
        return "list of " + _kind(shape.get("items", {}), root)
    named = {"object": "mapping", "string": "text", "integer": "whole number", "boolean": "true or false",
             "null": "nothing"}  # fmt: skip
    kinds = shape.get("type", "anything")
    kind = " or ".join(named.get(one, one) for one in ([kinds] if isinstance(kinds, str) else kinds))
    if "pattern" in shape:
        return kind.replace(
            "text", "date" if r"\d{4}-" in shape["pattern"] or "{4}-" in shape["pattern"] else "text"
        )
    return kind


def _joined(told: str, optional: str) -> str:
    return f"{told} ({optional})" if told and optional else told or optional
