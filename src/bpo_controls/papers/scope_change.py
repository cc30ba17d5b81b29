"""What a change of scope would add and remove: controls, questions, gates, hours. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bpo_controls.answers.answer_model import Answer, Answers, Need, Subject
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.finding import Assessment, GateVerdict
from bpo_controls.engine.gates import gate_verdicts
from bpo_controls.engine.question_plan import dormant, open_now
from bpo_controls.engine.what_changed import Changes, changes
from bpo_controls.library.model import PARTIES, Library, Party
from bpo_controls.library.paper_model import Assumptions
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.burden import Burden, control_burden

Decide = Callable[[Library, Record, str], Assessment]
"""Decides every control on a date, in the words of the engagement."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """One answer, before (None where there was none) and as it would be."""

    item: str
    subject: Subject
    before: Answer | None
    after: Answer


@dataclass(frozen=True, slots=True)
class HoursChange:
    """Hours of a party, before and then: once to close what is open, and every month."""

    party: Party
    once: tuple[float, float]
    monthly: tuple[float, float]


@dataclass(frozen=True, slots=True)
class ScopeChange:
    """The difference. `asleep` answers would go dormant; `hours` is empty where the library estimates none."""

    replaced: tuple[Replaced, ...]
    changes: Changes
    gates: tuple[tuple[GateVerdict, GateVerdict], ...]
    hours: tuple[HoursChange, ...]
    asleep: tuple[Need, ...]
    answers: Answers


def scope_change(
    library: Library, record: Record, before: Assessment, given: Iterable[Answer], decide: Decide
) -> ScopeChange:
    """What these answers would change. A control that would come in has no answer yet: it counts as not known."""
    old, new = record.answers, record.answers
    replaced = []
    for answer in given:
        replaced.append(Replaced(answer.item, answer.subject, old.get(answer.item, answer.subject), answer))
        new = new.with_answer(answer)
    after = decide(library, Record(new), before.as_of)
    return ScopeChange(
        replaced=tuple(replaced),
        changes=changes(
            before,
            after,
            open_before=open_now(library, old, before),
            open_after=open_now(library, new, after),
        ),
        gates=tuple(zip(gate_verdicts(before), gate_verdicts(after), strict=True)),
        hours=_hours(library, before, after),
        asleep=tuple(
            need for need in dormant(library, new, after) if need not in set(dormant(library, old, before))
        ),
        answers=new,
    )


def _hours(library: Library, before: Assessment, after: Assessment) -> tuple[HoursChange, ...]:
    data = library.papers.get("burden")
    if not isinstance(data, Assumptions):
        return ()
    was, now = (control_burden(one, data, Asked()) for one in (before, after))
    return tuple(
        HoursChange(
            party, (_once(was, party), _once(now, party)), (_monthly(was, party), _monthly(now, party))
        )
        for party in PARTIES
    )


def _once(burden: Burden, party: Party) -> float:
    return sum(one.hours for one in burden.once if one.party == party)


def _monthly(burden: Burden, party: Party) -> float:
    return sum(one.hours for one in burden.by_party if one.key == party)
