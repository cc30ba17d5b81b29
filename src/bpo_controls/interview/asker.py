"""What a session shows to a front end, and what it asks of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from bpo_controls.answers.answer_model import Answer, Assurance, Evidence, Need, Subject
from bpo_controls.answers.reconcile import Cause
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.engine.finding import Status
from bpo_controls.engine.question_plan import FollowUp, Progress
from bpo_controls.interview.lookup import Lookup
from bpo_controls.interview.moves import Move
from bpo_controls.interview.people import NOBODY, Respondent
from bpo_controls.interview.preview import Preview
from bpo_controls.library.model import Control, Question, Role, Source

# ---- what is shown ----


NO_PROGRESS = Progress(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands: number `at` of the `of` questions of its area."""

    at: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Screen:
    """One question, ready to be shown.

    `asked` is the question with its options filled in, or the control. `subject_name` is empty for the
    engagement. `present` is the answer that stands (None at an open question). `note`, `assurance` and
    `evidence` are what will go with the answer about to be given. `others` names the subjects, besides
    this one, that `=` would answer too; `before` is what was answered last for another subject. `looking_back`
    counts the steps to the open question (0: it is the open one). `place` says where in its area the question
    stands; `minutes` is about how long what is open will take; `saved_at` is the moment (ISO 8601) at which the
    record was written last. `contested` are answers that disagree with the one that stands. `triage`: how the
    control stands is enough, the figure can follow.
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
    respondent: Respondent = NOBODY
    today: str = ""
    place: Place = Place()
    minutes: int = 0
    saved_at: str = ""
    contested: tuple[Answer, ...] = ()
    triage: bool = False
    show_standing: bool = True

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
    `brief` says in a few words what else changed (empty: nothing). `standing` is how the control stands now;
    None for a scoping question, or where it is not to be shown. `left_behind` is a note that stays with the
    answer before and is not taken over. `beside` is the answer just given, where it disagrees with `answer` and
    nobody has settled yet which of them counts.
    """

    answer: Answer
    asked: Question | Control
    names: tuple[str, ...] = ()
    own_kept: tuple[str, ...] = ()
    asleep: tuple[str, ...] = ()
    awake: tuple[str, ...] = ()
    brief: str = ""
    assurance_reset: bool = False
    standing: Status | None = None
    left_behind: str = ""
    beside: Answer | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """The note or evidence is held and goes with the answer when it is given."""

    what: Literal["note", "evidence"]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The answer no longer stands. `noted` and `evidence`: what went with it, for Undo to bring back."""

    asleep: tuple[str, ...] = ()
    noted: bool = False
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class Stepped:
    """A change of the record was undone, or redone: what it was about, and how each stands now.

    `more` says what is called or counts otherwise.
    """

    redone: bool
    stands: tuple[tuple[str, str], ...]
    more: tuple[str, ...] = ()


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

Notice = (
    Refused
    | Recorded
    | Attached
    | TakenBack
    | Stepped
    | Consequences
    | Explained
    | SecondRound
    | Said
    | Dormant
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What the session starts with.

    `lookup` finds and lists questions, `preview` says what an answer would come to, both as the record stands at the
    moment of asking.
    """

    progress: Progress
    resumed: bool
    role: Role | None
    section: str
    lookup: Lookup
    preview: Preview
    triage: bool = False
    minutes: int = 0


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

    ended: Literal["finished", "enough", "quit", "interrupted"]
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

    def identify(self, present: Respondent, known: tuple[Respondent, ...], *, role_fixed: bool) -> Respondent:
        """Who is answering now? `known` are the people met so far, who spoke last first.

        `role_fixed` means only the name is in question. Giving `present` back changes nothing.
        """

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

    def rest(self, progress: Progress) -> Move:
        """Nothing is left to ask: look around, go to a question, step back, or quit."""

    def close(self, summary: Summary) -> None:
        """Called once, last, unless an error ends the session."""
