"""Nothing that was said gets lost on the way into a document: the answers and the view are walked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache

import pytest

from bpo_controls.answers.model import Answer
from bpo_controls.engine.finding import Assessment
from bpo_controls.reporting.build import build
from bpo_controls.reporting.deliver.render import BLOCK_FORMATS, COMPOSERS, DOCUMENTS, render
from bpo_controls.reporting.view import Gap, Table, View
from bpo_controls.words.numbers import date_words
from tests.reporting.fiction import rich
from tests.reporting.reading import READERS, flat

WHOLE = ("md", "pdf", "html", "docx")
"""Formats that show every block; CSV shows the main table of a document."""

PARTS: dict[str, tuple[str, ...]] = {
    "gap-report": (
        "cover", "imprint", "remarks", "limits", "headline", "gates", "key_numbers", "actions", "owed", "purpose",
        "scope", "people", "assurance", "gap_table", "gaps", "strong", "by_domain", "by_gate", "another_way",
        "not_applicable", "accepted", "follow_ups", "undecided", "excluded", "facts", "horizon", "sources", "costs",
        "method", "commercial", "flagged", "internal",
    ),
    "checklist": ("imprint", "remarks", "limits", "checklist"),
    "action-plan": ("imprint", "remarks", "limits", "headline", "plan"),
    "evidence-requests": ("imprint", "remarks", "limits", "requests"),
    "one-pager": ("imprint", "remarks", "limits", "headline", "actions", "owed"),
    "follow-ups": ("imprint", "remarks", "limits", "follow_ups", "undecided"),
    "applicability": ("imprint", "remarks", "limits", "decisions_of"),
    "exceptions": ("imprint", "remarks", "limits", "another_way", "not_applicable", "accepted", "lapsed"),
}  # fmt: skip
"""The fields of the view that each document shows."""

ELSEWHERE = {
    "t", "lang", "title", "buyer", "vendor", "prepared_by", "as_of", "as_of_iso", "stamp", "ink",
    "accent", "logo", "name", "running", "keywords",  # furniture of every document
    "tallies",  # drawn
    "plan_table", "requests_table", "exceptions_table", "sheets_of",  # for spreadsheets
    "contract_of", "oscal_of",  # for machines
    "edition",  # a line of the cover
}  # fmt: skip

SILENT = {
    "key",
    "full",
    "anchors",
    "align",
    "due_iso",
    "mark",
    "ref",
    "rank",
    "domain",
    "severity",
    "gate",
    "party",
    "shares",
}
"""Fields that are for machines, or that a document shows as part of a heading or of another field."""

ONCE = {"why", "impacts", "precedents", "steps", "evidence", "verify", "sources"}
"""Fields of a gap that stand with the first gap of the same control."""


@cache
def _view() -> View:
    return build(*rich())


@cache
def _read(document: str, fmt: str) -> str:
    return READERS[fmt](render(_view(), document, fmt))


def texts(value: object) -> Iterator[str]:
    """Every text inside, without what is for machines."""
    if callable(value):
        value = value()
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif isinstance(value, Table) and not value.rows:
        return  # a sentence stands in its place
    elif is_dataclass(value):
        skipped = SILENT | (ONCE if isinstance(value, Gap) and value.same_as else set())
        for field in fields(value):
            if field.name not in skipped:
                yield from texts(getattr(value, field.name))


def test_every_format_has_a_reader() -> None:
    formats = {fmt for found in DOCUMENTS.values() for fmt in found} - {"oscal"}
    assert formats <= set(READERS)


def test_every_field_of_the_view_has_a_place() -> None:
    placed = {field for names in PARTS.values() for field in names}
    assert {field.name for field in fields(View)} == placed | ELSEWHERE
    assert set(PARTS) == set(COMPOSERS)


SHOWN = [(document, fmt) for document in COMPOSERS for fmt in BLOCK_FORMATS if fmt in WHOLE]


@pytest.mark.parametrize(("document", "fmt"), SHOWN)
def test_every_text_of_the_view_reaches_the_document(document: str, fmt: str) -> None:
    view, seen = _view(), _read(document, fmt)
    wanted = list(dict.fromkeys(text for name in PARTS[document] for text in texts(getattr(view, name))))
    assert len(wanted) > 10
    assert [text for text in wanted if flat(text) not in seen] == []


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
    seen = _read("gap-report", fmt)
    for answer in (*facts, *controls):
        assert [text for text in _told(answer) if flat(text) not in seen] == [], answer.item


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


def test_every_control_is_on_the_statement_of_applicability() -> None:
    library, _, _, assessment = rich()
    for fmt in BLOCK_FORMATS:
        seen = _read("applicability", fmt)
        for control in library.controls.values():
            assert flat(control.id) in seen
            assert flat(control.title) in seen
    rows = [row for one in _view().decisions for row in one.full.rows]
    assert {row[0] for row in rows} == set(assessment.by_control)
    assert {row[3] for row in rows} == {"Applies", "Does not apply", "Cannot be decided yet"}


def test_every_step_of_the_vendor_is_on_its_plan() -> None:
    _, _, _, assessment = rich()
    steps = {
        step.do
        for finding in assessment.findings
        if finding.status in ("gap", "partly")
        for step in finding.control.remedy
        if step.party in ("vendor", "subcontractor", "joint")
    }
    assert steps
    for fmt in BLOCK_FORMATS:
        seen = _read("action-plan", fmt)
        assert [step for step in steps if flat(step) not in seen] == []
        assert flat("Check it once a month") not in seen  # the buyer's


def test_every_piece_of_evidence_is_asked_for() -> None:
    _, _, _, assessment = rich()
    for fmt in BLOCK_FORMATS:
        seen = _read("evidence-requests", fmt)
        for finding in assessment.findings:
            if finding.status not in (None, "not-applicable"):
                named = finding.answer.evidence if finding.answer is not None else ()
                wanted = [finding.control.id, *finding.control.evidence, *(one.title for one in named)]
                assert [text for text in wanted if flat(text) not in seen] == []
