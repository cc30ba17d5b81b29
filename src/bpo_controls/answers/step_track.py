"""The steps of the action plan over time: what people said about each, and how it stands by that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

StepField = Literal["owner", "due", "status", "done_on", "evidence", "ticket", "remarks"]
STEP_FIELDS: tuple[StepField, ...] = get_args(StepField)
"""What can be said of a step: who does it, a date of its own, how far it is, when it was done, where the proof is, its
ticket, remarks."""

StepStatus = Literal["open", "in-progress", "done", "accepted"]
STEP_STATUSES: tuple[StepStatus, ...] = get_args(StepStatus)
"""`accepted`: somebody with the power to do so lives with the gap."""

CLOSING: tuple[str, ...] = ("done", "accepted")
_CLOSES: tuple[StepField, ...] = ("status", "done_on", "evidence")

Fields = Mapping[StepField, str]


@dataclass(frozen=True, slots=True)
class StepUpdate:
    """What was said about one step: the fields that change with their new text, "" to take one back.

    `step` is its id (`ACC-02.1`), `by` who said so.
    """

    step: str
    fields: Fields
    by: str = ""


@dataclass(frozen=True, slots=True)
class StepProposal:
    """An update that counts for nothing until a named person confirms it.

    `was` holds what stood in those fields when the file was written, None where that is not known: what was changed on
    record since is not overwritten silently. `origin` is who filled the file in, `id` the event and the place therein.
    """

    update: StepUpdate
    origin: str
    was: Fields | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class StepTrack:
    """How a step stands by what people said; empty texts where nothing was. Dates are ISO.

    `due` is the date that people agreed for the step, "" where that of the plan holds.

    `changed` is the moment of the last update and `by` who gave it; `status_event` the number of the last event that said
    how far it is. `closed_event` is the number of the event that closed it and `closed_at` its moment: 0 and "" while
    it is not closed.
    """

    owner: str = ""
    due: str = ""
    status: str = "open"
    done_on: str = ""
    evidence: str = ""
    ticket: str = ""
    remarks: str = ""
    changed: str = ""
    by: str = ""
    status_event: int = 0
    closed_event: int = 0
    closed_at: str = ""

    @property
    def closed(self) -> bool:
        """Whether it is done or accepted, with evidence."""
        return self.status in CLOSING and bool(self.evidence)

    def text(self, field: StepField) -> str:
        """What stands in a field."""
        found: str = getattr(self, field)
        return found

    @property
    def fields(self) -> dict[StepField, str]:
        """Every field with what stands there."""
        return {field: self.text(field) for field in STEP_FIELDS}

    def after(self, update: StepUpdate, event: int, at: str) -> StepTrack:
        """The step once this was said. Closing it anew, with other words or other proof, is a closing of its own."""
        texts: dict[str, Any] = {str(field): text for field, text in update.fields.items()}
        if "status" in texts and not texts["status"]:
            texts["status"] = "open"
        new = replace(self, **texts, changed=at, by=update.by)
        again = any(new.text(field) != self.text(field) for field in _CLOSES)
        if again:
            new = replace(new, status_event=event)
        if not new.closed:
            return replace(new, closed_event=0, closed_at="")
        return replace(new, closed_event=event, closed_at=at) if again or not self.closed else new


UNTRACKED = StepTrack()
"""A step about which nobody has said anything."""


def update_to_plain(update: StepUpdate) -> dict[str, object]:
    """An update as event data, in a fixed order."""
    fields = {field: update.fields[field] for field in STEP_FIELDS if field in update.fields}
    return {"step": update.step, "fields": fields, **({"by": update.by} if update.by else {})}


def update_from_plain(plain: Mapping[str, Any]) -> StepUpdate:
    """The update of event data. Raises KeyError, TypeError or ValueError for what is none."""
    return StepUpdate(str(plain["step"]), fields_from_plain(plain["fields"]), str(plain.get("by", "")))


def fields_from_plain(plain: Mapping[str, Any]) -> dict[StepField, str]:
    """Fields of event data. Raises ValueError for a field or a status that is not known."""
    found: dict[StepField, str] = {}
    for field in STEP_FIELDS:
        if field in plain:
            found[field] = str(plain[field])
    if len(found) != len(plain):
        raise ValueError(f"unknown field of a step in {sorted(plain)}")
    if found.get("status", "") not in ("", *STEP_STATUSES):
        raise ValueError(f"unknown status {found['status']!r}")
    return found


def proposal_to_plain(proposal: StepProposal) -> dict[str, object]:
    """A proposal as event data; its id is that of the event."""
    plain: dict[str, object] = {**update_to_plain(proposal.update), "origin": proposal.origin}
    return plain if proposal.was is None else {**plain, "was": dict(proposal.was)}


def proposal_from_plain(plain: Mapping[str, Any], id_: str) -> StepProposal:
    """The proposal of event data. Raises as `update_from_plain` does."""
    was = fields_from_plain(plain["was"]) if "was" in plain else None
    return StepProposal(update_from_plain(plain), str(plain["origin"]), was, id_)


def steps_after(
    steps: Mapping[str, StepTrack], updates: Iterable[StepUpdate], event: int, at: str
) -> dict[str, StepTrack]:
    """The steps once these updates were recorded as one event."""
    found = dict(steps)
    for update in updates:
        found[update.step] = found.get(update.step, UNTRACKED).after(update, event, at)
    return found
