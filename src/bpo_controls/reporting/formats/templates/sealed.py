"""A folder of templates that is only what it seems to be: plain files, none of them elsewhere."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from bpo_controls.diagnostics import Location, UserError, user_error

MOST_FILES = 2_000
DEEPEST = 12
LARGEST = 32_000_000
"""How many files a folder of templates may hold, how deep, and how many bytes each."""


def check_folder(folder: Path) -> None:
    """Raises UserError when something in a folder of templates is a link, no plain file, or cannot be listed.

    A link would let a template, and Typst with it, read a file from anywhere into a document for a client.
    """
    for count, entry in enumerate(_entries(folder, 0)):
        where = Location(entry.path)
        kind = entry.stat(follow_symlinks=False)
        if stat.S_ISLNK(kind.st_mode):
            raise user_error(
                "template-linked",
                "this is a link, and templates are read from their own folder only",
                where=where,
                hint="put a copy of the file there",
            )
        if not stat.S_ISREG(kind.st_mode) and not stat.S_ISDIR(kind.st_mode):
            raise user_error(
                "template-error", "this is no plain file", where=where, hint="take it out of the folder"
            )
        if kind.st_size > LARGEST or count >= MOST_FILES:
            message = (
                "this file is larger than 32 MB" if kind.st_size > LARGEST else "there are too many files"
            )
            raise user_error(
                "template-error", message, where=where, hint="keep only templates and fonts there"
            )


def _entries(folder: Path, depth: int) -> Iterator[os.DirEntry[str]]:
    if depth > DEEPEST:
        raise user_error(
            "template-error",
            "is nested too deep",
            where=Location(str(folder)),
            hint="keep only templates there",
        )
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        raise _unreadable(folder, error) from error
    for entry in entries:
        yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path), depth + 1)


def _unreadable(folder: Path, error: OSError) -> UserError:
    return user_error(
        "unreadable-file",
        f"this folder of templates cannot be read: {(error.strerror or str(error)).lower()}",
        where=Location(str(folder)),
        hint="check the rights on it, or take it away",
    )
