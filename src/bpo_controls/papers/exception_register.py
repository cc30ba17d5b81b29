"""The exception register: what will go wrong in this scope, whose queue it is, the clock, the fallback, and what has no owner."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bpo_controls.engine.finding import Assessment
from bpo_controls.engine.truth import Truth
from bpo_controls.library.clock_model import Span
from bpo_controls.library.model import SEVERITIES, Failure, Library, Severity
from bpo_controls.library.register_model import ExceptionData, ExceptionType
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.told_facts import Told

OwnerState = Literal["named", "said", "none", "unknown"]
"""named: the sheet names somebody; said: the control on owners is met; none: it is not; unknown: nobody has said."""

FROM_CATALOG = "exception"
"""The step of the failure catalog whose failures are exceptions."""


@dataclass(frozen=True, slots=True)
class Aging:
    """When an exception is escalated, late, and goes to the operations manager, in words."""

    escalate: str
    late: str
    manager: str


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """One exception of a workflow in scope ("": of every one). `queue` "" and `aging` None where none is known."""

    id: str
    workflow: str
    title: str
    detected: str
    queue: str
    within_words: str
    basis: str
    fallback: str
    if_ignored: str
    severity: Severity
    codes: tuple[str, ...]
    source: str
    control: str
    aging: Aging | None
    owner: str
    owner_state: OwnerState
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class ExceptionRegister:
    """The rows, by workflow and severity. `strange` are entries of the sheet that fit no row."""

    rows: tuple[ExceptionRow, ...]
    owner_control: str
    code_note: str
    sheet_given: bool
    strange: tuple[str, ...]
    scope_known: bool

    @property
    def without_owner(self) -> tuple[ExceptionRow, ...]:
        """Rows that have no owner today, or of which nobody knows."""
        return tuple(one for one in self.rows if one.owner_state in ("none", "unknown"))


def exception_register(
    library: Library,
    data: ExceptionData,
    assessment: Assessment,
    told: Told,
    workflows: tuple[str, ...] | None,
    asked: Asked,
) -> ExceptionRegister:
    """Every exception of the scope: the library's list, then what the failure catalog says of each workflow."""
    owners = {
        _plain(row.get("exception", "")): " ".join(row.get("owner", "").split())
        for row in asked.rows("owners")
        if row.get("exception", "").strip()
    }
    rows: list[ExceptionRow] = []
    for one in data.exceptions:
        if workflows is not None and one.workflow and one.workflow not in workflows:
            continue
        truth, _ = told.judge(one.when)
        if truth is not Truth.FALSE:
            rows.append(_listed(one, data, assessment, owners, truth is Truth.UNKNOWN))
    for failure in library.failures.values():
        if failure.step == FROM_CATALOG and (workflows is None or failure.workflow in workflows):
            rows.append(_of_catalog(library, failure, data, assessment, owners))
    order = {one: place for place, one in enumerate(workflows or library.workflows)}
    rows.sort(key=lambda row: (order.get(row.workflow, len(order)), -SEVERITIES.index(row.severity)))
    used = {_plain(word) for row in rows for word in (row.id, row.title)}
    return ExceptionRegister(
        tuple(rows),
        data.owner_control,
        data.code_note,
        "owners" in asked.sheets,
        tuple(name for name in owners if name not in used),
        workflows is not None,
    )


def _of_catalog(
    library: Library, failure: Failure, data: ExceptionData, assessment: Assessment, owners: Mapping[str, str]
) -> ExceptionRow:
    """A failure of the catalog as an exception; queue, clock and fallback are not known."""
    control = failure.controls[0] if failure.controls else ""
    title = failure.fails.rstrip(".")
    state, owner = _owner((failure.id, title), data.owner_control, failure.workflow, assessment, owners)
    return ExceptionRow(
        id=failure.id,
        workflow=failure.workflow,
        title=title,
        detected=failure.shows,
        queue="",
        within_words="",
        basis="",
        fallback="",
        if_ignored=failure.hurts,
        severity=library.controls[control].severity if control in library.controls else "medium",
        codes=(),
        source="",
        control=control,
        aging=None,
        owner=owner,
        owner_state=state,
    )


def aging_of(span: Span) -> Aging:
    """Escalated when three quarters have run, late at the end, with the operations manager after twice the time."""
    if span.number == 0:
        return Aging("at once", "at once", "at once")
    unit = "business day" if span.skip and span.unit == "days" else span.unit.removesuffix("s")
    early = span.number * 3 // 4
    return Aging(
        _many(early, unit) if early else "the same day" if span.unit == "days" else _many(1, unit),
        _many(span.number, unit),
        _many(span.number * 2, unit),
    )


def _many(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _listed(
    one: ExceptionType,
    data: ExceptionData,
    assessment: Assessment,
    owners: Mapping[str, str],
    undecided: bool,
) -> ExceptionRow:
    state, owner = _owner((one.id, one.title), data.owner_control, one.workflow, assessment, owners)
    return ExceptionRow(
        one.id, one.workflow, one.title, one.detected, one.queue, one.within_words, one.basis, one.fallback,
        one.if_ignored, one.severity, one.codes, one.source, one.control or data.owner_control,
        aging_of(one.within) if one.within else None, owner, state, undecided,
    )  # fmt: skip


def _owner(
    names: tuple[str, str], control: str, workflow: str, assessment: Assessment, owners: Mapping[str, str]
) -> tuple[OwnerState, str]:
    """Who owns it, from the sheet; else what the control on owners says for that workflow."""
    for name in names:
        if _plain(name) in owners:
            owner = owners[_plain(name)]
            return ("named", owner) if owner else ("none", "")
    findings = [one for one in assessment.of(control) if one.applies is Truth.TRUE]
    mine = [one for one in findings if one.subject.id in ("", "*", workflow)] or findings
    statuses = {one.status for one in mine}
    if not statuses or statuses & {"unknown", "claimed", None}:
        return "unknown", ""
    return ("none", "") if statuses & {"gap", "partly"} else ("said", "")


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()
