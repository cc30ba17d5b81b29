"""A table that people filled in and gave back: what only they know is read from it, by the name in each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bpo_controls.answers.measure import parse_date
from bpo_controls.diagnostics import Diagnostic, did_you_mean
from bpo_controls.forms.filled_form import Trace, Value
from bpo_controls.forms.form_rows import TableRow
from bpo_controls.forms.known import Known
from bpo_controls.library.form_model import Form, FormColumn, FormSection
from bpo_controls.papers.asked import column_key
from bpo_controls.words.numbers import date_words

_SUBJECTS = ("workflow", "site", "subcontractor")


def returnable(form: Form) -> tuple[FormSection, ...]:
    """The tables of a form that can be given back: a row per subject, with cells that only people can fill."""
    return tuple(
        section
        for section in form.sections
        if section.rows is not None
        and section.rows.kind in _SUBJECTS
        and any(column.origin.kind == "blank" for column in section.columns)
    )


def returned_problems(known: Known, form: Form) -> Iterator[Diagnostic]:
    """Rows about a subject that is not there or stands twice, and dates that are none, by sheet and row."""
    for section in returnable(form):
        assert section.rows is not None
        names = [known.about(one) for one in known.scope.subjects(section.rows.kind) or ()]  # type: ignore[arg-type]
        folded = {name.casefold() for name in names}
        key, seen = column_key(_name_column(section).heading), set()
        for number, row in enumerate(known.asked.rows(section.id), start=2):
            name = row.get(key, "").casefold()
            where = f"--sheet {section.id}: row {number}"
            if name not in folded:
                hint = did_you_mean(row.get(key, ""), names) or f"known: {', '.join(names) or 'none'}"
                yield Diagnostic(
                    "bad-sheet", f'{where}: "{row.get(key, "")}" is not in this engagement', hint=hint
                )
            elif name in seen:
                yield Diagnostic(
                    "bad-sheet", f'{where}: "{row[key]}" stands twice', hint="keep one row of it"
                )
            seen.add(name)
            for column in section.columns:
                text = row.get(column_key(column.heading), "")
                if column.origin.kind == "blank" and column.kind == "date" and text:
                    found = parse_date(text)
                    if isinstance(found, Diagnostic):
                        what = f"{where}: {column.heading}: {found.message}"
                        yield Diagnostic("bad-sheet", what, hint=found.hint)


def returned_value(known: Known, section: FormSection, row: TableRow, column: FormColumn) -> Value | None:
    """What the table given back says in this cell; None where it says nothing."""
    if column.origin.kind != "blank" or section.rows is None or section.rows.kind not in _SUBJECTS:
        return None
    name = known.about(row.subject)
    found = next((one for one in known.asked.rows(section.id) if _is_about(one, section, name)), None)
    text = found.get(column_key(column.heading), "") if found is not None else ""
    if not text:
        return None
    raw = str(parse_date(text)) if column.kind == "date" else text
    said = date_words(raw) if column.kind == "date" else text
    return Value("filled", said, raw, traces=(Trace("sheet", section.id, said=f"{name}: {said}"),))


def _is_about(row: Mapping[str, str], section: FormSection, name: str) -> bool:
    return row.get(column_key(_name_column(section).heading), "").casefold() == name.casefold()


def _name_column(section: FormSection) -> FormColumn:
    return next(one for one in section.columns if one.origin.kind == "show" and one.origin.key == "name")
