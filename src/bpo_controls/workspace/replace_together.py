"""Replaces several files as one: all of them appear, or none does and what was there stands."""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bpo_controls.workspace import paths

_LEFT = re.compile(r"\.(?P<name>.+)\.(?P<process>\d+)\.(?P<kind>new|old)")
"""What a run that was killed leaves behind: half-made files, and files it had put out of the way."""


def replace_together(bodies: Mapping[Path, bytes], moves: Sequence[tuple[Path, Path]] = ()) -> None:
    """Writes every body beside its place first, then puts all of them there.

    `moves` are files that get another name first, as (from, to). A link at a place is replaced, never followed. Raises
    UserError where the disk or the rights do not allow it; then every file is as it was and nothing is left behind.
    Readers that look while names change may see some files new and some old.
    """
    made: list[Path] = []
    fresh: list[tuple[Path, Path]] = []
    undo: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    target = next(iter(bodies), Path())
    try:
        for target, body in bodies.items():
            made += _make_directories(target.parent)
            new = _beside(target, "new")
            fresh.append((new, target))
            _write(new, body)
        for target, to in moves:
            made += _make_directories(to.parent)
            target.rename(to)
            undo.append((to, target))
        for new, target in fresh:
            if os.path.lexists(target):
                old = _beside(target, "old")
                undo.append((old, target))
                _keep(target, old)
            new.replace(target)
            placed.append(target)
    except BaseException as error:
        for place in placed:
            with contextlib.suppress(OSError):
                place.unlink()
        _back(undo)
        for new, target in fresh:
            for left in (new, _beside(target, "old")):
                with contextlib.suppress(OSError):
                    left.unlink()
        for directory in reversed(made):
            with contextlib.suppress(OSError):
                directory.rmdir()
        if isinstance(error, OSError):
            raise paths.cannot_write(target, error) from error
        raise
    for target in bodies:
        with contextlib.suppress(OSError):
            _beside(target, "old").unlink()
    for directory in {target.parent for target in bodies}:
        with contextlib.suppress(OSError):
            paths.sync_directory(directory)


def sweep(directory: Path) -> None:
    """Removes what killed runs left in a directory, and puts back what they had put out of the way.

    Files of a process that still runs are left alone.
    """
    for left, name, kind in _leftovers(directory):
        place = left.with_name(name)
        with contextlib.suppress(OSError):
            if kind == "old" and not os.path.lexists(place):
                left.rename(place)
            else:
                left.unlink()


def _leftovers(directory: Path) -> Iterator[tuple[Path, str, str]]:
    try:
        entries = sorted(directory.iterdir())
    except OSError:
        return
    for entry in entries:
        found = _LEFT.fullmatch(entry.name)
        if found and not entry.is_dir() and not _runs(int(found["process"])):
            yield entry, found["name"], found["kind"]


def _runs(process: int) -> bool:
    if process == os.getpid() or os.name == "nt":
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _beside(target: Path, kind: str) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}.{kind}")


def _make_directories(directory: Path) -> list[Path]:
    """The directories that had to be made, outermost first."""
    missing = []
    while not directory.exists():
        missing.append(directory)
        directory = directory.parent
    for one in reversed(missing):
        one.mkdir(mode=paths.PRIVATE_DIRECTORY)
    return missing[::-1]


def _write(new: Path, body: bytes) -> None:
    with contextlib.suppress(FileNotFoundError):
        new.unlink()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    fd = os.open(new, flags, paths.PRIVATE_FILE)
    try:
        paths.write_all(fd, body)
        os.fsync(fd)
    finally:
        os.close(fd)


def _keep(target: Path, old: Path) -> None:
    """Gives what stands at a place a second name, so that it never goes missing; where links do not work, moves it."""
    if target.is_dir() and not target.is_symlink():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    with contextlib.suppress(FileNotFoundError):
        old.unlink()
    try:
        os.link(target, old, follow_symlinks=False)
    except (OSError, NotImplementedError):
        target.rename(old)


def _back(undo: Sequence[tuple[Path, Path]]) -> None:
    """Gives every file its old name again, last change first."""
    for now, before in reversed(undo):
        with contextlib.suppress(OSError):
            now.replace(before)
