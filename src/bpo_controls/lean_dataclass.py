"""`dataclass` as in the standard library, with frozen ones made in a third of the time.

A command makes one to two hundred of these classes before it does anything, and the standard library compiles six methods
for each: a quarter of the time of `status`. Only `__init__` has to be compiled; the other methods are the same
for every class but for the names of the fields. Type checkers see the decorator of the standard library.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_UNSET = object()

Fields = tuple[dataclasses.Field[Any], ...]


def _lean(cls: type[Any]) -> type[Any]:
    """What `dataclass(frozen=True, slots=True)` makes of a class that has no InitVar."""
    # Fields, slots and the order for `match` are those of the standard library.
    made: type[Any] = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    fields = dataclasses.fields(made)
    methods = {
        "__init__": _init(made, fields),
        "__repr__": _repr(tuple(field.name for field in fields if field.repr)),
        **_comparison(fields),
        "__getstate__": _getstate,
        "__setstate__": _setstate,
        "__setattr__": _no_setattr,
        "__delattr__": _no_delattr,
    }
    for name, method in methods.items():
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made


def _init(made: type[Any], fields: Fields) -> Callable[..., None]:
    known: dict[str, Any] = {"_unset": _UNSET}
    taken, named, lines = ["self"], ["*"], []
    for field in fields:
        name = value = field.name
        accepted = named if field.kw_only else taken
        known[f"_set_{name}"] = getattr(made, name).__set__  # the slot itself, past __setattr__
        if field.default_factory is not dataclasses.MISSING:
            known[f"_make_{name}"] = field.default_factory
            value = f"_make_{name}()"
            if field.init:
                accepted.append(f"{name}=_unset")
                value = f"{value} if {name} is _unset else {name}"
        elif field.default is not dataclasses.MISSING:
            known[f"_default_{name}"] = field.default
            if field.init:
                accepted.append(f"{name}=_default_{name}")
            else:
                value = f"_default_{name}"
        elif field.init:
            accepted.append(name)
        else:  # the class sets it after the others
            continue
        lines.append(f"    _set_{name}(self, {value})")
    if hasattr(made, "__post_init__"):
        lines.append("    self.__post_init__()")
    accepted = taken + named if len(named) > 1 else taken
    source = "\n".join((f"def __init__({', '.join(accepted)}):", *lines, "    return None"))
    exec(source, known)  # noqa: S102 (the names are those of our own fields, as in `dataclasses` itself)
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init


def _repr(names: tuple[str, ...]) -> Callable[[object], str]:
    @recursive_repr()
    def __repr__(self: object) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({shown})"

    return __repr__


def _comparison(fields: Fields) -> dict[str, Callable[..., Any]]:
    compared = _values(tuple(field.name for field in fields if field.compare))

    def __eq__(self: object, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared(self) == compared(other)

    def __hash__(self: object) -> int:
        return hash(compared(self))

    return {"__eq__": __eq__, "__hash__": __hash__}


def _values(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """A function from an object to these values of it."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _getstate(self: Any) -> list[object]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _setstate(self: Any, state: list[object]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


def _no_setattr(_self: object, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_delattr(_self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(**asked: bool) -> Callable[[type[Any]], type[Any]]:
        """The decorator; whatever is not a plain frozen class with slots, the standard library makes."""
        return _lean if asked == {"frozen": True, "slots": True} else dataclasses.dataclass(**asked)
