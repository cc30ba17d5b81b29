"""One writer at a time. The lock itself is the operating system's, so a dead process never holds it."""

from __future__ import annotations

import contextlib
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bpo_controls.answers.typed_text import visible
from bpo_controls.diagnostics import Location, UserError, user_error
from bpo_controls.plain_file import read_plain_file
from bpo_controls.workspace.paths import HOLDER, LOCK, PRIVATE_FILE, cannot_write, write_atomically


@contextmanager
def writing(directory: Path, since: str) -> Iterator[None]:
    """Holds the lock of an engagement; UserError naming the holder when another writer has it.

    `since` (ISO 8601) is what others are told. Readers never need the lock.
    """
    from filelock import FileLock, Timeout

    if (directory / LOCK).is_symlink():  # taking the lock empties the file it is on
        raise user_error(
            "lock-linked", "is a link", where=Location(str(directory / LOCK)), hint="delete it and try again"
        )
    lock = FileLock(directory / LOCK, timeout=0, mode=PRIVATE_FILE, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise user_error(
            "engagement-busy",
            f"is being written by {_holder(directory)}",
            where=Location(str(directory)),
            hint="let them finish, or close their session; nothing was changed",
        ) from None
    except OSError as error:
        raise cannot_write(directory / LOCK, error) from error
    try:
        _sign(directory, since)
        yield
    finally:
        with contextlib.suppress(OSError):
            (directory / HOLDER).unlink()
        lock.release()


def _sign(directory: Path, since: str) -> None:
    """Says who writes. Only a courtesy to others: a full disk must not stop the work here."""
    import getpass

    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = f"user {os.getuid()}" if hasattr(os, "getuid") else "an unknown user"
    data = {"user": user, "host": platform.node(), "pid": os.getpid(), "since": since}
    with contextlib.suppress(UserError):
        write_atomically(directory / HOLDER, json.dumps(data).encode("utf-8"))


def _holder(directory: Path) -> str:
    try:
        data = json.loads(read_plain_file(directory / HOLDER, 100_000))
        user, host, since = (visible(str(data[key])) for key in ("user", "host", "since"))
        pid = int(data["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return "another session"
    if host == platform.node() and not _alive(pid):
        return "another session"
    return f"{user} on {host} (process {pid}) since {since}"


def _alive(pid: int) -> bool:
    if os.name == "nt":
        return True  # there is no harmless way to ask
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
