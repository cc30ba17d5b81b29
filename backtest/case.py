"""Cases as data: what could have been known before an incident, and what a regulator found afterward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from backtest.citation import Provision
from bpo_controls.answers.answer_model import Answer, Answers, Subject, answers_of

FactKind = Literal["stated", "inferred"]
Basis = Literal["stated", "mapped", "inferred"]

KINDS = ("ocr-settlement", "ocr-cmp", "ftc", "state-ag", "doj-fca", "cfpb", "tcpa", "audit", "incident")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that could have been learned beforehand, and what it answers.

    `questions` and `controls` are the answers; both are empty when nothing could take the fact up, and then
    `not_taken_up` says why. `restates` marks a fact that nearly says the finding.
    """

    says: str
    kind: FactKind
    restates: bool
    questions: tuple[Answer, ...]
    controls: tuple[Answer, ...]
    because: str
    not_taken_up: str


@dataclass(frozen=True, slots=True)
class Cited:
    """What was found. `means` are sources of the library that a law named in words stands for.

    `not_a_provision` says why the citation is no law at all (an audit report, a contract term).
    """

    citation: str
    what: str
    basis: Basis
    provisions: tuple[Provision, ...]
    means: tuple[str, ...]
    because: str
    not_a_provision: str


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `scope` holds the scoping answers as they stood before anything went wrong.

    `incident` is the same for cases about one incident, and else the case's own id.
    """

    id: str
    kind: str
    date: str
    role: str
    service_lines: tuple[str, ...]
    confidence: str
    sources: tuple[str, ...]
    scope: Answers
    scope_because: str
    facts: tuple[Fact, ...]
    findings: tuple[Cited, ...]
    incident: str


def reaches(answer: Answer, item: str, subject: Subject) -> bool:
    """Whether an answer of a case speaks about this item and subject: its own, or all of its kind."""
    return answer.item == item and answers_of((answer,)).get(item, subject) is not None
