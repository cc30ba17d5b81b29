"""The sheets that say what was decided and what it rests on: scope decisions and sources."""

from __future__ import annotations

from bpo_controls.engine.finding import Finding
from bpo_controls.engine.horizon import standing
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import DOMAINS
from bpo_controls.reporting.blocks.workbook import Cell, Sheet, day
from bpo_controls.reporting.documents.content.cited_sources import cited, natural
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.workbook_cells import answered, column, lines_of, sheet, standing_of
from bpo_controls.words import labels
from bpo_controls.words import workbook_words as words
from bpo_controls.words.findings import (
    precedent_words,
    standing_words,
)
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, sentence
from bpo_controls.words.reasons import flips, needs_in_words, reason_in_words

Row = tuple[Cell, ...]


def decisions(ctx: Context) -> Sheet:
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
    return sheet("Decisions", words.DECISIONS, columns, rows, keep=3, pages=2)


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
        standing_of(finding),
        labels.SEVERITY[finding.severity],
        labels.GATE[control.gate],
        labels.PARTY_SHORT[control.party],
        lines_of(sentence(line) for line in reason_in_words(library, answers, finding)),
        lines_of(sentence(line) for line in change if line),
        *(answered(finding) if finding.applies is Truth.TRUE else ("",) * 5),
        f"{taken.by}, {words.COLUMN['until'].lower()} {taken.until}: {sentence(taken.reason)}"
        if taken
        else "",
        lines_of(cited(ctx, one) for one in finding.sources) or TEXT["no_sources"],
    )


def sources_sheet(ctx: Context) -> Sheet:
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
    return sheet("Sources", words.SOURCES, columns, tuple(rows), keep=1)
