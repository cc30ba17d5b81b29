"""From a view to the bytes of a deliverable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bpo_controls.diagnostics import did_you_mean, user_error
from bpo_controls.reporting.formats.json import assessment_json
from bpo_controls.reporting.formats.markdown import markdown
from bpo_controls.reporting.formats.pdf import pdf
from bpo_controls.reporting.templates import template_dirs
from bpo_controls.reporting.view import View

Renderer = Callable[[View, str, Sequence[Path]], bytes]


def _json(view: View, _document: str, _dirs: Sequence[Path]) -> bytes:
    return assessment_json(view)


DOCUMENTS: dict[str, dict[str, Renderer]] = {
    "gap-report": {"md": markdown, "pdf": pdf},
    "checklist": {"md": markdown, "pdf": pdf},
    "assessment": {"json": _json},
}
"""Every document and how each of its formats is made."""

FORMATS: tuple[str, ...] = ("md", "pdf", "json")


def render(view: View, document: str, fmt: str, *, templates: Sequence[Path] = ()) -> bytes:
    """One deliverable. `templates` are directories searched before the bundled templates.

    Raises UserError for an unknown document or format, and when a template is wrong.
    """
    formats = DOCUMENTS.get(document)
    if formats is None:
        hint = did_you_mean(document, DOCUMENTS)
        raise user_error("unknown-document", f'there is no document "{document}"', hint=hint)
    if fmt not in formats:
        hint = did_you_mean(fmt, formats)
        raise user_error("unknown-format", f'"{document}" does not come as "{fmt}"', hint=hint)
    return formats[fmt](view, document, template_dirs(templates))
