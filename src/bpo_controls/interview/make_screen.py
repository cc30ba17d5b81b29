"""One question made ready to be shown."""

from __future__ import annotations

from dataclasses import replace

from bpo_controls.answers.answer_model import EVERY, Answer, Need, Subject
from bpo_controls.answers.validate import options_of
from bpo_controls.engine.question_plan import asked_item
from bpo_controls.interview.asker import Screen
from bpo_controls.interview.ledger import Ledger, is_put_off
from bpo_controls.library.model import Control, Library, Question
from bpo_controls.words import labels
from bpo_controls.words.answer_words import about
from bpo_controls.words.specifics import specific_finding


def make_screen(ledger: Ledger, need: Need) -> Screen:
    """The question or control, with its heading, its subject's name and the answer that stands.

    "Come back later" is not shown as an answer. `progress` and what belongs to the session (drafts,
    place on the trail, respondent) are left at their defaults for the caller to fill in.
    """
    library, (item, subject) = ledger.library, need
    asked = asked_item(library, item)
    here = next((found for found in ledger.assessment.of(item) if found.subject == subject), None)
    if not isinstance(asked, Control):
        asked = replace(asked, options=options_of(asked, library))
    elif here is not None:
        # As raised here: the weight that is shown is the one that counts.
        asked = replace(specific_finding(library, ledger.answers, here).control, severity=here.severity)
    present = ledger.answers.get(item, subject)
    sources = tuple(library.sources[source] for source in (here.sources if here else ()))
    covered, _ = covered_by_all(ledger, need)
    return Screen(
        asked=asked,
        subject=subject,
        subject_name="" if subject.kind == "engagement" else about(library, ledger.answers, subject),
        heading=heading(library, asked),
        present=None if is_put_off(present) else present,
        others=tuple(about(library, ledger.answers, other) for other in covered if other != subject),
        sources=sources,
        before=_given_before(ledger, need),
        contested=ledger.contested(need),
    )


def needs_of_area(ledger: Ledger, section: str) -> tuple[Need, ...]:
    """The questions of a section or domain that count now, answered or open, in the order in which they are asked."""
    library, assessment = ledger.library, ledger.assessment
    waiting = set(ledger.open(section=section, set_aside=True))
    needs = [
        need
        for question in library.questions.values()
        if question.section == section
        for need in (Need(question.id, subject) for subject in assessment.subjects[question.per] or ())
        if need in waiting or (ledger.answers.get(*need) is not None and need not in ledger.asleep)
    ]
    needs += [
        finding.key
        for control in library.controls.values()
        if control.domain == section
        for finding in assessment.of(control.id)
        if finding.status is not None
    ]
    return tuple(needs)


def _given_before(ledger: Ledger, need: Need) -> Answer | None:
    """The value given last to the same question for another subject of the same kind, or None."""
    others = [
        answer
        for answer in ledger.answers
        if answer.item == need.item
        and answer.subject.kind == need.subject.kind
        and answer.subject != need.subject
        and answer.value is not None
    ]
    return max(others, key=lambda answer: answer.at, default=None)


def heading(library: Library, asked: Question | Control) -> str:
    """The title of the section or domain."""
    if isinstance(asked, Control):
        return labels.domain(asked.domain)
    return next((section.title for section in library.sections if section.id == asked.section), asked.section)


def covered_by_all(ledger: Ledger, need: Need) -> tuple[tuple[Subject, ...], tuple[Subject, ...]]:
    """Whom an answer for all would answer for, this subject among them; and who keeps an answer of their own."""
    item, subject = need
    if subject.kind == "engagement" or subject.id == EVERY:
        return (), ()
    covered: list[Subject] = []
    own: list[Subject] = []
    still_open = {waiting.subject for waiting in ledger.open(set_aside=True) if waiting.item == item}
    for member in ledger.assessment.subjects[subject.kind] or ():
        entry: Answer | None = ledger.answers.entries.get(Need(item, member))
        if member == subject or (member in still_open and (entry is None or is_put_off(entry))):
            covered.append(member)
        elif entry is not None and not is_put_off(entry):
            own.append(member)
        elif ledger.answers.entries.get(Need(item, Subject(subject.kind, EVERY))) is not None:
            covered.append(member)
    return tuple(covered), tuple(own)
