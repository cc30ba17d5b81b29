"""Reading a file that somebody named: only a plain file, only so much of it, and never waiting."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

LARGEST = 512 * 1024 * 1024
"""Most bytes any file of ours may have: a journal of a million events."""


def read_plain_file(path: Path, most: int = LARGEST) -> bytes:
    """The bytes of a file. OSError, with a reason to print, for a pipe, a device, a socket, or more than `most` bytes.

    A pipe would be waited for without end, a device may never end, and neither says how large it is.
    """
    raw = read_head(path, most + 1)
    if len(raw) > most:
        raise OSError(errno.EFBIG, f"Larger than {most / 1048576:g} MB", str(path))
    return raw


def read_head(path: Path, most: int) -> bytes:
    """At most so many bytes from the start of a file. OSError like `read_plain_file`, but for the size."""
    fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(fd, "rb") as file:
        seen = os.fstat(fd)
        if stat.S_ISDIR(seen.st_mode):
            raise IsADirectoryError(errno.EISDIR, "Is a directory", str(path))
        if not stat.S_ISREG(seen.st_mode):
            raise OSError(errno.EINVAL, "Not a plain file", str(path))
        raw = file.read(min(most, seen.st_size + 1))  # not `most` at once: room for that takes time to get
        return raw if len(raw) <= seen.st_size else raw + file.read(most - len(raw))
