"""The working paper on access: roles and data, duties to keep apart, moves and reviews."""

from __future__ import annotations

from bpo_controls.library.clock_model import ClockBook
from bpo_controls.library.paper_model import paper_data
from bpo_controls.library.register_model import AccessData
from bpo_controls.papers.access import AccessMatrix, access_matrix
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.duty_conflicts import ConflictCheck, Found
from bpo_controls.reporting.blocks.document import Block, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.blocks.table import Cell, Column, Table, day
from bpo_controls.reporting.documents.content.control_standing import standing_of
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.framed_paper import Paper, framed_paper
from bpo_controls.words import labels
from bpo_controls.words.access_words import ACCESS as T
from bpo_controls.words.access_words import kind_words
from bpo_controls.words.clock_words import named
from bpo_controls.words.numbers import capital, date_words, listed, plural, sentence

Rows = list[tuple[Cell, ...]]


def _data(ctx: Context) -> AccessData:
    return paper_data(ctx.library, "access", AccessData)


def _first_day(ctx: Context) -> str:
    return ctx.due("pilot") or ctx.due("go-live")


def _work(ctx: Context, asked: Asked) -> AccessMatrix:
    subjects = ctx.assessment.subjects.get("workflow")
    scope = None if subjects is None else tuple(one.id for one in subjects)
    return access_matrix(ctx.library, _data(ctx), ctx.sheet, scope, asked, _first_day(ctx))


def _document(ctx: Context, work: AccessMatrix) -> Document:
    matrix = _matrix(ctx, work)
    blocks: list[Block] = [Paragraph(_filled(ctx, T["lead"]), "lead")]
    if not work.scope_known:
        blocks.append(Paragraph(T["no_scope"], "caution"))
    without = [_title(ctx, one.workflow) for one in work.workflows if not one.roles]
    if without:
        blocks.append(Paragraph(T["no_roles"].format(work=listed(without)), "caution"))
    unsaid = [_title(ctx, one.workflow) for one in work.workflows if not one.known]
    if unsaid:
        blocks.append(Paragraph(T["kinds_unknown"].format(work=listed(unsaid)), "caution"))
    blocks += [
        *_found(ctx, work),
        Heading(T["matrix"], "matrix"),
        Paragraph(T["matrix_intro"]),
        TableBlock(T["matrix"], matrix),
        *_too_much(ctx, work),
        *_systems(ctx, work),
        *_apart(ctx, work),
        Heading(T["moves"], "moves"),
        TableBlock(T["moves"], _moves(ctx)),
        *_calendar(ctx, work),
    ]
    return framed_paper(ctx, "access", T["title"], blocks, main=matrix, page="across")


def _filled(ctx: Context, text: str) -> str:
    return named(text, ctx.file.buyer, ctx.file.vendor)


def _title(ctx: Context, workflow: str) -> str:
    found = ctx.library.workflows.get(workflow)
    return found.title if found else workflow or T["every_work"]


def _matrix(ctx: Context, work: AccessMatrix) -> Table:
    columns = (
        Column("work", T["col_work"], share=1.6),
        Column("role", T["col_role"], share=1.8),
        Column("duties", T["col_do"], share=3.2),
        *(Column(kind.replace("-", "_"), kind_words(kind), share=0.9) for kind in work.kinds),
        Column("approve", T["approve"], share=1.2, fill=True),
    )
    data = _data(ctx)
    rows: Rows = [
        (
            _title(ctx, one.role.workflow),
            one.role.title,
            "; ".join(data.duties[duty].title for duty in one.role.duties),
            *(" ".join(T[word] for word in one.rights.get(kind, ())) for kind in work.kinds),
            "",
        )
        for one in work.roles
    ]
    table = Table(columns, tuple(rows))
    return table.folded("work") if rows else table


def _too_much(ctx: Context, work: AccessMatrix) -> tuple[Block, ...]:
    columns = (
        Column("work", T["col_work"], share=1.5),
        Column("data", T["col_data"], share=2),
        Column("remark", T["col_remark"], share=4),
    )
    rows: Rows = [
        (_title(ctx, one.workflow), kind_words(kind), T[word])
        for one in work.workflows
        for word, kinds in (("restricted", one.restricted), ("unused", one.unused), ("beyond", one.beyond))
        for kind in kinds
    ]
    if not rows:
        return ()
    table = Table(columns, tuple(rows)).folded("work")
    return (
        Heading(T["too_much"], "too-much"),
        Paragraph(T["too_much_intro"]),
        TableBlock(T["too_much"], table),
    )


def _systems(ctx: Context, work: AccessMatrix) -> tuple[Block, ...]:
    touched = ctx.file.systems_touched
    blocks: list[Block] = [Heading(T["systems"], "systems")]
    if touched:
        blocks.append(Paragraph(sentence(T["systems_named"].format(systems=touched.strip()))))
    if work.systems:
        columns = (
            Column("role", T["col_role"], share=2),
            Column("system", T["col_system"], share=2),
            Column("people", T["col_people"], share=4),
        )
        rows: Rows = [
            (role, system, ", ".join(people)) for (role, system), people in work.system_rights.items()
        ]
        return (*blocks, Paragraph(T["systems_sheet"]), TableBlock(T["systems"], Table(columns, tuple(rows))))
    columns = (
        Column("role", T["col_role"], share=2),
        Column("system", T["col_system"], share=4, fill=True),
        Column("approve", T["approve"], share=2, fill=True),
    )
    empty: Rows = [(one.role.title, "", "") for one in work.roles]
    return (
        *blocks,
        Paragraph(T["systems_open"], "caution"),
        TableBlock(T["systems"], Table(columns, tuple(empty))),
    )


