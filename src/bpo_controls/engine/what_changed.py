"""What one answer changed: controls that came in or went out, questions that opened or closed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bpo_controls.answers.answer_model import Need
from bpo_controls.engine.finding import Assessment, Finding
from bpo_controls.engine.truth import Truth


@dataclass(frozen=True, slots=True)
class Changes:
    """The findings that differ, by what happened to them, and the items that opened or closed.

    `came_in` apply now and did not before; `went_out` applied before and do not now, or their subject is
    gone; `ruled_out` were undecided and do not apply; `undecided` were decided before. What is new and
    does not apply, or cannot be decided yet, is no change: it was not in before and is not in now.
    `restated` applied before and after with another status or severity.
    """

    came_in: tuple[Finding, ...]
    went_out: tuple[Finding, ...]
    ruled_out: tuple[Finding, ...]
    undecided: tuple[Finding, ...]
    restated: tuple[tuple[Finding, Finding], ...]
    opened: tuple[Need, ...]
    closed: tuple[Need, ...]

    def __bool__(self) -> bool:
        return any(
            (
                self.came_in,
                self.went_out,
                self.ruled_out,
                self.undecided,
                self.restated,
                self.opened,
                self.closed,
            )
        )


def changes(
    before: Assessment,
    after: Assessment,
    *,
    open_before: Collection[Need] = (),
    open_after: Collection[Need] = (),
) -> Changes:
    """The difference between two assessments of the same engagement, in library order."""
    # What was not decided anew is the very same tuple in both, and cannot differ.
    renewed = [
        control
        for control, findings in after.by_control.items()
        if before.by_control.get(control) is not findings
    ]
    gone = [control for control in before.by_control if control not in after.by_control]
    old = {finding.key: finding for control in (*renewed, *gone) for finding in before.of(control)}
    came_in: list[Finding] = []
    went_out: list[Finding] = []
    ruled_out: list[Finding] = []
    undecided: list[Finding] = []
    restated: list[tuple[Finding, Finding]] = []
    for finding in (finding for control in renewed for finding in after.by_control[control]):
        was = old.pop(finding.key, None)
        match (None if was is None else was.applies), finding.applies:
            case ((None | Truth.FALSE | Truth.UNKNOWN), Truth.TRUE):
                came_in.append(finding)
            case Truth.TRUE, Truth.FALSE:
                went_out.append(finding)
            case Truth.UNKNOWN, Truth.FALSE:
                ruled_out.append(finding)
            case ((Truth.TRUE | Truth.FALSE), Truth.UNKNOWN):
                undecided.append(finding)
            case Truth.TRUE, Truth.TRUE if was is not None and _stands_otherwise(was, finding):
                restated.append((was, finding))
    went_out += [finding for finding in old.values() if finding.applies is Truth.TRUE]
    known, now = set(open_before), set(open_after)
    return Changes(
        came_in=tuple(came_in),
        went_out=tuple(went_out),
        ruled_out=tuple(ruled_out),
        undecided=tuple(undecided),
        restated=tuple(restated),
        opened=tuple(need for need in open_after if need not in known),
        closed=tuple(need for need in open_before if need not in now),
    )


def _stands_otherwise(was: Finding, now: Finding) -> bool:
    return was.status != now.status or was.severity != now.severity
