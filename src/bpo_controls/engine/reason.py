"""Why a condition came out as it did: a tree of the same shape, and the leaves that decided it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from bpo_controls.answers.answer_model import Subject, Value
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import Condition

Cause = Literal[
    "answered",  # a value was given
    "unanswered",  # nobody has been asked, or "come back later"
    "dont-know",  # asked, not known; `ask` says whom to ask
    "declined",  # asked, refused
    "not-applicable",  # asked, does not exist here: tests of it fail
    "closed",  # the question's branch is closed, so the fact does not exist here
    "branch-open",  # whether the question is to be asked at all is not known yet
    "no-subjects",  # there is no workflow, site or subcontractor of that kind
    "subjects-unknown",  # which workflows, sites or subcontractors there are is not known yet
    "built-in",  # a property of the workflow itself
    "law",  # decided by the dates of the sources, not by an answer
    "combined",  # decided by the parts below
]


class Reason(NamedTuple):
    """One node of the explanation. An assessment has thousands, and a named tuple is made in a quarter of the time.

    `condition` is the node of the rule it explains (a leaf, all, any, not, across), or None where the
    node stands for a derived fact's rule, a question's branch, or a rule about the law.
    `fact`, `subject` and `value` are set on leaves: which fact was read, of whom, what it was.
    `item` is the question that could settle an unknown leaf, for `subject`.
    `parts` has the explanation of each part, in the rule's order; for a leaf on a derived fact the
    explanation of its rule; for a fact read across subjects one reason a subject.
    """

    truth: Truth
    cause: Cause
    condition: Condition | None = None
    fact: str = ""
    subject: Subject | None = None
    value: Value | None = None
    item: str = ""
    text: str = ""
    parts: tuple[Reason, ...] = ()


def walk(reason: Reason) -> Iterator[Reason]:
    """Every node, outermost first."""
    yield reason
    for part in reason.parts:
        yield from walk(part)


def deciding(reason: Reason) -> Iterator[Reason]:
    """The leaves this truth rests on.

    Of several parts only those with the truth of the whole count: the false ones of an `all` that is
    false, the unknown ones of one that is unknown. A single part (`not`, a derived fact's rule, a
    question's branch) always counts.
    """
    if not reason.parts:
        yield reason
    elif len(reason.parts) == 1:
        yield from deciding(reason.parts[0])
    else:
        for part in reason.parts:
            if part.truth is reason.truth:
                yield from deciding(part)
