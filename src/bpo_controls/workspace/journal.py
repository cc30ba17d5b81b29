"""`journal.jsonl`: every event of an engagement, one JSON line each, chained by digests, never rewritten.

A line is `{"n":…,"at":…,"kind":…,"data":…,"prev":…,"digest":…}` in UTF-8 with sorted keys inside `data`.
`digest` is the SHA-256 of the line's bytes without the digest member; `prev` is the digest of the line
before. Hashing the bytes as they stand, not a re-encoding, keeps old journals valid whatever writes them.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bpo_controls.diagnostics import Diagnostic, Level, Location, user_error
from bpo_controls.plain_file import read_plain_file
from bpo_controls.workspace.paths import (
    PRIVATE_FILE,
    cannot_write,
    free_numbered,
    sync_directory,
    write_all,
)

FORMAT = 1
"""Goes up when a reader of the format before could misread a journal. Stands in the `opened` event."""

KINDS = (
    "opened", "answer", "withdrawn", "imported", "contested", "settled", "proposed", "confirmed", "rejected",
    "undone", "redone", "renamed", "reviewed", "signed", "upgraded", "merged", "redacted", "library-changed",
    "tracked", "steps-proposed", "own-controls",
)  # fmt: skip
"""`answer` counts; `contested` disagrees with one that stands, `settled` ends that. `redacted` vouches for lines
from which a text was removed. `tracked` counts about steps of the action plan, `steps-proposed` waits to be confirmed.
`own-controls` says which controls of the engagement's own count from here on, or no longer."""

START = "0" * 64
"""What the first event has for the digest of the one before."""

