"""A place called otherwise keeps its answers; a text leaves every file and the chain still verifies."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Evidence, Need, Subject
from bpo_controls.diagnostics import UserError
from bpo_controls.workspace.engagement import open_engagement
from bpo_controls.workspace.journal import read_journal
from bpo_controls.workspace.redact import REMOVED, redact
from bpo_controls.workspace.rename import planned_rename
from bpo_controls.workspace.writer import open_writer
from tests.answers.small import small_library
from tests.workspace.conftest import NOW

MANILA, CEBU = Subject("site", "manila"), Subject("site", "cebu-homes")


def record(directory: Path, *answers: Answer) -> None:
    with open_writer(open_engagement(directory, small_library()), lambda: NOW) as writer:
        for answer in answers:
            writer.save(answer)


def test_a_renamed_site_keeps_its_answers_and_undo_brings_the_name_back(directory: Path) -> None:
    library = small_library()
    item = library.introducer("site")
    assert item is not None
    record(
        directory,
        Answer(item.id, ENGAGEMENT, ("Manila", "Luzon")),
        Answer("ACC-07", MANILA, "partly", note="two doors"),
    )
    with open_writer(open_engagement(directory, library), lambda: NOW) as writer:
        planned = planned_rename(library, writer.record.answers, "manila", "Cebu homes")
        writer.rename(planned)
        answers = writer.record.answers
        assert answers.entries[Need(item.id, ENGAGEMENT)].value == ("Cebu homes", "Luzon")
        assert answers.entries[Need("ACC-07", CEBU)].note == "two doors"
        assert Need("ACC-07", MANILA) not in answers.entries
        writer.undo()
        assert Need("ACC-07", MANILA) in writer.record.answers.entries
        writer.redo()
    assert Need("ACC-07", CEBU) in open_engagement(directory, library).answers.entries


@pytest.mark.parametrize(("before", "after"), [("Nowhere", "X"), ("Manila", "Luzon"), ("Manila", " ")])
def test_a_name_that_cannot_be_is_refused(directory: Path, before: str, after: str) -> None:
    library = small_library()
    item = library.introducer("site")
    assert item is not None
    record(directory, Answer(item.id, ENGAGEMENT, ("Manila", "Luzon")))
    with pytest.raises(UserError):
        planned_rename(library, open_engagement(directory, library).answers, before, after)


def test_a_redacted_text_is_nowhere_and_the_chain_verifies(directory: Path) -> None:
    record(
        directory,
        Answer("goal", ENGAGEMENT, "calm", note="Acct 001 for Jane  Doe", by="Ana Example"),
        Answer("ACC-01", ENGAGEMENT, "partly", evidence=(Evidence("List of JANE DOE"),)),
        Answer("stage", ENGAGEMENT, "new"),
    )
    (directory / "answers.edited-1.yaml").write_text("goal: Jane Doe said so\n", encoding="utf-8")
    done = redact(directory, "Jane Doe", by="Robin Sample", reason="names a patient", at=NOW)
    assert done.events == (2, 3)
    assert done.files == ("answers.edited-1.yaml",)
    for path in directory.rglob("*"):
        if path.is_file():
            assert b"jane" not in path.read_bytes().lower(), path
    engagement = open_engagement(directory, small_library())
    answers = engagement.answers.entries
    assert answers[Need("goal", ENGAGEMENT)].note == f"Acct 001 for {REMOVED}"
    assert answers[Need("ACC-01", ENGAGEMENT)].evidence[0].title == f"List of {REMOVED}"
    last = engagement.full.changes[-1]
    assert (last.kind, last.by, last.reason) == ("redacted", "Robin Sample", "names a patient")
    record(directory, Answer("goal", ENGAGEMENT, "calmer", by="Ana Example"))
    assert len(read_journal(directory / "journal.jsonl").events) == 6


@pytest.mark.parametrize(
    "people",
    [
        "people:\n  - name: Kim Sample\n    role: privacy officer, buyer\n",
        "people:\n  - name:   Kim Sample  # joined in May\n    role: privacy officer, buyer\n",
        "people:\n  - {name: Kim Sample, role: 'privacy officer, buyer'}\n",
        "people: [{name: 'Kim Sample', role: 'privacy officer, buyer'}]\n",
        "people:\n  - name: >-\n      Kim Sample\n    role: privacy officer, buyer\n",
    ],
)
def test_a_name_is_taken_out_of_a_register_written_by_hand_in_any_way(directory: Path, people: str) -> None:
    file = directory / "engagement.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("people: []\n") == 1
    file.write_text(text.replace("people: []\n", people), encoding="utf-8")
    redact(directory, "Kim Sample", by="Sam Sample", reason="asked for it", at=NOW)
    assert "Kim" not in file.read_text(encoding="utf-8")
    (person,) = open_engagement(directory, small_library()).file.people
    assert person.name == REMOVED


def test_a_second_redaction_of_the_same_line_verifies(directory: Path) -> None:
    record(directory, Answer("goal", ENGAGEMENT, "calm", note="Jane Doe and John Roe"))
    redact(directory, "Jane Doe", by="R", reason="x", at=NOW)
    redact(directory, "John Roe", by="R", reason="x", at=NOW)
    (answer,) = open_engagement(directory, small_library()).answers
    assert answer.note == f"{REMOVED} and {REMOVED}"


def test_a_redacted_line_that_is_changed_once_more_is_damage(directory: Path) -> None:
    record(directory, Answer("goal", ENGAGEMENT, "calm", note="Jane Doe"))
    redact(directory, "Jane Doe", by="R", reason="x", at=NOW)
    path = directory / "journal.jsonl"
    path.write_bytes(path.read_bytes().replace(b"calm", b"loud"))
    with pytest.raises(UserError, match="does not match its digest"):
        read_journal(path)


def test_nothing_found_changes_nothing(directory: Path) -> None:
    record(directory, Answer("goal", ENGAGEMENT, "calm"))
    before = (directory / "journal.jsonl").read_bytes()
    assert redact(directory, "Jane Doe", by="R", reason="x", at=NOW).nothing
    assert (directory / "journal.jsonl").read_bytes() == before
    with pytest.raises(UserError):
        redact(directory, "J", by="R", reason="x", at=NOW)
    with pytest.raises(UserError):
        redact(directory, "Jane Doe", by="", reason="x", at=NOW)


@pytest.mark.parametrize("how", ["appended", "replaced", "cut"])
def test_a_journal_that_somebody_else_touches_is_never_written_over(directory: Path, how: str) -> None:
    record(directory, Answer("goal", ENGAGEMENT, "calm"))
    path = directory / "journal.jsonl"
    with open_writer(open_engagement(directory, small_library()), lambda: NOW) as writer:
        raw = path.read_bytes()
        if how == "appended":
            path.write_bytes(raw + b"x")
        elif how == "cut":
            path.write_bytes(raw[:-3])
        else:
            path.rename(directory / "old.jsonl")
            path.write_bytes(raw)
        touched = path.read_bytes()
        with pytest.raises(UserError) as caught:
            writer.save(Answer("stage", ENGAGEMENT, "new"))
        assert caught.value.diagnostics[0].code == "engagement-busy"
        assert path.read_bytes() == touched
