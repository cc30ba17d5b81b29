"""Steps of the plan: what was said of them, folded, undone, and held against a file that came back."""

from __future__ import annotations

import pytest

from bpo_controls.answers.engagement_record import Change, Record
from bpo_controls.answers.step_reconcile import plan_steps
from bpo_controls.answers.step_text import read_field
from bpo_controls.answers.step_track import (
    UNTRACKED,
    StepProposal,
    StepTrack,
    StepUpdate,
    fields_from_plain,
    proposal_from_plain,
    proposal_to_plain,
    update_from_plain,
    update_to_plain,
)
from bpo_controls.diagnostics import Diagnostic

STEP = "ACC-02.1"


def told(number: int, kind: str = "tracked", **fields: str) -> Change:
    update = update_from_plain({"step": STEP, "fields": fields, "by": "Ana Example"})
    return Change(number, f"2026-12-{number:02}T09:00:00+00:00", tracked=(update,), kind=kind)


def test_a_step_is_closed_by_its_evidence_not_by_a_word() -> None:
    record = Record().after([told(1, status="done", done_on="2026-12-01")])
    assert not record.steps[STEP].closed
    assert record.steps[STEP].closed_event == 0
    record = record.after([told(2, evidence="Log of November")])
    assert record.steps[STEP].closed
    assert (record.steps[STEP].closed_event, record.steps[STEP].closed_at[:10]) == (2, "2026-12-02")


def test_what_says_nothing_about_the_closing_leaves_its_moment() -> None:
    record = Record().after([told(1, status="done", evidence="Log"), told(2, owner="Ben Example")])
    assert record.steps[STEP].closed_event == 1
    assert record.steps[STEP].status_event == 1
    assert record.after([told(3, evidence="Another log")]).steps[STEP].closed_event == 3


def test_undone_and_brought_back() -> None:
    first, second = told(1, status="done", evidence="Log"), told(2, status="open")
    undone = Record().after([first, second]).after([Change(3, "2026-12-03", undoes=2, kind="undone")])
    assert undone.steps[STEP].closed
    again = undone.after([Change(4, "2026-12-04", redoes=2, kind="redone")])
    assert not again.steps[STEP].closed
    assert Record().after([first]).after([Change(5, "2026-12-05", undoes=1, kind="undone")]).steps == {}


def test_the_past_knows_only_what_was_said_by_then() -> None:
    record = Record().after([told(1, owner="Ana Example"), told(5, owner="Ben Example")])
    assert record.at("2026-12-03").steps[STEP].owner == "Ana Example"


def proposal(was: dict[str, str] | None, **fields: str) -> StepProposal:
    plain = {"step": STEP, "fields": fields, "origin": "w.xlsx", **({"was": was} if was is not None else {})}
    return proposal_from_plain(plain, "7.1")


@pytest.mark.parametrize(
    ("stands", "was", "relation"),
    [
        ("", {"owner": ""}, "new"),
        ("Ana Example", {"owner": "Ana Example"}, "changed"),
        ("Cara Example", {"owner": "Ana Example"}, "conflict"),
        ("Cara Example", {"owner": ""}, "conflict"),
        ("", {"owner": "Ana Example"}, "conflict"),
        ("", None, "new"),
        ("Cara Example", None, "conflict"),
    ],
)
def test_what_a_cell_is_to_the_record(stands: str, was: dict[str, str] | None, relation: str) -> None:
    plan = plan_steps({STEP: StepTrack(owner=stands)}, [proposal(was, owner="Ben Example")])
    assert [change.relation for change in plan.changes] == [relation]


def test_what_the_record_says_already_is_no_change() -> None:
    assert (
        plan_steps({STEP: StepTrack(owner="Ben Example")}, [proposal(None, owner="Ben Example")]).changes
        == ()
    )


def test_a_conflict_waits_and_the_rest_counts() -> None:
    steps = {STEP: StepTrack(owner="Cara Example")}
    given = [proposal({"owner": "", "ticket": ""}, owner="Ben Example", ticket="OPS-1")]
    plan = plan_steps(steps, given)
    assert [(one.step, dict(one.fields)) for one in plan.updates] == [(STEP, {"ticket": "OPS-1"})]
    assert [dict(one.update.fields) for one in plan.waiting] == [{"owner": "Ben Example"}]
    newer = plan_steps(steps, given, "newer")
    assert dict(newer.updates[0].fields) == {"owner": "Ben Example", "ticket": "OPS-1"}
    assert newer.waiting == ()


def test_two_files_that_differ_are_a_conflict_of_the_second() -> None:
    one = proposal({"owner": ""}, owner="Ben Example")
    other = proposal({"owner": ""}, owner="Cara Example")
    plan = plan_steps({}, [one, other])
    assert [change.relation for change in plan.changes] == ["new", "conflict"]


def test_data_round_trips_and_strangers_are_refused() -> None:
    update = StepUpdate(STEP, {"status": "done", "evidence": "Log"}, "Ana Example")
    assert update_from_plain(update_to_plain(update)) == update
    waiting = StepProposal(update, "w.xlsx", {"status": "open", "evidence": ""}, "7.1")
    assert proposal_from_plain(proposal_to_plain(waiting), "7.1") == waiting
    with pytest.raises(ValueError, match="unknown field"):
        fields_from_plain({"color": "red"})
    with pytest.raises(ValueError, match="unknown status"):
        fields_from_plain({"status": "finished"})


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("status", "finished", "unknown-option"),
        ("done_on", "12/03/2026", "date-expected"),
        ("done_on", "2026-12-05", "date-to-come"),
        ("remarks", "see MRN 00482913 of Jane Doe, born 1961-03-05", "looks-like-identifier"),
        ("ticket", "OPS\n17", "control-character"),
        ("owner", "x" * 200, "text-too-long"),
    ],
)
def test_what_a_field_refuses(field: str, text: str, code: str) -> None:
    found = read_field(field, text, "2026-12-04", {"done": "done"})  # type: ignore[arg-type]
    assert isinstance(found, Diagnostic)
    assert found.code == code


def test_what_a_field_takes() -> None:
    assert read_field("status", " DONE ", "", {"done": "done"}) == "done"
    assert read_field("status", "", "", {}) == UNTRACKED.status
    assert read_field("done_on", "2026-12-03", "2026-12-03", {}) == "2026-12-03"
    assert read_field("evidence", " Contract room ", "", {}) == "Contract room"
