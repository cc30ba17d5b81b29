"""The interview: ask, check, put on disk, decide anew, ask the next. Knows no terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from bpo_controls.answers.answer_model import EVERY, Answers, Need, Subject
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.engine.question_plan import Progress, asked_item, section_of
from bpo_controls.interview import asker, moves
from bpo_controls.interview.agenda import Agenda
from bpo_controls.interview.composing import Composer
from bpo_controls.interview.ledger import Keeper, Ledger, is_put_off
from bpo_controls.interview.lookup import Lookup
from bpo_controls.interview.make_screen import make_screen, needs_of_area
from bpo_controls.interview.pace import Pace
from bpo_controls.interview.people import Respondent, as_known, parse_respondent, people_of
from bpo_controls.interview.preview import Preview
from bpo_controls.interview.recording import Recording
from bpo_controls.interview.registrar import Registrar
from bpo_controls.interview.set_aside import set_aside
from bpo_controls.interview.sitting_plan import Plan
from bpo_controls.interview.trail import Trail, earlier_answers
from bpo_controls.interview.way import Way
from bpo_controls.library.model import Library

Ended = Literal["finished", "enough", "quit", "interrupted"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a session ended, the answers as they are on disk now, and what is still open (in the filter)."""

    ended: Ended
    answers: Answers
    recorded: int
    missing: tuple[Need, ...]


