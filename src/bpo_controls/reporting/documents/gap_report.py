"""The gap report: the answer first, then pictures, then everything it rests on."""

from __future__ import annotations

from bpo_controls.reporting.blocks.document import (
    Actions,
    Block,
    Bullets,
    Document,
    Facts,
    GapBlock,
    Heading,
    Paragraph,
    PictureBlock,
    TableBlock,
    Verdicts,
)
from bpo_controls.reporting.documents import shared_blocks as parts
from bpo_controls.reporting.pictures.bars import bars
from bpo_controls.reporting.pictures.heat_map import heat_map
from bpo_controls.reporting.pictures.responsibilities import responsibilities
from bpo_controls.reporting.pictures.roadmap import roadmap
from bpo_controls.reporting.view import Gate, Line, Table, View


def compose(view: View) -> Document:
    """The gap report as blocks."""
    t = view.t
    return Document(
        id="gap-report",
        title=t["gap_report"],
        name=view.name,
        draft=t["draft"],
        cover=view.cover,
        blocks=(
            *_answer(view),
            *_pictures(view),
            *_in_the_way(view),
            *_looked_at(view),
            *_commercial(view),
            *_gaps(view),
            *parts.section(view, "strong", view.strong, "no_strong", page=True),
            *_counts(view),
            Heading(t["other"], "other"),
            *parts.section(view, "another_way", view.another_way, "no_another_way", level=2),
            *parts.section(view, "not_applicable", view.not_applicable, "no_not_applicable", level=2),
            *parts.section(view, "accepted", view.accepted, "no_accepted", level=2),
            *_unknowns(view),
            *parts.section(view, "undecided", view.undecided, "no_undecided"),
            *parts.section(view, "excluded", view.excluded, "no_excluded"),
            *parts.section(view, "facts", view.facts, "no_facts"),
            *parts.section(view, "horizon", view.horizon, "no_horizon"),
            *parts.section(view, "sources", view.sources, "no_sources_cited"),
            *_method(view),
            *_internal(view),
        ),
        imprint=view.imprint,
        main=_main(view),
    )


def _answer(view: View) -> tuple[Block, ...]:
    t = view.t
    first: tuple[Block, ...] = (Paragraph(t["no_actions"]),)
    if view.actions:
        first = (Paragraph(t["top_intro"], "quiet"), Actions(view.actions))
    return (
        Heading(t["verdict"], "answer", page=True),
        *parts.remarks(view),
        Paragraph(view.headline, "lead"),
        Verdicts(view.gates),
        Heading(t["top_actions"], "first", 2),
        *first,
        *parts.owed(view),
    )


def _pictures(view: View) -> tuple[Block, ...]:
    t = view.t
    return (
        Heading(t["pictures"], "pictures", page=True),
        Heading(t["key_numbers"], "numbers", 2),
        Facts(view.key_numbers, short=True),
        PictureBlock(heat_map(view)),
        PictureBlock(responsibilities(view)),
        PictureBlock(bars(view)),
        PictureBlock(roadmap(view)),
    )


def _in_the_way(view: View) -> tuple[Block, ...]:
    t = view.t
    blocks: list[Block] = [Heading(t["in_the_way"], "in-the-way", page=True), Paragraph(t["verdict_intro"])]
    for place, gate in enumerate(view.gates, start=1):
        blocks.append(Heading(f"{gate.label}: {gate.mark} {gate.verdict} ({gate.date})", f"gate-{place}", 2))
        if gate.blockers:
            blocks.append(TableBlock(f"{t['in_the_way']}: {gate.label}", _blockers(view, gate)))
        if gate.more:
            blocks.append(Paragraph(gate.more, "quiet"))
        elif not gate.blockers:
            blocks.append(Paragraph(t["no_blockers"]))
    return tuple(blocks)


def _blockers(view: View, gate: Gate) -> Table:
    t = view.t
    headers = (
        t["col_id"],
        t["col_in_the_way"],
        t["col_subject"],
        t["col_severity"],
        t["col_status"],
        t["col_see"],
    )
    rows = tuple(
        (one.id, one.title, one.subject, one.severity, one.standing, one.ref or "–") for one in gate.blockers
    )
    anchors = tuple(f"gap-{one.rank}" if one.rank else "" for one in gate.blockers)
    return Table(headers, rows, "llllll", (0, 3, 1.6, 0, 2, 0), anchors=anchors)


