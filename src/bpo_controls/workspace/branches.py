"""Journals that parted: conflict copies of a sync tool and the marks of a git merge, recognized and joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.answers.answer_model import Need, Subject
from bpo_controls.answers.engagement_record import Rename
from bpo_controls.answers.import_plan import ImportPlan, plan_import
from bpo_controls.answers.reconcile import Reconciled
from bpo_controls.answers.step_reconcile import plan_steps
from bpo_controls.answers.step_track import UNTRACKED, StepProposal, StepUpdate
from bpo_controls.answers.workflow_labels import library_title
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


@dataclass(frozen=True, slots=True)
class StepMerge:
    """What a merge does to the steps of the plan: what counts, and what waits to be confirmed."""

    updates: tuple[StepUpdate, ...] = ()
    waiting: tuple[StepProposal, ...] = ()


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


def plan_step_merge(engagement: Engagement, branch: Branch) -> StepMerge:
    """What the other branch says differently about steps of the plan since both parted.

    A field that only the other side changed is taken as it is; one that this side changed too waits as a proposal, and
    so do the proposals of the other side.
    """
    before = record_of(branch.events[: branch.shared], str(branch.path))
    theirs = record_of(branch.events, str(branch.path))
    said: list[StepProposal] = []
    for step, track in theirs.steps.items():
        was = before.steps.get(step, UNTRACKED).fields
        fields = {name: text for name, text in track.fields.items() if text != was[name]}
        if fields:
            origin = track.by or branch.path.name
            kept = {name: was[name] for name in fields}
            said.append(StepProposal(StepUpdate(step, fields, track.by), origin, kept))
    plan = plan_steps(engagement.full.steps, said)
    known = [replace(one, id="") for one in (*before.step_proposals, *engagement.full.step_proposals)]
    waiting = [one for one in theirs.step_proposals if replace(one, id="") not in known]
    return StepMerge(plan.updates, (*plan.waiting, *waiting))


@dataclass(frozen=True, slots=True)
class LabelMerge:
    """The client's words for workflows that a merge takes over, and those that both sides chose, here and there."""

    renames: tuple[Rename, ...] = ()
    both: tuple[tuple[str, str], ...] = ()


def plan_label_merge(engagement: Engagement, branch: Branch) -> LabelMerge:
    """What the other branch calls workflows since both parted; where this side chose words too, its own stay."""
    before = record_of(branch.events[: branch.shared], str(branch.path)).labels
    theirs = record_of(branch.events, str(branch.path)).labels
    ours = engagement.full.labels
    taken: list[Rename] = []
    both: list[tuple[str, str]] = []
    for id_ in dict.fromkeys((*before, *theirs)):
        there, here = theirs.get(id_, ""), ours.get(id_, "")
        if there in (before.get(id_, ""), here):
            continue
        flow = engagement.library.workflows.get(id_)
        own = library_title(flow) if flow is not None else id_
        if here != before.get(id_, ""):
            both.append((here or own, there or own))
            continue
        subject = Subject("workflow", id_)
        taken.append(Rename(subject, subject, "", here or own, there or own, restored=not there))
    return LabelMerge(tuple(taken), tuple(both))


def plan_own_merge(engagement: Engagement, branch: Branch) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The own controls that the other branch counts again since both parted, and those that it took back."""
    before = record_of(branch.events[: branch.shared], str(branch.path)).dropped
    theirs = record_of(branch.events, str(branch.path)).dropped
    ours = engagement.full.dropped
    return tuple(sorted(before - theirs & ours)), tuple(sorted(theirs - before - ours))


def _as_merged(row: Reconciled, touched_here: set[Need]) -> Reconciled:
    """What one side changed alone was settled there; what both changed is for a person to settle."""
    here = row.answer.need in touched_here
    if row.relation == "conflict" and not here:
        return replace(row, relation="changed", causes=())
    if row.relation == "changed" and here:
        return replace(row, relation="conflict")
    return row
