"""Builds the view out of a library, what the engagement says of itself, the answers and the assessment."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from functools import cache

from bpo_controls.answers.engagement_record import Record
from bpo_controls.answers.model import Answers
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.finding import Assessment
from bpo_controls.library.model import IMPACTS, Library
from bpo_controls.reporting import (
    checklist,
    contract,
    decisions,
    exceptions,
    gaps,
    lists,
    plan,
    requests,
    scope,
    sources,
    tallies,
    verdict,
)
from bpo_controls.reporting.context import Context
from bpo_controls.reporting.documents.workbook_model import Sheet as WorkbookSheet
from bpo_controls.reporting.editions import for_edition
from bpo_controls.reporting.view import EngagementMeta, Line, View
from bpo_controls.words import labels
from bpo_controls.words.findings import by_date_words, headline_words
from bpo_controls.words.headings import LIMITS, METHOD, TEXT
from bpo_controls.words.numbers import capital, date_words

INK = "#16324f"
"""The color of headings and rules in a PDF."""

ACCENT = "#a3400d"
"""The color of what asks for attention: draft marks and remarks. What is not ready has a color of its own."""

RUNNING = 80
"""Longest name in the running head, in characters."""


def build(library: Library, meta: EngagementMeta, sheet: Answers, assessment: Assessment) -> View:
    """The view of one assessment, in the edition that `meta` names. Reads nothing else: no clock, no disk."""
    meta, seen = for_edition(meta.edition, library, meta, sheet)
    if seen is not sheet:
        sheet, assessment = seen, evaluate(library, Record(seen), assessment.as_of)
    ctx = Context.of(library, meta, sheet, assessment)
    t = TEXT
    as_of = date_words(assessment.as_of)
    name = meta.title or f"{meta.buyer} with {meta.vendor}"
    return View(
        t=t,
        lang="en-US",
        title=f"{t['gap_report']}: {name}",
        buyer=meta.buyer,
        vendor=meta.vendor,
        prepared_by=meta.firm or t["not_named"],
        as_of=as_of,
        as_of_iso=assessment.as_of,
        stamp=_midnight(assessment.as_of),
        ink=_readable(meta.color) or INK,
        accent=_readable(meta.accent) or ACCENT,
        logo=meta.logo,
        name=name,
        running=name if len(name) <= RUNNING else name[: RUNNING - 1] + "…",
        keywords=("gap assessment", "outsourced healthcare work", library.title, assessment.as_of),
        cover=(
            Line(t["for"], meta.buyer),
            Line(t["with"], meta.vendor),
            Line(t["prepared_by"], meta.firm or t["not_named"]),
            Line(t["owner"], meta.owner or t["not_named"]),
            Line(t["second_reviewer"], meta.second_reviewer or t["not_named"]),
            Line(t["as_of"], as_of),
            Line(
                t["review_date"],
                by_date_words(meta.review_date, assessment.as_of) if meta.review_date else t["no_date"],
            ),
            *((Line(t["edition"], t[f"edition_{meta.edition}"]),) if meta.edition else ()),
        ),
        imprint=(
            Line(t["library"], f"{library.title} ({library.id} {library.version})"),
            Line(t["digest"], library.digest),
            Line(t["as_of"], as_of),
            Line(t["tool"], f"bpo-controls {meta.tool_version}".rstrip()),
        ),
        remarks=scope.remarks(ctx),
        limits=LIMITS,
        headline=headline_words(ctx.verdicts),
        gates=verdict.gates(ctx),
        key_numbers=verdict.key_numbers(ctx),
        actions=verdict.actions(ctx),
        owed=tallies.owed(ctx),
        tallies=tallies.tallies(ctx),
        purpose=scope.purpose(ctx),
        scope=scope.extent(ctx),
        people=scope.people(ctx),
        assurance=scope.assurance(ctx),
        gap_table=gaps.gap_table(ctx),
        gaps=gaps.gap_details(ctx),
        strong=lists.strong(ctx),
        by_domain=lists.domains(ctx),
        by_gate=lists.by_gate(ctx),
        another_way=lists.another_way(ctx),
        not_applicable=lists.not_applicable(ctx),
        accepted=lists.accepted(ctx),
        lapsed=exceptions.lapsed(ctx),
        follow_ups=lists.follow_ups_by_person(ctx),
        undecided=lists.undecided(ctx),
        excluded=lists.excluded(ctx),
        facts=scope.facts(ctx),
        horizon=lists.horizon_table(ctx),
        sources=sources.table(ctx),
        costs=tuple(Line(labels.IMPACT[one], labels.IMPACT_COST[one]) for one in IMPACTS),
        method=tuple(Line(label, text) for label, text in METHOD),
        checklist=checklist.pages(ctx),
        plan=plan.by_gate(ctx),
        plan_table=plan.whole(ctx),
        requests=requests.by_party(ctx),
        requests_table=requests.whole(ctx),
        exceptions_table=exceptions.whole(ctx),
        decisions_of=cache(lambda: decisions.by_domain(ctx)),
        contract_of=cache(lambda: contract.assessment_data(ctx)),
        oscal_of=cache(lambda: _oscal(ctx)),
        sheets_of=cache(lambda: _sheets(ctx)),
        internal=tuple(Line(t["notes"], note, internal=True) for note in meta.internal_notes),
        flagged=lists.flagged(ctx),
        commercial=tuple(Line(capital(name), text) for name, text in meta.commercial.items()),
        edition=meta.edition,
    )


def _oscal(ctx: Context) -> Mapping[str, Mapping[str, object]]:
    from bpo_controls.reporting.oscal.documents import oscal_documents

    return oscal_documents(ctx)


def _sheets(ctx: Context) -> tuple[WorkbookSheet, ...]:
    from bpo_controls.reporting.documents.workbook_sheets import sheets

    return sheets(ctx)


def _readable(color: str) -> str:
    """The color if it reads on white (WCAG contrast of 4.5 and more), else nothing."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", color):
        return ""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return color if 1.05 / (luminance + 0.05) >= 4.5 else ""


def _midnight(iso: str) -> int:
    year, month, day = (int(part) for part in iso[:10].split("-"))
    return calendar.timegm((year, month, day, 0, 0, 0))
