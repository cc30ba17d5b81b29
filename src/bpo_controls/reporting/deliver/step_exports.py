"""The open steps of the plan in the forms that other tools take in.

Jira: the field names of its CSV import (support.atlassian.com, "Prepare a CSV file for import" and "Importing CSV data into
Jira fields"): a heading row without punctuation, one issue per row, several labels as several columns of the same name,
people by e-mail address, the date format named during the import.
Planner: the columns of its own export to Excel. Microsoft documents no CSV import for basic plans; flows and migration tools
read these names.
Project: names of task fields, which its import wizard offers to map by themselves. Predecessors are numbers of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from bpo_controls.engine.plan_steps import control_of
from bpo_controls.engine.step_progress import WAITING, PlanProgress, StepProgress
from bpo_controls.library.model import GATES
from bpo_controls.reporting.blocks.table import Cell, Column, Table, day
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.step_tracker import fall
from bpo_controls.reporting.formats.calendar_file import CalendarEntry, calendar_file
from bpo_controls.reporting.formats.csv import table_csv
from bpo_controls.words import export_words as words
from bpo_controls.words import labels
from bpo_controls.words.numbers import sentence

LONGEST = 255
"""Characters of a summary in Jira and of a task name in Planner and Project."""


def waiting(plan: PlanProgress) -> tuple[StepProgress, ...]:
    """The steps that are not closed, in the order of the plan."""
    return plan.of(*WAITING)


def jira_csv(ctx: Context, steps: Sequence[StepProgress]) -> bytes:
    """Steps as issues. Those that have a ticket already are left out."""
    heads = (
        "Summary",
        "Issue Type",
        "Priority",
        "Status",
        "Assignee",
        "Due Date",
        "Description",
        *(["Labels"] * 4),
    )
    rows = [
        (
            _title(one),
            "Task",
            words.JIRA_PRIORITY[one.finding.severity],
            words.JIRA_STATUS[one.state == "in-progress"],
            _email(ctx, one.track.owner),
            day(one.step.due),
            _description(ctx, one),
            "bpo-controls",
            one.finding.control.id,
            one.step.gate,
            one.step.remedy.party,
        )
        for one in steps
        if not one.track.ticket
    ]
    return _csv(heads, rows)


def planner_csv(ctx: Context, steps: Sequence[StepProgress]) -> bytes:
    """Steps as tasks, one bucket per gate."""
    heads = (
        "Task Name",
        "Bucket Name",
        "Progress",
        "Priority",
        "Assigned To",
        "Due Date",
        "Labels",
        "Description",
    )
    rows = [
        (
            _title(one),
            labels.GATE[one.step.gate],
            words.PLANNER_PROGRESS[one.state == "in-progress"],
            words.PLANNER_PRIORITY[one.finding.severity],
            one.track.owner,
            day(one.step.due),
            f"{one.finding.control.id};{labels.PARTY_SHORT[one.step.remedy.party]}",
            _description(ctx, one),
        )
        for one in steps
    ]
    return _csv(heads, rows)


def project_csv(ctx: Context, steps: Sequence[StepProgress]) -> bytes:
    """Steps as tasks with their duration and what they wait for."""
    heads = (
        "ID",
        "Name",
        "Duration",
        "Predecessors",
        "Resource Names",
        "% Complete",
        "Deadline",
        "Notes",
        "Text1",
    )
    place = {one.step.id: number for number, one in enumerate(steps, start=1)}
    rows = [
        (
            number,
            _title(one),
            f"{one.step.remedy.effort_hours:g}h",
            place.get(one.step.after),
            one.track.owner,
            50 if one.state == "in-progress" else 0,
            day(one.step.due),
            _description(ctx, one),
            one.step.id,
        )
        for number, one in enumerate(steps, start=1)
    ]
    return _csv(heads, rows)


EXPORTS: Mapping[str, Callable[[Context, Sequence[StepProgress]], bytes]] = {
    "jira": jira_csv,
    "planner": planner_csv,
    "project": project_csv,
}
"""Each form by the word that asks for it."""


def plan_calendar(ctx: Context, steps: Iterable[StepProgress]) -> bytes:
    """Due dates of open steps, the gates, the next review, and when each agreement ends, as a calendar file."""
    entries = [
        CalendarEntry(f"step/{one.step.id}", when, _title(one), _description(ctx, one), remind=3)
        for one in steps
        if (when := _date(one.step.due)) is not None
    ]
    for gate in GATES:
        if (when := _date(ctx.due(gate))) is not None:
            entries.append(CalendarEntry(f"gate/{gate}", when, words.gate_words(ctx.name, gate), remind=7))
    if (when := _date(ctx.file.review_date)) is not None:
        entries.append(CalendarEntry("review", when, words.review_words(ctx.name), remind=14))
    for name, ends in ctx.file.agreements.items():
        if (when := _date(ends)) is not None:
            entries.append(
                CalendarEntry(f"agreement/{name}", when, words.agreement_words(name, ctx.name), remind=90)
            )
    return calendar_file(words.calendar_name(ctx.name), entries, ctx.as_of, "plan")


def _csv(heads: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> bytes:
    columns = tuple(Column(f"{place}", head) for place, head in enumerate(heads))
    return table_csv(Table(columns, tuple(rows)))


def _title(one: StepProgress) -> str:
    text = " ".join(f"{one.step.id} {sentence(one.step.remedy.do)}".split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _description(ctx: Context, one: StepProgress) -> str:
    control, number = control_of(one.step.id)
    title = one.finding.control.title
    party = ctx.party(one.step.remedy.party)
    lines = words.description_lines(
        control, number, title, party, one.track.owner, one.finding.control.evidence
    )
    return "\n".join(line for line in (*lines, fall(ctx, one)) if line)


def _email(ctx: Context, owner: str) -> str:
    """The address of the owner, where the register of people has it: the importer finds people by nothing else."""
    person = ctx.file.person(owner) if owner else None
    return person.email if person is not None else ""


def _date(iso: str) -> date | None:
    found = day(iso)
    return found if isinstance(found, date) else None
