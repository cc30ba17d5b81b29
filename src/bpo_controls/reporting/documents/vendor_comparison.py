"""Several vendors for the same work, side by side: no score, like with like first, and what each would have to fix."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bpo_controls.answers.answer_model import EVERY
from bpo_controls.engine.ranking import effort_hours, rank_key
from bpo_controls.engine.side_by_side import Row, Share, distance, nearest, share, side_by_side
from bpo_controls.library.model import GATES, SEVERITIES, Gate
from bpo_controls.reporting.blocks.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Line,
    Paragraph,
    PictureBlock,
    TableBlock,
)
from bpo_controls.reporting.blocks.table import Cell, Choice, Column, Table
from bpo_controls.reporting.documents.context import Context, in_domain_order
from bpo_controls.reporting.documents.shared_blocks import framed, limits, look
from bpo_controls.reporting.pictures.tally import Tally, TallyGrid
from bpo_controls.reporting.pictures.vendor_heat import vendor_heat
from bpo_controls.words import labels
from bpo_controls.words.compare_words import T, distance_line, lead, stand_mark, stand_words
from bpo_controls.words.numbers import capital, listed, sentence
from bpo_controls.words.signature_words import mark_words

FIXES = 12
"""Rows that a page lists per vendor and gate; the main table has all of them."""


def vendor_comparison(contexts: Sequence[Context]) -> Document:
    """Contexts of two or more engagements, assessed with one library on one date. The main table has every row."""
    names = vendor_names(contexts)
    rows = side_by_side([ctx.assessment for ctx in contexts])
    shared = tuple(row for row in rows if row.shared)
    own = tuple(row for row in rows if not row.shared and not _open(row))
    undecided = tuple(row for row in rows if not row.shared and _open(row))
    ctx = contexts[0]
    places = range(len(contexts))
    pilot = [distance(rows, place, "pilot") for place in places]
    blocks: list[Block] = [
        Paragraph(lead(names, pilot, nearest(pilot)), "lead"),
        Bullets(
            tuple(
                distance_line(names[place], pilot[place], distance(shared, place, "pilot"))
                for place in places
            )
        ),
        Paragraph(T["review"].format("; ".join(_marks(contexts, names))), "quiet"),
        *_libraries(contexts),
        Heading(T["gates"], "gates"),
        Paragraph(T["gates_intro"]),
        TableBlock(T["gates"], _gates(contexts, names, rows)),
        Paragraph(T["limits"], "quiet"),
        Heading(T["shared"], "shared"),
        Paragraph(T["shared_intro"].format(count=len(shared)) if shared else T["no_shared"]),
    ]
    if shared:
        gaps, counted = _grids(ctx, names, shared)
        blocks += [
            PictureBlock(vendor_heat(gaps, counted, look(ctx).ink)),
            Heading(T["table"], "table", 2),
            Paragraph(T["table_intro"]),
            TableBlock(T["table"], _domains(ctx, names, shared)),
        ]
    blocks += _fixes(contexts, names, rows)
    blocks += _listed(contexts, names, "own", own)
    blocks += _listed(contexts, names, "undecided", undecided)
    made = framed(ctx, "working_paper", (*blocks, limits()), main=_main(contexts, names, rows), page="across")
    title = listed(names)
    return replace(
        made,
        id="vendor-comparison",
        title=T["title"],
        name=f"{ctx.file.buyer}: {title}",
        look=replace(made.look, running=T["title"], vendor=""),
        byline=(
            made.byline[0],
            Line(T["vendors"], title),
            *(line for line in made.byline[1:] if line.text != ctx.file.vendor),
        ),
        attachments=(),
        draft="",
        draft_long="",
    )


def _marks(contexts: Sequence[Context], names: Sequence[str]) -> list[str]:
    """For each vendor whether its engagement is signed, by whom and for what date."""
    return [
        f"{name}: {mark_words(ctx.mark.standing, ctx.as_of)}"
        for ctx, name in zip(contexts, names, strict=True)
    ]


def vendor_names(contexts: Sequence[Context]) -> tuple[str, ...]:
    """The vendors by name; the title of the engagement too where two have the same name."""
    found = [ctx.file.vendor for ctx in contexts]
    return tuple(
        f"{name} ({ctx.name})" if found.count(name) > 1 else name
        for name, ctx in zip(found, contexts, strict=True)
    )


def _open(row: Row) -> bool:
    return any(stand.word == "undecided" for stand in row.stands)


def _libraries(contexts: Sequence[Context]) -> tuple[Block, ...]:
    versions = dict.fromkeys(ctx.file.library.version for ctx in contexts if ctx.file.library is not None)
    if len(versions) < 2:
        return ()
    return (Paragraph(T["libraries"].format(listed(list(versions))), "caution"),)


def _gates(contexts: Sequence[Context], names: Sequence[str], rows: Sequence[Row]) -> Table:
    made: list[tuple[Cell, ...]] = []
    for gate in GATES:
        cells: list[Cell] = [labels.GATE[gate]]
        for place, ctx in enumerate(contexts):
            verdict = next(one for one in ctx.verdicts if one.gate == gate)
            found = distance(rows, place, gate)
            cells += [
                Choice(labels.VERDICT[verdict.verdict], labels.VERDICT_MARK[verdict.verdict]),
                f"{len(found.gaps)} · {len(found.open)} · {len(found.conditions)}",
            ]
        made.append(tuple(cells))
    columns = [Column("gate", T["col_gate"], share=0.7)]
    for place, name in enumerate(names):
        columns += [
            Column(f"verdict_{place}", name, "choice", share=1.2),
            Column(f"way_{place}", "Gaps · not known · conditions", share=1),
        ]
    return Table(tuple(columns), tuple(made))


def _grids(ctx: Context, names: Sequence[str], rows: Sequence[Row]) -> tuple[TallyGrid, TallyGrid]:
    def grid(of: Callable[[Share], int]) -> TallyGrid:
        made = tuple(
            Tally(labels.domain(domain), tuple(of(share(some, place)) for place in range(len(names))))
            for domain, some in _by_domain(ctx, rows)
        )
        return TallyGrid(tuple(names), made)

    return grid(lambda one: one.gap + one.partly), grid(lambda one: one.counted)


def _domains(ctx: Context, names: Sequence[str], rows: Sequence[Row]) -> Table:
    grouped = [*((labels.domain(domain), some) for domain, some in _by_domain(ctx, rows)), (T["total"], rows)]
    made: list[tuple[Cell, ...]] = []
    for title, some in grouped:
        found = [share(some, place) for place in range(len(names))]
        cells = (_share_words(one) for one in found)
        made.append((title, *cells))
    columns = (
        Column("domain", T["col_domain"], share=1),
        *(Column(f"of_{place}", name, share=2) for place, name in enumerate(names)),
    )
    return Table(columns, tuple(made), total=True)


def _share_words(one: Share) -> str:
    if not one.counted:
        return "–"
    parts = (
        (one.gap, "gap" if one.gap == 1 else "gaps"),
        (one.partly, "partly"),
        (one.unknown, "not known"),
        (one.conditions, "under a condition"),
    )
    rest = ", ".join(f"{count} {word}" for count, word in parts if count)
    return f"{one.met} of {one.counted} met" + (f"; {rest}" if rest else "")


def _by_domain(ctx: Context, rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    domains = in_domain_order(ctx.library, (row.control.domain for row in rows))
    return [(domain, [row for row in rows if row.control.domain == domain]) for domain in domains]


def _fixes(contexts: Sequence[Context], names: Sequence[str], rows: Sequence[Row]) -> list[Block]:
    blocks: list[Block] = []
    for place, (ctx, name) in enumerate(zip(contexts, names, strict=True)):
        table = fix_table(ctx, rows, place)
        blocks += [
            Heading(T["fix"].format(vendor=name), f"fix-{place + 1}"),
            Paragraph(T["fix_intro"] if table.rows else T["no_fix"]),
            *((TableBlock(T["fix"].format(vendor=name), table),) if table.rows else ()),
        ]
    return blocks


def fix_table(ctx: Context, rows: Sequence[Row], place: int) -> Table:
    """What one vendor has to close or find out by each gate, the worst first; a row stands at its own gate alone."""
    made: list[tuple[Cell, ...]] = []
    for gate in GATES:
        due = [row for row in rows if row.control.gate == gate]
        for found in (
            [row for row in due if row.stands[place].gap],
            [row for row in due if row.stands[place].open],
        ):
            worst = sorted(found, key=lambda row: rank_key(row.stands[place].findings[0]))
            made += [_fix(ctx, gate, row, place) for row in worst]
    columns = (
        Column("gate", T["col_gate"], share=0.6), Column("id", T["col_id"], share=0.7),
        Column("control", T["col_control"], share=2), Column("about", T["col_about"], share=0.9),
        Column("severity", T["col_severity"], "choice", share=0.7, scale="severity"),
        Column("standing", T["col_standing"], "choice", share=0.9, scale="standing"),
        Column("step", T["col_step"], share=2.6), Column("who", T["col_who"], share=0.9),
        Column("hours", T["col_hours"], "number"),
    )  # fmt: skip
    return Table(columns, tuple(made)).folded("gate")


def _fix(ctx: Context, gate: Gate, row: Row, place: int) -> tuple[Cell, ...]:
    stand = row.stands[place]
    finding = stand.findings[0]
    gap = stand.gap
    step = sentence(finding.control.remedy[0].do) if gap else finding.control.ask.text
    who = finding.control.remedy[0].party if gap else finding.control.party
    return (
        labels.GATE[gate],
        row.control.id,
        row.control.title,
        _about(ctx, row),
        Choice(labels.SEVERITY[stand.severity]),
        Choice(stand_words(stand), stand_mark(stand)),
        step,
        labels.PARTY_SHORT[who],
        effort_hours(finding) if gap else None,
    )


def _listed(contexts: Sequence[Context], names: Sequence[str], key: str, rows: Sequence[Row]) -> list[Block]:
    if not rows:
        return [Heading(T[key], key), Paragraph(T["no_own"])] if key == "own" else []
    return [
        Heading(T[key], key),
        Paragraph(T[f"{key}_intro"]),
        TableBlock(T[key], _rows(contexts, names, rows, short=True)),
    ]


def _main(contexts: Sequence[Context], names: Sequence[str], rows: Sequence[Row]) -> Table:
    first = [row for row in rows if row.shared]
    return _rows(contexts, names, [*first, *(row for row in rows if not row.shared)], short=False)


def _rows(contexts: Sequence[Context], names: Sequence[str], rows: Sequence[Row], *, short: bool) -> Table:
    made: list[tuple[Cell, ...]] = []
    for row in rows:
        worst = max((stand.severity for stand in row.stands if stand.word != "out"), key=SEVERITIES.index)
        needed = T["all"] if row.shared else listed([names[place] for place in row.needed_by]) or "–"
        with_it = next(place for place, stand in enumerate(row.stands) if stand.word != "out")
        made.append(
            (
                row.control.id,
                row.control.title,
                _about(contexts[with_it], row),
                labels.domain(row.control.domain),
                Choice(labels.SEVERITY[worst]),
                labels.GATE[row.control.gate],
                needed,
                *(Choice(stand_words(stand), stand_mark(stand)) for stand in row.stands),
            )
        )
    columns = (
        Column("id", T["col_id"], share=0.7, width=11), Column("control", T["col_control"], share=2.4, width=44),
        Column("about", T["col_about"], share=0.9, width=20), Column("domain", T["col_domain"], share=0.9, width=18),
        Column("severity", T["col_severity"], "choice", share=0.7, width=11, scale="severity"),
        Column("gate", T["col_gate"], share=0.6, width=10), Column("scope", T["col_scope"], share=1, width=24),
        *(Column(f"of_{place}", name, "choice", share=1, width=20, scale="standing") for place, name in enumerate(names)),
    )  # fmt: skip
    table = Table(columns, tuple(made))
    if not short:
        return table
    left = [place for place, column in enumerate(columns) if column.key not in ("domain",)]
    return Table(
        tuple(columns[place] for place in left), tuple(tuple(row[place] for place in left) for row in made)
    )


def _about(ctx: Context, row: Row) -> str:
    if row.key.subject.id == EVERY:
        return capital(f"all {row.key.subject.kind}s")
    return ctx.about(row.key.subject)
