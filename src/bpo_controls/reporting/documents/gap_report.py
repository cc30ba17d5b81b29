"""The gap report: the answer first, then pictures, then everything it rests on."""

from __future__ import annotations

from bpo_controls.library.model import IMPACTS
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
    TableBlock,
)
from bpo_controls.reporting.documents.content import count_tables, looked_at
from bpo_controls.reporting.documents.content import standing_lists as lists
from bpo_controls.reporting.documents.content.cited_sources import horizon_table, sources_of_gaps
from bpo_controls.reporting.documents.content.failures import feared_failures, open_failures
from bpo_controls.reporting.documents.content.gaps import gap_entries, gaps
from bpo_controls.reporting.documents.content.open_questions import (
    flagged_answers,
    internal_remarks,
    open_questions,
)
from bpo_controls.reporting.documents.content.tallies import tallies
from bpo_controls.reporting.documents.content.verdicts import actions, gates, key_numbers, verdicts
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import (
    framed,
    imprint,
    look,
    owed,
    persons,
    remarks,
    roadmap_of,
    section,
)
from bpo_controls.reporting.pictures.bars import bars
from bpo_controls.reporting.pictures.heat_map import heat_map
from bpo_controls.reporting.pictures.responsibilities import responsibilities
from bpo_controls.words import labels
from bpo_controls.words.findings import headline_words
from bpo_controls.words.headings import LIMITS, METHOD, TEXT
from bpo_controls.words.numbers import number

LONG = 80
"""Most controls that are left out with their reasons on these pages."""

COLUMNS = ("rank", "id", "control", "subject", "severity", "status", "gate", "party")
DATA = ("rank", "id", "control", "subject", "domain", "severity", "status", "gate", "due", "party", "effort", "must",
        "missing", "said", "said_by", "assurance", "note", "evidence")  # fmt: skip


def gap_report(ctx: Context) -> Document:
    """Everything, for who has to act on it and who has to check it."""
    blocks = (
        *_answer(ctx),
        *_pictures(ctx),
        *_in_the_way(ctx),
        *_looked_at(ctx),
        *_commercial(ctx),
        *_gaps(ctx),
        *_failures(ctx),
        *section("strong", lists.strong(ctx), "no_strong", page=True),
        *_counts(ctx),
        Heading(TEXT["other"], "other"),
        *section("another_way", lists.another_way(ctx), "no_another_way", level=2),
        *section("not_applicable", lists.not_applicable(ctx), "no_not_applicable", level=2),
        *section("accepted", lists.accepted(ctx), "no_accepted", level=2),
        *_claimed(ctx),
        *_unknowns(ctx),
        *section("undecided", lists.undecided(ctx), "no_undecided"),
        *_excluded(ctx),
        *section("facts", looked_at.facts(ctx).table(), "no_facts"),
        *section("horizon", horizon_table(ctx), "no_horizon"),
        *section("sources", sources_of_gaps(ctx), "no_sources_cited"),
        *_method(ctx),
        *_internal(ctx),
    )
    return framed(ctx, "gap-report", blocks, main=gaps(ctx).table(*DATA), with_cover=True)


def _answer(ctx: Context) -> tuple[Block, ...]:
    found = actions(ctx)
    first: tuple[Block, ...] = (Paragraph(TEXT["no_actions"]),)
    if found:
        first = (Paragraph(TEXT["top_intro"], "quiet"), Actions(found))
    return (
        Heading(TEXT["verdict"], "answer", page=True),
        *remarks(ctx),
        Paragraph(headline_words(ctx.verdicts), "lead"),
        verdicts(ctx),
        Heading(TEXT["top_actions"], "first", 2),
        *first,
        *owed(ctx),
    )


def _pictures(ctx: Context) -> tuple[Block, ...]:
    numbers, ink = tallies(ctx), look(ctx).ink
    return (
        Heading(TEXT["pictures"], "pictures", page=True),
        Heading(TEXT["key_numbers"], "numbers", 2),
        Facts(key_numbers(ctx), short=True),
        PictureBlock(heat_map(numbers.heat, numbers.heat_open, ink)),
        PictureBlock(responsibilities(numbers.owners, ink)),
        PictureBlock(bars(numbers.bars)),
        PictureBlock(roadmap_of(ctx)),
    )


def _in_the_way(ctx: Context) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Heading(TEXT["in_the_way"], "in-the-way", page=True),
        Paragraph(TEXT["verdict_intro"]),
    ]
    for place, gate in enumerate(gates(ctx), start=1):
        blocks.append(Heading(gate.heading, f"gate-{place}", 2))
        if gate.blockers.rows:
            blocks.append(TableBlock(f"{TEXT['in_the_way']}: {gate.verdict.label}", gate.blockers))
        if gate.more:
            blocks.append(Paragraph(gate.more, "quiet"))
        elif not gate.blockers.rows:
            blocks.append(Paragraph(TEXT["no_blockers"]))
    return tuple(blocks)


