"""Reads the first sheet of a workbook that somebody named: cells as text, formulas as what they came to."""

from __future__ import annotations

from pathlib import Path


def workbook_rows(path: Path) -> list[list[str]]:
    """The rows of the first sheet. Raises UserError `unreadable-file` or `workbook-unusable`, naming the file."""
    from bpo_controls.workspace.read_workbook import read_workbook

    sheet = read_workbook(path).grids[0]
    return [[cell.text for cell in row] for row in sheet.rows]
