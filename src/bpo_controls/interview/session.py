"""The interview: ask, check, put on disk, decide anew, ask the next. Knows no terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from bpo_controls.answers.model import Answer, Assurance, Evidence, NonAnswer, Sheet, Subject
from bpo_controls.answers.text import MAX_NAME, clean_text
from bpo_controls.answers.validate import parse_value
from bpo_controls.diagnostics import Diagnostic, did_you_mean
from bpo_controls.engine.finding import Need, Progress
from bpo_controls.engine.plan import asked_item, follow_ups, progress
from bpo_controls.interview import asker
from bpo_controls.interview.asker import Respondent
from bpo_controls.interview.consequences import brief, item_label, told
from bpo_controls.interview.draft import NOTHING, Draft, dressed
from bpo_controls.interview.evidence import read_evidence
from bpo_controls.interview.gatekeeper import Gatekeeper
from bpo_controls.interview.ledger import Effect, Ledger, OnAnswer, OnWithdraw, put_off
from bpo_controls.interview.screens import covered_by_all, make_screen, role_of, section_of
from bpo_controls.interview.trail import Trail, earlier_answers
from bpo_controls.library.model import Library, Role
from bpo_controls.words.facts import about

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
        self.role = role
        self.section = section
        self.respondent = Respondent()
        self.gatekeeper = Gatekeeper(asker, self.library)
        self.drafts: dict[Need, Draft] = {}
        self.passed: set[Need] = set()
        self.pinned: Need | None = None
        self.rounds: set[str] = set()
        self.with_set_aside = False
        earlier = earlier_answers(self.library, ledger.sheet, ledger.assessment)
        self.trail = Trail([need for need in earlier if self._in_filter(need)])

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
        return Outcome(ended, self.ledger.sheet, self.ledger.recorded, self._open())

    def _converse(self, by: str | None) -> Ended:
        resumed = len(self.ledger.sheet) > 0
        self.asker.open(asker.Opening(self._progress(), resumed, self.role, self.section or ""))
        self.respondent = Respondent(by or "", self.role or "")
        if by is None:
            self._identify()
        while True:
            need = self._next()
            if need is None:
                if self._another_round():
                    continue
                return "finished"
            screen = self._screen(need)
            move = self.asker.ask(screen)
            if isinstance(move, asker.Quit):
                return "quit"
            self._take(move, screen)

    def _save_drafts(self) -> None:
        """Notes and evidence whose answer never came are kept with the question, put off."""
        for need, draft in self.drafts.items():
            blank = Answer(*need, non_answer=NonAnswer("later"))
            before = self.ledger.sheet.entries.get(need)
            if before is None or put_off(before):
                self.ledger.put(self._signed(dressed(blank, before, draft)))
        self.drafts.clear()

    def _next(self) -> Need | None:
        if self.trail.here is not None:
            return self.trail.here
        waiting = [n for n in self._open(set_aside=self.with_set_aside) if n not in self.passed]
        if self.pinned in waiting or (self.pinned is not None and self.pinned in self._open(set_aside=True)):
            return self.pinned
        self.pinned = None
        return waiting[0] if waiting else None

    def _another_round(self) -> bool:
        """What was put off comes once more; then what earlier sessions set aside, if that is wanted."""
        if "later" not in self.rounds:
            self.rounds.add("later")
            again = self.passed.intersection(self._open())
            if again:
                self.passed -= again
                self.asker.tell(asker.SecondRound(len(again)))
                return True
        if "set-aside" not in self.rounds:
            self.rounds.add("set-aside")
            waiting = [n for n in self._open(set_aside=True) if n not in self.passed]
            if waiting and self.asker.go_through(len(waiting)):
                self.with_set_aside = True
                return True
        return False

    def _open(self, *, set_aside: bool = False) -> tuple[Need, ...]:
        return self.ledger.open(role=self.role, section=self.section, set_aside=set_aside)

    def _in_filter(self, need: Need) -> bool:
        asked = asked_item(self.library, need[0])
        return self.role in (None, role_of(asked)) and self.section in (None, section_of(asked))

    def _progress(self) -> Progress:
        counted = progress(self.library, self.ledger.sheet, self.ledger.assessment)
        return replace(counted, open_now=len(self._open()))

    def _screen(self, need: Need) -> asker.Screen:
        waiting = self.ledger.sheet.entries.get(need)
        held = dressed(Answer(*need), waiting if put_off(waiting) else None, self.drafts.get(need, NOTHING))
        return replace(
            make_screen(self.ledger, need),
            progress=self._progress(),
            note=held.note,
            assurance=held.assurance,
            evidence=held.evidence,
            can_go_back=self.trail.can_go_back(self.ledger.asleep),
            looking_back=self.trail.steps(self.ledger.asleep),
            respondent=self.respondent,
            today=self.now()[:10],
        )

    def _identify(self) -> None:
        said = self.asker.identify(self.respondent, role_fixed=self.role is not None)
        name = clean_text(said.by, "the name", limit=MAX_NAME, one_line=True, empty_ok=True)
        if isinstance(name, Diagnostic):
            self.asker.tell(asker.Refused(name))
            name = ""
        self.respondent = Respondent(name, self.role or said.role)

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
                self._note(text, screen)
            case asker.AddEvidence(assurance, evidence):
                self._evidence(assurance, evidence, screen)
            case asker.TakeBack():
                self._take_back(screen)
            case asker.WhatChanged():
                last = self.ledger.last
                lines = told(self.library, self.ledger.sheet, last) if last is not None else ()
                self.asker.tell(asker.Consequences(lines))
            case asker.Why():
                self.asker.tell(asker.Explained(screen))
            case asker.SwitchRespondent():
                self._identify()
            case asker.Quit():
                raise AssertionError("the loop takes this one")
            case _:
                assert_never(move)

    def _answer(self, move: asker.Answering, screen: asker.Screen) -> None:
        answer = self._composed(move, screen)
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
        answer = self._composed(move, screen)
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
            self.passed.add(screen.need)
            self.pinned = None
        self.trail.forward(self.ledger.asleep)

    def _later(self, screen: asker.Screen) -> None:
        if self.trail.here is not None:
            self._refuse("answered-already", "this one has an answer", "Enter keeps it, u takes it back")
            return
        if screen.present is None and not put_off(self.ledger.sheet.get(*screen.need)):
            # Notes and evidence typed so far go with it, so that quitting does not lose them.
            blank = Answer(*screen.need, non_answer=NonAnswer("later"))
            self.ledger.put(self._signed(dressed(blank, None, self.drafts.pop(screen.need, NOTHING))))
        self.passed.add(screen.need)
        self.pinned = None
        self.asker.tell(asker.Said("Put off; it comes again at the end."))

    def _note(self, text: str, screen: asker.Screen) -> None:
        cleaned = self.gatekeeper.text(text, "the note")
        if cleaned is None:
            return
        if screen.present is None:
            draft = self.drafts.get(screen.need, NOTHING)
            self.drafts[screen.need] = replace(draft, note=cleaned)
            self.asker.tell(asker.Attached("note"))
            return
        self._amend(replace(screen.present, note=cleaned), screen)

    def _evidence(self, assurance: Assurance, evidence: Evidence | None, screen: asker.Screen) -> None:
        added: tuple[Evidence, ...] = ()
        if evidence is not None:
            checked = read_evidence(evidence, self.now()[:10])
            if isinstance(checked, Diagnostic):
                self.asker.tell(asker.Refused(checked))
                return
            if not self.gatekeeper.may_keep(checked.title, checked.period):
                return
            if not self.gatekeeper.may_keep(checked.kept_at, contact=True):
                return
            added = (checked,)
        present = screen.present
        if present is None:
            draft = self.drafts.get(screen.need, NOTHING)
            self.drafts[screen.need] = replace(draft, assurance=assurance, evidence=(*draft.evidence, *added))
            self.asker.tell(asker.Attached("evidence"))
            return
        self._amend(replace(present, assurance=assurance, evidence=(*present.evidence, *added)), screen)

    def _amend(self, answer: Answer, screen: asker.Screen) -> None:
        """The present answer with something added: recorded at once, for the subject on the screen."""
        who = self.respondent
        amended = replace(
            answer,
            subject=screen.subject,
            by=who.by or answer.by,
            role=who.role or answer.role,
            at=self.now(),
        )
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
        self.passed.discard(screen.need)
        self.trail.drop(screen.need, self.ledger.asleep)
        self.asker.tell(asker.TakenBack(self._labels(effect.asleep)))

    def _go_to(self, target: str) -> None:
        item, _, subject_id = target.strip().partition("@")
        known = {one.casefold(): one for one in (*self.library.questions, *self.library.controls)}
        found = known.get(item.strip().casefold())
        if found is None:
            hint = did_you_mean(item.strip(), known.values()) or "type an id, for example g ACC-01"
            self._refuse("unknown-item", f'there is no question or control "{item.strip()[:60]}"', hint)
            return
        answered = [n for n in self.trail if n[0] == found and n not in self.ledger.asleep]
        waiting = [n for n in self.ledger.open(set_aside=True) if n[0] == found and n not in answered]
        wanted = subject_id.strip().casefold()
        for need in (*answered, *waiting):
            if wanted and wanted != need[1].id.casefold():
                continue
            if need in answered:
                self.trail.jump(need)
            else:
                self.trail.leave()
                self.pinned = need
            return
        elsewhere = any(one[0] == found for one in self.ledger.sheet.entries)
        if elsewhere and (self.role or self.section):
            self._refuse(
                "not-open",
                f'"{found}" lies outside what this session asks',
                "start one without --role and --section",
            )
            return
        self._refuse("not-open", f'"{found}" is neither answered nor open now', "other answers decide that")

    # ---- putting an answer together ----

    def _composed(self, move: asker.Answering, screen: asker.Screen) -> Answer | None:
        """The answer a move stands for, checked as a whole; None when it was refused and told."""
        blank = Answer(screen.asked.id, screen.subject)
        note = ""
        match move:
            case asker.Give(raw, note):
                value = parse_value(screen.asked, raw, self.library)
                if isinstance(value, Diagnostic):
                    self.asker.tell(asker.Refused(value))
                    return None
                blank = replace(blank, value=value)
            case asker.DontKnow(whom):
                blank = replace(blank, non_answer=NonAnswer("dont-know", whom.strip()))
            case asker.NotApplicable(reason):
                blank = replace(blank, non_answer=NonAnswer("not-applicable", reason.strip()))
            case asker.Declined(reason):
                blank = replace(blank, non_answer=NonAnswer("declined", reason.strip()))
            case asker.Keep():
                if screen.present is None:
                    self._refuse("nothing-to-keep", "there is no answer here to give to all", "give one")
                    return None
                blank = replace(blank, value=screen.present.value, non_answer=screen.present.non_answer)
            case _:
                assert_never(move)
        draft = self.drafts.get(screen.need, NOTHING)
        before = screen.present or self.ledger.sheet.entries.get(screen.need)
        answer = self._signed(dressed(blank, before, draft.with_note(note)))
        return answer if self.gatekeeper.admits(screen.asked, answer, before) else None

    def _signed(self, answer: Answer) -> Answer:
        return replace(answer, by=self.respondent.by, role=self.respondent.role, at=self.now())

    def _went_on(self, screen: asker.Screen, answer: Answer | None) -> None:
        """The need is dealt with: on the trail, its draft used up; what stays open is not asked again now."""
        need = screen.need
        self.drafts.pop(need, None)
        self.passed.add(need)
        if self.pinned == need:
            self.pinned = None
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
            asker.OpenItem(one, item_label(self.library, ledger.sheet, (one.item, one.subject)))
            for one in follow_ups(self.library, ledger.sheet, ledger.assessment)
            if one.cause != "unanswered"
        ]
        elsewhere = len(ledger.open()) - len(self._open())
        return asker.Summary(
            ended,
            self._progress(),
            tuple(waiting),
            ledger.recorded,
            self.role,
            self.section or "",
            elsewhere,
        )
