"""The workbook: everything that is worked on after the assessment, in sheets that sort, filter and add up."""

from __future__ import annotations

from bpo_controls.reporting.blocks.workbook import Cell, Column, Sheet, Workbook, day
from bpo_controls.reporting.documents.workbook_cells import column
from bpo_controls.reporting.documents.workbook_summary import parts
from bpo_controls.reporting.view import Table, View
from bpo_controls.words import workbook_words as words


def compose(view: View) -> Workbook:
    """The summary, the sheets made from findings, and those made from tables that other documents show too."""
    gaps, plan, checks, decisions, requests, sources = view.sheets
    made = [
        gaps,
        plan,
        checks,
        decisions,
        requests,
        _exceptions(view),
        _follow_ups(view),
        _facts(view),
        sources,
    ]
    if view.edition == "internal":
        made.append(_internal(view))
    return Workbook(f"{words.WORKBOOK}: {view.name}", words.SUMMARY, parts(view, tuple(made)), tuple(made))


def _exceptions(view: View) -> Sheet:
    table = view.exceptions_table
    widths = (18, 9, 28, 20, 10, 9, 44, 22, 13, 32, 24, 13)
    scales = {"Severity": "severity"}
    columns = tuple(
        Column(
            header,
            width,
            kind="date" if place == len(widths) - 1 else "text",
            scale=scales.get(header, ""),  # type: ignore[arg-type]
        )
        for place, (header, width) in enumerate(zip(table.headers, widths, strict=True))
    )
    rows = tuple((*row[:-1], day(row[-1])) for row in table.rows)
    return _sheet("Exceptions", words.EXCEPTIONS, columns, rows, 3)


def _follow_ups(view: View) -> Sheet:
    columns = (
        column("person", 26),
        column("id", 9),
        column("question", 56),
        column("subject", 22),
        column("open", 40),
        column("answer", 40, fill=True),
        column("answered_by", 20, fill=True),
        column("answered_on", 13, kind="date", fill=True, once=words.ONCE["date"]),
    )
    rows = tuple((one.person, *row, None, None, None) for one in view.follow_ups for row in one.items.rows)
    return _sheet("Follow_ups", words.FOLLOW_UPS, columns, rows, 1)


def _facts(view: View) -> Sheet:
    return _of_table("Facts", words.FACTS, view.facts, (50, 24, 60, 30))


def _internal(view: View) -> Sheet:
    """What only the firm reads: notes, then the flagged answers."""
    rows: tuple[tuple[Cell, ...], ...] = tuple((line.label, "", "", "", line.text) for line in view.internal)
    rows += tuple(
        (view.t["flagged"], *row[:3], "\n".join(part for part in row[3:] if part))
        for row in view.flagged.rows
    )
    columns = (
        column("kind", 26),
        column("id", 12),
        column("question", 40),
        column("subject", 20),
        column("text", 80),
    )
    return _sheet("Internal", words.INTERNAL, columns, rows, 1)


def _of_table(name: str, title: str, table: Table, widths: tuple[float, ...]) -> Sheet:
    columns = tuple(Column(header, width) for header, width in zip(table.headers, widths, strict=True))
    return _sheet(name, title, columns, table.rows, 1)


def _sheet(
    name: str, title: str, columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...], keep: int
) -> Sheet:
    return Sheet(name, title, words.ABOUT[title], columns, rows, words.EMPTY[title], keep)
