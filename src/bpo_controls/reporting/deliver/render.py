"""From a view to the bytes of a deliverable."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from bpo_controls.diagnostics import did_you_mean, user_error
from bpo_controls.reporting.blocks.document import Document
from bpo_controls.reporting.documents import (
    action_plan,
    applicability,
    checklist,
    evidence_requests,
    exceptions,
    follow_ups,
    gap_report,
    one_pager,
)
from bpo_controls.reporting.formats.html import html
from bpo_controls.reporting.formats.json import assessment_json
from bpo_controls.reporting.formats.markdown import markdown
from bpo_controls.reporting.formats.pdf import pdf
from bpo_controls.reporting.formats.templates.environment import template_dirs
from bpo_controls.reporting.view import View

Made = bytes | Mapping[str, bytes]
"""One file, or several by name (below the directory of the deliverables)."""

Renderer = Callable[[View, str, Sequence[Path]], Made]
BlockRenderer = Callable[[View, Document, Sequence[Path]], bytes]

COMPOSERS: dict[str, Callable[[View], Document]] = {
    "gap-report": gap_report.compose,
    "checklist": checklist.compose,
    "action-plan": action_plan.compose,
    "evidence-requests": evidence_requests.compose,
    "one-pager": one_pager.compose,
    "follow-ups": follow_ups.compose,
    "applicability": applicability.compose,
    "exceptions": exceptions.compose,
}
"""The documents that are made of blocks."""


def _docx(view: View, document: Document, dirs: Sequence[Path]) -> bytes:
    from bpo_controls.reporting.formats.docx.docx_file import docx

    return docx(view, document, dirs)


def _csv(view: View, document: Document, dirs: Sequence[Path]) -> bytes:
    from bpo_controls.reporting.formats.csv import csv

    return csv(view, document, dirs)


BLOCK_FORMATS: dict[str, BlockRenderer] = {
    "md": markdown,
    "html": html,
    "pdf": pdf,
    "docx": _docx,
    "csv": _csv,
}
"""The formats that show blocks; CSV shows the main table alone."""

NO_TABLE = ("one-pager",)
"""Documents without a main table, so without CSV."""


def _of_blocks(renderer: BlockRenderer, view: View, document: str, dirs: Sequence[Path]) -> bytes:
    return renderer(view, COMPOSERS[document](view), dirs)


def _json(view: View, _document: str, _dirs: Sequence[Path]) -> bytes:
    return assessment_json(view)


def _xlsx(view: View, document: str, dirs: Sequence[Path]) -> bytes:
    from bpo_controls.reporting.formats.xlsx.xlsx_file import xlsx

    return xlsx(view, document, dirs)


def _oscal(view: View, _document: str, _dirs: Sequence[Path]) -> Mapping[str, bytes]:
    from bpo_controls.reporting.oscal.oscal_files import oscal_files

    return oscal_files(view)


DOCUMENTS: dict[str, dict[str, Renderer]] = {
    **{
        document: {
            fmt: partial(_of_blocks, renderer)
            for fmt, renderer in BLOCK_FORMATS.items()
            if fmt != "csv" or document not in NO_TABLE
        }
        for document in COMPOSERS
    },
    "workbook": {"xlsx": _xlsx},
    "assessment": {"json": _json, "oscal": _oscal},
}
"""Every document and how each of its formats is made."""

FORMATS: tuple[str, ...] = ("md", "html", "pdf", "docx", "xlsx", "csv", "json", "oscal")


def render(view: View, document: str, fmt: str, *, templates: Sequence[Path] = ()) -> bytes:
    """One deliverable that is one file. `templates` are directories searched before the bundled templates.

    Raises UserError for an unknown document or format, and when a template is wrong; ValueError for a format
    of several files, which `render_all` makes.
    """
    made = _made(view, document, fmt, templates)
    if not isinstance(made, bytes):
        raise ValueError(f"{fmt} comes as several files: use render_all")
    return made


def render_all(
    view: View, document: str, fmt: str, *, templates: Sequence[Path] = (), edition: str = ""
) -> Mapping[str, bytes]:
    """Every file of one deliverable by its name: `gap-report.pdf`, `checklist.buyer.md`, `oscal/catalog.json`.

    Raises UserError like `render`. With an edition, several files go into a folder of that edition's.
    """
    made = _made(view, document, fmt, templates)
    if isinstance(made, bytes):
        return {".".join(part for part in (document, edition, fmt) if part): made}
    if not edition:
        return made
    return {name.replace("/", f".{edition}/", 1): body for name, body in made.items()}


def _made(view: View, document: str, fmt: str, templates: Sequence[Path]) -> Made:
    formats = DOCUMENTS.get(document)
    if formats is None:
        hint = did_you_mean(document, DOCUMENTS)
        raise user_error("unknown-document", f'there is no document "{document}"', hint=hint)
    if fmt not in formats:
        hint = did_you_mean(fmt, formats)
        raise user_error("unknown-format", f'"{document}" does not come as "{fmt}"', hint=hint)
    return formats[fmt](view, document, template_dirs(templates))
