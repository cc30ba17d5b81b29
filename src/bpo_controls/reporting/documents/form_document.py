"""Any filled form as a document: it lays out what the form's data says, and knows no form by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bpo_controls.forms.filled_form import (
    FilledCopy,
    FilledField,
    FilledForm,
    FilledSection,
    Trace,
    count_fields,
)
from bpo_controls.library.form_model import Form, FormSection
from bpo_controls.reporting.blocks.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Line,
    Paragraph,
    SignOff,
    TableBlock,
)
from bpo_controls.reporting.blocks.table import Cell, Column, Kind, Table, day
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import framed, limits, remarks
from bpo_controls.words.form_words import T, counts_words, lines_words
from bpo_controls.words.labels import role as role_words
from bpo_controls.words.numbers import date_words, listed

ROOM = 2.5
"""How much wider a column to write in is than its share says: a hand needs room."""

COLUMN_KIND: dict[str, Kind] = {"text": "text", "number": "number", "date": "date", "choice": "text"}


def form_document(ctx: Context, form: Form, filled: FilledForm, *, traces: bool = False) -> Document:
    """The form: what it is, each copy with its sections, what is blank and whom to ask, lines to sign on."""
    counts = count_fields(filled)
    blocks: list[Block] = [Paragraph(_named(ctx, form.purpose), "lead")]
    if filled.needed != "yes":
        blocks.append(Paragraph(T[f"needed_{filled.needed}"], "caution"))
    blocks.append(Paragraph(T["draft"].format(signer=_named(ctx, form.signer)), "caution"))
    if not filled.copies:
        known = all(ctx.assessment.subjects.get(one.per) is not None for one in form.copies)
        blocks.append(Paragraph(T["no_copies"] if known else T["no_copies_unknown"]))
    else:
        blocks.append(Paragraph(counts_words(counts.filled, counts.knowable, counts.people), "quiet"))
    blocks.append(Facts(tuple(_about(ctx, form))))
    several = len(filled.copies) > 1
    for place, copy in enumerate(filled.copies, start=1):
        blocks += _copy(ctx, form, copy, place, several)
    if form.notes:
        blocks.append(Bullets(tuple(_named(ctx, note) for note in form.notes)))
    blocks += _open(filled, several)
    if traces:
        blocks += _traces(filled, several)
    made = framed(
        ctx,
        "working_paper",
        (*remarks(ctx), *blocks, limits()),
        main=_main_table(form, filled, several),
        page="across" if form.across else "upright",
    )
    return replace(made, id=f"form-{form.id}", title=form.title)


def _named(ctx: Context, text: str) -> str:
    return text.replace("{buyer}", ctx.file.buyer or "the buyer").replace(
        "{vendor}", ctx.file.vendor or "the vendor"
    )


def _about(ctx: Context, form: Form) -> Iterable[Line]:
    sources = [ctx.library.sources[one] for one in form.sources]
    rests = "; ".join(one.citation if one.verified else f"{one.citation} (not verified by us)" for one in sources)  # fmt: skip
    for key, text in (
        ("layout", form.layout),
        ("signer", _capital(_named(ctx, form.signer))),
        ("due", _named(ctx, form.due)),
        ("rests_on", rests),
    ):
        if text:
            yield Line(T[key], text)


def _copy(ctx: Context, form: Form, copy: FilledCopy, place: int, several: bool) -> list[Block]:
    blocks: list[Block] = []
    if several:
        blocks.append(
            Heading(T["form_of"].format(title=form.title, name=copy.name), f"copy-{place}", 1, page=place > 1)
        )
    if copy.undecided:
        blocks.append(Paragraph(T["copy_undecided"].format(name=copy.name), "caution"))
    by_id = {section.id: section for section in form.sections}
    for section in copy.sections:
        blocks += _section(ctx, by_id[section.id], section, place, several)
    blocks.append(SignOff((_named(ctx, form.signer),)))
    return blocks


def _section(
    ctx: Context, form: FormSection, section: FilledSection, place: int, several: bool
) -> list[Block]:
    level, anchor = (2 if several else 1), f"{section.id.replace('_', '-')}-{place}"
    blocks: list[Block] = [Heading(section.title, anchor, level)]  # type: ignore[arg-type]
    if section.intro:
        blocks.append(Paragraph(section.intro))
    if section.undecided:
        blocks.append(Paragraph(T["undecided"], "quiet"))
    if section.fields:
        rows = tuple((one.label, _cell(one)) for one in section.fields)
        columns = (Column("field", T["col_field"], share=1), Column("entry", T["col_entry"], share=2))
        blocks.append(TableBlock(section.title, Table(columns, rows)))
    if form.columns:
        table = _table(form, section)
        blocks.append(TableBlock(section.title, table, form.empty or T["no_rows"]))
    if form.notes:
        blocks.append(Bullets(tuple(_named(ctx, note) for note in form.notes)))
    return blocks


def _table(form: FormSection, section: FilledSection) -> Table:
    columns = tuple(
        Column(
            one.id,
            one.heading,
            kind=COLUMN_KIND[one.kind],
            share=one.share * (ROOM if one.origin.kind == "blank" else 1),
            choices=one.choices,
            fill=one.origin.kind == "blank",
            hint=one.origin.text if one.origin.kind == "blank" else "",
        )
        for one in form.columns
    )
    rows = []
    for row in section.rows:
        cells = [_cell(cell) for cell in row.cells]
        if row.undecided:
            at = next((n for n, cell in enumerate(cells) if isinstance(cell, str) and len(cell) > 3), 0)
            cells[at] = f"{cells[at]} {T['undecided']}"
        rows.append(tuple(cells))
    return Table(columns, tuple(rows))


def _cell(field: FilledField) -> Cell:
    """A filled cell as what it is; a blank one stays blank, except that a line to fill shows nothing at all."""
    value = field.value
    if value.state in ("missing", "people"):
        return None
    if field.kind == "date" and isinstance(value.raw, str) and value.raw:
        return day(value.raw)
    if field.kind == "number" and not isinstance(value.raw, str):
        return value.raw
    return value.text or None


def _open(filled: FilledForm, several: bool) -> list[Block]:
    """What was left blank, by whom to ask and why; fields that are blank for the same reason stand together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for copy in filled.copies:
        for section in copy.sections:
            for key, places in _blanks(section).items():
                before = f"{copy.name}, " if several else ""
                groups.setdefault(key, []).extend(f"{before}{place}" for place in places)
    if not groups:
        return []
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (_capital(role_words(ask)), tuple(places), reason)
        for (ask, reason), places in sorted(groups.items(), key=lambda pair: pair[0])
    )
    columns = (
        Column("ask", T["col_ask"], share=1),
        Column("fields", T["col_fields"], share=2),
        Column("reason", T["col_reason"], share=2),
    )
    table = Table(columns, rows).folded("ask")
    return [Heading(T["open"], "open"), Paragraph(T["open_intro"]), TableBlock(T["open"], table)]


