"""A control of the engagement's own is added and taken back as acts of the record: undone, redone, kept in the history."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Need
from bpo_controls.answers.recorded_library import own_controls, without
from bpo_controls.diagnostics import UserError
from bpo_controls.engine.record_steps import steps
from bpo_controls.workspace.assessed import decide
from bpo_controls.workspace.branches import plan_own_merge, read_branch
from bpo_controls.workspace.engagement import Engagement, open_engagement
from bpo_controls.workspace.own_control_file import add_own_control
from bpo_controls.workspace.reassessment import begin_reassessment
from bpo_controls.workspace.two_states import compare_opened
from bpo_controls.workspace.writer import Writer, open_writer
from tests.answers.small import small_library
from tests.workspace.conftest import NOW

LATER = "2026-11-25T09:00:00+00:00"
OWN = Need("OWN-01", ENGAGEMENT)
FIELDS = {"title": "The report is on time", "statement": "It arrives.", "source": "contract, 4.2"}


def opened(directory: Path) -> Engagement:
    return open_engagement(directory, small_library())


def decided(engagement: Engagement) -> set[str]:
    return {one.control.id for one in decide(engagement.library, engagement.record, "2026-11-26").findings}


def add(writer: Writer) -> str:
    return add_own_control(writer, small_library(), FIELDS, "Sam Sample")[1]


@pytest.fixture
def begun(directory: Path) -> Path:
    """An engagement with an own control that was answered, and contested, on the first day."""
    with open_writer(opened(directory), lambda: NOW) as writer:
        add(writer)
        writer.save(Answer("OWN-01", ENGAGEMENT, "in-place", by="Ana Example"))
        writer.save(Answer("OWN-01", ENGAGEMENT, "partly", by="Ben Example"))
    return directory


def test_taken_back_it_counts_for_nothing_and_undo_brings_it_back_with_its_answers(begun: Path) -> None:
    engagement = opened(begun)
    text = (begun / "own-controls.yaml").read_bytes()
    with open_writer(engagement, lambda: LATER) as writer:
        assert writer.drop_own("own-01", "Sam Sample", "struck") == "The report is on time"
        assert "OWN-01" not in engagement.library.controls
        assert "OWN-01" not in decided(engagement)
        assert (OWN in engagement.full.answers.entries, OWN in engagement.full.contested) == (False, False)
        again = opened(begun)
        assert again.full.dropped == {"OWN-01"}
        assert not again.warnings
        assert not again.misfits
        assert again.library.digest == engagement.library.digest
        writer.undo()
        assert engagement.answers.entries[OWN].value == "in-place"
        assert [one.value for one in engagement.full.contested[OWN]] == ["partly"]
        assert "OWN-01" in decided(engagement)
        writer.redo()
        assert "OWN-01" not in decided(opened(begun))
    assert (begun / "own-controls.yaml").read_bytes() == text


def test_an_addition_can_be_undone_and_its_id_is_not_given_twice(directory: Path) -> None:
    engagement = opened(directory)
    with open_writer(engagement, lambda: NOW) as writer:
        assert add(writer) == "OWN-01"
        writer.undo()
        assert own_controls(engagement.library) == ()
        assert own_controls(opened(directory).library) == ()
        assert add(writer) == "OWN-02"
        assert own_controls(opened(directory).library) == ("OWN-02",)
        writer.count_own(added=("OWN-01",))
        assert own_controls(engagement.library) == ("OWN-01", "OWN-02")
        writer.undo()  # the counting again
        assert own_controls(engagement.library) == ("OWN-02",)
        while writer.undo() is not None:
            pass
        assert own_controls(opened(directory).library) == ()


@pytest.mark.parametrize("id_", ["ACC-01", "OWN-07", ""])
def test_a_control_of_the_library_is_never_taken_back(begun: Path, id_: str) -> None:
    engagement = opened(begun)
    with open_writer(engagement, lambda: LATER) as writer, pytest.raises(UserError) as refused:
        writer.drop_own(id_)
    assert [one.code for one in refused.value.diagnostics] == ["unknown-control"]
    assert without(engagement.library, ["ACC-01"]) is engagement.library


def test_the_history_and_the_difference_of_two_days_have_the_control_of_its_day(begun: Path) -> None:
    engagement = opened(begun)
    with open_writer(engagement, lambda: LATER) as writer:
        writer.drop_own("OWN-01")
    moved = {change.kind: moves for change, moves in steps(engagement.whole, engagement.full, "2026-11-26")}
    assert moved["own-controls"]  # the last one: out again
    found = compare_opened(opened(begun), opened(begun), "2026-11-24", "2026-11-26")
    [one] = [one for one in found.comparison.differences if one.before and one.before.control.id == "OWN-01"]
    assert (one.before.status if one.before else "", one.after) == ("met", None)


def test_next_year_and_a_merge_know_what_was_taken_back(begun: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    shutil.copytree(begun, there)
    with open_writer(opened(there), lambda: LATER) as writer:
        writer.drop_own("OWN-01")
    engagement = opened(begun)
    branch = read_branch(engagement, there / "journal.jsonl")
    assert plan_own_merge(engagement, branch) == ((), ("OWN-01",))
    new = begin_reassessment(
        opened(there),
        tmp_path / "new",
        small_library(),
        "2026-11-26",
        "2027-11-26",
        lambda: "2027-11-26T09:00:00+00:00",
    ).engagement
    assert new.full.dropped == {"OWN-01"}
    assert own_controls(opened(tmp_path / "new").library) == ()
