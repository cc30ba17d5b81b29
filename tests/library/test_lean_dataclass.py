"""The lean decorator gives what the standard library gives, class by class."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import pickle
import pkgutil
from typing import Any

import pytest

import bpo_controls
from bpo_controls.lean_dataclass import dataclass as lean


@lean(frozen=True, slots=True)
class Lean:
    first: int
    second: str = "two"
    rest: list[int] = dataclasses.field(default_factory=list)
    hidden: int = dataclasses.field(default=7, repr=False, compare=False)
    kept: dict[str, int] = dataclasses.field(default_factory=dict, init=False, repr=False, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    first: int
    second: str = "two"
    rest: list[int] = dataclasses.field(default_factory=list)
    hidden: int = dataclasses.field(default=7, repr=False, compare=False)
    kept: dict[str, int] = dataclasses.field(default_factory=dict, init=False, repr=False, compare=False)


@lean(frozen=True, slots=True)
class Single:
    only: tuple[float, ...]


@lean(frozen=True, slots=True)
class Empty:
    pass


@lean(frozen=True, slots=True)
class Named(Single):
    by_name: int = dataclasses.field(default=1, kw_only=True)
    must: int = dataclasses.field(kw_only=True)


@lean(frozen=True, slots=True)
class Checked:
    value: int
    double: int = dataclasses.field(init=False)
    always: int = dataclasses.field(default=5, init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "double", 2 * self.value)
        if self.value < 0:
            raise ValueError("below nothing")

    def __repr__(self) -> str:
        return f"<{self.value}>"


def test_defaults_are_those_given_and_made_anew_for_each() -> None:
    one, other = Lean(1), Lean(1)
    assert (one.first, one.second, one.rest, one.hidden, one.kept) == (1, "two", [], 7, {})
    assert one.rest is not other.rest
    assert one.kept is not other.kept
    with pytest.raises(TypeError, match=r"Lean.__init__\(\) missing 1 required positional argument: 'first'"):
        Lean()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'kept'"):
        Lean(1, kept={})  # type: ignore[call-arg]


def test_a_field_can_be_for_its_name_alone_and_a_class_can_add_to_another() -> None:
    assert repr(Named((1,), must=2)) == "Named(only=(1,), by_name=1, must=2)"
    assert Named((1,), must=2) != Single((1,))
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'must'"):
        Named((1,))  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="takes 2 positional arguments"):
        Named((1,), 2, 3)  # type: ignore[call-arg]


def test_a_default_stays_when_none_is_given() -> None:
    assert Lean(1, rest=None).rest is None  # type: ignore[arg-type]


def test_equal_by_what_counts_and_only_to_its_own_class() -> None:
    assert Lean(1, hidden=1) == Lean(1, hidden=2)
    assert Lean(1) != Lean(2)
    assert Lean(1).__eq__(Standard(1)) is NotImplemented
    assert Single((1,)) == Single((1,))
    assert hash(Single((1,))) == hash(((1,),))
    assert Empty() == Empty()
    assert hash(Empty()) == hash(())
    not_a_number = float("nan")
    assert Single((not_a_number,)) == Single((not_a_number,))  # the same object, as in a tuple


def test_the_text_is_that_of_the_standard_library() -> None:
    assert repr(Lean(1, rest=[2])) == repr(Standard(1, rest=[2])).replace("Standard", "Lean")
    assert repr(Empty()) == "Empty()"
    around = Lean(1)
    around.rest.append(around)  # type: ignore[arg-type]
    assert repr(around) == "Lean(first=1, second='two', rest=[...])"


def test_nothing_can_be_set_or_deleted() -> None:
    one: Any = Lean(1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'first'"):
        one.first = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'other'"):
        one.other = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'first'"):
        del one.first
    assert not hasattr(one, "__dict__")


def test_what_a_class_says_itself_stays() -> None:
    assert repr(Checked(3)) == "<3>"
    assert (Checked(3).double, Checked(3).always) == (6, 5)
    with pytest.raises(ValueError, match="below nothing"):
        Checked(-1)


def test_the_tools_of_the_standard_library_work() -> None:
    one = Lean(1, "x", [3], 4)
    assert dataclasses.is_dataclass(one)
    assert dataclasses.replace(one, second="y") == Lean(1, "y", [3], 4)
    assert dataclasses.asdict(one) == {"first": 1, "second": "x", "rest": [3], "hidden": 4, "kept": {}}
    one.kept["seen"] = 1
    for again in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
        assert again == one
        assert (again.hidden, again.kept) == (4, {"seen": 1})
    match one:
        case Lean(1, second):
            assert second == "x"
        case _:
            pytest.fail("does not match by place")


def test_what_is_asked_for_otherwise_comes_from_the_standard_library() -> None:
    @lean(frozen=True, slots=True, order=True)
    class Ordered:
        at: int

    assert Ordered(1) < Ordered(2)


def test_no_class_of_ours_needs_what_it_does_not_know() -> None:
    """It knows no InitVar."""
    found = 0
    for module in pkgutil.walk_packages(bpo_controls.__path__, "bpo_controls."):
        if module.name.endswith("__main__") or "typst_worker" in module.name:
            continue
        for kind in vars(importlib.import_module(module.name)).values():
            if not isinstance(kind, type) or not dataclasses.is_dataclass(kind):
                continue
            found += 1
            known = vars(kind)["__dataclass_fields__"].values()
            assert not any("InitVar" in str(field.type) for field in known), kind
    assert found > 300
