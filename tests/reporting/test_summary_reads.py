"""The summary is plain: a reader of ten years' schooling takes it in at once."""

from __future__ import annotations

from collections.abc import Iterator

from bpo_controls.lint.reading_grade import grade
from bpo_controls.reporting.blocks.document import Actions, Bullets, Document, Paragraph, Verdicts
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.documents.one_pager import one_pager

from .fiction import rich

MOST = 10


def sentences(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Bullets):
            yield from block.items
        elif isinstance(block, Verdicts):
            yield from (gate.sentence for gate in block.gates)
        elif isinstance(block, Actions):
            yield from (f"{action.step}." for action in block.actions)


def test_the_summary_reads_easily() -> None:
    told = list(sentences(one_pager(context_for(*rich()))))
    assert len(told) > 8
    assert grade(" ".join(told)) <= MOST
