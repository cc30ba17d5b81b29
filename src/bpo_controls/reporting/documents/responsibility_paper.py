"""The working paper on responsibilities: controls, hand-over points, and clauses for counsel."""

from __future__ import annotations

from typing import cast

from bpo_controls.engine.finding import Status
from bpo_controls.library.paper_model import paper_data
from bpo_controls.library.register_model import ResponsibilityData
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.responsibility_matrix import (
    ClauseState,
    ControlParts,
    Part,
    ResponsibilityMatrix,
    responsibility_matrix,
)
from bpo_controls.papers.told_facts import Told
from bpo_controls.reporting.blocks.document import Block, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.blocks.table import Cell, Column, Table
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.framed_paper import Paper, framed_paper
from bpo_controls.words import labels
from bpo_controls.words.numbers import capital, listed, plural
from bpo_controls.words.register_words import RESPONSIBILITIES as T

Rows = list[tuple[Cell, ...]]


def _work(ctx: Context, _asked: Asked) -> ResponsibilityMatrix:
    workflows = ctx.assessment.subjects.get("workflow")
    others = ctx.assessment.subjects.get("subcontractor")
    return responsibility_matrix(
        ctx.library,
        paper_data(ctx.library, "responsibilities", ResponsibilityData),
        ctx.assessment,
        Told(ctx.library, {}, ctx.sheet),
        None if workflows is None else tuple(one.id for one in workflows),
        None if others is None else tuple(ctx.about(one) for one in others),
    )


def _document(ctx: Context, work: ResponsibilityMatrix) -> Document:
    matrix = _matrix(ctx, work)
    unowned = len(work.unowned)
    lead = T["lead"].format(
        controls=capital(plural(len(work.controls), "control")),
        unowned=f"{unowned} have" if unowned != 1 else "1 has",
        them="them" if unowned != 1 else "it",
    )
    blocks: list[Block] = [
        Paragraph(lead, "lead"),
        Paragraph(_subcontractors(work)),
        Heading(T["unowned"], "unowned"),
    ]
    if unowned:
        blocks += [Paragraph(T["unowned_intro"], "caution"), TableBlock(T["unowned"], _unowned(work))]
    else:
        blocks.append(Paragraph(T["unowned_none"]))
    blocks += [Heading(T["hand_overs"], "hand-overs")]
    if work.hand_overs:
        blocks += [Paragraph(T["hand_overs_intro"]), TableBlock(T["hand_overs"], _hand_overs(ctx, work))]
    else:
        blocks.append(Paragraph(T["hand_overs_none"]))
    blocks += [
        Heading(T["clauses"], "clauses"),
        Paragraph(T["clauses_intro"], "caution"),
        TableBlock(T["clauses"], _clauses(ctx, work)),
        Heading(T["matrix"], "matrix", page=True),
        Paragraph(T["legend"]),
        TableBlock(T["matrix"], matrix),
    ]
    return framed_paper(ctx, "responsibilities", T["title"], blocks, main=matrix, page="across")


def _subcontractors(work: ResponsibilityMatrix) -> str:
    if work.subcontractors is None:
        return T["subcontractors_unknown"]
    if not work.subcontractors:
        return T["subcontractors_none"]
    return T["subcontractors"].format(names=listed(work.subcontractors))


def _status(status: str) -> str:
    return labels.STATUS[cast(Status, status)]


def _unowned(work: ResponsibilityMatrix) -> Table:
    columns = (
        Column("control", T["col_control"], share=0.9),
        Column("title", T["col_title"], share=4),
        Column("status", T["col_status"], share=1.2),
        Column("why", T["col_why"], share=2.6),
        Column("name", T["col_name"], share=2, fill=True),
    )
    rows: Rows = [
        (one.id, one.title, _status(one.status), capital(T[f"gap_{one.gap}"]), "") for one in work.unowned
    ]
    return Table(columns, tuple(rows))


def _hand_overs(ctx: Context, work: ResponsibilityMatrix) -> Table:
    columns = (
        Column("work", T["col_work"], share=1.4),
        Column("fails", T["col_fails"], share=3.4),
        Column("parties", T["col_parties"], share=2),
        Column("controls", T["col_control"], share=1.6),
        Column("state", T["col_state"], share=1.6),
        Column("name", T["col_name"], share=1.8, fill=True),
    )
    rows: Rows = [
        (
            ctx.library.workflows[one.workflow].title,
            capital(one.fails),
            tuple(ctx.party_briefly(party) for party in one.parties),
            ", ".join(one.controls),
            T[one.state],
            "",
        )
        for one in work.hand_overs
    ]
    return Table(columns, tuple(rows)).folded("work")


def _clauses(ctx: Context, work: ResponsibilityMatrix) -> Table:
    columns = (
        Column("place", T["col_place"], share=1.4),
        Column("clause", T["col_clause"], share=3.6),
        Column("rests", T["col_rests"], share=1.8),
        Column("how", T["col_how"], share=1.8),
        Column("found", T["col_found"], share=1.4, fill=True),
    )
    rows: Rows = [
        (
            T[one.clause.place],
            one.clause.title + (f" ({T['clause_open']})" if one.undecided else ""),
            ctx.library.sources[one.clause.source].citation
            if one.clause.source in ctx.library.sources
            else "",
            _stands(one),
            "",
        )
        for one in work.clauses
    ]
    return Table(columns, tuple(rows)).folded("place") if rows else Table(columns, ())


def _stands(one: ClauseState) -> Cell:
    return tuple(f"{control}: {_status(status).lower()}" for control, status in one.statuses)


def _matrix(ctx: Context, work: ResponsibilityMatrix) -> Table:
    with_others = any(one.subcontractor for one in work.controls)
    columns = (
        Column("control", T["col_control"], share=0.9),
        Column("title", T["col_title"], share=4),
        Column("buyer", ctx.file.buyer or T["col_buyer"], share=1.1),
        Column("vendor", ctx.file.vendor or T["col_vendor"], share=1.1),
        *((Column("subcontractor", T["col_subcontractor"], share=1.1),) if with_others else ()),
        Column("said", T["col_said"], share=1.5),
        Column("status", T["col_status"], share=1.1),
        Column("name", T["col_name"], share=1.6, fill=True),
    )
    rows: Rows = [
        (
            one.id,
            one.title,
            _part(one.buyer),
            _part(one.vendor),
            *((_part(one.subcontractor),) if with_others else ()),
            one.said_by,
            _status(one.status),
            "",
        )
        for one in sorted(work.controls, key=lambda one: _place(ctx, one))
    ]
    return Table(columns, tuple(rows))


def _place(ctx: Context, one: ControlParts) -> tuple[int, str]:
    domains = ctx.library.domains
    return domains.index(one.domain) if one.domain in domains else len(domains), one.id


def _part(part: Part) -> str:
    return T[part] if part else ""


PAPER = Paper(title=T["title"], about=T["about"], work=_work, document=_document)
