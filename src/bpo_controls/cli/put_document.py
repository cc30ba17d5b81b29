"""A finished document on stdout, or as files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bpo_controls.reporting.blocks.document import Document

TEXTS = ("md", "csv", "html")
"""Formats that can go to stdout."""


def put_document(document: Document, formats: Sequence[str], out: Path | None, beside: Path | None) -> None:
    """Write it below `out`. Without `out`, one text format goes to stdout and others go below `beside`.

    Raises UserError for an unknown format and for a file that cannot be written. What people changed is kept.
    """
    from bpo_controls.reporting.deliver.delivered import deliver
    from bpo_controls.reporting.deliver.render import render_document
    from bpo_controls.terminal.output import data, problems
    from bpo_controls.workspace.paths import deliverable_name

    made = {fmt: render_document(document, fmt) for fmt in formats}
    if out is None and len(made) == 1 and formats[0] in TEXTS:
        sys.stdout.write(made[formats[0]].decode("utf-8"))
        return
    files = {deliverable_name(document.id, fmt): body for fmt, body in made.items()}
    target = out or (beside or Path()) / "out"
    for path in deliver(files, target, tell=lambda kept: problems((kept,))):
        data(str(path))
