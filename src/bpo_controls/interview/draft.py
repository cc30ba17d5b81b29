"""What waits to go with the answer about to be given, and how it is joined to what was said before."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bpo_controls.answers.answer_model import Answer, Assurance, Evidence
from bpo_controls.interview.ledger import is_put_off


@dataclass(frozen=True, slots=True)
class Draft:
    """A note, an assurance (None: not said) and evidence."""

    note: str = ""
    assurance: Assurance | None = None
    evidence: tuple[Evidence, ...] = ()

    def with_note(self, note: str) -> Draft:
        """The draft with one more note."""
        return replace(self, note=join_notes(self.note, note.strip()))


NOTHING = Draft()


def merge_draft(blank: Answer, before: Answer | None, draft: Draft) -> Answer:
    """The answer with the draft and with what was noted and seen for the answer `before`.

    Another answer than before stands alone, as "stated" unless the draft says otherwise: what was noted
    and seen was noted and seen for the old one, and stays with it on record.
    """
    if before is None:
        before = replace(blank, note="", evidence=())
    same = (before.value, before.non_answer) == (blank.value, blank.non_answer) or is_put_off(before)
    if not same:
        before = replace(blank, flagged=before.flagged)
    return replace(
        blank,
        note=join_notes(before.note, draft.note),
        assurance=draft.assurance or before.assurance,
        evidence=(*before.evidence, *(seen for seen in draft.evidence if seen not in before.evidence)),
        flagged=before.flagged,
        accepted=before.accepted,
    )


def join_notes(first: str, second: str) -> str:
    """Two notes as one, the later below; the same thing is not said twice."""
    if not first or not second or first == second:
        return second or first
    return f"{first}\n{second}"
