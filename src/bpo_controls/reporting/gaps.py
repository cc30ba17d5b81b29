"""Gaps in rank order, at a glance and in detail."""

from __future__ import annotations

from bpo_controls.engine.finding import Finding
from bpo_controls.engine.horizon import standing
from bpo_controls.engine.ranking import effort_hours
from bpo_controls.reporting.context import Context
from bpo_controls.reporting.view import Gap, Line, Step, Table
from bpo_controls.words import labels
from bpo_controls.words.facts import evidence_words, who_said
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, date_words, number, sentence
from bpo_controls.words.reasons import reason_in_words
from bpo_controls.words.standing import (
    citation_words,
    due_words,
    effort,
    missing,
    precedent_words,
    said,
    severity_words,
)


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
    return Table(tuple(t[h] for h in headers), rows, "rlllllll", (0, 0, 3, 1.7, 0, 0, 0, 0))


def gap_details(ctx: Context) -> tuple[Gap, ...]:
    """Every gap in full; a control already shown in full is not told twice."""
    first: dict[str, int] = {}
    told: dict[str, int] = {}
    return tuple(
        _gap(ctx, finding, place, first.setdefault(finding.control.id, place), told)
        for place, finding in enumerate(ctx.ranked, start=1)
    )


def _gap(ctx: Context, finding: Finding, place: int, first: int, told: dict[str, int]) -> Gap:
    """`told` remembers in which gap a source or case was told in full; later gaps only name it."""
    control, answer = finding.control, finding.answer
    library = ctx.library
    assert finding.status is not None
    word, _, note = severity_words(finding).partition(" (")
    return Gap(
        rank=place,
        id=control.id,
        title=control.title,
        subject=ctx.about(finding.subject),
        mark=labels.STATUS_MARK[finding.status],
        status=labels.STATUS[finding.status],
        severity=word,
        severity_note=capital(note.removesuffix(")")),
        gate=labels.GATE[control.gate],
        due=capital(due_words(control.gate, ctx.due(control.gate))),
        party=labels.PARTY_SHORT[control.party],
        effort=capital(effort(effort_hours(finding))),
        statement=sentence(control.statement),
        why=sentence(control.why),
        reasons=tuple(sentence(line) for line in reason_in_words(library, ctx.sheet, finding)),
        said=said(finding),
        said_by=who_said(answer),
        assurance=labels.ASSURANCE[answer.assurance] if answer is not None else "",
        note=answer.note if answer is not None else "",
        evidence_given=tuple(evidence_words(answer)) if answer is not None else (),
        flagged=TEXT["flagged"] if answer is not None and answer.flagged else "",
        missing=missing(finding),
        limit_source=sentence(control.ask.limit_source) if control.ask.limit_source else "",
        impacts=tuple(Line(labels.IMPACT[one], labels.IMPACT_COST[one]) for one in control.impacts),
        precedents=_gathered([_case(ctx, one, place, told) for one in control.precedents]),
        steps=tuple(
            Step(sentence(one.do), ctx.party(one.party), effort(one.effort_hours)) for one in control.remedy
        ),
        evidence=control.evidence,
        verify=tuple(
            Line(labels.METHOD[one.method], f"{one.what}; {TEXT['passes']} {one.accept}")
            for one in control.verify
        ),
        sources=_gathered([_source(ctx, one, place, told) for one in control.sources])
        or (TEXT["no_sources"],),
        same_as=first if first != place else 0,
    )


Told = tuple[str, bool]
"""A line, and whether it stands in full here (else it points at an earlier gap)."""


def _gathered(lines: list[Told]) -> tuple[str, ...]:
    """Full lines one by one, then all that only point back on one line."""
    full = tuple(line for line, whole in lines if whole)
    again = "; ".join(line for line, whole in lines if not whole)
    return (*full, again) if again else full


def _case(ctx: Context, case_id: str, place: int, told: dict[str, int]) -> Told:
    case = ctx.library.precedents[case_id]
    if told.setdefault(case_id, place) != place:
        return f"{case.title} ({TEXT['see_gap']} {told[case_id]})", False
    return precedent_words(case.title, case.date, case.what, case.amount_usd), True


def _source(ctx: Context, source_id: str, place: int, told: dict[str, int]) -> Told:
    source = ctx.library.sources[source_id]
    now = standing(source, ctx.assessment.as_of)
    ends = f" until {date_words(source.until)}" if now == "in-force" and source.until else ""
    cited = f"{citation_words(source, now)}{ends}"
    if told.setdefault(source_id, place) != place:
        return f"{cited} ({TEXT['see_gap']} {told[source_id]})", False
    return f"{cited}: {sentence(source.says)}", True


def _marked(finding: Finding) -> str:
    assert finding.status is not None
    return f"{labels.STATUS_MARK[finding.status]} {labels.STATUS[finding.status]}"
