"""An entry in a Word file: its heading, its labeled rows, its boxes to tick."""

from __future__ import annotations

from collections.abc import Iterator

from bpo_controls.reporting.blocks.entry_block import Entry, Passage, Row, Span
from bpo_controls.reporting.formats.docx.docx_lines import KEEP, Lines
from bpo_controls.reporting.formats.docx.docx_pieces import check_box
from bpo_controls.words.headings import TEXT

_STYLES = {"plain": "", "strong": "strong", "quiet": "report faint"}
_BOXES = (0.17, 0.39, 0.15, 0.17)
"""Shares of the width that the columns of the boxes take; the last takes the rest."""


def entry_paragraphs(lines: Lines, entry: Entry, room: int) -> str:
    """The entry; `room` is how wide text stands, in twentieths of a point."""
    pieces = _compact(lines, entry) if entry.compact else _full(lines, entry)
    boxes = _boxes(lines, entry, room) if entry.boxes else ""
    return "".join(pieces) + boxes


def _title(entry: Entry) -> str:
    return " · ".join(part for part in (entry.rank, entry.id, entry.title) if part)


def _full(lines: Lines, entry: Entry) -> Iterator[str]:
    pen = lines.pen
    yield lines.heading(2, _title(entry), entry.anchor)
    if entry.facts:
        between = pen.run("  |  ", "report faint")
        facts = (_run(lines, span) for span in entry.facts if span.text)
        yield pen.paragraph("report meta", between.join(facts))
    if entry.lead:
        yield pen.paragraph("normal", pen.run(entry.lead))
    for row in entry.rows:
        yield from _row(lines, row)


def _row(lines: Lines, row: Row) -> Iterator[str]:
    texts = [_runs(lines, passage) for passage in row.passages]
    if row.form == "text":
        yield lines.labeled(row.label, texts[0] if texts else "")
        yield from (lines.more(text) for text in texts[1:])
        return
    yield lines.labeled(row.label, "")
    which = 1
    if row.form == "steps":
        which, lines.numbered = 2 + lines.numbered, lines.numbered + 1
    yield from (lines.item("report entry more", text, which) for text in texts)


def _compact(lines: Lines, entry: Entry) -> Iterator[str]:
    pen = lines.pen
    yield lines.heading(3, _title(entry), entry.anchor)
    if entry.facts:
        facts = " · ".join(span.text for span in entry.facts if span.text)
        yield pen.paragraph("report meta", pen.run(facts), KEEP)
    if entry.lead:
        yield pen.paragraph("normal", pen.run(entry.lead), KEEP)
    for row in entry.rows:
        text = pen.run("; ").join(_runs(lines, passage) for passage in row.passages)
        # The last row stays with the boxes.
        keep = KEEP if not entry.long or row is entry.rows[-1] else ""
        yield lines.item("list bullet", pen.run(f"{row.label}: ", "strong") + text, 0, keep)


def _runs(lines: Lines, passage: Passage) -> str:
    text = lines.pen.run(" ").join(_run(lines, span) for span in passage.spans)
    return lines.pen.run("“") + text + lines.pen.run("”") if passage.quote else text


def _run(lines: Lines, span: Span) -> str:
    return lines.ref(span.anchor, span.text) if span.anchor else lines.pen.run(span.text, _STYLES[span.style])


def _boxes(lines: Lines, entry: Entry, room: int) -> str:
    pen = lines.pen
    heads = [pen.run(TEXT[key]) for key in ("col_subject", "look", "samples", "notes_here", "initials")]
    heads[-1] += pen.run(f", {TEXT['date'].lower()}")
    rows = []
    for box in entry.boxes:
        results = (
            check_box(lines.number(), f"{entry.id} {box.subject}: {TEXT[key]}") + pen.run(f" {TEXT[key]}   ")
            for key in ("result_passed", "result_failed", "result_not_seen")
        )
        state = f" ({TEXT['now'].lower()}: {box.mark} {box.state})" if box.state else ""
        rows.append((pen.run(box.subject + state), "".join(results), "", "", ""))
    widths = [int(room * share) for share in _BOXES]
    return pen.table(entry.id, heads, rows, [*widths, room - sum(widths)], together=True)
