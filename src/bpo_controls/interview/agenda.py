"""What to ask next: what is open in the filter, less what this session has been through already."""

from __future__ import annotations

from typing import Literal

from bpo_controls.answers.answer_model import Need
from bpo_controls.engine.question_plan import asked_item, role_of, section_of
from bpo_controls.engine.ranking import risk_key
from bpo_controls.engine.talk_time import usual_seconds
from bpo_controls.interview.asker import Asker, SecondRound
from bpo_controls.interview.ledger import Ledger, is_put_off
from bpo_controls.library.model import Role

Order = Literal["topic", "risk"]


class Agenda:
    """The open questions in turn.

    `put_off_needs` are not asked again in this round; `pinned` (None: nothing) comes before all others, then what
    is open in `area` (a section or domain; None: nowhere in particular). `order` "risk" asks the controls first
    whose lack goes wrong often. `triage` takes how a control stands; the figure can follow.
    """

    __slots__ = (
        "_ledger",
        "_rounds",
        "_with_set_aside",
        "area",
        "order",
        "pinned",
        "put_off_needs",
        "role",
        "section",
        "triage",
    )

    def __init__(
        self,
        ledger: Ledger,
        role: Role | None = None,
        section: str | None = None,
        *,
        order: Order = "topic",
        triage: bool = False,
    ) -> None:
        self._ledger = ledger
        self.role = role
        self.section = section
        self.order = order
        self.triage = triage
        self.put_off_needs: set[Need] = set()
        self.pinned: Need | None = None
        self.area: str | None = None
        self._rounds: set[str] = set()
        self._with_set_aside = False

    @property
    def narrowed(self) -> bool:
        """Whether only a role's or a section's questions are asked."""
        return self.role is not None or self.section is not None

    def next(self) -> Need | None:
        """The pinned question, else the first that waits in the area at hand, else the first; None: none waits."""
        if self.pinned is not None:
            if self.pinned in self._ledger.open(set_aside=True):
                return self.pinned
            self.pinned = None
        waiting = [n for n in self.open(set_aside=self._with_set_aside) if n not in self.put_off_needs]
        if self.area is not None:
            # Whom it is for does not matter here: somebody went to this area on purpose.
            anybody = self._ledger.open(section=self.area, set_aside=self._with_set_aside)
            here = [need for need in self._in_order(anybody) if need not in self.put_off_needs]
            if here:
                return here[0]
            self.area = None
        return waiting[0] if waiting else None

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
            if waiting and not self.triage and asker.go_through(len(waiting)):
                self._with_set_aside = True
                return True
        return False

    def open(self, *, set_aside: bool = False) -> tuple[Need, ...]:
        """What is open in the filter, in the order chosen.

        With `set_aside` also what somebody did not know or declined, and figures still to come.
        """
        found = self._ledger.open(role=self.role, section=self.section, set_aside=set_aside)
        return self._in_order(found)

    def _in_order(self, needs: tuple[Need, ...]) -> tuple[Need, ...]:
        """Scoping questions as they come, since controls hang on them; then the controls, what was put off last."""
        if self.order == "topic":
            return needs
        assessment = self._ledger.assessment
        findings = {finding.key: finding for finding in assessment.findings if finding.key in set(needs)}
        controls = [need for need in needs if need in findings]

        def key(need: Need) -> tuple[object, ...]:
            late = is_put_off(self._ledger.answers.get(*need))
            return (late, *risk_key(findings[need]))

        return (*(need for need in needs if need not in findings), *sorted(controls, key=key))

    def in_filter(self, need: Need) -> bool:
        """Whether this session asks it."""
        asked = asked_item(self._ledger.library, need.item)
        return self.role in (None, role_of(asked)) and self.section in (None, section_of(asked))

    def put_off(self, need: Need) -> None:
        """It is not asked again in this round."""
        self.put_off_needs.add(need)
        if self.pinned == need:
            self.pinned = None

    def usual_seconds(self, need: Need) -> int:
        """Talk that a question usually takes."""
        return usual_seconds(asked_item(self._ledger.library, need.item), triage=self.triage)
