"""Reads what `--set` and `--sheet` name: settings, and the rows of CSV files and workbooks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bpo_controls.papers.asked import Sheet

MOST_ROWS = 200_000


def settings_of(given: Iterable[str]) -> dict[str, str]:
    """`key=value` and `key@subject=value` as a mapping. Raises UserError `bad-setting` for anything else."""
    from bpo_controls.diagnostics import user_error

    found: dict[str, str] = {}
    for text in given:
        key, equals, value = text.partition("=")
        key, value = key.strip(), value.strip()
        if not equals or not key or not value:
            raise user_error(
                "bad-setting", f'--set: "{text}" is not KEY=VALUE', hint="for example confidence=95"
            )
        if key in found:
            raise user_error("bad-setting", f"--set: {key} is set twice", hint="set it once")
        found[key] = value
    return found


def sheets_of(given: Iterable[str], known: Iterable[str]) -> dict[str, Sheet]:
    """`NAME=FILE` as rows by name; the name may be left out where a paper reads one sheet alone.

    Raises UserError for a file that cannot be read as CSV or workbook with a row of headings.
    """
    names = list(known)
    found: dict[str, Sheet] = {}
    for text in given:
        name, equals, file = text.partition("=")
        if not equals:
            name, file = (names[0] if len(names) == 1 else ""), text
        found[name.strip()] = read_sheet(Path(file.strip()))
    return found


def read_sheet(path: Path) -> Sheet:
    """The rows of a CSV file or workbook by its headings. Headings are compared without case; blanks and hyphens are `_`."""
    from bpo_controls.diagnostics import Location, user_error
    from bpo_controls.papers.asked import column_key

    if path.suffix.casefold() == ".xlsx":
        from bpo_controls.cli.workbook_rows import workbook_rows

        rows = workbook_rows(path)
    else:
        rows = _csv_rows(path)
    heads = [column_key(head) for head in rows[0]] if rows else []
    while heads and not heads[-1]:
        heads.pop()
    if not heads or not all(heads) or len(set(heads)) != len(heads):
        raise user_error(
            "bad-sheet",
            "has no row of headings, each different",
            where=Location(str(path), 1 if rows else 0),
            hint="put the names of the columns into the first row",
        )
    if len(rows) > MOST_ROWS:
        raise user_error(
            "bad-sheet", f"has more than {MOST_ROWS:,} rows", where=Location(str(path)), hint="split it"
        )
    return tuple(
        dict(zip(heads, [cell.strip() for cell in row] + [""] * len(heads), strict=False))
        for row in rows[1:]
        if any(cell.strip() for cell in row)
    )


def _csv_rows(path: Path) -> list[list[str]]:
    import csv
    import io

    from bpo_controls.cli.text_files import read_text_file
    from bpo_controls.diagnostics import Location, user_error

    text = read_text_file(path)
    head = text.split("\n", 1)[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise user_error(
            "bad-sheet",
            f"is not CSV: {error}",
            where=Location(str(path)),
            hint="export it again as CSV (UTF-8)",
        ) from error
