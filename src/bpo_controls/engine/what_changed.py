"""What one answer changed: controls that came in or went out, questions that opened or closed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bpo_controls.engine.finding import Assessment, Finding, Need
from bpo_controls.engine.truth import Truth


@dataclass(frozen=True, slots=True)
class Changes:
    """The findings that differ, by what happened to them, and the items that opened or closed.

    `came_in`, `went_out` and `undecided` hold findings whose `applies` is new; `restated` those that
    applied before and after with another status or severity.
    """

    came_in: tuple[Finding, ...]
    went_out: tuple[Finding, ...]
    undecided: tuple[Finding, ...]
    restated: tuple[tuple[Finding, Finding], ...]
    opened: tuple[Need, ...]
    closed: tuple[Need, ...]

    def __bool__(self) -> bool:
        return any((self.came_in, self.went_out, self.undecided, self.restated, self.opened, self.closed))


def changes(
    before: Assessment,
    after: Assessment,
    *,
    open_before: Collection[Need] = (),
    open_after: Collection[Need] = (),
) -> Changes:
    """The difference between two assessments of the same engagement, in library order."""
    old = {finding.key: finding for finding in before.findings}
    arrived: dict[Truth, list[Finding]] = {truth: [] for truth in Truth}
    restated: list[tuple[Finding, Finding]] = []
    for finding in after.findings:
        was = old.pop(finding.key, None)
        if was is None or was.applies is not finding.applies:
            arrived[finding.applies].append(finding)
        elif was.status != finding.status or was.severity != finding.severity:
            restated.append((was, finding))
    vanished = [finding for finding in old.values() if finding.applies is Truth.TRUE]
    known, now = set(open_before), set(open_after)
    return Changes(
        came_in=tuple(arrived[Truth.TRUE]),
        went_out=(*arrived[Truth.FALSE], *vanished),
        undecided=tuple(arrived[Truth.UNKNOWN]),
        restated=tuple(restated),
        opened=tuple(need for need in open_after if need not in known),
        closed=tuple(need for need in open_before if need not in now),
    )
