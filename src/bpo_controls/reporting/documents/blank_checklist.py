"""A checklist for a scope, without an engagement: what to look at where nobody has been asked yet."""

from __future__ import annotations

from bpo_controls.answers.answer_model import EVERY, Answers
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.library.model import Library
from bpo_controls.reporting.blocks.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Line,
    Paragraph,
    SignOff,
    TableBlock,
)
from bpo_controls.reporting.blocks.look import Look
from bpo_controls.reporting.blocks.table import Column, Table
from bpo_controls.reporting.documents.content.checks import checks as listing_of
from bpo_controls.reporting.documents.content.undecided import open_questions_of, undecided, undecided_blocks
from bpo_controls.reporting.documents.content.visit import Checks, Layout, check_blocks, to_check
from bpo_controls.reporting.documents.context import Context
from bpo_controls.version import __version__
from bpo_controls.words import checklist_words as words
from bpo_controls.words import labels
from bpo_controls.words.answer_words import value_words
from bpo_controls.words.cut_words import cut_words
from bpo_controls.words.method import LIMITS
from bpo_controls.words.numbers import date_words, listed
from bpo_controls.words.specifics import specific_assessment
from bpo_controls.workspace.engagement_file import EngagementFile

DATA = ("id", "control", "subject", "party", "gate", "domain", "severity", "must", "checks", "limit", "ask_for", "result",
        "checked_by", "checked_on", "kept_at", "remarks")  # fmt: skip

NOBODY = EngagementFile(
    buyer="",
    vendor="",
    goal="",
    data_involved="",
    systems_touched="",
    failure_to_avoid="",
    owner="",
)
"""An engagement that nobody has begun."""


def scope_context(library: Library, facts: Answers, as_of: str) -> Context:
    """What a checklist for these facts is made from, decided on an ISO date."""
    assessment = specific_assessment(library, facts, evaluate(library, Record(facts), as_of))
    return Context.of(library, NOBODY, facts, assessment)


def blank_checklist(ctx: Context, layout: Layout) -> Document:
    """The document; `ctx` is a `scope_context`."""
    checks = to_check(ctx, layout)
    cut = cut_words(ctx.library, ctx.sheet, layout.cut, _controls(checks), checks.of)
    open_ones = len(undecided(ctx.assessment))
    blocks: list[Block] = [Paragraph(cut, "caution")] if cut else []
    blocks += [
        Paragraph(words.USE),
        Heading(words.SCOPE, "scope"),
        *_scope(ctx),
        Paragraph(words.count_words(len(checks.core), _controls(checks), len(checks.findings))),
    ]
    if open_ones:
        blocks.append(Paragraph(words.undecided_words(open_ones), "caution"))
    blocks += check_blocks(ctx, checks, layout)
    blocks.append(SignOff((labels.PARTY["buyer"], labels.PARTY["vendor"])))
    blocks += undecided_blocks(ctx.library, ctx.assessment, each=not layout.lines)
    blocks.append(Bullets(LIMITS, "quiet"))
    name = scope_name(ctx)
    return Document(
        id="checklist",
        title=words.TITLE,
        name=f"{name} ({cut})" if cut else name,
        look=Look(author=ctx.library.title, running=name, as_of_iso=ctx.as_of),
        blocks=tuple(blocks),
        byline=(Line(words.LIBRARY, f"{ctx.library.title} {ctx.library.version}"),),
        imprint=(
            Line(words.LIBRARY, f"{ctx.library.title} ({ctx.library.id} {ctx.library.version})"),
            Line("Library digest", ctx.library.digest),
            Line(words.AS_OF, date_words(ctx.as_of)),
            Line(words.TOOL, f"bpo-controls {__version__}"),
        ),
        main=listing_of(ctx).of(checks.findings).table(*DATA),
    )


def scope_name(ctx: Context) -> str:
    """The workflows in scope by their titles."""
    workflows = ctx.assessment.subjects.get("workflow") or ()
    return listed([ctx.about(subject) for subject in workflows]) or words.ANY_WORK.capitalize()


def _controls(checks: Checks) -> int:
    return len({finding.control.id for finding in checks.findings})


def _scope(ctx: Context) -> tuple[Block, ...]:
    """The facts given, in library order."""
    rows = tuple(
        (
            question.ask,
            f"{ctx.about(answer.subject)}: " * bool(answer.subject.id.strip(EVERY))
            + value_words(question, answer.value, ctx.library),
        )
        for question in ctx.library.questions.values()
        for answer in ctx.sheet
        if answer.item == question.id and answer.value is not None
    )
    if not rows:
        return (Paragraph(words.NO_SCOPE),)
    columns = (Column("question", words.COL_QUESTION, share=3), Column("answer", words.COL_ANSWER, share=3))
    return (TableBlock(words.SCOPE, Table(columns, rows)),)


def as_data(ctx: Context, layout: Layout) -> dict[str, object]:
    """The machine's form of the checklist."""
    checks = to_check(ctx, layout)
    library = ctx.library
    waiting = undecided(ctx.assessment)
    return {
        "as_of": ctx.as_of,
        "library": {"id": library.id, "version": library.version, "digest": library.digest},
        "facts": {
            answer.item + (f"@{answer.subject.id}" if answer.subject.id else ""): (
                list(answer.value) if isinstance(answer.value, tuple) else answer.value
            )
            for answer in ctx.sheet
        },
        "cut": cut_words(library, ctx.sheet, layout.cut, _controls(checks), checks.of),
        "checks": [
            {
                "control": finding.control.id,
                "subject": finding.subject.id,
                "core": checks.rank.get(finding.control.id),
                "title": finding.control.title,
                "must": finding.control.statement,
                "party": finding.control.party,
                "gate": finding.control.gate,
                "domain": finding.control.domain,
                "severity": finding.severity,
                "checks": [
                    {"method": step.method, "what": step.what, "passes": step.accept}
                    for step in finding.control.verify
                ],
                "evidence": list(finding.control.evidence),
            }
            for finding in checks.findings
        ],
        "undecided": [
            {"control": finding.control.id, "facts": sorted({need.item for need in finding.needs})}
            for finding in waiting
        ],
        "questions": [
            {"fact": one.question.id, "ask": one.question.ask, "controls": list(one.controls)}
            for one in open_questions_of(library, waiting)
        ],
    }
