"""Checks of what nothing uses: questions, options, sources, precedents, workflows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bpo_controls.library.condition import leaves
from bpo_controls.library.coverage import IN_BOOKS
from bpo_controls.library.model import Library
from bpo_controls.lint.remark import Remark, conditions


def unused_question(library: Library, _as_of: str) -> Iterator[Remark]:
    """A question or derived fact that no condition reads and no deliverable prints."""
    read = {leaf.fact for condition in conditions(library) for leaf in leaves(condition)}
    for question in library.questions.values():
        if question.id not in read and not question.also_for and not question.introduces:
            hint = "name the deliverable in also_for, or retire it"
            yield Remark(question.id, (), f"no condition reads {question.id}", hint)
    for derived in library.derived.values():
        if derived.id not in read:
            yield Remark(derived.id, (), f"no condition reads {derived.id}")


def unused_option(library: Library, _as_of: str) -> Iterator[Remark]:
    """A choice that changes nothing, in a question where other choices do."""
    named: dict[str, set[object]] = defaultdict(set)
    for condition in conditions(library):
        for leaf in leaves(condition):
            question = library.questions.get(leaf.fact)
            # A test that names every choice tells none from the others.
            if question is None or not {option.id for option in question.options} <= set(leaf.operand):
                named[leaf.fact] |= set(leaf.operand)
    for question in library.questions.values():
        if question.kind not in ("one-of", "any-of") or question.introduces or not named[question.id]:
            continue
        idle = [
            (index, option.id)
            for index, option in enumerate(question.options)
            if option.id not in named[question.id] and not option.alone and option.id != "other"
        ]
        # Of a single choice one may stand for "everything else"; a second such choice is one too many.
        for index, option_id in idle if question.kind == "any-of" else idle[1:]:
            message = f'no condition names option "{option_id}" of {question.id}'
            yield Remark(question.id, ("options", index), message)


def idle_workflow(library: Library, _as_of: str) -> Iterator[Remark]:
    """A workflow that no condition tells from the others: it gets only what everything gets."""
    named: set[object] = set()
    traits: set[object] = set()
    for condition in conditions(library):
        for leaf in leaves(condition):
            if leaf.fact == "workflow":
                named |= set(leaf.operand)
            elif leaf.fact == "traits":
                traits |= set(leaf.operand)
    for workflow in library.workflows.values():
        if workflow.id not in named and not traits & set(workflow.traits):
            yield Remark(workflow.id, (), f"no condition names {workflow.id} or any of its traits")


def unused_source(library: Library, _as_of: str) -> Iterator[Remark]:
    """A precedent, or a source that binds nobody, that no control rests on."""
    everyone = [*library.controls.values()]
    named = {one for control in everyone for one in control.sources} | set(library.left_out)
    named |= {row.source for table in library.parameters.values() for row in table.values}
    named |= {watched.source for control in everyone for watched in control.watch}
    cited = {one for control in everyone for one in control.precedents}
    cited |= {one for failure in library.failures.values() for one in failure.precedents}
    # What binds somebody, and what is not law yet or any more, is a matter of coverage.
    unbinding = [one for one, s in library.sources.items() if not s.binds and s.state in IN_BOOKS]
    for known, used in ((unbinding, named), (library.precedents, cited)):
        for one in known:
            if one not in used:
                yield Remark(one, (), f"no control names {one}")
