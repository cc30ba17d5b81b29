"""The user's cache: files that nobody else can have written, read, put in place whole, and kept few.

Whoever reads one may believe it as far as its owner; what is wrong with it is told by an exception or None, and the
caller goes on without.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

TURN_OFF = "BPO_CONTROLS_NO_CACHE"
"""Environment variable: set to anything but 0, nothing is read from or written to the cache."""


def cache_is_off() -> bool:
    """Whether the user wants no cache."""
    return os.environ.get(TURN_OFF, "0") not in ("", "0")


def user_cache() -> Path:
    """The folder in which this user's caches are kept; it may not exist yet."""
    from platformdirs import user_cache_path

    return user_cache_path("bpo-controls", appauthor=False)


def is_own(seen: os.stat_result, kind: Callable[[int], bool]) -> bool:
    """Whether a file of this kind belongs to this user alone, so that nobody else can have put code in it."""
    if not kind(seen.st_mode):
        return False
    if os.name != "posix":  # other systems keep the user's cache directory private by its place
        return True
    return seen.st_uid == os.getuid() and not seen.st_mode & 0o077


def private_cache(name: str) -> Path | None:
    """A folder of the cache that is this user's alone, made if need be; None where there can be none."""
    if cache_is_off():
        return None
    folder = user_cache() / name
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder if is_own(folder.lstat(), stat.S_ISDIR) else None
    except OSError:
        return None


def read_own(path: Path, largest: int = -1) -> bytes | None:
    """What a file holds, at most `largest` bytes of it (-1: all); None where it or its folder is not this user's alone.

    A link is not followed. Raises OSError where there is no such file.
    """
    if not is_own(path.parent.lstat(), stat.S_ISDIR):
        return None
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        return file.read(largest) if is_own(os.fstat(file.fileno()), stat.S_ISREG) else None


def keep_own(path: Path, body: bytes, *, kept: int) -> None:
    """Put a file into a folder that is this user's alone, made if need be, and let the longest unused of its kind go.

    Of files with its suffix `kept` stay. Where the folder is somebody else's, nothing is written. Raises OSError.
    """
    folder = path.parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not is_own(folder.lstat(), stat.S_ISDIR):
        return
    # mkstemp makes the file readable by its owner only; the rename makes it whole or absent.
    handle, new = tempfile.mkstemp(dir=folder, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        Path(new).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(new).unlink()
        raise
    found = sorted(folder.glob(f"*{path.suffix}"), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in found[kept:]:
        with suppress(OSError):
            old.unlink()
