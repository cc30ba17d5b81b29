"""The engagement directory: begun with `create_engagement`, read with `open_engagement`."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bpo_controls.answers.answer_model import Answers
from bpo_controls.answers.engagement_record import Record
from bpo_controls.answers.fit import Misfit, fitting
from bpo_controls.answers.recorded_library import as_recorded
from bpo_controls.diagnostics import Diagnostic, Level, Location, UserError, user_error
from bpo_controls.library.model import Library
from bpo_controls.plain_file import read_plain_file
from bpo_controls.version import __version__
from bpo_controls.workspace import paths
from bpo_controls.workspace.conflict_copies import copy_warnings
from bpo_controls.workspace.engagement_file import EngagementFile, read_engagement_file, write_engagement_file
from bpo_controls.workspace.journal import Event, Journal, create_journal, read_journal
from bpo_controls.workspace.library_ref import (
    LibraryRef,
    last_library,
    libraries_of,
    library_ref,
    library_to_plain,
)
from bpo_controls.workspace.mirror import HandEdits, edits_in, judge_mirror, read_mirror, read_raw, shortened
from bpo_controls.workspace.open_warnings import library_warnings, misfit_warnings
from bpo_controls.workspace.record import change_of, record_of

LARGEST_FILE = 16 * 1024 * 1024
"""Most bytes of engagement.yaml and own-controls.yaml."""


@dataclass(slots=True)
class Engagement:
    """An engagement as it stands. A Writer keeps `full`, `events` and `journal_head` up to date.

    `full` is the record as its journal folds. `record` is the same without the answers that do not fit the
    library of today: those are unknown, stand in `misfits`, and are asked again.

    `warnings` are problems that do not stop the work: a torn or shortened journal, a changed library,
    hand edits. `library` is `whole` as the record has it
    (`answers.recorded_library`). `hand_edited` says that answers.yaml was edited; `hand_edits` reads what was changed.
    """

    directory: Path
    file: EngagementFile
    library: Library
    full: Record
    events: tuple[Event, ...]
    journal_head: str
    warnings: tuple[Diagnostic, ...] = ()
    hand_edited: bool = False
    record: Record = field(init=False)
    whole: Library = field(init=False)
    misfits: tuple[Misfit, ...] = field(init=False, default=())
    _read_by: tuple[Mapping[str, str], frozenset[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.take_library(self.library)

    @property
    def answers(self) -> Answers:
        """The answers that stand."""
        return self.record.answers

    @property
    def library_before(self) -> LibraryRef:
        """The library that the last event was recorded with."""
        return last_library(self.events)

    def replace_events(self, events: Iterable[Event]) -> None:
        """Take these events instead of the ones so far. UserError when one of them cannot be understood."""
        self.events = tuple(events)
        self.full = record_of(self.events, str(self.directory / paths.JOURNAL))
        self.journal_head = self.events[-1].digest
        self._hold_against_library()

    def add_event(self, event: Event) -> None:
        """One more event, just put on disk."""
        self.events = (*self.events, event)
        self.full = self.full.after((change_of(event),))
        self.journal_head = event.digest
        self._hold_against_library()

    def record_at(self, as_of: str) -> Record:
        """The record as it stood at the end of a day (ISO date), as far as it fits the library of today."""
        then = self.full.at(as_of)
        if then is self.full:
            return self.record
        return replace(then, answers=self._fitting(then.answers, as_recorded(self.whole, then))[0])

    def take_library(self, library: Library) -> None:
        """Hold the record against this library from here on."""
        self.whole = library
        self.library = as_recorded(library, self.full)
        self._read_by = (self.full.labels, self.full.dropped)
        self._hold_against_library()

    def _hold_against_library(self) -> None:
        read_by = (self.full.labels, self.full.dropped)
        if read_by != self._read_by:  # whoever remembers things of a library knows it by its identity
            self._read_by = read_by
            self.library = as_recorded(self.whole, self.full)
        answers, self.misfits = self._fitting(self.full.answers, self.library)
        self.record = replace(self.full, answers=answers)

    def _fitting(self, answers: Answers, library: Library) -> tuple[Answers, tuple[Misfit, ...]]:
        """Answers are only held against a library other than the one they were given with: it costs time."""
        if library.controls.keys() == self.whole.controls.keys() and (
            libraries_of(self.events) <= {library.digest}
        ):
            return answers, ()
        return fitting(library, answers)


def hand_edits(engagement: Engagement, today: str = "") -> HandEdits:
    """What was changed in answers.yaml by hand, put through the same validation as every answer.

    `today` (ISO date) refuses evidence seen on a day to come.
    Take it in with `Writer.import_hand_edits`, or leave it with `Writer.decline_hand_edits`.
    """
    path = engagement.directory / paths.MIRROR
    mirror = read_mirror(path, engagement.journal_head, engagement.events)
    if mirror.state != "edited":
        return HandEdits()
    return edits_in(mirror, path, engagement.answers, engagement.library, today)


def create_engagement(
    directory: Path, file: EngagementFile, library: Library, *, at: str, allow_identifiers: bool = False
) -> None:
    """Begins an engagement in a new or empty directory. `at` is now, ISO 8601 with offset.

    UserError when there is one already, when other files are there, when the file's own text does not
    pass (or looks like it names a patient, unless `allow_identifiers`), or when it cannot be written.
    engagement.yaml is written last: without it there is no engagement, and `init` can be run again.
    """
    target = directory / paths.ENGAGEMENT_FILE
    file = replace(file, library=library_ref(library), id="")
    # What it is about and when it began: two engagements differ, and the same sample made twice does not.
    file = replace(file, id=hashlib.sha256(f"{at}\n{write_engagement_file(file)}".encode()).hexdigest()[:16])
    text = write_engagement_file(file)
    _, problems = read_engagement_file(text, str(target))
    serious = [
        replace(problem, level=Level.ERROR)
        for problem in problems
        if not (allow_identifiers and problem.code == "looks-like-identifier")
    ]
    if serious:
        raise UserError(*serious)
    refuse_occupied(directory)
    made = not directory.exists()
    try:
        directory.mkdir(mode=paths.PRIVATE_DIRECTORY, parents=True, exist_ok=True)
        directory.chmod(paths.PRIVATE_DIRECTORY)
        (directory / paths.JOURNAL).unlink(missing_ok=True)
    except OSError as error:
        raise paths.cannot_write(directory, error) from error
    try:
        create_journal(directory / paths.JOURNAL, at, {**_opened(library), "engagement": file.id})
        paths.write_atomically(target, text.encode("utf-8"))
    except UserError:
        with contextlib.suppress(OSError):
            (directory / paths.JOURNAL).unlink(missing_ok=True)
            if made:
                directory.rmdir()
        raise


def _opened(library: Library) -> Mapping[str, Any]:
    return {"tool": __version__, "library": library_to_plain(library_ref(library))}


def refuse_occupied(directory: Path) -> None:
    """UserError when an engagement cannot be begun here: there is one already, or there are other files."""
    here = Location(str(directory))
    if directory.is_symlink() and not directory.exists():
        raise user_error(
            "not-a-directory", "is a link that leads nowhere", where=here, hint="name another directory"
        )
    if directory.exists() and not directory.is_dir():
        raise user_error("not-a-directory", "is a file", where=here, hint="name a directory")
    try:
        names = {path.name for path in directory.iterdir()} if directory.exists() else set()
    except OSError as error:
        raise paths.cannot_write(directory, error) from error
    if paths.ENGAGEMENT_FILE in names:
        raise user_error(
            "engagement-exists",
            "holds an engagement already",
            where=here,
            hint="go on with `bpo-controls assess`, or name another directory",
        )
    unfinished = {paths.JOURNAL} | {name for name in names if name.startswith(f".{paths.ENGAGEMENT_FILE}.")}
    if paths.JOURNAL in names:
        try:
            if len(read_journal(directory / paths.JOURNAL).events) > 1:
                unfinished = set()  # a journal with answers is never thrown away
        except UserError:
            if (directory / paths.JOURNAL).is_symlink() or (directory / paths.JOURNAL).stat().st_size > 4096:
                unfinished = set()
    others = sorted(names - unfinished)
    if others:
        raise user_error(
            "directory-not-empty",
            f"is not empty: it holds {others[0]}{' and more' if len(others) > 1 else ''}",
            where=here,
            hint="name a new directory",
        )


def open_engagement(
    directory: Path, library: Library, *, any_library: bool = False, texts: bool = True
) -> Engagement:
    """Read an engagement with the library its questions and controls come from. Writes nothing, needs no lock.

    `any_library` is for going over to a library of another id. Without `texts`, for those who show none, buyer and
    vendor stay open in those of the controls, and nobody looks for patient identifiers in those of engagement.yaml.

    UserError when the directory holds none, when engagement.yaml has errors (all of them at once), when
    the journal is damaged or newer than this version, or when the engagement was begun with a library of
    another id.
    """
    file, problems = _read_file(directory, texts)
    # The mirror first: what is written between the two readings makes it lag, never run ahead.
    raw_mirror = read_raw(directory / paths.MIRROR)
    journal = _settled_journal(directory / paths.JOURNAL)
    if not any_library:
        _check_library(directory, file, library)
    library = _with_own(directory, library)
    if texts:
        library = as_it_reads_here(file, library)
    warnings = [problem for problem in problems if problem.level is Level.WARNING]
    warnings += journal.warnings
    _check_same(directory, file, journal)
    warnings += copy_warnings(directory)
    warnings += library_warnings(directory, last_library(journal.events), library)
    mirror = judge_mirror(raw_mirror, journal.head, journal.events)
    if mirror.state == "ahead":
        hint = "restore the journal from a backup; if you go on, assess keeps answers.yaml aside to take in"
        warnings.append(shortened(mirror, journal.path, len(journal.events), hint))
    edited = mirror.state == "edited"
    if edited:
        warnings.append(
            Diagnostic(
                "hand-edited",
                "was edited by hand",
                Location(str(directory / paths.MIRROR)),
                "assess offers to take the changes in; until then they do not count",
                Level.WARNING,
            )
        )
    engagement = Engagement(
        directory=directory,
        file=file,
        library=library,
        full=record_of(journal.events, str(journal.path)),
        events=journal.events,
        journal_head=journal.head,
        hand_edited=edited,
    )
    engagement.warnings = (*warnings, *misfit_warnings(directory, engagement.misfits))
    return engagement


def as_it_reads_here(file: EngagementFile, library: Library) -> Library:
    """The library with buyer and vendor called by name."""
    from bpo_controls.words.specifics import with_names

    return with_names(library, {"buyer": file.buyer, "vendor": file.vendor})


def _with_own(directory: Path, library: Library) -> Library:
    """The library with the engagement's own controls. Raises UserError with every problem of own-controls.yaml."""
    path = directory / paths.OWN_CONTROLS
    if not path.exists():
        return library
    from bpo_controls.library.own_controls import with_own_controls  # pydantic comes in with it

    try:
        raw = read_plain_file(path, LARGEST_FILE)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise user_error("unreadable-file", f"cannot be read: {reason}", where=Location(str(path))) from None
    return with_own_controls(library, raw, str(path))


