"""What to ask next: what is open in the filter, less what this session has been through already."""

from __future__ import annotations

from bpo_controls.answers.model import Need
from bpo_controls.engine.question_plan import asked_item, next_question, role_of, section_of
from bpo_controls.interview.asker import Asker, SecondRound
from bpo_controls.interview.ledger import Ledger
from bpo_controls.interview.trail import Trail, earlier_answers
from bpo_controls.library.model import Role


class Agenda:
    """The open questions in turn, and the trail of those answered.

    `put_off_needs` are not asked again in this round; `pinned` (None: nothing) comes before all others.
    """

    __slots__ = (
        "_ledger",
        "_rounds",
        "_with_set_aside",
        "pinned",
        "put_off_needs",
        "role",
        "section",
        "trail",
    )

    def __init__(self, ledger: Ledger, role: Role | None, section: str | None) -> None:
        self._ledger = ledger
        self.role = role
        self.section = section
        self.put_off_needs: set[Need] = set()
        self.pinned: Need | None = None
        self._rounds: set[str] = set()
        self._with_set_aside = False
        earlier = earlier_answers(ledger.library, ledger.answers, ledger.assessment)
        self.trail = Trail([need for need in earlier if self._in_filter(need)])

    @property
    def narrowed(self) -> bool:
        """Whether only a role's or a section's questions are asked."""
        return self.role is not None or self.section is not None

    def next(self) -> Need | None:
        """The question looked back at, else the pinned one, else the first that waits; None: none waits."""
        if self.trail.here is not None:
            return self.trail.here
        if self.pinned is not None and self.pinned in self.open(set_aside=True):
            return self.pinned
        self.pinned = None
        return next_question(
            self._ledger.library,
            self._ledger.answers,
            self._ledger.assessment,
            role=self.role,
            section=self.section,
            set_aside=self._with_set_aside,
            put_off=self.put_off_needs,
        )

    def another_round(self, asker: Asker) -> bool:
        """What was put off comes once more; then what earlier sessions set aside, if that is wanted."""
        if "later" not in self._rounds:
            self._rounds.add("later")
            again = self.put_off_needs.intersection(self.open())
            if again:
                self.put_off_needs -= again
                asker.tell(SecondRound(len(again)))
                return True
        if "set-aside" not in self._rounds:
            self._rounds.add("set-aside")
            waiting = [n for n in self.open(set_aside=True) if n not in self.put_off_needs]
            if waiting and asker.go_through(len(waiting)):
                self._with_set_aside = True
                return True
        return False

    def open(self, *, set_aside: bool = False) -> tuple[Need, ...]:
        """What is open in the filter, with `set_aside` also what somebody did not know or declined."""
        return self._ledger.open(role=self.role, section=self.section, set_aside=set_aside)

    def _in_filter(self, need: Need) -> bool:
        asked = asked_item(self._ledger.library, need.item)
        return self.role in (None, role_of(asked)) and self.section in (None, section_of(asked))

    def put_off(self, need: Need) -> None:
        """It is not asked again in this round."""
        self.put_off_needs.add(need)
        if self.pinned == need:
            self.pinned = None
