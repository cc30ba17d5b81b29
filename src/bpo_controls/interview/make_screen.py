"""One question made ready to be shown."""

from __future__ import annotations

from dataclasses import replace

from bpo_controls.answers.model import EVERY, Answer, Subject
from bpo_controls.answers.validate import options_of
from bpo_controls.engine.finding import Need
from bpo_controls.engine.question_plan import asked_item
from bpo_controls.interview.asker import Screen
from bpo_controls.interview.ledger import Ledger, put_off
from bpo_controls.library.model import Control, Library, Question, Role
from bpo_controls.words import labels
from bpo_controls.words.answer_words import about


def role_of(asked: Question | Control) -> Role:
    """The role most likely to know."""
    return asked.ask.who if isinstance(asked, Control) else asked.who


def section_of(asked: Question | Control) -> str:
    """The section of a question or the domain of a control."""
    return asked.domain if isinstance(asked, Control) else asked.section


def make_screen(ledger: Ledger, need: Need) -> Screen:
    """The question or control, with its heading, its subject's name and the answer that stands.

    "Come back later" is not shown as an answer. `progress` and what belongs to the session (drafts,
    place on the trail, respondent) are left at their defaults for the caller to fill in.
    """
    library, (item, subject) = ledger.library, need
    asked = asked_item(library, item)
    if not isinstance(asked, Control):
        asked = replace(asked, options=options_of(asked, library))
    present = ledger.sheet.get(item, subject)
    reaching = (f.sources for f in ledger.assessment.of(item) if f.subject == subject)
    sources = tuple(library.sources[one] for one in next(reaching, ()))
    covered, _ = covered_by_all(ledger, need)
    return Screen(
        asked=asked,
        subject=subject,
        subject_name="" if subject.kind == "engagement" else about(library, ledger.sheet, subject),
        heading=heading(library, asked),
        present=None if put_off(present) else present,
        others=tuple(about(library, ledger.sheet, one) for one in covered if one != subject),
        sources=sources,
        before=_given_before(ledger, need),
    )


def _given_before(ledger: Ledger, need: Need) -> Answer | None:
    """The value given last to the same question for another subject of the same kind, or None."""
    item, subject = need
    given = [
        entry
        for (one, other), entry in ledger.sheet.entries.items()
        if one == item and other.kind == subject.kind and other != subject and entry.value is not None
    ]
    return max(given, key=lambda entry: entry.at, default=None)


def heading(library: Library, asked: Question | Control) -> str:
    """The title of the section or domain."""
    if isinstance(asked, Control):
        return labels.domain(asked.domain)
    return next((one.title for one in library.sections if one.id == asked.section), asked.section)


def covered_by_all(ledger: Ledger, need: Need) -> tuple[tuple[Subject, ...], tuple[Subject, ...]]:
    """Whom an answer for all would answer for, this subject among them; and who keeps an answer of their own."""
    item, subject = need
    if subject.kind == "engagement" or subject.id == EVERY:
        return (), ()
    covered: list[Subject] = []
    own: list[Subject] = []
    still_open = {one for it, one in ledger.open(set_aside=True) if it == item}
    for member in ledger.assessment.subjects[subject.kind] or ():
        entry: Answer | None = ledger.sheet.entries.get((item, member))
        if member == subject or (member in still_open and (entry is None or put_off(entry))):
            covered.append(member)
        elif entry is not None and not put_off(entry):
            own.append(member)
        elif ledger.sheet.entries.get((item, Subject(subject.kind, EVERY))) is not None:
            covered.append(member)
    return tuple(covered), tuple(own)
