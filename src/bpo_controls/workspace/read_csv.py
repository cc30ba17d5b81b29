"""Reads a table saved as text: commas, semicolons or tabs, in the encodings that spreadsheets write."""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import Path

from bpo_controls.diagnostics import Location, user_error
from bpo_controls.plain_file import read_plain_file
from bpo_controls.workspace.sheet_grid import Grid, GridCell, SheetFile

LARGEST = 16 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 20_000, 120
SUFFIXES = (".csv", ".tsv", ".tab")
ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"})
"""What a spreadsheet shows where a formula came to nothing."""

_HARMLESS = re.compile(r"(^|[;\t\n])'(?=\s*[=+\-@＝＋－＠]|[\t\n])")


def read_csv(path: Path) -> SheetFile:
    """The one table of a file. Raises UserError `unreadable-file`, `text-encoding` or `workbook-unusable`.

    The apostrophe that we put before a text that a spreadsheet would take for a formula is taken off again.
    """
    where = Location(str(path))
    try:
        raw = read_plain_file(path, LARGEST)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise user_error(
            "unreadable-file", f"cannot be read: {reason}", where=where, hint="check the path"
        ) from error
    text = _decoded(raw, where)
    head = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    rows: list[tuple[GridCell, ...]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for row in reader:
            if len(rows) >= MOST_ROWS or len(row) > MOST_COLUMNS:
                raise user_error(
                    "workbook-unusable",
                    f"has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns",
                    where=where,
                    hint="take out what is not needed",
                )
            rows.append(tuple(_cell(one) for one in row))
            lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise user_error(
            "workbook-unusable",
            f"is not CSV: {error}",
            where=Location(str(path), line, 1),
            hint="save it again as CSV (UTF-8)",
        ) from error
    return SheetFile(str(path), (Grid(str(path), path.stem, tuple(rows), tuple(lines)),))


def _decoded(raw: bytes, where: Location) -> str:
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "utf-16" if wide else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise user_error(
            "text-encoding",
            f"is not UTF-8 text (byte {error.start + 1})",
            where=where,
            hint='save it as "CSV UTF-8"',
        ) from error
    if "\0" in text:
        raise user_error("text-encoding", "is not text", where=where, hint='save it as "CSV UTF-8"')
    return text


def _cell(text: str) -> GridCell:
    text = _HARMLESS.sub(r"\1", text).strip()
    return GridCell(text or None, error=text in ERRORS)
