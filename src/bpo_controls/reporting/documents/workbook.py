"""The workbook: everything that is worked on after the assessment, in sheets that sort, filter and add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bpo_controls.answers.step_track import UNTRACKED
from bpo_controls.reporting.blocks.filled import Filled, Value
from bpo_controls.reporting.blocks.sheets import Sheet, Workbook
from bpo_controls.reporting.blocks.table import Column, Table, day
from bpo_controls.reporting.documents import exceptions as exceptions_document
from bpo_controls.reporting.documents.carry_over import NONE, Gone, carried, with_gone, with_news
from bpo_controls.reporting.documents.content.action_steps import steps
from bpo_controls.reporting.documents.content.checks import checks
from bpo_controls.reporting.documents.content.cited_sources import grounds
from bpo_controls.reporting.documents.content.decisions import decisions
from bpo_controls.reporting.documents.content.exception_list import exceptions
from bpo_controls.reporting.documents.content.gaps import gaps
from bpo_controls.reporting.documents.content.looked_at import facts
from bpo_controls.reporting.documents.content.open_questions import internal_remarks, open_questions
from bpo_controls.reporting.documents.content.requests import requested_items
from bpo_controls.reporting.documents.content.verdict_preview import with_progress
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import imprint, look
from bpo_controls.reporting.documents.workbook_summary import summary
from bpo_controls.words import workbook_words as words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import date_words
from bpo_controls.words.track_words import COLUMN_OF, STATUS_WORDS

GAPS = ("rank", "id", "control", "subject", "domain", "severity", "status", "gate", "due", "party", "hours", "must",
        "missing", "said", "note", "evidence", "said_by", "assurance", "why", "why_matters", "cost", "rests",
        "practice", "known")  # fmt: skip
PLAN = ("rank", "step_id", "news", "id", "control", "subject", "severity", "gate", "due", "step", "party", "hours", "owner", "state",
        "overdue", "done_on", "kept_at", "ticket", "remarks", "since", "planned")  # fmt: skip
PLAN_WIDTHS = {"subject": 17, "step": 42, "party": 12, "hours": 7, "owner": 16, "kept_at": 20, "remarks": 22}
"""Characters; with these the plan prints on one page across at a size one can read."""
CHECKS = ("party", "id", "control", "subject", "gate", "due", "domain", "severity", "must", "checks", "limit",
          "ask_for", "now", "result", "checked_by", "checked_on", "kept_at", "remarks")  # fmt: skip
DECISIONS = ("domain", "id", "control", "subject", "applies", "status", "severity", "gate", "party", "reasons",
             "change", "said", "note", "evidence", "said_by", "assurance", "accepted_by", "rests")  # fmt: skip
REQUESTS = ("party", "id", "control", "subject", "hand_over", "gate", "due", "named", "state", "received_on",
            "kept_at")  # fmt: skip
SOURCES = ("citation", "title", "says", "standing", "from", "obeyed", "until", "read", "link", "controls")
GONE = Table(
    tuple(
        Column(key, words.COLUMN[key], width=width)
        for key, width in (("sheet", 18), ("row", 26), ("what", 46), ("filled", 60))
    ),
    (),
)
INTERNAL = ("kind", "id", "question", "subject", "text")


def workbook(ctx: Context) -> Workbook:
    """A sheet for each list, and a first sheet that adds them up.

    What people filled into an earlier workbook (`ctx.earlier`) is taken over.
    """
    lists = {
        sheet.name: sheet
        for sheet in (
            _sheet("Gaps", words.GAPS, gaps(ctx).table(*GAPS), keep=3, pages=2),
            _sheet("Plan", words.PLAN, _narrow(steps(ctx).table(*PLAN)), keep=5, key=("step_id",)),
            _sheet("Checks", words.CHECKLIST, checks(ctx).table(*CHECKS), keep=3, pages=2, key=("id", "subject")),
            _sheet("Decisions", words.DECISIONS, decisions(ctx).table(*DECISIONS), keep=3, pages=2),
            _sheet("Requests", words.REQUESTS, requested_items(ctx).table(*REQUESTS), keep=3,
                   key=("id", "subject", "hand_over")),
            _sheet("Exceptions", words.EXCEPTIONS, exceptions(ctx).table(*exceptions_document.DATA), keep=3),
            _sheet("Follow_ups", words.FOLLOW_UPS, open_questions(ctx).table(), key=("question", "subject")),
            _sheet("Facts", words.FACTS, facts(ctx).table()),
            _sheet("Sources", words.SOURCES, grounds(ctx).table(*SOURCES)),
        )
    }  # fmt: skip
    gone: list[Gone] = []
    earlier = _with_typed_dates(ctx, lists["Plan"].table)
    for name, sheet in lists.items():
        lists[name], left = carried(sheet, earlier, _as_written(ctx) if name == "Plan" else NONE)
        gone += left
    lists["Plan"] = with_news(lists["Plan"], ctx.earlier, ctx.as_of)
    progress = with_progress(lists["Gaps"], lists["Plan"], lists["Checks"])
    lists["Gaps"] = replace(lists["Gaps"], table=progress)
    sheets = list(lists.values())
    missing = with_gone(_sheet("Gone", words.GONE, GONE), gone, ctx.earlier)
    if missing.table.rows:
        sheets.append(missing)
    if ctx.edition == "internal":
        sheets.append(_sheet("Internal", words.INTERNAL, internal_remarks(ctx).table(*INTERNAL)))
    return Workbook(
        f"{words.WORKBOOK}: {ctx.name}",
        look(ctx),
        ctx.review_mark,
        imprint(ctx),
        summary(ctx, tuple(sheets)),
        tuple(sheets),
    )


def _as_written(ctx: Context) -> dict[tuple[str, ...], dict[str, str]]:
    """What the earlier workbook said of each step as it was written."""
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for step, track in ctx.steps_then.items():
        texts = {COLUMN_OF[name]: text for name, text in track.fields.items() if text}
        texts[COLUMN_OF["status"]] = STATUS_WORDS[track.status]
        for name in ("due", "done_on"):
            if track.fields[name]:
                texts[COLUMN_OF[name]] = date_words(track.fields[name])
        found[(step,)] = texts
    return found


def _narrow(plan: Table) -> Table:
    """The plan as it fits on a page across: the number of the step says the id of its control, the rest is narrower."""
    columns = (
        replace(
            column,
            width=PLAN_WIDTHS.get(column.key, column.width),
            folded=column.folded or column.key == "id",
        )
        for column in plan.columns
    )
    return replace(plan, columns=tuple(columns))


def _with_typed_dates(ctx: Context, plan: Table) -> Filled:
    """The earlier workbook with those due dates of steps only that somebody typed.

    The column is written with the date of the plan, or with the one agreed for the step; a date that is neither was typed.
    """
    due, planned, step = COLUMN_OF["due"], words.COLUMN["planned"], TEXT["col_step_id"]
    now = dict(zip(plan.values("step_id"), plan.values("planned"), strict=True))
    rows: list[Mapping[str, Value]] = []
    for row in ctx.earlier.get(words.PLAN, ()):
        id_ = row.get(step)
        own = ctx.steps_then.get(str(id_), UNTRACKED).due
        written = day(own) if own else row.get(planned, now.get(id_))
        typed = row.get(due) != written
        rows.append(row if typed else {head: value for head, value in row.items() if head != due})
    return {**ctx.earlier, words.PLAN: tuple(rows)}


def _sheet(
    name: str, title: str, table: Table, *, keep: int = 1, pages: int = 1, key: tuple[str, ...] = ()
) -> Sheet:
    return Sheet(name, title, words.ABOUT[title], table, words.EMPTY[title], keep, pages, key)
