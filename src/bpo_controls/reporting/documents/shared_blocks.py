"""What documents about one engagement share: their frame, and runs of blocks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from bpo_controls.engine.cut import JOINT
from bpo_controls.engine.step_progress import StepProgress
from bpo_controls.library.model import GATES, SEVERITIES
from bpo_controls.reporting.blocks.document import (
    Attachment,
    Block,
    Bullets,
    Document,
    Facet,
    Heading,
    Line,
    Paragraph,
    TableBlock,
)
from bpo_controls.reporting.blocks.look import ACCENT, INK, Look, readable, running_head
from bpo_controls.reporting.blocks.picture import Picture
from bpo_controls.reporting.blocks.table import Table
from bpo_controls.reporting.documents.assessment_json import assessment_json
from bpo_controls.reporting.documents.content import count_tables
from bpo_controls.reporting.documents.content.looked_at import remarks as remarks_on
from bpo_controls.reporting.documents.content.open_questions import by_person, open_questions
from bpo_controls.reporting.documents.content.tallies import tallies
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.pictures.roadmap import roadmap
from bpo_controls.version import __version__
from bpo_controls.words import labels
from bpo_controls.words.findings import by_date_words, short_headline
from bpo_controls.words.headings import (
    TEXT,
)
from bpo_controls.words.method import LIMITS
from bpo_controls.words.numbers import listed, plural, sentence
from bpo_controls.words.signature_words import record_words
from bpo_controls.words.track_words import (
    is_under_way,
    progress_line,
    reopened_lines,
    said_done_words,
    then_lines,
)


def framed(
    ctx: Context,
    name: str,
    blocks: Iterable[Block],
    *,
    main: Table | None = None,
    page: Literal["upright", "across", "single"] = "upright",
    with_cover: bool = False,
) -> Document:
    """A document of these blocks. With a cover it has contents too; else the title stands over the text.

    `name` is the document's id; its title stands under the same name, with underscores, among the headings.
    """
    return Document(
        id=name,
        title=TEXT[name.replace("-", "_")],
        name=f"{ctx.name} ({ctx.cut_to})" if ctx.cut_to else ctx.name,
        look=look(ctx),
        blocks=tuple(blocks),
        draft=ctx.review_mark,
        draft_long=ctx.review_mark_long,
        byline=tuple(
            line
            for line in (
                Line(TEXT["for"], ctx.file.buyer),
                Line(TEXT["with"], ctx.file.vendor),
                Line(TEXT["prepared_by"], firm(ctx)),
            )
            if line.text
        ),
        cover=cover(ctx) if with_cover else (),
        imprint=imprint(ctx),
        contents=with_cover,
        main=main,
        page=page,
        facets=facets(ctx),
        attachments=(
            Attachment("assessment.json", "application/json", TEXT["attachment"], lambda: assessment_json(ctx)),
        ),
    )  # fmt: skip


def look(ctx: Context) -> Look:
    """The firm's look, and what every page says of the engagement."""
    branding = ctx.file.branding
    return Look(
        author=firm(ctx),
        running=running_head(f"{ctx.cut_to} | {ctx.name}" if ctx.cut_to else ctx.name),
        as_of_iso=ctx.as_of,
        ink=readable(branding.color, INK),
        accent=readable(branding.accent, ACCENT),
        logo=ctx.logo,
        keywords=("gap assessment", "outsourced healthcare work", ctx.library.title, ctx.as_of),
        buyer=ctx.file.buyer,
        vendor=ctx.file.vendor,
    )


def firm(ctx: Context) -> str:
    """Who prepared it, or ""."""
    return ctx.file.branding.firm


def cover(ctx: Context) -> tuple[Line, ...]:
    """What a title page says of the engagement; what nobody named is left out."""
    file, t = ctx.file, TEXT
    version = t["final_of"] if ctx.mark.signed else t["draft_of"]
    lines = (
        Line(t["the_verdict"], short_headline(ctx.verdicts)),
        Line(t["for"], file.buyer),
        Line(t["with"], file.vendor),
        Line(t["prepared_by"], firm(ctx)),
        Line(t["owner"], file.owner),
        Line(t["second_reviewer"], file.second_reviewer),
        Line(t["as_of"], look(ctx).as_of),
        Line(t["version"], version.format(look(ctx).as_of)),
        Line(t["review_date"], by_date_words(file.review_date, ctx.as_of) if file.review_date else ""),
        Line(t["edition"], t[f"edition_{ctx.edition}"] if ctx.edition else ""),
        Line(t["distribution"], listed(_readers(ctx))),
        Line(t["confidentiality"], t["confidential_words"]),
    )
    return tuple(line for line in lines if line.text)


