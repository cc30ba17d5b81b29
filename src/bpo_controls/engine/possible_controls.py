"""Which controls can apply at all to the work that was chosen, whatever else is answered."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from bpo_controls.answers.answer_model import ENGAGEMENT, EVERY, Answer, Answers, Subject, answers_of
from bpo_controls.engine.judge import judge, truth
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import Control, Library

KEPT = 500
"""Choices of work remembered for a library; a portfolio has few, and forgetting costs no more than finding again."""

_found: WeakKeyDictionary[Library, dict[object, tuple[Control, ...]]] = WeakKeyDictionary()


def possible_controls(library: Library, answers: Answers) -> tuple[Control, ...]:
    """The controls that are not out by the chosen workflows alone, in library order.

    What is false while all else is unknown stays false whatever is answered. Remembered for each choice of workflows:
    a pure function of library and choice.
    """
    introducer = library.introducer("workflow")
    chosen = answers.get(introducer.id, ENGAGEMENT) if introducer is not None else None
    if chosen is None or chosen.value is None:
        return tuple(library.controls.values())
    remembered = _found.setdefault(library, {})
    known = remembered.get(chosen.value)
    if known is None:
        if len(remembered) >= KEPT:
            remembered.clear()
        known = remembered[chosen.value] = tuple(_possible(library, chosen))
    return known


def _possible(library: Library, chosen: Answer) -> list[Control]:
    scope = Scope(library, answers_of([Answer(chosen.item, ENGAGEMENT, chosen.value)]), judge)
    found = []
    for control in library.controls.values():
        members = scope.subjects(control.per) or (Subject(control.per, EVERY),)
        if any(truth(control.applies_when, one, scope) is not Truth.FALSE for one in members):
            found.append(control)
    return found