def _blanks(section: FilledSection) -> dict[tuple[str, str], list[str]]:
    """The blank fields of a section by whom to ask and why; lines of a table that lack the same columns stand together."""
    found: dict[tuple[str, str], list[str]] = {}
    for field in section.fields:
        if _is_open(field):
            found.setdefault((field.value.ask, field.value.reason), []).append(field.label)
    lines: dict[tuple[str, str], dict[int, list[str]]] = {}
    for number, row in enumerate(section.rows, start=1):
        for cell in row.cells:
            if _is_open(cell):
                key = (cell.value.ask, cell.value.reason)
                lines.setdefault(key, {}).setdefault(number, []).append(cell.label)
    for key, by_line in lines.items():
        alike: dict[tuple[str, ...], list[int]] = {}
        for number, labels in by_line.items():
            alike.setdefault(tuple(labels), []).append(number)
        for same, numbers in alike.items():
            place = lines_words(numbers, len(section.rows))
            found.setdefault(key, []).append(f"{section.title}, {place}: {listed(same)}")
    return found


def _is_open(field: FilledField) -> bool:
    value = field.value
    return value.state == "missing" or (value.state == "people" and bool(value.ask))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _labeled(section: FilledSection) -> Iterable[tuple[str, FilledField]]:
    for field in section.fields:
        yield field.label, field
    for row in section.rows:
        printed = [c.value.text for c in row.cells if c.value.state == "printed" and len(c.value.text) > 3]
        named = printed[0] if printed else next((c.value.text for c in row.cells if c.value.text), row.id)
        for cell in row.cells:
            yield f"{named} ({cell.label.lower()})", cell


