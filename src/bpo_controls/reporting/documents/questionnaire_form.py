"""A questionnaire for one person or role: as a workbook to fill in, and as a document for Word and CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bpo_controls.answers.answer_model import Answers, Need
from bpo_controls.answers.row_stamp import row_key, stamp_of
from bpo_controls.answers.validate import options_of
from bpo_controls.engine.finding import Finding
from bpo_controls.engine.question_plan import asked_item
from bpo_controls.engine.questionnaire_plan import Wanted
from bpo_controls.library.model import PRACTICE, Control, Library, Question
from bpo_controls.reporting.blocks.document import Block, Document, Facts, Heading, Line, Paragraph
from bpo_controls.reporting.blocks.entry_block import Entry, Row, text_row
from bpo_controls.reporting.blocks.form_book import FormBook, FormCell
from bpo_controls.reporting.blocks.table import Cell, Column, Kind, Table
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import imprint, look
from bpo_controls.words import labels
from bpo_controls.words import questionnaire_words as words
from bpo_controls.words.answer_words import answer_words
from bpo_controls.words.conditions import condition_in_words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, plural, sentence
from bpo_controls.words.specifics import plain_control

_WIDTHS = {
    "number": 5, "question": 56, "subject": 18, "only_if": 26, "answer": 24, "how": 30, "no_answer": 14, "reason": 22,
    "note": 30, "document": 26, "kept_at": 20, "period": 16, "answered_by": 16, "answered_on": 12, "why": 42,
    "help": 38, "evidence": 36, "area": 18, "standing": 24, "key": 18, "stamp": 30,
}  # fmt: skip
MINUTES = 1
"""Minutes that a question usually takes in writing."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is asked: a person, a role (an id of the library), or both. `engagement` is the digest of the first event."""

    person: str
    role: str
    engagement: str


def form_book(ctx: Context, to: Addressee, rows: Sequence[Wanted]) -> FormBook:
    """The workbook of one addressee."""
    table = question_table(ctx, to, rows)
    cells = tuple(form_cell(asked_item(ctx.library, row.need.item), ctx.library) for row in rows)
    hidden = [] if any(row.only_if is not None for row in rows) else ["only_if"]
    hidden += [] if any(row.answered for row in rows) else ["standing"]
    return FormBook(
        title=f"{words.for_whom(to.person, to.role)}: {ctx.name}",
        look=look(ctx),
        start=words.START,
        sheet=words.QUESTIONS,
        about=_about(ctx, len(rows)),
        blanks=(
            (words.YOUR_NAME, to.person),
            (words.YOUR_ROLE, labels.role(to.role) if to.role else ""),
        ),
        marks=(
            (words.ENGAGEMENT, to.engagement),
            (words.LIBRARY, f"{ctx.library.id} {ctx.library.version} {ctx.library.digest}"),
            (words.COUNTED, str(len(rows))),
        ),
        table=table,
        answer="answer",
        cells=cells,
        hidden=tuple(hidden),
    )


def questionnaire(ctx: Context, to: Addressee, rows: Sequence[Wanted]) -> Document:
    """The same as a document: a form for Word, and a table for CSV."""
    title = words.for_whom(to.person, to.role)
    blocks: list[Block] = [
        *(Paragraph(text) for text in _about(ctx, len(rows))[:1]),
        Paragraph(words.FORM_HOW_TO),
        Facts(
            (
                Line(words.YOUR_NAME, to.person or words.LINE),
                Line(words.YOUR_ROLE, labels.role(to.role) or words.LINE),
                Line(words.COLUMN["answered_on"], words.LINE),
            )
        ),
    ]
    area = ""
    for number, row in enumerate(rows, start=1):
        asked = _asked(ctx, row.need)
        if (here := _area(ctx.library, asked)) != area:
            area = here
            blocks.append(Heading(area, f"area-{number}", 2))
        blocks.append(_entry(ctx, number, row, asked))
    return Document(
        id="questionnaire",
        title=words.TITLE,
        name=f"{title}: {ctx.name}",
        look=look(ctx),
        blocks=tuple(blocks),
        byline=tuple(
            line
            for line in (Line(TEXT["for"], ctx.file.buyer), Line(TEXT["with"], ctx.file.vendor))
            if line.text
        ),
        imprint=(Line(words.ENGAGEMENT, to.engagement), *imprint(ctx)),
        main=question_table(ctx, to, rows),
    )


def question_table(ctx: Context, to: Addressee, rows: Sequence[Wanted]) -> Table:
    """A row for each question and what it is about."""
    return Table(
        tuple(_columns()), tuple(_row(ctx, to, number, row) for number, row in enumerate(rows, start=1))
    )


def _columns() -> list[Column]:
    columns = []
    for key, heading in words.COLUMN.items():
        fill = key in words.FILLED
        choices = tuple(words.NO_ANSWER.values()) if key == "no_answer" else ()
        kind: Kind = "date" if key == "answered_on" else "number" if key == "number" else "text"
        columns.append(
            Column(
                key,
                heading,
                kind,
                width=_WIDTHS[key],
                choices=choices,
                fill=fill,
                hint=words.HINT.get(key, ""),
            )
        )
    return columns


