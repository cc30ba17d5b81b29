"""The main table of a document as CSV: readable by every spreadsheet, harmless in each.

RFC 4180 with a byte order mark, so that Excel reads UTF-8. A spreadsheet takes what starts with `=`, `+`, `-`, `@`,
a tab or a line end for a formula; such a text gets an apostrophe in front, which spreadsheets use for "this is text".
The same is done after a line end, a tab or a semicolon inside a text, where a spreadsheet set to another separator
would start a new cell. Numbers are written as machines write them, dates as `2026-12-01`.
"""

from __future__ import annotations

import csv as writer
import re
from collections.abc import Sequence
from datetime import date
from io import StringIO
from pathlib import Path

from bpo_controls.reporting.blocks.document import Document
from bpo_controls.reporting.blocks.table import Cell, Table, plain_value
from bpo_controls.reporting.formats.templates.escape import plain

_OPENS = (
    r"(?=\s*[=+\-@＝＋－＠])"  # the wide ones too: spreadsheets set to Japanese or Chinese read them alike
)
_STARTS = re.compile(rf"^(?=[\t\n])|^{_OPENS}|(?<=[;\t\n]){_OPENS}")


def csv(document: Document, _dirs: Sequence[Path] = ()) -> bytes:
    """The main table of the document. Raises ValueError for a document without one."""
    table = document.main
    if table is None:
        raise ValueError(f"{document.id} has no main table")
    return table_csv(table)


def table_csv(table: Table) -> bytes:
    """Any table as CSV."""
    out = StringIO(newline="")
    rows = writer.writer(out, lineterminator="\r\n")
    rows.writerow([harmless(heading) for heading in table.headers])
    for row in table.rows:
        rows.writerow([_written(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def harmless(text: str) -> str:
    """The text with an apostrophe wherever a spreadsheet would start to read a formula."""
    return _STARTS.sub("'", plain(text))


def _written(cell: Cell) -> str:
    match plain_value(cell):
        case None:
            return ""
        case str() as text:
            return harmless(text)
        case date() as day:
            return day.isoformat()
        case number:
            return str(int(number)) if number == int(number) else str(number)
