"""engagement.yaml: what it accepts, what it says about the rest."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_controls.diagnostics import Diagnostic, UserError
from bpo_controls.workspace.engagement_file import (
    REALITY_CHECK,
    Branding,
    EngagementFile,
    LibraryRef,
    engagement_file_of,
    read_engagement_file,
    write_engagement_file,
)
from bpo_controls.workspace.paths import inside, outside_reason
from bpo_controls.workspace.reality_check import DATES, parse_field
from tests.answers.strategies import HOSTILE
from tests.problems.line import words_of
from tests.workspace.conftest import a_file

FULL = EngagementFile(
    buyer="Fictional Hospital",
    vendor="Fictional Partner",
    goal="Fewer denials,\nfaster",
    data_involved="Diagnoses",
    systems_touched="Workbench",
    failure_to_avoid="A breach",
    owner="A. Example, a.example@hospital.example",
    title="Coding",
    second_reviewer="B. Example",
    review_date="2027-05-01",
    gate_dates=MappingProxyType({"pilot": "2027-01-15", "scale": "2027-06-01"}),
    library=LibraryRef("small", "1.0.0", "ab" * 32),
    branding=Branding("Firm", "#1f4e79", "", "logo.png"),
    deliverables=("pdf",),
    commercial=MappingProxyType({"fee": "40,000 USD"}),
    internal_notes="Be careful.",
)


def lines(text: str) -> list[str]:
    return [words_of(problem) for problem in read_engagement_file(text, "engagement.yaml")[1]]


def test_written_and_read_back_with_every_key_explained() -> None:
    text = write_engagement_file(FULL)
    assert read_engagement_file(text, "engagement.yaml") == (FULL, ())
    top = [line for line in text.splitlines() if line and line[0] not in "# "]
    assert all(text.split(line)[0].rstrip("\n").splitlines()[-1].startswith("# ") for line in top)


@given(st.sampled_from(HOSTILE[:-1]))
def test_hostile_texts_stay_as_typed(text: str) -> None:
    file = EngagementFile("b", "p", text, text, text, text, "o", internal_notes=text)
    written = write_engagement_file(file)
    assert read_engagement_file(written, "e", library_needed=False) == (file, ())


def test_all_problems_at_once() -> None:
    assert lines(
        """\
buyer: Fictional Hospital
vender: Someone
goal: ""
data_involved: [a]
systems_touched: 12
failure_to_avoid: "x\\e[1m"
owner: A. Example
review_date: 1.2.2027
gate_dates: {pilot: 2027-03-01, go-live: 2027-02-01, launch: 2027-01-01}
library: {version: "1"}
branding: {color: blue, logo: ../logo.png}
deliverables: [pdf, docs]
commercial: none
"""
    ) == [
        'engagement.yaml:1:1: "vendor" is missing (add vendor: …)',
        'engagement.yaml:2:1: unknown key "vender" (did you mean "vendor"?)',
        'engagement.yaml:3:7: "goal" is missing (add goal: …)',
        "engagement.yaml:4:16: data involved must be words, not a list (put the text in quotes)",
        'engagement.yaml:5:18: systems touched must be words, not "12" (put the text in quotes)',
        "engagement.yaml:6:19: failure to avoid holds a terminal escape (\\x1b) at character 2 "
        "(take it out and give the text again)",
        'engagement.yaml:8:14: "1.2.2027" is not a date (write 2027-01-02 or 2027-02-01)',
        "engagement.yaml:9:42: go-live (2027-02-01) comes before pilot (2027-03-01) "
        "(the gates follow each other: pilot, go-live, scale)",
        'engagement.yaml:9:54: unknown key "launch" (known: pilot, go-live, scale)',
        'engagement.yaml:10:10: "library: id" is missing (add id: … to library)',
        'engagement.yaml:11:19: "blue" is not a color (write "#1f4e79")',
        'engagement.yaml:11:31: "../logo.png" leads out of the engagement directory '
        "(put the logo into the engagement directory and give its name)",
        'engagement.yaml:12:21: no format "docs" (did you mean "docx"?)',
        'engagement.yaml:13:13: commercial is "none", not a mapping (indent its keys below it)',
    ]


def test_not_a_mapping() -> None:
    assert lines("- a") == ["engagement.yaml:1:1: is not a mapping (write lines like buyer: …)"]
    assert read_engagement_file("a: [", "e")[0] is None


def test_the_reality_check_makes_a_file() -> None:
    said = {asked.key: "2027-01-01" if asked.key in DATES else "words" for asked in REALITY_CHECK}
    for key, text in said.items():
        assert parse_field(key, text) == text
    file = engagement_file_of(said, LibraryRef("small", "1"))
    assert read_engagement_file(write_engagement_file(file), "e") == (file, ())
    for asked in REALITY_CHECK:
        assert isinstance(parse_field(asked.key, " "), Diagnostic) == asked.required
        assert asked.question.endswith("?")
        assert asked.why.endswith(".")


def test_what_init_needs_without_a_library() -> None:
    text = write_engagement_file(a_file())
    assert read_engagement_file(text, "e", library_needed=False) == (a_file(), ())
    assert '"library" is missing' in lines(text)[0]


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../x", "a/../../x", "C:\\x", "\\\\host\\x", "", "a\0b", "C:x", "a\\..\\..\\x"]
)
def test_paths_stay_inside(path: str, tmp_path: object) -> None:
    assert outside_reason(path)


def test_a_link_does_not_lead_outside(tmp_path_factory: pytest.TempPathFactory) -> None:
    base = tmp_path_factory.mktemp("a")
    (base / "out").symlink_to(tmp_path_factory.mktemp("b"))
    with pytest.raises(UserError, match="leads outside the engagement through a link"):
        inside(base, "out/x.pdf")
    assert inside(base, "logo.png") == base / "logo.png"


PEOPLE = """\
buyer: A
vendor: B
goal: g
data_involved: d
systems_touched: s
failure_to_avoid: f
owner: o
people:
"""


def test_people_are_read_and_written_again() -> None:
    text = PEOPLE + "  - {name: Tanya Example, role: UM director, side: buyer}\n  - Robin Sample\n"
    file, problems = read_engagement_file(text, "e.yaml", library_needed=False)
    assert not problems
    assert file is not None
    assert [(one.name, one.role, one.side) for one in file.people] == [
        ("Tanya Example", "UM director", "buyer"),
        ("Robin Sample", "", ""),
    ]
    found = file.person("tanya  EXAMPLE")
    assert found is not None
    assert found.role == "UM director"
    assert file.person("Nobody") is None
    again, problems = read_engagement_file(write_engagement_file(file), "e.yaml", library_needed=False)
    assert not problems
    assert again == file


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ("  - {role: clerk}\n", '"name" is missing'),
        ("  - {name: Ana Example}\n  - {name: ana  example}\n", "is listed twice"),
        ("  - {name: Ana Example, side: byer}\n", 'no side "byer"'),
        ("  - {name: Ana Example, fax: x}\n", "unknown key"),
        ("  - 7\n", "is no person"),
        ("  7\n", "people is not a list"),
    ],
)
def test_what_is_wrong_with_a_person_is_told_at_its_place(people: str, says: str) -> None:
    file, problems = read_engagement_file(PEOPLE + people, "e.yaml", library_needed=False)
    assert file is None
    (problem,) = problems
    assert says in problem.message
    assert problem.where is not None
    assert problem.where.line is not None
    assert problem.where.line >= 8
