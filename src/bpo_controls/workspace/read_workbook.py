"""Reads a workbook that came from outside: only cells, nothing that runs, in bounded time and memory.

openpyxl reads the sheets in its read-only mode. It is given a file only after the outer shape was looked at here: kind,
password, macros, how much the parts unpack to, no DTD (so no entity can grow), rows and cells in order.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from bpo_controls.diagnostics import Location, UserError, user_error
from bpo_controls.plain_file import read_plain_file
from bpo_controls.workspace.sheet_grid import CellValue, Grid, GridCell, SheetFile, date_text

LARGEST = 32 * 1024 * 1024
"""Most bytes of a workbook: pictures that somebody pasted take room, cells hardly any."""

LARGEST_UNPACKED = 48 * 1024 * 1024
"""Most bytes that the parts with cells, texts and styles unpack to: twenty times a questionnaire of 500 rows."""

MOST_PARTS, MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 2_000, 60, 20_000, 120, 400_000

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".xltm", ".ods", ".numbers")
"""Names that say a file is a workbook, readable or not."""

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d{1,9})["']""")
_CELL = re.compile(rb"""<(?:\w+:)?c\b([^>]*[^/>])>\s*<(?:\w+:)?(f|v|is)\b""")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,9})["']""")
_MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
_SPARE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def read_workbook(path: Path, raw: bytes | None = None) -> SheetFile:
    """Every sheet of a workbook, hidden ones too. `raw` are its bytes, where they were read already.

    Raises UserError `unreadable-file` or `workbook-unusable`, one line that says why and what to do.
    """
    where = Location(str(path))
    if raw is None:
        try:
            raw = read_plain_file(path, LARGEST)
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            raise user_error(
                "unreadable-file", f"cannot be read: {reason}", where=where, hint="check the path"
            ) from error
    try:
        with zipfile.ZipFile(io.BytesIO(_outer_shape(raw, where))) as parts:
            names = _checked_parts(parts, where)
            comments = any(re.match(r"(?i)xl/(threaded)?comments?\d*(/|\.xml)", name) for name in names)
            grids = tuple(_grids(parts, raw, where))
    except UserError:
        raise
    except MemoryError:
        raise _unusable(where, "is too large", "take out what is not needed") from None
    except Exception as error:  # a damaged part fails in the reader in many ways
        raise _unusable(where, "is damaged", _SAVE_AGAIN) from error
    if not grids:
        raise _unusable(where, "holds no sheet with cells", _SAVE_AGAIN)
    return SheetFile(str(path), grids, comments)


_SAVE_AGAIN = "open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)"


def _unusable(where: Location, message: str, hint: str) -> UserError:
    return user_error("workbook-unusable", message, where=where, hint=hint)


def _outer_shape(raw: bytes, where: Location) -> bytes:
    """The bytes again, if they are a zip archive; else what they seem to be."""
    if raw.startswith(b"PK\x03\x04"):
        return raw
    if raw.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise _unusable(where, "is protected with a password", "save it without a password to open")
        raise _unusable(where, "is a workbook of the old kind (.xls)", _SAVE_AGAIN)
    if not raw:
        raise _unusable(where, "is empty", "ask for the file again")
    raise _unusable(where, "is not a workbook", _SAVE_AGAIN)


def _checked_parts(parts: zipfile.ZipFile, where: Location) -> list[str]:
    """The names of the parts, once nothing about them speaks against reading."""
    infos = parts.infolist()
    if len(infos) > MOST_PARTS:
        raise _unusable(where, f"has more than {MOST_PARTS:,} parts", _SAVE_AGAIN)
    names = [info.filename for info in infos]
    known = {name.casefold() for name in names}
    if len(known) != len(names):
        raise _unusable(where, "holds a part twice", _SAVE_AGAIN)
    if any(info.flag_bits & 1 for info in infos):
        raise _unusable(where, "is protected with a password", "save it without a password to open")
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in known):
        raise _unusable(where, "carries macros", "save it as a workbook without macros (.xlsx)")
    if "mimetype" in known and "content.xml" in known:
        raise _unusable(where, "is an OpenDocument spreadsheet", _SAVE_AGAIN)
    if "xl/workbook.bin" in known:
        raise _unusable(where, "is a binary workbook (.xlsb)", _SAVE_AGAIN)
    if "word/document.xml" in known:
        raise _unusable(
            where, "is a Word file", "a Word form is read by people: use the workbook, or type it in"
        )
    if any(name.startswith("index/") and name.endswith(".iwa") for name in known):
        raise _unusable(where, "is a Numbers file", "export it from Numbers as Excel")
    if "xl/workbook.xml" not in known:
        raise _unusable(where, "is not a workbook", _SAVE_AGAIN)
    read = [info for info in infos if info.filename.casefold().endswith((".xml", ".rels"))]
    if sum(info.file_size for info in read) > LARGEST_UNPACKED:
        raise _unusable(
            where, f"unpacks to more than {LARGEST_UNPACKED >> 20} MB of cells", "take out what is not needed"
        )
    for info in read:
        text = parts.read(info)
        if (
            b"<!DOCTYPE" in text
            or b"<!ENTITY" in text
            or b"<\0!\0D\0O\0C" in text
            or b"<\0!\0E\0N\0T" in text
        ):
            raise _unusable(where, "holds definitions that no workbook has", _SAVE_AGAIN)
        if info.filename == "[Content_Types].xml" and b"macroEnabled" in text:
            raise _unusable(where, "carries macros", "save it as a workbook without macros (.xlsx)")
    return names


