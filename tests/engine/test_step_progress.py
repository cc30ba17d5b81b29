"""How far a plan is, by hand: closed by evidence, said done, overdue, reopened and why, left the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, EVERY, Acceptance, Answer, Need, Subject
from bpo_controls.answers.engagement_record import Change, Record, Rename
from bpo_controls.answers.step_track import StepField, StepUpdate
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.plan_steps import control_of
from bpo_controls.engine.step_progress import PlanProgress, StepProgress, plan_progress
from bpo_controls.library.model import Library, Remedy
from tests.engine.build import SITES, control, library

TWO = (Remedy("first", "vendor", 8), Remedy("second", "buyer", 4))
ONE = library([SITES], [control("A-01", remedy=TWO, severity="low")])
GATES = {"pilot": "2026-12-31"}


def at(
    day: str, *answers: Answer, steps: dict[str, dict[StepField, str]] | None = None, **more: object
) -> Change:
    updates = tuple(StepUpdate(step, fields, "Ana Example") for step, fields in (steps or {}).items())
    return replace(Change(0, f"{day}T09:00:00+00:00", kind="answer"), given=answers, tracked=updates, **more)  # type: ignore[arg-type]


def said(value: str, subject: Subject = ENGAGEMENT, **more: object) -> Answer:
    return replace(Answer("A-01", subject, value, by="Ana Example"), **more)  # type: ignore[arg-type]


def progress(*changes: Change, on: str = "2026-12-20", asked: Library = ONE) -> PlanProgress:
    record = Record().after(replace(change, number=n) for n, change in enumerate(changes, start=1))
    return plan_progress(record.at(on), evaluate(asked, record.at(on), on), GATES)  # type: ignore[arg-type]


def step(plan: PlanProgress, id_: str = "A-01.1") -> StepProgress:
    [found] = [one for one in plan.steps if one.step.id == id_]
    return found


GAP = at("2026-12-01", said("not-in-place"))
CLOSED = at("2026-12-05", steps={"A-01.1": {"status": "done", "evidence": "Log", "done_on": "2026-12-04"}})
BOTH = at(
    "2026-12-05",
    steps={id_: {"status": "done", "evidence": "Log"} for id_ in ("A-01.1", "A-01.2")},
)
MET = at("2026-12-10", said("in-place"))
BACK = at("2026-12-15", said("not-in-place", note="the log is empty"))


def test_a_new_gap_is_open_and_overdue_once_its_date_has_passed() -> None:
    plan = progress(GAP)
    assert [(one.step.id, one.state, one.overdue) for one in plan.steps] == [
        ("A-01.1", "open", False),
        ("A-01.2", "open", False),
    ]
    assert step(plan, "A-01.2").step.due == "2026-12-31"
    late = progress(GAP, on="2027-01-05")
    assert [one.step.id for one in late.overdue] == ["A-01.1", "A-01.2"]
    assert not progress(GAP, on="2026-12-31").of("open")[1].overdue


def test_done_without_evidence_is_only_said_and_stays_overdue() -> None:
    plan = progress(GAP, at("2026-12-05", steps={"A-01.1": {"status": "done"}}), on="2027-01-05")
    assert step(plan).state == "said-done"
    assert step(plan).overdue
    assert step(plan).closed_on == ""


def test_done_with_evidence_is_done_on_the_day_it_was_done() -> None:
    found = step(progress(GAP, CLOSED, on="2027-01-05"))
    assert (found.state, found.overdue, found.closed_on) == ("done", False, "2026-12-04")


def test_accepted_needs_evidence_too() -> None:
    accepted = {"status": "accepted"}
    assert step(progress(GAP, at("2026-12-05", steps={"A-01.1": accepted}))).state == "said-done"  # type: ignore[dict-item]
    more = {**accepted, "evidence": "Minutes"}
    assert step(progress(GAP, at("2026-12-05", steps={"A-01.1": more}))).state == "accepted"  # type: ignore[dict-item]


def test_closed_steps_and_a_gap_on_record_ask_for_a_new_answer() -> None:
    assert progress(GAP, CLOSED).to_judge == ()
    assert progress(GAP, BOTH).to_judge == ("A-01",)
    assert progress(GAP, BOTH, MET).to_judge == ()


def test_a_gap_that_was_closed_by_its_answer_keeps_its_steps_as_done() -> None:
    found = step(progress(GAP, MET))
    assert (found.state, found.by_answer, found.closed_on) == ("done", True, "2026-12-10")
    assert step(progress(GAP, CLOSED, MET)).by_answer is False
    assert progress(MET).steps == ()  # never a gap, never a step


def test_an_answer_that_falls_back_reopens_a_closed_step() -> None:
    found = step(progress(GAP, CLOSED, MET, BACK))
    assert found.state == "reopened"
    assert found.closed_on == ""
    assert found.fall is not None
    assert (found.fall.event, found.fall.at[:10]) == (4, "2026-12-15")
    assert (found.fall.before.value, found.fall.after.value) == ("in-place", "not-in-place")


def test_an_answer_that_falls_back_reopens_what_only_the_answer_had_closed() -> None:
    assert step(progress(GAP, MET, BACK)).state == "reopened"
    assert step(progress(MET, BACK)).state == "open"  # the first gap is new, not reopened


def test_partly_and_back_to_nothing_is_a_fall_after_the_closing() -> None:
    partly = at("2026-12-08", said("partly"))
    assert step(progress(GAP, CLOSED, partly)).state == "done"
    assert step(progress(GAP, CLOSED, partly, BACK)).state == "reopened"
    assert step(progress(GAP, partly, CLOSED)).state == "done"


def test_a_fall_before_the_closing_reopens_nothing() -> None:
    assert step(progress(GAP, MET, BACK, at("2026-12-16", steps=dict(_closing())))).state == "done"


def _closing() -> dict[str, dict[StepField, str]]:
    return {"A-01.1": {"status": "done", "evidence": "A better log"}}


def test_recovered_is_reopened_no_more() -> None:
    recovered = at("2026-12-18", said("in-place"))
    assert step(progress(GAP, CLOSED, MET, BACK, recovered)).state == "done"


def test_work_on_a_reopened_step_is_seen_and_why_is_kept() -> None:
    found = step(progress(GAP, MET, BACK, at("2026-12-16", steps={"A-01.1": {"status": "in-progress"}})))
    assert found.state == "in-progress"
    assert found.fall is not None


def test_a_new_note_or_owner_reopens_nothing() -> None:
    noted = at("2026-12-08", said("not-in-place", note="more words"))
    assert step(progress(GAP, CLOSED, noted)).state == "done"


def test_an_acceptance_that_ran_out_reopens() -> None:
    accepted = at("2026-12-02", said("not-in-place", accepted=Acceptance("Pat", "cost", "2026-12-10")))
    assert step(progress(GAP, accepted, on="2026-12-05")).state == "done"
    found = step(progress(GAP, accepted))
    assert found.state == "reopened"
    assert found.fall is not None
    assert (found.fall.acceptance, found.fall.at) == (True, "2026-12-10")


def test_undoing_the_fall_takes_the_reopening_back() -> None:
    assert step(progress(GAP, CLOSED, MET, BACK, at("2026-12-16", undoes=4, kind="undone"))).state == "done"


def test_the_past_is_judged_by_what_was_known_then() -> None:
    assert step(progress(GAP, CLOSED, MET, BACK, on="2026-12-12")).state == "done"


PER_SITE = library([SITES], [control("A-01", remedy=TWO, severity="low", per="site")])
MANILA, CEBU = Subject("site", "manila"), Subject("site", "cebu")
NAMED = at("2026-12-01", Answer("sites", ENGAGEMENT, ("Manila", "Cebu")))


def test_a_step_for_two_sites_is_reopened_by_either() -> None:
    plan = progress(
        NAMED,
        at("2026-12-01", said("not-in-place", Subject("site", EVERY))),
        CLOSED,
        at("2026-12-10", said("in-place", MANILA)),
        at("2026-12-15", said("not-in-place", MANILA)),
        asked=PER_SITE,
    )
    found = step(plan)
    assert found.state == "reopened"
    assert found.fall is not None
    assert found.fall.need == Need("A-01", MANILA)


def test_a_renamed_site_keeps_its_history() -> None:
    rename = Rename(MANILA, Subject("site", "makati"), "sites", "Manila", "Makati")
    plan = progress(
        NAMED,
        at("2026-12-01", said("not-in-place", MANILA), said("in-place", CEBU)),
        at("2026-12-10", said("in-place", MANILA)),
        at("2026-12-11", renamed=(rename,), kind="renamed"),
        at("2026-12-15", said("partly", Subject("site", "makati"))),
        asked=PER_SITE,
    )
    assert step(plan).state == "reopened"


def test_steps_of_what_is_gone_are_kept() -> None:
    gone = at("2026-12-05", steps={"Z-09.1": {"owner": "Ben"}, "A-01.9": {"owner": "Ben"}})
    plan = progress(GAP, gone)
    assert set(plan.orphans) == {"Z-09.1", "A-01.9"}
    assert [one.step.id for one in plan.steps] == ["A-01.1", "A-01.2"]


def test_a_tracked_step_whose_answer_was_withdrawn_leaves_the_plan() -> None:
    withdrawn = at("2026-12-10", withdrawn=(Need("A-01", ENGAGEMENT),), kind="withdrawn")
    assert step(progress(GAP, CLOSED, withdrawn)).state == "dropped"


@pytest.mark.parametrize(
    ("text", "found"),
    [("ACC-02.1", ("ACC-02", 1)), ("ACC-02", ("ACC-02", 0)), ("ACC-02.x", ("ACC-02.x", 0)), ("", ("", 0))],
)
def test_the_parts_of_an_id(text: str, found: tuple[str, int]) -> None:
    assert control_of(text) == found