def _looked_at(view: View) -> tuple[Block, ...]:
    t = view.t
    people: tuple[Block, ...] = (Paragraph(t["nobody"]),)
    if view.people.rows:
        people = (Paragraph(t["who_intro"]), TableBlock(t["who_was_asked"], view.people))
    return (
        Heading(t["looked_at"], "looked-at"),
        Facts((*view.purpose, *view.scope)),
        Heading(t["who_was_asked"], "asked", 2),
        *people,
        Heading(t["how_known"], "how-known", 2),
        Paragraph(t["how_known_intro"]),
        Facts(view.assurance, short=True),
    )


def _commercial(view: View) -> tuple[Block, ...]:
    """Fees and terms, in the editions that have them."""
    if not view.commercial:
        return ()
    return (Heading(view.t["commercial"], "commercial", 2), Facts(view.commercial))


def _internal(view: View) -> tuple[Block, ...]:
    """What only the firm itself reads; nothing in any other edition."""
    t = view.t
    if view.edition != "internal":
        return ()
    return (
        Heading(t["internal"], "internal", page=True),
        Paragraph(t["internal_intro"], "caution"),
        *((Facts(view.internal),) if view.internal else ()),
        *parts.section(view, "flagged_answers", view.flagged, "no_flagged_answers", level=2),
    )


def _gaps(view: View) -> tuple[Block, ...]:
    t = view.t
    heading = Heading(t["gaps"], "gaps", page=True)
    if not view.gaps:
        return (heading, Paragraph(t["no_gaps"]))
    return (
        heading,
        Paragraph(t["gaps_intro"]),
        TableBlock(t["gaps"], view.gap_table),
        *(GapBlock(gap) for gap in view.gaps),
    )


def _counts(view: View) -> tuple[Block, ...]:
    t = view.t
    return (
        Heading(t["by_domain"], "by-domain"),
        Paragraph(t["by_domain_intro"]),
        TableBlock(t["by_domain"], view.by_domain),
        Heading(t["by_gate"], "by-gate", 2),
        TableBlock(t["by_gate"], view.by_gate),
    )


def _unknowns(view: View) -> tuple[Block, ...]:
    t = view.t
    heading = Heading(t["unknowns"], "unknowns")
    if not view.follow_ups:
        return (heading, Paragraph(t["no_unknowns"]))
    blocks: list[Block] = [heading, Paragraph(t["unknowns_intro"])]
    for place, one in enumerate(view.follow_ups, start=1):
        blocks += [
            Heading(one.person, f"person-{place}", 2),
            Paragraph(one.count),
            TableBlock(f"{t['unknowns']}: {one.person}", one.items),
        ]
    return tuple(blocks)


def _method(view: View) -> tuple[Block, ...]:
    t = view.t
    return (
        Heading(t["method"], "method", page=True),
        Facts((*view.method, *(Line(t["as_of"], text) for text in view.remarks))),
        Heading(t["costs"], "costs", 2),
        Facts(view.costs),
        Heading(t["limits"], "limits", 2),
        Bullets(view.limits),
        Heading(t["imprint"], "imprint", 2),
        Facts(view.imprint),
    )


def _main(view: View) -> Table:
    """Every gap with what a spreadsheet reader sorts and filters by."""
    t = view.t
    keys = ("rank", "id", "control", "subject", "domain", "severity", "status", "gate", "due", "party", "effort",
            "must", "missing", "answer", "said_by", "assurance", "note", "evidence")  # fmt: skip
    rows = tuple(
        (
            str(gap.rank),
            gap.id,
            gap.title,
            gap.subject,
            gap.domain,
            gap.severity,
            gap.status,
            gap.gate,
            gap.due_iso,
            gap.party,
            gap.effort,
            gap.statement,
            gap.missing,
            gap.said,
            gap.said_by,
            gap.assurance,
            gap.note,
            "; ".join(gap.evidence_given),
        )
        for gap in view.gaps
    )
    return Table(tuple(t[f"col_{key}"] for key in keys), rows, "r" + "l" * (len(keys) - 1), (1,) * len(keys))
