"""What a session shows, and the moves that a respondent can make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from bpo_controls.answers.model import Answer, Assurance, Evidence, Need, Subject
from bpo_controls.answers.reconcile import Cause
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.engine.question_plan import FollowUp, Progress
from bpo_controls.library.model import Control, Question, Role, Source

# ---- moves: what a respondent can do at a question ----


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
    """Go to the question before this one."""


@dataclass(frozen=True, slots=True)
class Onward:
    """Go from an earlier question straight to the open one."""


@dataclass(frozen=True, slots=True)
class GoTo:
    """Go to a question or control by its id (`ACC-07`, `ACC-07@coding`)."""

    target: str


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
    """A remark on the present answer, or on the one about to be given."""

    text: str


@dataclass(frozen=True, slots=True)
class AddEvidence:
    """How well the answer is known and, if something was seen, what."""

    assurance: Assurance
    evidence: Evidence | None = None


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
class Quit:
    """Stop here; everything confirmed is kept."""


Answering = Give | Keep | DontKnow | NotApplicable | Declined
Move = (
    Give
    | Keep
    | Back
    | Onward
    | GoTo
    | Later
    | DontKnow
    | NotApplicable
    | Declined
    | SameForAll
    | Note
    | AddEvidence
    | TakeBack
    | WhatChanged
    | Why
    | SwitchRespondent
    | Quit
)

# ---- what is shown ----


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who is answering. Either may be empty."""

    by: str = ""
    role: str = ""


NO_PROGRESS = Progress(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Screen:
    """One question, ready to be shown.

    `asked` is the question with its options filled in, or the control. `subject_name` is empty for the
    engagement. `present` is the answer that stands (None at an open question). `note`, `assurance` and
    `evidence` are what will go with the answer about to be given. `others` names the subjects, besides
    this one, that `=` would answer too; `before` is what was answered last for another subject. `looking_back` counts the steps to the open question (0: it is the open one).
    """

    asked: Question | Control
    subject: Subject
    subject_name: str
    heading: str
    progress: Progress = NO_PROGRESS
    present: Answer | None = None
    note: str = ""
    assurance: Assurance = "stated"
    evidence: tuple[Evidence, ...] = ()
    others: tuple[str, ...] = ()
    before: Answer | None = None
    can_go_back: bool = False
    looking_back: int = 0
    sources: tuple[Source, ...] = ()
    respondent: Respondent = Respondent()
    today: str = ""

    @property
    def need(self) -> Need:
        """The item and subject this screen asks for."""
        return Need(self.asked.id, self.subject)


@dataclass(frozen=True, slots=True)
class Refused:
    """The last move could not be taken; the same question follows."""

    problem: Diagnostic


@dataclass(frozen=True, slots=True)
class Recorded:
    """The answer is on disk. `names` are the subjects it covers when it was given for several.

    `asleep` and `awake` name questions whose answers went dormant or came back because of it;
    `brief` says in a few words what else changed (empty: nothing).
    """

    answer: Answer
    asked: Question | Control
    names: tuple[str, ...] = ()
    own_kept: tuple[str, ...] = ()
    asleep: tuple[str, ...] = ()
    awake: tuple[str, ...] = ()
    brief: str = ""
    assurance_reset: bool = False


@dataclass(frozen=True, slots=True)
class Attached:
    """The note or evidence is held and goes with the answer when it is given."""

    what: Literal["note", "evidence"]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The answer no longer stands."""

    asleep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consequences:
    """What the last answer changed, in words, one line per fact; no lines: nothing."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """Why the question on the screen is asked."""

    screen: Screen


@dataclass(frozen=True, slots=True)
class SecondRound:
    """What was put off is being asked once more."""

    count: int


@dataclass(frozen=True, slots=True)
class Said:
    """One plain line."""

    line: str


@dataclass(frozen=True, slots=True)
class Dormant:
    """An answer that stands but does not count now; `label` names what it answers."""

    asked: Question | Control
    answer: Answer
    label: str


@dataclass(frozen=True, slots=True)
class Differing:
    """Two answers that disagree: the one that stands and the one just given, and why that needs a decision."""

    asked: Question | Control
    standing: Answer
    given: Answer
    causes: tuple[Cause, ...]


Settlement = Literal["standing", "given", "open"]
"""Which of two answers counts; `open`: both stay on record and somebody settles it later."""

Notice = Refused | Recorded | Attached | TakenBack | Consequences | Explained | SecondRound | Said | Dormant


@dataclass(frozen=True, slots=True)
class Opening:
    """What the session starts with."""

    progress: Progress
    resumed: bool
    role: Role | None
    section: str


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A follow-up with the words a reader needs.

    `only_noted`: nobody put it off; a note or evidence without an answer was kept with it.
    """

    follow_up: FollowUp
    label: str
    only_noted: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What the session ends with. `ended` says how; `open_elsewhere` counts what the filter left out."""

    ended: Literal["finished", "quit", "interrupted"]
    progress: Progress
    set_aside: tuple[OpenItem, ...]
    recorded: int
    role: Role | None = None
    section: str = ""
    open_elsewhere: int = 0


class Asker(Protocol):
    """A front end of the interview: the plain terminal, the full screen, prepared moves.

    A method whose input has come to its end raises EOFError: the session stops as if told to quit.
    """

    def open(self, opening: Opening) -> None:
        """Called once, first."""

    def identify(self, present: Respondent, *, role_fixed: bool) -> Respondent:
        """Who is answering now? `role_fixed` means only the name is in question."""

    def ask(self, screen: Screen) -> Move:
        """Show the question, or the same one again, and wait for a move."""

    def tell(self, notice: Notice) -> None:
        """Something to know; needs no reply."""

    def keep_text(self, masked: tuple[str, ...]) -> bool:
        """Text looks like patient identifiers (each hit masked and named): record it all the same?"""

    def settle(self, differing: Differing) -> Settlement:
        """An answer disagrees with one that stands: which counts? Both are on disk by now."""

    def go_through(self, set_aside: int) -> bool:
        """Nothing is open; this many questions were set aside in earlier sessions. Ask them again now?"""

    def close(self, summary: Summary) -> None:
        """Called once, last, unless an error ends the session."""
