"""Gaps in rank order, at a glance and in detail."""

from __future__ import annotations

from bpo_controls.engine.finding import Finding
from bpo_controls.engine.ranking import effort_hours
from bpo_controls.reporting.documents.content.cited_sources import cited
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.view import Gap, Line, Step, Table
from bpo_controls.words import labels
from bpo_controls.words.answer_words import evidence_words, who_said
from bpo_controls.words.findings import (
    check_words,
    due_words,
    effort,
    lapsed_words,
    missing,
    precedent_words,
    said,
    severity_words,
)
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, number, sentence
from bpo_controls.words.reasons import reason_in_words


def gap_table(ctx: Context) -> Table:
    """One row a gap."""
    t = TEXT
    rows = tuple(
        (
            number(place),
            finding.control.id,
            finding.control.title,
            ctx.about(finding.subject),
            labels.SEVERITY[finding.severity],
            _marked(finding),
            labels.GATE[finding.control.gate],
            labels.PARTY_SHORT[finding.control.party],
        )
        for place, finding in enumerate(ctx.ranked, start=1)
    )
    headers = ("col_rank", "col_id", "col_control", "col_subject", "col_severity", "col_status", "col_gate",
               "col_party")  # fmt: skip
    anchors = tuple(f"gap-{place}" for place in range(1, len(rows) + 1))
    return Table(tuple(t[h] for h in headers), rows, "rlllllll", (0, 0, 3, 1.7, 0, 0, 0, 0), anchors=anchors)


def gap_details(ctx: Context) -> tuple[Gap, ...]:
    """Every gap in full; a control already shown in full is not told twice."""
    first: dict[str, int] = {}
    told: dict[str, int] = {}
    return tuple(
        _gap(ctx, finding, place, first.setdefault(finding.control.id, place), told)
        for place, finding in enumerate(ctx.ranked, start=1)
    )


def _gap(ctx: Context, finding: Finding, place: int, first: int, told: dict[str, int]) -> Gap:
    """`told` remembers at which rank a reason or a case was told in full; later ones only name it."""
    control, answer = finding.control, finding.answer
    library = ctx.library
    assert finding.status is not None
    word, _, note = severity_words(finding).partition(" (")
    return Gap(
        rank=place,
        id=control.id,
        title=control.title,
        subject=ctx.about(finding.subject),
        domain=labels.domain(control.domain),
        mark=labels.STATUS_MARK[finding.status],
        status=labels.STATUS[finding.status],
        severity=word,
        severity_note=capital(note.removesuffix(")")),
        gate=labels.GATE[control.gate],
        due=capital(due_words(control.gate, ctx.due(control.gate), ctx.assessment.as_of)),
        due_iso=ctx.due(control.gate),
        party=labels.PARTY_SHORT[control.party],
        effort=capital(effort(effort_hours(finding))),
        statement=sentence(control.statement),
        why=sentence(control.why),
        reasons=tuple(
            _told_once(sentence(line), place, told) for line in reason_in_words(library, ctx.sheet, finding)
        ),
        said=said(finding),
        said_by=who_said(answer),
        assurance=labels.ASSURANCE[answer.assurance] if answer is not None else "",
        note=answer.note if answer is not None else "",
        evidence_given=tuple(evidence_words(answer)) if answer is not None else (),
        flagged=TEXT["flagged"] if answer is not None and answer.flagged else "",
        missing=missing(finding),
        lapsed=lapsed_words(finding, ctx.assessment.as_of),
        limit_source=sentence(control.ask.limit_source) if control.ask.limit_source else "",
        impacts=tuple(labels.IMPACT[one] for one in control.impacts),
        precedents=_gathered([_case(ctx, one, place, told) for one in control.precedents]),
        steps=tuple(
            Step(sentence(one.do), labels.PARTY_SHORT[one.party], effort(one.effort_hours), one.effort_hours)
            for one in control.remedy
        ),
        evidence=control.evidence,
        verify=tuple(
            Line(labels.METHOD[one.method], f"{check_words(one.what)} {TEXT['passes']} {one.accept}")
            for one in control.verify
        ),
        sources=tuple(cited(ctx, one) for one in finding.sources) or (TEXT["no_sources"],),
        same_as=first if first != place else 0,
    )


Told = tuple[str, bool]
"""A line, and whether it stands in full here (else it points at an earlier gap)."""


def _gathered(lines: list[Told]) -> tuple[str, ...]:
    """Full lines one by one, then all that only point back on one line."""
    full = tuple(line for line, whole in lines if whole)
    again = "; ".join(line for line, whole in lines if not whole)
    return (*full, again) if again else full


def _told_once(line: str, place: int, told: dict[str, int]) -> str:
    """A reason; where its answers stand at an earlier rank already, only what follows from them."""
    head, colon, _ = line.partition(": ")
    if not colon or "“" in head or told.setdefault(line, place) == place:
        return line
    return f"{head} ({TEXT['see_gap']} {told[line]})."


def _case(ctx: Context, case_id: str, place: int, told: dict[str, int]) -> Told:
    case = ctx.library.precedents[case_id]
    if told.setdefault(case_id, place) != place:
        return f"{case.title} ({TEXT['see_gap']} {told[case_id]})", False
    return precedent_words(case.title, case.date, case.what, case.amount_usd), True


def _marked(finding: Finding) -> str:
    assert finding.status is not None
    return f"{labels.STATUS_MARK[finding.status]} {labels.STATUS[finding.status]}"
