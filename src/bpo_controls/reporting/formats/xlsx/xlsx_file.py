"""The workbook as an Excel file. What was typed is text in it, whatever it starts with; same view, same bytes."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bpo_controls.reporting.blocks.workbook import Cell, Column, Formula, Sheet
from bpo_controls.reporting.documents.workbook import compose
from bpo_controls.reporting.formats.templates.escape import plain
from bpo_controls.reporting.formats.xlsx import xlsx_styles as look
from bpo_controls.reporting.formats.xlsx.xlsx_styles import Styles
from bpo_controls.reporting.view import View
from bpo_controls.words import workbook_words as words

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST = 32_767
"""Characters (UTF-16 units) that a cell can hold."""

LETTER, TABLOID = 1, 3
"""Paper: 8.5 by 11 inches; 11 by 17 inches, for what would be too small to read on the other."""

LINE = 13
"""Points a line of text takes."""
_FIT = 1.15
"""Letters of a text that fit where one digit of the width of a column does."""
_TALLEST = 409
"""Points a row can be high."""

_LINK = re.compile(r"https?://[A-Za-z0-9.-]+(?:[/?#:][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?")
_LETTER_WIDE = 165
"""Characters that fit on a page of letter paper at a size one can read."""


def xlsx(view: View, _document: str = "", dirs: Sequence[Path] = ()) -> bytes:
    """The bytes of the workbook of a view. `dirs` are the folders of the templates, for the fonts of a logo."""
    import xlsxwriter

    from bpo_controls.reporting.formats.xlsx.xlsx_summary import write_summary

    out = BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    made = compose(view)
    styles = Styles(book, view.ink, view.accent)
    book.set_properties(
        {
            "title": short(made.title),
            "subject": short(f"{view.t['as_of']} {view.as_of}. {view.t['draft']}"),
            "author": short(view.prepared_by),
            "keywords": short("; ".join(view.keywords)),
            "comments": short("; ".join(f"{line.label}: {line.text}" for line in view.imprint)),
            "created": datetime.fromtimestamp(view.stamp, UTC).replace(tzinfo=None),
        }
    )
    first = book.add_worksheet(made.summary)
    pages = [(sheet, book.add_worksheet(sheet.title)) for sheet in made.sheets]
    write_summary(book, first, made, styles, view, dirs)
    _printed(first, view, styles)
    first.set_paper(LETTER)
    for sheet, page in pages:
        _write(page, sheet, styles)
        _printed(page, view, styles, fill=any(column.fill for column in sheet.columns))
        wide = sum(column.width for column in sheet.columns) > _LETTER_WIDE
        page.set_paper(TABLOID if wide else LETTER)
        page.fit_to_pages(sheet.pages, 0)
        page.repeat_rows(0)
        if sheet.pages > 1:
            page.repeat_columns(0, sheet.keep - 1)
    book.close()
    return out.getvalue()


def short(text: str) -> str:
    """A property of the file: one line of at most 250 characters."""
    line = " ".join(plain(text).split())
    return line if len(line) <= 250 else f"{line[:249]}…"


def cut(text: str) -> str:
    """The text as a cell can hold it; where it had to be cut, it says so."""
    text = plain(text)
    if len(text) <= MOST // 2 or len(text.encode("utf-16-le")) // 2 <= MOST:
        return text
    room = MOST - len(words.CUT)
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + words.CUT


def put(page: Worksheet, row: int, at: int, cell: Cell, how: Any, **places: int) -> None:
    """One cell as what it is. Text is never read as a formula, a number or a link."""
    match cell:
        case str():
            page.write_string(row, at, cut(cell), how)
        case None:
            page.write_blank(row, at, None, how)
        case Formula():
            page.write_formula(
                row, at, "=" + cell.text.format(row=row + 1, above=row, **places), how, cell.value
            )
        case date():
            page.write_datetime(row, at, cell, how)
        case _:
            page.write_number(row, at, cell, how)


def _write(page: Worksheet, sheet: Sheet, styles: Styles) -> None:
    columns = sheet.columns
    last = max(1, len(sheet.rows))
    formats = [_cell_format(column, styles) for column in columns]
    first_row = sheet.rows[0] if sheet.rows else ()
    heads: list[dict[str, Any]] = []
    for at, column in enumerate(columns):
        page.set_column(at, at, column.width)
        head: dict[str, Any] = {"header": column.header, "header_format": styles.head()}
        if column.fill:
            head["header_format"] = styles.head(italic=True)
        cell = first_row[at] if first_row else None
        if isinstance(cell, Formula):
            head["formula"] = "=" + cell.text
        heads.append(head)
    page.add_table(
        0,
        0,
        last,
        len(columns) - 1,
        {
            "name": sheet.name,
            "columns": heads,
            "style": None,
            "title": sheet.title,
            "description": sheet.about,
        },
    )
    for number, row in enumerate(sheet.rows, start=1):
        for at, (column, cell) in enumerate(zip(columns, row, strict=True)):
            if column.kind == "link" and isinstance(cell, str) and _is_link(cell):
                page.write_url(number, at, cell, formats[at], cell)
            else:
                put(page, number, at, cell, formats[at])
        tall = max(map(_lines, columns, row))
        if tall > 1:
            page.set_row(number, min(_TALLEST, tall * LINE + 3))
    if not sheet.rows:
        for at, how in enumerate(formats):
            page.write_blank(1, at, None, how)
        page.write_string(1, _first_text(columns), sheet.empty, styles.cell(italic=True))
    for at, column in enumerate(columns):
        _judge(page, at, last, column, styles)
    page.set_row(0, 2 * LINE + 6)
    page.freeze_panes(1, sheet.keep)


def _lines(column: Column, cell: Cell) -> int:
    """About how many lines a cell takes. Not every reader works that out, so rows are given their height."""
    if not isinstance(cell, str) or (len(cell) <= column.width and "\n" not in cell):
        return 1
    return sum(max(1, math.ceil(len(line) / (column.width * _FIT))) for line in cell.split("\n"))


def _first_text(columns: Sequence[Column]) -> int:
    """The first column wide enough for a sentence."""
    return next(at for at, column in enumerate(columns) if column.kind == "text" and column.width >= 24)


def _is_link(text: str) -> bool:
    return len(text) <= 2000 and _LINK.fullmatch(text) is not None


def _cell_format(column: Column, styles: Styles) -> Any:
    how: dict[str, Any] = {"bg_color": look.PALE} if column.fill else {}
    match column.kind:
        case "number":
            return styles.cell(num_format=look.GENERAL, align="right", **how)
        case "date":
            return styles.cell(num_format=look.DATE, align="left", **how)
        case "link":
            return styles.cell(font_color="#0b4f8a", underline=1, **how)
        case _:
            return styles.cell(**how)


def _judge(page: Worksheet, at: int, last: int, column: Column, styles: Styles) -> None:
    """What can be chosen or typed, and which words stand out."""
    if column.choices:
        page.data_validation(
            1, at, last, at,
            {"validate": "list", "source": list(column.choices), "input_title": column.header[:32],
             "input_message": column.once[:255], "error_title": column.header[:32], "error_message": words.NO_CHOICE},
        )  # fmt: skip
    elif column.fill and column.kind == "date":
        page.data_validation(
            1, at, last, at,
            {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1), "input_title": column.header[:32],
             "input_message": column.once[:255], "error_title": column.header[:32], "error_message": words.NO_DATE},
        )  # fmt: skip
    for word, how in look.SCALES.get(column.scale, {}).items():
        if column.choices and word not in column.choices:
            continue
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": styles.rule(how)}
        page.conditional_format(1, at, last, at, rule)


def _printed(page: Worksheet, view: View, styles: Styles, *, fill: bool = False) -> None:
    """How a sheet prints: across, its name and the draft mark above, date and page below."""
    running = _coded(view.running)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    page.set_header(f"&L&9{running}&C&9&A&R&9&B{_coded(view.t['draft'])}")
    page.set_footer(
        f"&L&9{_coded(view.t['as_of'])} {_coded(view.as_of)}&R&9{view.t['page']} &P {view.t['of']} &N"
    )
    page.hide_gridlines(2)
    page.set_tab_color(styles.accent if fill else styles.ink)


def _coded(text: str) -> str:
    """Text in the head of a printed page, where & starts a code and a digit would belong to the size before it."""
    line = short(text)[:80].replace("&", "&&")
    return f" {line}" if line[:1].isdigit() else line
