"""The working paper on exceptions."""

from __future__ import annotations

from bpo_controls.library.paper_model import paper_data
from bpo_controls.library.register_model import ExceptionData
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.exception_register import ExceptionRegister, ExceptionRow, exception_register
from bpo_controls.papers.told_facts import Told
from bpo_controls.reporting.blocks.document import Block, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.blocks.table import Cell, Column, Table
from bpo_controls.reporting.documents.content.control_standing import standing_of
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.framed_paper import Paper, framed_paper
from bpo_controls.words import labels
from bpo_controls.words.numbers import capital, plural
from bpo_controls.words.register_words import EXCEPTIONS as T

Rows = list[tuple[Cell, ...]]


def _work(ctx: Context, asked: Asked) -> ExceptionRegister:
    subjects = ctx.assessment.subjects.get("workflow")
    scope = None if subjects is None else tuple(one.id for one in subjects)
    return exception_register(
        ctx.library,
        paper_data(ctx.library, "exceptions", ExceptionData),
        ctx.assessment,
        Told(ctx.library, {}, ctx.sheet),
        scope,
        asked,
    )


def _document(ctx: Context, work: ExceptionRegister) -> Document:
    without = len(work.without_owner)
    lead = T["lead"].format(
        count=capital(plural(len(work.rows), "exception")),
        without=f"{without} of them have" if without != 1 else "1 of them has",
    )
    register = _register(ctx, work.rows)
    blocks: list[Block] = [Paragraph(lead, "lead")]
    if not work.scope_known:
        blocks.append(Paragraph(T["no_scope"], "caution"))
    if not work.sheet_given:
        owners = standing_of(ctx, work.owner_control)
        blocks.append(Paragraph(T["no_sheet"].format(control=owners), "caution"))
    if work.strange:
        blocks.append(Paragraph(T["strange"].format(names="; ".join(work.strange)), "caution"))
    blocks += [
        Heading(T["unowned"], "unowned"),
        TableBlock(T["unowned"], _unowned(ctx, work)) if without else Paragraph(T["unowned_none"]),
        Heading(T["register"], "register", page=True),
        TableBlock(T["register"], register),
        Heading(T["codes"], "codes"),
        Paragraph(work.code_note, "quiet"),
        TableBlock(T["codes"], _codes(ctx, work)),
        Heading(T["aging"], "aging"),
        Paragraph(T["aging_intro"]),
        TableBlock(T["aging"], _aging(work)),
    ]
    return framed_paper(ctx, "exceptions", T["title"], blocks, main=register, page="across")


def _title(ctx: Context, workflow: str) -> str:
    found = ctx.library.workflows.get(workflow)
    return found.title if found else T["every_work"]


def _owner(row: ExceptionRow) -> str:
    return T[row.owner_state].format(owner=row.owner)


def _unowned(ctx: Context, work: ExceptionRegister) -> Table:
    columns = (
        Column("work", T["col_work"], share=1.4),
        Column("exception", T["col_exception"], share=3.4),
        Column("severity", T["col_severity"], kind="choice", share=0.8, scale="severity"),
        Column("owner", T["col_owner"], share=1.1),
        Column("how", T["col_how"], share=1.4),
        Column("name", T["col_name"], share=2, fill=True),
    )
    rows: Rows = [
        (
            _title(ctx, row.workflow),
            row.title,
            labels.SEVERITY[row.severity],
            _owner(row),
            standing_of(ctx, row.control),
            "",
        )
        for row in work.without_owner
    ]
    return Table(columns, tuple(rows)).folded("work")


def _register(ctx: Context, rows: tuple[ExceptionRow, ...]) -> Table:
    columns = (
        Column("work", T["col_work"], share=1.2),
        Column("exception", T["col_exception"], share=2.4),
        Column("detected", T["col_detected"], share=2.2),
        Column("queue", T["col_queue"], share=1.4),
        Column("owner", T["col_owner"], share=1.2),
        Column("within", T["col_within"], share=1.4),
        Column("fallback", T["col_fallback"], share=2.4),
        Column("ignored", T["col_ignored"], share=2.2),
    )
    made: Rows = [
        (
            _title(ctx, row.workflow),
            row.title + (f" {T['undecided']}" if row.undecided else ""),
            capital(row.detected),
            row.queue or T["unknown"],
            _owner(row),
            row.within_words or T["unknown"],
            row.fallback or T["catalog"],
            capital(row.if_ignored),
        )
        for row in rows
    ]
    table = Table(columns, tuple(made))
    return table.folded("work") if made else table


def _codes(ctx: Context, work: ExceptionRegister) -> Table:
    columns = (
        Column("exception", T["col_exception"], share=3),
        Column("codes", T["col_codes"], share=3.4),
        Column("basis", T["col_basis"], share=3),
    )
    rows: Rows = []
    for row in work.rows:
        source = ctx.library.sources.get(row.source)
        basis = f"{row.basis} ({source.citation})" if source else row.basis
        if row.codes or source:
            rows.append((row.title, ", ".join(row.codes), basis))
    return Table(columns, tuple(rows))


def _aging(work: ExceptionRegister) -> Table:
    columns = (
        Column("within", T["col_within"], share=2),
        Column("escalate", T["col_escalate"], share=2),
        Column("late", T["col_late"], share=2),
        Column("manager", T["col_manager"], share=2.4),
        Column("count", T["col_count"], kind="number", share=1),
    )
    groups: dict[str, list[ExceptionRow]] = {}
    for row in work.rows:
        if row.aging is not None:
            groups.setdefault(row.within_words, []).append(row)
    rows: Rows = [
        (words, some[0].aging.escalate, some[0].aging.late, some[0].aging.manager, len(some))
        for words, some in sorted(groups.items(), key=lambda pair: _length(pair[0]))
        if some[0].aging is not None
    ]
    return Table(columns, tuple(rows))


def _length(words: str) -> tuple[int, int]:
    number = words.split(" ", 1)[0]
    order = ("at", "minute", "hour", "business", "calendar", "day", "month")
    unit = next((place for place, one in enumerate(order) if one in words), len(order))
    return unit, int(number) if number.isdigit() else 0


PAPER = Paper(
    title=T["title"], about=T["about"], work=_work, document=_document, sheets={"owners": T["sheet"]}
)
