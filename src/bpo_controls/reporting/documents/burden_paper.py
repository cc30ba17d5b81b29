"""The working paper on what the controls cost: hours and FTE of each party, once and every month."""

from __future__ import annotations

from typing import cast

from bpo_controls.library.burden_doors import BURDEN_KEYS
from bpo_controls.library.model import Party
from bpo_controls.library.paper_model import Assumptions, paper_data
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.burden import Burden, Monthly, control_burden
from bpo_controls.reporting.blocks.document import Block, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.blocks.table import Cell, Column, Table
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.framed_paper import Paper, framed_paper
from bpo_controls.words import labels
from bpo_controls.words.numbers import plural
from bpo_controls.words.paper_words import BURDEN as T


def _work(ctx: Context, asked: Asked) -> Burden:
    return control_burden(ctx.assessment, paper_data(ctx.library, "burden", Assumptions), asked)


def _document(ctx: Context, work: Burden) -> Document:
    blocks: list[Block] = [Paragraph(T["lead"], "lead")]
    for count, key in ((work.undecided, "undecided"), (work.not_known, "unknown")):
        if count:
            blocks.append(Paragraph(T[key].format(count=plural(count, "control")), "caution"))
    parties = _parties(ctx, work)
    blocks += [
        Heading(T["monthly"], "monthly"),
        Paragraph(T["monthly_intro"]),
        TableBlock(T["monthly"], parties),
        Heading(T["once"], "once"),
        Paragraph(T["once_intro"] if work.once else T["none_open"]),
        *((TableBlock(T["once"], _once(ctx, work)),) if work.once else ()),
        Heading(T["by_domain"], "by-domain"),
        TableBlock(T["by_domain"], _domains(work)),
        Heading(T["assumptions"], "assumptions"),
        Paragraph(T["assumptions_intro"]),
        TableBlock(T["assumptions"], _assumptions(work)),
    ]
    return framed_paper(ctx, "burden", T["title"], blocks, main=parties)


def _number(key: str, share: float = 1) -> Column:
    return Column(key, T[f"col_{key}"], kind="number", share=share)


def _hours(value: float) -> float:
    """To a tenth below ten hours, else whole: an estimate has no more digits."""
    return round(value, 1) if value < 10 else round(value)


def _parties(ctx: Context, work: Burden) -> Table:
    rows: list[tuple[Cell, ...]] = [
        _monthly(work, ctx.party_briefly(cast(Party, one.key)), one) for one in work.by_party
    ]
    every = Monthly(
        "",
        sum(one.controls for one in work.by_domain),
        sum(one.collecting for one in work.by_party),
        sum(one.looking for one in work.by_party),
    )
    rows.append(_monthly(work, T["total"], every))
    columns = (
        Column("party", T["col_party"], share=2.4),
        _number("controls"), _number("collect"), _number("look"), _number("total"), _number("fte", 0.7),
    )  # fmt: skip
    return Table(columns, tuple(rows), total=True)


def _monthly(work: Burden, label: str, one: Monthly) -> tuple[Cell, ...]:
    fte = round(one.hours / work.hours_in_month, 2)
    return label, one.controls, _hours(one.collecting), _hours(one.looking), _hours(one.hours), fte


def _once(ctx: Context, work: Burden) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (ctx.party_briefly(one.party), one.steps, _hours(one.hours)) for one in work.once
    ]
    rows.append(
        (T["total"], sum(one.steps for one in work.once), _hours(sum(one.hours for one in work.once)))
    )
    columns = (Column("party", T["col_party"], share=3), _number("steps"), _number("hours"))
    return Table(columns, tuple(rows), total=True)


def _domains(work: Burden) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (labels.domain(one.key), one.controls, _hours(one.collecting), _hours(one.looking), _hours(one.hours))
        for one in work.by_domain
    )
    columns = (
        Column("domain", T["col_domain"], share=2.4),
        _number("controls"), _number("collect"), _number("look"), _number("total"),
    )  # fmt: skip
    return Table(columns, rows)


def _assumptions(work: Burden) -> Table:
    columns = (
        Column("assumption", T["col_assumption"], share=2),
        _number("value", 0.6),
        Column("because", T["col_because"], share=2.4),
        Column("key", T["col_key"], share=1.4),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (T[one.key], one.value, one.because, one.key) for one in work.assumptions
    )
    return Table(columns, rows)


PAPER = Paper(
    title=T["title"],
    about=T["lead"],
    work=_work,
    document=_document,
    takes={key: T[key] for key in BURDEN_KEYS},
)
