"""What the sheets of the workbook share: columns under the words of the other formats, and cells of a finding."""

from __future__ import annotations

from collections.abc import Iterable

from bpo_controls.engine.finding import Finding
from bpo_controls.reporting.blocks.workbook import Cell, Column, Sheet
from bpo_controls.words import labels
from bpo_controls.words import workbook_words as words
from bpo_controls.words.answer_words import evidence_words, who_said
from bpo_controls.words.findings import (
    said,
)
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital

Row = tuple[Cell, ...]


def column(key: str, width: float, **more: object) -> Column:
    """A column under the heading of the other formats, or under one of the workbook's own."""
    header = words.COLUMN.get(key) or TEXT[f"col_{key}"]
    return Column(header, width, **more)  # type: ignore[arg-type]


def sheet(
    name: str, title: str, columns: tuple[Column, ...], rows: tuple[Row, ...], *, keep: int, pages: int = 1
) -> Sheet:
    return Sheet(name, title, words.ABOUT[title], columns, rows, words.EMPTY[title], keep, pages)


def answered(finding: Finding) -> tuple[str, str, str, str, str]:
    """What was said, the note, the evidence, who said it, how it is known."""
    answer = finding.answer
    if answer is None:
        return (said(finding), "", "", "", "")
    return (
        said(finding),
        answer.note,
        lines_of(evidence_words(answer)),
        capital(who_said(answer)),
        capital(labels.ASSURANCE[answer.assurance]),
    )


def standing_of(finding: Finding) -> str:
    return labels.STATUS[finding.status] if finding.status is not None else ""


def lines_of(texts: Iterable[str]) -> str:
    return "\n".join(texts)
