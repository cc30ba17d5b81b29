"""Events of the journal as the record they make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Need
from bpo_controls.diagnostics import UserError
from bpo_controls.workspace.journal import KINDS, Event
from bpo_controls.workspace.record import record_of

SUBJECT = {"kind": "engagement", "id": ""}
GOAL = {"item": "goal", "subject": SUBJECT, "value": "x"}
RENAME = {
    "before": {"kind": "site", "id": "manila"},
    "after": {"kind": "site", "id": "cebu"},
    "item": "sites",
    "name_before": "Manila",
    "name_after": "Cebu",
}
DATA: Mapping[str, Mapping[str, Any]] = {
    "own-controls": {"own_added": ["OWN-01"]},
    "opened": {"format": 1},
    "answer": {"answer": GOAL},
    "withdrawn": {"item": "goal", "subject": SUBJECT},
    "imported": {"source": "f", "answers": [GOAL], "withdrawn": [{"item": "fear", "subject": SUBJECT}]},
    "library-changed": {"from": {}, "to": {}},
    "contested": {"contested": [{**GOAL, "value": "y"}]},
    "settled": {"answers": [{**GOAL, "value": "y"}], "settled": [{"item": "goal", "subject": SUBJECT}]},
    "proposed": {"proposals": [{"answer": GOAL, "origin": "a questionnaire"}], "source": "f"},
    "confirmed": {"proposal_ids": ["7.1"], "answers": [GOAL], "by": "Ana Example"},
    "rejected": {"proposal_ids": ["7.1"], "by": "Ana Example", "reason": "a slip"},
    "undone": {"event": 9},
    "redone": {"event": 9},
    "renamed": {"renamed": [RENAME]},
    "reviewed": {
        "reviews": [{"item": "goal", "subject": SUBJECT, "verdict": "accepted", "by": "Ana Example"}]
    },
    "signed": {"by": "Ana Example", "as_of": "2026-11-23", "record": "d", "event": 5, "editions": ["buyer"]},
    "upgraded": {"answers": [], "withdrawn": []},
    "merged": {"answers": [], "contested": []},
    "redacted": {},
    "tracked": {"steps": [{"step": "ACC-02.1", "fields": {"status": "done"}}], "by": "Ana Example"},
    "steps-proposed": {
        "step_proposals": [{"step": "ACC-02.1", "fields": {"owner": "Ben Example"}, "origin": "a workbook"}]
    },
}


def events(*kinds: str) -> list[Event]:
    return [Event(n, "2026-11-23", kind, DATA[kind], "") for n, kind in enumerate(kinds, start=1)]


def test_every_kind_of_event_folds() -> None:
    assert set(DATA) == set(KINDS)
    record = record_of(events("opened", "answer", "withdrawn", "imported"), "j")
    assert [change.number for change in record.changes] == [1, 2, 3, 4]
    assert record.changes[3].withdrawn == (Need("fear", ENGAGEMENT),)
    assert tuple(record.answers) == (Answer("goal", ENGAGEMENT, "x"),)
    assert tuple(record.at(3).answers) == ()
    assert tuple(record.at(2).answers) == (Answer("goal", ENGAGEMENT, "x"),)
    for kind in KINDS:
        assert (
            record_of([*events("opened"), Event(2, "2026-11-23", kind, DATA[kind], "")], "j").changes[1].kind
            == kind
        )


def test_what_contends_waits_until_it_is_settled() -> None:
    record = record_of(events("opened", "answer", "contested"), "j")
    need = Need("goal", ENGAGEMENT)
    assert [answer.value for answer in record.answers] == ["x"]
    assert [answer.value for answer in record.contested[need]] == ["y"]
    settled = record_of(events("opened", "answer", "contested", "settled"), "j")
    assert [answer.value for answer in settled.answers] == ["y"]
    assert not settled.contested
    assert [answer.value for answer in settled.history(need)] == ["x", "y", "y"]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("answer", {}),
        ("answer", {"answer": {"item": "goal", "subject": SUBJECT}}),
        ("withdrawn", {"item": "goal"}),
        ("withdrawn", {"item": "goal", "subject": SUBJECT, "why": "?"}),
        ("imported", {"answers": 3}),
    ],
)
def test_an_event_that_cannot_be_understood_is_named_by_its_line(kind: str, data: Mapping[str, Any]) -> None:
    with pytest.raises(UserError) as caught:
        record_of([*events("opened"), Event(2, "2026-11-23", kind, data, "")], "journal.jsonl")
    (problem,) = caught.value.diagnostics
    assert (problem.code, str(problem.where)) == ("journal-damaged", "journal.jsonl:2:1")
