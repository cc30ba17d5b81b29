"""What was recorded, event by event, in words."""

from __future__ import annotations

from bpo_controls.answers.answer_model import Answer
from bpo_controls.answers.engagement_record import Change, Record, effective
from bpo_controls.engine.plan_steps import control_of
from bpo_controls.library.model import Library
from bpo_controls.words.answer_words import answer_words, name_of
from bpo_controls.words.numbers import plural
from bpo_controls.words.track_words import update_words
from bpo_controls.words.visible import visible

KINDS: dict[str, str] = {
    "opened": "engagement begun",
    "answer": "answered",
    "withdrawn": "taken back",
    "imported": "taken in",
    "contested": "differs",
    "settled": "settled",
    "proposed": "proposed",
    "confirmed": "confirmed",
    "rejected": "turned down",
    "undone": "undone",
    "redone": "redone",
    "renamed": "renamed",
    "reviewed": "reviewed",
    "signed": "signed",
    "upgraded": "library upgraded",
    "merged": "merged",
    "redacted": "redacted",
    "library-changed": "library changed",
    "tracked": "steps tracked",
    "steps-proposed": "steps proposed",
    "own-controls": "own controls",
}
"""Every kind of event in a word or two."""


def value_of(library: Library, answer: Answer) -> str:
    """What an answer says, also one to an item that the library no longer has."""
    asked = library.questions.get(answer.item) or library.controls.get(answer.item)
    if asked is not None:
        return answer_words(asked, answer, library)
    return str(answer.value) if answer.non_answer is None else answer.non_answer.kind


def change_line(library: Library, record: Record, change: Change, item: str = "") -> str:
    """One event in one line: number, moment, what, by whom. `item` keeps to one question or control."""
    parts = [f"{change.number:>4}  {change.at[:16].replace('T', ' ')}  {KINDS.get(change.kind, change.kind)}"]
    if change.undoes or change.redoes:
        parts.append(f"event {change.undoes or change.redoes}")
    parts += _said(library, change, item)
    who = change.by or _one_speaker(change)
    if who:
        parts.append(f"by {visible(who)}")
    if change.source:
        parts.append(f"from {visible(change.source)}")
    if change.reason:
        parts.append(f"because {visible(change.reason)}")
    if change.number not in {one.number for one in effective(record.changes)} and not change.undoes:
        parts.append("(undone)")
    return "  ".join(parts)


def _said(library: Library, change: Change, item: str) -> list[str]:
    answers = [
        *change.given,
        *change.contested,
        *(proposal.answer for proposal in change.proposed),
    ]
    chosen = [answer for answer in answers if item in ("", answer.item)]
    if len(chosen) > 3 and not item:
        return [plural(len(chosen), "answer"), *_steps(change, item)]
    parts = [f"{name_of(answer.need)}: {value_of(library, answer)}" for answer in chosen]
    parts += _steps(change, item)
    parts += [f"{id_} added" for id_ in change.own_added]
    parts += [f"{id_} taken back" for id_ in change.own_dropped]
    gone = [name_of(need) for need in change.withdrawn if item in ("", need.item)]
    if gone:
        parts.append(f"without {', '.join(gone)}")
    parts += [f"{rename.name_before} to {rename.name_after}" for rename in change.renamed]
    parts += [
        f"{name_of(review.need)}: {review.verdict}"
        for review in change.reviewed
        if item in ("", review.need.item)
    ]
    return parts


def _steps(change: Change, item: str) -> list[str]:
    updates = [
        update
        for update in (*change.tracked, *(proposal.update for proposal in change.steps_proposed))
        if item in ("", control_of(update.step)[0])
    ]
    if len(updates) > 3 and not item:
        return [plural(len(updates), "step")]
    return [update_words(update) for update in updates]


def _one_speaker(change: Change) -> str:
    speakers = {answer.by for answer in (*change.given, *change.contested)}
    return speakers.pop() if len(speakers) == 1 else ""
