"""What happened, in words: the same for every front end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from bpo_controls.answers.reconcile import Cause
from bpo_controls.interview import asker
from bpo_controls.interview.question_parts import answer_parts
from bpo_controls.library.model import Control
from bpo_controls.words import labels
from bpo_controls.words.answer_words import answer_words, refusal_words
from bpo_controls.words.numbers import capital, listed, plural, sentence

MOST_DORMANT = 6
"""Dormant answers named at once; `w` names more."""

Telling = (
    asker.Recorded
    | asker.Attached
    | asker.TakenBack
    | asker.Stepped
    | asker.Consequences
    | asker.SecondRound
    | asker.Said
    | asker.Dormant
    | asker.Refused
)
"""Every notice but the reasons of a question, which have parts of their own."""


def notice_lines(notice: Telling) -> Iterator[str]:
    """What to say, one line per fact; a line that starts with two spaces belongs to the one before."""
    match notice:
        case asker.Refused(problem):
            yield refusal_words(problem)
        case asker.Recorded():
            yield from _recorded(notice)
        case asker.Attached(what):
            held = "Note held" if what == "note" else "Evidence held"
            yield f"{held}; it is recorded with the answer."
        case asker.TakenBack(asleep, noted, pieces):
            more = ["its note"] * noted + [plural(pieces, "piece of evidence", "pieces of evidence")] * bool(
                pieces
            )
            along = f", with {listed(more)}" if more else ""
            yield f"Taken back{along}; the question is open again. z brings it back."
            yield from _gone_dormant(asleep)
        case asker.Stepped(redone, stands, more):
            yield "Done again:" if redone else "Undone; redo brings it back:"
            for name, now in stands:
                yield f"  {name}: {now[:1].lower()}{now[1:]}"
            yield from (f"  {line}" for line in more)
        case asker.Consequences(lines):
            yield from lines or ("The last answer changed nothing else.",)
        case asker.SecondRound(count):
            yield f"Nothing else is open. {capital(plural(count, 'question'))} put off; here once more."
        case asker.Said(line):
            yield line
        case asker.Dormant(asked, answer, label):
            yield f"{label}: this answer is dormant. It is kept, and does not count now."
            parts = answer_parts(asked, answer)
            yield f"  {parts.said}"
            yield f"    {parts.origin}"
            if parts.note:
                yield f"  Note: {parts.note}"
            for evidence in parts.evidence:
                yield f"  Evidence: {evidence}"
        case _:
            assert_never(notice)


CAUSES: dict[Cause, str] = {
    "somebody-else": "comes from somebody else",
    "weaker": "is less well known",
    "older": "is older",
}


def differing_lines(differing: asker.Differing) -> Iterator[str]:
    """Two answers that disagree, each with who said it and how well it is known, and why that is a conflict."""
    facts = ("differs from the answer on record", *(CAUSES[cause] for cause in differing.causes))
    yield f"This {listed(facts)}. Both are kept."
    for key, answer in (("1", differing.standing), ("2", differing.given)):
        origin = answer_parts(differing.asked, answer).origin.rstrip(".")
        yield f"  {key}  {capital(answer_words(differing.asked, answer))} ({origin})"


def _recorded(notice: asker.Recorded) -> Iterator[str]:
    if notice.beside is not None:
        counts, kept = (
            sentence(capital(answer_words(notice.asked, one))) for one in (notice.answer, notice.beside)
        )
        yield f"Not settled. This counts for now: {counts} Kept beside it: {kept} c settles it."
        return
    words = sentence(capital(answer_words(notice.asked, notice.answer)))
    described = notice.answer.value == "another-way" or notice.answer.accepted is not None
    figure = isinstance(notice.asked, Control) and notice.asked.ask.kind == "number"
    if notice.standing is not None and (figure or notice.answer.accepted) and notice.answer.value is not None:
        words = f"{words} {sentence(labels.STATUS[notice.standing])}"
    yield f"Recorded for {listed(notice.names)}: {words}" if notice.names else f"Recorded: {words}"
    if described and notice.answer.note:
        yield f"  {notice.answer.note}"
    if notice.left_behind:
        yield f"The note to the earlier answer stays with that one: {notice.left_behind}"
    if notice.own_kept:
        keeps = "keeps its own answer" if len(notice.own_kept) == 1 else "keep their own answers"
        yield f"{listed(notice.own_kept)} {keeps}."
    if notice.assurance_reset:
        yield "What was seen was for the earlier answer; this one counts as stated. e says otherwise."
    if notice.brief:
        yield f"{notice.brief}. w tells which."
    yield from _gone_dormant(notice.asleep)
    if notice.awake:
        verb = "counts" if len(notice.awake) == 1 else "count"
        yield f"{capital(plural(len(notice.awake), 'answer'))} {verb} again:"
        yield from _named(notice.awake)


def _gone_dormant(labels: tuple[str, ...]) -> Iterator[str]:
    if labels:
        verb, they = ("is", "it comes") if len(labels) == 1 else ("are", "they come")
        yield f"{capital(plural(len(labels), 'answer'))} {verb} now dormant; {they} back if you change this:"
        yield from _named(labels)


def _named(labels: tuple[str, ...]) -> Iterator[str]:
    for label in labels[:MOST_DORMANT]:
        yield f"  {label}"
    if len(labels) > MOST_DORMANT:
        yield f"  and {len(labels) - MOST_DORMANT} more"
