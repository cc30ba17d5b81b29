"""Small libraries for the engine's tests, made in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, NonAnswer, Subject, Value
from bpo_controls.library.condition import ALWAYS, Condition, Leaf
from bpo_controls.library.model import (
    Control,
    ControlAsk,
    Derived,
    Example,
    Library,
    Limits,
    Option,
    Question,
    Remedy,
    Section,
    Source,
    VerifyStep,
    Workflow,
)


def question(id_: str, kind: Any = "yes-no", **more: Any) -> Question:
    options = tuple(o if isinstance(o, Option) else Option(o, o.title()) for o in more.pop("options", ()))
    return Question(
        id=id_,
        section="s",
        ask=f"{id_}?",
        why="w",
        who=more.pop("who", "it-security"),
        kind=kind,
        options=options,
        **more,
    )


def control(id_: str, when: Condition = ALWAYS, **more: Any) -> Control:
    base: dict[str, Any] = {
        "domain": "access",
        "title": f"Title {id_}",
        "statement": f"Statement {id_}.",
        "why": "Because.",
        "per": "engagement",
        "severity": "high",
        "impacts": ("trust",),
        "gate": "pilot",
        "party": "vendor",
        "basis": "good-practice",
        "ask": ControlAsk(f"{id_}?", "it-security"),
        "verify": (VerifyStep("examine", "x", "y"),),
        "evidence": ("e",),
        "remedy": (Remedy("do", "vendor", 2),),
        "sources": (),
        "since": "1.0.0",
        "reviewed_on": "2026-11-23",
    }
    return Control(id=id_, applies_when=when, **{**base, **more})


def measured(text: str = "hours?", met: float = 24, partly: float = 72) -> ControlAsk:
    return ControlAsk(text, "it-security", "number", "hours", Limits(at_most=met), Limits(at_most=partly))


def source(id_: str, state: Any = "in-force", **dates: Any) -> Source:
    return Source(id_, f"cite {id_}", f"title {id_}", "regime", "says", state, **dates)


def library(
    questions: Iterable[Question] = (),
    controls: Iterable[Control] = (),
    derived: Iterable[Derived] = (),
    sources: Iterable[Source] = (),
    examples: Mapping[str, tuple[Example, ...]] = MappingProxyType({}),
) -> Library:
    return Library(
        id="t",
        title="T",
        version="1.0.0",
        maintained_by="m",
        reviewed_on="2026-11-23",
        review_by="2027-11-23",
        digest="0" * 64,
        sources={s.id: s for s in sources},
        workflows={
            "coding": Workflow("coding", "Coding", "back", "codes", ("shapes-claims",)),
            "billing": Workflow("billing", "Billing", "back", "bills", ("shapes-claims", "submits-claims")),
            "calls": Workflow("calls", "Calls", "front", "calls", ("speaks-to-patients",)),
        },
        sections=(Section("s", "S"),),
        questions={q.id: q for q in questions},
        derived={d.id: d for d in derived},
        controls={c.id: c for c in controls},
        examples=examples,
    )


WORKFLOWS = Question("workflows", "s", "Which?", "w", "operations-lead", "any-of", introduces="workflow")
SITES = Question("sites", "s", "Name each.", "w", "operations-lead", "names", introduces="site")


def said(item: str, value: Value, subject: Subject = ENGAGEMENT) -> Answer:
    return Answer(item, subject, value)


def unsaid(item: str, kind: Any, text: str = "", subject: Subject = ENGAGEMENT) -> Answer:
    return Answer(item, subject, non_answer=NonAnswer(kind, text))


def yes(fact: str) -> Leaf:
    return Leaf(fact, "one_of", (True,))


def no(fact: str) -> Leaf:
    return Leaf(fact, "one_of", (False,))


def is_(fact: str, *values: str) -> Leaf:
    return Leaf(fact, "one_of", values)