def _looked_at(ctx: Context) -> tuple[Block, ...]:
    table = looked_at.people(ctx).table()
    people: tuple[Block, ...] = (Paragraph(TEXT["nobody"]),)
    if table.rows:
        people = (Paragraph(TEXT["who_intro"]), TableBlock(TEXT["who_was_asked"], table))
    return (
        Heading(TEXT["looked_at"], "looked-at"),
        Facts((*looked_at.purpose(ctx), *looked_at.extent(ctx))),
        Heading(TEXT["who_was_asked"], "asked", 2),
        *people,
        Heading(TEXT["how_known"], "how-known", 2),
        Paragraph(TEXT["how_known_intro"]),
        Facts(looked_at.assurance(ctx), short=True),
    )


def _excluded(ctx: Context) -> tuple[Block, ...]:
    """What was left out; a long list stands in the statement of applicability alone, decision by decision."""
    table = lists.excluded(ctx)
    if len(table.rows) <= LONG:
        return section("excluded", table, "no_excluded")
    text = TEXT["many_excluded"].format(count=number(len(table.rows)))
    return (Heading(TEXT["excluded"], "excluded"), Paragraph(text))


def _failures(ctx: Context) -> tuple[Block, ...]:
    """How the work fails; nothing where the library has no catalog of it."""
    if not ctx.library.failures:
        return ()
    fear, known = feared_failures(ctx).table(), open_failures(ctx).table()
    blocks: list[Block] = [Heading(TEXT["failures"], "failures", page=True)]
    if fear.rows:
        blocks += [Paragraph(TEXT["feared_intro"]), TableBlock(TEXT["feared"], fear)]
    if known.rows:
        blocks += [Paragraph(TEXT["failures_intro"]), TableBlock(TEXT["failures"], known)]
    else:
        blocks.append(Paragraph(TEXT["no_failures"]))
    return tuple(blocks)


def _commercial(ctx: Context) -> tuple[Block, ...]:
    """Fees and terms, in the editions that have them."""
    lines = looked_at.commercial(ctx)
    return (Heading(TEXT["commercial"], "commercial", 2), Facts(lines)) if lines else ()


def _internal(ctx: Context) -> tuple[Block, ...]:
    """What only the firm itself reads; nothing in any other edition."""
    if ctx.edition != "internal":
        return ()
    note = ctx.file.internal_notes
    flagged = internal_remarks(ctx).of(flagged_answers(ctx))
    return (
        Heading(TEXT["internal"], "internal", page=True),
        Paragraph(TEXT["internal_intro"], "caution"),
        *((Facts((Line(TEXT["notes"], note),)),) if note else ()),
        *section(
            "flagged_answers",
            flagged.table("id", "question", "subject", "answer", "said_by"),
            "no_flagged_answers",
            level=2,
        ),
    )


def _gaps(ctx: Context) -> tuple[Block, ...]:
    heading = Heading(TEXT["gaps"], "gaps", page=True)
    entries = gap_entries(ctx)
    if not entries:
        return (heading, Paragraph(TEXT["no_gaps"]))
    table = TableBlock(TEXT["gaps"], gaps(ctx).table(*COLUMNS))
    return (heading, Paragraph(TEXT["gaps_intro"]), table, *entries)


def _counts(ctx: Context) -> tuple[Block, ...]:
    return (
        Heading(TEXT["by_domain"], "by-domain"),
        Paragraph(TEXT["by_domain_intro"]),
        TableBlock(TEXT["by_domain"], count_tables.domain_counts(ctx)),
        Heading(TEXT["by_gate"], "by-gate", 2),
        TableBlock(TEXT["by_gate"], count_tables.gate_counts(ctx)),
    )


def _claimed(ctx: Context) -> tuple[Block, ...]:
    """What is only claimed; nothing where nothing is."""
    table = lists.claimed(ctx)
    return section("claimed", table, "no_claimed") if table.rows else ()


def _unknowns(ctx: Context) -> tuple[Block, ...]:
    heading = Heading(TEXT["unknowns"], "unknowns")
    if not open_questions(ctx).items:
        return (heading, Paragraph(TEXT["no_unknowns"]))
    tables = persons(ctx, TEXT["unknowns"], 2, "id", "question", "subject", "open")
    return (heading, Paragraph(TEXT["unknowns_intro"]), *tables)


def _method(ctx: Context) -> tuple[Block, ...]:
    method = (Line(label, text) for label, text in METHOD)
    return (
        Heading(TEXT["method"], "method", page=True),
        Facts((*method, *(Line(TEXT["as_of"], text) for text in looked_at.remarks(ctx)))),
        Heading(TEXT["costs"], "costs", 2),
        Facts(tuple(Line(labels.IMPACT[impact], labels.IMPACT_COST[impact]) for impact in IMPACTS)),
        Heading(TEXT["limits"], "limits", 2),
        Bullets(LIMITS),
        Heading(TEXT["imprint"], "imprint", 2),
        Facts(imprint(ctx)),
    )
