"""An `Asker` that plays prepared moves, and a `Keeper` that keeps the record in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Answers, Need
from bpo_controls.answers.engagement_record import Change, Record, Rename
from bpo_controls.answers.reconcile import Reconciled, reconcile
from bpo_controls.answers.recorded_library import as_recorded, own_control
from bpo_controls.answers.workflow_labels import called
from bpo_controls.engine.question_plan import Progress
from bpo_controls.interview import asker
from bpo_controls.interview.moves import Move, Quit
from bpo_controls.interview.people import Respondent
from bpo_controls.library.model import Library
from bpo_controls.workspace.rename import planned_rename


class InMemory:
    """Stands in for the disk. `events` are the answers saved and the needs withdrawn, in order."""

    def __init__(self, answers: Answers | None = None, library: Library | None = None) -> None:
        self.record = Record().after([Change(0, "", given=tuple(answers or Answers()))])
        self.events: list[Answer | Need] = []
        self.library = library

    @property
    def answers(self) -> Answers:
        return self.record.answers

    def save(self, answer: Answer, instead_of: Iterable[Need] = ()) -> Reconciled:
        found = reconcile(self.answers.entries.get(answer.need), answer)
        gone = tuple(need for need in instead_of if need in self.answers.entries)
        if found.relation == "conflict":
            self._add("contested", answer, contested=(answer,))
        elif found.relation != "same" or gone:
            self._add("answer", found.answer, given=(found.answer,), withdrawn=gone)
        return found

    def amend(self, answer: Answer) -> None:
        self._add("answer", answer, given=(answer,))

    def settle(self, answer: Answer, by: str, reason: str = "", *, instead_of: Iterable[Need] = ()) -> None:
        gone = tuple(need for need in instead_of if need in self.answers.entries)
        said = {"by": by, "reason": reason}
        self._add("settled", answer, given=(answer,), withdrawn=gone, settled=(answer.need,), **said)

    def withdraw(self, need: Need) -> None:
        self._add("withdrawn", need, withdrawn=(need,))

    def rename_to(self, before: str, after: str, by: str = "") -> Rename:
        assert self.library is not None
        planned = planned_rename(called(self.library, self.record.labels), self.answers, before, after)
        self._add("renamed", Need(planned.item, ENGAGEMENT), renamed=(planned,), by=by)
        return planned

    def drop_own(self, id_: str, by: str = "") -> str:
        assert self.library is not None
        control = own_control(as_recorded(self.library, self.record), id_)
        gone = tuple(need for need in self.answers.entries if need.item == control.id)
        self._add(
            "own-controls", Need(control.id, ENGAGEMENT), withdrawn=gone, own_dropped=(control.id,), by=by
        )
        return control.title

    def undo(self, by: str = "") -> Change | None:
        change = self.record.to_undo
        if change is not None:
            self._add("undone", _first(change), undoes=change.number, by=by)
        return change

    def redo(self, by: str = "") -> Change | None:
        change = self.record.to_redo
        if change is not None:
            self._add("redone", _first(change), redoes=change.number, by=by)
        return change

    def _add(self, kind: str, event: Answer | Need, **said: Any) -> None:
        self.events.append(event)
        self.record = self.record.after([Change(len(self.events), "", kind=kind, **said)])


def _first(change: Change) -> Need:
    if change.needs:
        return change.needs[0]
    ids = (*change.own_added, *change.own_dropped, *(one.item for one in change.renamed))
    return Need(ids[0], ENGAGEMENT)


@dataclass(slots=True)
class Scripted:
    """Plays prepared moves and remembers what it was shown. EOFError when they run out."""

    moves: Iterable[Move] | Callable[[asker.Screen], Move]
    keeps_text: bool = False
    settles: asker.Settlement = "given"
    goes_through: bool = False
    at_rest: list[Move] = field(default_factory=list)
    known: tuple[Respondent, ...] = ()
    opening: asker.Opening | None = None
    screens: list[asker.Screen] = field(default_factory=list)
    notices: list[asker.Notice] = field(default_factory=list)
    summaries: list[asker.Summary] = field(default_factory=list)
    masked: list[str] = field(default_factory=list)
    differing: list[asker.Differing] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not callable(self.moves):
            prepared = iter(self.moves)

            def play(_screen: asker.Screen) -> Move:
                for move in prepared:
                    return move
                raise EOFError

            self.moves = play

    def open(self, opening: asker.Opening) -> None:
        self.opening = opening

    def identify(
        self,
        present: Respondent,
        known: tuple[Respondent, ...],
        *,
        role_fixed: bool,  # noqa: ARG002
    ) -> Respondent:
        self.known = known
        return present

    def ask(self, screen: asker.Screen) -> Move:
        self.screens.append(screen)
        assert callable(self.moves)
        return self.moves(screen)

    def tell(self, notice: asker.Notice) -> None:
        self.notices.append(notice)

    def keep_text(self, masked: tuple[str, ...]) -> bool:
        self.masked += masked
        return self.keeps_text

    def settle(self, differing: asker.Differing) -> asker.Settlement:
        self.differing.append(differing)
        return self.settles

    def go_through(self, set_aside: int) -> bool:  # noqa: ARG002
        return self.goes_through

    def rest(self, progress: Progress) -> Move:  # noqa: ARG002
        return self.at_rest.pop(0) if self.at_rest else Quit()

    def close(self, summary: asker.Summary) -> None:
        self.summaries.append(summary)
