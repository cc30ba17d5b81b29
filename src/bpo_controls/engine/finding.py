"""What an assessment consists of. Frozen values; made by `engine.evaluate`, read by everyone above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal, NamedTuple

from bpo_controls.answers.answer_model import Answer, Need, Subject
from bpo_controls.answers.engagement_record import Review
from bpo_controls.engine.bindings import Binding
from bpo_controls.engine.explanation import Explanation
from bpo_controls.engine.reason import Reason
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import SubjectKind
from bpo_controls.library.model import Control, Gate, Severity

Status = Literal["met", "claimed", "partly", "gap", "unknown", "not-applicable", "another-way", "accepted"]
"""claimed: said to be in place where a figure is asked for, and the figure has not been given yet."""
Verdict = Literal["ready", "ready-with-conditions", "cannot-tell", "not-ready"]


class Finding(NamedTuple):
    """One control, decided for one subject.

    `status` is None unless the control applies. `severity` is after raises; `raised` holds the
    `because` texts that raised it. `severity_open` is true while an unanswered fact could raise it.
    `explanation` is worked out when it is read: reason, needs, sources and bindings.
    `measured` is the number answered, grown to the date of the assessment where it counts days or months since something.
    `known_failures` counts the ways the work in scope, or the subject's workflow, is known to fail that the control answers.
    `review` is what the second reviewer decided about the answer, None before a review.
    """

    control: Control
    subject: Subject
    applies: Truth
    explanation: Explanation
    status: Status | None
    severity: Severity
    raised: tuple[str, ...]
    severity_open: bool
    answer: Answer | None
    review: Review | None = None
    measured: float | None = None
    known_failures: int = 0

    @property
    def reason(self) -> Reason:
        """Why the control applies or does not."""
        return self.explanation.reason

    @property
    def needs(self) -> frozenset[Need]:
        """The scoping questions that could still settle `applies`, the severity or a value."""
        return self.explanation.needs

    @property
    def sources(self) -> tuple[str, ...]:
        """The control's sources that reach this subject, as far as is known."""
        return self.explanation.sources

    @property
    def bindings(self) -> tuple[Binding, ...]:
        """The values of the tables that the control's texts name, as far as they bind here."""
        return self.explanation.bindings

    @property
    def key(self) -> Need:
        """Control id and subject: unique within an assessment."""
        return Need(self.control.id, self.subject)


@dataclass(frozen=True, slots=True)
class Counts:
    """How the findings of a domain (or of all) are spread.

    `counted` is the denominator of every percentage: applying findings without the not-applicable ones.
    """

    applies: int
    excluded: int
    undecided: int
    met: int
    claimed: int
    partly: int
    gap: int
    unknown: int
    another_way: int
    accepted: int
    not_applicable: int

    @property
    def counted(self) -> int:
        """Applying findings less those answered as not applicable."""
        return self.applies - self.not_applicable


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """Whether the work is ready for a gate, and the findings that stand in the way, worst first.

    `blockers` are those that give the verdict; `open` those that could still turn a better verdict
    over (unknown, undecided) when the gate is already not ready; `conditions` what must be watched.
    `to_close` is every gap and partly met control due by the gate, of any severity, by rank.
    """

    gate: Gate
    verdict: Verdict
    blockers: tuple[Finding, ...]
    open: tuple[Finding, ...]
    conditions: tuple[Finding, ...]
    to_close: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """All findings of an engagement on a date (ISO).

    `by_control` keeps library order; a control has one finding for each of its subjects, in answer
    order. Where the subjects are not known yet, or there are none, it has one with the subject id "*".
    `subjects` holds None for a kind whose subjects are not known yet.
    """

    as_of: str
    by_control: Mapping[str, tuple[Finding, ...]]
    subjects: Mapping[SubjectKind, tuple[Subject, ...] | None]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, in library order."""
        return tuple(chain.from_iterable(self.by_control.values()))

    def of(self, control_id: str) -> tuple[Finding, ...]:
        """The findings of one control."""
        return self.by_control.get(control_id, ())
