"""The working papers by name, and making one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from bpo_controls.diagnostics import Diagnostic, UserError, did_you_mean, user_error
from bpo_controls.library.model import Library
from bpo_controls.library.paper_model import Worksheet
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.worksheet import worksheet_rows
from bpo_controls.reporting.blocks.document import Document
from bpo_controls.reporting.deliver.render import DOCUMENT_FORMATS
from bpo_controls.reporting.documents import (
    access_paper,
    burden_paper,
    document_index_paper,
    escalation_paper,
    exception_register_paper,
    fit_paper,
    pilot_paper,
    qa_paper,
    responsibility_paper,
)
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.framed_paper import Paper
from bpo_controls.reporting.documents.worksheet_paper import worksheet_document

PAPERS: dict[str, Paper] = {
    "access": access_paper.PAPER,
    "burden": burden_paper.PAPER,
    "documents": document_index_paper.PAPER,
    "escalation": escalation_paper.PAPER,
    "exceptions": exception_register_paper.PAPER,
    "responsibilities": responsibility_paper.PAPER,
    "qa": qa_paper.PAPER,
    "fit": fit_paper.PAPER,
    "pilot": pilot_paper.PAPER,
}
"""The papers that have a module of their own. A worksheet of the library is a paper too."""


def papers_of(library: Library) -> dict[str, Paper]:
    """Every working paper there is with this library: those above, then its worksheets."""
    sheets = {name: one for name, one in library.papers.items() if isinstance(one, Worksheet)}
    return {**PAPERS, **{name: _of_worksheet(one) for name, one in sheets.items() if name not in PAPERS}}


def find_paper(library: Library, name: str) -> Paper:
    """The paper of that name. Raises UserError `unknown-paper`."""
    found = papers_of(library)
    if name not in found:
        hint = did_you_mean(name, found) or "see: bpo-controls paper list"
        raise user_error("unknown-paper", f'there is no working paper "{name}"', hint=hint)
    return found[name]


def make_paper(ctx: Context, name: str, asked: Asked) -> tuple[Any, Document]:
    """The numbers and rows of a working paper, and the document that shows them.

    Raises UserError with every setting and sheet it does not take, and with what is wrong with one.
    """
    paper = find_paper(ctx.library, name)
    wrong = tuple(_misplaced(ctx, name, paper, asked))
    if wrong:
        raise UserError(*wrong)
    work = paper.work(ctx, asked)
    return work, paper.document(ctx, work)


def chosen_formats(listed: str) -> Sequence[str]:
    """The formats named, with commas between; Markdown when none is. Raises UserError with every unknown one."""
    words = tuple(dict.fromkeys(word.strip().lower() for word in listed.split(",") if word.strip()))
    unknown = [
        Diagnostic(
            "unknown-format", f'--format: unknown format "{word}"', hint=did_you_mean(word, DOCUMENT_FORMATS)
        )
        for word in words
        if word not in DOCUMENT_FORMATS
    ]
    if unknown:
        raise UserError(*unknown)
    return words or ("md",)


def _of_worksheet(sheet: Worksheet) -> Paper:
    return Paper(
        title=sheet.title,
        about=sheet.purpose,
        work=lambda ctx, _: worksheet_rows(ctx.library, ctx.sheet, ctx.file.buyer, ctx.file.vendor, sheet),
        document=partial(worksheet_document, sheet=sheet),
    )


def _misplaced(ctx: Context, name: str, paper: Paper, asked: Asked) -> Iterator[Diagnostic]:
    subjects = {one.id for some in ctx.assessment.subjects.values() for one in some or () if one.id}
    takes = paper.settings(ctx.library)
    for given in asked.given:
        key, at, subject = given.partition("@")
        if key not in takes:
            yield Diagnostic(
                "unknown-setting", f'--set: the paper {name} takes no "{key}"', hint=_known(key, takes)
            )
        elif at and subject not in subjects:
            yield Diagnostic(
                "unknown-subject", f'--set: "{subject}" is not in scope', hint=did_you_mean(subject, subjects)
            )
    for sheet in asked.sheets:
        if sheet not in paper.sheets:
            yield Diagnostic(
                "unknown-setting",
                f'--sheet: the paper {name} takes no sheet "{sheet}"',
                hint=_known(sheet, paper.sheets),
            )


def _known(word: str, known: Mapping[str, str]) -> str:
    return did_you_mean(word, known) if known else "leave it out"
