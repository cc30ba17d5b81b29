"""Which controls an answer can touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

from bpo_controls.engine.known_facts import BUILT_IN
from bpo_controls.engine.known_failures import answered
from bpo_controls.library.condition import (
    SUBJECT_KINDS,
    Across,
    AllOf,
    AnyOf,
    Condition,
    Leaf,
    Not,
    SubjectKind,
    leaves,
)
from bpo_controls.library.model import Control, Library

_indexes: WeakKeyDictionary[Library, dict[str, tuple[str, ...]]] = WeakKeyDictionary()
"""One index a library: a pure function of it, remembered because every answer needs it."""


def dependents(library: Library, items: Iterable[str]) -> tuple[str, ...]:
    """The ids of the controls whose findings may differ after these answers changed, in library order."""
    index = _indexes.get(library)
    if index is None:
        index = _build(library)
        _indexes[library] = index
    touched = {control_id for item in items for control_id in index.get(item, ())}
    if len(touched) <= 1:
        return tuple(touched)
    return tuple(control_id for control_id in library.controls if control_id in touched)


def _build(library: Library) -> dict[str, tuple[str, ...]]:
    reads = _Reads(library)
    index: dict[str, list[str]] = {}
    for control in library.controls.values():
        for item in reads.of_control(control):
            index.setdefault(item, []).append(control.id)
    return {item: tuple(ids) for item, ids in index.items()}


class _Reads:
    """The questions a condition reads, directly or through derived facts, branches and subjects."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._of_fact: dict[str, frozenset[str]] = {}
        self._of_kind: dict[SubjectKind, frozenset[str]] = {}
        for kind in SUBJECT_KINDS:
            question = library.introducer(kind)
            self._of_kind[kind] = self.of_fact(question.id) if question else frozenset()

    def of_control(self, control: Control) -> frozenset[str]:
        raises = (step.when for step in control.raises)
        tables = (self.library.parameters.get(name) for name in control.placeholders)
        values = (row.when for table in tables if table for row in table.values if row.when is not None)
        conditions = (control.applies_when, *raises, *control.source_scope.values(), *values)
        parts = [self.of_condition(condition) for condition in conditions]
        if control.id in answered(self.library):
            parts.append(self._of_kind["workflow"])
        return frozenset({control.id}).union(self._of_kind[control.per], *parts)

    def of_condition(self, condition: Condition) -> frozenset[str]:
        return frozenset().union(*(self.of_fact(fact) for fact in _facts(condition)), *self._kinds(condition))

    def _kinds(self, condition: Condition) -> Iterator[frozenset[str]]:
        match condition:
            case Across(kind=kind, part=part):
                yield self._of_kind[kind]
                yield from self._kinds(part)
            case AllOf(parts) | AnyOf(parts):
                for part in parts:
                    yield from self._kinds(part)
            case Not(part):
                yield from self._kinds(part)
            case Leaf():
                return

    def of_fact(self, fact: str) -> frozenset[str]:
        if fact not in self._of_fact:
            self._of_fact[fact] = self._find(fact)
        return self._of_fact[fact]

    def _find(self, fact: str) -> frozenset[str]:
        if fact in BUILT_IN:
            return self._of_kind.get(BUILT_IN[fact]) or self._introducing(BUILT_IN[fact])
        if fact in self.library.derived:
            derived = self.library.derived[fact]
            return self.of_condition(derived.when) | self._introducing(derived.per)
        question = self.library.questions[fact]
        branch = self.of_condition(question.ask_when) if question.ask_when else frozenset()
        return frozenset({fact}) | branch | self._introducing(question.per)

    def _introducing(self, kind: SubjectKind) -> frozenset[str]:
        question = self.library.introducer(kind)
        return self.of_fact(question.id) if question else frozenset()


def _facts(condition: Condition) -> Iterator[str]:
    return (leaf.fact for leaf in leaves(condition))
