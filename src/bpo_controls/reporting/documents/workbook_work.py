"""The sheets that people work from: the action plan, the checklist and the evidence requests."""

from __future__ import annotations

from bpo_controls.engine.finding import Finding
from bpo_controls.library.model import GATES, PARTIES, Control, Gate
from bpo_controls.reporting.blocks.workbook import Cell, Column, Formula, Sheet, day
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.workbook_cells import column, lines_of, sheet, standing_of
from bpo_controls.words import labels
from bpo_controls.words import workbook_words as words
from bpo_controls.words.answer_words import evidence_words
from bpo_controls.words.findings import (
    check_words,
    measure_words,
)
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import listed, sentence

Row = tuple[Cell, ...]


def plan(ctx: Context) -> Sheet:
    """A row a step; a control that is a gap for several subjects asks for its steps once."""
    columns = (
        column("rank", 6, kind="number"),
        column("id", 9),
        column("control", 26),
        column("subject", 20),
        column("severity", 10, scale="severity"),
        column("gate", 9),
        column("due", 13, kind="date"),
        column("step", 46),
        column("party", 14),
        column("hours", 8, kind="number"),
        column("owner", 18, fill=True),
        column(
            "state",
            13,
            scale="progress",
            choices=words.PROGRESS,
            fill=True,
            once=words.ONCE["status"],
        ),
        Column(words.OVERDUE, 11, scale="late"),
        column("done_on", 13, kind="date", fill=True, once=words.ONCE["date"]),
        column("remarks", 24, fill=True),
    )
    rows: list[Row] = []
    for gate in GATES:
        groups: dict[str, list[Finding]] = {}
        for finding in ctx.ranked:
            if finding.control.gate == gate:
                groups.setdefault(finding.control.id, []).append(finding)
        for group in groups.values():
            one = group[0]
            head = (
                ctx.rank[one.key],
                one.control.id,
                one.control.title,
                listed([ctx.about(finding.subject) for finding in group]),
                labels.SEVERITY[one.severity],
                labels.GATE[gate],
                day(ctx.due(gate)),
            )
            rows += [
                (*head, sentence(step.do), labels.PARTY_SHORT[step.party], step.effort_hours, None, words.OPEN,
                 _overdue(ctx, gate), None, None)
                for step in one.control.remedy
            ]  # fmt: skip
    return sheet("Plan", words.PLAN, columns, tuple(rows), keep=3)


def _overdue(ctx: Context, gate: Gate) -> Formula:
    """Says that the date is past while the step still waits."""
    due, state = f"Plan[[#This Row],[{TEXT['col_due']}]]", f"Plan[[#This Row],[{TEXT['col_state']}]]"
    waits = f'OR({state}="{words.OPEN}",{state}="{words.IN_PROGRESS}")'
    text = f'IF(AND(ISNUMBER({due}),{due}<As_of,{waits}),"{words.OVERDUE}","")'
    date = day(ctx.due(gate))
    late = date is not None and not isinstance(date, str) and str(date) < ctx.assessment.as_of[:10]
    return Formula(text, words.OVERDUE if late else "")


def checklist(ctx: Context) -> Sheet:
    columns = (
        column("party", 14),
        column("id", 9),
        column("control", 26),
        column("subject", 18),
        column("gate", 9),
        column("due", 13, kind="date"),
        column("domain", 15),
        column("severity", 10, scale="severity"),
        column("must", 34),
        column("checks", 66),
        Column(TEXT["limit"], 20),
        column("ask_for", 36),
        Column(TEXT["now"], 13, scale="standing"),
        column(
            "result",
            11,
            scale="progress",
            choices=words.RESULTS,
            fill=True,
            once=words.ONCE["result"],
        ),
        column("checked_by", 16, fill=True),
        column("checked_on", 13, kind="date", fill=True, once=words.ONCE["date"]),
        column("kept_at", 22, fill=True),
        column("remarks", 22, fill=True),
    )
    found = sorted(
        (f for f in ctx.applying if f.status != "not-applicable"),
        key=lambda f: (PARTIES.index(f.control.party), GATES.index(f.control.gate), f.control.id),
    )
    rows = tuple(_check(ctx, finding) for finding in found)
    return sheet("Checks", words.CHECKLIST, columns, rows, keep=3, pages=2)


def _check(ctx: Context, finding: Finding) -> Row:
    control = finding.control
    return (
        labels.PARTY_SHORT[control.party],
        control.id,
        control.title,
        ctx.about(finding.subject),
        labels.GATE[control.gate],
        day(ctx.due(control.gate)),
        labels.domain(control.domain),
        labels.SEVERITY[finding.severity],
        sentence(control.statement),
        lines_of(
            f"{labels.METHOD[one.method]}: {check_words(one.what)} {TEXT['passes']} {one.accept}"
            for one in control.verify
        ),
        measure_words(control) if control.ask.kind == "number" else "",
        lines_of(control.evidence),
        standing_of(finding),
        words.NOT_SEEN,
        None,
        None,
        None,
        None,
    )


def requests(ctx: Context) -> Sheet:
    """A row for each item; what was named stands beside every item of its control: nobody said which it answers."""
    columns = (
        column("party", 14),
        column("id", 9),
        column("control", 28),
        column("subject", 22),
        column("hand_over", 36),
        column("gate", 9),
        column("due", 13, kind="date"),
        column("named", 36),
        column(
            "state",
            14,
            scale="progress",
            choices=words.HANDED_OVER,
            fill=True,
            once=words.ONCE["handed"],
        ),
        column("received_on", 13, kind="date", fill=True, once=words.ONCE["date"]),
        column("kept_at", 22, fill=True),
    )
    groups: dict[str, list[Finding]] = {}
    for finding in ctx.applying:
        if finding.status != "not-applicable":
            groups.setdefault(finding.control.id, []).append(finding)
    order = sorted(groups.values(), key=lambda group: _place(group[0].control))
    rows = tuple(
        (
            labels.PARTY_SHORT[group[0].control.party],
            group[0].control.id,
            group[0].control.title,
            listed([ctx.about(finding.subject) for finding in group]),
            item,
            labels.GATE[group[0].control.gate],
            day(ctx.due(group[0].control.gate)),
            _named(group),
            words.ASKED,
            None,
            None,
        )
        for group in order
        for item in group[0].control.evidence
    )
    return sheet("Requests", words.REQUESTS, columns, rows, keep=3)


def _place(control: Control) -> tuple[int, int, str]:
    return PARTIES.index(control.party), GATES.index(control.gate), control.id


def _named(group: list[Finding]) -> str:
    answers = [finding.answer for finding in group if finding.answer is not None]
    return (
        lines_of(dict.fromkeys(line for one in answers for line in evidence_words(one)))
        or TEXT["nothing_yet"]
    )
