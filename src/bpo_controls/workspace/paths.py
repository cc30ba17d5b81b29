"""Names inside an engagement directory, and the one way files are replaced there."""

from __future__ import annotations

import contextlib
import errno
import os
import re
from pathlib import Path, PurePosixPath, PureWindowsPath

from bpo_controls.diagnostics import Location, UserError, user_error

ENGAGEMENT_FILE = "engagement.yaml"
JOURNAL = "journal.jsonl"
MIRROR = "answers.yaml"
OWN_CONTROLS = "own-controls.yaml"
OUT = "out"
LOCK = ".lock"
HOLDER = ".lock-holder.json"

PRIVATE_FILE = 0o600
PRIVATE_DIRECTORY = 0o700


_PART = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def deliverable_name(document: str, fmt: str, edition: str = "", extract: str = "") -> str:
    """`gap-report.pdf`, or with edition and extract `checklist.buyer.pilot.md`. Raises ValueError for unsafe parts."""
    for part in filter(None, (document, edition, extract, fmt)):
        if not _PART.fullmatch(part):
            raise ValueError(f"unsafe name for a deliverable: {part!r}")
    return ".".join(filter(None, (document, edition, extract, fmt)))


def inside(directory: Path, relative: str) -> Path:
    """The path of `relative` below `directory`; UserError when it would lead outside, also through a link."""
    problem = outside_reason(relative)
    path = directory / relative
    if not problem and not path.resolve().is_relative_to(directory.resolve()):
        problem = "leads outside the engagement through a link"
    if problem:
        raise user_error(
            "path-outside", f'"{relative}" {problem}', hint="name a file below the engagement directory"
        )
    return path


def outside_reason(relative: str) -> str:
    """Why a path as written cannot be used below a directory, on any system; "" when it can."""
    windows = PureWindowsPath(relative)
    if not relative.strip() or "\0" in relative:
        return "is not a file name"
    if PurePosixPath(relative).is_absolute() or windows.is_absolute() or windows.drive or windows.root:
        return "is not relative to the engagement directory"
    if ".." in windows.parts:
        return "leads out of the engagement directory"
    return ""


def write_atomically(path: Path, data: bytes, *, mode: int = PRIVATE_FILE) -> None:
    """Replaces `path` as a whole: readers see the old bytes or the new ones, also after a crash.

    A link at `path` is replaced, never followed. UserError when the disk or the rights do not allow it;
    then the old file stands and nothing is left behind.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with contextlib.suppress(FileNotFoundError):
            new.unlink()
        fd = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        try:
            write_all(fd, data)
            os.fsync(fd)
        finally:
            os.close(fd)
        new.replace(path)
        sync_directory(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink()
        raise cannot_write(path, error) from error


def write_all(fd: int, data: bytes) -> None:
    """Writes every byte, however many calls the system takes for it. Raises OSError."""
    rest = memoryview(data)
    while rest:
        written = os.write(fd, rest)
        if written == 0:
            raise OSError(errno.ENOSPC, "nothing could be written")
        rest = rest[written:]


def sync_directory(directory: Path) -> None:
    """Makes a new or renamed entry of a directory last. A no-op where directories cannot be opened."""
    if os.name == "nt":
        return
    fd = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def remove_leftovers(path: Path) -> None:
    """Removes half-made replacements of `path` that killed processes left. Call it under the lock."""
    for left in path.parent.glob(f".{path.name}.*.new"):
        with contextlib.suppress(OSError):
            left.unlink()


def free_numbered(directory: Path, before: str, after: str) -> Path:
    """The first path `<before><n><after>`, n from 1, that is not taken."""
    number = 1
    while os.path.lexists(directory / f"{before}{number}{after}"):
        number += 1
    return directory / f"{before}{number}{after}"


def cannot_write(path: Path, error: OSError, lost: str = "nothing was changed") -> UserError:
    """The refusal of a write, in words, with what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return user_error(
            "disk-full",
            f"the disk is full; {lost}",
            where=Location(str(path)),
            hint="free some space, then go on",
        )
    reason = (error.strerror or type(error).__name__).lower()
    return user_error(
        "cannot-write",
        f"cannot be written: {reason}; {lost}",
        where=Location(str(path)),
        hint="check the rights on the directory",
    )
