"""A questionnaire of 500 rows, all filled in, for an engagement that has so many."""

from __future__ import annotations

from pathlib import Path

ROWS = 500


def write_filled(job: Path, to: Path, as_of: str) -> None:
    """Writes the workbook as somebody would send it back: the first 500 controls of the engagement answered in words."""
    from openpyxl import load_workbook

    from bpo_controls.engine.questionnaire_plan import wanted_rows
    from bpo_controls.reporting.deliver.write_deliverables import context_of
    from bpo_controls.reporting.documents.questionnaire_form import Addressee, form_book
    from bpo_controls.reporting.formats.xlsx.xlsx_form import xlsx_form
    from bpo_controls.words.questionnaire_words import COLUMN, QUESTIONS
    from bpo_controls.workspace.assessed import assess

    opened = assess(job, as_of)
    rows = wanted_rows(opened.library, opened.answers, opened.assessment, answered=True)
    chosen = [row for row in rows if row.need.item in opened.library.controls][:ROWS]
    assert len(chosen) == ROWS
    addressee = Addressee("Pat Example", "", opened.engagement.events[0].digest)
    to.write_bytes(xlsx_form(form_book(context_of(opened), addressee, chosen)))
    book = load_workbook(to)
    sheet = book[QUESTIONS]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, ROWS + 2):
        sheet.cell(row, heads[COLUMN["answer"]]).value = "Not in place"
        sheet.cell(row, heads[COLUMN["note"]]).value = "Looked at in May, to be done by the team lead"
    book.save(to)
