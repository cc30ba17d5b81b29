"""The moves that a respondent can make at a question: the same for every front end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bpo_controls.answers.answer_model import Assurance, Evidence, Need


@dataclass(frozen=True, slots=True)
class Give:
    """An answer as typed, or as plain data; the session validates it. `note` goes with it when not empty."""

    raw: object
    note: str = ""


@dataclass(frozen=True, slots=True)
class Keep:
    """The present answer stays as it is; go on."""


@dataclass(frozen=True, slots=True)
class Back:
    """Go to the question seen before this one, as a browser goes back."""


@dataclass(frozen=True, slots=True)
class Onward:
    """Go from wherever this is to the question that is open, in the usual order."""


@dataclass(frozen=True, slots=True)
class Step:
    """Go to the next question of this area (`by` 1) or to the one before (-1), answered or not."""

    by: Literal[1, -1]


@dataclass(frozen=True, slots=True)
class Skip:
    """Pass this question over for now. Nothing is recorded; it stays open."""


@dataclass(frozen=True, slots=True)
class GoTo:
    """Go to a question or control: by its id (`ACC-07`, `ACC-07@coding`), or to an area by its name."""

    target: str | Need


@dataclass(frozen=True, slots=True)
class Later:
    """Put the question off to the end of this session."""


@dataclass(frozen=True, slots=True)
class DontKnow:
    """Nobody here knows; `whom` to ask."""

    whom: str


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The thing asked about does not exist here, for this `reason`."""

    reason: str


@dataclass(frozen=True, slots=True)
class Declined:
    """The respondent does not want to answer."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class SameForAll:
    """This answer for every subject of the question's kind that has none of its own."""

    answer: Give | Keep | DontKnow | NotApplicable | Declined


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on the present answer, or on the one about to be given; `instead`: in place of those there are."""

    text: str
    instead: bool = False


@dataclass(frozen=True, slots=True)
class AddEvidence:
    """How well the answer is known and, if something was seen, what."""

    assurance: Assurance
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class ChangeEvidence:
    """Put `evidence` in place of the piece with this number (from 1); None takes the piece out."""

    number: int
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """Mark the answer for the second reviewer, or take the mark off."""


@dataclass(frozen=True, slots=True)
class AcceptRisk:
    """The buyer lives with this gap: who decided so, why, and until when (ISO date)."""

    by: str
    reason: str
    until: str


@dataclass(frozen=True, slots=True)
class Settle:
    """Decide now which of the differing answers to this question counts."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Step back over the last change of the record."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Bring back what was undone last."""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The present answer no longer stands and the question is open again. The history keeps it."""


@dataclass(frozen=True, slots=True)
class WhatChanged:
    """Show what the last answer changed."""


@dataclass(frozen=True, slots=True)
class Why:
    """Show why this is asked, and what helps to answer it."""


@dataclass(frozen=True, slots=True)
class SwitchRespondent:
    """Somebody else answers from here on."""


@dataclass(frozen=True, slots=True)
class Register:
    """Write those named in this session who are not in the register of people into it."""


@dataclass(frozen=True, slots=True)
class Rename:
    """A site, subcontractor or workflow, by its name or id, is called otherwise; its answers stay."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AddControl:
    """This engagement needs a control beyond the library.

    `limit` is the number with which it is met (`at most 24`), counted in `unit`; both empty: whether it is in place.
    The other fields are those of own-controls.yaml; empty ones get their usual value.
    """

    title: str
    statement: str
    source: str
    unit: str = ""
    limit: str = ""
    party: str = ""
    severity: str = ""
    gate: str = ""


@dataclass(frozen=True, slots=True)
class DropControl:
    """A control that was added beyond the library is taken back, by its id; undo brings it back."""

    id: str


@dataclass(frozen=True, slots=True)
class Quit:
    """Stop here; everything confirmed is kept."""


Reshaping = Rename | AddControl | DropControl
Answering = Give | Keep | DontKnow | NotApplicable | Declined
Move = (
    Give
    | Keep
    | Back
    | Onward
    | Step
    | Skip
    | GoTo
    | Later
    | DontKnow
    | NotApplicable
    | Declined
    | SameForAll
    | Note
    | AddEvidence
    | ChangeEvidence
    | Flag
    | AcceptRisk
    | Settle
    | Undo
    | Redo
    | TakeBack
    | WhatChanged
    | Why
    | SwitchRespondent
    | Register
    | Rename
    | AddControl
    | DropControl
    | Quit
)
