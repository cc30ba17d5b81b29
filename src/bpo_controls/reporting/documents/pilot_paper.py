"""The pilot plan as a document."""

from __future__ import annotations

from collections.abc import Iterable

from bpo_controls.answers.answer_model import Subject
from bpo_controls.engine.finding import Finding
from bpo_controls.engine.truth import Truth
from bpo_controls.library.lot_model import LotTables
from bpo_controls.library.paper_model import paper_data
from bpo_controls.library.pilot_model import PilotData
from bpo_controls.library.qa_model import QaData
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.pilot import PilotPlan, Slice, pilot_plan
from bpo_controls.papers.qa_plan import qa_plan
from bpo_controls.reporting.blocks.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Line,
    Paragraph,
    SignOff,
    TableBlock,
)
from bpo_controls.reporting.blocks.table import Cell, Choice, Column, Kind, Table
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.framed_paper import Paper, framed_paper
from bpo_controls.words import labels
from bpo_controls.words.findings import blocker_words, by_date_words, measure_words, said, verdict_sentence
from bpo_controls.words.numbers import capital, plural, sentence
from bpo_controls.words.pilot_words import (
    ASSUMED,
    T,
    count_words,
    exit_words,
    proof_words,
    size_words,
    time_words,
)
from bpo_controls.words.qa_words import TAKES as QA_TAKES

MOST = 15
"""Controls listed before the rest is only counted: the action plan has them all."""


def _work(ctx: Context, asked: Asked) -> PilotPlan:
    library = ctx.library
    tables = paper_data(library, "lot-tables", LotTables)
    given = Asked(
        {key: value for key, value in asked.given.items() if key.partition("@")[0] in QA_TAKES}, asked.sheets
    )
    qa = qa_plan(library, ctx.sheet, paper_data(library, "qa", QaData), tables, given, as_of=ctx.as_of)
    return pilot_plan(library, ctx.sheet, ctx.assessment, paper_data(library, "pilot", PilotData), qa, asked)


def _document(ctx: Context, work: PilotPlan) -> Document:
    blocks: list[Block] = [Paragraph(T["lead"], "lead")]
    if work.slice is None or work.plan is None:
        blocks.append(Paragraph(T["scope_unknown"], "caution"))
        return framed_paper(ctx, "pilot", T["title"], blocks)
    weeks = next(one.value for one in work.assumptions if one.key == "weeks_at_target")
    stops = _stops(work)
    blocks += [
        Heading(T["slice"], "slice"),
        Facts(_slice_lines(ctx, work, work.slice, weeks)),
        *_others(ctx, work),
        Heading(T["entry"], "entry"),
        *_due(ctx, "entry", work.entry),
        Heading(T["measures"], "measures"),
        *_measures(work),
        Heading(T["stops"], "stops"),
        Paragraph(T["stops_intro"]),
        TableBlock(T["stops"], stops),
        Heading(T["rollback"], "rollback"),
        TableBlock(T["rollback"], _rollback(work)),
        Heading(T["exit"], "exit"),
        Bullets(exit_words(work.slice.items, work.slice.wrong, work.plan.target, weeks)),
        *_due(ctx, "exit", work.exit),
        Heading(T["assumptions"], "assumptions"),
        TableBlock(T["assumptions"], _assumptions(work)),
        SignOff((ctx.party("buyer"), ctx.party("vendor"))),
    ]
    return framed_paper(ctx, "pilot", T["title"], blocks, main=_control_table(ctx, work.entry))


def _named(ctx: Context, workflow: str) -> str:
    return ctx.about(Subject("workflow", workflow))


def _slice_lines(ctx: Context, work: PilotPlan, one: Slice, weeks: float) -> tuple[Line, ...]:
    plan, gate = work.plan, work.verdicts[0]
    assert plan is not None
    people = f"{plural(one.agents, 'person', 'people')}, named before the first item."
    dates = [f"{T[key]}: {_date(ctx, iso)}" for key, iso in (
        ("pilot", ctx.due("pilot")), ("go_live", ctx.due("go-live")), ("review", ctx.file.review_date))]  # fmt: skip
    return (
        Line(T["workflow"], _named(ctx, one.workflow)),
        Line(T["size"], size_words(one.items, one.share, plan.volume)),
        Line(T["people"], people),
        Line(T["time"], time_words(one.days, weeks)),
        Line(T["proof"], proof_words(plan.target, plan.tolerable, plan.confidence, plan.good_fails)),
        Line(T["gate"], f"{capital(labels.VERDICT[gate.verdict])}. {verdict_sentence(gate)}"),
        Line(T["dates"], "; ".join(dates) + "."),
        Line(T["feared"], sentence(ctx.file.failure_to_avoid)),
    )


