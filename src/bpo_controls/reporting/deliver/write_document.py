"""One document, about whatever it is, written in several formats."""

from __future__ import annotations

from pathlib import Path

from bpo_controls.diagnostics import Diagnostic, Location, UserError, did_you_mean
from bpo_controls.reporting.blocks.document import Document
from bpo_controls.reporting.deliver.render import DOCUMENT_FORMATS, render_document
from bpo_controls.workspace import paths


def write_document(document: Document, formats: str, out: Path, *, force: bool) -> tuple[Path, ...]:
    """The files `<id>.<format>` below `out`, all made before the first is written.

    `formats` is a list with commas. Raises UserError for an unknown format and, without `force`, for a file that is
    there already.
    """
    words = tuple(dict.fromkeys(word.strip().lower() for word in formats.split(",") if word.strip()))
    problems = [
        Diagnostic(
            "unknown-format", f'--format: unknown format "{word}"', hint=did_you_mean(word, DOCUMENT_FORMATS)
        )
        for word in words
        if word not in DOCUMENT_FORMATS
    ]
    targets = {
        fmt: out / paths.deliverable_name(document.id, fmt) for fmt in words if fmt in DOCUMENT_FORMATS
    }
    if not force:
        problems += [
            Diagnostic("file-exists", "is there already", Location(str(path)), "--force writes over it")
            for path in targets.values()
            if path.exists() or path.is_symlink()
        ]
    if problems:
        raise UserError(*problems)
    bodies = {path: render_document(document, fmt) for fmt, path in targets.items()}
    try:
        out.mkdir(parents=True, exist_ok=True, mode=paths.PRIVATE_DIRECTORY)
    except OSError as error:
        raise paths.cannot_write(out, error) from error
    for path, body in bodies.items():
        paths.write_atomically(path, body)
    return tuple(bodies)
