"""Events of the journal as the record they make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bpo_controls.answers.model import ENGAGEMENT, Answer, Need
from bpo_controls.diagnostics import UserError
from bpo_controls.workspace.journal import KINDS, Event
from bpo_controls.workspace.record import record_of

SUBJECT = {"kind": "engagement", "id": ""}
GOAL = {"item": "goal", "subject": SUBJECT, "value": "x"}
DATA: Mapping[str, Mapping[str, Any]] = {
    "opened": {"format": 1},
    "answer": {"answer": GOAL},
    "withdrawn": {"item": "goal", "subject": SUBJECT},
    "imported": {"source": "f", "answers": [GOAL], "withdrawn": [{"item": "fear", "subject": SUBJECT}]},
    "library-changed": {"from": {}, "to": {}},
}


def events(*kinds: str) -> list[Event]:
    return [Event(n, "2026-11-23", kind, DATA[kind], "") for n, kind in enumerate(kinds, start=1)]


def test_every_kind_of_event_folds() -> None:
    assert set(DATA) == set(KINDS)
    record = record_of(events(*KINDS), "j")
    assert [change.number for change in record.changes] == [1, 2, 3, 4, 5]
    assert record.changes[3].withdrawn == (Need("fear", ENGAGEMENT),)
    assert tuple(record.answers) == (Answer("goal", ENGAGEMENT, "x"),)
    assert tuple(record.at(3).answers) == ()
    assert tuple(record.at(2).answers) == (Answer("goal", ENGAGEMENT, "x"),)


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
