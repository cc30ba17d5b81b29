"""Answers that were prepared: applied from a file, or as moves that stand in for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from bpo_controls.answers.model import EVERY, Answer, Sheet
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.finding import FollowUp, Need
from bpo_controls.engine.question_plan import dormant, follow_ups, open_now
from bpo_controls.interview import asker
from bpo_controls.interview.ledger import OnAnswer
from bpo_controls.library.model import Library


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of prepared answers.

    `recorded` were new, `unchanged` stood already; `dormant` are kept but concern nothing that is asked
    now; `missing` are the questions a complete interview would still ask, `follow_ups` everything that
    still needs somebody (the missing, the don't-knows, the put off).
    """

    sheet: Sheet
    recorded: int
    unchanged: int
    dormant: tuple[Need, ...]
    missing: tuple[Need, ...]
    follow_ups: tuple[FollowUp, ...]


def apply_answers(
    library: Library,
    sheet: Sheet,
    as_of: str,
    answers: Iterable[Answer],
    *,
    on_answer: OnAnswer,
    now: Callable[[], str],
    by: str = "",
    role: str = "",
) -> Applied:
    """Record prepared answers (of `read_answer_file`, so validated), those for all subjects first.

    An answer that says nothing new is not recorded again, so the same file can be applied twice.
    `by`, `role` and the time fill in where the answer names none.
    """
    given = sorted(answers, key=lambda one: one.subject.id != EVERY)
    recorded = 0
    for answer in given:
        complete = replace(answer, by=answer.by or by, role=answer.role or role, at=answer.at or now())
        if _says_the_same(sheet.entries.get((answer.item, answer.subject)), answer, complete):
            continue
        on_answer(complete)
        sheet = sheet.with_answer(complete)
        recorded += 1
    assessment = evaluate(library, sheet, as_of)
    about = {(answer.item, answer.subject) for answer in given}
    return Applied(
        sheet=sheet,
        recorded=recorded,
        unchanged=len(given) - recorded,
        dormant=tuple(need for need in dormant(library, sheet, assessment) if need in about),
        missing=open_now(library, sheet, assessment),
        follow_ups=follow_ups(library, sheet, assessment),
    )


def _says_the_same(standing: Answer | None, answer: Answer, complete: Answer) -> bool:
    if standing is None:
        return False
    if answer.at:
        return standing == complete
    return replace(standing, at="") == replace(complete, at="")


@dataclass(slots=True)
class Scripted:
    """An `Asker` that plays prepared moves and remembers what it was shown. `Stopped` when they run out."""

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
                raise asker.Stopped

            self.moves = play

    def open(self, opening: asker.Opening) -> None:
        """Nothing to say."""

    def identify(self, present: asker.Respondent, *, role_fixed: bool) -> asker.Respondent:  # noqa: ARG002
        """Whoever it was."""
        return present

    def ask(self, screen: asker.Screen) -> asker.Move:
        """The next prepared move."""
        self.screens.append(screen)
        assert callable(self.moves)
        return self.moves(screen)

    def tell(self, notice: asker.Notice) -> None:
        """Remembered."""
        self.notices.append(notice)

    def keep_text(self, masked: tuple[str, ...]) -> bool:
        """As was said beforehand."""
        self.masked += masked
        return self.keeps_text

    def go_through(self, set_aside: int) -> bool:  # noqa: ARG002
        """As was said beforehand."""
        return self.goes_through

    def close(self, summary: asker.Summary) -> None:
        """Remembered."""
        self.summaries.append(summary)
