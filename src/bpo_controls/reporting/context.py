"""What every part of the view is built from, with what several parts need worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bpo_controls.answers.model import Answer, Answers, Need, Subject
from bpo_controls.engine.counts import count
from bpo_controls.engine.finding import Assessment, Counts, Finding, GateVerdict
from bpo_controls.engine.gates import gate_verdicts
from bpo_controls.engine.question_plan import dormant
from bpo_controls.engine.ranking import ranked_gaps
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import Gate, Library, Party
from bpo_controls.reporting.view import EngagementMeta
from bpo_controls.words import labels
from bpo_controls.words.answer_words import about
from bpo_controls.words.findings import by_date_words
from bpo_controls.words.numbers import capital

BRIEF = 90
"""Longest party with its name in a narrow column, in characters."""


@dataclass(frozen=True, slots=True)
class Context:
    """The inputs of a view and the findings sorted by how they came out."""

    library: Library
    meta: EngagementMeta
    sheet: Answers
    assessment: Assessment
    ranked: tuple[Finding, ...]
    rank: Mapping[Need, int]
    verdicts: tuple[GateVerdict, ...]
    total: Counts
    applying: tuple[Finding, ...]
    dormant: frozenset[Need]

    @classmethod
    def of(cls, library: Library, meta: EngagementMeta, sheet: Answers, assessment: Assessment) -> Context:
        """Works out rank, verdicts and counts once."""
        ranked = ranked_gaps(assessment)
        findings = assessment.findings
        return cls(
            library=library,
            meta=meta,
            sheet=sheet,
            assessment=assessment,
            ranked=ranked,
            rank={finding.key: place for place, finding in enumerate(ranked, start=1)},
            verdicts=gate_verdicts(assessment),
            total=count(findings),
            applying=tuple(finding for finding in findings if finding.applies is Truth.TRUE),
            dormant=frozenset(dormant(library, sheet, assessment)),
        )

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

    def due(self, gate: str) -> str:
        """The ISO date of a gate, or "" when none is set."""
        return self.meta.gate_dates.get(gate, "")

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
        name = {"buyer": self.meta.buyer, "vendor": self.meta.vendor}.get(party, "")
        return f"{labels.PARTY[party]} ({name})" if name else labels.PARTY[party]
