"""A workbook, or the main table of a document, as an Excel file; the same input gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bpo_controls.reporting.blocks.document import Document
from bpo_controls.reporting.blocks.sheets import Sheet, Workbook, workbook_of
from bpo_controls.reporting.blocks.table import Column, Formula
from bpo_controls.reporting.formats.xlsx import xlsx_styles as look
from bpo_controls.reporting.formats.xlsx.xlsx_cells import LINE, in_sheet, lines_of, put_held, short
from bpo_controls.reporting.formats.xlsx.xlsx_styles import Styles
from bpo_controls.reporting.formats.xlsx.xlsx_summary import write_summary
from bpo_controls.words import workbook_words as words
from bpo_controls.words.headings import TEXT

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LETTER, TABLOID = 1, 3
"""Paper: 8.5 by 11 inches; 11 by 17 inches, for what would be too small to read on the other."""

_TALLEST = 409
"""Points a row can be high."""

_LINK = re.compile(r"https?://[A-Za-z0-9.-]+(?:[/?#:][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?")
_LETTER_WIDE = 165
"""Characters that fit on a page of letter paper at a size one can read."""


def xlsx(made: Workbook | Document, dirs: Sequence[Path] = ()) -> bytes:
    """The bytes of a workbook. `dirs` are the folders of the templates, for the fonts of a logo.

    Raises ValueError for a document without a main table.
    """
    import xlsxwriter

    from bpo_controls.reporting.formats.xlsx.xlsx_page import Page

    if isinstance(made, Document):
        made = workbook_of(made)
    seen = made.look
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
    styles = Styles(book, seen.ink, seen.accent)
    book.set_properties(
        {
            "title": short(made.title),
            "subject": short(f"{TEXT['as_of']} {seen.as_of}. {made.draft}".strip()),
            "author": short(seen.author),
            "keywords": short("; ".join(seen.keywords)),
            "comments": short("; ".join(f"{line.label}: {line.text}" for line in made.imprint)),
            "created": datetime.fromtimestamp(seen.stamp, UTC).replace(tzinfo=None),
        }
    )
    first = book.add_worksheet(made.summary, Page)
    pages = [(sheet, book.add_worksheet(sheet.title, Page)) for sheet in made.sheets]
    write_summary(book, first, made, styles, dirs)
    _printed(first, made, styles)
    first.set_paper(LETTER)
    for sheet, page in pages:
        _write(page, sheet, styles)
        _printed(page, made, styles, fill=any(column.fill for column in sheet.table.columns))
        wide = sum(column.width for column in sheet.table.columns if not column.folded) > _LETTER_WIDE
        page.set_paper(TABLOID if wide else LETTER)
        page.fit_to_pages(sheet.pages, 0)
        page.repeat_rows(0)
        if sheet.pages > 1:
            page.repeat_columns(0, sheet.keep - 1)
    book.close()
    return out.getvalue()


def _write(page: Worksheet, sheet: Sheet, styles: Styles) -> None:
    columns, rows = sheet.table.columns, sheet.table.rows
    last = max(1, len(rows))
    formats = [_cell_format(column, styles) for column in columns]
    first_row = rows[0] if rows else ()
    heads: list[dict[str, Any]] = []
    for at, column in enumerate(columns):
        page.set_column(at, at, column.width, None, {"level": 1, "hidden": True} if column.folded else {})
        head: dict[str, Any] = {"header": column.heading, "header_format": styles.head()}
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
    for number, row in enumerate(rows, start=1):
        tall = 1
        for at, (column, cell, how) in enumerate(zip(columns, row, formats, strict=True)):
            held = in_sheet(cell)
            if column.kind == "link" and isinstance(cell, str) and _is_link(cell):
                page.write_url(number, at, cell, how, cell)
            else:
                put_held(page, number, at, held, how)
            tall = max(tall, lines_of(held, column.width))
        if tall > 1:
            page.set_row(number, min(_TALLEST, tall * LINE + 3))
    if not rows:
        for at, how in enumerate(formats):
            page.write_blank(1, at, None, how)
        page.write_string(1, _first_text(columns), sheet.empty, styles.cell(italic=True))
    for at, column in enumerate(columns):
        _judge(page, at, last, column, styles)
    page.set_row(0, 2 * LINE + 6)
    page.freeze_panes(1, sheet.keep)


def _first_text(columns: Sequence[Column]) -> int:
    """The first column wide enough for a sentence."""
    wide = (at for at, column in enumerate(columns) if column.kind == "text" and column.width >= 24)
    return next(wide, 0)


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
            {"validate": "list", "source": list(column.choices), "input_title": column.heading[:32],
             "input_message": column.hint[:255], "error_title": column.heading[:32], "error_message": words.NO_CHOICE},
        )  # fmt: skip
    elif column.fill and column.kind == "date":
        page.data_validation(
            1, at, last, at,
            {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1), "input_title": column.heading[:32],
             "input_message": column.hint[:255], "error_title": column.heading[:32], "error_message": words.NO_DATE},
        )  # fmt: skip
    for word, how in look.SCALES.get(column.scale, {}).items():
        if column.choices and word not in column.choices:
            continue
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": styles.rule(how)}
        page.conditional_format(1, at, last, at, rule)


def _printed(page: Worksheet, made: Workbook, styles: Styles, *, fill: bool = False) -> None:
    """How a sheet prints: across, its name and the draft mark above, date and page below."""
    running = _coded(made.look.running)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    page.set_header(f"&L&9{running}&C&9&A&R&9&B{_coded(made.draft)}")
    page.set_footer(
        f"&L&9{_coded(TEXT['as_of'])} {_coded(made.look.as_of)}&R&9{TEXT['page']} &P {TEXT['of']} &N"
    )
    page.hide_gridlines(2)
    page.set_tab_color(styles.accent if fill else styles.ink)


def _coded(text: str) -> str:
    """Text in the head of a printed page, where & starts a code and a digit would belong to the size before it."""
    line = short(text)[:80].replace("&", "&&")
    return f" {line}" if line[:1].isdigit() else line
