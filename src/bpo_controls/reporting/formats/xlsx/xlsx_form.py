"""A workbook to fill in as an Excel file: locked but for the open cells, with lists and limits. No macro, no formula, no link."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, assert_never

from bpo_controls.reporting.blocks.form_book import FormBook, FormCell
from bpo_controls.reporting.blocks.table import Column
from bpo_controls.reporting.formats.templates.escape import plain
from bpo_controls.reporting.formats.xlsx import xlsx_styles as look
from bpo_controls.reporting.formats.xlsx.xlsx_cells import LINE, cut, in_sheet, lines_of, put, short
from bpo_controls.reporting.formats.xlsx.xlsx_styles import Styles
from bpo_controls.words import questionnaire_words as words

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

LISTS = "Lists"
_INLINE = 255
"""Characters that a list can have inside a validation; a longer one stands on a sheet of its own."""
_TALLEST = 409
LETTER, TABLOID = 1, 3
"""Paper: 8.5 by 11 inches; 11 by 17 inches."""
_PROTECTED = {
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def xlsx_form(made: FormBook) -> bytes:
    """The bytes of the workbook; the same input gives the same bytes."""
    import xlsxwriter

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
    styles = Styles(book, made.look.ink, made.look.accent)
    book.set_properties(
        {
            "title": short(made.title),
            "author": short(made.look.author),
            "created": datetime.fromtimestamp(made.look.stamp, UTC).replace(tzinfo=None),
        }
    )
    first, page = book.add_worksheet(made.start), book.add_worksheet(made.sheet)
    _start(first, made, styles)
    _questions(book, page, made, styles)
    for sheet in (first, page):
        sheet.protect("", _PROTECTED)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&9{plain(made.look.running).replace('&', '&&')[:80]}&R&9&P / &N")
        sheet.hide_gridlines(2)
    book.close()
    return out.getvalue()


def _start(page: Worksheet, made: FormBook, styles: Styles) -> None:
    page.set_paper(LETTER)
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 84)
    title = styles.format(bold=True, font_size=16, font_color=styles.ink)
    page.merge_range(0, 0, 0, 1, "", title)
    page.write_string(0, 0, cut(made.title), title)
    page.set_row(0, 28)
    row = 1
    wrapped = styles.format(text_wrap=True)
    for text in made.about:
        page.merge_range(row, 0, row, 1, "", wrapped)
        page.write_string(row, 0, cut(text), wrapped)
        page.set_row(row, LINE * lines_of(text, 108) + 5)
        row += 1
    row += 1
    label = styles.format(bold=True)
    blank = styles.cell(bg_color=look.PALE, locked=False)
    for name, text in made.blanks:
        page.write_string(row, 0, name, label)
        page.write_string(row, 1, cut(text), blank)
        row += 1
    row += 1
    faint = styles.format(font_color=look.FAINT)
    for name, text in made.marks:
        page.write_string(row, 0, name, faint)
        page.write_string(row, 1, cut(text), faint)
        row += 1


def _questions(book: xlsxwriter.Workbook, page: Worksheet, made: FormBook, styles: Styles) -> None:
    columns, rows = made.table.columns, made.table.rows
    last = max(1, len(rows))
    formats = [_format(column, styles) for column in columns]
    for at, column in enumerate(columns):
        page.set_column(at, at, column.width, None, {"hidden": True} if column.key in made.hidden else {})
        page.write_string(0, at, column.heading, styles.head(italic=column.fill))
        if column.fill and column.key != made.answer:
            _other(page, at, last, column)
    lists = _Lists(book)
    answer = made.table.place(made.answer)
    for number, (row, cell) in enumerate(zip(rows, made.cells, strict=True), start=1):
        for at, (value, how) in enumerate(zip(row, formats, strict=True)):
            put(page, number, at, value, how)
        tall = max(
            lines_of(in_sheet(value), column.width)
            for column, value in zip(columns, row, strict=True)
            if column.key not in made.hidden
        )
        page.set_row(number, min(_TALLEST, tall * LINE + 4))
        _answer(page, number, answer, cell, lists)
    page.set_row(0, 2 * LINE + 6)
    page.autofilter(0, 0, last, len(columns) - 1)
    page.freeze_panes(1, made.keep)
    open_cells = [at for at, column in enumerate(columns) if column.fill]
    page.print_area(0, 0, last, max(open_cells, default=len(columns) - 1))
    page.set_paper(TABLOID)
    page.repeat_rows(0)


def _format(column: Column, styles: Styles) -> Any:
    how: dict[str, Any] = {"bg_color": look.PALE, "locked": False} if column.fill else {}
    if column.kind == "date":
        how |= {"num_format": "yyyy-mm-dd", "align": "left"}
    if column.kind == "number":
        how |= {"align": "right"}
    return styles.cell(**how)


def _other(page: Worksheet, at: int, last: int, column: Column) -> None:
    """What the open cells beside the answer take."""
    shown = {"input_title": column.heading[:32], "input_message": column.hint[:255]}
    if column.choices:
        rule: dict[str, Any] = {
            "validate": "list",
            "source": list(column.choices),
            "error_message": words.WRONG_CHOICE,
        }
    elif column.kind == "date":
        rule = {
            "validate": "date",
            "criteria": "between",
            "minimum": date(1900, 1, 1),
            "maximum": date(2199, 12, 31),
            "error_type": "warning",
            "error_message": words.WRONG_DATE,
        }
    else:
        rule = {"validate": "any"}
    page.data_validation(1, at, last, at, {**shown, **rule})


class _Lists:
    """Lists of choices too long for a validation, one to a column of a sheet that is not in sight."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._page: Worksheet | None = None
        self._made: dict[tuple[str, ...], str] = {}

    def source(self, choices: tuple[str, ...]) -> Any:
        """What a validation names as its list."""
        if len(",".join(choices)) <= _INLINE and not any("," in one for one in choices):
            return list(choices)
        if choices not in self._made:
            if self._page is None:
                self._page = self._book.add_worksheet(LISTS)
                self._page.hide()
                self._page.protect()
            at = len(self._made)
            for row, choice in enumerate(choices):
                self._page.write_string(row, at, cut(choice))
            from xlsxwriter.utility import xl_col_to_name

            column = xl_col_to_name(at)
            self._made[choices] = f"={LISTS}!${column}$1:${column}${len(choices)}"
        return self._made[choices]


