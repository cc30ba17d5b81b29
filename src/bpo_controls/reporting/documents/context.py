"""What every document is built from: one assessed engagement, with what several documents need worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import wraps
from threading import RLock
from typing import TypeVar, cast

from bpo_controls.answers.answer_model import Answer, Answers, Need, Subject
from bpo_controls.answers.engagement_record import SignOff
from bpo_controls.answers.slug import slug
from bpo_controls.answers.step_track import UNTRACKED, StepTrack
from bpo_controls.engine.counts import count
from bpo_controls.engine.cut import Cut, cut_assessment, cut_verdict, owes
from bpo_controls.engine.finding import Assessment, Counts, Finding, GateVerdict
from bpo_controls.engine.gates import gate_verdicts
from bpo_controls.engine.question_plan import dormant
from bpo_controls.engine.ranking import ranked_gaps
from bpo_controls.engine.step_progress import StepProgress
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import GATES, Gate, Library, Party
from bpo_controls.reporting.blocks.filled import Filled
from bpo_controls.words import labels
from bpo_controls.words.answer_words import about
from bpo_controls.words.cut_words import cut_words
from bpo_controls.words.findings import by_date_words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital
from bpo_controls.words.reasons import Clause, reason_clauses
from bpo_controls.words.signature_words import signed_words
from bpo_controls.workspace.earlier import Earlier
from bpo_controls.workspace.engagement_file import EngagementFile

Kept = TypeVar("Kept")

LONGEST = 60
"""Longest name of an extract in the name of a file, in characters."""

WHOLE = Cut()
"""Nothing is cut."""

BRIEF = 90
"""Longest party with its name in a narrow column, in characters."""


@dataclass(frozen=True, slots=True)
class RecordMark:
    """Which state of the record a document shows: digest and number of its last event, and the signature that stands.

    `standing` is the signature that stands for whatever date it was given. `waiting` says what people have still to
    settle or confirm; empty for nothing.
    """

    digest: str = ""
    event: int = 0
    signed: SignOff | None = None
    waiting: str = ""
    standing: SignOff | None = None


NO_MARK = RecordMark()
"""What is shown of a record that is not on disk."""


@dataclass(frozen=True, slots=True)
class Context:
    """One assessed engagement as one reader may see it, and the findings sorted by how they came out.

    `edition` is "buyer", "vendor", "internal" or empty; what that reader must not see is left out already. `logo` is
    the firm's, a PNG, JPEG or SVG file, or empty. With `cut` it holds what one reader needs; `cut_to` says so, "" for the whole.
    `earlier` is what people filled into the workbook that is written anew.
    `follows` is the assessment that this one follows, if any. `progress` is how far the plan is, by step id;
    `steps_then` how each step stood when the earlier workbook was written.
    """

    library: Library
    file: EngagementFile
    sheet: Answers
    assessment: Assessment
    ranked: tuple[Finding, ...]
    rank: Mapping[Need, int]
    verdicts: tuple[GateVerdict, ...]
    total: Counts
    applying: tuple[Finding, ...]
    dormant: frozenset[Need]
    edition: str = ""
    logo: bytes = b""
    mark: RecordMark = RecordMark()
    cut: Cut = WHOLE
    cut_to: str = ""
    earlier: Filled = field(default_factory=dict)
    follows: Earlier | None = None
    progress: Mapping[str, StepProgress] = field(default_factory=dict)
    steps_then: Mapping[str, StepTrack] = field(default_factory=dict)
    _kept: dict[object, object] = field(default_factory=dict, init=False, repr=False, compare=False)
    _lock: RLock = field(default_factory=RLock, init=False, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        library: Library,
        file: EngagementFile,
        sheet: Answers,
        assessment: Assessment,
        *,
        edition: str = "",
        logo: bytes = b"",
        mark: RecordMark = NO_MARK,
        cut: Cut = WHOLE,
    ) -> Context:
        """Works out rank, verdicts and counts once. Ranks and verdicts are those of the whole work, also in a cut."""
        ranked = ranked_gaps(assessment)
        rank = {finding.key: place for place, finding in enumerate(ranked, start=1)}
        whole, verdicts = assessment, gate_verdicts(assessment)
        if cut:
            assessment = cut_assessment(whole, cut)
            ranked = tuple(gap for gap in ranked if owes(cut, gap))
            verdicts = tuple(cut_verdict(one, cut) for one in verdicts if one.gate in (cut.gates or GATES))
        findings = assessment.findings
        return cls(
            library=library,
            file=file,
            sheet=sheet,
            assessment=assessment,
            ranked=ranked,
            rank=rank,
            verdicts=verdicts,
            total=count(findings),
            applying=tuple(finding for finding in findings if finding.applies is Truth.TRUE),
            dormant=frozenset(dormant(library, sheet, whole)),
            edition=edition,
            logo=logo,
            mark=mark,
            cut=cut,
            cut_to=cut_words(library, sheet, cut, _controls(assessment), _controls(whole)),
        )

    def once(self, key: object, make: Callable[[], Kept]) -> Kept:
        """What `make` gives, made when first asked for under this key; documents share it, also between threads."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make()
            return cast(Kept, self._kept[key])

    @property
    def extract(self) -> str:
        """What the cut is called in the names of files: `vendor-pilot`; "" for the whole and for an edition's own cut."""
        if self.edition == "vendor" and replace(self.cut, parties=()) == WHOLE:
            return ""
        cut = self.cut
        words = (*cut.parties, *cut.gates, *cut.sites, *cut.workflows, *cut.domains, *cut.severities)
        return slug("-".join((*words, *(("gaps",) if cut.gaps else ()))))[:LONGEST].strip("-") if cut else ""

    @property
    def name(self) -> str:
        """What the engagement is called."""
        return self.file.title or f"{self.file.buyer} with {self.file.vendor}"

    @property
    def as_of(self) -> str:
        """The as-of date, ISO."""
        return self.assessment.as_of

    @property
    def review_mark(self) -> str:
        """What every page says of the review: draft, or who signed and when."""
        return signed_words(self.mark.signed) if self.mark.signed is not None else TEXT["draft"]

    @property
    def review_mark_long(self) -> str:
        """The same as a sentence."""
        return f"{self.review_mark}." if self.mark.signed is not None else TEXT["draft_long"]

    def reasons(self, finding: Finding) -> tuple[Clause, ...]:
        """Why the finding applies, does not, or is undecided."""
        return self.once(("reasons", finding.key), lambda: reason_clauses(self.library, self.sheet, finding))

    def standing_answers(self) -> list[Answer]:
        """The answers that count: library order of the items, then subjects in answer order."""
        place = {
            subject: number
            for subjects in self.assessment.subjects.values()
            for number, subject in enumerate(subjects or ())
        }
        items = {
            item: number for number, item in enumerate((*self.library.questions, *self.library.controls))
        }
        return sorted(
            (answer for answer in self.sheet if (answer.item, answer.subject) not in self.dormant),
            key=lambda one: (items.get(one.item, len(items)), place.get(one.subject, -1), one.subject),
        )

    def about(self, subject: Subject) -> str:
        """The subject as a table shows it: `Coding`, `The whole work`."""
        return capital(about(self.library, self.sheet, subject))

    def track(self, step: str) -> StepTrack:
        """What people said about a step."""
        found = self.progress.get(step)
        return found.track if found is not None else UNTRACKED

    @property
    def own_dates(self) -> Mapping[str, str]:
        """The ISO dates that people agreed for steps, by their ids."""
        return {step: one.track.due for step, one in self.progress.items() if one.track.due}

    def due(self, gate: str) -> str:
        """The ISO date of a gate, or "" when none is set."""
        return self.file.gate_dates.get(cast(Gate, gate), "")

    def gate_heading(self, gate: Gate) -> str:
        """`Before the pilot, by December 1, 2026`, without the date where none is set."""
        heading = capital(labels.gate_before(gate))
        date = self.due(gate)
        return f"{heading}, by {by_date_words(date, self.assessment.as_of)}" if date else heading

    def party_briefly(self, party: Party) -> str:
        """The party for a narrow column: a name of many lines is left out, it stands on the cover."""
        named = self.party(party)
        return named if len(named) <= BRIEF else labels.PARTY[party]

    def party(self, party: Party) -> str:
        """The party, with its name where there is one: `Vendor (Example Services)`."""
        name = {"buyer": self.file.buyer, "vendor": self.file.vendor}.get(party, "")
        return f"{labels.PARTY[party]} ({name})" if name else labels.PARTY[party]


def _controls(assessment: Assessment) -> int:
    """Controls that apply to anything."""
    applying = (finding for finding in assessment.findings if finding.applies is Truth.TRUE)
    return len({finding.control.id for finding in applying})


def once_per_context(make: Callable[[Context], Kept]) -> Callable[[Context], Kept]:
    """A function of a context whose result is kept with the context."""

    @wraps(make)
    def kept(ctx: Context) -> Kept:
        return ctx.once(make, lambda: make(ctx))

    return kept


def in_domain_order(library: Library, found: Iterable[str]) -> tuple[str, ...]:
    """Those domains in the order of the library, others after them by name."""
    order = {domain: place for place, domain in enumerate(library.domains)}
    return tuple(sorted(set(found), key=lambda domain: (order.get(domain, len(order)), domain)))
