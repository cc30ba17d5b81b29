"""The facts a condition may name, with what can be said about each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bpo_controls.library.condition import Condition, SubjectKind
from bpo_controls.library.model import QuestionKind, Workflow

BUILT_IN: tuple[str, ...] = ("workflow", "office", "traits")
COMBINERS: tuple[str, ...] = ("any", "all", "not", "in_every", "in_any")
"""Keys of a condition that are not facts; no fact may be called so."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its kind of value, whose fact it is, its options or its range.

    `options` is None where they could not be read; then any word is let through.
    """

    id: str
    kind: QuestionKind
    per: SubjectKind
    options: tuple[str, ...] | None = ()
    alone: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    asked: bool = True

    def word(self, option: str) -> str:
        """How a message names something that should be an option of this fact."""
        if self.id in BUILT_IN:
            return f'{"trait" if self.id == "traits" else self.id} "{option}"'
        return f'option "{option}" of {self.id}'


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All facts by id. `broken` are ids whose own entry is wrong: nothing more is said about them.

    `partial` is true when a file that defines facts could not be read; unknown facts are let through then.
    """

    facts: Mapping[str, Fact]
    broken: frozenset[str] = frozenset()
    partial: bool = False
    introducers: Mapping[str, str] = field(default_factory=dict)
    conditions: dict[tuple[object, ...], Condition] = field(default_factory=dict)
    """Those read so far: equal ones become one."""


def built_in_facts(workflows: Iterable[Workflow], partial: bool) -> dict[str, Fact]:
    """workflow, office and traits: what is known about a workflow without asking."""
    known = list(workflows)
    traits = sorted({trait for workflow in known for trait in workflow.traits})
    return {
        "workflow": Fact(
            "workflow", "one-of", "workflow", None if partial else tuple(w.id for w in known), asked=False
        ),
        "office": Fact("office", "one-of", "workflow", ("front", "back", "both"), asked=False),
        "traits": Fact("traits", "any-of", "workflow", None if partial else tuple(traits), asked=False),
    }
