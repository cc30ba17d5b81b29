"""Returned workbooks that people and their programs changed: what is said is read or refused, never guessed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Run
from tests.cli.test_next_year import THEN, fine, year

__all__ = ["year"]

pytestmark = pytest.mark.slow

LIB = ("--library", "controls")
Mutation = Callable[[Any, int, dict[str, int]], None]


def put(head: str, value: object) -> Mutation:
    def change(page: Any, row: int, at: dict[str, int]) -> None:
        page.cell(row, at[head]).value = value

    return change


def reversed_columns(page: Any, row: int, at: dict[str, int]) -> None:
    for cells in page.iter_rows(min_row=1, max_row=row):
        for cell, value in zip(cells, [cell.value for cell in cells][::-1], strict=True):
            cell.value = value


def moved_down(page: Any, row: int, at: dict[str, int]) -> None:
    for place in at.values():
        page.cell(row + 7, place).value, page.cell(row, place).value = page.cell(row, place).value, None


def twice(page: Any, row: int, at: dict[str, int]) -> None:
    for place in at.values():
        page.cell(row + 7, place).value = page.cell(row, place).value


def hidden(page: Any, row: int, at: dict[str, int]) -> None:
    page.row_dimensions[row].hidden = True


def merged(page: Any, row: int, at: dict[str, int]) -> None:
    page.merge_cells(start_row=row, end_row=row + 1, start_column=at["Owner"], end_column=at["Owner"])


READ: dict[str, Mutation] = {
    "columns reversed": reversed_columns,
    "row moved down": moved_down,
    "row hidden": hidden,
    "date as text": put("Done on", "2026-11-20"),
}
REFUSED: dict[str, tuple[Mutation, str]] = {
    "another step": (put("Step no.", "GOV-99.1"), "row-unknown"),
    "no step": (put("Step no.", None), "row-unknown"),
    "the row twice": (twice, "answered-twice"),
    "another language": (put("Status", "Erledigt"), "unknown-option"),
    "formula never worked out": (put("Owner", "=A1"), "cell-unusable"),
    "error of the spreadsheet": (put("Owner", "#REF!"), "cell-unusable"),
    "merged cells": (merged, "cell-unusable"),
    "date to come": (put("Done on", date(2099, 1, 1)), "date-to-come"),
}


def returned(run: Run, year: Path, change: Mutation) -> None:
    """The workbook that was sent, filled in for one step and then changed."""
    fine(run("report", "old", "--format", "xlsx", "--only", "workbook", *LIB, **THEN))
    made = load_workbook(year / "old" / "out" / "workbook.xlsx")
    page = made["Action plan"]
    page.tables.clear()
    page.auto_filter.ref = None
    at = {cell.value: cell.column for cell in page[1] if cell.value}
    for head, value in (("Owner", "Ana Example"), ("Status", "Done"), ("Done on", date(2026, 11, 20))):
        page.cell(2, at[head]).value = value
    change(page, 2, at)
    made.save(year / "back.xlsx")


@pytest.mark.parametrize("name", READ)
def test_what_is_said_is_read_wherever_it_stands(run: Run, year: Path, name: str) -> None:
    returned(run, year, READ[name])
    told = fine(run("track", "old", "--take", "back.xlsx", "--dry-run", *LIB, **THEN)).out
    assert told.startswith("back.xlsx: 3 changes of 1 step: 3 new, 0 changed, 0 in conflict, 0 refused.")


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_told_is_refused_whole(run: Run, year: Path, name: str) -> None:
    change, code = REFUSED[name]
    returned(run, year, change)
    before = (year / "old" / "journal.jsonl").read_bytes()
    done = run("track", "old", "--take", "back.xlsx", "--confirm", "--by", "R", "--yes", *LIB, **THEN)
    assert (done.code, f"[{code}]" in done.err, "Traceback" in done.err) == (2, True, False), done.err
    assert (year / "old" / "journal.jsonl").read_bytes() == before


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saved_says_the_same(run: Run, year: Path) -> None:
    returned(run, year, hidden)
    office = ["soffice", f"-env:UserInstallation=file://{year}/office", "--headless", "--convert-to", "xlsx"]
    command = [*office, "--outdir", str(year / "saved"), str(year / "back.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    shutil.move(year / "saved" / "back.xlsx", year / "office.xlsx")
    told = fine(run("track", "old", "--take", "office.xlsx", "--dry-run", *LIB, **THEN)).out
    assert told.startswith("office.xlsx: 3 changes of 1 step: 3 new, 0 changed, 0 in conflict, 0 refused.")