def _answer(page: Worksheet, row: int, at: int, cell: FormCell, lists: _Lists) -> None:
    rule: dict[str, Any] = {
        "input_title": cell.title[:32],
        "input_message": cell.hint[:255],
        "error_title": cell.title[:32],
    }
    match cell.kind:
        case "choice":
            rule |= {
                "validate": "list",
                "source": lists.source(cell.choices),
                "error_message": words.WRONG_CHOICE,
            }
        case "several":
            rule |= {"validate": "list", "source": lists.source(cell.choices), "show_error": False}
        case "number" | "number-or-word":
            rule |= {
                "validate": "custom",
                "value": _number_rule(f"{_letters(at)}{row + 1}", cell),
                "error_type": "warning",
                "error_message": words.WRONG_NUMBER,
            }
        case "date":
            rule |= {
                "validate": "date",
                "criteria": "between",
                "minimum": date(1900, 1, 1),
                "maximum": date(2199, 12, 31),
                "error_type": "warning",
                "error_message": words.WRONG_DATE,
            }
        case "text":
            rule |= {"validate": "any"}
        case _:
            assert_never(cell.kind)
    page.data_validation(row, at, row, at, rule)


def _letters(at: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(at))


def _number_rule(place: str, cell: FormCell) -> str:
    """A condition over our own cell: a number within the limits, or one of the words."""
    bounds = [f"ISNUMBER({place})"]
    if cell.least is not None:
        bounds.append(f"{place}>={cell.least:g}")
    if cell.most is not None:
        bounds.append(f"{place}<={cell.most:g}")
    if cell.whole:
        bounds.append(f"MOD({place},1)=0")
    number = f"IF(ISNUMBER({place}),AND({','.join(bounds)}),FALSE)"
    named = [f'{place}="{word}"' for word in cell.choices]
    return f"=OR({','.join([number, *named])})" if named else f"={number}"
