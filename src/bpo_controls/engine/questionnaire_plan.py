"""Which questions go into a questionnaire: what is open, and what may open once others have answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bpo_controls.answers.answer_model import EVERY, Answers, Need
from bpo_controls.engine.finding import Assessment
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.question_plan import asked_item, follow_ups, role_of
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import Condition
from bpo_controls.library.model import Library, Role


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row: what to ask, the role that most likely knows it, and whom somebody named ("" for the role).

    `only_if` is the rule that is not decided yet (None: it is asked in any case); `answered` says that an answer stands.
    """

    need: Need
    role: Role
    named: str = ""
    only_if: Condition | None = None
    answered: bool = False


def wanted_rows(
    library: Library, answers: Answers, assessment: Assessment, *, answered: bool = False
) -> tuple[Wanted, ...]:
    """Everything that can be asked in writing, in library order; a closed branch is left out.

    With `answered` also what stands already, so that it can be looked over. Subjects that nobody has named yet have
    no rows: the question that names them comes first.
    """
    rows: dict[Need, Wanted] = {}
    for follow_up in follow_ups(library, answers, assessment):
        role = role_of(asked_item(library, follow_up.item))
        named = "" if follow_up.ask == role else follow_up.ask
        rows[follow_up.need] = Wanted(
            follow_up.need, role, named, answered=answers.get(*follow_up.need) is not None
        )
    for need, condition in _possible(library, answers, assessment):
        rows.setdefault(need, Wanted(need, role_of(asked_item(library, need.item)), only_if=condition))
    if answered:
        for need in _standing(library, answers, assessment):
            rows.setdefault(need, Wanted(need, role_of(asked_item(library, need.item)), answered=True))
    place = {item: number for number, item in enumerate((*library.questions, *library.controls))}
    subjects = {
        subject: number
        for members in assessment.subjects.values()
        for number, subject in enumerate(members or ())
    }
    found = [row for row in rows.values() if row.need.subject.id != EVERY]
    return tuple(
        sorted(found, key=lambda row: (place[row.need.item], subjects.get(row.need.subject, len(subjects))))
    )


def _possible(library: Library, answers: Answers, assessment: Assessment) -> Iterator[tuple[Need, Condition]]:
    scope = Scope(library, answers, judge)
    for question in library.questions.values():
        if question.ask_when is None:
            continue
        for subject in assessment.subjects[question.per] or ():
            branch = scope.branch(question, subject)
            unknown = branch is not None and branch.truth is Truth.UNKNOWN
            if unknown and answers.get(question.id, subject) is None:
                yield Need(question.id, subject), question.ask_when
    for finding in assessment.findings:
        if finding.applies is Truth.UNKNOWN and finding.answer is None:
            yield finding.key, finding.control.applies_when


def _standing(library: Library, answers: Answers, assessment: Assessment) -> Iterator[Need]:
    scope = Scope(library, answers, judge)
    for question in library.questions.values():
        for subject in assessment.subjects[question.per] or ():
            if answers.get(question.id, subject) is None:
                continue
            branch = scope.branch(question, subject)
            if branch is None or branch.truth is not Truth.FALSE:
                yield Need(question.id, subject)
    for finding in assessment.findings:
        if finding.applies is Truth.TRUE and finding.answer is not None:
            yield finding.key
