"""A small library made in memory, and a session over it. Plainly fictional."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from bpo_controls.answers.answer_model import ENGAGEMENT, Subject
from bpo_controls.interview.asker import Asker
from bpo_controls.interview.session import Outcome, Session
from bpo_controls.interview.sitting_plan import Plan
from bpo_controls.library.condition import ALWAYS, Condition, Leaf
from bpo_controls.library.model import (
    Control,
    ControlAsk,
    Library,
    Limits,
    Option,
    Question,
    Remedy,
    Role,
    Section,
    Source,
    VerifyStep,
    Workflow,
)
from tests.interview.scripted import InMemory

AS_OF = "2026-11-23"
NOW = "2026-11-23T10:00:00+00:00"
CODING = Subject("workflow", "coding")
BILLING = Subject("workflow", "billing")
MAIL = Subject("workflow", "mail")
EVERY_WORKFLOW = Subject("workflow", "*")


def when(fact: str, *values: object) -> Condition:
    return Leaf(fact, "one_of", tuple(values))  # type: ignore[arg-type]


def question(item: str, kind: str, **more: Any) -> Question:
    return Question(
        id=item,
        section=more.pop("section", "work"),
        ask=more.pop("ask", f"What about {item}?"),
        why=more.pop("why", f"Because {item} decides."),
        who=more.pop("who", "operations-lead"),
        kind=kind,  # type: ignore[arg-type]
        **more,
    )


def control(item: str, applies: Condition, **more: Any) -> Control:
    ask = more.pop("ask", ControlAsk(f"Is {item} done?", "it-security"))
    return Control(
        id=item,
        domain=more.pop("domain", "access"),
        title=more.pop("title", f"The title of {item}"),
        statement=f"{item} holds.",
        why=f"Without {item} things go wrong.",
        applies_when=applies,
        per=more.pop("per", "engagement"),
        severity="high",
        impacts=("trust",),
        gate="pilot",
        party="vendor",
        basis="good-practice",
        ask=ask,
        verify=(VerifyStep("examine", "the list", "all there"),),
        evidence=("Departure list", "Deactivation log"),
        remedy=(Remedy("Do it", "vendor", 1),),
        sources=more.pop("sources", ()),
        since="1.0.0",
        reviewed_on=AS_OF,
        **more,
    )


def library(
    questions: Sequence[Question] | None = None, controls: Sequence[Control] | None = None
) -> Library:
    questions = QUESTIONS if questions is None else questions
    controls = CONTROLS if controls is None else controls
    return Library(
        id="tiny",
        title="Tiny",
        version="1.0.0",
        maintained_by="tests",
        reviewed_on=AS_OF,
        review_by=AS_OF,
        digest="0" * 64,
        sources=MappingProxyType({"rule": RULE}),
        workflows=MappingProxyType({one.id: one for one in WORKFLOWS}),
        sections=(Section("work", "The work"), Section("data", "The data")),
        questions=MappingProxyType({one.id: one for one in questions}),
        derived=MappingProxyType({}),
        controls=MappingProxyType({one.id: one for one in controls}),
    )


RULE = Source("rule", "45 CFR 1.1", "A rule", "hipaa-security", "Says so.", "in-force")
WORKFLOWS = (
    Workflow("coding", "Coding", "back", "Codes charts."),
    Workflow("billing", "Medical billing", "back", "Bills."),
    Workflow("mail", "Mailing and print", "back", "Mails."),
)
QUESTIONS = (
    question("workflows", "any-of", introduces="workflow", ask="Which pieces of work?"),
    question("sites", "names", introduces="site", ask="Name each place.", also_for=("gap-report",)),
    question(
        "data",
        "any-of",
        section="data",
        per="workflow",
        who="privacy-officer",
        ask="Which kinds of data?",
        options=(
            Option("clinical", "Clinical notes"),
            Option("billing", "Charges, balances and claims"),
            Option("none", "No data", alone=True),
        ),
    ),
    question("logins", "yes-no", ask="Do they log in to your systems?"),
    question("remote", "yes-no", ask="From outside?", ask_when=when("logins", True)),
    question("start", "date", ask="When does it start?", also_for=("gap-report",)),
    question("volume", "number", ask="How many a month?", unit="items a month", minimum=0, maximum=1000,
             also_for=("gap-report",)),
    question("fear", "text", ask="What must not go wrong?", also_for=("gap-report",)),
    question("stage", "one-of", ask="Where does it stand?", also_for=("gap-report",),
             options=(Option("new", "New"), Option("live", "Already live"))),
)  # fmt: skip
CONTROLS = (
    control("ACC-01", when("logins", True), title="Logins are named"),
    control(
        "ACC-02",
        when("remote", True),
        title="Access ends when the job ends",
        sources=("rule",),
        ask=ControlAsk(
            "How many hours pass?", "it-security", "number", "hours", Limits(at_most=24), Limits(at_most=72),
            "agreement between the parties",
        ),
    ),
    control("PRV-01", when("data", "clinical", "billing"), per="workflow", domain="privacy", title="Data is shielded"),
    control("GOV-01", ALWAYS, domain="governance", title="Somebody owns it"),
)  # fmt: skip


def interview(
    asker: Asker,
    journal: InMemory | None = None,
    *,
    tiny: Library | None = None,
    by: str | None = "",
    role: Role | None = None,
    section: str | None = None,
    plan: Plan | None = None,
) -> tuple[Outcome, InMemory]:
    """A session over the tiny library; a `plan` stands for role and section."""
    journal = journal or InMemory()
    plan = plan or Plan(role, section)
    session = Session(tiny or library(), journal, AS_OF, asker, now=lambda: NOW, plan=plan)
    return session.ask_all(by), journal


__all__ = ["ENGAGEMENT"]
