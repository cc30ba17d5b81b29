"""Journals that parted: conflict copies of a sync tool and the marks of a git merge, recognized and joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.answers.answer_model import Need
from bpo_controls.answers.import_plan import ImportPlan, plan_import
from bpo_controls.answers.reconcile import Reconciled
from bpo_controls.diagnostics import Location, user_error
from bpo_controls.plain_file import read_plain_file
from bpo_controls.workspace import paths
from bpo_controls.workspace.journal import MERGE_MARK, Event, verify
from bpo_controls.workspace.record import record_of

if TYPE_CHECKING:
    from bpo_controls.workspace.engagement import Engagement

LARGEST = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Branch:
    """Another journal of the same engagement: how many events both share, and what only the other one has."""

    path: Path
    shared: int
    events: tuple[Event, ...]

    @property
    def fresh(self) -> tuple[Event, ...]:
        """The events that only the other journal has."""
        return self.events[self.shared :]


def put_right(directory: Path) -> Path | None:
    """Undo what a git merge or an editor did to the journal; the path of the other side of a merge, if there was one.

    Line ends and a byte order mark are taken back where the chain then verifies. UserError when nothing helps.
    """
    path = directory / paths.JOURNAL
    raw = read_plain_file(path, LARGEST).removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    other: Path | None = None
    if MERGE_MARK.search(raw) is not None:
        raw, theirs = sides_of_merge(raw)
        verify(path, theirs)
        other = paths.free_numbered(directory, "journal.theirs-", ".jsonl")
        paths.write_atomically(other, theirs)
    verify(path, raw)
    if raw != path.read_bytes():
        paths.write_atomically(path, raw)
    return other


def sides_of_merge(raw: bytes) -> tuple[bytes, bytes]:
    """Both sides of a file with merge marks, each as it was."""
    ours: list[bytes] = []
    theirs: list[bytes] = []
    where = "both"
    for line in raw.splitlines(keepends=True):
        if line.startswith(b"<<<<<<<"):
            where = "ours"
        elif line.startswith(b"|||||||"):
            where = "base"
        elif line.startswith(b"=======") and where in ("ours", "base"):
            where = "theirs"
        elif line.startswith(b">>>>>>>"):
            where = "both"
        else:
            if where in ("both", "ours"):
                ours.append(line)
            if where in ("both", "theirs"):
                theirs.append(line)
    return b"".join(ours), b"".join(theirs)


def read_branch(engagement: Engagement, path: Path) -> Branch:
    """Another journal, held against this one. UserError when it is damaged or of another engagement."""
    journal = verify(path, read_plain_file(path, LARGEST))
    if not journal.events or journal.events[0].digest != engagement.events[0].digest:
        raise user_error(
            "other-engagement",
            "is the journal of another engagement",
            where=Location(str(path)),
            hint="nothing was changed",
        )
    shared = 0
    for ours, theirs in zip(engagement.events, journal.events, strict=False):
        if ours.digest != theirs.digest:
            break
        shared += 1
    return Branch(path, shared, journal.events)


def plan_merge(engagement: Engagement, branch: Branch, at: str) -> ImportPlan:
    """What the other branch says differently since both parted: new answers, and conflicts where both sides spoke.

    What only the other side changed is taken as it is; where this side changed it too, both are kept.
    """
    before = record_of(branch.events[: branch.shared], str(branch.path))
    theirs = record_of(branch.events, str(branch.path))
    changed = [
        answer
        for need, answer in theirs.answers.entries.items()
        if before.answers.entries.get(need) != answer
    ]
    gone = [
        need
        for need in before.answers.entries
        if need not in theirs.answers.entries
        and engagement.full.answers.entries.get(need) == before.answers.entries[need]
    ]
    contested = [answer for answers in theirs.contested.values() for answer in answers]
    touched_here = {
        need
        for need, answer in engagement.full.answers.entries.items()
        if before.answers.entries.get(need) != answer
    }
    plan = plan_import(engagement.full, (*changed, *contested), "keep", gone, now=lambda: at)
    return ImportPlan(tuple(_as_merged(row, touched_here) for row in plan.rows), plan.policy, plan.withdrawn)


def _as_merged(row: Reconciled, touched_here: set[Need]) -> Reconciled:
    """What one side changed alone was settled there; what both changed is for a person to settle."""
    here = row.answer.need in touched_here
    if row.relation == "conflict" and not here:
        return replace(row, relation="changed", causes=())
    if row.relation == "changed" and here:
        return replace(row, relation="conflict")
    return row
