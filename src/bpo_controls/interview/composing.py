"""Putting an answer together: what was typed, who said it, and the notes and evidence that wait for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from bpo_controls.answers.answer_model import Acceptance, Answer, Assurance, Evidence, Need, NonAnswer
from bpo_controls.answers.typed_text import MAX_NAME, MAX_TEXT, clean_text, visible
from bpo_controls.answers.validate import parse_value, taken_as
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.interview import asker, moves
from bpo_controls.interview.asker import Screen
from bpo_controls.interview.choice_hints import with_labels
from bpo_controls.interview.draft import NOTHING, Draft, join_notes, merge_draft
from bpo_controls.interview.evidence import read_evidence
from bpo_controls.interview.gatekeeper import Gatekeeper
from bpo_controls.interview.ledger import Ledger, is_put_off
from bpo_controls.interview.people import Respondent, as_known, people_of, whom_known
from bpo_controls.interview.registrar import Registrar


class Composer:
    """Makes answers of moves, checked as a whole. What is refused is told to the asker, and None comes back.

    `respondent` signs; `drafts` hold notes and evidence of questions that have no answer yet.
    """

    __slots__ = ("_asker", "_gatekeeper", "_ledger", "_now", "drafts", "registrar", "respondent")

    def __init__(
        self, ledger: Ledger, asker: asker.Asker, now: Callable[[], str], registrar: Registrar
    ) -> None:
        self._ledger = ledger
        self._asker = asker
        self._now = now
        self._gatekeeper = Gatekeeper(asker, ledger.library)
        self.drafts: dict[Need, Draft] = {}
        self.respondent = Respondent()
        self.registrar = registrar

    def identify(self, known: tuple[Respondent, ...], role: str | None) -> None:
        """Ask who answers from here on; a `role` that is given is theirs whatever they say."""
        told = self._asker.identify(self.respondent, known, role_fixed=role is not None)
        texts = []
        for what, text in (("the name", told.by), ("the role", told.role)):
            cleaned = clean_text(text, what, limit=MAX_NAME, one_line=True, empty_ok=True)
            if isinstance(cleaned, Diagnostic):
                self._asker.tell(asker.Refused(cleaned))
                return
            texts.append(cleaned)
        self.respondent = as_known(Respondent(texts[0], role or texts[1]), known)
        self.registrar.meet(self.respondent)

    def held(self, need: Need) -> Answer:
        """What would go with an answer given now: note, assurance, evidence."""
        waiting = self._ledger.answers.entries.get(need)
        return merge_draft(
            Answer(*need), waiting if is_put_off(waiting) else None, self.drafts.get(need, NOTHING)
        )

    def compose(self, move: moves.Answering, screen: Screen) -> Answer | None:
        """The answer a move stands for, signed, with what waited for it."""
        blank = Answer(screen.asked.id, screen.subject)
        note = ""
        match move:
            case moves.Give(raw, note):
                value = parse_value(screen.asked, raw, self._ledger.library)
                if isinstance(value, Diagnostic):
                    self._asker.tell(asker.Refused(with_labels(value, screen.asked)))
                    return None
                if isinstance(raw, str) and (words := taken_as(screen.asked, raw)):
                    self._asker.tell(asker.Said(f'"{visible(raw.strip())}" is taken as {words}.'))
                blank = replace(blank, value=value)
            case moves.DontKnow(whom):
                blank = replace(
                    blank,
                    non_answer=NonAnswer(
                        "dont-know",
                        whom_known(whom, people_of(self._ledger.answers, self.registrar.registered)),
                    ),
                )
            case moves.NotApplicable(reason):
                blank = replace(blank, non_answer=NonAnswer("not-applicable", reason.strip()))
            case moves.Declined(reason):
                blank = replace(blank, non_answer=NonAnswer("declined", reason.strip()))
            case moves.Keep():
                if screen.present is None:
                    self._refuse("nothing-to-keep", "there is no answer here to give to all", "give one")
                    return None
                blank = replace(blank, value=screen.present.value, non_answer=screen.present.non_answer)
            case _:
                assert_never(move)
        draft = self.drafts.get(screen.need, NOTHING)
        before = screen.present or self._ledger.answers.entries.get(screen.need)
        answer = self.sign(merge_draft(blank, before, draft.with_note(note)))
        return answer if self._gatekeeper.admits(screen.asked, answer, before) else None

    def sign(self, answer: Answer) -> Answer:
        """The answer as the present respondent's, given now."""
        return replace(answer, by=self.respondent.by, role=self.respondent.role, at=self._now())

    def put_off(self, need: Need) -> Answer:
        """ "Come back later", with the notes and evidence typed so far, so that quitting does not lose them."""
        blank = Answer(*need, non_answer=NonAnswer("later"))
        return self.sign(
            merge_draft(blank, self._ledger.answers.entries.get(need), self.drafts.pop(need, NOTHING))
        )

    def with_note(self, text: str, screen: Screen, *, instead: bool = False) -> Answer | None:
        """The present answer with one more note (`instead`: with this one alone), to be recorded.

        None when the note was held for the answer to come, or refused.
        """
        cleaned = "" if instead and not text.strip() else self._gatekeeper.text(text, "the note")
        if cleaned is None:
            return None
        present = screen.present
        if present is not None:
            note = cleaned if instead else join_notes(present.note, cleaned)
            amended = self.sign_amended(replace(present, note=note), screen)
            return amended if self._gatekeeper.admits(screen.asked, amended, present) else None
        draft = self.drafts.get(screen.need, NOTHING)
        whole = replace(draft, note=cleaned) if instead else draft.with_note(cleaned)
        if len(whole.note) > MAX_TEXT:
            self._refuse(
                "text-too-long", f"the notes together have {len(whole.note):,} characters", "shorten them"
            )
            return None
        self.drafts[screen.need] = whole
        self._asker.tell(asker.Attached("note"))
        return None

    def with_evidence(self, assurance: Assurance, evidence: Evidence | None, screen: Screen) -> Answer | None:
        """The present answer with evidence, to be recorded; None when it was held for later, or refused."""
        added: tuple[Evidence, ...] = ()
        if evidence is not None:
            checked = self._checked_evidence(evidence)
            if checked is None:
                return None
            added = (checked,)
        present = screen.present
        if present is not None:
            amended = replace(present, assurance=assurance, evidence=(*present.evidence, *added))
            return self.sign_amended(amended, screen)
        draft = self.drafts.get(screen.need, NOTHING)
        self.drafts[screen.need] = replace(draft, assurance=assurance, evidence=(*draft.evidence, *added))
        self._asker.tell(asker.Attached("evidence"))
        return None

    def with_changed_evidence(self, index: int, evidence: Evidence | None, screen: Screen) -> Answer | None:
        """The present answer with one piece of evidence changed or taken out; None: held, or refused."""
        put: tuple[Evidence, ...] = ()
        if evidence is not None:
            checked = self._checked_evidence(evidence)
            if checked is None:
                return None
            put = (checked,)
        present = screen.present
        if present is not None:
            seen = (*present.evidence[:index], *put, *present.evidence[index + 1 :])
            return self.sign_amended(replace(present, evidence=seen), screen)
        draft = self.drafts.get(screen.need, NOTHING)
        seen = (*draft.evidence[:index], *put, *draft.evidence[index + 1 :])
        self.drafts[screen.need] = replace(draft, evidence=seen)
        self._asker.tell(asker.Attached("evidence"))
        return None

    def with_risk(self, risk: Acceptance, screen: Screen) -> Answer | None:
        """The present answer with its gap accepted as a risk; None when that was refused."""
        if screen.present is None:
            return None
        amended = self.sign_amended(replace(screen.present, accepted=risk), screen)
        if not risk.by:
            self._refuse("text-empty", "nobody is named who accepts the risk", "give a name")
            return None
        return amended if self._gatekeeper.admits(screen.asked, amended, screen.present) else None

    def _checked_evidence(self, evidence: Evidence) -> Evidence | None:
        """The evidence with its texts trimmed; None when it was refused and told."""
        checked = read_evidence(evidence, self._now()[:10])
        if isinstance(checked, Diagnostic):
            self._asker.tell(asker.Refused(checked))
            return None
        if not self._gatekeeper.may_keep(checked.title, checked.period):
            return None
        if not self._gatekeeper.may_keep(checked.kept_at, contact=True):
            return None
        return checked

    def sign_amended(self, answer: Answer, screen: Screen) -> Answer:
        """The present answer with something added, for the subject on the screen."""
        who = self.respondent
        return replace(
            answer,
            subject=screen.subject,
            by=who.by or answer.by,
            role=who.role or answer.role,
            at=self._now(),
        )

    def _refuse(self, code: str, message: str, hint: str) -> None:
        self._asker.tell(asker.Refused(Diagnostic(code, message, hint=hint)))
