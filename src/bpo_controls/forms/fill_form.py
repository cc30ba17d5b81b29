"""Filling a form from an engagement: every field of every copy, filled, or blank with the reason and the person to ask."""

from __future__ import annotations

from bpo_controls.answers.answer_model import ENGAGEMENT, Subject
from bpo_controls.diagnostics import Diagnostic, UserError, did_you_mean
from bpo_controls.engine.truth import Truth
from bpo_controls.forms.field_values import field_value
from bpo_controls.forms.filled_form import (
    FilledCopy,
    FilledField,
    FilledForm,
    FilledRow,
    FilledSection,
    Value,
)
from bpo_controls.forms.form_rows import TableRow, table_rows
from bpo_controls.forms.known import Known
from bpo_controls.forms.returned_rows import returned_value
from bpo_controls.library.form_model import Form, FormColumn, FormSection


def fill_form(known: Known, form: Form) -> FilledForm:
    """The form for every subject it is made for, or for the one that `--set about=` names.

    Raises UserError `unknown-subject` for one it is not made for.
    """
    copies: list[FilledCopy] = []
    for kind in form.copies:
        for subject in known.scope.subjects(kind.per) or ():
            truth = known.holds(kind.when, subject)
            if truth is not Truth.FALSE:
                copies.append(_copy(known, form, subject, truth is Truth.UNKNOWN))
    wanted = known.asked.of("about")
    if wanted:
        names = [one.subject.id or "vendor" for one in copies]
        if wanted not in names:
            raise UserError(
                Diagnostic(
                    "unknown-subject",
                    f'--set about: the form {form.id} is not made for "{wanted}"',
                    hint=did_you_mean(wanted, names) or f"known: {', '.join(names) or 'none'}",
                )
            )
        copies = [one for one, name in zip(copies, names, strict=True) if name == wanted]
    return FilledForm(form.id, form.title, known.holds(form.when, ENGAGEMENT).value, tuple(copies))


def _copy(known: Known, form: Form, subject: Subject, undecided: bool) -> FilledCopy:
    sections = tuple(
        _section(known, one, subject, truth is Truth.UNKNOWN)
        for one in form.sections
        if (truth := known.holds(one.when, subject)) is not Truth.FALSE
    )
    name = known.file.vendor if subject.kind == "engagement" else known.about(subject)
    return FilledCopy(subject, name, sections, undecided)


def _section(known: Known, section: FormSection, subject: Subject, undecided: bool) -> FilledSection:
    fields = tuple(
        FilledField(
            f"{section.id}.{one.id}",
            one.label,
            field_value(known, one.origin, subject),
            one.kind,
            one.choices,
        )
        for one in section.fields
        if known.holds(one.when, subject) is not Truth.FALSE
    )
    rows: tuple[FilledRow, ...] = ()
    if section.rows is not None:
        rows = tuple(_row(known, section, row) for row in table_rows(known, section.rows, subject))
    return FilledSection(
        section.id, known.names(section.title), known.names(section.intro), fields, rows, undecided
    )


def _cell(known: Known, section: FormSection, row: TableRow, column: FormColumn) -> Value:
    if column.origin.kind == "show":
        return row.shows(column)
    returned = returned_value(known, section, row, column)
    return field_value(known, column.origin, row.subject) if returned is None else returned


def _row(known: Known, section: FormSection, row: TableRow) -> FilledRow:
    cells = tuple(
        FilledField(
            f"{section.id}.{row.id}.{column.id}",
            column.heading,
            _cell(known, section, row, column),
            column.kind,
            column.choices,
        )
        for column in section.columns
    )
    return FilledRow(row.id, cells, row.undecided)
