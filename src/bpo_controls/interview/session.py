"""The interview: ask, check, put on disk, decide anew, ask the next. Knows no terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from bpo_controls.answers.model import Answer, Sheet, Subject
from bpo_controls.answers.typed_text import MAX_NAME, clean_text
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.engine.finding import Need, Progress
from bpo_controls.engine.question_plan import asked_item, follow_ups, progress
from bpo_controls.interview import asker
from bpo_controls.interview.agenda import Agenda
from bpo_controls.interview.asker import Respondent
from bpo_controls.interview.composing import Composer
from bpo_controls.interview.consequences import brief, item_label, told
from bpo_controls.interview.destination import destination
from bpo_controls.interview.ledger import Effect, Ledger, OnAnswer, OnWithdraw, put_off
from bpo_controls.interview.make_screen import covered_by_all, make_screen
from bpo_controls.library.model import Library, Role
from bpo_controls.words.answer_words import about

Ended = Literal["finished", "quit", "interrupted"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a session ended, the sheet as it is on disk now, and what is still open (in the filter)."""

    ended: Ended
    sheet: Sheet
    recorded: int
    missing: tuple[Need, ...]


def run(
    library: Library,
    sheet: Sheet,
    as_of: str,
    asker: asker.Asker,
    *,
    on_answer: OnAnswer,
    on_withdraw: OnWithdraw,
    now: Callable[[], str],
    by: str | None = None,
    role: Role | None = None,
    section: str | None = None,
) -> Outcome:
    """Ask until nothing is open, or until the asker quits or is interrupted (Ctrl-C).

    `as_of` is an ISO date, `now` gives ISO 8601 with offset. `by` names who answers; None: the asker
    is asked. `role` and `section` (a section of questions or a domain) narrow what is asked. Errors
    of `on_answer` go through: an answer that could not be put on disk is never shown as recorded.
    """
    ledger = Ledger(library, sheet, as_of, on_answer, on_withdraw)
    return _Session(ledger, asker, now, role, section).run(by)


