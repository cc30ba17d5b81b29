"""Reads a text file that somebody named on the command line."""

from __future__ import annotations

from pathlib import Path

LARGEST = 16 * 1024 * 1024


def read_text_file(path: Path) -> str:
    """The file's text. Raises UserError `unreadable-file` or `yaml-encoding`, naming the file."""
    from bpo_controls.diagnostics import Location, user_error
    from bpo_controls.plain_file import read_plain_file

    where = Location(str(path))
    try:
        raw = read_plain_file(path, LARGEST)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise user_error(
            "unreadable-file", f"cannot be read: {reason}", where=where, hint="check the path"
        ) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = f"byte {error.start + 1}"
        raise user_error(
            "yaml-encoding", f"is not UTF-8 text ({place})", where=where, hint="save it as UTF-8"
        ) from error
