"""Lint: the bundled library passes, exceptions count once, a broken library is still looked at."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bpo_controls.library.load import read
from bpo_controls.library.model import Example, Library, Remedy, VerifyStep
from bpo_controls.lint.control_rules import months_later
from bpo_controls.lint.example_coverage import example_remarks
from bpo_controls.lint.library_checks import lint
from bpo_controls.lint.registry import CHECKS, OF_ENGINE
from bpo_controls.lint.remark import Remark
from bpo_controls.lint.run import lint_library
from bpo_controls.lint.unreachable import rule_remarks
from bpo_controls.words.conditions import condition_in_words
from bpo_controls.yaml.source import PlainPath
from tests.engine.build import control, is_, library, question, source, yes
from tests.library.bad_case import AS_OF, HERE


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(HERE / "base", tmp_path / "controls")
    monkeypatch.chdir(tmp_path)
    return Path("controls")


def test_an_exception_by_id_silences_one_check_for_one_entry(base: Path) -> None:
    path = base / "access.yaml"
    path.write_text(path.read_text().replace("within a day after", "promptly after"))
    assert [d.code for d in lint(read([base]), as_of=AS_OF)] == ["vague-words"]
    exception = "- {check: vague-words, id: ACC-01, because: the contract says it so}\n"
    (base / "lint.yaml").write_text(exception)
    assert lint(read([base]), as_of=AS_OF) == ()
    (base / "lint.yaml").write_text(exception.replace("ACC-01", "WRK-01"))
    assert [d.code for d in lint(read([base]), as_of=AS_OF)] == ["vague-words", "unused-exception"]


def test_dates_are_looked_at_only_when_the_day_is_known(base: Path) -> None:
    assert {d.code for d in lint(read([base]), as_of="2030-01-01")} == {"review-due"}
    assert lint(read([base])) == ()


def remarks(check: str, lib: Library, as_of: str = AS_OF) -> list[tuple[str, PlainPath, str]]:
    return [(one.id, one.steps, one.message) for one in CHECKS[check](lib, as_of)]


def test_a_review_counts_for_eighteen_months() -> None:
    lib = replace(library(controls=[control("AC-01", reviewed_on="2025-05-23")]), review_by="2030-01-01")
    assert remarks("review-due", lib, "2026-11-23") == []
    message = "the last review, on 2025-05-23, is over 18 months ago"
    assert remarks("review-due", lib, "2026-11-24") == [("AC-01", ("reviewed_on",), message)]
    assert months_later("2025-11-30", 3) == "2026-02-30"  # compares as it should: after the 28th


@pytest.mark.parametrize("date", ["effective", "compliance", "until"])
def test_a_rule_that_changed_after_the_review(date: str) -> None:
    changed = [source("law", **{date: "2026-03-01"}), source("other", effective="2020-01-01")]
    rests = control("AC-01", sources=("law", "other"), reviewed_on="2026-02-28")
    lib = library(controls=[rests], sources=changed)
    message = "law changed on 2026-03-01, after the review of 2026-02-28"
    assert remarks("review-due", lib, "2026-03-01") == [("AC-01", ("reviewed_on",), message)]
    assert remarks("review-due", lib, "2026-02-28") == []  # still to come
    lib = replace(lib, controls={"AC-01": replace(rests, reviewed_on="2026-03-01")})
    assert remarks("review-due", lib) == []


def test_vague_words_are_looked_for_in_all_that_can_be_tested() -> None:
    asked = replace(control("AC-01").ask, text="Is it done regularly?")
    steps = (VerifyStep("examine", "the robust list", "it is timely"), VerifyStep("test", "x", "y"))
    remedy = (Remedy("Write it", "vendor", 1), Remedy("Train as needed", "vendor", 1))
    vague = control("AC-01", statement="It is proper.", ask=asked, verify=steps, remedy=remedy)
    assert [one[1] for one in remarks("vague-words", library(controls=[vague]))] == [
        ("statement",),
        ("ask", "text"),
        ("verify", 0, "examine"),
        ("verify", 0, "accept"),
        ("remedy", 1, "do"),
    ]


def test_a_choice_beside_all_its_siblings_is_named_by_nobody() -> None:
    kinds = question("kinds", "any-of", options=("x", "y", "z"))
    every, some = is_("kinds", "x", "y", "z"), is_("kinds", "x")
    lib = library([kinds], [control("AC-01", every), control("AC-02", some)])
    assert [one[1] for one in remarks("unused-option", lib)] == [("options", 1), ("options", 2)]
    assert remarks("unused-option", library([kinds], [control("AC-01", every)])) == []


def test_one_choice_of_a_single_choice_may_stand_for_all_else() -> None:
    stage = question("stage", "one-of", options=("new", "moving", "live", "over"))
    lib = library([stage], [control("AC-01", is_("stage", "new", "moving"))])
    assert [one[1] for one in remarks("unused-option", lib)] == [("options", 3)]
    lib = library([stage], [control("AC-01", is_("stage", "new", "moving", "live"))])
    assert remarks("unused-option", lib) == []


def test_each_outcome_is_shown_unless_the_control_always_applies() -> None:
    shown = (Example({"a": True}, "yes"), Example({"a": False}, "no"), Example({}, "undecided"))
    for lost in range(3):
        rest = (*shown[:lost], *shown[lost + 1 :])
        lib = library([question("a")], [control("AC-01", yes("a"))], examples={"AC-01": rest})
        assert len(remarks("examples-missing", lib)) == 1
    always = library(controls=[control("AC-01")], examples={"AC-01": shown[:1]})
    assert remarks("examples-missing", always) == []


def test_what_the_engine_checks_can_be_excused_too(base: Path) -> None:
    (base / "lint.yaml").write_text("- {check: example-idle, id: WRK-02, because: it shows the usual case}\n")
    assert lint(read([base]), as_of=AS_OF) == ()  # not looked for, so nothing is said of the exception
    told = {"example-idle": [Remark("WRK-02", ("examples",), "example 1 is idle")]}
    assert lint(read([base]), as_of=AS_OF, further=told) == ()
    unused = lint(read([base]), as_of=AS_OF, further={"example-idle": []})
    assert [d.code for d in unused] == ["unused-exception"]


def test_the_engine_finds_under_the_names_the_lint_knows() -> None:
    lib = library()
    found = {**rule_remarks(lib, condition_in_words), **example_remarks(lib, AS_OF, condition_in_words)}
    assert tuple(found) == OF_ENGINE


@pytest.mark.slow
def test_the_bundled_library_passes_every_check() -> None:
    library_, problems = lint_library((), "2026-11-27")
    assert library_ is not None
    assert [str(one) for one in problems] == []


@pytest.mark.parametrize("key", ["evidence", "verify"])
def test_a_control_without_evidence_or_verification_is_refused(base: Path, key: str) -> None:
    path = base / "access.yaml"
    lines = path.read_text().splitlines(keepends=True)
    start = next(index for index, line in enumerate(lines) if line.startswith(f"  {key}:"))
    end = start + 1 + lines[start + 1].startswith("    - ")
    path.write_text("".join(lines[:start] + lines[end:]))
    assert ("missing-key", True) in [
        (d.code, f'"{key}"' in d.message or key in d.message) for d in read([base]).diagnostics
    ]


def test_a_library_with_errors_is_still_looked_at_for_the_order_of_keys(base: Path) -> None:
    path = base / "workforce.yaml"
    path.write_text(path.read_text().replace("gate: scale\n  party: vendor", "party: vendor\n  gate: scale"))
    (base / "access.yaml").write_text("- {id: ACC-01}\n")
    reading = read([base])
    assert reading.library is None
    assert [d.code for d in lint(reading, as_of=AS_OF)] == ["key-order"]


def test_every_check_says_in_a_line_what_it_is_for() -> None:
    assert all(check.__doc__ and "\n" not in check.__doc__ for check in CHECKS.values())


def test_places_of_entries_and_values(base: Path) -> None:
    reading = read([base])
    assert str(reading.place("ACC-01", "examples", 1)) == "controls/access.yaml:36:7"
    assert str(reading.place("phi", "when")) == "controls/scoping.yaml:73:11"
    assert reading.place("nothing") is None
