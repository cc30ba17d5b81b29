"""The gap report, volume 2: the lists that the body rests on."""

from __future__ import annotations

from bpo_controls.library.model import IMPACTS
from bpo_controls.reporting.blocks.document import (
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
from bpo_controls.reporting.documents.content.citations import citation_matrix, crosswalks
from bpo_controls.reporting.documents.content.cited_sources import horizon_table, sources_of_gaps
from bpo_controls.reporting.documents.content.failures import feared_failures, open_failures
from bpo_controls.reporting.documents.content.open_questions import (
    flagged_answers,
    internal_remarks,
    open_questions,
)
from bpo_controls.reporting.documents.content.tallies import tallies
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import framed, imprint, look, persons, remarks, section
from bpo_controls.reporting.pictures.heat_map import heat_map
from bpo_controls.words import labels
from bpo_controls.words.headings import (
    TEXT,
)
from bpo_controls.words.method import LIMITS, METHOD
from bpo_controls.words.numbers import number

MATRIX = ("citation", "asks", "met_controls", "open_controls")
LONG = 80
"""Most controls that are left out with their reasons on these pages."""


def gap_report_appendix(ctx: Context) -> Document:
    """Everything that somebody who checks the report asks for."""
    strong = lists.strong(ctx)
    blocks = (
        *remarks(ctx),
        *_looked_at(ctx),
        *section("documents_read", looked_at.documents_read(ctx).table(), "no_documents_read"),
        *_commercial(ctx),
        *_counts(ctx),
        *section("undecided", lists.undecided(ctx), "no_undecided"),
        *_excluded(ctx),
        *section("strong", strong, "no_strong", page=True),
        Heading(TEXT["other"], "other"),
        *section("another_way", lists.another_way(ctx), "no_another_way", level=2),
        *section("not_applicable", lists.not_applicable(ctx), "no_not_applicable", level=2),
        *section("accepted", lists.accepted(ctx), "no_accepted", level=2),
        *_claimed(ctx),
        *_unknowns(ctx),
        *_failures(ctx),
        *section("horizon", horizon_table(ctx), "no_horizon"),
        *section("matrix", citation_matrix(ctx).table(*MATRIX), "no_matrix"),
        *_crosswalks(ctx),
        *section("facts", looked_at.facts(ctx).table(), "no_facts"),
        *section("sources", sources_of_gaps(ctx), "no_sources_cited"),
        *_method(ctx),
        *_internal(ctx),
    )
    return framed(ctx, "gap-report-appendix", blocks, main=strong, with_cover=True)


def _looked_at(ctx: Context) -> tuple[Block, ...]:
    table = looked_at.people(ctx).table()
    people: tuple[Block, ...] = (Paragraph(TEXT["nobody"]),)
    if table.rows:
        people = (Paragraph(TEXT["who_intro"]), TableBlock(TEXT["who_was_asked"], table))
    return (
        Heading(TEXT["looked_at"], "looked-at", page=True),
        Facts((*looked_at.purpose(ctx), *looked_at.extent(ctx))),
        Heading(TEXT["who_was_asked"], "asked", 2),
        *people,
        Heading(TEXT["how_known"], "how-known", 2),
        Paragraph(TEXT["how_known_intro"]),
        Facts(looked_at.assurance(ctx), short=True),
    )


def _commercial(ctx: Context) -> tuple[Block, ...]:
    """Fees and terms, in the editions that have them."""
    lines = looked_at.commercial(ctx)
    return (Heading(TEXT["commercial"], "commercial", 2), Facts(lines)) if lines else ()


def _counts(ctx: Context) -> tuple[Block, ...]:
    numbers = tallies(ctx)
    return (
        Heading(TEXT["by_domain"], "by-domain"),
        Paragraph(TEXT["by_domain_intro"]),
        TableBlock(TEXT["by_domain"], count_tables.domain_counts(ctx)),
        PictureBlock(heat_map(numbers.heat, numbers.heat_open, look(ctx).ink)),
        Heading(TEXT["by_gate"], "by-gate", 2),
        TableBlock(TEXT["by_gate"], count_tables.gate_counts(ctx)),
    )


def _excluded(ctx: Context) -> tuple[Block, ...]:
    """What was left out; a long list stands in the statement of applicability alone, decision by decision."""
    table = lists.excluded(ctx)
    if len(table.rows) <= LONG:
        return section("excluded", table, "no_excluded")
    text = TEXT["many_excluded"].format(count=number(len(table.rows)))
    return (Heading(TEXT["excluded"], "excluded"), Paragraph(text))


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


def _failures(ctx: Context) -> tuple[Block, ...]:
    """How the work fails; nothing where the library has no catalog of it."""
    if not ctx.library.failures:
        return ()
    fear, known = feared_failures(ctx).table(), open_failures(ctx).table()
    blocks: list[Block] = [Heading(TEXT["failures"], "failures")]
    if fear.rows:
        blocks += [Paragraph(TEXT["feared_intro"]), TableBlock(TEXT["feared"], fear)]
    if known.rows:
        blocks += [Paragraph(TEXT["failures_intro"]), TableBlock(TEXT["failures"], known)]
    else:
        blocks.append(Paragraph(TEXT["no_failures"]))
    return tuple(blocks)


def _crosswalks(ctx: Context) -> tuple[Block, ...]:
    """Other frameworks; nothing where no control here is mapped to one."""
    found = crosswalks(ctx)
    if not found:
        return ()
    blocks: list[Block] = [Heading(TEXT["crosswalk"], "crosswalk"), Paragraph(TEXT["crosswalk_intro"])]
    for place, (title, listing) in enumerate(found, start=1):
        named = any(held.title for held in listing.items)
        table = listing.table(*(MATRIX if named else ("citation", *MATRIX[2:])))
        blocks += [
            Heading(title, f"framework-{place}", 2),
            TableBlock(f"{TEXT['crosswalk']}: {title}", table),
        ]
    return tuple(blocks)


def _method(ctx: Context) -> tuple[Block, ...]:
    method = (Line(label, text) for label, text in METHOD)
    return (
        Heading(TEXT["method"], "method", page=True),
        Facts(
            (
                *method,
                *looked_at.own_names(ctx),
                *(Line(TEXT["as_of"], text) for text in looked_at.remarks(ctx)),
            )
        ),
        Heading(TEXT["costs"], "costs", 2),
        Facts(tuple(Line(labels.IMPACT[impact], labels.IMPACT_COST[impact]) for impact in IMPACTS)),
        Heading(TEXT["limits"], "limits", 2),
        Bullets(LIMITS),
        Heading(TEXT["imprint"], "imprint", 2),
        Facts(imprint(ctx)),
    )


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
