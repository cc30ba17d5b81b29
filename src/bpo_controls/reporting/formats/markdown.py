"""Markdown deliverables (GitHub Flavored Markdown)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bpo_controls.reporting.blocks.document import Document
from bpo_controls.reporting.formats.templates.environment import fill
from bpo_controls.reporting.view import View

_BLANKS = re.compile(r"\n{3,}")


def markdown(view: View, document: Document, dirs: Sequence[Path]) -> bytes:
    """A document as UTF-8 Markdown; runs of empty lines that templates leave become one."""
    values = {"view": view, "t": view.t, "document": document}
    text = fill(f"markdown/{document.id}.md.j2", values, dirs)
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return (_BLANKS.sub("\n\n", lines).strip() + "\n").encode()