def _traces(filled: FilledForm, several: bool) -> list[Block]:
    rows: list[tuple[Cell, ...]] = []
    for copy in filled.copies:
        for section in copy.sections:
            for label, field in _labeled(section):
                if field.value.state != "filled":
                    continue
                named = f"{copy.name}: {label}" if several else label
                for trace in field.value.traces:
                    rows.append((named, field.id, _rests_on(trace), trace.said, _who(trace)))
    columns = (
        Column("field", T["col_field"], share=2),
        Column("id", "Id", share=1.2),
        Column("rests", T["col_rests"], share=1.2),
        Column("said", T["col_said"], share=1.6),
        Column("who", T["col_who"], share=1.6),
    )
    table = Table(columns, tuple(rows)).folded("field", "id")
    return [
        Heading(T["traces"], "traces"),
        Paragraph(T["traces_intro"]),
        TableBlock(T["traces"], table, T["no_rows"]),
    ]


def _rests_on(trace: Trace) -> str:
    if trace.kind == "answer":
        return f"{trace.item} ({trace.subject})" if trace.subject else trace.item
    return f"{T[f'key_{trace.kind}']}: {trace.item}"


def _who(trace: Trace) -> str:
    when = date_words(trace.at) if trace.at else ""
    return "; ".join(part for part in (", ".join(p for p in (trace.by, trace.role) if p), when) if part)


def _main_table(form: Form, filled: FilledForm, several: bool) -> Table:
    """The table a spreadsheet shows: that of the section the form names, else every field."""
    for section in form.sections:
        if section.id == form.main and len(filled.copies) == 1:
            found = next((one for one in filled.copies[0].sections if one.id == section.id), None)
            if found is not None:
                return _table(section, found)
    return _main(filled, several)


def _main(filled: FilledForm, several: bool) -> Table:
    """Every field as a row, for a spreadsheet: where it stands, what stands there, why it is blank and whom to ask."""
    rows: list[tuple[Cell, ...]] = []
    for copy in filled.copies:
        for section in copy.sections:
            for label, field in _labeled(section):
                value = field.value
                if value.state == "printed":
                    continue
                entry: Cell = value.raw if isinstance(value.raw, (int, float)) else value.text
                rests = "; ".join(_rests_on(one) for one in value.traces[:6])
                head = (copy.name,) if several else ()
                rows.append((*head, section.title, label, entry, value.reason, role_words(value.ask), rests, field.id))  # fmt: skip
    columns = (
        *((Column("copy", T["main_copy"], width=26),) if several else ()),
        Column("section", T["main_section"], width=26),
        Column("field", T["col_field"], share=2, width=44),
        Column("entry", T["col_entry"], share=2, width=44),
        Column("reason", T["col_reason"], share=1.5, width=36),
        Column("ask", T["col_ask"], share=1, width=26),
        Column("rests", T["col_rests"], share=1.2, width=30),
        Column("id", "Id", width=26),
    )
    return Table(columns, tuple(rows))