def _read_file(directory: Path, identifiers: bool = True) -> tuple[EngagementFile, tuple[Diagnostic, ...]]:
    path = directory / paths.ENGAGEMENT_FILE
    try:
        raw = read_plain_file(path, LARGEST_FILE)
    except (FileNotFoundError, NotADirectoryError):
        raise user_error(
            "not-an-engagement",
            "is not an engagement (there is no engagement.yaml)",
            where=Location(str(directory)),
            hint="begin one with `bpo-controls init DIR`",
        ) from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise user_error(
            "unreadable-file", f"cannot be read: {reason}", where=Location(str(path)), hint="check the rights"
        ) from error
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise user_error(
            "yaml-encoding", "is not UTF-8 text", where=Location(str(path)), hint="save it as UTF-8"
        ) from None
    file, problems = read_engagement_file(text, str(path), identifiers=identifiers)
    if file is None:
        raise UserError(*(problem for problem in problems if problem.level is Level.ERROR))
    return file, problems


def _settled_journal(path: Path) -> Journal:
    """The journal; read again when its end is torn, in case a writer is at work this very moment."""
    journal = read_journal(path)
    if journal.torn and os.path.lexists(path.parent / paths.HOLDER):
        journal = read_journal(path)
    return journal


def _check_same(directory: Path, file: EngagementFile, journal: Journal) -> None:
    """UserError when the journal was begun for another engagement.yaml."""
    begun_for = str(journal.events[0].data.get("engagement", ""))
    if file.id and begun_for and file.id != begun_for:
        raise user_error(
            "other-engagement",
            "is the journal of another engagement",
            where=Location(str(directory / paths.JOURNAL)),
            hint="put the journal back that belongs to engagement.yaml here; nothing was changed",
        )


def _check_library(directory: Path, file: EngagementFile, library: Library) -> None:
    if file.library is not None and file.library.id != library.id:
        raise user_error(
            "other-library",
            f'was begun with the library "{file.library.id}", not "{library.id}"',
            where=Location(str(directory / paths.ENGAGEMENT_FILE)),
            hint="name that library, or go over to this one with `bpo-controls upgrade`",
        )
