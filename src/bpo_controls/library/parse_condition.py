"""Reading a condition from plain data: every fact and option checked, every problem at its own place.

Written by hand instead of by a schema, so that one slip gives one problem, at the word that is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bpo_controls.diagnostics import did_you_mean
from bpo_controls.library.condition import (
    ALWAYS,
    Across,
    AllOf,
    AnyOf,
    Condition,
    Leaf,
    Not,
    Op,
    SubjectKind,
    leaves,
    shared,
)
from bpo_controls.library.problems import Problems, Spot
from bpo_controls.library.vocabulary import COMBINERS, Fact, Vocabulary

_LOWER: tuple[Op, ...] = ("at_least", "above", "after")
_UPPER: tuple[Op, ...] = ("at_most", "below", "before")
_OPERATORS: dict[str, tuple[Op, ...]] = {
    "number": ("at_least", "at_most", "above", "below"),
    "date": ("before", "after"),
    "any-of": ("includes_all", "excludes"),
}
_KIND_IN_WORDS = {
    "yes-no": "a yes-no fact",
    "one-of": "one choice",
    "any-of": "a set of choices",
    "number": "a number",
    "date": "a date",
    "text": "free text",
    "names": "a list of names",
}


def parse_condition(
    spot: Spot, vocabulary: Vocabulary, own: SubjectKind, problems: Problems, *, always: bool = False
) -> Condition | None:
    """The condition at a spot, or None when something in it is wrong; then `problems` has grown.

    `own` is the kind of subject the condition is decided for. `always` allows the word always.
    """
    before = len(problems.found)
    if spot.data != "always":
        condition = _Reader(vocabulary, own, problems).mapping(spot, across=False)
    elif always:
        return ALWAYS
    else:
        condition = None
        problems.add("condition-shape", spot, "always cannot stand here", "leave the key out, or name a fact")
    owner = _owner(spot)
    told = problems.found[before:]
    problems.found[before:] = [replace(one, message=f"{owner}: {one.message}") for one in told]
    return None if told or condition is None else shared(condition, vocabulary.conditions)


def _owner(spot: Spot) -> str:
    """The id of the entry that a spot belongs to, so that a message can name it."""
    for depth in range(len(spot.path), -1, -1):
        entry = Spot(spot.document, spot.path[:depth]).data
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            return str(entry["id"])
    return str(spot.path[-1])


class _Reader:
    def __init__(self, vocabulary: Vocabulary, own: SubjectKind, problems: Problems) -> None:
        self.vocabulary = vocabulary
        self.own = own
        self.problems = problems

    def mapping(self, spot: Spot, *, across: bool) -> Condition | None:
        data = spot.data
        if not isinstance(data, dict):
            hint = "write it as {fact: value}" if data is not None else "write {fact: value}, or always"
            self.problems.add(
                "condition-shape", spot, "a condition must be a mapping of facts to values", hint
            )
            return None
        if not data:
            self.problems.add("condition-empty", spot, "the condition is empty", "name a fact")
            return None
        parts = [part for key in data if (part := self.part(spot.at(key), key, across)) is not None]
        return _joined(parts)

    def part(self, spot: Spot, key: str, across: bool) -> Condition | None:
        match key:
            case "any":
                parts = self.several(spot, key, across)
                return AnyOf(tuple(parts)) if parts else None
            case "all":
                parts = self.several(spot, key, across)
                return AllOf(tuple(parts)) if parts else None
            case "not":
                inner = self.mapping(spot, across=across)
                return Not(inner) if inner is not None else None
            case "in_every" | "in_any":
                return self.across(spot, key, across)
            case _:
                return self.fact(spot, key)

    def several(self, spot: Spot, key: str, across: bool) -> list[Condition]:
        data = spot.data
        if not isinstance(data, list):
            message = f"{key} takes a list of conditions"
            self.problems.add("condition-shape", spot, message, f"write {key}: [{{…}}, {{…}}]")
            return []
        if not data:
            self.problems.add("condition-empty", spot, f"the list after {key} is empty", "name a fact")
            return []
        read = (self.mapping(spot.at(index), across=across) for index in range(len(data)))
        return [part for part in read if part is not None]

    def across(self, spot: Spot, key: str, inside: bool) -> Condition | None:
        if inside:
            self.problems.add(
                "condition-across", spot, f"{key} cannot stand inside in_every or in_any", on_key=True
            )
            return None
        before = len(self.problems.found)
        inner = self.mapping(spot, across=True)
        if inner is None or len(self.problems.found) != before:
            return None
        facts = {leaf.fact: self.vocabulary.facts.get(leaf.fact) for leaf in leaves(inner)}
        kinds = {fact.per for fact in facts.values() if fact is not None}
        if not kinds:
            return None
        if len(kinds) > 1:
            told = ", ".join(f"{name} is about the {fact.per}" for name, fact in facts.items() if fact)
            self.problems.add("condition-across", spot, f"{key} mixes kinds of subject: {told}", on_key=True)
            return None
        kind = kinds.pop()
        if kind in ("engagement", self.own):
            reason = (
                "reads facts of the engagement, of which there is one"
                if kind == "engagement"
                else f"reads the {kind}'s own facts, and this is decided for one {kind} at a time"
            )
            self.problems.add("condition-across", spot, f"{key} {reason}", f"leave {key} out", on_key=True)
            return None
        return Across(kind, key == "in_every", inner)

    def fact(self, spot: Spot, name: str) -> Condition | None:
        fact = self.vocabulary.facts.get(name)
        if fact is None:
            if name not in self.vocabulary.broken and not self.vocabulary.partial:
                known = [*self.vocabulary.facts, *COMBINERS]
                hint = did_you_mean(name, known)
                self.problems.add("unknown-fact", spot, f'unknown fact "{name}"', hint, on_key=True)
            return None
        if fact.kind in ("text", "names"):
            message = f"{name} is {_KIND_IN_WORDS[fact.kind]} and cannot be tested"
            self.problems.add("condition-operator", spot, message, on_key=True)
            return None
        data = spot.data
        if isinstance(data, dict):
            return self.operators(spot, fact)
        values = self.values(spot, fact)
        return Leaf(name, "one_of", values) if values else None

    def operators(self, spot: Spot, fact: Fact) -> Condition | None:
        allowed = _OPERATORS.get(fact.kind, ())
        found: list[Leaf] = []
        if not spot.data:
            self.problems.add("condition-empty", spot, f"{fact.id} is compared with nothing")
            return None
        for key in spot.data:
            here = spot.at(key)
            op = next((op for op in allowed if op == key), None)
            if op is None:
                message = f'{fact.id} is {_KIND_IN_WORDS[fact.kind]}, which "{key}" does not fit'
                hint = did_you_mean(key, allowed) if allowed else "give the value itself, or a list of values"
                self.problems.add("condition-operator", here, message, hint, on_key=True)
                continue
            if fact.kind in ("number", "date") and isinstance(here.data, list):
                self.problems.add("condition-value", here, f"{key} takes one value, not a list")
                continue
            if fact.kind == "any-of" and not isinstance(here.data, list):
                self.problems.add(
                    "condition-value", here, f"{key} takes a list of options", f"write [{here.data}]"
                )
                continue
            values = self.values(here, fact)
            if values:
                found.append(Leaf(fact.id, op, values))
        self.contradiction(spot, fact, found)
        return _joined(list(found))

    def contradiction(self, spot: Spot, fact: Fact, tests: list[Leaf]) -> None:
        lower = [test for test in tests if test.op in _LOWER]
        upper = [test for test in tests if test.op in _UPPER]
        for group in (lower, upper):
            if len(group) > 1:
                names = " and ".join(test.op for test in group)
                self.problems.add(
                    "condition-contradiction", spot, f"{fact.id} has two bounds on one side: {names}"
                )
        if len(lower) == 1 and len(upper) == 1:
            low, high = lower[0], upper[0]
            least, most = low.operand[0], high.operand[0]
            strict = low.op != "at_least" or high.op != "at_most"
            if _beyond(least, most) or (strict and least == most):
                message = f"{fact.id} cannot be {_said(low)} and {_said(high)} at once"
                self.problems.add("condition-contradiction", spot, message)
        every = {value for test in tests if test.op == "includes_all" for value in test.operand}
        none = {value for test in tests if test.op == "excludes" for value in test.operand}
        if every & none:
            both = ", ".join(sorted(str(value) for value in every & none))
            message = f"{fact.id} cannot both include and exclude {both}"
            self.problems.add("condition-contradiction", spot, message)
        single = [value for value in every if value in fact.alone]
        if single and len(every) > 1:
            message = f'{fact.id} cannot include "{single[0]}" together with another choice'
            self.problems.add("condition-contradiction", spot, message, "that option stands alone")
        for test in (*lower, *upper):
            bound = test.operand[0]
            beyond = (
                test.op in _LOWER
                and fact.maximum is not None
                and isinstance(bound, int | float)
                and (bound > fact.maximum or (test.op == "above" and bound == fact.maximum))
            ) or (
                test.op in _UPPER
                and fact.minimum is not None
                and isinstance(bound, int | float)
                and (bound < fact.minimum or (test.op == "below" and bound == fact.minimum))
            )
            if beyond:
                message = f"{fact.id} can never be {_said(test)}: its range ends before that"
                self.problems.add("condition-contradiction", spot.at(test.op), message)

    def values(self, spot: Spot, fact: Fact) -> tuple[bool | int | float | str, ...]:
        data = spot.data
        if not isinstance(data, list):
            value = self.value(spot, fact, data)
            return () if value is None else (value,)
        if fact.kind == "yes-no":
            self.problems.add("condition-value", spot, f"{fact.id} takes true or false, not a list")
            return ()
        if not data:
            self.problems.add(
                "condition-empty", spot, f"the list after {spot.path[-1]} is empty", "name a value"
            )
            return ()
        read: list[bool | int | float | str] = []
        for index, item in enumerate(data):
            value = self.value(spot.at(index), fact, item)
            if value is None:
                continue
            if value in read:
                self.problems.add("duplicate-value", spot.at(index), f'"{value}" stands twice in this list')
            else:
                read.append(value)
        return tuple(read)

    def value(self, spot: Spot, fact: Fact, data: Any) -> bool | int | float | str | None:
        problem = value_problem(fact, data)
        if problem is None:
            return data  # type: ignore[no-any-return]
        code, message, hint = problem
        self.problems.add(code, spot, message, hint)
        return None


def value_problem(fact: Fact, data: Any) -> tuple[str, str, str] | None:
    """What is wrong with a single value for a fact: code, message, hint. None when it fits."""
    shown = (
        f'"{data}"' if isinstance(data, str) else str(data).lower() if isinstance(data, bool) else str(data)
    )
    if data is None:
        shown = "nothing"
    elif isinstance(data, dict):
        shown = "a mapping"
    elif isinstance(data, list):
        shown = "a list"
    match fact.kind:
        case "yes-no":
            if isinstance(data, bool):
                return None
            use = {"yes": "true", "no": "false", "on": "true", "off": "false"}.get(str(data).casefold())
            hint = f"use {use}" if use else ""
            return ("condition-value", f"{fact.id} takes true or false, not {shown}", hint)
        case "one-of" | "any-of":
            if not isinstance(data, str):
                hint = did_you_mean(str(data), fact.options or ()) if isinstance(data, int | float) else ""
                return ("condition-value", f"{fact.id} takes the id of an option, not {shown}", hint)
            if fact.options is not None and data not in fact.options:
                code = "unknown-option"
                return (code, f"unknown {fact.word(data)}", did_you_mean(data, fact.options))
            return None
        case "number":
            if isinstance(data, bool) or not isinstance(data, int | float):
                return ("condition-value", f"{fact.id} takes a number, not {shown}", "")
            return None
        case "date":
            if not isinstance(data, str) or not is_iso_date(data):
                return ("condition-value", f"{fact.id} takes a date, not {shown}", "write it as 2026-11-23")
            return None
        case _:
            return None


def is_iso_date(text: str) -> bool:
    """True for a date that exists, written YYYY-MM-DD."""
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _joined(parts: Sequence[Condition]) -> Condition | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _beyond(low: object, high: object) -> bool:
    if isinstance(low, str) and isinstance(high, str):
        return low > high
    return isinstance(low, int | float) and isinstance(high, int | float) and low > high


def _said(test: Leaf) -> str:
    return f"{test.op.replace('_', ' ')} {test.operand[0]}"
