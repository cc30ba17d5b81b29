"""Whether the examples of a control pin its rule down: the smallest set that shows all there is to show.

An example shows its outcome, and each test of the rule that the outcome turns on: were that test alone to
come out the other way, the control would be decided otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal

from bpo_controls.engine.evaluate import decide
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.truth import Truth, either
from bpo_controls.library.condition import ALWAYS, Across, AllOf, AnyOf, Condition, Leaf, Not
from bpo_controls.library.model import Control, Example, Library
from bpo_controls.lint.remark import Remark
from bpo_controls.lint.run_examples import example_sheet

UNTESTED: Literal["untested-part"] = "untested-part"
IDLE: Literal["example-idle"] = "example-idle"
NEVER = AnyOf(())

Put = Callable[[Condition], Condition]
Showing = Truth | int
"""An outcome, or the place of a test in the rule, counted from the left from 0."""


def example_remarks(
    library: Library, as_of: str, say: Callable[[Library, Condition], str]
) -> dict[str, list[Remark]]:
    """Tests of a rule that no example turns on, and examples that show nothing the others do not.

    A control whose examples come out wrong, or that no law in force calls for, is passed over.
    """
    found: dict[str, list[Remark]] = {UNTESTED: [], IDLE: []}
    for control in library.controls.values():
        examples = library.examples.get(control.id, ())
        shown = [showings(library, control, example, as_of) for example in examples]
        outcomes = zip(shown, examples, strict=True)
        if not shown or any(Truth(example.applies) not in showing for showing, example in outcomes):
            continue
        every = frozenset[Showing]().union(*shown)
        for place, (leaf, _) in enumerate(leaf_places(control.applies_when)):
            if place not in every and Truth.TRUE in every:
                message = f"no example turns on this test: {say(library, leaf)}"
                hint = "add one in which the control is decided by it alone"
                found[UNTESTED].append(Remark(control.id, ("examples",), message, hint))
        for index in superfluous(shown):
            message = f"example {index + 1} shows nothing that the others do not"
            found[IDLE].append(Remark(control.id, ("examples", index), message, "take it out"))
    return found


def superfluous(shown: list[frozenset[Showing]]) -> list[int]:
    """Which to take out, the later ones first, until each of the rest shows something of its own."""
    kept = list(range(len(shown)))
    for index in reversed(range(len(shown))):
        others = frozenset[Showing]().union(*(shown[one] for one in kept if one != index))
        if shown[index] <= others:
            kept.remove(index)
    return [index for index in range(len(shown)) if index not in kept]


def showings(library: Library, control: Control, example: Example, as_of: str) -> frozenset[Showing]:
    """The outcome of an example and the tests it turns on."""
    scope = Scope(library, example_sheet(library, control, example), judge)

    def outcome(condition: Condition) -> Truth:
        return either(f.applies for f in decide(replace(control, applies_when=condition), scope, as_of))

    shown: set[Showing] = {outcome(control.applies_when)}
    members = scope.subjects(control.per) or ()
    for place, (leaf, put) in enumerate(leaf_places(control.applies_when)):
        known = all(judge(leaf, member, scope).truth is not Truth.UNKNOWN for member in members)
        if known and outcome(put(ALWAYS)) is not outcome(put(NEVER)):
            shown.add(place)
    return frozenset(shown)


def leaf_places(condition: Condition, put: Put = lambda new: new) -> Iterator[tuple[Leaf, Put]]:
    """Every test of a rule, left to right, each with what gives the rule with something else in its place."""
    match condition:
        case Leaf():
            yield condition, put
        case AllOf(parts) | AnyOf(parts):
            for index, part in enumerate(parts):
                yield from leaf_places(part, _swapped(condition, index, put))
        case Not(part):
            yield from leaf_places(part, lambda new: put(Not(new)))
        case Across(kind, every, part):
            yield from leaf_places(part, lambda new: put(Across(kind, every, new)))


def _swapped(whole: AllOf | AnyOf, index: int, put: Put) -> Put:
    return lambda new: put(type(whole)((*whole.parts[:index], new, *whole.parts[index + 1 :])))