_TAIL = re.compile(rb',"prev":"([0-9a-f]{64})","digest":"([0-9a-f]{64})"\}')
_DIGEST_PART = len(',"digest":""}') + 64


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: number from 1, moment (ISO 8601), kind, plain data, digest of its line."""

    n: int
    at: str
    kind: str
    data: Mapping[str, Any]
    digest: str


@dataclass(frozen=True, slots=True)
class Journal:
    """What a journal file holds. `size` is the length in bytes of its whole, verified lines.

    `torn` is what follows them: the beginning of an event: one that was never confirmed,
    or one that was cut off later. `unended` says that
    the last whole line lacks only its line end.
    """

    path: Path
    events: tuple[Event, ...]
    size: int
    torn: bytes = b""
    unended: bool = False

    @property
    def head(self) -> str:
        """The digest of the last event."""
        return self.events[-1].digest if self.events else START

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """A warning when a torn end was found, else none."""
        if not self.torn:
            return ()
        return (
            Diagnostic(
                "journal-torn",
                f"the last line is torn: {len(self.torn)} bytes of an event whose rest is gone",
                Location(str(self.path), len(self.events) + 1, 1),
                "assess puts it aside as journal.torn-<n>.txt; every whole event is kept",
                Level.WARNING,
            ),
        )


def encode(n: int, at: str, kind: str, data: Mapping[str, Any], prev: str) -> tuple[bytes, str]:
    """The line of an event with its line end, and its digest. Raises ValueError for data JSON cannot hold."""
    body = json.dumps(data, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    start = f'{{"n":{n},"at":{json.dumps(at)},"kind":{json.dumps(kind)},"data":{body},"prev":"{prev}"'
    raw = start.encode("utf-8")
    digest = hashlib.sha256(raw + b"}").hexdigest()
    return raw + f',"digest":"{digest}"}}\n'.encode("ascii"), digest


def read_journal(path: Path) -> Journal:
    """Reads and verifies a journal. Never writes.

    UserError when the file cannot be read, is a link, was written by a newer version, or is damaged
    anywhere but at its very end. A torn end is reported in `Journal.torn`, not raised.
    """
    if path.is_symlink():
        raise user_error(
            "journal-linked",
            "is a link",
            where=Location(str(path)),
            hint="put the journal itself in its place",
        )
    try:
        raw = read_plain_file(path)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise user_error(
            "journal-missing",
            f"cannot be read: {reason}",
            where=Location(str(path)),
            hint="check the rights on it"
            if isinstance(error, PermissionError)
            else "restore it from a backup; the engagement cannot go on without its journal",
        ) from error
    _refuse_foreign_marks(path, raw)
    journal = verify(path, raw)
    if not journal.events:
        raise _damaged(path, 1, "does not begin with a whole event")
    return journal


MERGE_MARK = re.compile(rb"^(?:<{7}|>{7})", re.MULTILINE)
"""The first line of either side of an unfinished git merge."""


def _refuse_foreign_marks(path: Path, raw: bytes) -> None:
    """UserError for what a merge or an editor leaves in the file: `merge` puts both right."""
    mark = MERGE_MARK.search(raw)
    if mark is not None:
        line = raw.count(b"\n", 0, mark.start()) + 1
        raise user_error(
            "journal-merge",
            "holds the marks of an unfinished git merge",
            where=Location(str(path), line, 1),
            hint=f"`bpo-controls merge {path.parent}` joins both sides",
        )
    if raw.startswith(b"\xef\xbb\xbf") or b"\r\n" in raw:
        raise user_error(
            "journal-line-ends",
            "was rewritten by another program with Windows line ends or a byte order mark",
            where=Location(str(path), 1, 1),
            hint=f"`bpo-controls merge {path.parent}` puts it right, if nothing else was changed",
        )


def verify(path: Path, raw: bytes) -> Journal:
    """The journal that these bytes are. UserError as in `read_journal`."""
    events: list[Event] = []
    head, size = START, 0
    lines = raw.split(b"\n")
    vouchers = _vouchers(lines)
    for number, line in enumerate(lines, start=1):
        whole = number < len(lines)
        if not whole and not line:
            break
        event = _event(line, number, head, vouchers)
        if isinstance(event, str):
            # Only what nothing follows can be torn, and only if it is not a line that was whole once.
            last = not any(lines[number:])
            if last and (not whole or not _is_json(line)):
                return Journal(path, tuple(events), size, torn=raw[size:])
            raise _damaged(path, number, event)
        _check_known(path, number, event)
        events.append(event)
        head = event.digest
        if not whole:
            return Journal(path, tuple(events), size + len(line), unended=True)
        size += len(line) + 1
    return Journal(path, tuple(events), size)


def _vouchers(lines: list[bytes]) -> dict[int, tuple[str, str]]:
    """For each line from which a text was removed: its digest before, and that of its bytes since."""
    found: dict[int, tuple[str, str]] = {}
    for line in lines:
        if b'"kind":"redacted"' not in line or _unsealed(line) is None:
            continue
        with contextlib.suppress(ValueError, KeyError, TypeError):
            for one in json.loads(line)["data"]["lines"]:
                found[int(one["event"])] = (str(one["was"]), str(one["is"]))
    return found


def _unsealed(line: bytes) -> str | None:
    """The digest that a line carries, when it is the digest of the line."""
    tail = _TAIL.fullmatch(line, max(0, len(line) - 64 - _DIGEST_PART - len(',"prev":""')))
    if tail is None:
        return None
    digest = tail.group(2).decode("ascii")
    return digest if body_digest(line) == digest else None


def body_digest(line: bytes) -> str:
    """The SHA-256 of a line (without its end) less its digest member."""
    return hashlib.sha256(line[:-_DIGEST_PART] + b"}").hexdigest()


def redacted_line(line: bytes, data: Mapping[str, Any]) -> bytes:
    """The line with other data and with the digest it had, so that the lines after it still follow."""
    event = json.loads(line)
    body = json.dumps(data, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    start = (
        f'{{"n":{event["n"]},"at":{json.dumps(event["at"])},"kind":{json.dumps(event["kind"])},"data":{body}'
    )
    return f'{start},"prev":"{event["prev"]}","digest":"{event["digest"]}"}}'.encode()


def _event(line: bytes, n: int, prev: str, vouchers: Mapping[int, tuple[str, str]]) -> Event | str:
    """The event of a line, or what is wrong with the line."""
    tail = _TAIL.fullmatch(line, max(0, len(line) - 64 - _DIGEST_PART - len(',"prev":""')))
    if tail is None:
        return "is not a whole event"
    digest = tail.group(2).decode("ascii")
    found = body_digest(line)
    if found != digest and vouchers.get(n) != (digest, found):
        return "does not match its digest"
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return "is not JSON"
    if tail.group(1).decode("ascii") != prev or data.get("n") != n:
        return "does not follow the line before it"
    shape = (data.get("at"), data.get("kind"), data.get("data"))
    if not (isinstance(shape[0], str) and isinstance(shape[1], str) and isinstance(shape[2], dict)):
        return "is not an event"
    return Event(n, shape[0], shape[1], shape[2], digest)


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _check_known(path: Path, number: int, event: Event) -> None:
    newer = event.kind not in KINDS
    if number == 1:
        if event.kind != "opened" and not newer:
            raise _damaged(path, number, 'is not the "opened" event')
        newer = newer or event.data.get("format") != FORMAT
    if newer:
        raise user_error(
            "journal-newer",
            "was written by a newer version of bpo-controls",
            where=Location(str(path), number, 1),
            hint="upgrade bpo-controls; nothing was changed",
        )


def _damaged(path: Path, number: int, problem: str) -> Exception:
    return user_error(
        "journal-damaged",
        f"{problem}; the journal was changed by hand or damaged",
        where=Location(str(path), number, 1),
        hint="restore it from a backup, or begin anew with init and take in a copy of answers.yaml with "
        "assess --answers; nothing was changed",
    )


def create_journal(path: Path, at: str, data: Mapping[str, Any]) -> None:
    """A new journal whose first event is `opened`, on disk when this returns. UserError when it cannot be."""
    line, _ = encode(1, at, "opened", {"format": FORMAT, **data}, START)
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
        try:
            write_all(fd, line)
            os.fsync(fd)
        finally:
            os.close(fd)
        sync_directory(path.parent)
    except OSError as error:
        raise cannot_write(path, error) from error


class JournalWriter:
    """Appends to a journal. One at a time, under the lock of the engagement."""

    def __init__(self, path: Path) -> None:
        self._fd = -1
        journal = read_journal(path)
        self._path = path
        self._size = journal.size
        self._broken = False
        self.events: list[Event] = list(journal.events)
        flags = os.O_RDWR | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        try:
            self._fd = os.open(path, flags)
            self.set_aside = self._recover(journal)
        except OSError as error:
            self.close()
            raise cannot_write(path, error) from error

    @property
    def head(self) -> str:
        """The digest of the last event."""
        return self.events[-1].digest

    def _recover(self, journal: Journal) -> Path | None:
        """Puts a torn end aside and cuts it off; ends an unended line."""
        if journal.unended:
            write_all(self._fd, b"\n")
            os.fsync(self._fd)
            self._size += 1
            return None
        if not journal.torn:
            return None
        aside = free_numbered(journal.path.parent, "journal.torn-", ".txt")
        fd = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
        try:
            write_all(fd, journal.torn)
            os.fsync(fd)
        finally:
            os.close(fd)
        os.ftruncate(self._fd, journal.size)
        os.fsync(self._fd)
        sync_directory(journal.path.parent)
        return aside

    def append(self, at: str, kind: str, data: Mapping[str, Any]) -> Event:
        """Adds one event and returns when it is on disk.

        UserError when it could not be saved; then the journal ends where it ended before. ValueError for
        data that JSON cannot hold; then nothing was tried.
        """
        line, digest = encode(len(self.events) + 1, at, kind, data, self.head)
        self._check_alone()
        try:
            if self._broken:
                raise OSError("an earlier write left the journal in doubt")
            written = os.write(self._fd, line)
            if written != len(line):
                write_all(self._fd, line[written:])  # raises with the reason, as a rule that the disk is full
            os.fsync(self._fd)
        except OSError as error:
            self._cut_back()
            raise cannot_write(self._path, error, "the answer was not saved") from error
        self._size += len(line)
        event = Event(len(self.events) + 1, at, kind, json.loads(line)["data"], digest)
        self.events.append(event)
        return event

    def _check_alone(self) -> None:
        """UserError when the file is not as it was last read or written here: somebody else writes too."""
        here = os.fstat(self._fd)
        try:
            there = self._path.stat()
            moved = (here.st_ino, here.st_dev) != (there.st_ino, there.st_dev)
        except OSError:
            moved = True
        if not moved and here.st_size == self._size:
            return
        changed = "was replaced" if moved else "was written by somebody else"
        raise user_error(
            "engagement-busy",
            f"{changed} meanwhile; the answer was not saved",
            where=Location(str(self._path)),
            hint="one writer at a time, also in a shared or synced folder; open the engagement again",
        )

    def _cut_back(self) -> None:
        try:
            os.ftruncate(self._fd, self._size)
            os.fsync(self._fd)
        except OSError:
            self._broken = True  # the next writer recovers the torn end

    def close(self) -> None:
        """Close the file."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
