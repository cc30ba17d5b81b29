"""The sentences that only the OSCAL files say."""

from __future__ import annotations

TITLE: dict[str, str] = {
    "profile": "Controls that apply",
    "assessment-plan": "Assessment plan",
    "assessment-results": "Assessment results",
    "poam": "Plan of action and milestones",
}
ROLE: dict[str, str] = {
    "assessor": "Assessor",
    "buyer": "Buyer",
    "vendor": "Vendor",
    "subcontractor": "Subcontractor",
    "owner": "Owner",
    "second-reviewer": "Second reviewer",
    "maintainer": "Maintainer of the library",
}
ASSURANCE: dict[str, str] = {
    "stated": "This was stated. Nobody has seen a document or tried it.",
    "seen": "A document was seen. Nobody has tried it.",
    "tested": "This was tried.",
}
STATUS: dict[str, str] = {
    "claimed": "Said to be in place, but the figure that would show it has not been given. It counts neither as satisfied nor as not satisfied.",
    "partly": "Part of the control is in place. It is not satisfied as a whole.",
    "gap": "The control is not met.",
    "accepted": "The control is not met, and the buyer has accepted that risk for a time.",
    "another-way": "Done another way. The second reviewer has not judged it yet, so it counts neither as satisfied nor as not satisfied.",
    "unknown": "How the control stands is not known. It counts neither as satisfied nor as not satisfied.",
    "not-applicable": "Answered as not applicable, with a reason. It is not assessed.",
    "undecided": "Whether the control applies here cannot be decided yet. It counts neither as in nor as out.",
}
NO_SSP_TITLE = "No system security plan"
NO_SSP = "The engagement has no system security plan. What is assessed is listed under the local definitions."
NOT_RECORDED = "Whether it already runs is not recorded here."
WHOLE = "All outsourced work of this engagement."
PLACE = "A place where the work is done."
SUBCONTRACTOR = "A company that does part of the work for the vendor."
SELECTED = "The controls that apply to at least one subject of this engagement."
NOT_SELECTED = "No control is known to apply yet."
UNDECIDED = (
    "Controls that are not decided yet are not selected; each is named by a property, with what is missing."
)
EXCLUDED = "Controls that do not apply are not selected; each is named by a property, with the reason."
ASSESSED = "The controls for which at least one subject has been judged."
NOT_ASSESSED = "Nothing has been judged yet."
ANSWER_OPEN = "Answer what is still open"
ANSWER_OPEN_WHY = "These answers are missing. Each can change whether a control applies, or how it stands."
GATE_TASK = "The controls that must hold by this gate are checked, as the activities say."
RESULTS = "How each control that applies stands, for each subject, on the as-of date."
NO_GAP_TITLE = "No gap is known"
NO_GAP = "On the as-of date no gap and no partly met control is known. What is not known is in the assessment results."
REMEDY = "What the library proposes to close this gap. Nobody has agreed to it yet."
CLOSED_BY = "The gap is closed"
PASSES = "Measured value that passes"
OUTER = "Measured value that still counts as partly met"
WITHDRAWN = "This control no longer counts. It keeps its id."
