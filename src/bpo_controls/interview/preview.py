"""What an answer would come to, before it is given. Reads only: nothing is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bpo_controls.answers.answer_model import Answer, Need
from bpo_controls.answers.engagement_record import effective
from bpo_controls.answers.validate import parse_value, taken_as
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.engine.evaluate import reevaluate
from bpo_controls.engine.finding import Assessment, GateVerdict, Status
from bpo_controls.engine.gates import gate_verdicts
from bpo_controls.engine.what_changed import changes
from bpo_controls.interview.ledger import Ledger
from bpo_controls.library.model import Control
from bpo_controls.words import labels
from bpo_controls.words.answer_words import refusal_words, value_words
from bpo_controls.words.change_words import change_lines
from bpo_controls.words.numbers import capital, plural, sentence

if TYPE_CHECKING:
    from bpo_controls.interview.asker import Screen


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What stands in the field: the `problem` that would refuse it, or how it is `taken` and how the control would stand."""

    problem: str = ""
    taken: str = ""
    standing: Status | None = None


class Preview:
    """Looks at a ledger as it would be with one more answer."""

    __slots__ = ("_ledger",)

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def foresee(self, screen: Screen, raw: object) -> Foreseen:
        """How the text or value in the field would be taken, and how the control would stand."""
        answer = self._answer(screen, raw)
        if isinstance(answer, Diagnostic):
            return Foreseen(problem=sentence(capital(answer.message)))
        taken = taken_as(screen.asked, raw) if isinstance(raw, str) else ""
        if not isinstance(screen.asked, Control):
            return Foreseen(taken=taken)
        return Foreseen(taken=taken, standing=_status(self._with(answer), answer.need))

    def what_if(self, screen: Screen, raw: object) -> Iterator[str]:
        """What the answer would change, line by line; a line that starts with two spaces belongs to the one before."""
        answer = self._answer(screen, raw)
        if isinstance(answer, Diagnostic):
            yield refusal_words(answer)
            return
        ledger, before = self._ledger, self._ledger.assessment
        after = self._with(answer)
        assert answer.value is not None
        yield f"If the answer were: {value_words(screen.asked, answer.value, ledger.library)}"
        was, now = _status(before, answer.need), _status(after, answer.need)
        if now is not None:
            then = labels.STATUS[was].lower() if was is not None else "does not apply"
            yield sentence(f"{labels.STATUS[now]} (now: {then})")
        for old, new in zip(gate_verdicts(before), gate_verdicts(after), strict=True):
            counts = [
                f"{plural(len(old.to_close), 'gap')} now, {len(new.to_close)} then"
                if len(old.to_close) != len(new.to_close)
                else ""
            ]
            verdicts = [
                f"{labels.VERDICT[old.verdict].lower()} now, {labels.VERDICT[new.verdict].lower()} then"
                if old.verdict != new.verdict
                else ""
            ]
            told = "; ".join(part for part in (*verdicts, *counts) if part)
            if told:
                yield f"  {labels.GATE[old.gate]}: {told}"
        difference = replace(changes(before, after), restated=())
        lines = change_lines(ledger.library, ledger.answers, difference, (), ())
        yield from lines or ("No control would come in or go out.",)

    def gates(self) -> tuple[GateVerdict, ...]:
        """How ready the work is for each gate, as the record stands."""
        return gate_verdicts(self._ledger.assessment)

    def earlier(self, screen: Screen) -> tuple[Answer, ...]:
        """Answers given before to this question for this subject, the latest first, without the one that stands."""
        record = self._ledger.record
        shown = (screen.present, *screen.contested)
        found: list[Answer] = []
        given = [
            answer
            for change in effective(record.changes)
            for answer in (*change.given, *change.contested)
            if answer.need == screen.need
        ]
        for answer in reversed(given):
            same = (
                one is not None
                and (one.value, one.non_answer, one.by) == (answer.value, answer.non_answer, answer.by)
                for one in (*shown, *found)
            )
            if not any(same) and not (answer.non_answer is not None and answer.non_answer.kind == "later"):
                found.append(answer)
        return tuple(found)

    def _answer(self, screen: Screen, raw: object) -> Answer | Diagnostic:
        value = parse_value(screen.asked, raw, self._ledger.library)
        if isinstance(value, Diagnostic):
            return value
        return Answer(screen.asked.id, screen.subject, value=value)

    def _with(self, answer: Answer) -> Assessment:
        ledger = self._ledger
        record = replace(ledger.record, answers=ledger.answers.with_answer(answer))
        return reevaluate(ledger.library, ledger.assessment, record, [answer.item])


def _status(assessment: Assessment, need: Need) -> Status | None:
    found = (one.status for one in assessment.of(need.item) if one.subject == need.subject)
    return next(found, None)
