"""Plain records become cases; what is wrong with them is told with file and line."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from backtest.__main__ import main
from backtest.case import Case
from backtest.records import ASSUMPTIONS, load_records, unmapped
from backtest.run import play
from bpo_controls.answers.answer_model import ENGAGEMENT, Subject
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.library.load import load_library
from bpo_controls.library.model import Library
from bpo_controls.yaml.source import read_yaml_file

TEXT = """\
records:
  - id: fictional-lake-2031
    title: Lake County billing
    date: "2031-04-01"
    kind: state audit of contractor
    buyer_kind: [hospital]
    workflows: [medical-billing]
    summary: Made up.
    facts:
      - Two people who had left could still sign in ninety days later.
      - says: Nobody looked at the access log.
        controls: {ACC-08: not-in-place}
        because: Reading the log is what the control asks for.
      - says: The lake froze.
        controls: {}
    provisions: [45 CFR 164.308(a)(3)(ii)(C), The county's own rules]
    url: https://example.org/lake
    other_urls: [https://example.org/lake-2]
    loss_usd: 1000
    answers:
      workflows:
        - {workflow: medical-billing, data_types: [demographics, billing]}
        - workflow: it-hosting
      buyer_kind: [hospital]
      sites:
        - {site_kind: foreign-office, site_country: india}
        - {site_kind: us-home}
      subcontractors:
        - {subcontractor_sees_phi: "no"}
      patient_states: [OH]
"""


@functools.cache
def library() -> Library:
    return load_library()


def loaded(folder: Path, text: str = TEXT) -> tuple[tuple[Case, ...], tuple[Diagnostic, ...]]:
    path = folder / "records.yaml"
    path.write_text(text, encoding="utf-8")
    return load_records(path, library())


def test_a_record_is_a_case(tmp_path: Path) -> None:
    (case,), problems = loaded(tmp_path)
    assert problems == ()
    assert (case.id, case.incident, case.kind) == (
        "fictional-lake-2031",
        "fictional-lake-2031",
        "state audit of contractor",
    )
    assert [[one.item for one in fact.controls] for fact in case.facts] == [[], ["ACC-08"], []]
    assert [bool(one.not_a_provision) for one in case.findings] == [False, True]
    assert unmapped(case) == 2


def test_answers_are_about_what_they_stand_under(tmp_path: Path) -> None:
    (case,), _ = loaded(tmp_path)

    def said(item: str, subject: Subject = ENGAGEMENT) -> object:
        answer = case.scope.get(item, subject)
        return None if answer is None else answer.value

    assert said("workflows") == ("medical-billing", "it-hosting")
    assert said("data_types", Subject("workflow", "medical-billing")) == ("demographics", "billing")
    assert said("data_types", Subject("workflow", "it-hosting")) == ("demographics", "billing", "clinical")
    assert said("site_kind", Subject("site", "site-1")) == "foreign-office"
    assert said("site_kind", Subject("site", "site-2")) == "us-home"
    assert said("subcontractor_sees_phi", Subject("subcontractor", "subcontractor-1")) is False
    assert said("stage") == "live"
    assert said("patient_states") == ("OH",)


def test_what_is_mapped_is_played(tmp_path: Path) -> None:
    (case,), _ = loaded(tmp_path)
    outcome = play(library(), case)
    assert outcome.undecided == ()
    assert [gap.finding.control.id for gap in outcome.gaps] == ["ACC-08"]


def test_every_question_has_a_plain_assumption() -> None:
    assumed = read_yaml_file(ASSUMPTIONS).data
    assert isinstance(assumed, dict)
    assert sorted(assumed) == sorted(library().questions)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("    title:", "    titel:", "case-key", 3),
        ("id: fictional-lake-2031", "id: ''", "case-text", 2),
        ("because: Reading", "becase: Reading", "case-key", 13),
        ("{ACC-08: not-in-place}", "{ACC-08: never}", "number-expected", 12),
        ("{site_kind: us-home}", "{site_kind: castle}", "unknown-option", 27),
        ("patient_states: [OH]", "patient_state: [OH]", "unknown-item", 30),
        ("says: The lake", "say: The lake", "case-fact", 14),
        ("provisions: [", "provisions: 7 #[", "case-shape", 16),
    ],
)
def test_a_problem_has_a_code_and_a_line(tmp_path: Path, old: str, new: str, code: str, line: int) -> None:
    assert old in TEXT
    _, problems = loaded(tmp_path, TEXT.replace(old, new, 1))
    told = {(one.code, one.where.line if one.where else 0) for one in problems}
    assert (code, line) in told, [str(one) for one in problems]


def test_a_file_without_records(tmp_path: Path) -> None:
    cases, problems = loaded(tmp_path, "answers: {}\n")
    assert cases == ()
    assert [one.code for one in problems] == ["case-shape"]


def test_a_file_of_records_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loaded(tmp_path)
    assert main(["--cases", str(tmp_path / "records.yaml")]) == 1
    printed = capsys.readouterr().out
    assert "1 case, 1 incident" in printed
    assert "Facts that nobody has mapped yet: 2" in printed
