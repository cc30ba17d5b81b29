"""What an answer is to the one that stands, and what becomes of it on record."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Evidence, Need, NonAnswer
from bpo_controls.answers.engagement_record import Change, Record
from bpo_controls.answers.import_plan import plan_import
from bpo_controls.answers.reconcile import reconcile

SEEN = Answer(
    "ACC-02",
    ENGAGEMENT,
    118,
    by="Casey Sample",
    at="2026-11-20T10:00:00+00:00",
    assurance="seen",
    note="worst case Friday to Wednesday",
    evidence=(Evidence("HR list"),),
)
NOW = "2026-11-23T09:00:00+00:00"


def said(value: object = 118, **more: object) -> Answer:
    return replace(
        Answer("ACC-02", ENGAGEMENT, value, by="Casey Sample", at=NOW, assurance="seen"),  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("given_answer", "relation", "causes"),
    [
        (said(20), "changed", ()),
        (said(20, by="casey  SAMPLE"), "changed", ()),
        (said(20, by="X"), "conflict", ("somebody-else",)),
        (said(20, by=""), "conflict", ("somebody-else",)),
        (said(20, assurance="stated"), "conflict", ("weaker",)),
        (said(20, at="2026-06-01"), "conflict", ("older",)),
        (said(20, at="2026-11-20T18:30:00+09:00"), "conflict", ("older",)),
        (said(20, at="2026-11-20T20:00:00+09:00"), "changed", ()),
        (said(20, by="X", assurance="stated", at="2026-01-01"), "conflict", ("somebody-else", "weaker", "older")),
        (said(None, non_answer=NonAnswer("dont-know", "HR"), by="X"), "conflict", ("somebody-else",)),
        (said(), "same", ()),
        (said(by="X", assurance="stated"), "same", ()),
        (said(assurance="tested", by="X"), "added", ()),
        (said(note="a second note"), "added", ()),
        (said(evidence=(Evidence("badge log"),)), "added", ()),
    ],
)  # fmt: skip
def test_what_a_second_answer_is(given_answer: Answer, relation: str, causes: tuple[str, ...]) -> None:
    found = reconcile(SEEN, given_answer)
    assert (found.relation, found.causes) == (relation, causes)


def test_yes_is_not_one() -> None:
    assert reconcile(said(True), said(1)).relation == "changed"


def test_a_changed_answer_takes_no_evidence_or_note_along() -> None:
    found = reconcile(SEEN, said(20))
    assert (found.answer.note, found.answer.evidence) == ("", ())


def test_notes_and_evidence_add_up_and_say_whose_they_are() -> None:
    found = reconcile(SEEN, said(note="HR sends it weekly", evidence=(Evidence("log"),), by="Robin Sample"))
    assert found.answer.note == (
        "worst case Friday to Wednesday\nHR sends it weekly (Robin Sample, 2026-11-23)"
    )
    assert [seen.title for seen in found.answer.evidence] == ["HR list", "log"]
    assert found.answer.by == "Casey Sample"
    again = reconcile(found.answer, said(note="HR sends it weekly (Robin Sample, 2026-11-23)"))
    assert again.relation == "same"


def test_whoever_tested_it_signs_for_it() -> None:
    found = reconcile(SEEN, said(assurance="tested", by="Robin Sample"))
    assert (found.answer.by, found.answer.assurance, found.answer.at) == ("Robin Sample", "tested", NOW)


def test_a_figure_is_welcome_where_there_was_a_claim() -> None:
    claim = said("in-place", by="Robin Sample")
    assert reconcile(claim, said(200, assurance="stated")).relation == "changed"
    assert reconcile(said("partly", by="Robin Sample"), said(200)).relation == "conflict"


@pytest.mark.parametrize("kind", ["later", "dont-know"])
def test_an_open_question_is_never_in_the_way(kind: str) -> None:
    put_off = said(None, non_answer=NonAnswer(kind), by="Robin Sample")  # type: ignore[arg-type]
    assert reconcile(put_off, said(20, assurance="stated")).relation == "changed"


def test_an_import_names_each_row_and_its_policy_decides() -> None:
    record = Record().after([Change(1, NOW, given=(SEEN,), kind="answer")])
    rows = (said(20, by="X"), Answer("ACC-01", ENGAGEMENT, "partly"), said())
    plan = plan_import(record, rows, now=lambda: NOW)
    assert [row.relation for row in plan.rows] == ["conflict", "new", "same"]
    assert [answer.item for answer in plan.given] == ["ACC-01"]
    assert [answer.value for answer in plan.contested] == [20]
    newer = plan_import(record, rows, "newer", now=lambda: NOW)
    assert [answer.value for answer in newer.given] == ["partly", 20]
    assert newer.settled == (Need("ACC-02", ENGAGEMENT),)
    older = plan_import(record, (said(20, by="X", at="2026-01-01"),), "newer", now=lambda: NOW)
    assert (older.given, [answer.value for answer in older.contested]) == ((), [20])


def test_the_same_conflict_is_taken_in_once() -> None:
    record = Record().after([Change(1, NOW, given=(SEEN,), contested=(said(20, by="X"),), kind="imported")])
    plan = plan_import(record, (said(20, by="X", at=""),), now=lambda: "2026-11-24")
    assert plan.changes_nothing


NEEDS = [Need("goal", ENGAGEMENT), Need("ACC-01", ENGAGEMENT), Need("ACC-02", ENGAGEMENT)]
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["give", "other", "withdraw", "settle", "undo", "redo"]),
        st.sampled_from(NEEDS),
        st.integers(0, 3),
    ),
    max_size=25,
)


def played(moves: list[tuple[str, Need, int]]) -> Record:
    record, numbers = Record(), count(1)
    for move, need, value in moves:
        more: dict[str, object] = {}
        answer = Answer(*need, value, by="Ana Example")
        match move:
            case "give":
                more = {"given": (answer,), "kind": "answer"}
            case "other":
                more = {"contested": (replace(answer, by="Ben Example"),), "kind": "contested"}
            case "withdraw":
                more = {"withdrawn": (need,), "kind": "withdrawn"}
            case "settle":
                more = {"given": (answer,), "settled": (need,), "kind": "settled"}
            case "undo" | "redo":
                change = record.to_undo if move == "undo" else record.to_redo
                if change is None:
                    continue
                more = {f"{move}es": change.number, "kind": f"{move}ne" if move == "undo" else "redone"}
        record = record.after([Change(next(numbers), NOW, **more)])  # type: ignore[arg-type]
    return record


def standing(record: Record) -> object:
    return dict(record.answers.entries), {need: set(a) for need, a in record.contested.items()}


@given(MOVES)
def test_undoing_everything_is_the_empty_record(moves: list[tuple[str, Need, int]]) -> None:
    record = played(moves)
    while (change := record.to_undo) is not None:
        record = record.after([Change(len(record.changes) + 1, NOW, undoes=change.number, kind="undone")])
    assert standing(record) == standing(Record())


@given(MOVES)
def test_undo_and_redo_end_where_they_began(moves: list[tuple[str, Need, int]]) -> None:
    record = played(moves)
    change = record.to_undo
    if change is None:
        return
    back = record.after([Change(900, NOW, undoes=change.number, kind="undone")])
    assert back.to_redo == change
    forth = back.after([Change(901, NOW, redoes=change.number, kind="redone")])
    assert standing(forth) == standing(record)


@given(MOVES)
def test_folding_at_once_and_one_by_one_agree(moves: list[tuple[str, Need, int]]) -> None:
    record = played(moves)
    assert standing(Record().after(record.changes)) == standing(record)


@given(MOVES)
def test_what_contends_never_says_what_stands(moves: list[tuple[str, Need, int]]) -> None:
    record = played(moves)
    for need, contenders in record.contested.items():
        values = [answer.value for answer in contenders]
        assert len(values) == len(set(values))
        standing_answer = record.answers.entries.get(need)
        assert standing_answer is None or standing_answer.value not in values