def _date(ctx: Context, iso: str) -> str:
    return by_date_words(iso, ctx.as_of) if iso else T["no_date"]


def _column(key: str, share: float = 1, kind: Kind = "text", fill: bool = False) -> Column:
    return Column(key, T[f"col_{key}"], kind=kind, share=share, fill=fill)


def _others(ctx: Context, work: PilotPlan) -> tuple[Block, ...]:
    if not work.others or work.slice is None:
        return ()
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            _named(ctx, one.workflow),
            one.blockers,
            T["not_known"] if one.items is None else one.items,
            T["not_known"] if one.wrong is None else one.wrong,
        )
        for one in (work.slice, *work.others)
    )
    columns = (
        _column("workflow", 2), _column("blockers", 1, "number"), _column("items", 1, "number"),
        _column("wrong", 1, "number"),
    )  # fmt: skip
    return (
        Heading(T["others"], "others", 2),
        Paragraph(T["others_intro"]),
        TableBlock(T["others"], Table(columns, rows)),
    )


def _due(ctx: Context, key: str, found: tuple[Finding, ...]) -> tuple[Block, ...]:
    if not found:
        return (Paragraph(T[f"no_{key}"]),)
    name = T["entry"] if key == "entry" else T["exit_table"]
    said_first = (Paragraph(T["entry_intro"]),) if key == "entry" else (Heading(name, "exit-due", 2),)
    rest = len(found) - MOST
    more = (
        Paragraph(
            f"{capital(plural(rest, 'more control'))} of less weight stand in the action plan.", "quiet"
        ),
    )
    return (*said_first, TableBlock(name, _control_table(ctx, found[:MOST])), *(more if rest > 0 else ()))


def _control_table(ctx: Context, found: Iterable[Finding]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        step = one.control.remedy[0]
        rows.append(
            (
                f"{one.control.id} {one.control.title}",
                ctx.about(one.subject),
                Choice(labels.SEVERITY[one.severity]),
                _standing(one),
                f"{ctx.party_briefly(step.party)}: {step.do}",
            )
        )
    columns = (
        _column("control", 2.4), Column("about", "About", share=1.1), _column("severity", 0.8, "choice"),
        _column("standing", 1.5), _column("step", 2.6),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def _standing(finding: Finding) -> str:
    if finding.applies is Truth.UNKNOWN or finding.status is None:
        return blocker_words(finding)
    label = labels.STATUS[finding.status]
    detail = blocker_words(finding)
    return label if detail.lower().startswith(label.lower()) else f"{label}. {detail}"


def _measures(work: PilotPlan) -> tuple[Block, ...]:
    counted = count_words(work.slice.items if work.slice else None, work.slice.wrong if work.slice else None)
    rows: list[tuple[Cell, ...]] = [(figure, limit, "", None) for figure, limit in counted]
    rows += [
        (
            f"{one.control.ask.text} ({one.control.id})",
            measure_words(one.control),
            capital(said(one)) if one.status != "unknown" else capital(T["not_known"]),
            None,
        )
        for one in work.measures
    ]
    columns = (
        _column("measure", 4),
        _column("limit", 1.2),
        _column("today", 1.3),
        _column("week", 1, fill=True),
    )
    return (Paragraph(T["measures_intro"]), TableBlock(T["measures"], Table(columns, tuple(rows))))


def _stops(work: PilotPlan) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.says if one.sure else f"{one.says} {T['maybe']}", one.who) for one in work.stops
    )
    return Table((_column("stop", 4), _column("stopper", 1.2)), rows)


def _rollback(work: PilotPlan) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple((one.step, one.who, one.within) for one in work.rollback)
    return Table((Column("step", "Step", share=4), _column("who", 1.2), _column("within", 1.4)), rows)


def _assumptions(work: PilotPlan) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (ASSUMED[one.key], one.value, one.because) for one in work.assumptions
    )
    return Table((_column("assumption", 2), _column("value", 0.6, "number"), _column("because", 3)), rows)


PAPER = Paper(
    title=T["title"],
    about=T["about"],
    work=_work,
    document=_document,
    takes={
        "workflow": "The workflow to start with.",
        "agents": "How many people take part.",
        **{
            key: QA_TAKES[key]
            for key in ("target", "tolerable", "confidence", "good_fails", "volume", "plan")
        },
    },
)
