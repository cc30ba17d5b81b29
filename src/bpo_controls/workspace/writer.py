"""Recording into an engagement: each answer is on disk before the call returns."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bpo_controls.answers.codec import answer_to_plain, need_to_plain
from bpo_controls.answers.engagement_record import Record
from bpo_controls.answers.model import Answer, Need
from bpo_controls.diagnostics import Diagnostic, Level, Location, UserError
from bpo_controls.workspace import paths
from bpo_controls.workspace.engagement import Engagement
from bpo_controls.workspace.journal import JournalWriter
from bpo_controls.workspace.library_ref import library_ref, library_to_plain
from bpo_controls.workspace.lock import writing
from bpo_controls.workspace.mirror import HandEdits, Mirror, MirrorText, read_mirror, shortened


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

    def save(self, answer: Answer) -> None:
        """Keeps one answer; on disk when this returns. An answer without a time gets the time of now.

        UserError when it could not be saved; then everything stands as before. ValueError for text that
        is not valid Unicode.
        """
        at = self._now()
        answer = answer if answer.at else replace(answer, at=at)
        self._append(at, "answer", {"answer": answer_to_plain(answer)})
        self._write_mirror()

    def withdraw(self, need: Need) -> None:
        """Takes an answer back: the item is unanswered for this subject again. The journal keeps it."""
        self._append(self._now(), "withdrawn", need_to_plain(need))
        self._write_mirror()

    def import_answers(self, answers: Iterable[Answer], source: str, withdrawn: Iterable[Need] = ()) -> None:
        """Keeps many answers as one event: all of them or, with a UserError, none. `source` names the file."""
        at = self._now()
        kept = [answer if answer.at else replace(answer, at=at) for answer in answers]
        gone = list(withdrawn)
        if not kept and not gone:
            return
        data: dict[str, Any] = {"source": source, "answers": [answer_to_plain(answer) for answer in kept]}
        if gone:
            data["withdrawn"] = [need_to_plain(need) for need in gone]
        self._append(at, "imported", data)
        self._write_mirror()

    def import_hand_edits(self, edits: HandEdits) -> None:
        """Takes in what was changed in answers.yaml by hand.

        Where the file has problems, or has been edited once more since, it is kept as
        answers.edited-<n>.yaml too, so that nothing written there is lost.
        """
        raw = self._read_mirror().raw
        broken = any(problem.level is Level.ERROR for problem in edits.diagnostics)
        if not broken and hashlib.sha256(raw).hexdigest() == edits.digest:
            self._written = raw
        self.import_answers(edits.answers, paths.MIRROR, edits.withdrawn)
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
            raw = self._mirror_text.of(self.engagement.answers, self._journal.head, len(self._journal.events))
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
