"""The gap report, volume 1: the answer, what blocks, the way there, and who signs. Lists stand in the appendices.

On paper a finding takes a third of a page or a row. In a browser, where it folds away, each stands in full.
"""

from __future__ import annotations

from bpo_controls.library.model import Gate
from bpo_controls.reporting.blocks.document import (
    Actions,
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    PictureBlock,
    SignOff,
    TableBlock,
)
from bpo_controls.reporting.documents.content import brief_findings as brief
from bpo_controls.reporting.documents.content.citations import hipaa_scorecard
from bpo_controls.reporting.documents.content.cited_sources import before_gate
from bpo_controls.reporting.documents.content.gaps import gap_entries, gaps
from bpo_controls.reporting.documents.content.narrative import narrative
from bpo_controls.reporting.documents.content.open_questions import still_to_settle
from bpo_controls.reporting.documents.content.tallies import tallies
from bpo_controls.reporting.documents.content.trend import trend
from bpo_controls.reporting.documents.content.verdicts import actions, verdicts
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import (
    framed,
    imprint,
    limits,
    owed,
    progress,
    remarks,
    roadmap_of,
    section,
)
from bpo_controls.reporting.pictures.bars import bars
from bpo_controls.words.findings import headline_words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import date_words

FULL = ("rank", "id", "control", "subject", "severity", "status", "gate", "party")
SCORECARD = ("citation", "asks", "met", "partly", "gap", "open_count", "other_count")
LESSER = ("rank", "finding", "severity", "missing", "next_step")
ROADMAP = ("rank", "finding", "in_order", "starts", "closes", "response", "agreed_on")
DATA = ("rank", "id", "control", "subject", "domain", "severity", "status", "gate", "due", "party", "hours", "must",
        "missing", "said", "said_by", "assurance", "note", "evidence")  # fmt: skip


def gap_report(ctx: Context) -> Document:
    """What a board reads and both parties act on."""
    return _report(ctx, (*_blocking(ctx), *_lesser(ctx)))


def gap_report_in_full(ctx: Context) -> Document:
    """The same with every finding in full, for a browser."""
    return _report(ctx, _full(ctx))


def _report(ctx: Context, findings: tuple[Block, ...]) -> Document:
    blocks = (
        *_answer(ctx),
        *_summary(ctx),
        *trend(ctx),
        *_scorecard(ctx),
        *findings,
        *_unsettled(ctx),
        *_roadmap(ctx),
        *_sign_off(ctx),
    )
    return framed(ctx, "gap-report", blocks, main=gaps(ctx).table(*DATA), with_cover=True)


def _summary(ctx: Context) -> tuple[Block, ...]:
    return (Heading(TEXT["summary"], "summary", page=True), Facts(narrative(ctx)))


def _answer(ctx: Context) -> tuple[Block, ...]:
    found = actions(ctx)
    return (
        Heading(TEXT["verdict"], "answer", page=True),
        *remarks(ctx),
        Paragraph(headline_words(ctx.verdicts), "lead"),
        verdicts(ctx),
        Heading(TEXT["top_actions"], "first", 2),
        Actions(found) if found else Paragraph(TEXT["no_actions"]),
        *owed(ctx),
    )


def _scorecard(ctx: Context) -> tuple[Block, ...]:
    return (
        Heading(TEXT["scorecard"], "scorecard"),
        PictureBlock(bars(tallies(ctx).bars)),
        *section("hipaa", hipaa_scorecard(ctx).table(*SCORECARD), "no_hipaa", level=2),
    )


def _blocking(ctx: Context) -> tuple[Block, ...]:
    entries = brief.blocking_entries(ctx)
    heading = Heading(TEXT["blocking"], "blocking", page=True)
    if not entries:
        return (heading, Paragraph(TEXT["no_blocking"]))
    return (heading, Paragraph(TEXT["blocking_intro"]), *entries)


def _lesser(ctx: Context) -> tuple[Block, ...]:
    return section("lesser", brief.lesser(ctx).table(*LESSER), "no_lesser")


def _full(ctx: Context) -> tuple[Block, ...]:
    heading = Heading(TEXT["gaps"], "gaps", page=True)
    entries = gap_entries(ctx)
    if not entries:
        return (heading, Paragraph(TEXT["no_gaps"]))
    return (
        heading,
        Paragraph(TEXT["gaps_intro"]),
        TableBlock(TEXT["gaps"], gaps(ctx).table(*FULL)),
        *entries,
    )


def _unsettled(ctx: Context) -> tuple[Block, ...]:
    return section("unsettled", still_to_settle(ctx).table(), "no_unsettled")


def _roadmap(ctx: Context) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Heading(TEXT["roadmap"], "roadmap"),
        PictureBlock(roadmap_of(ctx)),
        *progress(ctx),
        Paragraph(TEXT["roadmap_intro"]),
    ]
    for place, gate in enumerate(brief.roadmap_gates(ctx), start=1):
        heading = ctx.gate_heading(gate)
        table = brief.roadmap_rows(ctx, gate).table(*ROADMAP)
        blocks += [
            Heading(heading, f"gate-{place}", 2),
            *_takes_force(ctx, gate),
            TableBlock(f"{TEXT['roadmap']}: {heading}", table),
        ]
    return tuple(blocks)


def _takes_force(ctx: Context, gate: Gate) -> tuple[Block, ...]:
    """Rules that will bind by this gate and do not yet."""
    rules = [f"{item.source.citation} ({date_words(item.date)})" for item in before_gate(ctx, gate)]
    return (Paragraph(TEXT["takes_force"].format("; ".join(rules)), "caution"),) if rules else ()


def _sign_off(ctx: Context) -> tuple[Block, ...]:
    signers = (f"{TEXT['for']}, {ctx.file.buyer}", f"{TEXT['with']}, {ctx.file.vendor}")
    return (
        Heading(TEXT["sign_off"], "sign-off"),
        Paragraph(ctx.review_mark_long, "plain" if ctx.mark.signed else "caution"),
        Paragraph(TEXT["sign_off_intro"]),
        SignOff(signers),
        limits(),
        Heading(TEXT["imprint"], "imprint", 2),
        Facts(imprint(ctx)),
    )
