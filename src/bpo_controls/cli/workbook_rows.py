"""Reads the first sheet of a workbook that somebody named: cells as text, formulas as what they came to."""

from __future__ import annotations

from pathlib import Path

LARGEST_UNPACKED = 200 * 1024 * 1024
"""Bytes that the parts of a workbook may unpack to: far more than a sheet of people ever has."""


def workbook_rows(path: Path) -> list[list[str]]:
    """The rows of the first sheet. Raises UserError `unreadable-file` or `bad-sheet`, naming the file."""
    import io
    import zipfile

    from openpyxl import load_workbook

    from bpo_controls.cli.text_files import LARGEST
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
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
                raise ValueError("too large")
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        return [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    except Exception as error:  # the reader fails in many ways on a damaged file
        raise user_error(
            "bad-sheet",
            "is not a workbook that can be read",
            where=where,
            hint="save it again, or export it as CSV",
        ) from error


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
