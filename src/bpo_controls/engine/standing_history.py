"""How each control has stood since the record began: met, partly or not, answer by answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bpo_controls.answers.answer_model import EVERY, Answer, Need, Subject
from bpo_controls.answers.engagement_record import Change, Record, effective
from bpo_controls.engine.answer_status import status_of
from bpo_controls.engine.finding import Assessment
from bpo_controls.library.model import Control

GAP, PARTLY, CLOSED = 0, 1, 2
"""How well a control stands. Closed is everything that asks for no step: met, claimed, done another way, accepted, not applicable."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a control stood from one event on: the number and moment (ISO) of the event, the level, and the answer."""

    event: int
    at: str
    level: int
    answer: Answer


def standing_history(record: Record, assessment: Assessment) -> Mapping[Need, tuple[Standing, ...]]:
    """For each control and subject that apply now, how it stood, oldest first. What was not known is left out."""
    controls = {
        control: [finding for finding in findings if finding.status is not None]
        for control, findings in assessment.by_control.items()
    }
    changes = effective(record.changes)
    called = _called_now(changes)
    answers: dict[Need, Answer] = {}
    found: dict[Need, list[Standing]] = {}
    for change in changes:
        touched: dict[str, None] = {}
        for need in change.withdrawn:
            answers.pop(Need(need.item, called.get(need.subject, need.subject)), None)
            touched[need.item] = None
        for answer in change.given:
            answers[Need(answer.item, called.get(answer.subject, answer.subject))] = answer
            touched[answer.item] = None
        for item in touched:
            for finding in controls.get(item, ()):
                need = finding.key
                given = answers.get(need) or answers.get(Need(item, Subject(need.subject.kind, EVERY)))
                level = level_of(finding.control, given, change.at[:10]) if given is not None else None
                row = found.setdefault(need, [])
                if level is not None and given is not None and not (row and row[-1].answer is given):
                    row.append(Standing(change.number, change.at, level, given))
    return {need: tuple(row) for need, row in found.items()}


def level_of(control: Control, answer: Answer, on: str) -> int | None:
    """How well an answer says that a control stands on an ISO date; None where it says nothing, or fits no longer."""
    try:
        status = status_of(control, answer, on)
    except (KeyError, TypeError):  # an answer to what was asked in another way
        return None
    return {"gap": GAP, "partly": PARTLY, "unknown": None}.get(status, CLOSED)


def _called_now(changes: Iterable[Change]) -> dict[Subject, Subject]:
    """Every subject that was renamed, by what it was called at any time, to what it is called now."""
    called: dict[Subject, Subject] = {}
    for change in changes:
        for rename in change.renamed:
            called = {was: rename.after if now == rename.before else now for was, now in called.items()}
            called[rename.before] = rename.after
    return called
