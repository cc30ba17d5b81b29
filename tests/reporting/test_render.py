"""The deliverables as a whole: contract, sameness, what reaches whom, and bad templates."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bpo_controls.answers.model import Sheet, sheet_of
from bpo_controls.diagnostics import UserError
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.reporting.build import build
from bpo_controls.reporting.render import DOCUMENTS, file_name, render
from bpo_controls.reporting.view import View
from tests.reporting.fiction import AS_OF, LIBRARY, META, answers, crowded, sample

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
    for made in (view, build(LIBRARY, META, Sheet(), evaluate(LIBRARY, Sheet(), AS_OF))):
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
    assert render(build(*sample()), document, fmt) == render(build(*sample()), document, fmt)


def test_order_of_answers_does_not_matter() -> None:
    sheet = sheet_of(reversed(answers()))
    turned = build(LIBRARY, META, sheet, evaluate(LIBRARY, sheet, AS_OF))
    assert render(turned, "gap-report", "md") == render(build(*sample()), "gap-report", "md")
    assert render(turned, "assessment", "json") == render(build(*sample()), "assessment", "json")


@pytest.mark.parametrize(("document", "fmt"), ALL)
def test_internal_notes_stay_inside(document: str, fmt: str) -> None:
    library, meta, sheet, assessment = sample()
    loud = replace(meta, internal_notes=("SECRET-FEE",))
    assert b"SECRET-FEE" not in render(build(library, loud, sheet, assessment), document, fmt)
    assert build(library, loud, sheet, assessment).internal[0].internal


def test_report_says_what_it_is_and_what_it_is_not(view: View) -> None:
    text = render(view, "gap-report", "md").decode()
    for wanted in (
        "not a risk analysis under 45 CFR 164.308(a)(1)(ii)(A)",
        "not legal advice",
        "Draft. No second reviewer has signed this report off yet.",
        LIBRARY.digest,
        "fiction 1.0.0",
        "23 November 2026",
        "72 hours against at most 24 hours; not even within the outer limit of at most 48 hours.",
        "Raised from high: leavers cannot be walked to the door",
        "3 of 10 (30 %)",
        "A new system comes in spring.",
        "The team moves to an office in December",
        "### Ivo Fictional in hosting\n\n1 question.",
        "Ask the IT security lead «Does any data come to rest on the provider's systems?».",
        "Made-up Bill 7 (proposed): A made-up proposal",
        "would make a notice within one hour mandatory",
        "There are no subcontractors.",
        "It would apply if there were a subcontractor.",
    ):
        assert wanted in text, wanted


def test_unverified_sources_are_marked(view: View) -> None:
    text = render(view, "gap-report", "md").decode()
    assert "Proposed, not law, not verified by us" in text
    assert "Made-up Code 1.23(a), in force: Somebody must look at the log." in text


def test_checklist_has_a_part_for_each_party_with_something_to_do(view: View) -> None:
    assert [page.party for page in view.checklist] == ["Buyer", "Provider", "Buyer and provider together"]
    text = render(view, "checklist", "md").decode()
    assert "- [ ] **Medical billing** (Now: ○ Gap)" in text
    assert "### Before the pilot, by 1 December 2026" in text
    assert "WRK-01" not in text  # answered as not applicable
    assert text.count("Signature") == 3


@pytest.mark.parametrize("many", [0, 1, 120])
def test_any_number_of_gaps(many: int) -> None:
    view = build(*crowded(many))
    assert len(view.gaps) == many + 3
    assert [gap.rank for gap in view.gaps] == list(range(1, many + 4))
    assert len(view.actions) <= 5
    assert all(len(gate.blockers) <= 5 for gate in view.gates)


def test_nothing_answered_yet() -> None:
    empty = build(LIBRARY, META, Sheet(), evaluate(LIBRARY, Sheet(), AS_OF))
    text = render(empty, "gap-report", "md").decode()
    assert "No gap is known." in text
    assert "Cannot tell" in text
    assert "0 of 0" in text or "0 of 1" in text or "0 of 4" in text
    assert render(empty, "gap-report", "pdf").startswith(b"%PDF")
    assert render(empty, "checklist", "pdf").startswith(b"%PDF")


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


def test_file_names() -> None:
    assert [file_name(*one) for one in ALL] == [
        "gap-report.md", "gap-report.pdf", "checklist.md", "checklist.pdf", "assessment.json",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("colour", "used"),
    [
        ("#1f4e79", "#1f4e79"),
        ("#ffee00", "#16324f"),
        ("red", "#16324f"),
        ("", "#16324f"),
        ('#000");', "#16324f"),
    ],
)
def test_the_firms_colour_is_used_if_it_can_be_read(colour: str, used: str) -> None:
    library, meta, sheet, assessment = sample()
    assert build(library, replace(meta, colour=colour), sheet, assessment).ink == used


def test_a_very_long_name_is_cut_in_the_running_head_only() -> None:
    library, meta, sheet, assessment = sample()
    view = build(library, replace(meta, title="Long " * 100), sheet, assessment)
    assert len(view.running) == 80
    assert view.running.endswith("…")
    assert view.name == "Long " * 100
