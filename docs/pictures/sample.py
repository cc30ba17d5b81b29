"""The sample engagement, as the pictures show it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.reporting.blocks.document import Document, Facts, Line
from bpo_controls.reporting.deliver.demo_engagement import SAMPLE_DATE, SAMPLE_TIME
from bpo_controls.words.headings import TEXT

if TYPE_CHECKING:
    from bpo_controls.reporting.documents.context import Context

NAME = "demo-engagement"
"""What `make demo` calls it."""


def write(scratch: Path) -> Context:
    """Write the engagement below `scratch`, without its deliverables; what its documents are made from."""
    from bpo_controls.reporting.deliver.demo_engagement import write_sample
    from bpo_controls.reporting.deliver.write_deliverables import context_of

    return context_of(write_sample(scratch / NAME, SAMPLE_DATE, SAMPLE_DATE + SAMPLE_TIME))


def lasting(document: Document) -> Document:
    """The document without the digest of the library and the version of the tool.

    Small print shows them. They change with every word of the library and every release, which is no reason to draw a
    picture again.
    """

    def kept(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        passing = (TEXT["digest"], TEXT["tool"])
        return tuple(replace(line, text="") if line.label in passing else line for line in lines)

    blocks = tuple(
        replace(block, lines=kept(block.lines)) if isinstance(block, Facts) else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks, imprint=kept(document.imprint))
