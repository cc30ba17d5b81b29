"""The sheets of the workbook that are made from findings: one row each, every cell filled, nothing told by pointing elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from bpo_controls.engine.finding import Finding
from bpo_controls.engine.horizon import standing
from bpo_controls.engine.ranking import effort_hours
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import DOMAINS, GATES, PARTIES, Control, Gate, Precedent
from bpo_controls.reporting.context import Context
from bpo_controls.reporting.documents.workbook_model import Cell, Column, Formula, Sheet, day
from bpo_controls.reporting.sources import cited, natural
from bpo_controls.words import labels
from bpo_controls.words import workbook as words
from bpo_controls.words.facts import evidence_words, who_said
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, date_words, listed, sentence
from bpo_controls.words.reasons import flips, needs_in_words, reason_in_words
from bpo_controls.words.standing import (
    check_words,
    lapsed_words,
    measure_words,
    missing,
    precedent_words,
    said,
    severity_words,
    standing_words,
)

Row = tuple[Cell, ...]


def sheets(ctx: Context) -> tuple[Sheet, ...]:
    """Gaps, action plan, checklist, scope decisions, evidence requests and sources, in this order."""
    return (_gaps(ctx), _plan(ctx), _checklist(ctx), _decisions(ctx), _requests(ctx), _sources(ctx))


def column(key: str, width: float, **more: object) -> Column:
    """A column under the heading of the other formats, or under one of the workbook's own."""
    header = words.COLUMN.get(key) or TEXT[f"col_{key}"]
    return Column(header, width, **more)  # type: ignore[arg-type]


def _gaps(ctx: Context) -> Sheet:
    columns = (
        column("rank", 6, kind="number"),
        column("id", 9),
        column("control", 28),
        column("subject", 18),
        column("domain", 15),
        column("severity", 10, scale="severity"),
        column("status", 12, scale="standing"),
        column("gate", 9),
        column("due", 13, kind="date"),
        column("party", 13),
        column("hours", 8, kind="number"),
        column("must", 36),
        column("missing", 32),
        column("said", 22),
        column("note", 32),
        column("evidence", 30),
        column("said_by", 20),
        column("assurance", 13),
        column("why", 56),
        Column(TEXT["why_matters"], 48),
        column("cost", 20),
        column("rests", 46),
        column("practice", 40),
        column("known", 30),
    )
    rows = tuple(_gap(ctx, finding, place) for place, finding in enumerate(ctx.ranked, start=1))
    return _sheet("Gaps", words.GAPS, columns, rows, keep=3, pages=2)


def _gap(ctx: Context, finding: Finding, place: int) -> Row:
    control = finding.control
    return (
        place,
        control.id,
        control.title,
        ctx.about(finding.subject),
        labels.domain(control.domain),
        labels.SEVERITY[finding.severity],
        _standing(finding),
        labels.GATE[control.gate],
        day(ctx.due(control.gate)),
        labels.PARTY_SHORT[control.party],
        effort_hours(finding),
        sentence(control.statement),
        missing(finding),
        *_answered(finding),
        _lines(sentence(line) for line in reason_in_words(ctx.library, ctx.sheet, finding)),
        sentence(control.why),
        _lines(labels.IMPACT[one] for one in control.impacts),
        _lines(cited(ctx, one) for one in finding.sources) or TEXT["no_sources"],
        _lines(_case(ctx.library.precedents[one]) for one in control.precedents),
        _lines(_to_know(ctx, finding)),
    )


def _answered(finding: Finding) -> tuple[str, str, str, str, str]:
    """What was said, the note, the evidence, who said it, how it is known."""
    answer = finding.answer
    if answer is None:
        return (said(finding), "", "", "", "")
    return (
        said(finding),
        answer.note,
        _lines(evidence_words(answer)),
        capital(who_said(answer)),
        capital(labels.ASSURANCE[answer.assurance]),
    )


def _to_know(ctx: Context, finding: Finding) -> list[str]:
    _, _, raised = severity_words(finding).partition(" (")
    limit = finding.control.ask.limit_source
    flagged = finding.answer is not None and finding.answer.flagged
    return [
        text
        for text in (
            sentence(raised.removesuffix(")")),
            lapsed_words(finding, ctx.assessment.as_of),
            sentence(f"{TEXT['limit_source']}: {limit}") if limit else "",
            sentence(TEXT["flagged"]) if flagged else "",
        )
        if text
    ]


def _case(case: Precedent) -> str:
    """What a case is called; what happened stands on the sheet of sources."""
    return f"{case.title} ({date_words(case.date)})"


def _standing(finding: Finding) -> str:
    return labels.STATUS[finding.status] if finding.status is not None else ""


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _plan(ctx: Context) -> Sheet:
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
    return _sheet("Plan", words.PLAN, columns, tuple(rows), keep=3)


def _overdue(ctx: Context, gate: Gate) -> Formula:
    """Says that the date is past while the step still waits."""
    due, state = f"Plan[[#This Row],[{TEXT['col_due']}]]", f"Plan[[#This Row],[{TEXT['col_state']}]]"
    waits = f'OR({state}="{words.OPEN}",{state}="{words.IN_PROGRESS}")'
    text = f'IF(AND(ISNUMBER({due}),{due}<As_of,{waits}),"{words.OVERDUE}","")'
    date = day(ctx.due(gate))
    late = date is not None and not isinstance(date, str) and str(date) < ctx.assessment.as_of[:10]
    return Formula(text, words.OVERDUE if late else "")


