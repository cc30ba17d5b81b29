"""The main table of a document as CSV: one row a line, readable by every spreadsheet, harmless in each.

RFC 4180 with a byte order mark, so that Excel reads UTF-8. A spreadsheet takes what starts with `=`, `+`, `-`, `@`,
a tab or a line end for a formula; such a text gets an apostrophe in front, which spreadsheets use for "this is text".
The same is done after a line end, a tab or a semicolon inside a text, where a spreadsheet set to another separator
would start a new cell. Numbers stay plain: no apostrophe, no comma in thousands.
"""

from __future__ import annotations

import csv as writer
import re
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from bpo_controls.reporting.blocks.document import Document
from bpo_controls.reporting.formats.templates.escape import plain
from bpo_controls.reporting.view import View

_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_OPENS = (
    r"(?=\s*[=+\-@＝＋－＠])"  # the wide ones too: spreadsheets set to Japanese or Chinese read them alike
)
_STARTS = re.compile(rf"^(?=[\t\n])|^{_OPENS}|(?<=[;\t\n]){_OPENS}")


def csv(_view: View, document: Document, _dirs: Sequence[Path] = ()) -> bytes:
    """The main table of the document. Raises ValueError for a document without one."""
    table = document.main
    if table is None:
        raise ValueError(f"{document.id} has no main table")
    out = StringIO(newline="")
    rows = writer.writer(out, lineterminator="\r\n")
    rows.writerow([harmless(header) for header in table.headers])
    for row in table.rows:
        rows.writerow(
            [
                _number(cell) if align == "r" else harmless(cell)
                for cell, align in zip(row, table.align, strict=True)
            ]
        )
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def harmless(text: str) -> str:
    """The text with an apostrophe wherever a spreadsheet would start to read a formula."""
    return _STARTS.sub("'", plain(text))


def _number(text: str) -> str:
    """A number as machines write it; anything else as text."""
    return text.replace(",", "") if _NUMBER.fullmatch(text) else harmless(text)
