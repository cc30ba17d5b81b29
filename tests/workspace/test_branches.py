"""Journals that parted are joined; nothing said on either side is lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Need
from bpo_controls.diagnostics import UserError
from bpo_controls.workspace.branches import plan_merge, put_right, read_branch
from bpo_controls.workspace.engagement import create_engagement, open_engagement
from bpo_controls.workspace.journal import read_journal
from bpo_controls.workspace.writer import open_writer
from tests.answers.small import small_library
from tests.workspace.conftest import NOW, a_file

LATER = "2026-11-24T09:00:00+00:00"


def said(directory: Path, *answers: Answer) -> None:
    with open_writer(open_engagement(directory, small_library()), lambda: NOW) as writer:
        for answer in answers:
            writer.save(answer)


def goal(text: str, by: str = "Ana Example") -> Answer:
    return Answer("goal", ENGAGEMENT, text, by=by)


@pytest.fixture
def parted(directory: Path, tmp_path: Path) -> tuple[Path, Path]:
    """An engagement and a conflict copy of its journal, written apart after the first answer."""
    said(directory, goal("first"))
    there = tmp_path / "there"
    shutil.copytree(directory, there)
    said(directory, goal("here"))
    said(there, goal("there"), Answer("ACC-01", ENGAGEMENT, "partly", by="Ben Example"))
    copy = directory / "journal (Pat's conflicted copy).jsonl"
    shutil.copy(there / "journal.jsonl", copy)
    return directory, copy


def test_a_conflict_copy_is_recognized_and_joined(parted: tuple[Path, Path]) -> None:
    directory, copy = parted
    engagement = open_engagement(directory, small_library())
    assert [one.code for one in engagement.warnings] == ["journal-copy"]
    branch = read_branch(engagement, copy)
    assert (branch.shared, len(branch.fresh)) == (2, 2)
    with open_writer(engagement, lambda: LATER) as writer:
        writer.merge(plan_merge(engagement, branch, LATER), copy.name)
    copy.unlink()
    merged = open_engagement(directory, small_library())
    assert {need.item: answer.value for need, answer in merged.answers.entries.items()} == {
        "goal": "here",
        "ACC-01": "partly",
    }
    assert [answer.value for answer in merged.record.contested[Need("goal", ENGAGEMENT)]] == ["there"]
    values = {answer.value for answer in merged.full.history(Need("goal", ENGAGEMENT))}
    assert values == {"first", "here", "there"}


def test_what_both_sides_changed_is_a_conflict_between_people(directory: Path, tmp_path: Path) -> None:
    said(directory, goal("first"))
    there = tmp_path / "there"
    shutil.copytree(directory, there)
    said(directory, Answer("ACC-01", ENGAGEMENT, "partly", by="Ana Example"))
    said(there, Answer("ACC-01", ENGAGEMENT, "in-place", by="Ben Example"))
    engagement = open_engagement(directory, small_library())
    with open_writer(engagement, lambda: LATER) as writer:
        writer.merge(plan_merge(engagement, read_branch(engagement, there / "journal.jsonl"), LATER), "x")
        need = Need("ACC-01", ENGAGEMENT)
        assert writer.record.answers.entries[need].value == "partly"
        assert [answer.value for answer in writer.record.contested[need]] == ["in-place"]


def test_the_journal_of_another_engagement_is_refused(directory: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    create_engagement(other, replace(a_file(), buyer="Another Plan"), small_library(), at=NOW)
    engagement = open_engagement(directory, small_library())
    with pytest.raises(UserError) as caught:
        read_branch(engagement, other / "journal.jsonl")
    assert caught.value.diagnostics[0].code == "other-engagement"


def test_merge_marks_are_named_and_both_sides_kept(parted: tuple[Path, Path]) -> None:
    directory, copy = parted
    path = directory / "journal.jsonl"
    ours, theirs = path.read_bytes().splitlines(True), copy.read_bytes().splitlines(True)
    copy.unlink()
    marked = [*ours[:2], b"<<<<<<< HEAD\n", *ours[2:], b"=======\n", *theirs[2:], b">>>>>>> branch\n"]
    path.write_bytes(b"".join(marked))
    with pytest.raises(UserError) as caught:
        read_journal(path)
    assert (caught.value.diagnostics[0].code, caught.value.diagnostics[0].where.line) == ("journal-merge", 3)  # type: ignore[union-attr]
    other = put_right(directory)
    assert other is not None
    assert path.read_bytes() == b"".join(ours)
    assert other.read_bytes() == b"".join(theirs)


@pytest.mark.parametrize("how", ["crlf", "bom", "both"])
def test_line_ends_of_another_system_are_put_right(directory: Path, how: str) -> None:
    said(directory, goal("first"))
    path = directory / "journal.jsonl"
    raw = path.read_bytes()
    damaged = raw.replace(b"\n", b"\r\n") if how != "bom" else raw
    damaged = b"\xef\xbb\xbf" + damaged if how != "crlf" else damaged
    path.write_bytes(damaged)
    with pytest.raises(UserError) as caught:
        read_journal(path)
    assert caught.value.diagnostics[0].code == "journal-line-ends"
    assert put_right(directory) is None
    assert path.read_bytes() == raw


def test_a_journal_copied_in_from_another_engagement_is_noticed(directory: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    create_engagement(other, replace(a_file(), buyer="Another Plan"), small_library(), at=NOW)
    shutil.copy(other / "journal.jsonl", directory / "journal.jsonl")
    with pytest.raises(UserError) as caught:
        open_engagement(directory, small_library())
    assert caught.value.diagnostics[0].code == "other-engagement"