class _Session:
    def __init__(
        self,
        ledger: Ledger,
        asker: asker.Asker,
        now: Callable[[], str],
        role: Role | None,
        section: str | None,
    ) -> None:
        self.ledger = ledger
        self.library = ledger.library
        self.asker = asker
        self.now = now
        self.composer = Composer(ledger, asker, now)
        self.kept_open: set[Need] = set()
        self.told_of: Effect | None = None
        self.agenda = Agenda(ledger, role, section)
        self.trail = self.agenda.trail

    # ---- the loop ----

    def run(self, by: str | None) -> Outcome:
        ended: Ended = "interrupted"
        try:
            ended = self._converse(by)
        except asker.Stopped:
            ended = "quit"
        except KeyboardInterrupt:
            pass
        try:
            self._save_drafts()
            self.asker.close(self._summary(ended))
        except KeyboardInterrupt:
            ended = "interrupted"  # a second Ctrl-C; there is nothing left to lose
        return Outcome(ended, self.ledger.sheet, self.ledger.recorded, self.agenda.open())

    def _converse(self, by: str | None) -> Ended:
        resumed = len(self.ledger.sheet) > 0
        self.asker.open(asker.Opening(self._progress(), resumed, self.agenda.role, self.agenda.section or ""))
        self.composer.respondent = Respondent(by or "", self.agenda.role or "")
        if by is None:
            self._identify()
        while True:
            need = self.agenda.next()
            if need is None:
                if self.agenda.another_round(self.asker):
                    continue
                return "finished"
            screen = self._screen(need)
            move = self.asker.ask(screen)
            if isinstance(move, asker.Quit):
                return "quit"
            self._take(move, screen)

    def _save_drafts(self) -> None:
        """Notes and evidence whose answer never came are kept with the question, which stays open."""
        for need in tuple(self.composer.drafts):
            before = self.ledger.sheet.entries.get(need)
            if before is None or put_off(before):
                self.kept_open.add(need)
                self.ledger.put(self.composer.put_off(need))
        self.composer.drafts.clear()

    def _progress(self) -> Progress:
        counted = progress(self.library, self.ledger.sheet, self.ledger.assessment)
        return replace(counted, open_now=len(self.agenda.open()))

    def _screen(self, need: Need) -> asker.Screen:
        held = self.composer.held(need)
        return replace(
            make_screen(self.ledger, need),
            progress=self._progress(),
            note=held.note,
            assurance=held.assurance,
            evidence=held.evidence,
            can_go_back=self.trail.can_go_back(self.ledger.asleep),
            looking_back=self.trail.steps(self.ledger.asleep),
            respondent=self.composer.respondent,
            today=self.now()[:10],
        )

    def _identify(self) -> None:
        said = self.asker.identify(self.composer.respondent, role_fixed=self.agenda.role is not None)
        name = clean_text(said.by, "the name", limit=MAX_NAME, one_line=True, empty_ok=True)
        if isinstance(name, Diagnostic):
            self.asker.tell(asker.Refused(name))
            name = ""
        self.composer.respondent = Respondent(name, self.agenda.role or said.role)

    # ---- moves ----

    def _take(self, move: asker.Move, screen: asker.Screen) -> None:
        match move:
            case asker.Give() | asker.DontKnow() | asker.NotApplicable() | asker.Declined():
                self._answer(move, screen)
            case asker.Keep():
                self._keep(screen)
            case asker.SameForAll(answer):
                self._answer_for_all(answer, screen)
            case asker.Later():
                self._later(screen)
            case asker.Back():
                if not self.trail.back(self.ledger.asleep):
                    self._refuse("first-question", "this is the first question", "answer it, or q to stop")
            case asker.Onward():
                self.trail.leave()
            case asker.GoTo(target):
                self._go_to(target)
            case asker.Note(text):
                self._amend(self.composer.noted(text, screen), screen)
            case asker.AddEvidence(assurance, evidence):
                self._amend(self.composer.evidenced(assurance, evidence, screen), screen)
            case asker.TakeBack():
                self._take_back(screen)
            case asker.WhatChanged():
                self._what_changed()
            case asker.Why():
                self.asker.tell(asker.Explained(screen))
            case asker.SwitchRespondent():
                self._identify()
            case asker.Quit():
                raise AssertionError("the loop takes this one")
            case _:
                assert_never(move)

    def _answer(self, move: asker.Answering, screen: asker.Screen) -> None:
        answer = self.composer.composed(move, screen)
        if answer is None:
            return
        effect = self.ledger.put(answer)
        self._went_on(screen, answer)
        self._tell(asker.Recorded(answer, screen.asked), effect, screen)

    def _answer_for_all(self, move: asker.Answering, screen: asker.Screen) -> None:
        covered, own = covered_by_all(self.ledger, screen.need)
        if not covered:
            self._refuse("one-subject", "there is only one answer to this question", "answer it without =")
            return
        answer = self.composer.composed(move, screen)
        if answer is None:
            return
        effect = self.ledger.put_for_all(answer, covered)
        every = next(a for a in reversed(tuple(self.ledger.sheet)) if a.item == answer.item)
        self.trail.add((every.item, every.subject), instead_of=[(every.item, one) for one in covered])
        for subject in covered:
            self._went_on(replace(screen, subject=subject), None)
        self.trail.forward(self.ledger.asleep)
        recorded = asker.Recorded(every, screen.asked, self._names(covered), self._names(own))
        self._tell(recorded, effect, screen)

    def _keep(self, screen: asker.Screen) -> None:
        if screen.present is None:
            self._refuse("nothing-to-keep", "there is no answer to keep yet", "answer, or l for later")
            return
        if self.trail.here is None:
            self.agenda.put_by(screen.need)
        self.trail.forward(self.ledger.asleep)

    def _later(self, screen: asker.Screen) -> None:
        if self.trail.here is not None:
            self._refuse("answered-already", "this one has an answer", "Enter keeps it, u takes it back")
            return
        if screen.present is None and not put_off(self.ledger.sheet.get(*screen.need)):
            self.ledger.put(self.composer.put_off(screen.need))
        self.agenda.put_by(screen.need)
        self.asker.tell(asker.Said("Put off; it comes again at the end."))

    def _amend(self, amended: Answer | None, screen: asker.Screen) -> None:
        """The present answer with something added is recorded at once; None: nothing to record."""
        if amended is None:
            return
        effect = self.ledger.put(amended)
        self.trail.add(screen.need)
        self._tell(asker.Recorded(amended, screen.asked), effect, screen)

    def _take_back(self, screen: asker.Screen) -> None:
        if screen.present is None:
            self._refuse("nothing-to-take-back", "there is no answer here to take back", "b goes back to one")
            return
        if screen.present.subject != screen.subject:
            hint = f"g {screen.asked.id} goes to that answer; or give this one its own"
            self._refuse("answered-for-all", "this was answered for all at once", hint)
            return
        effect = self.ledger.take_back(*screen.need)
        self.agenda.passed.discard(screen.need)
        self.trail.drop(screen.need, self.ledger.asleep)
        self.asker.tell(asker.TakenBack(self._labels(effect.asleep)))

    def _go_to(self, target: str) -> None:
        need = destination(target, self.ledger, self.trail, narrowed=self.agenda.narrowed)
        if isinstance(need, Diagnostic):
            self.asker.tell(asker.Refused(need))
        elif need in self.ledger.asleep:
            answer = self.ledger.sheet.entries[need]
            label = item_label(self.library, self.ledger.sheet, need)
            self.asker.tell(asker.Dormant(asked_item(self.library, need[0]), answer, label))
        elif need in self.trail:
            self.trail.jump(need)
        else:
            self.trail.leave()
            self.agenda.pinned = need

    def _what_changed(self) -> None:
        """What the last answer changed; asked once more, every name of it."""
        last = self.ledger.last
        again = last is not None and last is self.told_of
        self.told_of = last
        lines = told(self.library, self.ledger.sheet, last, full=again) if last is not None else ()
        self.asker.tell(asker.Consequences(lines))

    # ---- what follows from a move ----

    def _went_on(self, screen: asker.Screen, answer: Answer | None) -> None:
        """The need is dealt with: on the trail, its draft used up; what stays open is not asked again now."""
        need = screen.need
        self.composer.drafts.pop(need, None)
        self.agenda.put_by(need)
        if answer is not None:
            self.trail.add(need)
            self.trail.forward(self.ledger.asleep)

    def _tell(self, recorded: asker.Recorded, effect: Effect, screen: asker.Screen) -> None:
        before, after = screen.present, recorded.answer
        self.asker.tell(
            replace(
                recorded,
                asleep=self._labels(effect.asleep),
                awake=self._labels(effect.awake),
                brief=brief(effect),
                assurance_reset=before is not None
                and before.assurance != "stated"
                and after.assurance == "stated",
            )
        )

    def _labels(self, needs: tuple[Need, ...]) -> tuple[str, ...]:
        return tuple(item_label(self.library, self.ledger.sheet, need) for need in needs)

    def _names(self, subjects: tuple[Subject, ...]) -> tuple[str, ...]:
        return tuple(about(self.library, self.ledger.sheet, one) for one in subjects)

    def _refuse(self, code: str, message: str, hint: str) -> None:
        self.asker.tell(asker.Refused(Diagnostic(code, message, hint=hint)))

    def _summary(self, ended: Ended) -> asker.Summary:
        ledger = self.ledger
        waiting = [
            asker.OpenItem(
                one,
                item_label(self.library, ledger.sheet, (one.item, one.subject)),
                (one.item, one.subject) in self.kept_open,
            )
            for one in follow_ups(self.library, ledger.sheet, ledger.assessment)
            if one.cause != "unanswered"
        ]
        elsewhere = len(ledger.open()) - len(self.agenda.open())
        return asker.Summary(
            ended,
            self._progress(),
            tuple(waiting),
            ledger.recorded,
            self.agenda.role,
            self.agenda.section or "",
            elsewhere,
        )
