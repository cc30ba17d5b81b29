"""What a check says, and what several checks look through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bpo_controls.library.condition import Condition
from bpo_controls.library.model import Library
from bpo_controls.yaml.source import PlainPath


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check has to say about an entry; `steps` lead to the value, `id` "" is the library itself.

    `kind` names the list of the shelf to look in, for an id that stands in several (`coverage`).
    """

    id: str
    steps: PlainPath
    message: str
    hint: str = ""
    kind: str = ""


Check = Callable[[Library, str], Iterator[Remark]]
"""Looks at a library on an ISO date ("" when no day is known)."""


def conditions(library: Library) -> Iterator[Condition]:
    """Every condition of a library: of questions, derived facts and controls that count."""
    for question in library.questions.values():
        if question.ask_when is not None:
            yield question.ask_when
    for derived in library.derived.values():
        yield derived.when
    for control in library.controls.values():
        yield control.applies_when
        for raised in control.raises:
            yield raised.when
        yield from control.source_scope.values()
