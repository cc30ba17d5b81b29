"""What one answer changed, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bpo_controls.answers.model import Sheet
from bpo_controls.engine.finding import Finding, Need
from bpo_controls.engine.question_plan import asked_item
from bpo_controls.engine.what_changed import Changes
from bpo_controls.interview.ledger import Effect
from bpo_controls.library.model import Control, Library
from bpo_controls.words import labels
from bpo_controls.words.answer_words import about
from bpo_controls.words.numbers import capital, listed, plural

MOST = 12
"""Names shown under one heading at first; asked again, all of them."""


def item_label(library: Library, sheet: Sheet, need: Need) -> str:
    """A question or control with its subject: `ACC-07 Access ends when the job ends (Coding)`."""
    item, subject = need
    asked = asked_item(library, item)
    words = f"{item} {asked.title}" if isinstance(asked, Control) else asked.ask
    return words if subject.kind == "engagement" else f"{words} ({about(library, sheet, subject)})"


def brief(effect: Effect) -> str:
    """The change in one short line: `2 controls in, 1 out, 3 questions opened`; empty for none."""
    c = effect.changes
    opened, closed = _questions(c)
    verbs = [
        (len(c.came_in), "came in"),
        (len(c.went_out), "went out"),
    ]
    noun = True  # said once: "2 controls came in, 1 went out"
    said: list[str] = []
    for count, verb in verbs:
        if count:
            said.append(f"{plural(count, 'control') if noun else count} {verb}")
            noun = False
    said += [
        f"{plural(len(n), 'question')} {verb}" for n, verb in ((opened, "opened"), (closed, "closed")) if n
    ]
    return capital(listed(said))


def told(library: Library, sheet: Sheet, effect: Effect, *, full: bool = False) -> tuple[str, ...]:
    """The change, a line each; a line that starts with two spaces belongs to the one before.

    Without `full` at most `MOST` names stand under a heading, and the last of them says how to see the rest.
    """
    c = effect.changes
    opened, closed = _questions(c)
    groups: tuple[tuple[Iterable[Need], str, str], ...] = (
        ((f.key for f in c.came_in), "control came in", "controls came in"),
        ((f.key for f in c.went_out), "control went out", "controls went out"),
        (
            (f.key for f in c.ruled_out),
            "control was undecided and does not apply",
            "controls were undecided and do not apply",
        ),
        ((f.key for f in c.undecided), "control became undecided", "controls became undecided"),
        (opened, "question opened", "questions opened"),
        (closed, "question closed", "questions closed"),
        (effect.asleep, "answer is now dormant", "answers are now dormant"),
        (effect.awake, "answer counts again", "answers count again"),
    )
    lines: list[str] = []
    for needs, one, many in groups:
        lines += _named(library, sheet, needs, one, many, full)
        if one == "control became undecided":
            lines += [_restated(library, sheet, *pair) for pair in c.restated]
    return tuple(lines)


def _questions(changed: Changes) -> tuple[list[Need], list[Need]]:
    """AssessedEngagement and closed questions; a control that came in or went out is not told a second time."""
    seen = {finding.key for finding in (*changed.came_in, *changed.went_out)}
    return [n for n in changed.opened if n not in seen], [n for n in changed.closed if n not in seen]


def _named(
    library: Library, sheet: Sheet, needs: Iterable[Need], one: str, many: str, full: bool
) -> Iterator[str]:
    labels_ = [item_label(library, sheet, need) for need in needs]
    if not labels_:
        return
    yield f"{capital(plural(len(labels_), one, many))}:"
    shown = labels_ if full or len(labels_) <= MOST + 1 else labels_[:MOST]
    for label in shown:
        yield f"  {label}"
    if len(labels_) > len(shown):
        yield f"  and {len(labels_) - len(shown)} more; w again names all"


def _restated(library: Library, sheet: Sheet, was: Finding, now: Finding) -> str:
    label = item_label(library, sheet, now.key)
    if was.status != now.status and now.status is not None and was.status is not None:
        return (
            f"{label}: {labels.STATUS[was.status].lower()} before, now {labels.STATUS[now.status].lower()}."
        )
    return (
        f"{label}: severity {labels.SEVERITY[was.severity].lower()} before, "
        f"now {labels.SEVERITY[now.severity].lower()}."
    )
