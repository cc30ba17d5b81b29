"""The words for every closed choice of the model. Status and verdict carry a shape beside the word."""

from __future__ import annotations

from functools import cache

STATUS: dict[str, str] = {
    "met": "Met",
    "claimed": "Claimed",
    "partly": "Partly met",
    "gap": "Gap",
    "unknown": "Not known",
    "not-applicable": "Not applicable",
    "another-way": "Done another way",
    "accepted": "Accepted risk",
}
STATUS_MARK: dict[str, str] = {
    "met": "●",
    "claimed": "◎",
    "partly": "◐",
    "gap": "○",
    "unknown": "◇",
    "not-applicable": "–",
    "another-way": "◆",
    "accepted": "□",
}
APPLIES: dict[str, str] = {"yes": "applies", "no": "does not apply", "undecided": "cannot be decided yet"}
VERDICT: dict[str, str] = {
    "ready": "Ready",
    "ready-with-conditions": "Ready with conditions",
    "cannot-tell": "Cannot tell",
    "not-ready": "Not ready",
}
VERDICT_MARK: dict[str, str] = {
    "ready": "●",
    "ready-with-conditions": "◐",
    "cannot-tell": "◇",
    "not-ready": "○",
}
SEVERITY: dict[str, str] = {"low": "Low", "medium": "Medium", "high": "High", "critical": "Critical"}
GATE: dict[str, str] = {"pilot": "Pilot", "go-live": "Go-live", "scale": "Scale"}
PARTY: dict[str, str] = {
    "buyer": "Buyer",
    "vendor": "Vendor",
    "subcontractor": "Subcontractor",
    "joint": "Buyer and vendor together",
}
PARTY_SHORT: dict[str, str] = {**PARTY, "joint": "Both parties"}
ROLE: dict[str, str] = {
    "privacy-officer": "privacy officer",
    "operations-lead": "operations lead",
    "it-security": "IT security lead",
    "qa-lead": "QA lead",
    "billing-compliance": "billing compliance lead",
    "contract-owner": "contract owner",
}
ASSURANCE: dict[str, str] = {"stated": "stated", "seen": "document seen", "tested": "tested"}
METHOD: dict[str, str] = {"examine": "Look at", "interview": "Ask about", "test": "Try"}
BASIS: dict[str, str] = {
    "regulation": "a rule of law",
    "contract": "a contract term",
    "good-practice": "good practice",
    "risk": "a known risk",
}
STANDING: dict[str, str] = {
    "in-force": "in force",
    "upcoming": "not yet in force",
    "proposed": "proposed, not law",
    "stayed": "on hold",
    "vacated": "vacated by a court",
    "superseded": "superseded",
    "ended": "no longer in force",
}
EARLIER = "this version not yet in force"
"""A rule in force today, seen from a day before its present text began: an older text may have bound then."""

NOT_LAW: dict[str, str] = {
    "benchmark": "published figure, not a rule",
    "pci-dss": "card-industry standard, not law",
    "nist-800-53": "published standard, not law",
    "nist-ai": "published standard, not law",
    "hhs-cpg": "official guidance, not law",
    "oig-guidance": "official guidance, not law",
}
"""What a source of these regimes is. Only law can be in force; these are named for what they are."""

PRACTICE: dict[str, str] = {
    "in-place": "In place",
    "partly": "Partly in place",
    "not-in-place": "Not in place",
    "another-way": "Done another way",
}
CLAIMED = "In place, figure to follow"
"""In place, said of a control whose question asks for a figure."""

NON_ANSWER: dict[str, str] = {
    "dont-know": "Not known",
    "later": "To be answered later",
    "declined": "Declined",
    "not-applicable": "Not applicable",
}
CAUSE: dict[str, str] = {
    "dont-know": "asked, not known",
    "later": "put off",
    "declined": "declined to answer",
    "unanswered": "not asked yet",
    "figure": "said to be in place, figure to follow",
}
KIND: dict[str, tuple[str, str]] = {
    "engagement": ("engagement", "engagements"),
    "workflow": ("workflow", "workflows"),
    "site": ("site", "sites"),
    "subcontractor": ("subcontractor", "subcontractors"),
}
OFFICE: dict[str, str] = {"front": "front office", "back": "back office", "both": "front and back office"}
IMPACT: dict[str, str] = {
    "payment-timing": "Payment timing",
    "compliance-posture": "Compliance posture",
    "trust": "Trust",
    "patient-experience": "Patient experience",
    "audit-outcomes": "Audit outcomes",
}
IMPACT_COST: dict[str, str] = {
    "payment-timing": "Money comes later or not at all: denials, rework and missed filing limits.",
    "compliance-posture": "The buyer cannot show a regulator that the rule was followed.",
    "trust": "Patients, staff or payers stop relying on the work, and winning them back is costly.",
    "patient-experience": "Patients or members wait, are told something wrong, or pay what they do not owe.",
    "audit-outcomes": "An auditor finds it before the buyer does, and the finding lands on the buyer.",
}
GATE_NAMED: dict[str, str] = {"pilot": "the pilot", "go-live": "go-live", "scale": "scale"}
FRAMEWORK: dict[str, str] = {
    "nist-csf-2.0": "NIST Cybersecurity Framework 2.0",
    "nist-800-53r5": "NIST SP 800-53 Rev. 5",
    "pci-dss-4.0.1": "PCI DSS 4.0.1",
    "hhs-cpg": "HHS Cybersecurity Performance Goals",
    "hicp-405d": "HHS 405(d) HICP",
    "nist-800-66r2": "HIPAA Security Rule, by NIST SP 800-66 Rev. 2",
    "iso-27001-2022": "ISO/IEC 27001:2022, Annex A",
    "soc2-tsc": "SOC 2 Trust Services Criteria",
}
WHOLE_WORK = "the whole work"
"""The engagement as the subject of a question or control."""

_UPPER = {"qa": "QA"}


@cache
def domain(name: str) -> str:
    """The title of a domain: `Exception handling`, `QA depth`."""
    words = [_UPPER.get(word, word) for word in name.split("-")]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def role(name: str) -> str:
    """A role as people say it; a role typed by hand stays as typed."""
    return ROLE.get(name, name)


def gate_before(name: str) -> str:
    """`before the pilot`, `before go-live`, `before scale`."""
    return {"pilot": "before the pilot", "go-live": "before go-live", "scale": "before scale"}[name]


FAILURE_STATE: dict[str, str] = {
    "held": "Held",
    "weak": "In part",
    "open": "Open",
    "unknown": "Not known",
}
"""How the controls that answer a failure hold it."""
