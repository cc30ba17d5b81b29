"""What still has to be answered or looked at again, and by whom."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bpo_controls.engine.finding import Finding
from bpo_controls.engine.question_plan import asked_item, follow_ups
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import Control
from bpo_controls.reporting.blocks.table import Listing
from bpo_controls.reporting.documents.content.columns import field, room
from bpo_controls.reporting.documents.context import Context, once_per_context
from bpo_controls.words import labels
from bpo_controls.words.answer_words import answer_words, still_open, who_said, with_more
from bpo_controls.words.findings import said
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, listed, sentence
from bpo_controls.words.reasons import needs_in_words
from bpo_controls.words.specifics import plain_control


@dataclass(frozen=True, slots=True)
class Question:
    """A missing answer: whom to ask what, about which subjects, and why it is open. Scoping questions show no id."""

    person: str
    id: str
    text: str
    subjects: tuple[str, ...]
    why: str


@once_per_context
def open_questions(ctx: Context) -> Listing[Question]:
    """Missing answers by whom to ask, in the order in which the people first come up."""
    people: dict[str, dict[tuple[str, str], list[str]]] = {}
    for follow_up in follow_ups(ctx.library, ctx.sheet, ctx.assessment):
        items = people.setdefault(follow_up.ask, {})
        answer = ctx.sheet.get(follow_up.item, follow_up.subject)
        why = still_open(follow_up.cause, answer)
        if answer is not None and answer.evidence:
            why = with_more(why, replace(answer, note=""))
        items.setdefault((follow_up.item, why), []).append(ctx.about(follow_up.subject))
    found = []
    for person, items in people.items():
        heading = capital(labels.role(person)).removesuffix(".")
        for (item, why), subjects in items.items():
            asked = asked_item(ctx.library, item)
            is_control = isinstance(asked, Control)
            text = plain_control(ctx.library, asked).ask.text if isinstance(asked, Control) else asked.ask
            found.append(Question(heading, item if is_control else "", text, tuple(subjects), why))
    return Listing(
        tuple(found),
        (
            field("person", lambda question: question.person, width=26),
            field("id", lambda question: question.id, width=9),
            field("question", lambda question: question.text, share=3.4, width=56),
            field("subject", lambda question: listed(list(question.subjects)), share=1.6, width=22),
            field("open", lambda question: question.why, share=2.4, width=40),
            room("answer", share=2, width=40),
            room("answered_by", width=20),
            room("answered_on", kind="date", width=13),
        ),
    )


def still_to_settle(ctx: Context) -> Listing[Finding]:
    """Critical and high controls that are not known or not decided: each could still block a gate."""
    return Listing(
        ctx.verdicts[-1].open,
        (
            field("id", lambda finding: finding.control.id),
            field("control", lambda finding: finding.control.title, share=3),
            field("subject", lambda finding: ctx.about(finding.subject), share=1.5),
            field("gate", lambda finding: labels.GATE[finding.control.gate]),
            field("open", lambda finding: _unsettled(ctx, finding), share=3),
        ),
    )


def _unsettled(ctx: Context, finding: Finding) -> str:
    if finding.applies is Truth.UNKNOWN:
        return sentence("; ".join(needs_in_words(ctx.library, ctx.sheet, finding)) or TEXT["not_decided"])
    return sentence(said(finding))


def by_person(listing: Listing[Question]) -> list[tuple[str, Listing[Question]]]:
    """The questions of each person."""
    people = dict.fromkeys(question.person for question in listing.items)
    return [
        (person, listing.of(question for question in listing.items if question.person == person))
        for person in people
    ]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something for the firm's own eyes: an answer that carries a flag, or a note."""

    kind: str
    id: str
    question: str
    subject: str
    text: str
    who: str = ""


def flagged_answers(ctx: Context) -> tuple[Remark, ...]:
    """Every answer that carries a flag for the reviewer, also where the control is met."""
    found = []
    for answer in ctx.standing_answers():
        if answer.flagged:
            item = asked_item(ctx.library, answer.item)
            text = with_more(capital(answer_words(item, answer, ctx.library)), answer)
            ask = item.title if isinstance(item, Control) else item.ask
            who = capital(who_said(answer))
            found.append(Remark(TEXT["flagged"], answer.item, ask, ctx.about(answer.subject), text, who))
    return tuple(found)


def internal_remarks(ctx: Context) -> Listing[Remark]:
    """The notes of the firm, then the flagged answers."""
    note = ctx.file.internal_notes
    notes = (Remark(TEXT["notes"], "", "", "", note),) if note else ()
    return Listing(
        (*notes, *flagged_answers(ctx)),
        (
            field("kind", lambda remark: remark.kind, width=26),
            field("id", lambda remark: remark.id, width=12),
            field("question", lambda remark: remark.question, share=2, width=40),
            field("subject", lambda remark: remark.subject, share=1.5),
            field("answer", lambda remark: remark.text, share=3),
            field("said_by", lambda remark: remark.who, share=1.5),
            field("text", lambda remark: tuple(part for part in (remark.text, remark.who) if part), width=80),
        ),
    )
