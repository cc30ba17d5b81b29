"""The way back: the questions seen, in the order in which they were seen, as a browser keeps its pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from bpo_controls.answers.answer_model import EVERY, Answers, Need
from bpo_controls.engine.finding import Assessment
from bpo_controls.library.model import Library

CanShow = Callable[[Need], bool]


class Trail:
    """Where we stand (`here`, or None at the open question), what was seen before, and what `forward` leads to."""

    __slots__ = ("_future", "_past", "here")

    def __init__(self, earlier: Sequence[Need] = ()) -> None:
        self._past = list(earlier)
        self._future: list[Need | None] = []
        self.here: Need | None = None

    @property
    def steps(self) -> int:
        """How many steps forward lead to the open question; 0 at the open one."""
        return 0 if self.here is None else max(len(self._future), 1)

    def arrive(self, need: Need) -> None:
        """The question is on the screen."""
        if need in self._past:
            self._past.remove(need)

    def pass_by(self, need: Need, instead_of: Collection[Need] = ()) -> None:
        """The question was seen last; `instead_of` need not be shown again, since this one stands for them."""
        self._past = [seen for seen in self._past if seen != need and seen not in instead_of]
        self._past.append(need)

    def can_go_back(self, can_show: CanShow) -> bool:
        """Whether a question seen before can be shown."""
        return any(can_show(need) for need in self._past)

    def back(self, current: Need, can_show: CanShow) -> bool:
        """To the question seen before; False when there is none."""
        for index in range(len(self._past) - 1, -1, -1):
            need = self._past[index]
            if need != current and can_show(need):
                del self._past[index]
                self._future.append(None if self.here is None else current)
                self.here = need
                return True
        return False

    def forward(self, can_show: CanShow) -> None:
        """To where `back` came from, or to the open question."""
        while self._future:
            need = self._future.pop()
            if need is None or can_show(need):
                self.here = need
                return
        self.here = None

    def jump(self, need: Need) -> None:
        """To this question; from there forward leads to the open one."""
        self._future.clear()
        self.here = need

    def leave(self) -> None:
        """Straight to the open question."""
        self._future.clear()
        self.here = None


def earlier_answers(library: Library, answers: Answers, assessment: Assessment) -> list[Need]:
    """Every answer that stands, the latest last; those of one moment in asking order.

    What was put off is still to come, so it is not among them.
    """
    order = {item: index for index, item in enumerate((*library.questions, *library.controls))}
    places: dict[tuple[str, str], int] = {}
    for kind, members in assessment.subjects.items():
        for index, member in enumerate(members or ()):
            places[(kind, member.id)] = index + 1

    def place(need: Need) -> tuple[int, int]:
        item, subject = need
        return (order[item], 0 if subject.id == EVERY else places.get((subject.kind, subject.id), 1 << 30))

    found = [
        answer
        for answer in answers
        if answer.item in order and not (answer.non_answer and answer.non_answer.kind == "later")
    ]
    return [answer.need for answer in sorted(found, key=lambda one: (one.at, *place(one.need)))]
