"""What one answer changed, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bpo_controls.answers.answer_model import Answers, Need
from bpo_controls.engine.finding import Finding
from bpo_controls.engine.what_changed import Changes
from bpo_controls.library.model import Library
from bpo_controls.words import labels
from bpo_controls.words.answer_words import item_label
from bpo_controls.words.numbers import capital, listed, plural

MOST = 12
"""Names shown under one heading at first; asked again, all of them."""


def brief(changes: Changes) -> str:
    """The change in one short line: `2 controls came in, 1 went out, 3 questions opened`; empty for none."""
    opened, closed = _questions(changes)
    verbs = ((len(changes.came_in), "came in"), (len(changes.went_out), "went out"))
    parts: list[str] = []
    for count, verb in verbs:
        if count:
            # "control" stands in the first part only: "2 controls came in, 1 went out"
            parts.append(f"{count if parts else plural(count, 'control')} {verb}")
    parts += [
        f"{plural(len(needs), 'question')} {verb}"
        for needs, verb in ((opened, "opened"), (closed, "closed"))
        if needs
    ]
    return capital(listed(parts))


def change_lines(
    library: Library,
    answers: Answers,
    changes: Changes,
    asleep: Iterable[Need],
    awake: Iterable[Need],
    *,
    full: bool = False,
) -> tuple[str, ...]:
    """What changed, one line per fact; a line that starts with two spaces belongs to the one before.

    `asleep` answers went dormant, `awake` ones count again. Without `full` at most `MOST` names stand under
    a heading, and the last of them says how to see the rest.
    """
    opened, closed = _questions(changes)
    groups: tuple[tuple[Iterable[Need], str, str], ...] = (
        ((f.key for f in changes.came_in), "control came in", "controls came in"),
        ((f.key for f in changes.went_out), "control went out", "controls went out"),
        (
            (f.key for f in changes.ruled_out),
            "control was undecided and does not apply",
            "controls were undecided and do not apply",
        ),
        ((f.key for f in changes.undecided), "control became undecided", "controls became undecided"),
        (opened, "question opened", "questions opened"),
        (closed, "question closed", "questions closed"),
        (asleep, "answer is now dormant", "answers are now dormant"),
        (awake, "answer counts again", "answers count again"),
    )
    lines: list[str] = []
    for needs, one, many in groups:
        lines += _named(library, answers, needs, one, many, full)
        if one == "control became undecided":
            lines += [_restated(library, answers, *pair) for pair in changes.restated]
    return tuple(lines)


def _questions(changed: Changes) -> tuple[list[Need], list[Need]]:
    """Opened and closed questions; a control that came in or went out is not told a second time."""
    seen = {finding.key for finding in (*changed.came_in, *changed.went_out)}
    return [n for n in changed.opened if n not in seen], [n for n in changed.closed if n not in seen]


def _named(
    library: Library, answers: Answers, needs: Iterable[Need], one: str, many: str, full: bool
) -> Iterator[str]:
    names = [item_label(library, answers, need) for need in needs]
    if not names:
        return
    yield f"{capital(plural(len(names), one, many))}:"
    shown = names if full or len(names) <= MOST + 1 else names[:MOST]
    for label in shown:
        yield f"  {label}"
    if len(names) > len(shown):
        yield f"  and {len(names) - len(shown)} more; w again names all"


def _restated(library: Library, answers: Answers, was: Finding, now: Finding) -> str:
    label = item_label(library, answers, now.key)
    if was.status != now.status and now.status is not None and was.status is not None:
        return (
            f"{label}: {labels.STATUS[was.status].lower()} before, now {labels.STATUS[now.status].lower()}."
        )
    return (
        f"{label}: severity {labels.SEVERITY[was.severity].lower()} before, "
        f"now {labels.SEVERITY[now.severity].lower()}."
    )