def _found(ctx: Context, work: AccessMatrix) -> tuple[Block, ...]:
    check = work.check
    if check is None:
        return (Heading(T["conflicts"], "conflicts"), Paragraph(T["no_sheet"], "caution"))
    data = _data(ctx)
    duties = sum(len(person.duties) for person in check.people)
    blocks: list[Block] = [
        Heading(T["conflicts"], "conflicts"),
        Paragraph(
            T["checked"].format(
                people=capital(plural(len(check.people), "person", "people")),
                duties=plural(duties, "duty", "duties"),
                pairs=plural(len(data.conflicts), "pair"),
            )
        ),
    ]
    if check.assumed:
        blocks.append(Paragraph(T["assumed"].format(names=listed(check.assumed)), "caution"))
    if check.found:
        blocks.append(TableBlock(T["conflicts"], _conflicts(data, check)))
    else:
        blocks.append(Paragraph(T["found_none"]))
    if check.unread:
        columns = (
            Column("row", T["col_row"], kind="number", share=0.6),
            Column("person", T["col_person"], share=2),
            Column("text", T["col_text"], share=4),
        )
        rows: Rows = [(one.row + 1, one.person, one.text) for one in check.unread]
        blocks += [
            Heading(T["unread"], "unread", 2),
            Paragraph(T["unread_intro"], "caution"),
            TableBlock(T["unread"], Table(columns, tuple(rows))),
        ]
    return tuple(blocks)


def _conflicts(data: AccessData, check: ConflictCheck) -> Table:
    columns = (
        Column("person", T["col_person"], share=1.5),
        Column("severity", T["col_severity"], kind="choice", share=0.8, scale="severity"),
        Column("duties", T["col_duties"], share=2.4),
        Column("where", T["col_where"], share=1.6),
        Column("why", T["col_why"], share=2.4),
        Column("instead", T["col_instead"], share=2.8),
    )
    rows: Rows = [
        (
            one.person.name,
            labels.SEVERITY[one.conflict.severity],
            " + ".join(data.duties[duty].title for duty in one.conflict.duties),
            _where(one),
            one.conflict.why,
            one.conflict.instead,
        )
        for one in check.found
    ]
    return Table(columns, tuple(rows))


def _where(one: Found) -> Cell:
    return tuple(dict.fromkeys(place for duty in one.conflict.duties for place in one.person.duties[duty]))


def _apart(ctx: Context, work: AccessMatrix) -> tuple[Block, ...]:
    data = _data(ctx)
    heading = Heading(T["apart"], "apart")
    if not work.apart:
        return (heading, Paragraph(T["apart_none"]))
    built = {conflict.id: one.role.title for one in work.roles for conflict in one.conflicts}
    columns = (
        Column("duties", T["col_duties"], share=2.6),
        Column("severity", T["col_severity"], kind="choice", share=0.8, scale="severity"),
        Column("why", T["col_why"], share=3),
        Column("instead", T["col_instead"], share=3),
    )
    rows: Rows = [
        (
            " + ".join(data.duties[duty].title for duty in one.duties),
            labels.SEVERITY[one.severity],
            one.why + (f" {T['in_role'].format(role=built[one.id])}" if one.id in built else ""),
            one.instead,
        )
        for one in work.apart
    ]
    return (heading, Paragraph(T["apart_intro"]), TableBlock(T["apart"], Table(columns, tuple(rows))))


def _moves(ctx: Context) -> Table:
    columns = (
        Column("when", T["col_when"], share=0.9),
        Column("do", T["col_do"], share=4),
        Column("who", T["col_who"], share=2.4),
        Column("within", T["col_within"], share=1.6),
        Column("how", T["col_how"], share=1.6),
    )
    rows: Rows = [
        (
            T[f"kind_{one.kind}"],
            one.do,
            capital(_filled(ctx, one.who)),
            one.within,
            standing_of(ctx, one.control),
        )
        for one in _data(ctx).moves
    ]
    book = ctx.library.papers.get("clocks")
    leaving = book.triggers.get("worker-leaves") if isinstance(book, ClockBook) else None
    for clock in leaving.clocks if leaving else ():
        rows.append(
            (
                T["kind_departure"],
                clock.due,
                capital(_filled(ctx, clock.by)),
                clock.within_words,
                standing_of(ctx, "ACC-02"),
            )
        )
    return Table(columns, tuple(rows)).folded("when")


def _calendar(ctx: Context, work: AccessMatrix) -> tuple[Block, ...]:
    heading = Heading(T["calendar"], "calendar")
    if not work.calendar:
        reviews = "; ".join(f"{one.what}, every {one.every_days} days" for one in _data(ctx).reviews)
        return (heading, Paragraph(T["no_calendar"].format(reviews=reviews), "caution"))
    columns = (
        Column("due", T["col_due"], kind="date", share=1.4),
        Column("review", T["col_review"], share=3.4),
        Column("who", T["col_who"], share=2.6),
        Column("how", T["col_how"], share=1.6),
        Column("done", T["col_done"], share=1.6, fill=True),
    )
    rows: Rows = [
        (
            day(one.due),
            one.review.what,
            capital(_filled(ctx, one.review.who)),
            standing_of(ctx, one.review.control),
            "",
        )
        for one in work.calendar
    ]
    table = Table(columns, tuple(rows)).folded("due")
    intro = T["calendar_intro"].format(day=date_words(_first_day(ctx)))
    return (heading, Paragraph(intro), TableBlock(T["calendar"], table))


PAPER = Paper(
    title=T["title"], about=T["about"], work=_work, document=_document, sheets={"people": T["sheet"]}
)