def _row(ctx: Context, to: Addressee, number: int, row: Wanted) -> tuple[Cell, ...]:
    asked, need = _asked(ctx, row.need), row.need
    key = row_key(need)
    texts: Mapping[str, Cell] = {
        "number": number,
        "question": asked.ask.text if isinstance(asked, Control) else asked.ask,
        "subject": ctx.about(need.subject),
        "only_if": _only_if(ctx, row),
        "how": words.how_to_answer(asked, ctx.library),
        "why": sentence(asked.why),
        "help": _help(asked),
        "evidence": "\n".join(asked.evidence) if isinstance(asked, Control) else "",
        "area": _area(ctx.library, asked),
        "standing": _standing(ctx.library, ctx.sheet, need),
        "key": key,
        "stamp": str(stamp_of(ctx.library, to.engagement, key, asked_item(ctx.library, need.item))),
    }
    return tuple(texts.get(name) or None for name in words.COLUMN)


def form_cell(asked: Question | Control, library: Library) -> FormCell:
    """What the answer cell of a question takes."""
    title = words.COLUMN["answer"]
    hint = words.how_to_answer(asked, library)
    least, most = words.number_range(asked)
    practice = tuple(labels.PRACTICE[word] for word in PRACTICE)
    if isinstance(asked, Control):
        if asked.ask.kind == "practice":
            return FormCell("choice", title, hint, practice)
        return FormCell("number-or-word", title, hint, practice, least, most, asked.ask.whole)
    match asked.kind:
        case "yes-no":
            return FormCell("choice", title, hint, (words.YES, words.NO))
        case "one-of" | "any-of":
            choices = tuple(option.label for option in options_of(asked, library))
            return FormCell("choice" if asked.kind == "one-of" else "several", title, hint, choices)
        case "number":
            return FormCell("number", title, hint, (), least, most, asked.whole)
        case "date":
            return FormCell("date", title, hint)
        case _:
            return FormCell("text", title, hint)


def _asked(ctx: Context, need: Need) -> Question | Control:
    """The question, or the control in the words of its subject."""
    if need.item in ctx.library.questions:
        return ctx.library.questions[need.item]
    findings: Mapping[Need, Finding] = ctx.once(
        "findings by need", lambda: {finding.key: finding for finding in ctx.assessment.findings}
    )
    found = findings.get(need)
    return found.control if found else plain_control(ctx.library, ctx.library.controls[need.item])


def _about(ctx: Context, count: int) -> tuple[str, ...]:
    size = f"{capital(plural(count, 'question'))}, about {plural(max(5, count * MINUTES), 'minute')}."
    return (
        f"{ctx.file.buyer} and {ctx.file.vendor}: {sentence(ctx.file.goal)} {size}",
        *words.HOW_TO,
    )


def _only_if(ctx: Context, row: Wanted) -> str:
    return capital(condition_in_words(ctx.library, row.only_if)) if row.only_if is not None else ""


def _help(asked: Question | Control) -> str:
    return sentence(asked.ask.help if isinstance(asked, Control) else asked.help)


def _area(library: Library, asked: Question | Control) -> str:
    if isinstance(asked, Control):
        return labels.domain(asked.domain)
    return next((section.title for section in library.sections if section.id == asked.section), asked.section)


def _standing(library: Library, answers: Answers, need: Need) -> str:
    answer = answers.get(*need)
    return (
        capital(answer_words(asked_item(library, need.item), answer, library)) if answer is not None else ""
    )


def _entry(ctx: Context, number: int, row: Wanted, asked: Question | Control) -> Entry:
    """One question of the form, with room for the answer."""
    labels_of = words.COLUMN
    condition = _only_if(ctx, row)
    rows = (
        *((text_row(labels_of["only_if"], condition),) if condition else ()),
        text_row(labels_of["answer"], *_room(ctx, asked)),
        text_row(labels_of["note"], words.LINE),
        text_row(labels_of["document"], words.LINE),
        text_row(labels_of["why"], sentence(asked.why)),
        *((text_row(labels_of["help"], _help(asked)),) if _help(asked) else ()),
        *(
            (text_row(labels_of["evidence"], "; ".join(asked.evidence)),)
            if isinstance(asked, Control)
            else ()
        ),
    )
    return Entry(
        id=row_key(row.need),
        rank=str(number),
        title=asked.ask.text if isinstance(asked, Control) else asked.ask,
        rows=tuple(one for one in rows if isinstance(one, Row)),
        lead=""
        if row.need.subject.kind == "engagement"
        else f"{labels_of['subject']}: {ctx.about(row.need.subject)}",
        compact=True,
    )


def _room(ctx: Context, asked: Question | Control) -> tuple[str, ...]:
    cell = form_cell(asked, ctx.library)
    boxes = "   ".join(f"☐ {choice}" for choice in cell.choices)
    if cell.kind in ("choice", "several"):
        return (boxes,)
    unit = words.unit_words(asked)
    blank = f"{words.LINE} {unit}".strip()
    return (f"{blank}   {boxes}".strip(),)
