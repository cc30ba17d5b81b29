"""Markdown deliverables (GitHub Flavored Markdown)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bpo_controls.reporting.blocks.document import Document
from bpo_controls.reporting.formats.templates.environment import fill_document

_BLANKS = re.compile(r"\n{3,}")


def markdown(document: Document, dirs: Sequence[Path]) -> bytes:
    """A document as UTF-8 Markdown; runs of empty lines that templates leave become one.

    Raises UserError when a template is wrong.
    """
    text = fill_document("markdown", document, dirs)
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return (_BLANKS.sub("\n\n", lines).strip() + "\n").encode()
