"""From an assessed engagement to the bytes of a deliverable: which documents there are, and which formats of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from bpo_controls.diagnostics import did_you_mean, user_error
from bpo_controls.reporting.blocks.document import Document
from bpo_controls.reporting.documents.action_plan import action_plan
from bpo_controls.reporting.documents.applicability import applicability
from bpo_controls.reporting.documents.assessment_json import assessment_json
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.evidence_requests import evidence_requests
from bpo_controls.reporting.documents.exceptions import exceptions
from bpo_controls.reporting.documents.follow_ups import follow_ups
from bpo_controls.reporting.documents.gap_report import gap_report, gap_report_in_full
from bpo_controls.reporting.documents.gap_report_appendix import gap_report_appendix
from bpo_controls.reporting.documents.one_pager import one_pager
from bpo_controls.reporting.documents.visit_checklist import checklist, checklist_short
from bpo_controls.reporting.formats.html import html
from bpo_controls.reporting.formats.markdown import markdown
from bpo_controls.reporting.formats.pdf import pdf
from bpo_controls.reporting.formats.templates.environment import template_dirs
from bpo_controls.workspace.paths import deliverable_name

Made = bytes | Mapping[str, bytes]
"""One file, or several by name (below the directory of the deliverables)."""

Renderer = Callable[[Context, Sequence[Path]], Made]
Format = Callable[[Document, Sequence[Path]], bytes]

COMPOSERS: dict[str, Callable[[Context], Document]] = {
    "gap-report": gap_report,
    "gap-report-appendix": gap_report_appendix,
    "checklist": checklist,
    "checklist-short": checklist_short,
    "action-plan": action_plan,
    "evidence-requests": evidence_requests,
    "one-pager": one_pager,
    "follow-ups": follow_ups,
    "applicability": applicability,
    "exceptions": exceptions,
}
"""The documents that are made of blocks."""

IN_FULL: dict[str, Callable[[Context], Document]] = {"gap-report": gap_report_in_full}
"""How a document is made where there is room for everything: in a browser."""

CLIENT_SET = ("gap-report", "gap-report-appendix", "one-pager", "checklist", "action-plan", "workbook")
"""What a client is sent: the gap report in two volumes, and four more."""


def _docx(document: Document, dirs: Sequence[Path]) -> bytes:
    from bpo_controls.reporting.formats.docx.docx_file import docx

    return docx(document, dirs)


def _csv(document: Document, dirs: Sequence[Path]) -> bytes:
    from bpo_controls.reporting.formats.csv import csv

    return csv(document, dirs)


def _xlsx(document: Document, dirs: Sequence[Path]) -> bytes:
    from bpo_controls.reporting.formats.xlsx.xlsx_file import xlsx

    return xlsx(document, dirs)


DOCUMENT_FORMATS: dict[str, Format] = {
    "md": markdown,
    "html": html,
    "pdf": pdf,
    "docx": _docx,
    "xlsx": _xlsx,
    "csv": _csv,
}
"""How any document is made in each format; XLSX and CSV show its main table alone."""

BLOCK_FORMATS = ("md", "html", "pdf", "docx", "csv")
"""The formats that the documents about an engagement come in; the workbook has all their tables."""

NO_TABLE = ("one-pager",)
"""Documents without a main table, so without CSV."""


def composed(ctx: Context, document: str, fmt: str = "") -> Document:
    """A document of that name, made once for all formats that show the same."""
    full = fmt == "html" and document in IN_FULL
    compose = IN_FULL[document] if full else COMPOSERS[document]
    return ctx.once(("document", document, full), lambda: compose(ctx))


def _of_blocks(document: str, fmt: str, ctx: Context, dirs: Sequence[Path]) -> bytes:
    return DOCUMENT_FORMATS[fmt](composed(ctx, document, fmt), dirs)


def _workbook(ctx: Context, dirs: Sequence[Path]) -> bytes:
    from bpo_controls.reporting.documents.workbook import workbook
    from bpo_controls.reporting.formats.xlsx.xlsx_file import xlsx

    return xlsx(workbook(ctx), dirs)


def _json(ctx: Context, _dirs: Sequence[Path]) -> bytes:
    return assessment_json(ctx)


def _oscal(ctx: Context, _dirs: Sequence[Path]) -> Mapping[str, bytes]:
    from bpo_controls.reporting.oscal.oscal_files import oscal_files

    return oscal_files(ctx)


DOCUMENTS: dict[str, dict[str, Renderer]] = {
    **{
        document: {
            fmt: partial(_of_blocks, document, fmt)
            for fmt in BLOCK_FORMATS
            if fmt != "csv" or document not in NO_TABLE
        }
        for document in COMPOSERS
    },
    "workbook": {"xlsx": _workbook},
    "assessment": {"json": _json, "oscal": _oscal},
}
"""Every document about an engagement and how each of its formats is made."""

FORMATS: tuple[str, ...] = ("md", "html", "pdf", "docx", "xlsx", "csv", "json", "oscal")


def render(ctx: Context, document: str, fmt: str, *, templates: Sequence[Path] = ()) -> bytes:
    """One deliverable that is one file. `templates` are directories searched before the bundled templates.

    Raises UserError for an unknown document or format, and when a template is wrong; ValueError for a format
    of several files, which `render_all` makes.
    """
    made = _made(ctx, document, fmt, templates)
    if not isinstance(made, bytes):
        raise ValueError(f"{fmt} comes as several files: use render_all")
    return made


def render_document(document: Document, fmt: str, *, templates: Sequence[Path] = ()) -> bytes:
    """Any document, whatever it is about, in one format: md, html, pdf, docx, or its main table as xlsx or csv.

    Raises UserError for an unknown format and when a template is wrong, ValueError where there is no main table.
    """
    if fmt not in DOCUMENT_FORMATS:
        hint = did_you_mean(fmt, DOCUMENT_FORMATS)
        raise user_error("unknown-format", f'"{document.id}" does not come as "{fmt}"', hint=hint)
    return DOCUMENT_FORMATS[fmt](document, template_dirs(templates))


def render_all(
    ctx: Context, document: str, fmt: str, *, templates: Sequence[Path] = ()
) -> Mapping[str, bytes]:
    """Every file of one deliverable by its name: `gap-report.pdf`, `checklist.buyer.md`, `oscal/catalog.json`.

    Raises UserError like `render`. In an edition or extract, several files go into a folder of its own.
    """
    made = _made(ctx, document, fmt, templates)
    if isinstance(made, bytes):
        return {deliverable_name(document, fmt, ctx.edition, ctx.extract): made}
    part = ".".join(filter(None, (ctx.edition, ctx.extract)))
    if not part:
        return made
    return {name.replace("/", f".{part}/", 1): body for name, body in made.items()}


def _made(ctx: Context, document: str, fmt: str, templates: Sequence[Path]) -> Made:
    formats = DOCUMENTS.get(document)
    if formats is None:
        hint = did_you_mean(document, DOCUMENTS)
        raise user_error("unknown-document", f'there is no document "{document}"', hint=hint)
    if fmt not in formats:
        hint = did_you_mean(fmt, formats)
        raise user_error("unknown-format", f'"{document}" does not come as "{fmt}"', hint=hint)
    return formats[fmt](ctx, template_dirs(templates))