def _readers(ctx: Context) -> list[str]:
    """Who gets this edition."""
    file = ctx.file
    seen = {"internal": (), "buyer": (file.buyer,)}.get(ctx.edition, (file.buyer, file.vendor))
    return [one for one in (*seen, firm(ctx)) if one] or [TEXT["edition_internal"]]


def progress(ctx: Context) -> tuple[Block, ...]:
    """How far the plan is, what was reopened and why, and what is said to be done without evidence; nothing before it begins."""
    steps = [one for one in ctx.progress.values() if owes_step(ctx, one)]
    if not is_under_way(steps):
        return ()
    told = list(reopened_lines(ctx.library, ctx.sheet, (one for one in steps if one.state == "reopened")))
    told += [said_done_words(one) for one in steps if one.state == "said-done"]
    told += then_lines(steps)
    return (Paragraph(progress_line(steps), "lead"), *((Bullets(tuple(told)),) if told else ()))


def owes_step(ctx: Context, one: StepProgress) -> bool:
    """Whether the reader of a cut is one of those who have to do the step."""
    return not ctx.cut.parties or one.step.remedy.party in (*ctx.cut.parties, JOINT)


def imprint(ctx: Context) -> tuple[Line, ...]:
    """What the document was made from."""
    library = ctx.library
    return (
        Line(TEXT["library"], f"{library.title} ({library.id} {library.version})"),
        Line(TEXT["digest"], library.digest),
        *_record_line(ctx),
        Line(TEXT["as_of"], look(ctx).as_of),
        Line(TEXT["tool"], f"bpo-controls {__version__}"),
    )


def _record_line(ctx: Context) -> tuple[Line, ...]:
    if not ctx.mark.digest:
        return ()
    return (Line(TEXT["record_digest"], record_words(ctx.mark.digest, ctx.mark.event)),)


def facets(ctx: Context) -> tuple[Facet, ...]:
    """What a reader can filter by: severities from the worst, gates from the first, domains as the library has them."""
    numbers = tallies(ctx)
    orders = {
        "domain": tuple(row.label for row in numbers.heat.rows),
        "severity": tuple(labels.SEVERITY[severity] for severity in reversed(SEVERITIES)),
        "gate": tuple(labels.GATE[gate] for gate in GATES),
        "status": numbers.bars.columns,
    }
    keys = ("domain", "severity", "party", "gate", "status", "applies")
    return tuple(Facet(key, TEXT[f"col_{key}"], orders.get(key, ())) for key in keys)


def remarks(ctx: Context) -> tuple[Block, ...]:
    """What a reader has to know first."""
    cut = (TEXT["extract"].format(ctx.cut_to),) if ctx.cut_to else ()
    return tuple(Paragraph(text, "caution") for text in (*cut, *remarks_on(ctx)))


def section(
    key: str, table: Table, none: str, *, level: Literal[1, 2] = 1, page: bool = False
) -> tuple[Block, ...]:
    """A heading and a table with its introduction, or the sentence that says why there is none."""
    heading = Heading(TEXT[key], key.replace("_", "-"), level, page)
    if not table.rows:
        return (heading, Paragraph(TEXT[none]))
    return (heading, Paragraph(TEXT[f"{key}_intro"]), TableBlock(TEXT[key], table))


def owed(ctx: Context, level: Literal[1, 2] = 2) -> tuple[Block, ...]:
    """Who owes what, under its heading."""
    heading, table = Heading(TEXT["owed"], "owed", level), count_tables.owed(ctx)
    if not table.rows:
        return (heading, Paragraph(TEXT["no_owed"]))
    return (heading, TableBlock(TEXT["owed"], table), Paragraph(TEXT["owed_intro"], "quiet"))


def limits() -> Bullets:
    """What every deliverable says of itself at its end."""
    return Bullets(LIMITS, "quiet")


def persons(ctx: Context, name: str, level: Literal[1, 2], *columns: str) -> tuple[Block, ...]:
    """What each person still has to answer, in tables of these columns."""
    blocks: list[Block] = []
    for place, (person, listing) in enumerate(by_person(open_questions(ctx)), start=1):
        blocks += [
            Heading(person, f"person-{place}", level),
            Paragraph(sentence(plural(len(listing.items), "question"))),
            TableBlock(f"{name}: {person}", listing.table(*columns)),
        ]
    return tuple(blocks)


def roadmap_of(ctx: Context) -> Picture:
    """The gates on a scale of months."""
    seen = look(ctx)
    return roadmap(tallies(ctx).milestones, ctx.as_of, seen.ink, seen.accent)
