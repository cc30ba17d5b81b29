"""What is put on record, and what is said about it: answers, notes, evidence, marks, and steps back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bpo_controls.answers.answer_model import (
    ASSURANCES,
    ENGAGEMENT,
    EVERY,
    Acceptance,
    Answer,
    Evidence,
    Need,
    Subject,
)
from bpo_controls.answers.engagement_record import Change
from bpo_controls.diagnostics import Diagnostic, UserError
from bpo_controls.engine.finding import Status
from bpo_controls.engine.question_plan import asked_item
from bpo_controls.interview import asker, moves
from bpo_controls.interview.composing import Composer
from bpo_controls.interview.ledger import Effect, Ledger, is_put_off
from bpo_controls.interview.make_screen import covered_by_all
from bpo_controls.interview.sitting_plan import AddsControl, Plan
from bpo_controls.words.answer_words import about, answer_words, item_label
from bpo_controls.words.change_words import brief, change_lines
from bpo_controls.words.numbers import capital
from bpo_controls.words.reshape_words import reshaped


class Recording:
    """Puts what moves stand for on record and tells the asker. `touched` are the items recorded in this session.

    Each method gives the needs that are dealt with now; none: nothing was recorded, and the question stands.
    """

    def __init__(
        self, ledger: Ledger, composer: Composer, asker: asker.Asker, now: Callable[[], str]
    ) -> None:
        self._ledger = ledger
        self._composer = composer
        self._asker = asker
        self._now = now
        self._shown_effect: Effect | None = None
        self.touched: dict[Need, None] = {}
        self.saved_at = ""

    def answer(self, move: moves.Answering, screen: asker.Screen) -> tuple[Need, ...]:
        """One answer for the subject on the screen."""
        answer = self._composer.compose(move, screen)
        if answer is None:
            return ()
        effect, beside = self._settled(self._ledger.put(answer), screen)
        standing = self._ledger.answers.entries.get(answer.need, answer)
        self._mark(answer.need)
        self._tell(asker.Recorded(standing, screen.asked, beside=beside), effect, screen)
        self._meet(answer)
        return (screen.need,)

    def answer_for_all(self, move: moves.Answering, screen: asker.Screen) -> tuple[Need, ...]:
        """One answer for every subject that has none of its own; the first need given back stands for all."""
        covered, own = covered_by_all(self._ledger, screen.need)
        if not covered:
            self._refuse("one-subject", "there is only one answer to this question", "answer it without =")
            return ()
        answer = self._composer.compose(move, screen)
        if answer is None:
            return ()
        every = replace(answer, subject=Subject(answer.subject.kind, EVERY))
        replaced = [Need(answer.item, subject) for subject in covered]
        effect, beside = self._settled(self._ledger.put(every, instead_of=replaced), screen, replaced)
        standing = self._ledger.answers.entries.get(every.need, every)
        self._mark(every.need)
        recorded = asker.Recorded(
            standing, screen.asked, self._names(covered), self._names(own), beside=beside
        )
        self._tell(recorded, effect, screen)
        self._meet(answer)
        return (every.need, *replaced)

    def put_off(self, screen: asker.Screen) -> bool:
        """The question comes again at the end; what was noted so far is kept with it."""
        if screen.present is not None:
            self._refuse("answered-already", "this one has an answer", "Enter keeps it, u takes it back")
            return False
        if not is_put_off(self._ledger.answers.get(*screen.need)):
            self._ledger.put(self._composer.put_off(screen.need))
            self._mark(screen.need)
        return True

    def note(self, move: moves.Note, screen: asker.Screen) -> None:
        """A note, added to those there are or in their place."""
        amended = self._composer.with_note(move.text, screen, instead=move.instead)
        self._amend(amended, screen, rewritten=move.instead)

    def add_evidence(self, move: moves.AddEvidence, screen: asker.Screen) -> None:
        """How well it is known, and a piece of evidence."""
        self._amend(self._composer.with_evidence(move.assurance, move.evidence, screen), screen)

    def change_evidence(self, move: moves.ChangeEvidence, screen: asker.Screen) -> None:
        """A piece of evidence is taken out or another is put in its place."""
        held: tuple[Evidence, ...] = (
            screen.present.evidence if screen.present is not None else screen.evidence
        )
        if not 1 <= move.number <= len(held):
            many = f"1 to {len(held)}" if held else "e names some"
            self._refuse("no-such-evidence", f"there is no piece of evidence {move.number}", many)
            return
        amended = self._composer.with_changed_evidence(move.number - 1, move.evidence, screen)
        self._amend(amended, screen, rewritten=True)

    def flag(self, screen: asker.Screen) -> None:
        """The mark for the second reviewer is put on or taken off."""
        if screen.present is None:
            self._refuse("nothing-to-flag", "there is no answer here to flag yet", "answer first, then f")
            return
        flagged = not screen.present.flagged
        amended = self._composer.sign_amended(replace(screen.present, flagged=flagged), screen)
        self._ledger.amend(amended)
        self._mark(amended.need)
        said = "Flagged for the second reviewer." if flagged else "No longer flagged."
        self._asker.tell(asker.Said(said))

    def accept_risk(self, move: moves.AcceptRisk, screen: asker.Screen) -> None:
        """The buyer lives with a gap until a date."""
        status = self.status(screen.need)
        if screen.present is None or status not in ("gap", "partly", "accepted"):
            self._refuse(
                "no-gap", "there is no gap here to accept", "only what is missing or partly there is a risk"
            )
            return
        risk = Acceptance(move.by.strip(), move.reason.strip(), move.until.strip())
        amended = self._composer.with_risk(risk, screen)
        if amended is not None:
            effect = self._ledger.amend(amended)
            self._mark(amended.need)
            self._tell(asker.Recorded(amended, screen.asked), effect, screen)
            self._composer.registrar.meet_named(risk.by)

    def settle(self, screen: asker.Screen) -> None:
        """Which of the differing answers counts."""
        if not screen.contested or screen.present is None:
            self._refuse(
                "nothing-to-settle", "no other answer to this question differs", "list conflicts names those"
            )
            return
        for other in screen.contested:
            choice = self._asker.settle(asker.Differing(screen.asked, screen.present, other, ()))
            if choice != "open":
                counts = screen.present if choice == "standing" else other
                effect = self._ledger.settle(counts, self._composer.respondent.by)
                self._mark(counts.need)
                self._tell(asker.Recorded(counts, screen.asked), effect, screen)
                return

    def take_back(self, screen: asker.Screen) -> bool:
        """The answer no longer stands; whether there was one to take back."""
        present = screen.present
        if present is None:
            self._refuse("nothing-to-take-back", "there is no answer here to take back", "b goes back to one")
            return False
        if present.subject != screen.subject:
            hint = f"g {screen.asked.id} goes to that answer; or give this one its own"
            self._refuse("answered-for-all", "this was answered for all at once", hint)
            return False
        effect = self._ledger.take_back(screen.need)
        self._mark(screen.need)
        told = asker.TakenBack(self._labels(effect.asleep), bool(present.note), len(present.evidence))
        self._asker.tell(told)
        return True

    def reshape(self, move: moves.Reshaping, here: Need | None, plan: Plan) -> Need | None:
        """What is asked about, or what is asked, changes; the question that this leads to."""
        if isinstance(move, moves.Rename):
            return self.rename(move, here)
        if isinstance(move, moves.DropControl):
            return self.drop_control(move, here)
        return self.add_control(move, plan.add_control)

    def rename(self, move: moves.Rename, here: Need | None) -> Need | None:
        """A place or company is called otherwise; the question at hand, about the same one."""
        try:
            done = self._ledger.rename_to(move.before, move.after, self._composer.respondent.by)
        except UserError as error:
            self._asker.tell(asker.Refused(error.diagnostics[0]))
            return None
        if done.item:
            self._mark(Need(done.item, ENGAGEMENT))
        self._asker.tell(asker.Said(f"{done.name_before} is now {done.name_after}. Its answers stay."))
        if here is None or here.subject != done.before:
            return here
        return Need(here.item, done.after)

    def add_control(self, move: moves.AddControl, add: AddsControl | None) -> Need | None:
        """A control of the engagement's own, asked from here on like any other; its question comes next."""
        if add is None:
            self._refuse("not-open", "no control can be added here", "open the engagement with assess")
            return None
        try:
            library, added = add(move)
        except UserError as error:
            self._asker.tell(asker.Refused(error.diagnostics[0]))
            return None
        self._ledger.take_library(library)
        self._asker.tell(asker.Said(f"{added} stands in own-controls.yaml and is asked like any other."))
        return Need(added, ENGAGEMENT)

    def drop_control(self, move: moves.DropControl, here: Need | None) -> Need | None:
        """A control of the engagement's own no longer counts; the question at hand, unless it was that one."""
        try:
            title = self._ledger.drop_own(move.id, self._composer.respondent.by)
        except UserError as error:
            self._asker.tell(asker.Refused(error.diagnostics[0]))
            return here
        self._asker.tell(asker.Said(f"{move.id.strip().upper()} {title} is taken back. z brings it back."))
        return here if here is not None and here.item in self._ledger.library.controls else None

    def step(self, move: moves.Undo | moves.Redo) -> Change | None:
        """Step back over the last change of the record, or forward again; the change, or None."""
        by = self._composer.respondent.by
        redo = isinstance(move, moves.Redo)
        done = self._ledger.redo(by) if redo else self._ledger.undo(by)
        if done is None:
            if redo:
                self._refuse(
                    "nothing-to-redo", "there is nothing to redo", "only what was undone last can come back"
                )
            else:
                self._refuse("nothing-to-undo", "there is nothing to undo", "nothing has been recorded yet")
            return None
        change, effect = done
        stands = []
        library = self._ledger.library
        for need in change.needs:
            if need.item not in library.questions and need.item not in library.controls:
                continue
            self._mark(need)
            stands.append((item_label(self._ledger.library, self._ledger.answers, need), self._stands(need)))
        self._asker.tell(asker.Stepped(redo, tuple(stands), tuple(reshaped(change, library, redone=redo))))
        if effect.asleep:
            self._asker.tell(asker.TakenBack(self._labels(effect.asleep)))
        return change

    def what_changed(self) -> None:
        """What the last answer changed; asked once more, every name of it."""
        last = self._ledger.last
        again = last is not None and last is self._shown_effect
        self._shown_effect = last
        lines: tuple[str, ...] = ()
        if last is not None:
            ledger = self._ledger
            lines = change_lines(
                ledger.library, ledger.answers, last.changes, last.asleep, last.awake, full=again
            )
        self._asker.tell(asker.Consequences(lines))

    def status(self, need: Need) -> Status | None:
        """How a control stands for a subject, or for the first of all subjects."""
        findings = self._ledger.assessment.of(need.item)
        return next(
            (
                one.status
                for one in findings
                if need.subject in (one.subject, Subject(one.subject.kind, EVERY))
            ),
            None,
        )

    # ---- what follows ----

    def _amend(self, amended: Answer | None, screen: asker.Screen, *, rewritten: bool = False) -> None:
        """The present answer with something added is recorded at once; None: nothing to record."""
        if amended is None:
            return
        present = screen.present
        weaker = present is not None and ASSURANCES.index(amended.assurance) < ASSURANCES.index(
            present.assurance
        )
        effect = self._ledger.amend(amended) if weaker or rewritten else self._ledger.put(amended)
        self._mark(amended.need)
        standing = self._ledger.answers.entries.get(amended.need, amended)
        self._tell(asker.Recorded(standing, screen.asked), effect, screen)

    def _settled(
        self, effect: Effect, screen: asker.Screen, instead_of: Sequence[Need] = ()
    ) -> tuple[Effect, Answer | None]:
        """The effect, once whoever answers has said what counts where two answers disagree.

        With it the answer that is kept beside the standing one, where that was left open. An answer that counts is
        given `instead_of` others.
        """
        saved = effect.saved
        if saved is None or saved.relation != "conflict" or saved.standing is None:
            return effect, None
        choice = self._asker.settle(asker.Differing(screen.asked, saved.standing, saved.answer, saved.causes))
        by = self._composer.respondent.by
        if choice == "open":
            return effect, saved.answer
        if choice == "standing":
            return self._ledger.settle(saved.standing, by), None
        return self._ledger.settle(saved.answer, by, instead_of=instead_of), None

    def _meet(self, answer: Answer) -> None:
        """Somebody is to be asked by name."""
        if answer.non_answer is not None and answer.non_answer.kind == "dont-know":
            self._composer.registrar.meet_named(answer.non_answer.text)

    def _mark(self, need: Need) -> None:
        self.touched[need] = None
        self.saved_at = self._now()

    def _tell(self, recorded: asker.Recorded, effect: Effect, screen: asker.Screen) -> None:
        before, after = screen.present, recorded.answer
        another = before is not None and (before.value, before.non_answer) != (after.value, after.non_answer)
        self._asker.tell(
            replace(
                recorded,
                asleep=self._labels(effect.asleep),
                awake=self._labels(effect.awake),
                brief=brief(effect.changes),
                assurance_reset=before is not None
                and another
                and before.assurance != "stated"
                and after.assurance == "stated",
                standing=self.status(after.need) if screen.show_standing else None,
                left_behind=before.note
                if before is not None and another and before.note not in after.note
                else "",
            )
        )

    def _stands(self, need: Need) -> str:
        answer = self._ledger.answers.get(*need)
        if answer is None or is_put_off(answer):
            return "open"
        return capital(
            answer_words(asked_item(self._ledger.library, need.item), answer, self._ledger.library)
        )

    def _labels(self, needs: tuple[Need, ...]) -> tuple[str, ...]:
        return tuple(item_label(self._ledger.library, self._ledger.answers, need) for need in needs)

    def _names(self, subjects: tuple[Subject, ...]) -> tuple[str, ...]:
        return tuple(about(self._ledger.library, self._ledger.answers, subject) for subject in subjects)

    def _refuse(self, code: str, message: str, hint: str) -> None:
        self._asker.tell(asker.Refused(Diagnostic(code, message, hint=hint)))
