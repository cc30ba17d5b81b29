"""Counts over the sheets of a workbook, each as a formula with what it comes to."""

from __future__ import annotations

from collections.abc import Iterable

from bpo_controls.reporting.blocks.sheets import Sheet
from bpo_controls.reporting.blocks.table import Formula

Test = tuple[str, str, str]
"""The key of a column, the word wanted below it, and that word or the cell that has it as the formula names it."""


def count(sheet: Sheet, *tests: Test) -> Formula:
    """How many rows hold every word."""
    matches = [[value == word for value in sheet.table.values(key)] for key, word, _ in tests]
    where = ",".join(f"{column_of(sheet, key)},{cell}" for key, _, cell in tests)
    return Formula(f"COUNTIFS({where})", sum(all(row) for row in zip(*matches, strict=True)))


def column_of(sheet: Sheet, key: str) -> str:
    """A column as a formula names it."""
    return f"{sheet.name}[{sheet.table.columns[sheet.table.place(key)].heading}]"


def quoted(word: str) -> str:
    """A word as a formula holds it."""
    return f'"{word}"'


def added(formulas: Iterable[Formula]) -> Formula:
    """The sum of several counts."""
    found = list(formulas)
    return Formula("+".join(one.text for one in found), sum(float(one.value) for one in found))
