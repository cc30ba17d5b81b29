"""Where to go from a question: elsewhere by id or area, to a neighbor, and back to the usual order."""

from __future__ import annotations

from collections.abc import Callable

from bpo_controls.answers.answer_model import Need
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.engine.question_plan import asked_item, role_of, section_of
from bpo_controls.interview import asker
from bpo_controls.interview.agenda import Agenda
from bpo_controls.interview.destination import Area, destination
from bpo_controls.interview.ledger import Ledger
from bpo_controls.interview.make_screen import needs_of_area
from bpo_controls.interview.trail import Trail
from bpo_controls.words import labels
from bpo_controls.words.answer_words import item_label


class Way:
    """Moves the trail and the agenda of a session. `can_show`: whether a question is answered or open."""

    __slots__ = ("_agenda", "_asker", "_can_show", "_ledger", "_trail")

    def __init__(
        self,
        ledger: Ledger,
        asker: asker.Asker,
        agenda: Agenda,
        trail: Trail,
        can_show: Callable[[Need], bool],
    ) -> None:
        self._ledger = ledger
        self._asker = asker
        self._agenda = agenda
        self._trail = trail
        self._can_show = can_show

    def onward(self, screen: asker.Screen) -> None:
        """Back to the usual order, out of wherever somebody went."""
        strayed = (
            self._trail.here is not None or self._agenda.area is not None or self._agenda.pinned is not None
        )
        if not strayed:
            it = "this is the question that is open"
            return self._refuse("open-already", it, "answer it, or j passes it by")
        self._trail.pass_by(screen.need)
        self._trail.leave()
        self._agenda.area = self._agenda.pinned = None

    def step_aside(self, by: int, screen: asker.Screen) -> None:
        """To the question so many places on in this area."""
        area = needs_of_area(self._ledger, section_of(asked_item(self._ledger.library, screen.asked.id)))
        at = area.index(screen.need) if screen.need in area else (-1 if by > 0 else len(area))
        if not 0 <= at + by < len(area):
            it = f"this is the {'last' if by > 0 else 'first'} question of {screen.heading}"
            return self._refuse("no-neighbor", it, "o goes on")
        self._trail.pass_by(screen.need)
        self._trail.jump(area[at + by])

    def go_to(self, target: str | Need, screen: asker.Screen | None) -> None:
        """To a question or an area, or why not; `screen` is left."""
        found = target if isinstance(target, Need) else destination(target, self._ledger)
        if isinstance(found, Diagnostic):
            self._asker.tell(asker.Refused(found))
        elif isinstance(found, Area):
            self._enter(found, screen)
        elif screen is not None and found == screen.need:
            self._asker.tell(asker.Said("That is the question on the screen."))
        elif found in self._ledger.asleep:
            answer = self._ledger.answers.entries[found]
            label = item_label(self._ledger.library, self._ledger.answers, found)
            self._asker.tell(asker.Dormant(asked_item(self._ledger.library, found.item), answer, label))
        elif not self._can_show(found):
            label = item_label(self._ledger.library, self._ledger.answers, found)
            self._refuse("not-open", f"{label} is neither answered nor open now", "other answers decide that")
        else:
            self._leave_for(found, screen)

    def _leave_for(self, need: Need, screen: asker.Screen | None) -> None:
        if screen is not None:
            self._trail.pass_by(screen.need)
        asked = asked_item(self._ledger.library, need.item)
        if not self._agenda.in_filter(need):
            whose = f"{need.item} is for the {labels.role(role_of(asked))}"
            self._asker.tell(asker.Said(f"{whose}, outside what this session asks. o leads back."))
        if need in self._ledger.open(set_aside=True) and self._ledger.answers.entries.get(need) is None:
            # Somebody brought a topic up: what else is open in that area comes next.
            self._agenda.area = section_of(asked)
            self._agenda.put_off_needs.discard(need)
        self._trail.jump(need)

    def _enter(self, area: Area, screen: asker.Screen | None) -> None:
        """What is open in an area comes first from here on."""
        if not self._ledger.open(section=area.id):
            asked = f"every question of {area.title} has been asked"
            return self._refuse("not-open", asked, f"list {area.id} names them")
        if screen is not None:
            self._trail.pass_by(screen.need)
        self._trail.leave()
        self._agenda.pinned = None
        self._agenda.area = area.id
        self._agenda.put_off_needs -= set(self._ledger.open(section=area.id))

    def _refuse(self, code: str, message: str, hint: str) -> None:
        self._asker.tell(asker.Refused(Diagnostic(code, message, hint=hint)))
