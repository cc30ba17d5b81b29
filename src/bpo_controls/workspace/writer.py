"""Recording into an engagement: each answer is on disk before the call returns."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bpo_controls.answers.answer_model import Answer, Need
from bpo_controls.answers.codec import answer_to_plain
from bpo_controls.answers.engagement_record import Change, Proposal, Record, Rename
from bpo_controls.answers.fit import form_of
from bpo_controls.answers.import_plan import ImportPlan, plan_import
from bpo_controls.answers.reconcile import Reconciled, reconcile
from bpo_controls.answers.recorded_library import own_control
from bpo_controls.answers.step_reconcile import StepPlan
from bpo_controls.answers.step_track import StepProposal, StepUpdate, proposal_to_plain, update_to_plain
from bpo_controls.diagnostics import Diagnostic, Level, Location, UserError
from bpo_controls.library.model import Library
from bpo_controls.workspace import paths
from bpo_controls.workspace.engagement import Engagement
from bpo_controls.workspace.event_data import conflict_problem, said, steps_data, withdrawn
from bpo_controls.workspace.journal import JournalWriter
from bpo_controls.workspace.library_ref import library_ref, library_to_plain
from bpo_controls.workspace.lock import writing
from bpo_controls.workspace.mirror import HandEdits, Mirror, MirrorText, read_mirror, shortened
from bpo_controls.workspace.record import needs_to_plain, rename_to_plain
from bpo_controls.workspace.rename import planned_rename

NOTHING: Mapping[str, Any] = MappingProxyType({})


@contextmanager
def open_writer(engagement: Engagement, now: Callable[[], str]) -> Iterator[Writer]:
    """Take the lock, recover a torn end, and record. `now` gives the time, ISO 8601 with offset.

    UserError when somebody else is writing, or the disk or the rights do not allow it.
    """
    with writing(engagement.directory, now()):
        writer = Writer(engagement, now)
        try:
            yield writer
        finally:
            writer.close()


class Writer:
    """Records answers. Made by `open_writer`, which holds the lock meanwhile.

    `warnings` collects what went wrong beside the record: a torn end that was put aside, a mirror that
    could not be written, an edited mirror that was kept under another name.
    """

    def __init__(self, engagement: Engagement, now: Callable[[], str]) -> None:
        self.engagement = engagement
        self.warnings: list[Diagnostic] = []
        self._now = now
        self._mirror_path = engagement.directory / paths.MIRROR
        self._mirror_text = MirrorText(engagement.library)
        self._written = b""
        self._journal = JournalWriter(engagement.directory / paths.JOURNAL)
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    def _begin(self) -> None:
        paths.remove_leftovers(self._mirror_path)
        if self._journal.set_aside is not None:
            self._warn(
                "journal-torn", "holds a torn event, put aside", self._journal.set_aside, "it can be deleted"
            )
        if self._journal.head != self.engagement.journal_head:
            self.engagement.replace_events(self._journal.events)
        self._library_before = self.engagement.library_before
        if self._read_mirror().state in ("stale", "missing", "ahead"):
            self._write_mirror()

    @property
    def record(self) -> Record:
        """What has been said so far."""
        return self.engagement.record

    def save(self, answer: Answer, instead_of: Iterable[Need] = ()) -> Reconciled:
        """Keep one answer; on disk when this returns. An answer without a time gets the time of now.

        One that disagrees with the standing answer is kept beside it and settles nothing: relation `conflict`.
        One that says nothing new is not recorded: `same`. Otherwise it counts, and answers it stands
        `instead_of` are withdrawn with it.
        UserError when it could not be saved; then everything stands as before. ValueError for text that
        is not valid Unicode.
        """
        at = self._now()
        found = reconcile(self.record.answers.entries.get(answer.need), self._stamped(answer, at))
        gone = [need for need in instead_of if need in self.record.answers.entries]
        if found.relation == "conflict":
            self._record(at, "contested", {"contested": [answer_to_plain(found.answer)]})
        elif found.relation != "same" or gone:
            self._record(at, "answer", {"answer": answer_to_plain(found.answer), **withdrawn(gone)})
        return found

    def amend(self, answer: Answer) -> None:
        """Keep the standing answer as it is written now: a note or evidence corrected or taken out."""
        at = self._now()
        self._record(at, "answer", {"answer": answer_to_plain(self._stamped(answer, at))})

    def withdraw(self, need: Need, by: str = "") -> None:
        """Take an answer back: the item is unanswered for this subject again. The journal keeps it."""
        self._record(self._now(), "withdrawn", {**withdrawn([need]), **said(by)})

    def settle(self, answer: Answer, by: str, reason: str = "", *, instead_of: Iterable[Need] = ()) -> None:
        """End a conflict: this answer counts, the others stay on record. `by` is who decided.

        Answers it stands `instead_of` are withdrawn with it.
        """
        at = self._now()
        data = {
            "answers": [answer_to_plain(self._stamped(answer, at))],
            "settled": needs_to_plain([answer.need]),
        }
        gone = [need for need in instead_of if need in self.record.answers.entries]
        self._record(at, "settled", {**data, **withdrawn(gone), **said(by, reason)})

    def import_answers(self, plan: ImportPlan, source: str) -> None:
        """Take in what `plan_import` planned as one event: all of it or, with a UserError, none.

        `source` names the file. Raises UserError `answers-conflict` when the policy is to stop at a conflict.
        """
        if plan.policy == "stop" and plan.of("conflict"):
            raise UserError(*(conflict_problem(row, source) for row in plan.of("conflict")))
        if not plan.changes_nothing:
            self._take_in("imported", plan, source)

    def merge(
        self,
        plan: ImportPlan,
        source: str,
        by: str = "",
        *,
        updates: Iterable[StepUpdate] = (),
        waiting: Iterable[StepProposal] = (),
        renames: Iterable[Rename] = (),
    ) -> None:
        """Take in what the plans of `workspace.branches` say, as one event, there even when it changes nothing."""
        more = steps_data(updates, waiting)
        if named := [rename_to_plain(one) for one in renames]:
            more["renamed"] = named
        self._take_in("merged", plan, source, by, more)

    def _take_in(
        self, kind: str, plan: ImportPlan, source: str, by: str = "", more: Mapping[str, Any] = NOTHING
    ) -> None:
        at = self._now()
        data: dict[str, Any] = {"source": source, "answers": self._plain(plan.given, at), **said(by)}
        if plan.contested:
            data["contested"] = self._plain(plan.contested, at)
        if plan.settled:
            data["settled"] = needs_to_plain(plan.settled)
        self._record(at, kind, {**data, **more, **withdrawn(plan.withdrawn)})

    def propose(
        self, answers: Iterable[Answer], origin: str, source: str = "", steps: Iterable[StepProposal] = ()
    ) -> None:
        """Keep answers, and what is said of `steps`, that count for nothing until a named person confirms them, as one event.

        `origin` says whose they are.
        """
        at = self._now()
        rows = [{"answer": plain, "origin": origin} for plain in self._plain(answers, at)]
        more = steps_data((), steps)
        if rows or more:
            self._record(at, "proposed", {"proposals": rows, "source": source, **more})

    def confirm(self, proposals: Iterable[Proposal], by: str) -> ImportPlan:
        """Take proposals in as one event: each counts, or contends where it disagrees with what stands.

        `by` is the named person who confirms; ValueError without one. Returns what became of each.
        """
        if not by.strip():
            raise ValueError("a proposal is confirmed by a named person")
        chosen = tuple(proposals)
        at = self._now()
        plan = plan_import(self.record, (proposal.answer for proposal in chosen), now=lambda: at)
        data: dict[str, Any] = {
            "proposal_ids": [proposal.id for proposal in chosen],
            "answers": self._plain(plan.given, at),
        }
        if plan.contested:
            data["contested"] = self._plain(plan.contested, at)
        if chosen:
            self._record(at, "confirmed", {**data, **said(by)})
        return plan

    def propose_steps(self, proposals: Iterable[StepProposal], source: str = "") -> None:
        """Keep what a file says about steps of the action plan; it counts for nothing until a named person confirms it."""
        rows = [proposal_to_plain(proposal) for proposal in proposals]
        if rows:
            self._record(self._now(), "steps-proposed", {"step_proposals": rows, "source": source})

    def track(self, updates: Iterable[StepUpdate], by: str, reason: str = "") -> None:
        """Record what counts about steps of the action plan, all as one event. ValueError without a name."""
        if not by.strip():
            raise ValueError("a step is tracked by a named person")
        rows = [update_to_plain(update) for update in updates]
        if rows:
            self._record(self._now(), "tracked", {"steps": rows, **said(by, reason)})

    def confirm_steps(self, plan: StepPlan, by: str, source: str = "") -> None:
        """Take in what was planned as one event; what conflicts waits on as a proposal. ValueError without a name."""
        if not by.strip():
            raise ValueError("a proposal is confirmed by a named person")
        ids = [proposal.id for proposal in plan.proposals if proposal.id]
        data: dict[str, Any] = steps_data(plan.updates, plan.waiting)
        if ids:
            data["proposal_ids"] = ids
        if data:
            source_data = {"source": source} if source else {}
            self._record(self._now(), "tracked", {**data, **said(by), **source_data})

    def reject(self, proposals: Iterable[Proposal | StepProposal], by: str, reason: str = "") -> None:
        """Turn proposals down; they stay in the journal."""
        ids = [proposal.id for proposal in proposals]
        if ids:
            self._record(self._now(), "rejected", {"proposal_ids": ids, **said(by, reason)})

    def undo(self, by: str = "") -> Change | None:
        """Step back over the latest change, with all that came with it, by a new event. None: nothing to undo."""
        change = self.record.to_undo
        if change is not None:
            self._record(self._now(), "undone", {"event": change.number, **said(by)})
        return change

    def redo(self, by: str = "") -> Change | None:
        """Bring back what was undone last, unless something new was recorded since. None: nothing to redo."""
        change = self.record.to_redo
        if change is not None:
            self._record(self._now(), "redone", {"event": change.number, **said(by)})
        return change

    def rename(self, *planned: Rename, by: str = "", reason: str = "") -> None:
        """Call subjects by other names, as one event; every answer about them stays."""
        if planned:
            rows = [rename_to_plain(one) for one in planned]
            self._record(self._now(), "renamed", {"renamed": rows, **said(by, reason)})

    def rename_to(self, before: str, after: str, by: str = "") -> Rename:
        """Plan the rename of the site, subcontractor or workflow called `before`, by name or id, and do it.

        UserError when it cannot be.
        """
        planned = planned_rename(self.engagement.library, self.engagement.answers, before, after)
        self.rename(planned, by=by)
        return planned

    def count_own(
        self, *, added: Sequence[str] = (), dropped: Sequence[str] = (), by: str = "", reason: str = ""
    ) -> None:
        """Controls of the engagement's own count from here on, or are taken back with all that was said of them."""
        ids, record = set(dropped), self.engagement.full
        gone = [need for need in record.answers.entries if need.item in ids]
        data: dict[str, Any] = {
            key: list(rows) for key, rows in (("own_added", added), ("own_dropped", dropped)) if rows
        }
        if settled := [need for need in record.contested if need.item in ids]:
            data["settled"] = needs_to_plain(settled)
        if waiting := [one.id for one in record.proposals if one.answer.item in ids]:
            data["proposal_ids"] = waiting
        if data:
            self._record(self._now(), "own-controls", {**data, **withdrawn(gone), **said(by, reason)})

    def drop_own(self, id_: str, by: str = "", reason: str = "") -> str:
        """Take a control of the engagement's own back. Its title. UserError when it is none."""
        control = own_control(self.engagement.library, id_)
        self.count_own(dropped=(control.id,), by=by, reason=reason)
        return control.title

    def take_library(self, library: Library) -> None:
        """Hold the answers against another library from here on; the next event names it."""
        self.engagement.take_library(library)
        self._mirror_text = MirrorText(self.engagement.library)

    def note_event(self, kind: str, data: dict[str, Any]) -> None:
        """Record an event of another kind (a review, a signature, a rename), which `workspace.record` reads."""
        self._record(self._now(), kind, data)

    def import_hand_edits(self, edits: HandEdits) -> None:
        """Takes in what was changed in answers.yaml by hand.

        Where the file has problems, or has been edited once more since, it is kept as
        answers.edited-<n>.yaml too, so that nothing written there is lost.
        """
        raw = self._read_mirror().raw
        broken = any(problem.level is Level.ERROR for problem in edits.diagnostics)
        if not broken and hashlib.sha256(raw).hexdigest() == edits.digest:
            self._written = raw
        # Whoever edits the file by hand has seen what stands there, and says what should.
        at = self._now()
        data = {
            "source": paths.MIRROR,
            "answers": self._plain(edits.answers, at),
            **withdrawn(edits.withdrawn),
        }
        if edits.answers or edits.withdrawn:
            self._append(at, "imported", data)
        self._write_mirror()
        self.engagement.hand_edited = False

    def decline_hand_edits(self) -> Path | None:
        """Leaves the record as it is; the edited file is kept as answers.edited-<n>.yaml. Returns its path."""
        aside = self._keep_edited()
        self._write_mirror()
        return aside

    def close(self) -> None:
        """Closes the journal. `open_writer` calls it."""
        self._journal.close()

    def _stamped(self, answer: Answer, at: str) -> Answer:
        """The answer with its moment and with the form of what was asked."""
        library = self.engagement.library
        asked = library.questions.get(answer.item) or library.controls.get(answer.item)
        return replace(answer, at=answer.at or at, form=form_of(asked) if asked else "")

    def _plain(self, answers: Iterable[Answer], at: str) -> list[dict[str, object]]:
        return [answer_to_plain(self._stamped(answer, at)) for answer in answers]

    def _record(self, at: str, kind: str, data: dict[str, Any]) -> None:
        self._append(at, kind, data)
        self._write_mirror()

    def _append(self, at: str, kind: str, data: dict[str, Any]) -> None:
        now, before = library_ref(self.engagement.library), self._library_before
        if now.digest != before.digest:
            changed = {"from": library_to_plain(before), "to": library_to_plain(now)}
            self.engagement.add_event(self._journal.append(at, "library-changed", changed))
            self._library_before = now
        self.engagement.add_event(self._journal.append(at, kind, data))

    def _write_mirror(self) -> None:
        """Brings answers.yaml up to date. It is a convenience: failing to is a warning, not a lost answer."""
        try:
            self._keep_edited()
            engagement, journal = self.engagement, self._journal
            misfits = [misfit.answer for misfit in engagement.misfits]
            raw = self._mirror_text.of(engagement.answers, journal.head, len(journal.events), misfits)
            paths.write_atomically(self._mirror_path, raw)
            self._written = raw
        except (UserError, OSError) as error:
            detail = error.diagnostics[0].message if isinstance(error, UserError) else str(error)
            self._warn(
                "mirror-behind",
                f"was not brought up to date: {detail}",
                self._mirror_path,
                "the answers are safe",
            )

    def _keep_edited(self) -> Path | None:
        """Moves a mirror out of the way that somebody edited, unless it is what we wrote or took in.

        So too one that stands for events which the journal has lost: it may be all that is left of them.
        """
        mirror = self._read_mirror()
        if mirror.state == "ahead":
            return self._keep_ahead(mirror)
        if mirror.state != "edited" or (self._written and mirror.raw == self._written):
            return None
        aside = paths.free_numbered(self._mirror_path.parent, "answers.edited-", ".yaml")
        self._mirror_path.rename(aside)
        self.engagement.hand_edited = False
        self._warn(
            "hand-edited",
            "holds changes made by hand that were not taken in",
            aside,
            "compare, then delete it",
        )
        return aside

    def _keep_ahead(self, mirror: Mirror) -> Path:
        aside = paths.free_numbered(self._mirror_path.parent, "answers.before-", ".yaml")
        self._mirror_path.rename(aside)
        place = shlex.join(
            ("bpo-controls", "assess", str(self.engagement.directory), "--answers", str(aside))
        )
        hint = f"its answers are kept in {aside.name}; to take them in: {place}"
        journal = self.engagement.directory / paths.JOURNAL
        self.warnings.append(shortened(mirror, journal, len(self._journal.events), hint))
        return aside

    def _read_mirror(self) -> Mirror:
        return read_mirror(self._mirror_path, self._journal.head, self._journal.events)

    def _warn(self, code: str, message: str, path: Path, hint: str) -> None:
        self.warnings.append(Diagnostic(code, message, Location(str(path)), hint, Level.WARNING))
