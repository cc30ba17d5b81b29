"""Workflow fit as a document."""

from __future__ import annotations

from collections.abc import Mapping

from bpo_controls.answers.answer_model import Subject
from bpo_controls.engine.finding import Finding
from bpo_controls.library.fit_model import FitData
from bpo_controls.library.model import Library
from bpo_controls.library.paper_model import paper_data
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.workflow_fit import Fit, Fragile, Rated, WorkflowFit, workflow_fit
from bpo_controls.reporting.blocks.document import Block, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.blocks.table import Cell, Choice, Column, Table
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.framed_paper import Paper, framed_paper
from bpo_controls.words import labels
from bpo_controls.words.findings import said
from bpo_controls.words.fit_words import STATE, WORD, T
from bpo_controls.words.numbers import capital, listed, sentence


def _work(ctx: Context, asked: Asked) -> Fit:
    data = paper_data(ctx.library, "fit", FitData)
    return workflow_fit(ctx.library, ctx.sheet, ctx.assessment, data, asked)


def _document(ctx: Context, work: Fit) -> Document:
    data = paper_data(ctx.library, "fit", FitData)
    blocks: list[Block] = [Paragraph(T["lead"], "lead")]
    matrix = _matrix(ctx, work, data)
    if not work.workflows:
        return framed_paper(ctx, "fit", T["title"], [*blocks, Paragraph(T["scope_unknown"], "caution")])
    first, asks, signs = _first(ctx, work), _asks(ctx, work, data), _signs(ctx, work)
    blocks += [
        Heading(T["answer"], "answer"),
        TableBlock(T["answer"], _answers(ctx, work)),
        Paragraph(data.verdict_because, "quiet"),
        Heading(T["first"], "first"),
        Paragraph(T["first_intro"] if first.rows else T["none_first"]),
        *((TableBlock(T["first"], first),) if first.rows else ()),
        Heading(T["matrix"], "matrix"),
        Paragraph(T["matrix_intro"]),
        TableBlock(T["matrix"], matrix),
        *((Heading(T["unknown"], "unknown"), Paragraph(T["unknown_intro"]), TableBlock(T["unknown"], asks))
          if asks.rows else ()),
        *((Heading(T["signs"], "signs"), Paragraph(T["signs_intro"]), TableBlock(T["signs"], signs))
          if signs.rows else ()),
    ]  # fmt: skip
    return framed_paper(ctx, "fit", T["title"], blocks, main=matrix, page="across")


def _name(ctx: Context, one: WorkflowFit) -> str:
    return ctx.about(Subject("workflow", one.workflow))


def _column(key: str, share: float = 1) -> Column:
    return Column(key, T[f"col_{key}"], share=share)


def _answers(ctx: Context, work: Fit) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in work.workflows:
        parts = [
            [rated.criterion.title for rated in one.rated if rated.score in scores]
            for scores in ((2, 3), (0, 1))
        ]
        parts.append([rated.criterion.title for rated in one.rated if rated.source == "not-known"])
        told = (capital(listed([text.lower() for text in some])) or T["nothing"] for some in parts)
        rows.append((_name(ctx, one), Choice(WORD[one.word]), *told))
    columns = (
        _column("workflow", 1.2), _column("verdict", 1.1), _column("for", 2.4), _column("against", 2.4),
        _column("open", 2),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def _matrix(ctx: Context, work: Fit, data: FitData) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for place, criterion in enumerate(data.criteria):
        title = f"{criterion.title} {T['hard']}" if criterion.hard else criterion.title
        rows.append((title, *(_cell(one.rated[place]) for one in work.workflows)))
    columns = tuple(
        Column(f"of_{place}", _name(ctx, one), share=2) for place, one in enumerate(work.workflows)
    )
    return Table((_column("criterion", 1.3), *columns), tuple(rows))


def _cell(rated: Rated) -> str:
    if rated.source == "not-here":
        return "–"
    if rated.score is None:
        return "?"
    if rated.source == "set":
        return f"{rated.score}: {T['set']}"
    return f"{rated.score}: {rated.says}" if rated.says else f"{rated.score}: {_named(rated.findings[:2])}"


def _named(found: tuple[Finding, ...]) -> str:
    return "; ".join(f"{f.control.id} {_standing(f).lower()}" for f in found)


def _standing(finding: Finding) -> str:
    return labels.STATUS[finding.status] if finding.status else ""


def _asks(ctx: Context, work: Fit, data: FitData) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for place, criterion in enumerate(data.criteria):
        open_ = [_name(ctx, one) for one in work.workflows if one.rated[place].source == "not-known"]
        if open_:
            who = T["all"] if len(open_) == len(work.workflows) and len(open_) > 1 else listed(open_)
            rows.append((criterion.title, capital(who), criterion.ask, criterion.id))
    columns = (_column("criterion", 1.3), _column("workflow", 1.4), _column("ask", 4), _column("key", 1))
    return Table(columns, tuple(rows))


def _signs(ctx: Context, work: Fit) -> Table:
    rows: list[tuple[Cell, ...]] = []
    grouped: dict[tuple[str, str, tuple[str, ...]], list[tuple[str, Fragile]]] = {}
    for one in work.workflows:
        for sign in one.signs:
            if sign.state != "clear":
                behind = tuple(sorted({finding.control.id for finding in sign.findings}))
                grouped.setdefault((sign.sign.id, sign.state, behind), []).append((_name(ctx, one), sign))
    order = {sign.sign.id: place for one in work.workflows for place, sign in enumerate(one.signs)}
    for _, same in sorted(
        grouped.items(), key=lambda pair: (list(STATE).index(pair[0][1]), order[pair[0][0]])
    ):
        names, sign = [name for name, _ in same], same[0][1]
        who = T["all"] if len(names) == len(work.workflows) and len(names) > 1 else listed(names)
        open_ = tuple(f for f in sign.findings if f.status != "met")
        rows.append(
            (
                Choice(STATE[sign.state]),
                sign.sign.title,
                capital(who),
                sign.sign.why,
                sign.sign.look_for,
                _named(open_),
            )
        )
    columns = (
        _column("state", 0.7), _column("sign", 1.6), _column("workflow", 1.1), _column("why", 1.8),
        _column("look", 2.2), _column("behind", 1.6),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def _first(ctx: Context, work: Fit) -> Table:
    found = {finding.key: finding for one in work.workflows for finding in one.first}
    ordered = sorted(found.values(), key=lambda f: ctx.rank.get(f.key, 0))
    rows: list[tuple[Cell, ...]] = []
    for one in ordered:
        step = one.control.remedy[0]
        rows.append(
            (
                f"{one.control.id} {one.control.title}",
                ctx.about(one.subject),
                f"{_standing(one)}. {capital(said(one))}",
                sentence(step.do),
                ctx.party_briefly(step.party),
            )
        )
    columns = (
        _column("control", 2), _column("workflow", 1), _column("standing", 1.2), _column("step", 2.8), _column("who", 1.2),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def _settings(library: Library) -> Mapping[str, str]:
    """One setting per criterion of the library."""
    found = library.papers.get("fit")
    criteria = found.criteria if isinstance(found, FitData) else ()
    return {one.id: f"{one.title}: a score from 0 to 3, where you know better." for one in criteria}


PAPER = Paper(
    title=T["title"],
    about=T["about"],
    work=_work,
    document=_document,
    takes_more=_settings,
)