class Session:
    """One sitting: an asker, the record it asks for, and the order of the questions.

    `as_of` is an ISO date, `now` gives ISO 8601 with offset. An error of the keeper goes through: an answer that
    could not be put on disk is never shown as recorded.
    """

    def __init__(
        self,
        library: Library,
        keeper: Keeper,
        as_of: str,
        asker: asker.Asker,
        *,
        now: Callable[[], str],
        plan: Plan | None = None,
    ) -> None:
        self.plan = plan or Plan()
        self.ledger = Ledger(library, keeper, as_of)
        self.asker = asker
        self.now = now
        self.registrar = Registrar(asker, self.plan.registered, self.plan.register)
        self.composer = Composer(self.ledger, asker, now, self.registrar)
        self.recording = Recording(self.ledger, self.composer, asker, now)
        self.kept_open: set[Need] = set()
        self.agenda = Agenda(
            self.ledger, self.plan.role, self.plan.section, order=self.plan.order, triage=self.plan.triage
        )
        earlier = earlier_answers(library, self.ledger.answers, self.ledger.assessment)
        self.trail = Trail([need for need in earlier if self.agenda.in_filter(need)])
        self.way = Way(self.ledger, asker, self.agenda, self.trail, self._can_show)
        self.pace = Pace()
        self.answered: set[Need] = set()
        self.lookup = Lookup(
            library,
            lambda: (keeper.record, self.ledger.assessment),
            lambda: self.recording.touched,
            self.plan.registered,
        )

    # ---- the loop ----

    def ask_all(self, by: str | None = None) -> Outcome:
        """Ask until nothing is open, or until the asker quits, its input ends, or Ctrl-C interrupts.

        `by` names who answers (`Tanya Reyes, UM director`); None: the asker is asked.
        """
        ended: Ended = "interrupted"
        try:
            self._begin(by)
            ended = self._ask_open()
        except EOFError:
            ended = "quit" if self.agenda.next() is not None else "finished"
        except KeyboardInterrupt:
            pass
        try:
            self._save_drafts()
            self.asker.close(self._summary(ended))
        except KeyboardInterrupt:
            ended = "interrupted"  # a second Ctrl-C; there is nothing left to lose
        return Outcome(ended, self.ledger.answers, self.ledger.recorded, self.agenda.open())

    def _begin(self, by: str | None) -> None:
        self.asker.open(
            asker.Opening(
                progress=self._progress(),
                resumed=len(self.ledger.answers) > 0,
                role=self.agenda.role,
                section=self.agenda.section or "",
                lookup=self.lookup,
                preview=Preview(self.ledger),
                triage=self.agenda.triage,
                minutes=self._minutes(),
            )
        )
        given = parse_respondent(by or "")
        self.composer.respondent = as_known(
            Respondent(given.by, self.agenda.role or given.role), self._people()
        )
        self.registrar.meet(self.composer.respondent)
        if by is None:
            self._identify()
        if self.plan.start:
            self.way.go_to(self.plan.start, None)

    def _ask_open(self) -> Ended:
        while True:
            if self.plan.first and len(self.answered) >= self.plan.first:
                return "enough"
            need = self.trail.here or self.agenda.next()
            if need is None:
                if self.agenda.another_round(self.asker):
                    continue
                if not self._rest():
                    return "finished"
                continue
            self.trail.arrive(need)
            screen = self._screen(need)
            move = self.asker.ask(screen)
            if isinstance(move, moves.Quit):
                return "quit"
            self._make_move(move, screen)

    def _rest(self) -> bool:
        """Nothing is left to ask; True when the asker goes to a question all the same."""
        while self.trail.here is None and self.agenda.next() is None:
            match self.asker.rest(self._progress()):
                case moves.Quit():
                    return False
                case moves.GoTo(target):
                    self.way.go_to(target, None)
                case moves.Back():
                    if not self.trail.back(Need("", Subject("engagement")), self._can_show):
                        self._refuse(
                            "first-question", "nothing has been answered yet", "g goes to a question"
                        )
                case moves.Undo() | moves.Redo() as step:
                    self._step_record(step)
                case moves.WhatChanged():
                    self.recording.what_changed()
                case moves.SwitchRespondent():
                    self._identify()
                case moves.Register():
                    self._register()
                case (moves.Rename() | moves.AddControl() | moves.DropControl()) as move:
                    self._reshape(move, None)
                case _:
                    self.asker.tell(
                        asker.Said("No question is on the screen. list names all, g goes to one, q stops.")
                    )
        return True

    def _save_drafts(self) -> None:
        """Notes and evidence whose answer never came are kept with the question, which stays open."""
        for need in tuple(self.composer.drafts):
            before = self.ledger.answers.entries.get(need)
            if self._is_asked(need) and (before is None or is_put_off(before)):
                self.kept_open.add(need)
                self.ledger.put(self.composer.put_off(need))
        self.composer.drafts.clear()

    # ---- what is shown ----

    def _progress(self) -> Progress:
        return replace(self.ledger.progress(), open_now=len(self.agenda.open()))

    def _minutes(self) -> int:
        return self.pace.minutes(sum(self.agenda.usual_seconds(need) for need in self.agenda.open()))

    def _screen(self, need: Need) -> asker.Screen:
        held = self.composer.held(need)
        area = needs_of_area(self.ledger, section_of(asked_item(self.ledger.library, need.item)))
        at = area.index(need) + 1 if need in area else 0
        return replace(
            make_screen(self.ledger, need),
            progress=self._progress(),
            note=held.note,
            assurance=held.assurance,
            evidence=held.evidence,
            can_go_back=self.trail.can_go_back(self._can_show),
            looking_back=self.trail.steps,
            respondent=self.composer.respondent,
            today=self.now()[:10],
            place=asker.Place(at, len(area)),
            minutes=self._minutes(),
            saved_at=self.recording.saved_at,
            triage=self.agenda.triage,
        )

    def _can_show(self, need: Need) -> bool:
        """Whether the question has an answer that counts, or is open."""
        if need in self.ledger.answers.entries:
            return need not in self.ledger.asleep
        return self.ledger.answers.get(*need) is not None or need in self.ledger.open(set_aside=True)

    def _people(self) -> tuple[Respondent, ...]:
        return people_of(self.ledger.answers, self.registrar.registered)

    def _identify(self) -> None:
        self.composer.identify(self._people(), self.agenda.role)

    def _register(self) -> None:
        if self.registrar.add():
            self.lookup.registered = self.registrar.registered

    # ---- moves ----

    def _make_move(self, move: moves.Move, screen: asker.Screen) -> None:
        record = self.recording
        match move:
            case moves.Give() | moves.DontKnow() | moves.NotApplicable() | moves.Declined():
                self._dealt_with(record.answer(move, screen), screen)
            case moves.SameForAll(answer):
                self._dealt_with(record.answer_for_all(answer, screen), screen)
            case moves.Keep():
                self._keep(screen)
            case moves.Later():
                if record.put_off(screen):
                    self.asker.tell(asker.Said("Put off; it comes again at the end."))
                    self._dealt_with((screen.need,), screen)
            case moves.Skip():
                self._pass_by(screen)
            case moves.Back():
                if not self.trail.back(screen.need, self._can_show):
                    self._refuse("first-question", "this is the first question", "answer it, or q to stop")
            case moves.Onward():
                self.way.onward(screen)
            case moves.Step(by):
                self.way.step_aside(by, screen)
            case moves.GoTo(target):
                self.way.go_to(target, screen)
            case moves.Note():
                record.note(move, screen)
            case moves.AddEvidence():
                record.add_evidence(move, screen)
            case moves.ChangeEvidence():
                record.change_evidence(move, screen)
            case moves.Flag():
                record.flag(screen)
            case moves.AcceptRisk():
                record.accept_risk(move, screen)
            case moves.Settle():
                record.settle(screen)
            case moves.TakeBack():
                if record.take_back(screen):
                    self.agenda.put_off_needs.discard(screen.need)
                    self.trail.jump(screen.need)
            case moves.Undo() | moves.Redo():
                self._step_record(move)
            case moves.WhatChanged():
                record.what_changed()
            case moves.Why():
                self.asker.tell(asker.Explained(screen))
            case moves.SwitchRespondent():
                self._identify()
            case moves.Register():
                self._register()
            case moves.Rename() | moves.AddControl() | moves.DropControl():
                self._reshape(move, screen.need)
            case moves.Quit():
                raise AssertionError("the loop takes this one")
            case _:
                assert_never(move)

    def _dealt_with(self, needs: tuple[Need, ...], screen: asker.Screen) -> None:
        """Go on from a question that was answered or put off; no needs: it stands."""
        if not needs:
            return
        for need in {*needs, screen.need}:
            self.composer.drafts.pop(need, None)
            self.agenda.put_off(need)
        if not screen.looking_back or screen.present is None:
            self.answered.add(screen.need)
            self.pace.answered(self.now(), self.agenda.usual_seconds(screen.need))
        self.trail.pass_by(needs[0], needs[1:])
        self.trail.forward(self._can_show)

    def _keep(self, screen: asker.Screen) -> None:
        if screen.present is None:
            self._refuse("nothing-to-keep", "there is no answer to keep yet", "answer it, or j passes it by")
        else:
            self._pass_by(screen)

    def _pass_by(self, screen: asker.Screen) -> None:
        self.agenda.put_off(screen.need)
        self.trail.pass_by(screen.need)
        self.trail.forward(self._can_show)

    def _step_record(self, move: moves.Undo | moves.Redo) -> None:
        change = self.recording.step(move)
        if change is None:
            return
        self._follow_library()
        for need in change.needs:
            self.agenda.put_off_needs.discard(need)
        shown = next((n for n in change.needs if n.subject.id != EVERY and self._can_show(n)), None)
        if shown is not None:
            self.trail.jump(shown)

    def _reshape(self, move: moves.Reshaping, here: Need | None) -> None:
        """What is asked about, or what is asked, changes; the question that this leads to comes next."""
        need = self.recording.reshape(move, here, self.plan)
        self._follow_library()
        if need is not None:
            self.trail.jump(need)

    def _follow_library(self) -> None:
        """What is asked may be called otherwise, or may be gone."""
        self.lookup.take_library(self.ledger.library)
        if self.trail.here is not None and not self._is_asked(self.trail.here):
            self.trail.leave()

    def _is_asked(self, need: Need) -> bool:
        return need.item in self.ledger.library.questions or need.item in self.ledger.library.controls

    def _refuse(self, code: str, message: str, hint: str) -> None:
        self.asker.tell(asker.Refused(Diagnostic(code, message, hint=hint)))

    def _summary(self, ended: Ended) -> asker.Summary:
        ledger = self.ledger
        return asker.Summary(
            ended,
            self._progress(),
            set_aside(ledger, self.kept_open),
            ledger.recorded,
            self.agenda.role,
            self.agenda.section or "",
            len(ledger.open()) - len(self.agenda.open()),
        )
