"""Several vendors for the same work: the controls that all of them need, and those that only some do.

Sites and subcontractors differ from vendor to vendor, so a control about them is compared once, by its worst standing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bpo_controls.answers.answer_model import EVERY, Need, Subject
from bpo_controls.engine.finding import Assessment, Finding, Status
from bpo_controls.engine.gates import CONDITIONAL, SERIOUS
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import GATES, SEVERITIES, Control, Gate, Severity

Word = Literal["in", "undecided", "out"]
_OWN = ("site", "subcontractor")
_WORST: tuple[Status, ...] = (
    "gap", "unknown", "partly", "claimed", "another-way", "accepted", "met", "not-applicable",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stand:
    """How one vendor stands on one row: whether it applies, its worst standing and highest severity, and the findings behind."""

    word: Word
    status: Status | None
    severity: Severity
    findings: tuple[Finding, ...] = ()

    @property
    def gap(self) -> bool:
        """Whether it is a critical or high gap, which keeps a gate from being ready."""
        return self.status == "gap" and self.severity in SERIOUS

    @property
    def open(self) -> bool:
        """Whether a critical or high control is not known or not decided."""
        return self.severity in SERIOUS and (self.word == "undecided" or self.status == "unknown")

    @property
    def condition(self) -> bool:
        """Whether a critical or high control is in place under a condition only."""
        return self.severity in SERIOUS and self.status in CONDITIONAL


@dataclass(frozen=True, slots=True)
class Row:
    """One control for one workflow or for the whole work, with a standing per vendor, in the order given."""

    control: Control
    key: Need
    stands: tuple[Stand, ...]

    @property
    def shared(self) -> bool:
        """Whether it applies to every vendor."""
        return all(stand.word == "in" for stand in self.stands)

    @property
    def needed_by(self) -> tuple[int, ...]:
        """The places of the vendors to whom it applies."""
        return tuple(place for place, stand in enumerate(self.stands) if stand.word == "in")


@dataclass(frozen=True, slots=True)
class Share:
    """How a vendor stands on some rows: the denominator `counted` leaves out what is not applicable, undecided or out."""

    counted: int
    met: int
    conditions: int
    partly: int
    gap: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Distance:
    """What stands between a vendor and a gate: critical and high rows due by it that are gaps, open, or conditional."""

    gaps: tuple[Row, ...]
    open: tuple[Row, ...]
    conditions: tuple[Row, ...]


_ABSENT = Stand("out", None, "low")


def side_by_side(assessments: Sequence[Assessment]) -> tuple[Row, ...]:
    """Every control that applies or may apply to a vendor, in library order."""
    by_vendor = [_stands(assessment) for assessment in assessments]
    controls: dict[Need, Control] = {}
    for found in by_vendor:
        for key, findings in found.items():
            controls.setdefault(key, findings[0].control)
    rows: list[Row] = []
    for key, control in controls.items():
        stands = tuple(_stand(found.get(key, ())) for found in by_vendor)
        if any(stand.word != "out" for stand in stands):
            rows.append(Row(control, key, stands))
    order = {id_: place for place, id_ in enumerate(_ids(assessments))}
    return tuple(sorted(rows, key=lambda row: order[row.key.item]))


def share(rows: Iterable[Row], place: int) -> Share:
    """How one vendor stands on these rows."""
    stands = [row.stands[place] for row in rows]
    statuses = [stand.status for stand in stands if stand.word == "in" and stand.status != "not-applicable"]
    conditional = ("claimed", "another-way", "accepted")
    return Share(
        len(statuses),
        statuses.count("met"),
        sum(status in conditional for status in statuses),
        statuses.count("partly"),
        statuses.count("gap"),
        statuses.count("unknown"),
    )


def distance(rows: Iterable[Row], place: int, gate: Gate) -> Distance:
    """What keeps one vendor from a gate."""
    due = GATES[: GATES.index(gate) + 1]
    by_now = [row for row in rows if row.control.gate in due]
    return Distance(
        tuple(row for row in by_now if row.stands[place].gap),
        tuple(row for row in by_now if row.stands[place].open),
        tuple(row for row in by_now if row.stands[place].condition),
    )


def nearest(distances: Sequence[Distance]) -> int | None:
    """The vendor nearer to the gate than each other: no more gaps, no more open ones, no more conditions, and fewer of one.

    Gaps count before conditions: with fewer gaps and no more open ones, conditions may be more. None where it cannot be told.
    """
    for place, one in enumerate(distances):
        if all(_nearer(one, other) for at, other in enumerate(distances) if at != place):
            return place
    return None


def _nearer(one: Distance, other: Distance) -> bool:
    gaps, open_ = len(one.gaps) - len(other.gaps), len(one.open) - len(other.open)
    conditions = len(one.conditions) - len(other.conditions)
    if gaps > 0 or open_ > 0:
        return False
    return gaps < 0 or open_ < 0 or conditions < 0


def _ids(assessments: Sequence[Assessment]) -> dict[str, None]:
    return dict.fromkeys(id_ for assessment in assessments for id_ in assessment.by_control)


def _stands(assessment: Assessment) -> dict[Need, list[Finding]]:
    found: dict[Need, list[Finding]] = {}
    for finding in assessment.findings:
        subject = finding.subject
        if subject.kind in _OWN:
            subject = Subject(subject.kind, EVERY)
        found.setdefault(Need(finding.control.id, subject), []).append(finding)
    return found


def _stand(findings: Sequence[Finding]) -> Stand:
    applying = [finding for finding in findings if finding.applies is Truth.TRUE]
    if applying:
        statuses = {finding.status for finding in applying}
        status = next(one for one in _WORST if one in statuses)
        return Stand("in", status, _highest(applying), tuple(applying))
    undecided = [finding for finding in findings if finding.applies is Truth.UNKNOWN]
    if undecided:
        return Stand("undecided", None, _highest(undecided), tuple(undecided))
    return _ABSENT


def _highest(findings: Iterable[Finding]) -> Severity:
    return max((finding.severity for finding in findings), key=SEVERITIES.index)
