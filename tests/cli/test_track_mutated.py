"""Returned workbooks that people and their programs changed: what is said is read or refused, never guessed."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

from bpo_controls.answers.step_track import STEP_STATUSES
from bpo_controls.diagnostics import UserError
from bpo_controls.library.load import load_library
from bpo_controls.workspace.engagement import open_engagement
from bpo_controls.workspace.take_in_steps import step_intakes
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


@pytest.mark.parametrize("kind", ["own", "plan"])
def test_a_cleared_due_date_is_explained_and_never_taken_for_another(run: Run, year: Path, kind: str) -> None:
    if kind == "own":
        agreed = ("track", "old", "--set", "ACC-01.1:due=2027-01-15", "--by", "R", *LIB)
        fine(run(*agreed, **THEN))
    settings = year / "old" / "engagement.yaml"
    dated = re.sub(
        r"^  (pilot|go-live|scale): .*$", r'  \1: "2027-02-01"', settings.read_text("utf-8"), flags=re.M
    )
    settings.write_text(dated, encoding="utf-8")
    returned(run, year, put("Due", None))
    told = " ".join(fine(run("track", "old", "--take", "back.xlsx", "--dry-run", *LIB, **THEN)).out.split())
    first = load_workbook(year / "back.xlsx")["Action plan"]
    at = {cell.value: cell.column for cell in first[1] if cell.value}
    step = first.cell(2, at["Step no."]).value
    if kind == "own":
        assert step == "ACC-01.1"
        assert "ACC-01.1 due: none of its own; the date of the plan counts again" in told
    else:
        assert f"Due was emptied at {step}: the date of the plan counts on" in told
        assert "due: " not in told


def test_rows_sorted_by_hand_say_the_same(run: Run, year: Path) -> None:
    def turned(page: Any, row: int, at: dict[str, int]) -> None:
        rows = [[cell.value for cell in cells] for cells in page.iter_rows(min_row=2, max_row=page.max_row)]
        for cells, values in zip(page.iter_rows(min_row=2, max_row=page.max_row), rows[::-1], strict=True):
            for cell, value in zip(cells, values, strict=True):
                cell.value = value

    returned(run, year, turned)
    told = fine(run("track", "old", "--take", "back.xlsx", "--dry-run", *LIB, **THEN)).out
    assert told.startswith("back.xlsx: 3 changes of 1 step: 3 new, 0 changed, 0 in conflict, 0 refused.")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_plan_saved_as_csv_by_libreoffice_says_the_same(run: Run, year: Path) -> None:
    """The plan's sheet alone, as CSV with the words as shown, sorted from the last row to the first.

    A date that the spreadsheet wrote in the manner of a country is refused with its cell: which is the month is not told.
    """
    returned(run, year, hidden)
    made = load_workbook(year / "back.xlsx")
    for name in made.sheetnames:
        if name != "Action plan":
            del made[name]
    page = made["Action plan"]
    at = {cell.value: cell.column for cell in page[1] if cell.value}
    page.cell(2, at["Done on"]).number_format = "yyyy-mm-dd"
    made.save(year / "plan.xlsx")
    office = ["soffice", f"-env:UserInstallation=file://{year}/office", "--headless", "--convert-to", "csv"]
    command = [*office, "--outdir", str(year), str(year / "plan.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = (year / "plan.csv").read_text("utf-8")
    head, *rows = list(csv.reader(StringIO(text)))
    for file, date_as in (("plan.csv", "2026-11-20"), ("country.csv", "11/20/2026")):
        turned = StringIO()
        csv.writer(turned).writerows([head, *rows[::-1]])
        (year / file).write_text(turned.getvalue().replace("2026-11-20", date_as), encoding="utf-8")
    told = fine(run("track", "old", "--take", "plan.csv", "--dry-run", *LIB, **THEN)).out
    assert told.startswith("plan.csv: 3 changes of 1 step: 3 new, 0 changed, 0 in conflict, 0 refused.")
    country = run("track", "old", "--take", "country.csv", "--dry-run", *LIB, **THEN)
    assert (country.code, '"11/20/2026" is not a date (write 2026-11-20)' in country.err) == (2, True)


SEEDS = range(int(os.environ.get("BPO_MUTANTS", "100")))
ODD: tuple[object, ...] = (
    None, "", " ", "Done", "done ", "In progress", "open", "maybe", 0, -1, 3.5, True, 10**30, float("1e308"),
    date(2026, 11, 20), date(1900, 1, 1), date(2099, 1, 1), "2026-11-20", "20.11.2026", "11/20/26", "=1/0", "=A1",
    "#REF!", "@SUM(A1)", "\x0b", "é" * 40, "x" * 40_000, "../../etc/passwd", "ACC-01.1", "acc-01.1", "GOV-99.1",
    "<b>x</b>", "{{ 7*7 }}", "\u202eabc", "\n\nx", "January 15, 2027",
)  # fmt: skip


def mutate(page: Any, chance: Random) -> None:
    """One to four changes of the kinds that people and programs make."""
    last, width = page.max_row, page.max_column
    for _ in range(chance.randint(1, 4)):
        row, column = chance.randint(1, last), chance.randint(1, width)
        match chance.randrange(8):
            case 0 | 1 | 2 | 3:
                value = chance.choice(ODD)
                if isinstance(value, str) and any(ord(one) < 32 and one not in "\n\t\r" for one in value):
                    value = "x"  # openpyxl itself refuses control characters
                page.cell(row, column).value = value
            case 4:
                page.delete_rows(row)
            case 5:
                page.delete_cols(column)
            case 6:
                page.insert_rows(row)
            case _:
                page.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)


def test_hundreds_of_changed_workbooks_are_read_or_refused_and_store_nothing_wrong(
    run: Run, year: Path
) -> None:
    """Each says only what stands in its cells, or is refused with a place; none ends in an exception."""
    returned(run, year, hidden)
    whole = load_workbook(year / "back.xlsx")
    for name in whole.sheetnames[1:]:  # the first has the record digest
        if name != "Action plan":
            del whole[name]
    whole.save(year / "short.xlsx")
    raw = (year / "short.xlsx").read_bytes()
    engagement = open_engagement(year / "old", load_library([year / "controls"]))
    before = (year / "old" / "journal.jsonl").read_bytes()
    read = refused = 0
    for seed in SEEDS:
        made = load_workbook(BytesIO(raw))
        mutate(made["Action plan"], Random(seed))
        path = year / f"m{seed}.xlsx"
        made.save(path)
        try:
            (intake,) = step_intakes(engagement, [path], today="2026-11-23")
        except UserError:
            refused += 1
            continue
        finally:
            path.unlink()
        if intake.returned.refused:
            assert all(str(one.where) for one in intake.returned.refused), seed
            refused += 1
            continue
        read += 1
        shown = [[cell.value for cell in cells] for cells in made["Action plan"].iter_rows()]
        values = [value for cells in shown for value in cells if value is not None]
        texts = {str(value).strip() for value in values}
        texts |= {f"{value:g}" for value in values if isinstance(value, int | float)}
        for one in intake.returned.proposals:
            assert one.update.step in texts, seed  # a step that stands in the file, and no other
            for name, said in one.update.fields.items():
                if name in ("due", "done_on") and said:
                    assert date.fromisoformat(said) < date(2100, 1, 1), seed
                elif name == "status":
                    assert said in STEP_STATUSES, seed
                elif said:
                    assert any(said in " ".join(text.split()) or said in text for text in texts), (seed, said)
    assert (year / "old" / "journal.jsonl").read_bytes() == before
    assert read > len(SEEDS) / 6
    assert refused > 50
