"""Opening a pydantic door: the entry, or each thing wrong with it in plain words at its own place."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bpo_controls.diagnostics import did_you_mean, nearest
from bpo_controls.library.door_fields import Door
from bpo_controls.library.problems import Entry, Problems, Spot

D = TypeVar("D", bound=Door)

_PLAIN = {
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must be a mapping of keys and values",
    "model_type": "must be a mapping of keys and values",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "too_short": "must not be empty",
    "greater_than_equal": "must not be negative",
}


def open_door(model: type[D], spot: Spot, problems: Problems) -> Entry[D] | None:
    """Checks the value at the spot. None when something is wrong; then `problems` has grown."""
    data = spot.data
    if not isinstance(data, dict):
        problems.add("wrong-type", spot, "must be a mapping of keys and values")
        return None
    try:
        return Entry(model.model_validate(data), spot)
    except ValidationError as error:
        _tell(model, spot, error, problems)
        return None


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys of a door as they are written, in their fixed order."""
    return [info.alias or name for name, info in model.model_fields.items()]


def _tell(model: type[Door], spot: Spot, error: ValidationError, problems: Problems) -> None:
    name = spot.data.get(model.known_by)
    owner = f"{name}: " if isinstance(name, str) else ""
    details = error.errors(include_url=False)
    misspelt: set[tuple[Any, ...]] = set()
    for detail in details:
        if detail["type"] == "extra_forbidden":
            *above, key = detail["loc"]
            known = _keys_at(model, tuple(above))
            near = nearest(str(key), known)
            if near:
                misspelt.add((*above, near))
            hint = did_you_mean(str(key), known)
            if detail["input"] is None and " " in str(key):
                hint = "text with a comma inside {braces} needs quotes"
            problems.add(
                "unknown-key", spot.at(*detail["loc"]), f'{owner}unknown key "{key}"', hint, on_key=True
            )
    for detail in details:
        loc = detail["loc"]
        match detail["type"]:
            case "extra_forbidden":
                pass
            case "missing":
                if loc not in misspelt:
                    key = loc[-1]
                    meaning = _description(model, loc)
                    problems.add(
                        "missing-key", spot.at(*loc[:-1]), f'{owner}the key "{key}" is missing', meaning
                    )
            case "too_short" if spot.at(*loc).data:
                pass  # not empty at all: its entries are wrong, and have been told
            case "literal_error":
                known = re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
                known = [word for word in known if word]
                got = _written(detail["input"])
                problems.add(
                    "unknown-word", spot.at(*loc), f"{owner}{_key_name(loc)} cannot be {got}",
                    did_you_mean(str(detail["input"]), known) or "known: " + ", ".join(known),
                )  # fmt: skip
            case kind:
                message = _PLAIN.get(kind) or detail["msg"]
                code = {"pattern": "bad-form", "date": "bad-date"}.get(kind, "wrong-type")
                hint = ""
                if message == "must be text" and detail["input"] is not None:
                    hint = (
                        f'put it in quotes: "{_raw(detail["input"])}"' if _is_scalar(detail["input"]) else ""
                    )
                elif code != "wrong-type":
                    hint = f"it is {_written(detail['input'])}"
                problems.add(code, spot.at(*loc), f"{owner}{_key_name(loc)} {message}", hint)


def _key_name(loc: tuple[int | str, ...]) -> str:
    """The key in words, with its place in a list counted from 1: `evidence 2`, `ask.text`."""
    name = ""
    for step in loc:
        if isinstance(step, int):
            name += f" {step + 1}"
        else:
            name += f".{step}" if name else step
    return name


def _is_scalar(value: object) -> bool:
    return isinstance(value, bool | int | float | str)


def _raw(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _written(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, str):
        return f'"{value if len(value) <= 60 else value[:59] + "…"}"'
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    return _raw(value)


def _model_at(model: type[BaseModel], loc: tuple[Any, ...]) -> type[BaseModel] | None:
    """The door that stands at a path inside another door."""
    current: type[BaseModel] | None = model
    for step in loc:
        if isinstance(step, int) or current is None:
            continue
        current = next(
            (
                door_in(info.annotation)
                for key, info in current.model_fields.items()
                if step in (info.alias, key)
            ),
            None,
        )
    return current


def door_in(annotation: Any) -> type[BaseModel] | None:
    """The door inside a field's type, through tuple and optional, or None for plain values."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = door_in(part)
        if found:
            return found
    return None


def _keys_at(model: type[BaseModel], loc: tuple[Any, ...]) -> list[str]:
    inner = _model_at(model, loc)
    return keys_of(inner) if inner else []


def _description(model: type[BaseModel], loc: tuple[Any, ...]) -> str:
    inner = _model_at(model, loc[:-1])
    if inner is None:
        return ""
    for name, info in inner.model_fields.items():
        if loc[-1] in (info.alias, name):
            return info.description or ""
    return ""
