"""Beginning, opening, recording, going back, and everything that is refused."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bpo_controls.answers.answer_file import read_answer_file
from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Answers, Need, NonAnswer, Subject
from bpo_controls.answers.import_plan import plan_import
from bpo_controls.diagnostics import Level, UserError
from bpo_controls.workspace.engagement import (
    Engagement,
    create_engagement,
    hand_edits,
    open_engagement,
)
from bpo_controls.workspace.journal import read_journal
from bpo_controls.workspace.paths import write_atomically
from bpo_controls.workspace.reality_check import past_review
from bpo_controls.workspace.writer import open_writer
from tests.answers.small import small_library
from tests.answers.strategies import HOSTILE
from tests.workspace.conftest import NOW, a_file

posix = pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
CODING = Subject("workflow", "coding")


def now() -> str:
    return NOW


def record(directory: Path, *answers: Answer) -> Engagement:
    engagement = open_engagement(directory, small_library())
    with open_writer(engagement, now) as writer:
        for answer in answers:
            writer.save(answer)
        assert writer.warnings == []
    return engagement


def code(call: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        call()
    for problem in caught.value.diagnostics:
        assert str(problem).isprintable()
        assert problem.hint
    return caught.value.diagnostics[0].code


def snapshot(directory: Path) -> dict[str, tuple[bytes, int, int]]:
    return {
        str(path.relative_to(directory)): (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode)
        for path in directory.rglob("*")
        if path.is_file()
    }


def test_answers_are_there_when_opened_again(directory: Path) -> None:
    given = (
        Answer("workflows", ENGAGEMENT, ("coding",), at=NOW),
        Answer("ACC-02", ENGAGEMENT, 72, note="as told", by="B. Example", role="it-security", at=NOW),
        Answer("QA-02", CODING, non_answer=NonAnswer("later"), at=NOW),
    )
    written = record(directory, *given)
    read = open_engagement(directory, small_library())
    assert tuple(read.answers) == given
    assert read.answers == written.answers
    assert read.journal_head == written.journal_head
    assert read.warnings == ()
    assert read.file.library is not None
    assert read.file.library.id == "small"


def test_an_answer_without_a_time_gets_one(directory: Path) -> None:
    assert record(directory, Answer("goal", ENGAGEMENT, "x")).answers.get("goal", ENGAGEMENT) == Answer(
        "goal", ENGAGEMENT, "x", at=NOW
    )


def test_history_keeps_what_was_changed_and_withdrawn(directory: Path) -> None:
    engagement = record(
        directory, Answer("ACC-01", ENGAGEMENT, "partly"), Answer("ACC-01", ENGAGEMENT, "in-place")
    )
    with open_writer(engagement, now) as writer:
        writer.withdraw(Need("ACC-01", ENGAGEMENT))
        given = [Answer("ACC-01", ENGAGEMENT, "not-in-place"), Answer("QA-02", CODING, "partly")]
        writer.import_answers(plan_import(writer.record, given, now=now), "f")
        writer.withdraw(Need("QA-02", CODING))
    read = open_engagement(directory, small_library())
    assert [answer.value for answer in read.record.history(Need("ACC-01", ENGAGEMENT))] == [
        "partly",
        "in-place",
        "not-in-place",
    ]
    assert [answer.value for answer in read.record.history(Need("QA-02", CODING))] == ["partly"]
    assert read.record.history(Need("QA-02", Subject("workflow", "*"))) == ()
    assert [answer.value for answer in read.answers] == ["not-in-place"]
    assert read.answers == engagement.answers


def test_reading_writes_nothing(directory: Path) -> None:
    record(directory, Answer("goal", ENGAGEMENT, "x"))
    for torn in (b"", b'{"n":3'):
        with (directory / "journal.jsonl").open("ab") as file:
            file.write(torn)
        before = snapshot(directory)
        engagement = open_engagement(directory, small_library())
        hand_edits(engagement)
        engagement.record.history(Need("goal", ENGAGEMENT))
        assert snapshot(directory) == before


@posix
def test_only_the_owner_can_read(directory: Path) -> None:
    record(directory, Answer("goal", ENGAGEMENT, "x"))
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in directory.iterdir()} == {0o600}


def test_hostile_texts_come_back_as_typed(directory: Path) -> None:
    given = [Answer("goal", ENGAGEMENT, text, note=text, by=text, at=NOW) for text in HOSTILE]
    engagement = record(directory, *given)
    read = open_engagement(directory, small_library())
    assert list(read.record.history(Need("goal", ENGAGEMENT))) == given
    assert read.answers == engagement.answers
    assert len((directory / "journal.jsonl").read_bytes().splitlines()) >= len(given)


def test_text_that_is_no_unicode_changes_nothing(directory: Path) -> None:
    engagement = open_engagement(directory, small_library())
    before = (directory / "journal.jsonl").read_bytes()
    with open_writer(engagement, now) as writer, pytest.raises(ValueError, match="surrogates"):
        writer.save(Answer("goal", ENGAGEMENT, "\ud800"))
    assert (directory / "journal.jsonl").read_bytes() == before


def test_refusals(directory: Path, tmp_path: Path) -> None:
    library = small_library()
    assert code(lambda: open_engagement(tmp_path, small_library())) == "not-an-engagement"
    assert code(lambda: open_engagement(tmp_path / "nowhere", small_library())) == "not-an-engagement"
    assert code(lambda: create_engagement(directory, a_file(), library, at=NOW)) == "engagement-exists"
    full = tmp_path / "full"
    full.mkdir()
    (full / "notes.txt").write_text("mine")
    assert code(lambda: create_engagement(full, a_file(), library, at=NOW)) == "directory-not-empty"
    assert [path.name for path in full.iterdir()] == ["notes.txt"]
    assert code(lambda: create_engagement(full / "notes.txt", a_file(), library, at=NOW)) == "not-a-directory"
    assert code(lambda: open_engagement(directory, small_library(id="other"))) == "other-library"
    nameless = replace(a_file(), goal="")
    assert code(lambda: create_engagement(tmp_path / "new", nameless, library, at=NOW)) == "missing-key"
    named = replace(a_file(), goal="patient John Smith")
    assert (
        code(lambda: create_engagement(tmp_path / "new", named, library, at=NOW)) == "looks-like-identifier"
    )
    assert not (tmp_path / "new").exists()
    create_engagement(tmp_path / "new", named, library, at=NOW, allow_identifiers=True)
    assert [one.code for one in open_engagement(tmp_path / "new", small_library()).warnings] == [
        "looks-like-identifier"
    ]


@posix
def test_an_empty_directory_becomes_private(tmp_path: Path) -> None:
    made = tmp_path / "there"
    made.mkdir(mode=0o755)
    create_engagement(made, a_file(), small_library(), at=NOW)
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


@posix
def test_a_directory_without_the_right_to_write(directory: Path) -> None:
    record(directory, Answer("goal", ENGAGEMENT, "x"))
    directory.chmod(0o500)
    if os.access(directory, os.W_OK):
        directory.chmod(0o700)
        pytest.skip("this user may write anywhere")
    try:
        engagement = open_engagement(directory, small_library())
        assert (
            code(lambda: create_engagement(directory / "new", a_file(), small_library(), at=NOW))
            == "cannot-write"
        )
        with open_writer(engagement, now) as writer:
            writer.save(Answer("goal", ENGAGEMENT, "y"))
            assert [problem.code for problem in writer.warnings] == ["mirror-behind"]
    finally:
        directory.chmod(0o700)


@posix
def test_links_and_rights(directory: Path, tmp_path: Path) -> None:
    journal = directory / "journal.jsonl"
    away = tmp_path / "away.jsonl"
    journal.rename(away)
    assert code(lambda: open_engagement(directory, small_library())) == "journal-missing"
    journal.symlink_to(away)
    assert code(lambda: open_engagement(directory, small_library())) == "journal-linked"
    journal.unlink()
    away.rename(journal)
    (directory / ".lock").unlink(missing_ok=True)
    (directory / ".lock").symlink_to(directory / "engagement.yaml")
    engagement = open_engagement(directory, small_library())
    assert code(lambda: open_writer(engagement, now).__enter__()) == "lock-linked"
    assert (directory / "engagement.yaml").stat().st_size
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "gone")
    assert code(lambda: create_engagement(link, a_file(), small_library(), at=NOW)) == "not-a-directory"


def test_init_can_be_run_again_after_a_crash(directory: Path) -> None:
    (directory / "engagement.yaml").unlink()
    create_engagement(directory, a_file(), small_library(), at=NOW)
    record(directory, Answer("goal", ENGAGEMENT, "x"))
    (directory / "engagement.yaml").unlink()
    (directory / "answers.yaml").unlink()
    (directory / ".lock").unlink(missing_ok=True)
    # A journal with answers is never thrown away, whatever else is missing.
    assert (
        code(lambda: create_engagement(directory, a_file(), small_library(), at=NOW)) == "directory-not-empty"
    )


def test_a_changed_library_is_told_and_recorded_once(directory: Path) -> None:
    newer = small_library("1.1.0", "cd" * 32)
    engagement = open_engagement(directory, newer)
    assert [problem.code for problem in engagement.warnings] == ["library-changed"]
    with open_writer(engagement, now) as writer:
        assert len(engagement.events) == 1
        writer.save(Answer("goal", ENGAGEMENT, "x"))
        writer.save(Answer("goal", ENGAGEMENT, "y"))
    assert [event.kind for event in engagement.events] == ["opened", "library-changed", "answer", "answer"]
    assert open_engagement(directory, newer).warnings == ()


def test_an_answer_to_an_item_that_is_gone_is_kept(directory: Path) -> None:
    record(directory, Answer("ACC-01", ENGAGEMENT, "partly"), Answer("OLD-01", ENGAGEMENT, "in-place"))
    text = (directory / "answers.yaml").read_text()
    assert "# OLD-01:" in text
    answers, problems = read_answer_file(text, "answers.yaml", small_library())
    assert [answer.item for answer in answers] == ["ACC-01"]
    assert problems == ()


def test_two_writers(directory: Path) -> None:
    first = open_engagement(directory, small_library())
    second = open_engagement(directory, small_library())
    with open_writer(first, now) as writer:
        with pytest.raises(
            UserError, match=rf"is being written by .* \(process {os.getpid()}\) since {NOW[:10]}"
        ):
            open_writer(second, now).__enter__()
        writer.save(Answer("goal", ENGAGEMENT, "first"))
        assert open_engagement(directory, small_library()).answers == first.answers  # reading needs no lock
    assert not (directory / ".lock-holder.json").exists()
    with open_writer(second, now) as late:
        assert late.record.answers == first.answers  # what happened since it was opened is taken in
        late.save(Answer("stage", ENGAGEMENT, "new"))
    assert len(open_engagement(directory, small_library()).answers) == 2


@posix
def test_a_dead_holder_is_no_obstacle(directory: Path) -> None:
    dead = {"user": "gone", "host": os.uname().nodename, "pid": 2**22 - 7, "since": "x"}
    (directory / ".lock-holder.json").write_text(json.dumps(dead))
    engagement = record(directory, Answer("goal", ENGAGEMENT, "x"))
    with open_writer(engagement, now):
        (directory / ".lock-holder.json").write_text(json.dumps(dead))
        with pytest.raises(UserError, match="is being written by another session"):
            open_writer(open_engagement(directory, small_library()), now).__enter__()
        (directory / ".lock-holder.json").write_text("\x1b[31mnonsense")
        with pytest.raises(UserError, match="is being written by another session"):
            open_writer(open_engagement(directory, small_library()), now).__enter__()


def test_mirror_follows_and_reads_back(directory: Path) -> None:
    engagement = record(
        directory,
        Answer("QA-02", CODING, "another-way", note="two\nlines: # not a comment"),
        Answer("QA-02", Subject("workflow", "*"), "partly"),
        Answer("data_types", Subject("workflow", "*"), ("clinical", "sud")),
        Answer("sites", ENGAGEMENT, ()),
    )
    text = (directory / "answers.yaml").read_text()
    assert text.index("# == The work ==") < text.index("# == access ==")
    answers, problems = read_answer_file(text, "answers.yaml", small_library())
    assert problems == ()
    assert {(one.item, one.subject): one for one in answers} == dict(engagement.answers.entries)


def test_a_lagging_mirror_is_rewritten_silently(directory: Path) -> None:
    record(directory, Answer("goal", ENGAGEMENT, "x"))
    old = (directory / "answers.yaml").read_bytes()
    record(directory, Answer("goal", ENGAGEMENT, "y"))
    new = (directory / "answers.yaml").read_bytes()
    (directory / "answers.yaml").write_bytes(old)
    engagement = open_engagement(directory, small_library())
    assert engagement.warnings == ()
    with open_writer(engagement, now) as writer:
        assert writer.warnings == []
    assert (directory / "answers.yaml").read_bytes() == new
    assert not list(directory.glob("answers.edited*"))


def edit(directory: Path, old: str, new: str) -> Engagement:
    path = directory / "answers.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    engagement = open_engagement(directory, small_library())
    assert engagement.hand_edited
    assert [problem.code for problem in engagement.warnings] == ["hand-edited"]
    return engagement


def test_hand_edits_are_taken_in(directory: Path) -> None:
    record(directory, Answer("goal", ENGAGEMENT, "old goal"), Answer("ACC-01", ENGAGEMENT, "partly"))
    engagement = edit(directory, "old goal", "new goal")
    path = directory / "answers.yaml"
    path.write_text(path.read_text() + "\nACC-02: 12 hours\n")
    path.write_text(path.read_text().replace("value: partly", "later: true"))
    edits = hand_edits(engagement)
    assert edits.diagnostics == ()
    assert [(answer.item, answer.value, answer.at) for answer in edits.answers] == [
        ("goal", "new goal", ""),
        ("ACC-01", None, ""),
        ("ACC-02", 12, ""),
    ]
    with open_writer(engagement, lambda: "2026-11-24T09:00:00+00:00") as writer:
        writer.import_hand_edits(edits)
        assert writer.warnings == []
    read = open_engagement(directory, small_library())
    assert read.warnings == ()
    assert [answer.value for answer in read.answers] == ["new goal", None, 12]
    assert [event.kind for event in read.events][-1] == "imported"
    assert not list(directory.glob("answers.edited*"))


def test_an_entry_taken_out_by_hand_is_withdrawn(directory: Path) -> None:
    record(directory, Answer("goal", ENGAGEMENT, "x"), Answer("stage", ENGAGEMENT, "new"))
    path = directory / "answers.yaml"
    text = path.read_text()
    start = text.index("stage:")
    path.write_text(text[:start])
    engagement = open_engagement(directory, small_library())
    edits = hand_edits(engagement)
    assert edits.withdrawn == (("stage", ENGAGEMENT),)
    with open_writer(engagement, now) as writer:
        writer.import_hand_edits(edits)
    assert [answer.item for answer in open_engagement(directory, small_library()).answers] == ["goal"]


def test_declined_hand_edits_are_kept_aside(directory: Path) -> None:
    record(directory, Answer("goal", ENGAGEMENT, "old goal"))
    engagement = edit(directory, "old goal", "my goal")
    with open_writer(engagement, now) as writer:
        aside = writer.decline_hand_edits()
    assert aside == directory / "answers.edited-1.yaml"
    assert "my goal" in aside.read_text()
    assert open_engagement(directory, small_library()).warnings == ()


def test_hand_edits_nobody_decided_on_are_kept_aside_too(directory: Path) -> None:
    record(directory, Answer("goal", ENGAGEMENT, "old goal"))
    engagement = edit(directory, "old goal", "my goal")
    with open_writer(engagement, now) as writer:
        writer.save(Answer("stage", ENGAGEMENT, "new"))
        # and an edit while the session runs
        path = directory / "answers.yaml"
        path.write_text(path.read_text().replace("old goal", "later goal"))
        writer.save(Answer("stage", ENGAGEMENT, "live"))
        assert [problem.code for problem in writer.warnings] == ["hand-edited", "hand-edited"]
    assert "my goal" in (directory / "answers.edited-1.yaml").read_text()
    assert "later goal" in (directory / "answers.edited-2.yaml").read_text()
    assert len(open_engagement(directory, small_library()).answers) == 2


def test_wrong_hand_edits_are_told_and_kept(directory: Path) -> None:
    record(directory, Answer("goal", ENGAGEMENT, "old goal"), Answer("ACC-01", ENGAGEMENT, "partly"))
    engagement = edit(directory, "value: partly", "value: prtly")
    edits = hand_edits(engagement)
    assert edits.answers == ()
    assert edits.withdrawn == ()
    assert str(edits.diagnostics[0]).startswith("answers.yaml:")
    assert 'did you mean "partly"?' in str(edits.diagnostics[0])
    with open_writer(engagement, now) as writer:
        writer.import_hand_edits(edits)
    assert (directory / "answers.edited-1.yaml").exists()
    assert len(open_engagement(directory, small_library()).answers) == 2


def test_an_identifier_in_a_hand_edit_is_refused(directory: Path) -> None:
    # One that was let through before stays, and does not get in the way of other edits.
    record(
        directory, Answer("goal", ENGAGEMENT, "patient John Smith"), Answer("ACC-01", ENGAGEMENT, "partly")
    )
    engagement = edit(directory, "value: partly", "value: in-place")
    edits = hand_edits(engagement)
    assert [answer.value for answer in edits.answers] == ["in-place"]
    assert edits.diagnostics == ()
    engagement = edit(directory, "value: in-place", "value: in-place\n  note: patient Jane Roe")
    edits = hand_edits(engagement)
    assert edits.answers == ()
    assert "looks-like-identifier" in {problem.code for problem in edits.diagnostics}


def test_a_full_disk_for_the_mirror_loses_no_answer(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engagement = open_engagement(directory, small_library())

    def full(path: Path, data: bytes, **_: int) -> None:
        raise OSError(28, "No space left on device")

    with open_writer(engagement, now) as writer:
        monkeypatch.setattr("bpo_controls.workspace.paths.write_atomically", full)
        writer.save(Answer("goal", ENGAGEMENT, "x"))
        assert [problem.code for problem in writer.warnings] == ["mirror-behind"]
    monkeypatch.undo()
    assert len(open_engagement(directory, small_library()).answers) == 1


def test_atomic_replacement_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    write_atomically(path, b"old")

    def short(fd: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", short)
    assert code(lambda: write_atomically(path, b"new")) == "disk-full"
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.yaml"]


def test_a_copied_engagement_opens(directory: Path, tmp_path: Path) -> None:
    written = record(directory, Answer("goal", ENGAGEMENT, "x"))
    shutil.copytree(directory, tmp_path / "copy")
    assert open_engagement(tmp_path / "copy", small_library()).answers == written.answers


def test_nothing_answered(directory: Path) -> None:
    engagement = open_engagement(directory, small_library())
    assert engagement.answers == Answers({})
    assert not engagement.hand_edited


def cut(directory: Path, lines: int) -> bytes:
    """Leaves the first lines of the journal; gives the mirror that stands for the whole of it."""
    path = directory / "journal.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:lines]))
    return (directory / "answers.yaml").read_bytes()


def test_a_cut_journal_is_told_and_the_fuller_mirror_is_kept(directory: Path) -> None:
    whole = record(
        directory,
        Answer("goal", ENGAGEMENT, "Fewer denials", at=NOW),
        Answer("sites", ENGAGEMENT, (), at=NOW),
        Answer("ACC-01", ENGAGEMENT, "partly", at=NOW),
    )
    fuller = cut(directory, 2)
    before = snapshot(directory)
    engagement = open_engagement(directory, small_library())
    assert snapshot(directory) == before
    assert [problem.code for problem in engagement.warnings] == ["journal-shortened"]
    assert "does not hold event 4" in str(engagement.warnings[0])
    assert "it ends at event 2" in str(engagement.warnings[0])
    assert not engagement.hand_edited
    with open_writer(engagement, now) as writer:
        assert [problem.code for problem in writer.warnings] == ["journal-shortened"]
        assert "answers.before-1.yaml" in writer.warnings[0].hint
        writer.save(Answer("start", ENGAGEMENT, "2027-01-01"))
        assert len(writer.warnings) == 1
    aside = directory / "answers.before-1.yaml"
    assert aside.read_bytes() == fuller
    answers, problems = read_answer_file(aside.read_text(), aside.name, small_library())
    assert problems == ()
    assert {(one.item, one.subject): one for one in answers} == dict(whole.answers.entries)
    assert open_engagement(directory, small_library()).warnings == ()


def test_an_edited_mirror_of_a_cut_journal_is_kept_too(directory: Path) -> None:
    record(directory, Answer("goal", ENGAGEMENT, "x"), Answer("ACC-01", ENGAGEMENT, "partly"))
    cut(directory, 2)
    path = directory / "answers.yaml"
    path.write_text(path.read_text().replace("partly", "in-place"))
    edited = path.read_bytes()
    engagement = open_engagement(directory, small_library())
    assert [problem.code for problem in engagement.warnings] == ["journal-shortened"]
    with open_writer(engagement, now):
        pass
    assert (directory / "answers.before-1.yaml").read_bytes() == edited


def test_a_torn_event_that_was_confirmed_is_not_called_unconfirmed(directory: Path) -> None:
    record(directory, Answer("goal", ENGAGEMENT, "x"), Answer("ACC-01", ENGAGEMENT, "partly"))
    path = directory / "journal.jsonl"
    path.write_bytes(path.read_bytes()[:-40])
    engagement = open_engagement(directory, small_library())
    assert [problem.code for problem in engagement.warnings] == ["journal-torn", "journal-shortened"]
    assert "confirmed" not in str(engagement.warnings[0])
    with open_writer(engagement, now) as writer:
        assert [problem.code for problem in writer.warnings] == ["journal-torn", "journal-shortened"]
    assert (directory / "journal.torn-1.txt").exists()
    assert "partly" in (directory / "answers.before-1.yaml").read_text()


def test_a_mirror_of_the_version_before_still_counts(directory: Path) -> None:
    record(directory, Answer("goal", ENGAGEMENT, "x"))
    path = directory / "answers.yaml"
    path.write_text(path.read_text().replace(" (event 2)", ""))
    assert open_engagement(directory, small_library()).warnings == ()


def test_refused_rights_are_told_as_such(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("bpo_controls.workspace.journal.read_plain_file", refuse)
    with pytest.raises(UserError) as caught:
        read_journal(directory / "journal.jsonl")
    assert caught.value.diagnostics[0].hint == "check the rights on it"


@pytest.mark.parametrize(("date", "told"), [("", False), ("2026-11-23", False), ("2026-11-22", True)])
def test_a_review_in_the_past_is_a_warning(date: str, told: bool) -> None:
    found = past_review(date, "2026-11-23")
    assert (found is not None) == told
    assert found is None or found.level is Level.WARNING
