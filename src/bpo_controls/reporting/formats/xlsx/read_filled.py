"""Reads a workbook of ours back as people have filled it in: rows of values by heading, sheet by sheet."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from bpo_controls.reporting.blocks.filled import Filled, Value

LARGEST = 64 * 1024 * 1024
"""Bytes that the file may unpack to; ours take a tenth of it."""

MOST_ROWS, MOST_COLUMNS, MOST_PAIRS = 20_000, 100, 500


class UnreadableWorkbook(Exception):
    """The file is no workbook, or too large to be one of ours."""


def read_filled(path: Path, wanted: Collection[str]) -> Filled:
    """The wanted sheets by title, their rows below the headings of the first row. Formulas come as the values last shown.

    The first sheet, which adds up the others, has its labels with what stands beside each instead.

    Raises UnreadableWorkbook for what is no workbook, OSError where the file cannot be read.
    """
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(path) as package:
            if sum(part.file_size for part in package.infolist()) > LARGEST:
                raise UnreadableWorkbook("it is too large")
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            first, *others = book.worksheets
            return {
                first.title: tuple(_pairs(first.iter_rows(max_col=2, values_only=True))),
                **{
                    sheet.title: tuple(_rows(sheet.iter_rows(values_only=True)))
                    for sheet in others
                    if sheet.title in wanted
                },
            }
        finally:
            book.close()
    except (OSError, UnreadableWorkbook):
        raise
    except Exception as error:  # openpyxl raises whatever the part it stumbles over makes of it
        raise UnreadableWorkbook(str(error) or type(error).__name__) from error


def _pairs(given: Iterable[tuple[object, ...]]) -> Iterator[dict[str, Value]]:
    for number, row in enumerate(given):
        if number >= MOST_PAIRS:
            return
        label, value = (_value(cell) for cell in (*row, None, None)[:2])
        if isinstance(label, str) and value is not None:
            yield {label: value}


def _rows(given: Iterable[tuple[object, ...]]) -> Iterator[dict[str, Value]]:
    rows = iter(given)
    heads = [_value(cell) for cell in next(rows, ())[:MOST_COLUMNS]]
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            return
        found = {
            head: value
            for head, cell in zip(heads, row, strict=False)
            if isinstance(head, str) and (value := _value(cell)) is not None
        }
        if found:
            yield found


def _value(cell: object) -> Value | None:
    match cell:
        case bool():
            return "yes" if cell else "no"
        case datetime():
            return cell.date()
        case date() | int() | float():
            return cell
        case None:
            return None
        case _:
            return str(cell).strip() or None
