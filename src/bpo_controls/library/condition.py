"""The tree a condition is read into. Nothing here evaluates: see `engine.judge`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

SubjectKind = Literal["engagement", "workflow", "site", "subcontractor"]
SUBJECT_KINDS: tuple[SubjectKind, ...] = ("engagement", "workflow", "site", "subcontractor")
"""The kinds of subject a question, fact, condition or control can be about."""

Op = Literal["one_of", "at_least", "at_most", "above", "below", "before", "after", "includes_all", "excludes"]
Operand = tuple[bool | int | float | str, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One test of one fact.

    `operand` holds the values compared with; the ordering operators hold exactly one.
    `one_of` means: equals one of them, or, for a fact that is a set, shares at least one of them.
    """

    fact: str
    op: Op
    operand: Operand


@dataclass(frozen=True, slots=True)
class AllOf:
    """True when every part is; an empty one is always true (`applies_when: always`)."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when at least one part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of its part; unknown stays unknown."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Across:
    """The part holds in every (`every=True`) or in at least one subject of a kind.

    `kind` is workflow, site or subcontractor. Written `in_every:` and `in_any:`.
    """

    kind: SubjectKind
    every: bool
    part: Condition


Condition = Leaf | AllOf | AnyOf | Not | Across

ALWAYS = AllOf(())


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Every test in the tree, left to right."""
    match condition:
        case Leaf():
            yield condition
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part) | Across(part=part):
            yield from leaves(part)


def shared(condition: Condition, seen: dict[tuple[object, ...], Condition]) -> Condition:
    """The same condition made of nodes that all equal conditions among `seen` have in common.

    Most controls of a library name one of few conditions: so each is kept, and judged, once.
    """
    key: tuple[object, ...]
    match condition:
        case Leaf(fact, op, operand):
            key = (Leaf, fact, op, *((type(value), value) for value in operand))
        case AllOf(parts) | AnyOf(parts):
            kind = type(condition)
            condition = kind(tuple(shared(part, seen) for part in parts))
            key = (kind, *map(id, condition.parts))
        case Not(part):
            condition = Not(shared(part, seen))
            key = (Not, id(condition.part))
        case Across(subjects, every, part):
            condition = Across(subjects, every, shared(part, seen))
            key = (Across, subjects, every, id(condition.part))
    return seen.setdefault(key, condition)
