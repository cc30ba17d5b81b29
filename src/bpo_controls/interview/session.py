"""The interview: ask, check, put on disk, decide anew, ask the next. Knows no terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from bpo_controls.answers.model import ASSURANCES, EVERY, Answer, Answers, Need, Subject
from bpo_controls.answers.typed_text import MAX_NAME, clean_text
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.engine.question_plan import Progress, asked_item, follow_ups, progress
from bpo_controls.interview import asker
from bpo_controls.interview.agenda import Agenda
from bpo_controls.interview.asker import Respondent
from bpo_controls.interview.composing import Composer
from bpo_controls.interview.destination import destination
from bpo_controls.interview.ledger import Effect, Keeper, Ledger, is_put_off
from bpo_controls.interview.make_screen import covered_by_all, make_screen
from bpo_controls.library.model import Library, Role
from bpo_controls.words.answer_words import about, item_label
from bpo_controls.words.change_words import brief, change_lines

Ended = Literal["finished", "quit", "interrupted"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a session ended, the answers as they are on disk now, and what is still open (in the filter)."""

    ended: Ended
    answers: Answers
    recorded: int
    missing: tuple[Need, ...]


class Session:
    """One sitting: an asker, the record it asks for, and the order of the questions.

    `as_of` is an ISO date, `now` gives ISO 8601 with offset. `role` and `section` (a section of questions
    or a domain) narrow what is asked. An error of the keeper goes through: an answer that could not be put
    on disk is never shown as recorded.
    """

    def __init__(
        self,
        library: Library,
        keeper: Keeper,
        as_of: str,
        asker: asker.Asker,
        *,
        now: Callable[[], str],
        role: Role | None = None,
        section: str | None = None,
    ) -> None:
        self.ledger = Ledger(library, keeper, as_of)
        self.library = library
        self.asker = asker
        self.now = now
        self.composer = Composer(self.ledger, asker, now)
        self.kept_open: set[Need] = set()
        self.shown_effect: Effect | None = None
        self.agenda = Agenda(self.ledger, role, section)
        self.trail = self.agenda.trail

    # ---- the loop ----

    def ask_all(self, by: str | None = None) -> Outcome:
        """Ask until nothing is open, or until the asker quits, its input ends, or Ctrl-C interrupts.

        `by` names who answers; None: the asker is asked.
        """
        ended: Ended = "interrupted"
        try:
            self._begin(by)
            ended = self._ask_open()
        except EOFError:
            ended = "quit"
        except KeyboardInterrupt:
            pass
        try:
            self._save_drafts()
            self.asker.close(self._summary(ended))
        except KeyboardInterrupt:
            ended = "interrupted"  # a second Ctrl-C; there is nothing left to lose
        return Outcome(ended, self.ledger.answers, self.ledger.recorded, self.agenda.open())

    def _begin(self, by: str | None) -> None:
        resumed = len(self.ledger.answers) > 0
        self.asker.open(asker.Opening(self._progress(), resumed, self.agenda.role, self.agenda.section or ""))
        self.composer.respondent = Respondent(by or "", self.agenda.role or "")
        if by is None:
            self._identify()

    def _ask_open(self) -> Ended:
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
            self._make_move(move, screen)

    def _save_drafts(self) -> None:
        """Notes and evidence whose answer never came are kept with the question, which stays open."""
        for need in tuple(self.composer.drafts):
            before = self.ledger.answers.entries.get(need)
            if before is None or is_put_off(before):
                self.kept_open.add(need)
                self.ledger.put(self.composer.put_off(need))
        self.composer.drafts.clear()

    def _progress(self) -> Progress:
        counted = progress(self.library, self.ledger.answers, self.ledger.assessment)
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
        respondent = self.asker.identify(self.composer.respondent, role_fixed=self.agenda.role is not None)
        name = clean_text(respondent.by, "the name", limit=MAX_NAME, one_line=True, empty_ok=True)
        if isinstance(name, Diagnostic):
            self.asker.tell(asker.Refused(name))
            name = ""
        self.composer.respondent = Respondent(name, self.agenda.role or respondent.role)

    # ---- moves ----

    def _make_move(self, move: asker.Move, screen: asker.Screen) -> None:
        match move:
            case asker.Give() | asker.DontKnow() | asker.NotApplicable() | asker.Declined():
                self._answer(move, screen)
            case asker.Keep():
                self._keep(screen)
            case asker.SameForAll(answer):
                self._answer_for_all(answer, screen)
            case asker.Later():
                self._put_off(screen)
            case asker.Back():
                if not self.trail.back(self.ledger.asleep):
                    self._refuse("first-question", "this is the first question", "answer it, or q to stop")
            case asker.Onward():
                self.trail.leave()
            case asker.GoTo(target):
                self._go_to(target)
            case asker.Note(text):
                self._amend(self.composer.with_note(text, screen), screen)
            case asker.AddEvidence(assurance, evidence):
                self._amend(self.composer.with_evidence(assurance, evidence, screen), screen)
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
        answer = self.composer.compose(move, screen)
        if answer is None:
            return
        effect = self._settled(self.ledger.put(answer), screen)
        self._settle(screen.need)
        self.trail.add(screen.need)
        self.trail.forward(self.ledger.asleep)
        standing = self.ledger.answers.entries.get(answer.need, answer)
        self._tell(asker.Recorded(standing, screen.asked), effect, screen)

    def _answer_for_all(self, move: asker.Answering, screen: asker.Screen) -> None:
        covered, own = covered_by_all(self.ledger, screen.need)
        if not covered:
            self._refuse("one-subject", "there is only one answer to this question", "answer it without =")
            return
        answer = self.composer.compose(move, screen)
        if answer is None:
            return
        every = replace(answer, subject=Subject(answer.subject.kind, EVERY))
        replaced = [Need(answer.item, subject) for subject in covered]
        effect = self._settled(self.ledger.put(every, instead_of=replaced), screen)
        self.trail.add(every.need, instead_of=replaced)
        for need in replaced:
            self._settle(need)
        self.trail.forward(self.ledger.asleep)
        recorded = asker.Recorded(every, screen.asked, self._names(covered), self._names(own))
        self._tell(recorded, effect, screen)

    def _keep(self, screen: asker.Screen) -> None:
        if screen.present is None:
            self._refuse("nothing-to-keep", "there is no answer to keep yet", "answer, or l for later")
            return
        if self.trail.here is None:
            self.agenda.put_off(screen.need)
        self.trail.forward(self.ledger.asleep)

    def _put_off(self, screen: asker.Screen) -> None:
        if self.trail.here is not None:
            self._refuse("answered-already", "this one has an answer", "Enter keeps it, u takes it back")
            return
        if screen.present is None and not is_put_off(self.ledger.answers.get(*screen.need)):
            self.ledger.put(self.composer.put_off(screen.need))
        self.agenda.put_off(screen.need)
        self.asker.tell(asker.Said("Put off; it comes again at the end."))

    def _amend(self, amended: Answer | None, screen: asker.Screen) -> None:
        """The present answer with something added is recorded at once; None: nothing to record."""
        if amended is None:
            return
        present = screen.present
        weaker = present is not None and ASSURANCES.index(amended.assurance) < ASSURANCES.index(
            present.assurance
        )
        effect = self.ledger.amend(amended) if weaker else self.ledger.put(amended)
        self.trail.add(screen.need)
        standing = self.ledger.answers.entries.get(amended.need, amended)
        self._tell(asker.Recorded(standing, screen.asked), effect, screen)

    def _take_back(self, screen: asker.Screen) -> None:
        if screen.present is None:
            self._refuse("nothing-to-take-back", "there is no answer here to take back", "b goes back to one")
            return
        if screen.present.subject != screen.subject:
            hint = f"g {screen.asked.id} goes to that answer; or give this one its own"
            self._refuse("answered-for-all", "this was answered for all at once", hint)
            return
        effect = self.ledger.take_back(screen.need)
        self.agenda.put_off_needs.discard(screen.need)
        self.trail.drop(screen.need, self.ledger.asleep)
        self.asker.tell(asker.TakenBack(self._labels(effect.asleep)))

    def _go_to(self, target: str) -> None:
        need = destination(target, self.ledger, self.trail, narrowed=self.agenda.narrowed)
        if isinstance(need, Diagnostic):
            self.asker.tell(asker.Refused(need))
        elif need in self.ledger.asleep:
            answer = self.ledger.answers.entries[need]
            label = item_label(self.library, self.ledger.answers, need)
            self.asker.tell(asker.Dormant(asked_item(self.library, need.item), answer, label))
        elif need in self.trail:
            self.trail.jump(need)
        else:
            self.trail.leave()
            self.agenda.pinned = need

    def _what_changed(self) -> None:
        """What the last answer changed; asked once more, every name of it."""
        last = self.ledger.last
        again = last is not None and last is self.shown_effect
        self.shown_effect = last
        lines: tuple[str, ...] = ()
        if last is not None:
            lines = change_lines(
                self.library, self.ledger.answers, last.changes, last.asleep, last.awake, full=again
            )
        self.asker.tell(asker.Consequences(lines))

    # ---- what follows from a move ----

    def _settled(self, effect: Effect, screen: asker.Screen) -> Effect:
        """The effect, once whoever answers has said what counts where two answers disagree."""
        saved = effect.saved
        if saved is None or saved.relation != "conflict" or saved.standing is None:
            return effect
        choice = self.asker.settle(asker.Differing(screen.asked, saved.standing, saved.answer, saved.causes))
        if choice == "open":
            return effect
        counts = saved.standing if choice == "standing" else saved.answer
        return self.ledger.settle(counts, self.composer.respondent.by)

    def _settle(self, need: Need) -> None:
        """The need is dealt with: its draft is used up, and if it stays open it is not asked again now."""
        self.composer.drafts.pop(need, None)
        self.agenda.put_off(need)

    def _tell(self, recorded: asker.Recorded, effect: Effect, screen: asker.Screen) -> None:
        before, after = screen.present, recorded.answer
        self.asker.tell(
            replace(
                recorded,
                asleep=self._labels(effect.asleep),
                awake=self._labels(effect.awake),
                brief=brief(effect.changes),
                assurance_reset=before is not None
                and before.assurance != "stated"
                and after.assurance == "stated",
            )
        )

    def _labels(self, needs: tuple[Need, ...]) -> tuple[str, ...]:
        return tuple(item_label(self.library, self.ledger.answers, need) for need in needs)

    def _names(self, subjects: tuple[Subject, ...]) -> tuple[str, ...]:
        return tuple(about(self.library, self.ledger.answers, subject) for subject in subjects)

    def _refuse(self, code: str, message: str, hint: str) -> None:
        self.asker.tell(asker.Refused(Diagnostic(code, message, hint=hint)))

    def _summary(self, ended: Ended) -> asker.Summary:
        ledger = self.ledger
        waiting = [
            asker.OpenItem(
                follow_up,
                item_label(self.library, ledger.answers, follow_up.need),
                follow_up.need in self.kept_open,
            )
            for follow_up in follow_ups(self.library, ledger.answers, ledger.assessment)
            if follow_up.cause != "unanswered"
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
