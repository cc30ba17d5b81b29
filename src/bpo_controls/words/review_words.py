"""What a second reviewer sees and what a lifted signature says, in words."""

from __future__ import annotations

from collections.abc import Iterator

from bpo_controls.answers.answer_model import Answer
from bpo_controls.answers.sign_off import Signature
from bpo_controls.engine.review_queue import Concern, ReviewItem
from bpo_controls.library.model import Library
from bpo_controls.words import labels
from bpo_controls.words.answer_words import name_of
from bpo_controls.words.history_words import KINDS, value_of
from bpo_controls.words.numbers import date_words, plural

CONCERNS: dict[Concern, str] = {
    "conflict": "two answers differ",
    "claimed": "in place, but the figure is missing",
    "another-way": "done another way",
    "not-applicable": "said not to apply",
    "accepted": "a risk was accepted",
    "stated-only": "met on a statement alone",
    "flagged": "flagged by the consultant",
}
MOST_SINCE = 5
"""Changes after a signature named one by one."""


def item_lines(library: Library, item: ReviewItem) -> Iterator[str]:
    """One answer to review: what it is about, what was said, why it is here, what was decided before."""
    asked = library.questions.get(item.need.item) or library.controls.get(item.need.item)
    title = getattr(asked, "title", "") or getattr(asked, "ask", "")
    yield f"{name_of(item.need)} {title}".strip()
    severity = f" ({item.finding.severity})" if item.finding is not None else ""
    yield f"Why here: {CONCERNS[item.concern]}{severity}."
    if item.answer is not None:
        yield f"On record: {_said(library, item.answer)}"
        if item.answer.note:
            yield f"Note: {item.answer.note}"
        for seen in item.answer.evidence:
            yield f"Evidence: {seen.title}{f', {seen.kept_at}' if seen.kept_at else ''}"
    for answer in item.contested:
        yield f"Differs: {_said(library, answer)}"
    if item.review is not None:
        reason = f": {item.review.reason}" if item.review.reason else ""
        yield f"{item.review.verdict.capitalize()} by {item.review.by}{reason}"


def _said(library: Library, answer: Answer) -> str:
    parts = [answer.by or "nobody named", labels.ASSURANCE[answer.assurance]]
    if answer.at:
        parts.append(date_words(answer.at[:10]))
    return f"{value_of(library, answer)} ({', '.join(parts)})"


def lifted_lines(signature: Signature) -> Iterator[str]:
    """What was changed since a signature that no longer stands."""
    yield f"The signature of {signature.sign_off.by} ({date_words(signature.sign_off.at[:10])}) is lifted:"
    if signature.since:
        yield f"  {plural(len(signature.since), 'change')} of the record since event {signature.sign_off.event}:"
        for change in signature.since[:MOST_SINCE]:
            named = ", ".join(dict.fromkeys(name_of(need) for need in change.needs[:3]))
            yield f"    event {change.number}, {KINDS.get(change.kind, change.kind)}{f': {named}' if named else ''}"
        if len(signature.since) > MOST_SINCE:
            yield f"    and {len(signature.since) - MOST_SINCE} more"
    if signature.other_library:
        yield "  The library is another one."
    if signature.other_settings:
        yield "  engagement.yaml was changed."
