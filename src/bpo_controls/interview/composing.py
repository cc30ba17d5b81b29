"""Putting an answer together: what was typed, who said it, and the notes and evidence that wait for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from bpo_controls.answers.model import Answer, Assurance, Evidence, Need, NonAnswer
from bpo_controls.answers.typed_text import visible
from bpo_controls.answers.validate import parse_value, taken_as
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.interview import asker
from bpo_controls.interview.asker import Respondent, Screen
from bpo_controls.interview.draft import NOTHING, Draft, merge_draft
from bpo_controls.interview.evidence import read_evidence
from bpo_controls.interview.gatekeeper import Gatekeeper
from bpo_controls.interview.ledger import Ledger, is_put_off


class Composer:
    """Makes answers of moves, checked as a whole. What is refused is told to the asker, and None comes back.

    `respondent` signs; `drafts` hold notes and evidence of questions that have no answer yet.
    """

    __slots__ = ("_asker", "_gatekeeper", "_ledger", "_now", "drafts", "respondent")

    def __init__(self, ledger: Ledger, asker: asker.Asker, now: Callable[[], str]) -> None:
        self._ledger = ledger
        self._asker = asker
        self._now = now
        self._gatekeeper = Gatekeeper(asker, ledger.library)
        self.drafts: dict[Need, Draft] = {}
        self.respondent = Respondent()

    def held(self, need: Need) -> Answer:
        """What would go with an answer given now: note, assurance, evidence."""
        waiting = self._ledger.answers.entries.get(need)
        return merge_draft(
            Answer(*need), waiting if is_put_off(waiting) else None, self.drafts.get(need, NOTHING)
        )

    def compose(self, move: asker.Answering, screen: Screen) -> Answer | None:
        """The answer a move stands for, signed, with what waited for it."""
        blank = Answer(screen.asked.id, screen.subject)
        note = ""
        match move:
            case asker.Give(raw, note):
                value = parse_value(screen.asked, raw, self._ledger.library)
                if isinstance(value, Diagnostic):
                    self._asker.tell(asker.Refused(value))
                    return None
                if isinstance(raw, str) and (words := taken_as(screen.asked, raw)):
                    self._asker.tell(asker.Said(f'"{visible(raw.strip())}" is taken as {words}.'))
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

    def with_note(self, text: str, screen: Screen) -> Answer | None:
        """The present answer with a note, to be recorded; None when the note was held for later, or refused."""
        cleaned = self._gatekeeper.text(text, "the note")
        if cleaned is None:
            return None
        if screen.present is not None:
            return self._amend(replace(screen.present, note=cleaned), screen)  # added to the note there is
        draft = self.drafts.get(screen.need, NOTHING)
        self.drafts[screen.need] = draft.with_note(cleaned)
        self._asker.tell(asker.Attached("note"))
        return None

    def with_evidence(self, assurance: Assurance, evidence: Evidence | None, screen: Screen) -> Answer | None:
        """The present answer with evidence, to be recorded; None when it was held for later, or refused."""
        added: tuple[Evidence, ...] = ()
        if evidence is not None:
            checked = read_evidence(evidence, self._now()[:10])
            if isinstance(checked, Diagnostic):
                self._asker.tell(asker.Refused(checked))
                return None
            if not self._gatekeeper.may_keep(checked.title, checked.period):
                return None
            if not self._gatekeeper.may_keep(checked.kept_at, contact=True):
                return None
            added = (checked,)
        present = screen.present
        if present is not None:
            amended = replace(present, assurance=assurance, evidence=(*present.evidence, *added))
            return self._amend(amended, screen)
        draft = self.drafts.get(screen.need, NOTHING)
        self.drafts[screen.need] = replace(draft, assurance=assurance, evidence=(*draft.evidence, *added))
        self._asker.tell(asker.Attached("evidence"))
        return None

    def _amend(self, answer: Answer, screen: Screen) -> Answer:
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
