"""The paper forms by name, and filling one of them."""

from __future__ import annotations

from collections.abc import Iterator

from bpo_controls.diagnostics import Diagnostic, UserError, did_you_mean, user_error
from bpo_controls.forms.fill_form import fill_form
from bpo_controls.forms.filled_form import FilledForm
from bpo_controls.forms.known import Known
from bpo_controls.forms.returned_rows import returnable, returned_problems
from bpo_controls.library.form_model import Form
from bpo_controls.library.model import Library
from bpo_controls.papers.asked import Asked
from bpo_controls.reporting.blocks.document import Document
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.form_document import form_document
from bpo_controls.workspace.assessed import AssessedEngagement


def find_form(library: Library, name: str) -> Form:
    """The form of that name. Raises UserError `unknown-form`."""
    if name not in library.forms:
        hint = did_you_mean(name, library.forms) or "see: bpo-controls form list"
        raise user_error("unknown-form", f'there is no form "{name}"', hint=hint)
    return library.forms[name]


def settings_of_form(form: Form) -> dict[str, str]:
    """What may be set with the form, and what it means."""
    found = {}
    if len(form.copies) > 1 or form.copies[0].per != "engagement":
        found["about"] = (
            "Only the copy for this workflow, site or subcontractor; vendor for the vendor's own."
        )
    kinds = {section.rows.kind for section in form.sections if section.rows is not None}
    if kinds & {"gap", "limit", "control"}:
        found["controls"] = "Only these controls, with commas between."
    if "draw" in kinds:
        found["sample"] = "How many items are drawn."
        found["seed"] = "The seed of the draw; the as-of date by default."
    return found


def sheets_of_form(form: Form) -> dict[str, str]:
    """The files a form reads."""
    kinds = {section.rows.kind for section in form.sections if section.rows is not None}
    back = {
        section.id: f"The table {section.title} as it came back, CSV or workbook: what only people know is read from it."
        for section in returnable(form)
    }
    if "draw" not in kinds:
        return back
    return back | {
        "ids": "The items to draw from: a column id, and with several workflows a column workflow. Ids of claims or calls, never names."
    }


def known_of(assessed: AssessedEngagement, ctx: Context, asked: Asked) -> Known:
    """What fills a form: the engagement as its reader may see it. Answers that disagree count for nothing."""
    contested = frozenset(assessed.record.contested)
    return Known(ctx.library, ctx.file, ctx.sheet, ctx.assessment, contested, asked, ctx.progress)


def make_form(known: Known, name: str) -> FilledForm:
    """The filled form. Raises UserError for an unknown form and with every setting and sheet it does not take."""
    form = find_form(known.library, name)
    wrong = (*_misplaced(form, known.asked), *returned_problems(known, form))
    if wrong:
        raise UserError(*wrong)
    return fill_form(known, form)


def document_of(ctx: Context, filled: FilledForm, *, traces: bool = False) -> Document:
    """The filled form as a document."""
    return form_document(ctx, ctx.library.forms[filled.id], filled, traces=traces)


def _misplaced(form: Form, asked: Asked) -> Iterator[Diagnostic]:
    for what, given, takes in (
        ("set", [key.partition("@")[0] for key in asked.given], settings_of_form(form)),
        ("sheet", list(asked.sheets), sheets_of_form(form)),
    ):
        for key in given:
            if key not in takes:
                hint = did_you_mean(key, takes) or (f"known: {', '.join(takes)}" if takes else "leave it out")
                kind = "sheet " if what == "sheet" else ""
                yield Diagnostic(
                    "unknown-setting", f'--{what}: the form {form.id} takes no {kind}"{key}"', hint=hint
                )
