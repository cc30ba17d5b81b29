"""Takes over into a new workbook what people filled into the one before, row by row.

A row is found again by its key: a step by its number, a check or a request by what it is about. What was filled into a row
that is no longer there, and columns that people added, come along too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from bpo_controls.reporting.blocks.filled import Filled, Value
from bpo_controls.reporting.blocks.sheets import Sheet
from bpo_controls.reporting.blocks.table import Cell, Column, Formula, Table, day, plain_value
from bpo_controls.words import workbook_words as words
from bpo_controls.words.numbers import date_words, number

Row = Mapping[str, Value]
Key = tuple[str, ...]
NONE: Mapping[Key, Row] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Gone:
    """What was filled into a row that the new workbook does not have: its sheet, which row it was, what stood there."""

    sheet: str
    row: str
    what: str
    filled: tuple[str, ...]


def carried(sheet: Sheet, earlier: Filled, then: Mapping[Key, Row] = NONE) -> tuple[Sheet, tuple[Gone, ...]]:
    """The sheet with what was filled in before, and what has no row anymore.

    `then` is what stood in the cells of each row when the earlier workbook was written: what nobody changed since is
    what the new sheet says.
    """
    old = earlier.get(sheet.title)
    if not sheet.key or not old:
        return sheet, ()
    sheet = _with_own_columns(sheet, old)
    table = sheet.table
    before: dict[Key, Row] = {}
    doubled: list[Row] = []
    for row in old:
        key = _old_key(sheet, row)
        if key in before or not key:
            doubled.append(row)
        else:
            before[key] = row
    rows = tuple(
        _filled_row(table, row, _changed(before.pop(key, {}), then.get(key, {})))
        for row in table.rows
        for key in (_new_key(sheet, row),)
    )
    left = (*before.values(), *doubled)
    gone = tuple(one for one in (_gone(sheet, row) for row in left) if one.filled)
    return replace(sheet, table=replace(table, rows=rows)), gone


def with_news(plan: Sheet, earlier: Filled, as_of: str) -> Sheet:
    """The plan with its new steps marked: those that are in it since the as-of date, where others are older.

    A step that was done meanwhile, or given a later date, is overdue no more.
    """
    table = plan.table
    since, news, state, late, proof, date_of = (
        table.place(key) for key in ("since", "news", "state", "overdue", "kept_at", "due")
    )
    today = day(as_of)
    first_run = not earlier.get(plan.title) or all(row[since] == today for row in table.rows)
    rows = []
    for row in table.rows:
        cells = list(row)
        if row[since] == today and not first_run and not cells[news]:
            cells[news] = words.NEW
        overdue, due = row[late], row[date_of]
        waits = row[state] in (words.OPEN, words.IN_PROGRESS) or not row[proof]
        past = isinstance(due, date) and isinstance(today, date) and due < today
        if isinstance(overdue, Formula):
            cells[late] = replace(overdue, value=words.OVERDUE if waits and past else "")
        rows.append(tuple(cells))
    return replace(plan, table=replace(table, rows=tuple(rows)))


def with_gone(sheet: Sheet, gone: Iterable[Gone], earlier: Filled) -> Sheet:
    """The list of what has no row anymore, with what the earlier workbook had on it already."""
    heads = sheet.table.headers
    rows: dict[tuple[Cell, ...], None] = {}
    for row in earlier.get(sheet.title, ()):
        cells = tuple(str(row.get(head, "")) for head in heads)
        if sum(bool(cell) for cell in cells) > 1:
            rows[cells] = None
    for one in gone:
        rows[(one.sheet, one.row, one.what, "\n".join(one.filled))] = None
    return replace(sheet, table=replace(sheet.table, rows=tuple(rows)))


def _changed(row: Row, then: Row) -> Row:
    """What of an earlier row is not as it was written."""
    return {
        head: value for head, value in row.items() if head not in then or _text(value) != _text(then[head])
    }


def _filled_row(table: Table, row: tuple[Cell, ...], before: Row) -> tuple[Cell, ...]:
    return tuple(
        _taken(column, before.get(column.heading), cell) if column.fill or column.kept else cell
        for column, cell in zip(table.columns, row, strict=True)
    )


def _taken(column: Column, before: Value | None, cell: Cell) -> Cell:
    """What was filled in; the new cell where nothing was, or only the word that every row starts with."""
    if before is None or before in words.UNTOUCHED:
        return cell
    if isinstance(before, (int, float)) and column.kind not in ("number", "date"):
        return _text(before)
    return before


def _gone(sheet: Sheet, row: Row) -> Gone:
    filled = tuple(
        f"{column.heading}: {_text(value)}"
        for column in sheet.table.columns
        if column.fill and (value := row.get(column.heading)) is not None and value not in words.UNTOUCHED
    )
    titles = (
        column.heading for column in sheet.table.columns if column.key in ("step", "control", "hand_over")
    )
    what = next((_text(row[title]) for title in titles if title in row), "")
    return Gone(sheet.title, " · ".join(_old_key(sheet, row)), what, filled)


def _with_own_columns(sheet: Sheet, old: tuple[Row, ...]) -> Sheet:
    """The sheet with an empty column for each that people added to the earlier one."""
    table = sheet.table
    known = {head.casefold() for head in table.headers}
    heads = dict.fromkeys(head for row in old for head in row if head.casefold() not in known)
    added = tuple(Column(f"own-{place}", head, fill=True) for place, head in enumerate(heads, start=1))
    if not added:
        return sheet
    rows = tuple((*row, *(None for _ in added)) for row in table.rows)
    return replace(sheet, table=replace(table, columns=(*table.columns, *added), rows=rows))


def _new_key(sheet: Sheet, row: tuple[Cell, ...]) -> Key:
    return tuple(_text(plain_value(row[sheet.table.place(key)]) or "") for key in sheet.key)


def _old_key(sheet: Sheet, row: Row) -> Key:
    heads = [sheet.table.columns[sheet.table.place(key)].heading for key in sheet.key]
    found = tuple(_text(row.get(head, "")) for head in heads)
    return found if any(found) else ()


def _text(value: Value) -> str:
    match value:
        case str():
            return " ".join(value.split())
        case date():
            return date_words(value.isoformat())
        case _:
            return number(value)
