"""The deliverables as a whole: contract, sameness, what reaches whom, and bad templates."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, get_type_hints

import jsonschema
import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Answers, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.diagnostics import UserError
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.reporting.blocks.document import Heading, Line, TableBlock
from bpo_controls.reporting.blocks.entry_block import Entry
from bpo_controls.reporting.blocks.table import on_page
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.deliver.render import (
    CLIENT_SET,
    DOCUMENTS,
    composed,
    render,
    render_all,
    render_document,
)
from bpo_controls.reporting.documents.content.brief_findings import blocking_entries, briefs, lesser
from bpo_controls.reporting.documents.content.count_tables import domain_counts, gate_counts, owed
from bpo_controls.reporting.documents.content.gaps import gap_entries
from bpo_controls.reporting.documents.content.looked_at import remarks
from bpo_controls.reporting.documents.content.open_questions import open_questions
from bpo_controls.reporting.documents.content.tallies import tallies
from bpo_controls.reporting.documents.content.verdicts import actions, verdicts
from bpo_controls.reporting.documents.content.visit import Layout
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import cover, look
from bpo_controls.reporting.documents.visit_checklist import checklist
from bpo_controls.words.findings import lapsed_words
from bpo_controls.words.headings import TEXT
from bpo_controls.workspace.paths import deliverable_name
from tests.reporting.fiction import AS_OF, BILLING, LIBRARY, META, answers, crowded, sample
from tests.reporting.made import context

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "assessment.json"
ALL = [(document, fmt) for document, formats in DOCUMENTS.items() for fmt in formats]


@pytest.fixture(scope="module")
def view() -> Context:
    return context()


def _data(view: Context) -> dict[str, Any]:
    loaded = json.loads(render(view, "assessment", "json"))
    assert isinstance(loaded, dict)
    return loaded


def test_json_keeps_the_contract(view: Context) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for made in (view, context_for(LIBRARY, META, Answers(), evaluate(LIBRARY, Record(Answers()), AS_OF))):
        assert [error.message for error in validator.iter_errors(_data(made))] == []


def test_json_has_the_top_level_of_the_design(view: Context) -> None:
    wanted = "schema tool library as_of engagement facts findings gates counts follow_ups horizon"
    assert list(_data(view)) == wanted.split()


def test_ranks_count_up_and_only_gaps_have_one(view: Context) -> None:
    ranked = {f["rank"]: f for f in _data(view)["findings"] if f["rank"]}
    assert sorted(ranked) == [1, 2, 3]
    assert [ranked[n]["control"] for n in (1, 2, 3)] == ["ACC-01", "QA-01", "QA-01"]
    assert all(f["status"] in ("gap", "partly") for f in ranked.values())


def test_counts_show_numerator_and_denominator(view: Context) -> None:
    assert _data(view)["counts"]["all"]["share_met"] == {"numerator": 3, "denominator": 10}


@pytest.mark.parametrize(("document", "fmt"), ALL)
def test_two_runs_give_the_same_bytes(document: str, fmt: str) -> None:
    assert render_all(context_for(*sample()), document, fmt) == render_all(
        context_for(*sample()), document, fmt
    )


def test_order_of_answers_does_not_matter() -> None:
    sheet = answers_of(reversed(answers()))
    turned = context_for(LIBRARY, META, sheet, evaluate(LIBRARY, Record(sheet), AS_OF))
    assert render(turned, "gap-report", "md") == render(context_for(*sample()), "gap-report", "md")
    assert render(turned, "assessment", "json") == render(context_for(*sample()), "assessment", "json")


@pytest.mark.parametrize(("document", "fmt"), ALL)
def test_internal_notes_stay_inside(document: str, fmt: str) -> None:
    library, meta, sheet, assessment = sample()
    loud = replace(meta, internal_notes="SECRET-FEE")
    files = render_all(context_for(library, loud, sheet, assessment), document, fmt)
    assert not [name for name, body in files.items() if b"SECRET-FEE" in body]
    if (document, fmt) in (("gap-report-appendix", "md"), ("assessment", "json")):
        inside = context_for(library, loud, sheet, assessment, edition="internal")
        assert b"SECRET-FEE" in render(inside, document, fmt)


def _both_volumes(view: Context) -> str:
    return "".join(render(view, one, "md").decode() for one in ("gap-report", "gap-report-appendix"))


def test_report_says_what_it_is_and_what_it_is_not(view: Context) -> None:
    text = _both_volumes(view)
    for wanted in (
        "not a risk analysis under 45 CFR 164.308(a)(1)(ii)(A)",
        "not legal advice",
        "Draft. No second reviewer has signed this report off yet.",
        LIBRARY.digest,
        "fiction 1.0.0",
        "November 23, 2026",
        "72 hours against at most 24 hours; not even within the outer limit of at most 48 hours.",
        "Critical (raised from high: departing workers cannot be walked to the door)",
        "3 of 10 (30%)",
        "A new system comes in spring.",
        "The team moves to an office in December",
        "### Ivo Fictional in hosting\n\n1 question.",
        "Ask the IT security lead “Does any data come to rest on the vendor's systems?”.",
        "Made-up Bill 7 (proposed): A made-up proposal",
        "would make a notice within one hour mandatory",
        "There are no subcontractors.",
        "It would apply if there were a subcontractor.",
    ):
        assert wanted in text, wanted


def test_unverified_sources_are_marked(view: Context) -> None:
    text = render(view, "gap-report-appendix", "md").decode()
    assert "Proposed, not law, not verified by us" in text
    assert "Made-up Code 1.23(a), in force" in render(view, "gap-report", "html").decode()
    assert (
        "| Made-up Code 1.23(a) | Somebody must look at the log. | In force. Read: regulation text, November 23, 2026. |"
        in text
    )


def test_checklist_has_the_core_first_and_does_not_lead_the_examiner(view: Context) -> None:
    parts = [block.text for block in composed(view, "checklist").blocks if isinstance(block, Heading)]
    assert parts[0] == "The core: what matters most for this scope"
    text = render(view, "checklist", "md").decode()
    numbers = [int(number) for number in re.findall(r"^#+ (\d+) · ", text, re.MULTILINE)]
    assert len(numbers) > 5
    assert numbers == list(range(1, len(numbers) + 1)), "the core is numbered as it is printed"
    line = (
        "- [ ] Passed [ ] Failed [ ] Not seen · **Medical billing** · Initials ____ · Date ________ · Samples"
    )
    assert line in text
    assert "○ Gap" not in text
    shown = checklist(view, Layout(answers=True))
    assert "(By the answers: ○ Gap)" in render_document(shown, "md").decode()
    assert "Before the pilot, by December 1, 2026" in text
    assert "WRK-01" not in text  # answered as not applicable
    assert text.count("Signature") == 2  # buyer and vendor
    assert "### Sign-off: Buyer (Example Valley Health)\n" in text
    assert "### Sign-off: Vendor (Sample Source Services)\n" in text


def test_the_short_checklist_has_a_line_for_each_check(view: Context) -> None:
    long, short = composed(view, "checklist"), composed(view, "checklist-short")
    boxes = [
        (block.id, box.subject) for block in long.blocks if isinstance(block, Entry) for box in block.boxes
    ]
    lines = [row for block in short.blocks if isinstance(block, TableBlock) for row in block.table.rows]
    assert [row[3] for row in lines] == [id_ for id_, _ in boxes]
    assert all(on_page(cell) == "☐" for row in lines for cell in row[:3])


@pytest.mark.parametrize("many", [0, 1, 120])
def test_any_number_of_gaps(many: int) -> None:
    view = context_for(*crowded(many))
    entries = gap_entries(view)
    assert len(entries) == many + 3
    assert [entry.rank for entry in entries] == [str(rank) for rank in range(1, many + 4)]
    assert len(actions(view)) <= 5
    assert (
        len(blocking_entries(view)) + len(lesser(view).items) == many + 2
    )  # two of the three are one control's


def test_nothing_answered_yet() -> None:
    empty = context_for(LIBRARY, META, Answers(), evaluate(LIBRARY, Record(Answers()), AS_OF))
    text = _both_volumes(empty)
    assert "No critical or high gap is known." in text
    assert "No gap and no partly met control is known." in render(empty, "gap-report", "html").decode()
    assert "Cannot tell" in text
    assert "0 of 0" in text or "0 of 1" in text or "0 of 4" in text
    assert render(empty, "gap-report", "pdf").startswith(b"%PDF")
    assert render(empty, "checklist", "pdf").startswith(b"%PDF")


def test_the_hours_of_the_findings_add_up_to_those_that_are_owed(view: Context) -> None:
    hours = sum(brief.hours for brief in briefs(view))
    table = owed(view)
    assert hours == 15  # ACC-01 and QA-01 take 6 + 1.5 each; the gap of QA-01 in two workflows is closed once
    assert table.values("hours") == (3, 12, 15)
    assert table.values("steps") == (2, 2, 4)


def test_one_count_for_each_gate(view: Context) -> None:
    """QA-01 is a high gap for one workflow and partly met for the other; what an earlier gate asks for counts on."""
    said = [gate.sentence.partition(". ")[0] for gate in verdicts(view).gates]
    later = "3 to close: 2 critical or high gaps block, 1 partly met control does not"
    assert said == ["1 to close: 1 critical or high gap blocks", later, later]
    assert [(mile.open, mile.blocking) for mile in tallies(view).milestones] == [(1, 1), (3, 2), (3, 2)]
    assert owed(view).rows[-1][1:3] == (3, 2)


def test_tables_of_counts_name_their_total(view: Context) -> None:
    assert domain_counts(view).rows[-1][0] == "All domains"
    assert gate_counts(view).rows[-1][0] == "All gates"


def test_an_empty_section_says_one_thing_only() -> None:
    sheet = answers_of(one for one in answers() if one.item not in ("EXC-01", "DOC-01", "WRK-01"))
    sheet = sheet.with_answer(Answer("stores", ENGAGEMENT, True)).with_answer(Answer("volume", BILLING, 500))
    text = _both_volumes(context_for(LIBRARY, META, sheet, evaluate(LIBRARY, Record(sheet), AS_OF)))
    for intro, none in (
        ("undecided_intro", "no_undecided"),
        ("another_way_intro", "no_another_way"),
        ("not_applicable_intro", "no_not_applicable"),
        ("accepted_intro", "no_accepted"),
    ):
        assert TEXT[none] in text
        assert TEXT[intro] not in text


def test_past_dates_are_called_past() -> None:
    library, meta, sheet, _ = sample()
    late = "2027-06-01"
    view = context_for(library, meta, sheet, evaluate(library, Record(sheet), late))
    assert [gate.date for gate in verdicts(view).gates][:2] == [
        "December 1, 2026 (past)",
        "February 1, 2027 (past)",
    ]
    assert gap_entries(view)[0].facts[4].text == "Before the pilot, December 1, 2026 (overdue)"
    assert actions(view)[0].due == "Nov 27, 2026 (overdue)"
    assert Line("Next review", "May 23, 2027 (overdue)") in cover(view)
    entry = next(block for block in composed(view, "checklist").blocks if isinstance(block, Entry))
    assert "by December 1, 2026 (overdue)" in entry.facts[2].text


def test_an_acceptance_that_ran_out_is_told() -> None:
    library, meta, sheet, _ = sample()
    view = context_for(library, meta, sheet, evaluate(library, Record(sheet), "2027-06-01"))
    (gap,) = [gap for gap in view.ranked if gap.control.id == "DOC-01"]
    lapsed = lapsed_words(gap, "2027-06-01")
    assert lapsed == (
        "Accepted by Buyer's director (fictional) until April 1, 2027; that time has run out. "
        "A new system comes in spring."
    )
    assert lapsed in render(view, "gap-report", "md").decode()
    assert TEXT["lapsed"] not in render(context_for(*sample()), "gap-report", "md").decode()


def test_an_as_of_date_before_the_answers_is_remarked() -> None:
    library, meta, sheet, _ = sample()
    early = context_for(library, meta, sheet, evaluate(library, Record(sheet), "2026-01-01"))
    (remark,) = remarks(early)
    assert remark.startswith(
        "The as-of date, January 1, 2026, is earlier than the latest answer, November 20, 2026."
    )
    assert _both_volumes(early).count("January 1, 2026, is earlier") == 3
    assert remarks(context_for(*sample())) == ()


def test_a_follow_up_on_a_scoping_question_has_no_id(view: Context) -> None:
    ids = {question.id for question in open_questions(view).items}
    assert "" in ids
    assert not ids & set(LIBRARY.questions)


def test_a_control_with_several_gaps_is_told_once(view: Context) -> None:
    told = [entry.rows[-1].passages[0].spans[-1].anchor for entry in gap_entries(view)]
    assert told == ["", "", "gap-2"]


def test_a_firm_can_override_a_template(view: Context, tmp_path: Path) -> None:
    (tmp_path / "markdown").mkdir()
    (tmp_path / "markdown" / "checklist.md.j2").write_text("Ours: {{ look.buyer }}\n")
    assert render(view, "checklist", "md", templates=[tmp_path]) == b"Ours: Example Valley Health\n"
    assert b"Gap report" in render(view, "gap-report", "md", templates=[tmp_path])


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("one\n{{ look.nothing }}\n", 2, "no attribute 'nothing'"),
        ("one\n\n{% for x in %}\n", 3, "Expected an expression"),
        ("{{ look.__class__.__mro__ }}", 1, "unsafe"),
        ("{{ document.imprint }}", 1, "not tuple"),
    ],
)
def test_a_bad_template_names_file_and_line(
    view: Context, tmp_path: Path, text: str, line: int, said: str
) -> None:
    (tmp_path / "markdown").mkdir()
    (tmp_path / "markdown" / "checklist.md.j2").write_text(text)
    with pytest.raises(UserError) as caught:
        render(view, "checklist", "md", templates=[tmp_path])
    (problem,) = caught.value.diagnostics
    assert problem.code == "template-error"
    assert problem.where is not None
    assert problem.where.file.endswith("checklist.md.j2")
    assert problem.where.line == line
    assert said in problem.message


def test_a_bad_typst_template_is_a_user_error(view: Context, tmp_path: Path) -> None:
    (tmp_path / "typst").mkdir()
    (tmp_path / "typst" / "checklist.typ.j2").write_text('#panic("no")')
    with pytest.raises(UserError) as caught:
        render(view, "checklist", "pdf", templates=[tmp_path])
    assert caught.value.diagnostics[0].code == "pdf-failed"


def test_unknown_document_and_format(view: Context) -> None:
    with pytest.raises(UserError, match='no document "gap-raport"'):
        render(view, "gap-raport", "md")
    with pytest.raises(UserError, match='does not come as "pdf"'):
        render(view, "assessment", "pdf")


def test_file_names(view: Context) -> None:
    for document, fmt in (("gap-report", "md"), ("checklist", "md"), ("assessment", "json")):
        for edition in ("", "buyer"):
            (name,) = render_all(context_for(*sample(), edition=edition), document, fmt)
            assert name == deliverable_name(document, fmt, edition)
    assert "oscal/catalog.json" in render_all(view, "assessment", "oscal")
    assert "oscal.buyer/catalog.json" in render_all(
        context_for(*sample(), edition="buyer"), "assessment", "oscal"
    )
    with pytest.raises(ValueError, match="render_all"):
        render(view, "assessment", "oscal")


def test_the_command_names_every_document() -> None:
    from bpo_controls.cli.report import report

    (option,) = get_type_hints(report, include_extras=True)["only"].__metadata__
    assert set(option.help.replace(" (these by default)", "").rstrip(".").split(", ")) == set(DOCUMENTS)
    assert option.help.startswith(", ".join(CLIENT_SET) + " (these by default), ")


@pytest.mark.parametrize(
    ("color", "used"),
    [
        ("#1f4e79", "#1f4e79"),
        ("#ffee00", "#16324f"),
        ("red", "#16324f"),
        ("", "#16324f"),
        ('#000");', "#16324f"),
    ],
)
def test_the_firms_color_is_used_if_it_can_be_read(color: str, used: str) -> None:
    library, meta, sheet, assessment = sample()
    colored = replace(meta, branding=replace(meta.branding, color=color))
    assert look(context_for(library, colored, sheet, assessment)).ink == used


def test_a_very_long_name_is_cut_in_the_running_head_only() -> None:
    library, meta, sheet, assessment = sample()
    view = context_for(library, replace(meta, title="Long " * 100), sheet, assessment)
    assert len(look(view).running) == 80
    assert look(view).running.endswith("…")
    assert view.name == "Long " * 100
