"""The smaller tables of the QA sampling plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bpo_controls.answers.answer_model import Subject
from bpo_controls.engine.finding import Finding
from bpo_controls.library.qa_model import QaData, RouteStep
from bpo_controls.papers.qa_plan import QaPlan, WorkflowPlan
from bpo_controls.papers.sample_verdict import SampleVerdict
from bpo_controls.reporting.blocks.table import Cell, Choice, Column, Kind, Table
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import labels
from bpo_controls.words.findings import said
from bpo_controls.words.numbers import capital
from bpo_controls.words.qa_words import ASSUMED, COLUMN, VERDICT, T, next_words, percent_words

QUALITY = "qa-depth"
"""The domain whose controls the plan rests on."""


def column(key: str, share: float = 1, kind: Kind = "text", fill: bool = False) -> Column:
    """A column with its heading."""
    return Column(key, T[f"col_{key}"], kind=kind, share=share, fill=fill)


def strata(data: QaData, work: QaPlan) -> Table:
    """What is topped up; with a list, how many items that added."""
    drawn = [one for plan in work.workflows for one in plan.drawn]
    rows: list[tuple[Cell, ...]] = []
    for one in data.strata:
        added = sum(item.why == one.column for item in drawn)
        least = f"{one.least} ({added} added)" if drawn else one.least
        rows.append((COLUMN.get(one.column, one.column), least, one.because))
    return Table((column("column"), column("least", 0.8, "number"), column("because", 4)), tuple(rows))


def ramp(data: QaData) -> Table:
    """How much of a new hire's work is checked."""
    rows = tuple((f"{one.first} to {one.last}", f"{one.share:g}%", one.until) for one in data.ramp)
    return Table((column("weeks", 0.7), column("share", 0.7, "number"), column("until", 4)), rows)


def route(steps: Iterable[RouteStep]) -> Table:
    """Steps with who takes them and by when."""
    rows = tuple((one.step, one.who, one.within) for one in steps)
    return Table((column("step", 3), column("who", 2), column("within", 1.6)), rows)


def results(found: Sequence[tuple[str, SampleVerdict]]) -> Table:
    """What was reviewed, what it proves and what is next."""
    rows: list[tuple[Cell, ...]] = []
    for name, one in found:
        sure = f"{one.confidence * 100:g}%"
        claim = f"At least {percent_words(one.at_least)} right, {sure} sure"
        if one.allowed is not None:
            claim += f". Up to {max(0, one.allowed)} wrong would have passed." if one.allowed >= 0 else "."
        rows.append(
            (
                name,
                one.reviewed,
                one.errors,
                percent_words(one.accuracy),
                f"{percent_words(one.low)} and {percent_words(one.high)}",
                claim,
                Choice(VERDICT[one.word]),
                next_words(one.word, one.more, one.more_errors),
            )
        )
    columns = (
        column("workflow", 1.4), column("reviewed", 0.7, "number"), column("errors", 0.6, "number"),
        column("accuracy", 0.7, "number"), column("between", 1.2), column("claim", 2), column("verdict", 0.8, "choice"),
        column("next", 2.4),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def software(ctx: Context, found: Sequence[WorkflowPlan]) -> Table:
    """Sizes of the two samples that validate software, by errors allowed."""
    rows: list[tuple[Cell, ...]] = []
    for plan in found:
        sample = plan.software
        assert sample is not None
        for allowed, (passed, failed) in enumerate(zip(sample.passed, sample.failed, strict=True)):
            name = ctx.about(Subject("workflow", plan.workflow))
            rows.append((name, allowed, passed, failed, f"{plan.confidence:g}% sure. {sample.because}"))
    columns = (
        column("workflow", 1.6), column("allowed", 0.8, "number"), column("passed", 1, "number"),
        column("failed", 1, "number"), column("because", 3),
    )  # fmt: skip
    return Table(columns, tuple(rows)).folded("workflow", "because")


def standing(ctx: Context, work: QaPlan) -> Table:
    """The controls on quality checks that apply to the workflows of the plan or to the whole work."""
    ids = {one.workflow for one in work.workflows}
    found = [
        f for f in ctx.applying if f.control.domain == QUALITY and (f.subject.id in ids or not f.subject.id)
    ]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (f"{f.control.id} {f.control.title}", ctx.about(f.subject), _status(f), _said(f)) for f in found
    )
    columns = (
        column("control", 3.4),
        column("workflow", 1.3),
        column("standing", 0.9, "choice"),
        column("said", 2.6),
    )
    return Table(columns, rows)


def _status(finding: Finding) -> Choice:
    return Choice(labels.STATUS[finding.status] if finding.status else "")


def _said(finding: Finding) -> str:
    note = finding.answer.note if finding.answer is not None else ""
    text = capital(said(finding))
    return f"{text}. {note}" if note else text


def assumptions(work: QaPlan) -> Table:
    """Every number that no answer gave."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (ASSUMED[one.key], one.value, one.because, one.key) for one in work.assumptions
    )
    columns = (
        column("assumption", 2.2),
        column("value", 0.6, "number"),
        column("because", 3),
        column("key", 1.2),
    )
    return Table(columns, rows)


def items(ctx: Context, found: Iterable[WorkflowPlan]) -> Table:
    """Every drawn item, with room for its result."""
    rows: list[tuple[Cell, ...]] = []
    shown: tuple[str, ...] = ("agent", "payer", "risk")
    drawn = [(plan, one) for plan in found for one in plan.drawn]
    used = [key for key in shown if any(one.row.get(key) for _, one in drawn)]
    for place, (plan, one) in enumerate(drawn, start=1):
        why = COLUMN.get(one.why, one.why) if one.why else T["common"]
        more = [one.row.get(key, "") for key in used]
        rows.append((place, ctx.about(Subject("workflow", plan.workflow)), one.id, *more, why, None))
    columns = (
        Column("place", "No.", kind="number", share=0.4), column("workflow", 1.4), column("id", 1.4),
        *(Column(key, COLUMN[key], share=1) for key in used), column("added", 1), column("result", 1.2, fill=True),
    )  # fmt: skip
    return Table(columns, tuple(rows))
