"""Nothing that was said gets lost on the way into a document: the answers and the documents are walked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

import pytest

from bpo_controls.answers.answer_model import Answer
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.finding import Assessment, Finding
from bpo_controls.library.model import Control
from bpo_controls.reporting.blocks.document import Document
from bpo_controls.reporting.blocks.table import plain_value
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.deliver.render import (
    BLOCK_FORMATS,
    COMPOSERS,
    DOCUMENTS,
    composed,
    render,
    render_document,
)
from bpo_controls.reporting.documents.content.decisions import decisions
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words.numbers import date_words
from tests.reporting.fiction import AS_OF, rich
from tests.reporting.made import context, made
from tests.reporting.reading import READERS, flat
from tests.reporting.walking import texts_of

WHOLE = ("md", "pdf", "html", "docx")
"""Formats that show every block; CSV and XLSX show the main table of a document."""


def _context() -> Context:
    return context("rich")


@cache
def _read(document: str, fmt: str) -> str:
    return READERS[fmt](made(document, fmt, "rich"))


def test_every_format_has_a_reader() -> None:
    formats = {fmt for found in DOCUMENTS.values() for fmt in found} - {"oscal"}
    assert formats <= set(READERS)


SHOWN = [(document, fmt) for document in COMPOSERS for fmt in BLOCK_FORMATS if fmt in WHOLE]


@pytest.mark.parametrize(("document", "fmt"), SHOWN)
def test_every_text_of_a_document_reaches_every_format(document: str, fmt: str) -> None:
    seen, wanted = _read(document, fmt), texts_of(composed(_context(), document, fmt))
    assert len(wanted) > 20
    assert [text for text in wanted if flat(text) not in seen] == []


@pytest.mark.parametrize("edition", ["buyer", "internal"])
@pytest.mark.parametrize("fmt", WHOLE)
def test_what_only_some_readers_get_reaches_them(edition: str, fmt: str) -> None:
    library, file, sheet, assessment = rich()
    file = replace(file, commercial={"fee per record": "USD 2.40"})
    report = composed(context_for(library, file, sheet, assessment, edition=edition), "gap-report-appendix")
    seen = READERS[fmt](render_document(report, fmt))
    assert "USD2.40" in seen
    assert (flat(file.internal_notes) in seen) == (edition == "internal")
    assert [text for text in texts_of(report) if flat(text) not in seen] == []


def _main(document: Document) -> Iterator[str]:
    assert document.main is not None
    yield from document.main.headers
    for row in document.main.rows:
        yield from (value for cell in row if isinstance(value := plain_value(cell), str))


@pytest.mark.parametrize("document", [name for name in COMPOSERS if "csv" in DOCUMENTS[name]])
def test_every_cell_of_a_list_reaches_both_spreadsheets(document: str) -> None:
    listed = composed(_context(), document)
    assert listed.main is not None
    assert listed.main.rows
    for fmt in ("csv", "xlsx"):
        seen = READERS[fmt](render_document(listed, fmt)).replace("'", "")
        pieces = [piece for text in _main(listed) for piece in text.split("; ")]
        assert [one for one in pieces if flat(one).replace("'", "") not in seen] == []


def _free_texts(value: object) -> Iterator[str]:
    """Every text inside that somebody wrote: with a blank in it, so no id and no closed choice."""
    if isinstance(value, str) and " " in value:
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _free_texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _free_texts(getattr(value, field.name))


@pytest.mark.parametrize("fmt", ["html", "md", "pdf", "docx"])
def test_whatever_a_control_says_reaches_the_gap_report(fmt: str) -> None:
    """A mark is planted into every text of every control, and each is found again with the gaps.

    In a browser all of it; on paper what decides and what is to do.
    """
    library, file, sheet, _ = rich()
    count = 0

    def planted(value: object) -> object:
        nonlocal count
        if isinstance(value, str) and " " in value:
            count += 1
            return f"{value} zq{count}qz"
        if isinstance(value, tuple):
            return tuple(planted(one) for one in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(
                value, **{field.name: planted(getattr(value, field.name)) for field in fields(value)}
            )
        return value

    skipped = ("ask", "applies_when", "raise_severity_when")  # the question itself, and rules
    controls: dict[str, Control] = {}
    for name, control in library.controls.items():
        given: dict[str, Any] = {field.name: getattr(control, field.name) for field in fields(control)}
        marked: dict[str, Any] = {
            key: value if key in skipped else planted(value) for key, value in given.items()
        }
        controls[name] = replace(control, **marked)
    library = replace(library, controls=controls)
    ctx = context_for(library, file, sheet, evaluate(library, Record(sheet), AS_OF))
    seen = READERS[fmt](render(ctx, "gap-report", fmt)) + READERS[fmt](
        render(ctx, "gap-report-appendix", fmt)
    )
    wanted = [
        text
        for gap in ctx.ranked
        for field in fields(gap.control)
        if field.name not in skipped and (fmt == "html" or field.name in _on_paper(ctx, gap))
        for text in _free_texts(getattr(gap.control, field.name))
    ]
    assert len(wanted) > 10
    assert [text for text in wanted if flat(text) not in seen] == []


def _on_paper(ctx: Context, gap: Finding) -> tuple[str, ...]:
    blocks = any(gap.key in {one.key for one in verdict.blockers} for verdict in ctx.verdicts)
    return ("title", "statement", "why", "remedy") if blocks else ("title",)


def _standing() -> tuple[Assessment, list[Answer], list[Answer]]:
    """The assessment, the answers to scoping questions, and those to controls that apply."""
    library, _, sheet, assessment = rich()
    controls = [finding.answer for finding in assessment.findings if finding.status and finding.answer]
    return assessment, [one for one in sheet if one.item in library.questions], controls


def _told(answer: Answer) -> Iterator[str]:
    yield answer.note
    for one in answer.evidence:
        yield from (one.title, one.kept_at, one.period, date_words(one.seen_on))
    if answer.non_answer is not None:
        yield answer.non_answer.text
    if answer.accepted is not None:
        yield from (answer.accepted.by, answer.accepted.reason, date_words(answer.accepted.until))


@pytest.mark.parametrize("fmt", [fmt for fmt in BLOCK_FORMATS if fmt in WHOLE])
def test_every_note_reason_and_piece_of_evidence_reaches_the_gap_report(fmt: str) -> None:
    _, facts, controls = _standing()
    assert len(controls) >= 10
    assert len({one.note for one in (*facts, *controls)}) >= 18
    assessment = _standing()[0]
    met = {finding.key for finding in assessment.findings if finding.status == "met"}
    seen = _read("gap-report", fmt) + _read("gap-report-appendix", fmt)
    for answer in (*facts, *controls):
        told = _told(answer)
        if (answer.item, answer.subject) in met and answer.note:  # a line each: the note stands in the data
            told = (text for text in told if text != answer.note)
        assert [text for text in told if flat(text) not in seen] == [], answer.item


def test_the_assessment_has_them_too() -> None:
    _, facts, controls = _standing()
    seen = _read("assessment", "json")
    for answer in (*facts, *controls):
        told = [
            answer.note,
            *(one.title for one in answer.evidence),
            *(one.kept_at for one in answer.evidence),
        ]
        told += [answer.non_answer.text] if answer.non_answer is not None else []
        assert [text for text in told if flat(text) not in seen] == [], answer.item


def test_exceptions_show_who_why_and_until_when() -> None:
    assessment, _, _ = _standing()
    kinds = ("not-applicable", "another-way", "accepted")
    found = [finding for finding in assessment.findings if finding.status in kinds]
    assert {finding.status for finding in found} == set(kinds)
    for fmt in BLOCK_FORMATS:
        seen = _read("exceptions", fmt)
        for finding in found:
            assert finding.answer is not None
            told = [finding.control.id, *_told(finding.answer)]
            if fmt not in WHOLE and finding.answer.accepted is not None:
                told.remove(date_words(finding.answer.accepted.until))  # a spreadsheet has it as 2027-04-01
            assert [text for text in told if flat(text) not in seen] == []


def test_what_nobody_knows_reaches_the_follow_ups() -> None:
    assessment, _, _ = _standing()
    open_ = [f.answer for f in assessment.findings if f.status == "unknown" and f.answer is not None]
    assert len(open_) == 2
    for fmt in BLOCK_FORMATS:
        seen = _read("follow-ups", fmt)
        for answer in open_:
            assert [text for text in _told(answer) if flat(text) not in seen] == []


def test_a_claim_is_no_gap_and_no_pass_and_its_figure_is_asked_for() -> None:
    report = made("gap-report-appendix", "md", "claimed").decode()
    section = report.split("## In place, figure to follow")[1].split("\n## ")[0]
    assert "ACC-01" in section
    assert "At most 24 hours" in section
    assert "Ana Fictional" in section
    assert "In place, figure to follow" not in made("gap-report-appendix", "md").decode()
    asked = made("follow-ups", "md", "claimed").decode()
    assert "## Ana Fictional" in asked
    assert "Said to be in place, figure to follow" in asked
    data = json.loads(made("assessment", "json", "claimed"))
    assert data["counts"]["all"]["claimed"] == 1
    assert [one["status"] for one in data["findings"] if one["control"] == "ACC-01"] == ["claimed"]
    assert ("ACC-01", "figure") in [(one["item"], one["cause"]) for one in data["follow_ups"]]
    assert "ACC-01" not in [one["control"] for one in data["findings"] if one["rank"]]


def test_every_control_is_on_the_statement_of_applicability() -> None:
    library, _, _, assessment = rich()
    for fmt in BLOCK_FORMATS:
        seen = _read("applicability", fmt)
        for control in library.controls.values():
            assert flat(control.id) in seen
            assert flat(control.title) in seen
    table = decisions(_context()).table("id", "applies")
    assert set(table.values("id")) == set(assessment.by_control)
    assert set(table.values("applies")) == {"Applies", "Does not apply", "Cannot be decided yet"}


def test_every_step_of_every_party_is_on_the_plan() -> None:
    _, _, _, assessment = rich()
    steps = {
        step.do
        for finding in assessment.findings
        if finding.status in ("gap", "partly")
        for step in finding.control.remedy
    }
    assert steps
    for fmt in BLOCK_FORMATS:
        seen = _read("action-plan", fmt)
        assert [step for step in steps if flat(step) not in seen] == []
        assert flat("Check it once a month") in seen  # the buyer's


def test_every_piece_of_evidence_is_asked_for() -> None:
    _, _, _, assessment = rich()
    for fmt in BLOCK_FORMATS:
        seen = _read("evidence-requests", fmt)
        for finding in assessment.findings:
            if finding.status not in (None, "not-applicable"):
                named = finding.answer.evidence if finding.answer is not None else ()
                wanted = [finding.control.id, *finding.control.evidence, *(one.title for one in named)]
                assert [text for text in wanted if flat(text) not in seen] == []
