"""The working paper on escalation: who hears of what, and the clocks that start."""

from __future__ import annotations

from bpo_controls.library.clock_model import ClockBook
from bpo_controls.library.paper_model import paper_data
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.escalation import Escalation, EscalationStep, EscalationTrigger, escalation_matrix
from bpo_controls.papers.named_people import NamedPerson
from bpo_controls.papers.running_clocks import RunningClock
from bpo_controls.reporting.blocks.document import Block, Bullets, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.blocks.table import Cell, Column, Table
from bpo_controls.reporting.documents.content.own_terms import own_terms, registered_people
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.framed_paper import Paper, framed_paper
from bpo_controls.words.clock_words import FEW, crowd_words, named, rests_on, within_words
from bpo_controls.words.escalation_words import ESCALATION as T
from bpo_controls.words.numbers import capital, plural


def _work(ctx: Context, asked: Asked) -> Escalation:
    subjects = ctx.assessment.subjects.get("workflow")
    scope = None if subjects is None else tuple(one.id for one in subjects)
    return escalation_matrix(
        ctx.library,
        paper_data(ctx.library, "clocks", ClockBook),
        ctx.sheet,
        scope,
        ctx.as_of,
        asked.contract_clocks,
        registered_people(ctx),
    )


def _document(ctx: Context, work: Escalation) -> Document:
    steps = _steps(ctx, work)
    unnamed = sum(1 for one in work.triggers for step in one.steps if not step.named)
    blocks: list[Block] = [Paragraph(T["lead"], "lead")]
    if ctx.assessment.subjects.get("workflow") is None:
        blocks.append(Paragraph(T["workflows_unknown"], "caution"))
    if unnamed:
        blocks.append(Paragraph(T["unnamed"].format(count=plural(unnamed, "step").split()[0]), "caution"))
    blocks += [
        Heading(T["steps"], "steps"),
        TableBlock(T["steps"], steps),
        Heading(T["clocks"], "clocks", page=True),
        Paragraph(T["clocks_intro"]),
        TableBlock(T["clocks"], _clocks(ctx, work)),
        *own_terms(ctx, "escalation"),
        Heading(T["people"], "people"),
        Paragraph(T["people_intro"] if work.people else T["no_people"]),
        *((TableBlock(T["people"], _people(ctx, work)),) if work.people else ()),
        Heading(T["levels"], "levels"),
        TableBlock(T["levels"], _levels(ctx, work)),
    ]
    if work.left_out:
        blocks += [Heading(T["left_out"], "left-out", 2), Bullets(tuple(work.left_out.values()), "quiet")]
    return framed_paper(ctx, "escalation", T["title"], blocks, main=steps, page="across")


def _named(ctx: Context, text: str) -> str:
    return capital(named(text, ctx.file.buyer, ctx.file.vendor))


def _steps(ctx: Context, work: Escalation) -> Table:
    columns = (
        Column("trigger", T["col_trigger"], share=2.4),
        Column("level", T["col_level"], kind="number", share=0.6),
        Column("who", T["col_who"], share=3),
        Column("named", T["col_named"], share=2),
        Column("within", T["col_within"], share=1.1),
        Column("channel", T["col_channel"], share=1.4),
        Column("phone", T["col_phone"], share=1.4, fill=True, hint=T["phone_hint"]),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            _title(ctx, one),
            step.level,
            _named(ctx, step.who) + (f". {step.note}" if step.note else ""),
            _names(step),
            step.within_words,
            step.channel,
            _phones(step),
        )
        for one in work.triggers
        for step in one.steps
    ]
    return Table(columns, tuple(rows)).folded("trigger") if rows else Table(columns, ())


def _title(ctx: Context, one: EscalationTrigger) -> str:
    if not one.undecided:
        return one.title
    asked = " and ".join(ctx.library.questions[item].ask for item in one.missing)
    return f"{one.title} ({T['may_happen'].format(asked=asked)})"


def _names(step: EscalationStep) -> Cell:
    if not step.named:
        return T["not_named"]
    return tuple(_name(one) for one in step.named)


def _name(one: NamedPerson) -> str:
    deputy = T["deputy"].format(name=one.deputy) if one.deputy else ""
    return f"{one.name}, {one.role}{deputy}"


def _phones(step: EscalationStep) -> Cell:
    """The numbers the register has; with the name where a step has several people."""
    held = [one for one in step.named if one.phone]
    if len(step.named) == 1 and held:
        return held[0].phone
    return tuple(f"{one.name}: {one.phone}" for one in held) or ""


def _clocks(ctx: Context, work: Escalation) -> Table:
    columns = (
        Column("trigger", T["col_trigger"], share=2),
        Column("due", T["col_due"], share=3.2),
        Column("by", T["col_by"], share=1.6),
        Column("within", T["col_within"], share=2),
        Column("rule", T["col_rule"], share=3),
    )
    book = paper_data(ctx.library, "clocks", ClockBook)
    rows: list[tuple[Cell, ...]] = []
    for one in work.triggers:
        for group in _gathered(one.clocks):
            first = group[0]
            label = "; ".join(clock.label for clock in group if clock.label)
            alone = len(group) == 1
            rows.append(
                (
                    one.title,
                    _named(ctx, first.due) + (f" ({label})" if label else "") + _condition(ctx, first),
                    _named(ctx, first.by),
                    within_words(first, book) if alone else T["each_own"],
                    capital(rests_on(ctx.library, first, ctx.as_of)) if alone else T["each_law"],
                )
            )
    return Table(columns, tuple(rows)).folded("trigger") if rows else Table(columns, ())


def _gathered(clocks: tuple[RunningClock, ...]) -> list[list[RunningClock]]:
    """Clocks one by one; of one duty, those that hang on the same answer together when they are many."""
    groups: dict[object, list[RunningClock]] = {}
    for clock in clocks:
        key = (clock.due, clock.missing) if clock.missing else clock.id
        groups.setdefault(key, []).append(clock)
    return [
        part for some in groups.values() for part in ([some] if len(some) > FEW else [[one] for one in some])
    ]


def _condition(ctx: Context, clock: RunningClock) -> str:
    parts = []
    if clock.missing:
        asked = " and ".join(ctx.library.questions[item].ask for item in clock.missing)
        parts.append(T["open"].format(asked=asked))
    if clock.crowd is not None:
        parts.append(T["people_decide"].format(crowd=crowd_words(clock.crowd)))
    return f"; {'; '.join(parts)}" if parts else ""


def _people(ctx: Context, work: Escalation) -> Table:
    columns = (
        Column("name", T["col_name"], share=2),
        Column("role", T["col_role"], share=2.4),
        Column("party", T["col_party"], share=2),
        Column("deputy", T["col_deputy"], share=2, fill=True, hint=T["deputy_hint"]),
        Column("phone", T["col_phone"], share=2, fill=True, hint=T["phone_hint"]),
    )
    parties = {"buyer": ctx.file.buyer, "vendor": ctx.file.vendor}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.name, one.role, parties.get(one.party, ""), one.deputy, one.phone) for one in work.people
    )
    return Table(columns, rows)


def _levels(ctx: Context, work: Escalation) -> Table:
    columns = (
        Column("level", T["col_level"], kind="number", share=1),
        Column("means", T["col_means"], share=6),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (number, _named(ctx, words)) for number, words in enumerate(work.levels, start=1)
    )
    return Table(columns, rows)


PAPER = Paper(title=T["title"], about=T["about"], work=_work, document=_document)