def _grids(parts: zipfile.ZipFile, raw: bytes, where: Location) -> Iterator[Grid]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that it leaves out
        book: Any = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        if len(book.worksheets) > MOST_SHEETS:
            raise _unusable(where, f"has more than {MOST_SHEETS} sheets", "take out what is not needed")
        listed = len(re.findall(rb"<(?:\w+:)?sheet\s", parts.read(_workbook_part(parts))))
        if len(book._sheets) < listed:
            raise _unusable(where, "is damaged", _SAVE_AGAIN)
        cells = 0
        for sheet in book.worksheets:
            text = parts.read(sheet._worksheet_path)
            formulas = _looked_over(text, where)
            rows: list[tuple[GridCell, ...]] = []
            sheet.reset_dimensions()
            for number, row in enumerate(
                sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS) if _ROW.search(text) else (), 1
            ):
                found = [_cell(cell, (number, at) in formulas) for at, cell in enumerate(row, 1)]
                while found and not found[-1].filled:
                    found.pop()
                cells += len(found)
                if cells > MOST_CELLS:
                    raise _unusable(
                        where, f"holds more than {MOST_CELLS:,} cells", "take out what is not needed"
                    )
                rows.append(tuple(found))
            while rows and not rows[-1]:
                rows.pop()
            yield Grid(where.file, str(sheet.title), tuple(rows), merged=tuple(_merged(text)))


def _workbook_part(parts: zipfile.ZipFile) -> str:
    return next(name for name in parts.namelist() if name.casefold() == "xl/workbook.xml")


def _looked_over(text: bytes, where: Location) -> set[tuple[int, int]]:
    """The cells of a sheet that hold a formula, by row and column from 1; the rows must be in order and not too many."""
    last = 0
    for match in _ROW.finditer(text):
        number = _NUMBER.search(match.group(1))
        if number is None:
            last += 1
            continue
        if int(number.group(1)) <= last:
            raise _unusable(where, "is damaged: rows are out of order", _SAVE_AGAIN)
        last = int(number.group(1))
    formulas = set()
    for match in _CELL.finditer(text):
        place = _PLACE.search(match.group(1))
        if place is None:
            continue
        row, at = int(place.group(2)), _column_number(place.group(1))
        if row > MOST_ROWS:
            raise _unusable(where, f"has more than {MOST_ROWS:,} rows", "take out what is not needed")
        if match.group(2) == b"f":
            formulas.add((row, at))
    return formulas


def _merged(text: bytes) -> Iterator[tuple[int, int, int, int]]:
    for match in _MERGED.finditer(text):
        left, top, right, bottom = match.groups()
        yield int(top) - 1, _column_number(left) - 1, int(bottom) - 1, _column_number(right) - 1


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _cell(cell: Any, formula: bool) -> GridCell:
    value = cell.value
    if value is None and not formula:
        return GridCell(None)
    error = getattr(cell, "data_type", "") == "e"
    percent = isinstance(value, (int, float)) and _shows_percent(getattr(cell, "number_format", "") or "")
    return GridCell(_plain(value), percent, formula, error)


def _plain(value: object) -> CellValue:
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if abs(value) < float("inf") else str(value)
        case date():
            return date_text(value)
        case time() | timedelta():
            return str(value)
        case _:
            return str(value)


def _shows_percent(number_format: str) -> bool:
    """Whether a number format multiplies by a hundred: a % that is not quoted, escaped or in brackets."""
    return "%" in _SPARE.sub("", number_format)
