"""A small made-up library and engagement. Nothing here is a real rule, case, company or person."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from bpo_controls.answers.answer_model import (
    ENGAGEMENT,
    Acceptance,
    Answer,
    Answers,
    Evidence,
    Need,
    NonAnswer,
    Subject,
    answers_of,
)
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.finding import Assessment
from bpo_controls.library.condition import ALWAYS, AllOf, AnyOf, Condition, Leaf, Not
from bpo_controls.library.model import (
    Control,
    ControlAsk,
    Derived,
    Library,
    Limits,
    Option,
    Precedent,
    Question,
    Raise,
    Remedy,
    Section,
    Source,
    VerifyStep,
    Watch,
    Workflow,
)
from bpo_controls.workspace.engagement_file import Branding, EngagementFile

AS_OF = "2026-11-23"
CODING = Subject("workflow", "coding")
BILLING = Subject("workflow", "billing")
PHI = Leaf("phi", "one_of", (True,))
LOGINS = Leaf("logins", "one_of", (True,))
OFFSHORE = Leaf("offshore", "one_of", (True,))

META = EngagementFile(
    buyer="Example Valley Health",
    vendor="Sample Source Services",
    title="Coding and billing, sample year",
    goal="Move coding and billing out without losing days in accounts receivable.",
    data_involved="Clinical notes, charges and payments",
    systems_touched="Record system, billing system, payer portals",
    failure_to_avoid="Claims filed late because an exception had no owner",
    owner="Director of revenue cycle (fictional)",
    second_reviewer="Reviewer Two (fictional)",
    review_date="2027-05-23",
    gate_dates=MappingProxyType({"pilot": "2026-12-01", "go-live": "2027-02-01"}),
    branding=Branding(firm="Sample Advisers"),
    internal_notes="The fee is 12 dollars an hour.",
)


def _control(
    id_: str,
    title: str,
    when: Condition = ALWAYS,
    *,
    domain: str = "access",
    per: str = "engagement",
    severity: str = "high",
    gate: str = "pilot",
    party: str = "vendor",
    **more: object,
) -> Control:
    given: dict[str, object] = {
        "ask": ControlAsk(f"How does this stand: {title}?", "it-security"),
        "statement": f"{title}, every time, with a record of it.",
        "why": "Without it nobody notices until a claim or a patient is lost.",
        "impacts": ("compliance-posture", "audit-outcomes"),
        "basis": "good-practice",
        "verify": (
            VerifyStep("examine", "The log of last quarter", "every entry has a date and a name"),
            VerifyStep("test", "Pick five items and follow them", "none is lost"),
        ),
        "evidence": ("Log of last quarter", "Written procedure"),
        "remedy": (
            Remedy("Write the procedure and name its owner", "vendor", 6),
            Remedy("Check it once a month", "buyer", 1.5),
        ),
        "sources": ("made-up-1",),
        "since": "1.0.0",
        "reviewed_on": AS_OF,
    }
    given.update(more)
    return Control(id=id_, domain=domain, title=title, applies_when=when, per=per, severity=severity,  # type: ignore[arg-type]
                   gate=gate, party=party, **given)  # type: ignore[arg-type]  # fmt: skip


SOURCES = (
    Source("made-up-1", "Made-up Code 1.23(a)", "A made-up rule", "fiction", "Somebody must look at the log.",
           "in-force", effective="2003-04-21", verified="regulation text, 2026-11-23"),
    Source("made-up-2", "Made-up Bill 7 (proposed)", "A made-up proposal", "fiction",
           "A notice within one hour would be due.", "proposed"),
    Source("made-up-3", "Made-up Act 9", "A made-up act", "fiction", "Sites must be named.", "upcoming",
           effective="2027-06-01"),
)  # fmt: skip

CONTROLS = (
    _control(
        "ACC-01",
        "Access ends when the job ends",
        AllOf((PHI, LOGINS)),
        severity="high",
        raises=(Raise(OFFSHORE, "critical", "departing workers cannot be walked to the door"),),
        ask=ControlAsk(
            "How many hours pass between the leaving date and the login being off?",
            "it-security",
            "number",
            "hours",
            Limits(at_most=24),
            Limits(at_most=48),
            "working limit of this library; the rule sets no number",
        ),
        precedents=("case-1",),
        watch=(Watch("made-up-2", "would make a notice within one hour mandatory"),),
    ),
    _control("ACC-02", "Nobody shares a login", LOGINS, severity="critical"),
    _control("QA-01", "A second coder checks a sample", PHI, domain="qa-depth", per="workflow", gate="go-live",
             impacts=("payment-timing",)),
    _control("EXC-01", "Every exception has an owner", domain="exception-handling", severity="medium",
             gate="go-live", party="joint"),
    _control("ESC-01", "Escalations have a clock", domain="escalation", party="buyer", severity="critical"),
    _control("DOC-01", "Procedures carry a version", domain="documentation", severity="low", gate="scale"),
    _control("PRI-01", "Offshore work is agreed in writing", AllOf((PHI, OFFSHORE)), domain="privacy",
             party="joint", severity="critical", sources=("made-up-1", "made-up-3"), basis="regulation"),
    _control("SUB-01", "Each subcontractor signs the same terms", per="subcontractor", domain="subcontractors",
             party="subcontractor"),
    _control("WRK-01", "Homes are checked once a year", Leaf("site_kind", "one_of", ("home",)), domain="workforce",
             per="site", severity="medium"),
    _control("BIL-01", "Upcoding is looked for", AnyOf((Leaf("workflow", "one_of", ("coding",)), Not(PHI))),
             domain="billing-integrity", per="workflow", party="buyer", sources=()),
    _control("RES-01", "Backups are restored for practice", Leaf("stores", "one_of", (True,)), domain="resilience",
             severity="medium", gate="scale"),
    _control("HND-01", "Counts match at each handover", Leaf("volume", "at_least", (1000,)), domain="handoffs",
             per="workflow"),
)  # fmt: skip

QUESTIONS = (
    Question("workflows", "work", "Which pieces of work will the vendor do?", "Fixes the scope.",
             "operations-lead", "any-of", introduces="workflow"),
    Question("volume", "work", "About how many items a month?", "Sets samples.", "operations-lead", "number",
             per="workflow", unit="items a month", also_for=("gap-report",)),
    Question("data_types", "data", "Which kinds of data will the vendor see?", "Decides the rules.",
             "privacy-officer", "any-of", per="workflow",
             options=(Option("clinical", "Diagnoses, notes, results"), Option("billing", "Charges and balances"),
                      Option("none", "No patient data at all", alone=True))),
    Question("stores", "data", "Does any data come to rest on the vendor's systems?", "Needs backups.",
             "it-security", "yes-no", ask_when=PHI),
    Question("sites", "places", "Name each place.", "Places differ.", "operations-lead", "names",
             introduces="site"),
    Question("site_kind", "places", "What kind of place is it?", "Homes differ.", "operations-lead", "one-of",
             per="site", options=(Option("office", "An office"), Option("home", "Homes of staff"),
                                  Option("abroad", "An office outside the United States"))),
    Question("subcontractors", "places", "Name each subcontractor.", "Chains break.", "contract-owner", "names",
             introduces="subcontractor"),
    Question("logins", "systems", "Will the vendor's people log in to the buyer's systems?", "Logins stay on.",
             "it-security", "yes-no"),
)  # fmt: skip

LIBRARY = Library(
    id="fiction",
    title="Made-up controls",
    version="1.0.0",
    maintained_by="The tests",
    reviewed_on=AS_OF,
    review_by="2027-05-23",
    digest="0123456789abcdef" * 4,
    common_facts=frozenset({"phi", "site_kind"}),
    sources={one.id: one for one in SOURCES},
    workflows={
        "coding": Workflow("coding", "Coding", "back", "Assigns codes.", ("reads-clinical-records",)),
        "billing": Workflow("billing", "Medical billing", "back", "Sends claims.", ("shapes-claims",)),
    },
    sections=(Section("work", "The work"), Section("data", "The data"), Section("places", "Places"),
              Section("systems", "Systems")),
    questions={one.id: one for one in QUESTIONS},
    derived={
        "phi": Derived("phi", "the vendor sees patient data",
                       Leaf("data_types", "one_of", ("clinical", "billing")), "workflow"),
        "offshore": Derived("offshore", "work is done outside the United States",
                            Leaf("site_kind", "one_of", ("abroad",)), "site"),
    },
    controls={one.id: one for one in CONTROLS},
    precedents={"case-1": Precedent("case-1", "Made-up regulator against a made-up insurer", "2015-11-30",
                                    "Two former workers still had logins", "https://example.test/", 3500000)},
)  # fmt: skip

SAID = {"by": "Ana Fictional", "role": "it-security", "at": "2026-11-20T10:00:00+00:00"}


def answers() -> tuple[Answer, ...]:
    """A finished interview with every kind of standing."""
    ops = {"by": "Otto Fictional", "role": "operations-lead", "at": "2026-11-20T09:00:00+00:00"}
    manila, home = Subject("site", "manila"), Subject("site", "homes-in-texas")
    return (
        Answer("workflows", ENGAGEMENT, ("coding", "billing"), **ops),  # type: ignore[arg-type]
        Answer("volume", CODING, 12000, **ops),  # type: ignore[arg-type]
        Answer("data_types", CODING, ("clinical",), **ops),  # type: ignore[arg-type]
        Answer("data_types", BILLING, ("clinical", "billing"), **ops),  # type: ignore[arg-type]
        Answer("stores", ENGAGEMENT, non_answer=NonAnswer("dont-know", "Ivo Fictional in hosting"), **SAID),  # type: ignore[arg-type]
        Answer("sites", ENGAGEMENT, ("Manila", "Homes in Texas"), **ops),  # type: ignore[arg-type]
        Answer("site_kind", manila, "abroad", **ops),  # type: ignore[arg-type]
        Answer("site_kind", home, "home", **ops),  # type: ignore[arg-type]
        Answer("subcontractors", ENGAGEMENT, (), **ops),  # type: ignore[arg-type]
        Answer("logins", ENGAGEMENT, True, **SAID),  # type: ignore[arg-type]
        Answer("ACC-01", ENGAGEMENT, 72, note="Only on Fridays, by hand.", **SAID,  # type: ignore[arg-type]
               evidence=(Evidence("Departure list", "Shared folder", "July to September", "2026-11-19"),)),
        Answer("ACC-02", ENGAGEMENT, "in-place", assurance="tested", **SAID),  # type: ignore[arg-type]
        Answer("QA-01", CODING, "partly", note="Inpatient only.", **ops),  # type: ignore[arg-type]
        Answer("QA-01", BILLING, "not-in-place", **ops),  # type: ignore[arg-type]
        Answer("EXC-01", ENGAGEMENT, "another-way", note="A daily call takes the place of the register.", **ops),  # type: ignore[arg-type]
        Answer("DOC-01", ENGAGEMENT, "not-in-place", **ops,  # type: ignore[arg-type]
               accepted=Acceptance("Buyer's director (fictional)", "A new system comes in spring", "2027-04-01")),
        Answer("PRI-01", ENGAGEMENT, "in-place", assurance="seen", **SAID),  # type: ignore[arg-type]
        Answer("WRK-01", home, non_answer=NonAnswer("not-applicable", "The team moves to an office in December"), **ops),  # type: ignore[arg-type]
        Answer("BIL-01", CODING, "in-place", **ops),  # type: ignore[arg-type]
    )  # fmt: skip


def sample() -> tuple[Library, EngagementFile, Answers, Assessment]:
    """Everything a view is built from."""
    sheet = answers_of(answers())
    return LIBRARY, META, sheet, evaluate(LIBRARY, Record(sheet), AS_OF)


def crowded(many: int) -> tuple[Library, EngagementFile, Answers, Assessment]:
    """The same engagement with `many` more controls, none of them in place."""
    pattern = CONTROLS[1]
    extra = {
        f"GAP-{n:03}": replace(pattern, id=f"GAP-{n:03}", title=f"Made-up control number {n} is followed")
        for n in range(1, many + 1)
    }
    library = replace(LIBRARY, controls={**LIBRARY.controls, **extra})
    note = "Everybody does it in a way of their own and nobody has written it down. " * 5
    said = tuple(Answer(one, ENGAGEMENT, "not-in-place", note=note.strip(), **SAID) for one in extra)  # type: ignore[arg-type]
    sheet = answers_of((*answers(), *said))
    return library, META, sheet, evaluate(library, Record(sheet), AS_OF)


def named_at_length() -> tuple[Library, EngagementFile, Answers, Assessment]:
    """The same engagement between parties whose names take several lines."""
    library, meta, sheet, assessment = sample()
    name = "The Consolidated Example Regional Hospital District and Affiliated Clinics of the Valley "
    longer = replace(meta, buyer=name * 3, vendor=name * 3, title=name * 4, branding=Branding(firm=name * 2))
    return library, longer, sheet, assessment


def claimed() -> tuple[Library, EngagementFile, Answers, Assessment]:
    """The same engagement where the hours until a login is off are said to be in order, without the figure."""
    library, meta, sheet, _ = sample()
    claim = replace(sheet.entries[Need("ACC-01", ENGAGEMENT)], value="in-place", note="", evidence=())
    sheet = sheet.with_answer(claim)
    return library, meta, sheet, evaluate(library, Record(sheet), AS_OF)


def rich() -> tuple[Library, EngagementFile, Answers, Assessment]:
    """The same engagement with a note and a piece of evidence of its own in every answer."""

    def told(answer: Answer) -> Answer:
        name = f"{answer.item} {answer.subject}"
        evidence = Evidence(f"Proof of {name}", f"Folder {name}", f"Quarter {name}", "2026-11-19")
        return replace(answer, note=answer.note or f"Remark on {name}.", evidence=(evidence,))

    unknown = (
        Answer("ESC-01", ENGAGEMENT, non_answer=NonAnswer("dont-know", "Ida Fictional"), **SAID),  # type: ignore[arg-type]
        Answer("HND-01", CODING, non_answer=NonAnswer("declined", "Counsel asked us to wait"), **SAID),  # type: ignore[arg-type]
    )
    sheet = answers_of(told(answer) for answer in (*answers(), *unknown))
    return LIBRARY, META, sheet, evaluate(LIBRARY, Record(sheet), AS_OF)
