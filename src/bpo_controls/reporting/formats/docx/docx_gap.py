"""One gap in a Word file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bpo_controls.reporting.view import Gap

if TYPE_CHECKING:
    from bpo_controls.reporting.formats.docx.docx_blocks import Writer


def gap_entry(writer: Writer, gap: Gap) -> str:
    """The gap with its heading, and beside each label what a reader needs to act."""
    pen, t = writer.pen, writer.t
    pieces = [
        writer.heading(2, f"{gap.rank} · {gap.id} · {gap.title}", f"gap-{gap.rank}"),
        pen.paragraph("report meta", _meta(writer, gap)),
    ]
    if gap.severity_note:
        pieces.append(writer.entry(t["col_severity"], pen.run(gap.severity_note)))
    pieces.append(writer.entry(t["must_be_true"], pen.run(gap.statement)))
    by = "".join(f" · {one}" for one in (gap.said_by, gap.assurance, gap.flagged) if one)
    pieces.append(writer.entry(t["was_said"], pen.run(gap.said, "strong") + pen.run(by)))
    if gap.note:
        pieces.append(writer.more(pen.run(f"“{gap.note}”")))
    pieces += [writer.more(pen.run(f"{t['evidence_given']}: {one}")) for one in gap.evidence_given]
    limit = f" {t['limit_source']}: {gap.limit_source}" if gap.limit_source else ""
    pieces.append(writer.entry(t["is_missing"], pen.run(gap.missing) + pen.run(limit, "report faint")))
    if gap.lapsed:
        pieces.append(writer.entry(t["lapsed"], pen.run(gap.lapsed)))
    pieces.append(writer.several(t["why_applies"], gap.reasons))
    if gap.same_as:
        same = pen.run(f"{t['same_as']} ") + writer.ref(f"gap-{gap.same_as}", str(gap.same_as)) + pen.run(".")
        return "".join((*pieces, writer.entry(t["fix"], same)))
    return "".join((*pieces, *_detail(writer, gap)))


def _meta(writer: Writer, gap: Gap) -> str:
    run = writer.pen.run
    between = run("  |  ", "report faint")
    pieces = (
        run(gap.subject),
        run(f"{gap.mark} {gap.status}", "strong"),
        run(gap.severity, "strong"),
        run(gap.party),
        run(gap.due),
        run(gap.effort),
    )
    return between.join(piece for piece in pieces if piece)


def _detail(writer: Writer, gap: Gap) -> Iterable[str]:
    pen, t = writer.pen, writer.t
    yield writer.entry(t["why_matters"], pen.run(gap.why))
    yield writer.entry(t["may_cost"], pen.run("; ".join(gap.impacts)))
    if gap.precedents:
        yield writer.several(t["seen_in_practice"], gap.precedents)
    yield writer.entry(t["fix"], "")
    which, writer.numbered = 2 + writer.numbered, writer.numbered + 1
    for step in gap.steps:
        who = pen.run(f" {step.who}, {step.effort}", "report faint")
        yield writer.item("report entry more", pen.run(step.do) + who, which)
    yield writer.entry(t["ask_for"], pen.run("; ".join(gap.evidence)))
    yield writer.entry(t["verified_by"], "")
    for one in gap.verify:
        yield writer.item("report entry more", pen.run(f"{one.label}: ", "strong") + pen.run(one.text), 1)
    yield writer.entry(t["rests_on"], pen.run("; ".join(gap.sources)))
