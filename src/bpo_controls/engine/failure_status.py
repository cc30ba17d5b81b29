"""Which failures of the catalog stand open in an engagement, and which one its people fear most."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bpo_controls.engine.finding import Assessment, Finding
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import Failure, Library

FailureState = Literal["held", "weak", "open", "unknown"]
"""held: every control that answers it and applies is met; weak: some are; open: none is; unknown: nobody has said, or not
with a figure."""

_HELD = ("met", "another-way", "not-applicable")
_UNSURE = ("unknown", "claimed")


@dataclass(frozen=True, slots=True)
class FailureStatus:
    """A failure of a workflow in scope, how its controls hold it, and those of them that do not."""

    failure: Failure
    state: FailureState
    lacking: tuple[Finding, ...]


def failures_in_scope(library: Library, assessment: Assessment) -> tuple[FailureStatus, ...]:
    """Every failure of the workflows in scope that some applying control answers, in catalog order."""
    subjects = assessment.subjects.get("workflow") or ()
    workflows = {subject.id for subject in subjects}
    statuses = []
    for failure in library.failures.values():
        if failure.workflow not in workflows:
            continue
        findings = [
            finding
            for control_id in failure.controls
            for finding in assessment.of(control_id)
            if finding.applies is Truth.TRUE
        ]
        if findings:
            statuses.append(_status(failure, findings))
    return tuple(statuses)


def _status(failure: Failure, findings: list[Finding]) -> FailureStatus:
    held = [finding for finding in findings if finding.status in _HELD]
    lacking = tuple(finding for finding in findings if finding.status not in _HELD)
    state: FailureState
    if not lacking:
        state = "held"
    elif all(finding.status in _UNSURE for finding in lacking):
        state = "unknown"
    else:
        state = "weak" if held else "open"
    return FailureStatus(failure, state, lacking)


_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    [
        "that",
        "with",
        "from",
        "this",
        "they",
        "them",
        "their",
        "there",
        "have",
        "been",
        "were",
        "will",
        "would",
        "when",
        "which",
        "what",
        "where",
        "into",
        "after",
        "before",
        "more",
        "than",
        "most",
        "some",
        "each",
        "every",
        "other",
        "such",
        "does",
        "work",
        "vendor",
        "buyer",
        "patient",
        "patients",
        "member",
        "members",
        "people",
    ]
)


def feared(statuses: tuple[FailureStatus, ...], text: str, most: int = 3) -> tuple[FailureStatus, ...]:
    """The failures whose words the text shares most; none where it shares fewer than two.

    Words are compared by their first six letters, so that `denials` meets `denied` only through `denial`.
    Rare words of the catalog count more: each counts one over the number of failures that hold it.
    """
    asked = _stems(text)
    stems = {status.failure.id: _stems(_words(status.failure)) for status in statuses}
    spread: dict[str, int] = {}
    for found in stems.values():
        for stem in found:
            spread[stem] = spread.get(stem, 0) + 1
    scored = [(_score(asked & stems[status.failure.id], spread), status) for status in statuses]
    chosen = [pair for pair in scored if len(asked & stems[pair[1].failure.id]) >= 2]
    chosen.sort(key=lambda pair: -pair[0])
    return tuple(status for _, status in chosen[:most])


def _words(failure: Failure) -> str:
    return f"{failure.fails} {failure.hurts} {failure.shows}"


def _score(shared: set[str], spread: Mapping[str, int]) -> float:
    return sum(1 / spread[stem] for stem in shared)


def _stems(text: str) -> set[str]:
    return {word[:6] for word in _WORD.findall(text.lower()) if word not in _COMMON}
