"""The way back: the answered questions, in the order in which they were asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bpo_controls.answers.model import EVERY, Answers, Need
from bpo_controls.engine.finding import Assessment
from bpo_controls.library.model import Library


class Trail:
    """Answered items, oldest first, and where we stand: on one of them, or at the open question (None)."""

    __slots__ = ("_at", "_jumped", "_needs")

    def __init__(self, needs: Sequence[Need] = ()) -> None:
        self._needs = list(needs)
        self._at: int | None = None
        self._jumped = False

    @property
    def here(self) -> Need | None:
        """The item looked back at, or None at the open question."""
        return None if self._at is None else self._needs[self._at]

    def add(self, need: Need, instead_of: Collection[Need] = ()) -> None:
        """Put an item just answered at the end, unless it is on the trail; `instead_of` leave it."""
        here = self.here
        self._needs = [n for n in self._needs if n not in instead_of or n == need]
        if need not in self._needs:
            at = self._at if here is not None and self._at is not None else len(self._needs)
            self._needs.insert(min(at, len(self._needs)), need)
        if here is not None:
            self._at = self._needs.index(here if here in self._needs else need)

    def steps(self, skip: Collection[Need]) -> int:
        """How many items lie between here and the open question, this one included; 0 at the open one."""
        if self._at is None:
            return 0
        return sum(1 for n in self._needs[self._at :] if n not in skip)

    def can_go_back(self, skip: Collection[Need]) -> bool:
        """Whether an earlier item can be shown."""
        return any(n not in skip for n in self._needs[: self._at])

    def back(self, skip: Collection[Need]) -> bool:
        """To the item before; False when this is the first."""
        end = len(self._needs) if self._at is None else self._at
        for index in range(end - 1, -1, -1):
            if self._needs[index] not in skip:
                self._at, self._jumped = index, False
                return True
        return False

    def forward(self, skip: Collection[Need]) -> None:
        """To the item after, or to the open question when there is none or when we came here by a jump."""
        if self._at is None or self._jumped:
            self.leave()
            return
        for index in range(self._at + 1, len(self._needs)):
            if self._needs[index] not in skip:
                self._at = index
                return
        self._at = None

    def leave(self) -> None:
        """Straight to the open question."""
        self._at, self._jumped = None, False

    def jump(self, need: Need) -> None:
        """To this item, which must be on the trail; from there forward leads to the open question."""
        self._at, self._jumped = self._needs.index(need), True

    def drop(self, need: Need, skip: Collection[Need]) -> None:
        """Take an item off; if we stood on it, the one after comes up."""
        if need not in self._needs:
            return
        if self.here == need:
            self.forward(skip)
        here = self.here
        self._needs.remove(need)
        self._at = None if here is None else self._needs.index(here)

    def __iter__(self) -> Iterator[Need]:
        return iter(tuple(self._needs))

    def __contains__(self, need: object) -> bool:
        return need in self._needs


def earlier_answers(library: Library, answers: Answers, assessment: Assessment) -> list[Need]:
    """Every answer that stands, in asking order; what was put off is still to come, so not on it."""
    order = {item: index for index, item in enumerate((*library.questions, *library.controls))}
    places: dict[tuple[str, str], int] = {}
    for kind, members in assessment.subjects.items():
        for index, member in enumerate(members or ()):
            places[(kind, member.id)] = index + 1
    needs = [
        answer.need
        for answer in answers
        if answer.item in order and not (answer.non_answer and answer.non_answer.kind == "later")
    ]

    def place(need: Need) -> tuple[int, int]:
        item, subject = need
        return (order[item], 0 if subject.id == EVERY else places.get((subject.kind, subject.id), 1 << 30))

    return sorted(needs, key=place)
