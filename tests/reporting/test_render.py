"""The deliverables as a whole: contract, sameness, what reaches whom, and bad templates."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, get_type_hints

import jsonschema
import pytest

from bpo_controls.answers.engagement_record import Record
from bpo_controls.answers.model import ENGAGEMENT, Answer, Answers, answers_of
from bpo_controls.diagnostics import UserError
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.reporting.build import build
from bpo_controls.reporting.render import DOCUMENTS, render, render_all
from bpo_controls.reporting.view import Line, View
from bpo_controls.words.headings import TEXT
from tests.reporting.fiction import AS_OF, BILLING, LIBRARY, META, answers, crowded, sample

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "assessment.json"
ALL = [(document, fmt) for document, formats in DOCUMENTS.items() for fmt in formats]


@pytest.fixture(scope="module")
def view() -> View:
    return build(*sample())


def _data(view: View) -> dict[str, Any]:
    loaded = json.loads(render(view, "assessment", "json"))
    assert isinstance(loaded, dict)
    return loaded


def test_json_keeps_the_contract(view: View) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for made in (view, build(LIBRARY, META, Answers(), evaluate(LIBRARY, Record(), AS_OF))):
        assert [error.message for error in validator.iter_errors(_data(made))] == []


def test_json_has_the_top_level_of_the_design(view: View) -> None:
    wanted = "schema tool library as_of engagement facts findings gates counts follow_ups horizon"
    assert list(_data(view)) == wanted.split()


def test_ranks_count_up_and_only_gaps_have_one(view: View) -> None:
    ranked = {f["rank"]: f for f in _data(view)["findings"] if f["rank"]}
    assert sorted(ranked) == [1, 2, 3]
    assert [ranked[n]["control"] for n in (1, 2, 3)] == ["ACC-01", "QA-01", "QA-01"]
    assert all(f["status"] in ("gap", "partly") for f in ranked.values())


def test_counts_show_numerator_and_denominator(view: View) -> None:
    assert _data(view)["counts"]["all"]["share_met"] == {"numerator": 3, "denominator": 10}


@pytest.mark.parametrize(("document", "fmt"), ALL)
def test_two_runs_give_the_same_bytes(document: str, fmt: str) -> None:
    assert render_all(build(*sample()), document, fmt) == render_all(build(*sample()), document, fmt)


def test_order_of_answers_does_not_matter() -> None:
    sheet = answers_of(reversed(answers()))
    turned = build(LIBRARY, META, sheet, evaluate(LIBRARY, Record(sheet), AS_OF))
    assert render(turned, "gap-report", "md") == render(build(*sample()), "gap-report", "md")
    assert render(turned, "assessment", "json") == render(build(*sample()), "assessment", "json")


@pytest.mark.parametrize(("document", "fmt"), ALL)
def test_internal_notes_stay_inside(document: str, fmt: str) -> None:
    library, meta, sheet, assessment = sample()
    loud = replace(meta, internal_notes=("SECRET-FEE",))
    files = render_all(build(library, loud, sheet, assessment), document, fmt)
    assert not [name for name, body in files.items() if b"SECRET-FEE" in body]
    assert build(library, replace(loud, edition="internal"), sheet, assessment).internal[0].internal


def test_report_says_what_it_is_and_what_it_is_not(view: View) -> None:
    text = render(view, "gap-report", "md").decode()
    for wanted in (
        "not a risk analysis under 45 CFR 164.308(a)(1)(ii)(A)",
        "not legal advice",
        "Draft. No second reviewer has signed this report off yet.",
        LIBRARY.digest,
        "fiction 1.0.0",
        "November 23, 2026",
        "72 hours against at most 24 hours; not even within the outer limit of at most 48 hours.",
        "Raised from high: leavers cannot be walked to the door",
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


def test_unverified_sources_are_marked(view: View) -> None:
    text = render(view, "gap-report", "md").decode()
    assert "Proposed, not law, not verified by us" in text
    assert "- **Rests on:** Made-up Code 1.23(a), in force\n" in text
    assert (
        "| Made-up Code 1.23(a) | Somebody must look at the log. | In force. Read: regulation text, November 23, 2026. |"
        in text
    )


def test_checklist_has_a_part_for_each_party_with_something_to_do(view: View) -> None:
    assert [page.party for page in view.checklist] == ["Buyer", "Vendor", "Buyer and vendor together"]
    text = render(view, "checklist", "md").decode()
    assert "- [ ] **Medical billing** (Now: ○ Gap)" in text
    assert "### Before the pilot, by December 1, 2026" in text
    assert "WRK-01" not in text  # answered as not applicable
    assert text.count("Signature") == 4  # what both bring, both sign
    assert (
        "### Sign-off: Buyer (Example Valley Health)\n" in text.partition("## Buyer and vendor together")[2]
    )
    assert (
        "### Sign-off: Vendor (Sample Source Services)\n" in text.partition("## Buyer and vendor together")[2]
    )
    assert "· Initials ____ · Date ________ · Reference ____________\n" in text


@pytest.mark.parametrize("many", [0, 1, 120])
def test_any_number_of_gaps(many: int) -> None:
    view = build(*crowded(many))
    assert len(view.gaps) == many + 3
    assert [gap.rank for gap in view.gaps] == list(range(1, many + 4))
    assert len(view.actions) <= 5
    assert all(len(gate.blockers) <= 5 for gate in view.gates)


def test_nothing_answered_yet() -> None:
    empty = build(LIBRARY, META, Answers(), evaluate(LIBRARY, Record(), AS_OF))
    text = render(empty, "gap-report", "md").decode()
    assert "No gap and no partly met control is known." in text
    assert "Cannot tell" in text
    assert "0 of 0" in text or "0 of 1" in text or "0 of 4" in text
    assert render(empty, "gap-report", "pdf").startswith(b"%PDF")
    assert render(empty, "checklist", "pdf").startswith(b"%PDF")


def test_numbers_add_up_to_their_denominator(view: View) -> None:
    shares = [
        line.text.split(" of ", 1)
        for line in view.key_numbers
        if line.label not in ("Decisions", "Work to close")
    ]
    assert {int(rest.split(" ")[0]) for _, rest in shares} == {10}
    assert sum(int(part) for part, _ in shares) == 10
    assert "11 apply (1 of them answered as not applicable and not counted)" in view.key_numbers[-2].text


def test_tables_of_counts_name_their_total(view: View) -> None:
    assert view.by_domain.rows[-1][0] == "All domains"
    assert view.by_gate.rows[-1][0] == "All gates"


def test_an_empty_section_says_one_thing_only() -> None:
    sheet = answers_of(one for one in answers() if one.item not in ("EXC-01", "DOC-01", "WRK-01"))
    sheet = sheet.with_answer(Answer("stores", ENGAGEMENT, True)).with_answer(Answer("volume", BILLING, 500))
    text = render(
        build(LIBRARY, META, sheet, evaluate(LIBRARY, Record(sheet), AS_OF)), "gap-report", "md"
    ).decode()
    for intro, none in (
        ("undecided_intro", "no_undecided"),
        ("another_way_intro", "no_another_way"),
        ("not_applicable_intro", "no_not_applicable"),
        ("accepted_intro", "no_accepted"),
    ):
        assert TEXT[none] in text
        assert TEXT[intro] not in text


def test_a_verdict_counts_what_it_does_not_list() -> None:
    notes = [gate.more for gate in build(*crowded(7)).gates]
    assert notes == [
        "And 3 more, which stand in the sections below.",
        "Besides these, the 8 that stand in the way of an earlier gate.",
        "The 9 that stand in the way of an earlier gate.",
    ]


def test_past_dates_are_called_past() -> None:
    library, meta, sheet, _ = sample()
    late = "2027-06-01"
    view = build(library, meta, sheet, evaluate(library, Record(sheet), late))
    assert [gate.date for gate in view.gates][:2] == ["December 1, 2026 (past)", "February 1, 2027 (past)"]
    assert view.gaps[0].due == "Before the pilot, December 1, 2026 (overdue)"
    assert view.actions[0].due == "December 1, 2026 (overdue)"
    assert Line("Next review", "May 23, 2027 (overdue)") in view.cover
    assert "by December 1, 2026 (overdue)" in view.checklist[0].groups[0].heading


def test_an_acceptance_that_ran_out_is_told() -> None:
    library, meta, sheet, _ = sample()
    view = build(library, meta, sheet, evaluate(library, Record(sheet), "2027-06-01"))
    (gap,) = [gap for gap in view.gaps if gap.id == "DOC-01"]
    assert gap.lapsed == (
        "Accepted by Buyer's director (fictional) until April 1, 2027; that time has run out. "
        "A new system comes in spring."
    )
    assert gap.lapsed in render(view, "gap-report", "md").decode()
    assert not [gap for gap in build(*sample()).gaps if gap.lapsed]


def test_an_as_of_date_before_the_answers_is_remarked() -> None:
    library, meta, sheet, _ = sample()
    early = build(library, meta, sheet, evaluate(library, Record(sheet), "2026-01-01"))
    (remark,) = early.remarks
    assert remark.startswith(
        "The as-of date, January 1, 2026, is earlier than the latest answer, November 20, 2026."
    )
    assert render(early, "gap-report", "md").decode().count("January 1, 2026, is earlier") == 2
    assert build(*sample()).remarks == ()


def test_a_follow_up_on_a_scoping_question_has_no_id(view: View) -> None:
    ids = {row[0] for person in view.follow_ups for row in person.items.rows}
    assert "" in ids
    assert not ids & set(LIBRARY.questions)


def test_a_control_with_several_gaps_is_told_once(view: View) -> None:
    assert [gap.same_as for gap in view.gaps] == [0, 0, 2]


def test_a_firm_can_override_a_template(view: View, tmp_path: Path) -> None:
    (tmp_path / "markdown").mkdir()
    (tmp_path / "markdown" / "checklist.md.j2").write_text("Ours: {{ view.buyer }}\n")
    assert render(view, "checklist", "md", templates=[tmp_path]) == b"Ours: Example Valley Health\n"
    assert b"Gap report" in render(view, "gap-report", "md", templates=[tmp_path])


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("one\n{{ view.nothing }}\n", 2, "no attribute 'nothing'"),
        ("one\n\n{% for x in %}\n", 3, "Expected an expression"),
        ("{{ view.__class__.__mro__ }}", 1, "unsafe"),
        ("{{ view.cover }}", 1, "not tuple"),
    ],
)
def test_a_bad_template_names_file_and_line(
    view: View, tmp_path: Path, text: str, line: int, said: str
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


def test_a_bad_typst_template_is_a_user_error(view: View, tmp_path: Path) -> None:
    (tmp_path / "typst").mkdir()
    (tmp_path / "typst" / "checklist.typ.j2").write_text('#panic("no")')
    with pytest.raises(UserError) as caught:
        render(view, "checklist", "pdf", templates=[tmp_path])
    assert caught.value.diagnostics[0].code == "pdf-failed"


def test_unknown_document_and_format(view: View) -> None:
    with pytest.raises(UserError, match='no document "gap-raport"'):
        render(view, "gap-raport", "md")
    with pytest.raises(UserError, match='does not come as "pdf"'):
        render(view, "assessment", "pdf")


def test_file_names(view: View) -> None:
    for document, fmt in (("gap-report", "md"), ("checklist", "md"), ("assessment", "json")):
        for edition in ("", "buyer"):
            (name,) = render_all(view, document, fmt, edition=edition)
            assert name == ".".join(part for part in (document, edition, fmt) if part)
    assert "oscal/catalog.json" in render_all(view, "assessment", "oscal")
    assert "oscal.buyer/catalog.json" in render_all(view, "assessment", "oscal", edition="buyer")
    with pytest.raises(ValueError, match="render_all"):
        render(view, "assessment", "oscal")


def test_the_command_names_every_document() -> None:
    from bpo_controls.cli.report import report

    (option,) = get_type_hints(report, include_extras=True)["only"].__metadata__
    assert option.help == ", ".join(DOCUMENTS) + "; by default all."


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
    assert build(library, replace(meta, color=color), sheet, assessment).ink == used


def test_a_very_long_name_is_cut_in_the_running_head_only() -> None:
    library, meta, sheet, assessment = sample()
    view = build(library, replace(meta, title="Long " * 100), sheet, assessment)
    assert len(view.running) == 80
    assert view.running.endswith("…")
    assert view.name == "Long " * 100
