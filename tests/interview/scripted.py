"""An `Asker` that plays prepared moves, and a `Keeper` that keeps the record in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bpo_controls.answers.engagement_record import Change, Record
from bpo_controls.answers.model import Answer, Answers, Need
from bpo_controls.interview import asker


class InMemory:
    """Stands in for the disk. `events` are the answers saved and the needs withdrawn, in order."""

    def __init__(self, answers: Answers | None = None) -> None:
        self.record = Record(answers or Answers())
        self.events: list[Answer | Need] = []

    @property
    def answers(self) -> Answers:
        return self.record.answers

    def save(self, answer: Answer) -> None:
        self.events.append(answer)
        self.record = self.record.after([Change(len(self.events), answer.at, given=(answer,))])

    def withdraw(self, need: Need) -> None:
        self.events.append(need)
        self.record = self.record.after([Change(len(self.events), "", withdrawn=(need,))])


@dataclass(slots=True)
class Scripted:
    """Plays prepared moves and remembers what it was shown. EOFError when they run out."""

    moves: Iterable[asker.Move] | Callable[[asker.Screen], asker.Move]
    keeps_text: bool = False
    goes_through: bool = False
    screens: list[asker.Screen] = field(default_factory=list)
    notices: list[asker.Notice] = field(default_factory=list)
    summaries: list[asker.Summary] = field(default_factory=list)
    masked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not callable(self.moves):
            prepared = iter(self.moves)

            def play(_screen: asker.Screen) -> asker.Move:
                for move in prepared:
                    return move
                raise EOFError

            self.moves = play

    def open(self, opening: asker.Opening) -> None:
        pass

    def identify(self, present: asker.Respondent, *, role_fixed: bool) -> asker.Respondent:  # noqa: ARG002
        return present

    def ask(self, screen: asker.Screen) -> asker.Move:
        self.screens.append(screen)
        assert callable(self.moves)
        return self.moves(screen)

    def tell(self, notice: asker.Notice) -> None:
        self.notices.append(notice)

    def keep_text(self, masked: tuple[str, ...]) -> bool:
        self.masked += masked
        return self.keeps_text

    def go_through(self, set_aside: int) -> bool:  # noqa: ARG002
        return self.goes_through

    def close(self, summary: asker.Summary) -> None:
        self.summaries.append(summary)
