"""A library of a few items of every kind, for tests of answers and of the engagement directory."""

from __future__ import annotations

from typing import Literal

from bpo_controls.library.condition import ALWAYS, SubjectKind
from bpo_controls.library.model import (
    Control,
    ControlAsk,
    Derived,
    Library,
    Limits,
    Option,
    Question,
    QuestionKind,
    Remedy,
    Retired,
    Section,
    VerifyStep,
    Workflow,
)


def question(
    id: str,
    kind: QuestionKind,
    per: SubjectKind = "engagement",
    *,
    options: tuple[Option, ...] = (),
    unit: str = "",
    minimum: float | None = None,
    maximum: float | None = None,
    introduces: SubjectKind | None = None,
    whole: bool = False,
) -> Question:
    return Question(
        id, "work", f"What about {id}?", "It matters.", "operations-lead", kind, per,
        options=options, unit=unit, minimum=minimum, maximum=maximum, introduces=introduces, whole=whole,
    )  # fmt: skip


def control(
    id: str,
    per: SubjectKind = "engagement",
    *,
    kind: Literal["practice", "number"] = "practice",
    unit: str = "",
    most: float | None = None,
) -> Control:
    met = Limits(at_most=24) if unit else None
    ask = ControlAsk(
        "How does it stand?", "it-security", kind, unit, met, maximum=most, whole=most is not None
    )
    return Control(
        id, "access", f"Control {id}", "It is done.", "Because.", ALWAYS, per, "high", ("trust",), "pilot",
        "vendor", "good-practice", ask, (VerifyStep("examine", "the list", "it is whole"),), ("List",),
        (Remedy("Do it", "vendor", 2),), (), "1.0.0", "2026-11-23",
    )  # fmt: skip


KINDS = (
    Option("clinical", "Diagnoses, notes, results"),
    Option("billing", "Charges and balances"),
    Option("sud", "Substance-use records"),
    Option("none", "No patient data at all", alone=True),
)

QUESTIONS = (
    question("workflows", "any-of", introduces="workflow"),
    question("sites", "names", introduces="site"),
    question("goal", "text"),
    question("offshore_ok", "yes-no"),
    question("start", "date"),
    question("team_size", "number", unit="people", minimum=1, maximum=100_000, whole=True),
    question("stage", "one-of", options=(Option("new", "A new activity"), Option("live", "Already live"))),
    question("data_types", "any-of", "workflow", options=KINDS),
    question("site_kind", "one-of", "site", options=(Option("office", "Office"), Option("home", "Home"))),
)
CONTROLS = (
    control("ACC-01"),
    control("ACC-02", kind="number", unit="hours"),
    control("ACC-03", kind="number", unit="percent"),
    control("ACC-04", kind="number", unit="kinds", most=5),
    control("QA-02", "workflow"),
)
FLOWS = (
    Workflow("coding", "Coding", "back", "Assigns codes."),
    Workflow("billing", "Medical billing", "back", "Sends claims."),
)


def small_library(version: str = "1.0.0", digest: str = "ab" * 32, id: str = "small") -> Library:
    return Library(
        id=id,
        title="Small",
        version=version,
        maintained_by="Nobody",
        reviewed_on="2026-11-23",
        review_by="2027-05-23",
        digest=digest,
        sources={},
        workflows={one.id: one for one in FLOWS},
        sections=(Section("work", "The work"),),
        questions={one.id: one for one in QUESTIONS},
        derived={"phi": Derived("phi", "sees patient data", ALWAYS)},
        controls={one.id: one for one in CONTROLS},
        retired={"ACC-00": Retired("ACC-00", "access", "Control ACC-00", "1.1.0", "Merged.", ("ACC-01",))},
    )