def _checklist(ctx: Context) -> Sheet:
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
    return _sheet("Checks", words.CHECKLIST, columns, rows, keep=3, pages=2)


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
        _lines(
            f"{labels.METHOD[one.method]}: {check_words(one.what)} {TEXT['passes']} {one.accept}"
            for one in control.verify
        ),
        measure_words(control) if control.ask.kind == "number" else "",
        _lines(control.evidence),
        _standing(finding),
        words.NOT_SEEN,
        None,
        None,
        None,
        None,
    )


def _decisions(ctx: Context) -> Sheet:
    columns = (
        column("domain", 16),
        column("id", 9),
        column("control", 28),
        column("subject", 18),
        column("applies", 14, scale="applies"),
        column("status", 12, scale="standing"),
        column("severity", 10, scale="severity"),
        column("gate", 9),
        column("party", 13),
        column("why", 60),
        column("change", 52),
        column("said", 24),
        column("note", 30),
        column("evidence", 28),
        column("said_by", 20),
        column("assurance", 13),
        column("accepted_by", 24),
        column("rests", 50),
    )
    order = {name: place for place, name in enumerate(DOMAINS)}
    found = sorted(ctx.assessment.findings, key=lambda f: order.get(f.control.domain, len(order)))
    rows = tuple(_decision(ctx, finding) for finding in found)
    return _sheet("Decisions", words.DECISIONS, columns, rows, keep=3, pages=2)


def _decision(ctx: Context, finding: Finding) -> Row:
    control, library, answers = finding.control, ctx.library, ctx.sheet
    change: tuple[str, ...] = ()
    if finding.applies is Truth.FALSE:
        change = (flips(library, answers, finding),)
    elif finding.applies is Truth.UNKNOWN:
        change = needs_in_words(library, answers, finding)
    answer = finding.answer if finding.applies is Truth.TRUE else None
    taken = answer.accepted if answer is not None else None
    return (
        labels.domain(control.domain),
        control.id,
        control.title,
        ctx.about(finding.subject),
        capital(labels.APPLIES[finding.applies.value]),
        _standing(finding),
        labels.SEVERITY[finding.severity],
        labels.GATE[control.gate],
        labels.PARTY_SHORT[control.party],
        _lines(sentence(line) for line in reason_in_words(library, answers, finding)),
        _lines(sentence(line) for line in change if line),
        *(_answered(finding) if finding.applies is Truth.TRUE else ("",) * 5),
        f"{taken.by}, {words.COLUMN['until'].lower()} {taken.until}: {sentence(taken.reason)}"
        if taken
        else "",
        _lines(cited(ctx, one) for one in finding.sources) or TEXT["no_sources"],
    )


def _requests(ctx: Context) -> Sheet:
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
    return _sheet("Requests", words.REQUESTS, columns, rows, keep=3)


def _place(control: Control) -> tuple[int, int, str]:
    return PARTIES.index(control.party), GATES.index(control.gate), control.id


def _named(group: list[Finding]) -> str:
    answers = [finding.answer for finding in group if finding.answer is not None]
    return (
        _lines(dict.fromkeys(line for one in answers for line in evidence_words(one))) or TEXT["nothing_yet"]
    )


def _sources(ctx: Context) -> Sheet:
    columns = (
        column("citation", 26),
        column("title", 30),
        column("says", 54),
        column("standing", 20),
        column("from", 13, kind="date"),
        column("obeyed", 13, kind="date"),
        column("until", 13, kind="date"),
        column("read", 26),
        column("link", 34, kind="link"),
        column("controls", 24),
    )
    resting: dict[str, dict[str, None]] = {}
    cases: dict[str, dict[str, None]] = {}
    for finding in ctx.assessment.findings:
        if finding.applies is not Truth.FALSE:
            for one in finding.sources:
                resting.setdefault(one, {})[finding.control.id] = None
            for one in finding.control.precedents:
                cases.setdefault(one, {})[finding.control.id] = None
    found = sorted(
        (ctx.library.sources[one] for one in resting), key=lambda one: (natural(one.citation), one.id)
    )
    rows: list[Row] = [
        (
            source.citation,
            source.title,
            sentence(source.says),
            capital(standing_words(source, standing(source, ctx.assessment.as_of))),
            day(source.effective),
            day(source.compliance),
            day(source.until),
            capital(source.verified) or TEXT["not_verified"],
            source.url,
            ", ".join(resting[source.id]),
        )
        for source in found
    ]
    for case_id, controls in sorted(cases.items()):
        case = ctx.library.precedents[case_id]
        told = precedent_words(case.title, case.date, case.what, case.amount_usd)
        rows.append(
            (
                case.title,
                words.CASE,
                told,
                words.CASE_STANDING,
                day(case.date),
                None,
                None,
                "",
                case.url,
                ", ".join(controls),
            )
        )
    return _sheet("Sources", words.SOURCES, columns, tuple(rows), keep=1)


def _sheet(
    name: str, title: str, columns: tuple[Column, ...], rows: tuple[Row, ...], *, keep: int, pages: int = 1
) -> Sheet:
    return Sheet(name, title, words.ABOUT[title], columns, rows, words.EMPTY[title], keep, pages)
