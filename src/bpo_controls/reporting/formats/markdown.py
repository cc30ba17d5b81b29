"""Markdown deliverables (GitHub Flavoured Markdown)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bpo_controls.reporting.templates import fill
from bpo_controls.reporting.view import View

_BLANKS = re.compile(r"\n{3,}")


def markdown(view: View, document: str, dirs: Sequence[Path]) -> bytes:
    """A document as UTF-8 Markdown; runs of empty lines that templates leave become one."""
    text = fill(f"markdown/{document}.md.j2", {"view": view, "t": view.t}, dirs)
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return (_BLANKS.sub("\n\n", lines).strip() + "\n").encode()
