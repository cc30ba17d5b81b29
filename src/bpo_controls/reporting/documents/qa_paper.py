"""The QA sampling plan as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bpo_controls.answers.answer_model import Subject
from bpo_controls.library.lot_model import LotTables
from bpo_controls.library.paper_model import paper_data
from bpo_controls.library.qa_model import QaData
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.qa_options import PlanOption
from bpo_controls.papers.qa_plan import QaPlan, WorkflowPlan, qa_plan
from bpo_controls.reporting.blocks.document import Block, Bullets, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.blocks.table import Cell, Choice, Column, Table
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.framed_paper import Paper, framed_paper
from bpo_controls.reporting.documents.qa_tables import (
    assumptions,
    items,
    ramp,
    results,
    route,
    software,
    standing,
    strata,
)
from bpo_controls.words.numbers import listed, number
from bpo_controls.words.qa_words import BECAUSE, KIND, TAKES, T, draw_steps, percent_words, target_words


def _work(ctx: Context, asked: Asked) -> QaPlan:
    data, tables = paper_data(ctx.library, "qa", QaData), paper_data(ctx.library, "lot-tables", LotTables)
    return qa_plan(ctx.library, ctx.sheet, data, tables, asked, as_of=ctx.as_of)


def _document(ctx: Context, work: QaPlan) -> Document:
    data = paper_data(ctx.library, "qa", QaData)
    main = _plan_table(ctx, work)
    blocks = [Paragraph(T["lead"], "lead"), *_warnings(ctx, work)]
    if work.workflows:
        blocks += [
            *_part("plan", main, T["plan_intro"]),
            *_results(ctx, work),
            *_part("proves", _proof_table(ctx, work), T["proves_intro"]),
            Heading(T["draw"], "draw"),
            Bullets(draw_steps(work.seed, work.seed_given)),
            *_part("strata", strata(data, work), T["strata_intro"]),
            *_part("ramp", ramp(data), T["ramp_intro"]),
            *_part("hours", _hours_table(ctx, work), T["hours_intro"]),
            *_part("calibration", route(data.calibration)),
            *_part("dispute", route(data.dispute)),
            *_software(ctx, work),
            *_switching(ctx, work),
            *_part("today", standing(ctx, work), T["today_intro"]),
            *_part("assumptions", assumptions(work), T["assumptions_intro"]),
            *_lists(ctx, work),
        ]
    return framed_paper(ctx, "qa", T["title"], blocks, main=_main(ctx, work, main), page="across")


def _main(ctx: Context, work: QaPlan, plan: Table) -> Table:
    """In a spreadsheet the list of items to check is wanted where there is one, else the plan."""
    return items(ctx, work.workflows) if any(one.drawn for one in work.workflows) else plan


def _part(key: str, table: Table, intro: str = "") -> tuple[Block, ...]:
    if not table.rows:
        return ()
    said = (Paragraph(intro),) if intro else ()
    return (Heading(T[key], key), *said, TableBlock(T[key], table))


def _named(ctx: Context, one: WorkflowPlan) -> str:
    return ctx.about(Subject("workflow", one.workflow))


def _warnings(ctx: Context, work: QaPlan) -> Iterator[Block]:
    if not work.scope_known:
        yield Paragraph(T["scope_unknown"], "caution")
    unknown = [_named(ctx, one) for one in work.workflows if one.volume is None]
    if unknown:
        yield Paragraph(T["volume_unknown"].format(workflows=listed(unknown)), "caution")


def _sizes(one: WorkflowPlan) -> tuple[Cell, Cell]:
    """How many to check and how many may be wrong; both sizes while the volume is open."""
    if one.chosen is not None:
        return one.chosen.n, one.chosen.c
    if one.volume == 0:
        return T["none_to_draw"], ""
    found = [option for option in one.options if option.kind in ("zero", "two-point")]
    ordered = sorted(found, key=lambda option: option.n)
    return " or ".join(number(o.n) for o in ordered), " or ".join(number(o.c) for o in ordered)


def _plan_table(ctx: Context, work: QaPlan) -> Table:
    data = paper_data(ctx.library, "qa", QaData)
    rows: list[tuple[Cell, ...]] = []
    for one in work.workflows:
        check, wrong = _sizes(one)
        small = one.volume is not None and one.volume < data.small_below and one.target_from != "set"
        why = [f"Target: {target_words(one.target_from, data.target_because)}", one.tier_because]
        rows.append(
            (
                _named(ctx, one),
                T["hours_unknown"] if one.volume is None else one.volume,
                f"{one.target:g}%",
                f"{one.tolerable:g}%",
                check,
                wrong,
                " ".join(_stopped(text) for text in (*why, *((data.small_because,) if small else ()))),
            )
        )
    columns = (
        _column("workflow", 1.6), _column("volume", 0.9, "number"), _column("target", 0.7, "number"),
        _column("tolerable", 0.8, "number"), _column("sample", 0.8, "number"), _column("wrong", 0.9, "number"),
        _column("why", 3.6),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def _stopped(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _column(key: str, share: float, kind: str = "text") -> Column:
    return Column(key, T[f"col_{key}"], kind="number" if kind == "number" else "text", share=share)


def _proof_table(ctx: Context, work: QaPlan) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in work.workflows:
        for option in one.options:
            mark = Choice(_kind(option), "✓" if option == one.chosen else "")
            rows.append(
                (_named(ctx, one), mark, option.n, option.c, percent_words(option.good_fails),
                 percent_words(option.bad_passes))
            )  # fmt: skip
    columns = (
        _column("workflow", 1.5), _column("plan", 3.4), _column("sample", 0.7, "number"), _column("wrong", 0.9, "number"),
        _column("good_fails", 0.9, "number"), _column("bad_passes", 0.9, "number"),
    )  # fmt: skip
    table = Table(columns, tuple(rows))
    return table.folded("workflow") if rows else table


def _kind(option: PlanOption) -> str:
    return f"{KIND[option.kind]}: {option.detail}" if option.detail else KIND[option.kind]


def _hours_table(ctx: Context, work: QaPlan) -> Table:
    per_fte = next(one.value for one in work.assumptions if one.key == "reviewer_hours")
    rows: list[tuple[Cell, ...]] = []
    for one in work.workflows:
        check, _ = _sizes(one)
        rows.append(
            (_named(ctx, one), check, one.minutes.value, *_hours(one.hours, per_fte), one.minutes.because)
        )
    if len(rows) > 1:
        rows.append((T["total"], None, None, *_hours(work.hours, per_fte), ""))
    columns = (
        _column("workflow", 1.6), _column("sample", 0.8, "number"), _column("minutes", 0.8, "number"),
        _column("hours", 0.8, "number"), _column("fte", 0.6, "number"), _column("because", 3),
    )  # fmt: skip
    return Table(columns, tuple(rows), total=len(rows) > 1)


def _hours(hours: float | None, per_fte: float) -> tuple[Cell, Cell]:
    if hours is None:
        return T["hours_unknown"], T["hours_unknown"]
    return round(hours, 1) if hours < 10 else round(hours), round(hours / per_fte, 2)


def _results(ctx: Context, work: QaPlan) -> Iterator[Block]:
    found = [(_named(ctx, one), one.verdict) for one in work.workflows if one.verdict is not None]
    yield from _part("results", results(found), T["results_intro"])


def _software(ctx: Context, work: QaPlan) -> Iterator[Block]:
    found = [one for one in work.workflows if one.software is not None]
    if not found:
        return
    yield from _part("software", software(ctx, found), T["software_intro"])
    unsure = [_named(ctx, one) for one in found if one.software is not None and not one.software.known]
    if unsure:
        yield Paragraph(T["software_open"].format(workflows=listed(unsure)), "caution")
    sample = found[0].software
    assert sample is not None
    share = f"{100 - sample.missed:g}%"
    yield Paragraph(T["software_plant"].format(n=sample.passed[0], share=share))


def _switching(ctx: Context, work: QaPlan) -> Iterator[Block]:
    found = [one for one in work.workflows if one.switched is not None]
    if not found:
        return
    tables = paper_data(ctx.library, "lot-tables", LotTables)
    yield Heading(T["switching"], "switching")
    yield Bullets(tuple(_switched(ctx, one) for one in found))
    yield Paragraph(f"{_stopped(tables.switching.citation)} {tables.switching.not_carried}", "quiet")


def _switched(ctx: Context, one: WorkflowPlan) -> str:
    assert one.switched is not None
    text = f"{_named(ctx, one)}: {one.switched.strictness}. {BECAUSE[one.switched.because]}"
    return f"{text} Reduced inspection is possible if both sides agree." if one.switched.may_reduce else text


def _lists(ctx: Context, work: QaPlan) -> Sequence[Block]:
    found = [one for one in work.workflows if one.drawn]
    return _part("list", items(ctx, found), T["list_intro"]) if found else ()


PAPER = Paper(
    title=T["title"],
    about=T["about"],
    work=_work,
    document=_document,
    takes=TAKES,
    sheets={
        "items": "All finished items of the month: id, and where known workflow, payer, agent, risk and new_hire (weeks since the first live item)."
    },
)
