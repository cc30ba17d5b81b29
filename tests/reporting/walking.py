"""Every text of a document that a reader has to find in each format of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from bpo_controls.reporting.blocks.document import (
    Actions,
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Line,
    Paragraph,
    PictureBlock,
    SignOff,
    TableBlock,
    Verdicts,
)
from bpo_controls.reporting.blocks.entry_block import Entry


def texts_of(document: Document) -> list[str]:
    """Title, cover, every block, and what it was made from; each text once."""
    found = [document.title, document.name]
    found += _lines(document.cover)
    found += [text for block in document.blocks for text in texts_in(block)]
    found += _lines(document.imprint)
    return list(dict.fromkeys(text for text in found if text))


def _lines(lines: tuple[Line, ...]) -> Iterator[str]:
    for line in lines:
        yield from (line.label, line.text)


def texts_in(block: Block) -> Iterator[str]:
    """The texts of one block, piece by piece."""
    match block:
        case Heading() | Paragraph():
            yield block.text
        case Bullets():
            yield from block.items
        case Facts():
            yield from _lines(block.lines)
        case Verdicts():
            for gate in block.gates:
                yield from (gate.label, gate.date, gate.verdict, gate.sentence)
        case Actions():
            for action in block.actions:
                yield from (str(action.rank), action.id, action.title, action.subject)
                yield from (action.step, action.who, action.due, action.effort, action.waiting)
        case TableBlock() if not block.table.rows:
            yield block.empty
        case TableBlock():
            yield from block.table.headers
            yield from (cell for row in block.table.texts for cell in row)
        case PictureBlock():
            yield block.picture.title
        case SignOff():
            yield from block.signers
        case Entry():
            yield from _entry(block)
        case _:
            assert_never(block)


def _entry(entry: Entry) -> Iterator[str]:
    yield from (entry.rank, entry.id, entry.title, entry.lead)
    yield from (span.text for span in entry.facts)
    for row in entry.rows:
        yield row.label
        yield from (span.text for passage in row.passages for span in passage.spans)
    for box in entry.boxes:
        yield from (box.subject, box.state)
