"""The working paper that lists every document this scope needs."""

from __future__ import annotations

from bpo_controls.library.paper_model import paper_data
from bpo_controls.library.register_model import DocumentData
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.document_index import DocumentIndex, IndexedDocument, KindCount, document_index
from bpo_controls.papers.told_facts import Told
from bpo_controls.reporting.blocks.document import Block, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.blocks.table import Cell, Column, Table, day
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.framed_paper import Paper, framed_paper
from bpo_controls.words.numbers import capital, plural
from bpo_controls.words.register_words import DOCUMENTS as T

Rows = list[tuple[Cell, ...]]
FIRST = 25
"""So many documents stand in the list of those to ask for first."""


def _work(ctx: Context, _asked: Asked) -> DocumentIndex:
    data = paper_data(ctx.library, "documents", DocumentData)
    return document_index(ctx.library, data, ctx.assessment, Told(ctx.library, {}, ctx.sheet), ctx.as_of)


def _document(ctx: Context, work: DocumentIndex) -> Document:
    index = _index(ctx, work)
    lead = T["lead"].format(
        needed=capital(plural(len(work.documents), "document")),
        open=plural(work.without_proof, "control"),
        seen=work.with_proof,
    )
    blocks: list[Block] = [Paragraph(lead, "lead")]
    if work.undecided:
        blocks.append(
            Paragraph(T["undecided"].format(count=capital(plural(work.undecided, "control"))), "caution")
        )
    first = [one for one in work.documents if one.open][:FIRST]
    if first:
        blocks += [
            Heading(T["first"], "first"),
            Paragraph(T["first_intro"]),
            TableBlock(T["first"], _first(ctx, first)),
        ]
    blocks += [
        Heading(T["kinds"], "kinds"),
        Paragraph(T["kinds_intro"]),
        TableBlock(T["kinds"], _kinds(ctx, work)),
        Heading(T["seen"], "seen"),
        Paragraph(T["seen_intro"] if work.seen else T["seen_none"]),
        *((TableBlock(T["seen"], _seen(work)),) if work.seen else ()),
        Heading(T["index"], "index", page=True),
        Paragraph(T["index_intro"]),
        TableBlock(T["index"], index),
    ]
    return framed_paper(ctx, "documents", T["title"], blocks, main=index, page="across")


def _from(ctx: Context, one: IndexedDocument) -> Cell:
    return tuple(ctx.party_briefly(party) for party in one.parties)


def _first(ctx: Context, some: list[IndexedDocument]) -> Table:
    columns = (
        Column("rank", T["col_rank"], kind="number", share=0.4),
        Column("document", T["col_document"], share=4),
        Column("from", T["col_from"], share=2),
        Column("count", T["col_controls"], kind="number", share=0.9),
        Column("settles", T["col_settles"], share=3),
    )
    rows: Rows = [
        (rank, _titled(one), _from(ctx, one), len(one.open), ", ".join(one.open))
        for rank, one in enumerate(some, start=1)
    ]
    return Table(columns, tuple(rows))


def _titled(one: IndexedDocument) -> str:
    return f"{one.title}: {'; '.join(one.parts)}" if one.parts else one.title


def _kinds(ctx: Context, work: DocumentIndex) -> Table:
    columns = (
        Column("kind", T["col_kind"], share=2),
        Column("count", T["col_count"], kind="number", share=0.9),
        Column("controls", T["col_controls"], kind="number", share=0.8),
        Column("open", T["col_open"], kind="number", share=0.9),
        Column("owner", T["col_owner"], share=1.8),
        Column("keep", T["col_keep"], share=3.6),
        Column("source", T["col_source"], share=2),
    )
    rows: Rows = [
        (
            one.kind.title,
            one.documents,
            one.controls,
            one.open,
            capital(one.kind.owner),
            _kept(one),
            tuple(dict.fromkeys(ctx.library.sources[source].citation for _, _, source in one.retention)),
        )
        for one in work.kinds
    ]
    return Table(columns, tuple(rows))


def _kept(one: KindCount) -> Cell:
    lines = [f"{words} ({label})" for words, label, _ in one.retention]
    if not lines:
        lines = [one.kind.keep or one.otherwise or T["not_noted"]]
    return (*lines, T["may_bind"]) if one.retention_open else tuple(lines)


def _seen(work: DocumentIndex) -> Table:
    columns = (
        Column("document", T["col_document"], share=3),
        Column("version", T["col_version"], share=1.6),
        Column("kept", T["col_kept"], share=2),
        Column("seen", T["col_seen"], share=1.2),
        Column("controls", T["col_controls"], share=2),
    )
    rows: Rows = [
        (
            one.evidence.title,
            one.evidence.period or T["not_noted"],
            one.evidence.kept_at or T["not_noted"],
            day(one.evidence.seen_on) or T["not_noted"],
            ", ".join(one.controls),
        )
        for one in work.seen
    ]
    return Table(columns, tuple(rows))


def _index(ctx: Context, work: DocumentIndex) -> Table:
    columns = (
        Column("kind", T["col_kind"], share=1.6),
        Column("document", T["col_document"], share=3.2),
        Column("from", T["col_from"], share=1.8),
        Column("controls", T["col_controls"], share=1.6),
        Column("state", T["col_state"], share=1),
        Column("named", T["col_named"], share=1.3, fill=True),
        Column("version", T["col_version"], share=1.2, fill=True),
        Column("reviewed", T["col_reviewed"], share=1.1, fill=True),
    )
    titles = {one.kind.id: one.kind.title for one in work.kinds}
    order = {one.kind.id: place for place, one in enumerate(work.kinds)}
    rows: Rows = [
        (titles[one.kind], _titled(one), _from(ctx, one), ", ".join(one.controls), _state(one), "", "", "")
        for one in sorted(work.documents, key=lambda one: order[one.kind])
    ]
    table = Table(columns, tuple(rows))
    return table.folded("kind") if rows else table


def _state(one: IndexedDocument) -> str:
    if not one.open:
        return T["here"]
    return T["missing"] if len(one.open) == len(one.controls) else T["partly"]


PAPER = Paper(title=T["title"], about=T["about"], work=_work, document=_document)
