"""The words of the workbook: its sheets, what each is for, and the choices that readers make in it."""

from __future__ import annotations

OPEN, IN_PROGRESS, DONE, ACCEPTED = "Open", "In progress", "Done", "Accepted"
PROGRESS = (OPEN, IN_PROGRESS, DONE, ACCEPTED)
"""How far a step is. `Accepted`: somebody with the power to do so lives with the gap."""

PASSED, FAILED, NOT_SEEN = "Passed", "Failed", "Not seen"
RESULTS = (PASSED, FAILED, NOT_SEEN)
ASKED, RECEIVED, NONE_THERE = "Asked for", "Received", "Does not exist"
HANDED_OVER = (ASKED, RECEIVED, NONE_THERE)
OVERDUE = "Overdue"
SAID_DONE = "Said to be done"
"""Every step is done or accepted, but not every check has passed."""
UNTOUCHED = (OPEN, ASKED, NOT_SEEN)
"""The words that rows start with: they say nothing yet, so a later workbook need not keep them."""
NEW, REOPENED = "New", "Reopened"

WORKBOOK = "Workbook"
SUMMARY = "Summary"
GAPS = "Gaps"
PLAN = "Action plan"
CHECKLIST = "Checklist"
DECISIONS = "Scope decisions"
REQUESTS = "Evidence requests"
EXCEPTIONS = "Exceptions"
FOLLOW_UPS = "Follow-ups"
FACTS = "Facts of scope"
SOURCES = "Sources"
GONE = "No longer listed"
INTERNAL = "Internal"
CARRIED = frozenset((PLAN, CHECKLIST, REQUESTS, FOLLOW_UPS, GONE))
"""The sheets in which people write, and whose rows a later workbook knows again."""

ABOUT: dict[str, str] = {
    GAPS: "Every gap and partly met control in rank order: act from the top.",
    PLAN: "Every step that closes a gap, for all parties, by gate and rank. Name an owner, keep the status up to date. A due date typed over stays; one that is cleared shows the plan's again.",
    CHECKLIST: "Every control to look at, with what passes. Not seen is neither passed nor failed.",
    DECISIONS: "Every control of the library with everything it is about: applies or not, how it stands, and why.",
    REQUESTS: "What each party has to hand over, for which control, by when.",
    EXCEPTIONS: "For the auditor: not applicable, done another way, accepted, and acceptances that ran out.",
    FOLLOW_UPS: "Answers that are still missing, by whom to ask.",
    FACTS: "The answers that fix the scope.",
    SOURCES: "Every source and every case behind a control that applies or may apply, and how each rule stands on the as-of date.",
    GONE: "What was filled into rows that an earlier workbook had and this one has not: gaps that were closed, checks that no longer apply.",
    INTERNAL: "For the firm only: flagged answers, notes and terms. Delete this sheet before you pass the file on.",
}
EMPTY: dict[str, str] = {
    GAPS: "No gap and no partly met control is known.",
    PLAN: "No gap asks for a step.",
    CHECKLIST: "No control applies yet.",
    DECISIONS: "The library has no control.",
    REQUESTS: "No control applies yet, so there is nothing to hand over.",
    EXCEPTIONS: "Nothing was answered as not applicable, done another way or accepted.",
    FOLLOW_UPS: "Every question that matters has been answered.",
    FACTS: "No scoping question has been answered yet.",
    SOURCES: "No control rests on a public source.",
    GONE: "Nothing that was filled in before is missing here.",
    INTERNAL: "Nothing is noted.",
}

CASE, CASE_STANDING = "Seen in practice", "A case, not a rule"
IN_HERE = "In this workbook"
BY_GATE = "Verdict by gate"
PREVIEW = "The verdicts if the plan is to be believed"
PREVIEW_INTRO = (
    "Critical and high controls only; what is due by an earlier gate is due by a later one too. A gap counts as closed once "
    "every step for it is done or accepted and no check of it failed. Until every check has passed it is said to be done, and "
    "that is a condition. The verdict itself changes when the assessment is made anew."
)
STILL_BLOCKING, NOT_KNOWN, CONDITIONS, WOULD_BE = (
    "Still blocking",
    "Not known",
    "Conditions",
    "Verdict would be",
)
PROGRESS_OF_GAP = "By the plan"
BY_DOMAIN = "Findings by domain"
BY_SEVERITY = "Gaps and partly met controls by severity and gate"
BY_PARTY = "Who owes what"
PROGRESS_OF = "How far we are"
JUDGED_ON = "Dates judged on"
HOW_TO = (
    "Numbers on this page are formulas over the other sheets: change a status, and they follow. Verdicts and findings are "
    "those of the assessment; they change when it is made anew. Columns with a slanted heading and a pale ground are yours: what "
    "you fill in there is taken over when the workbook is written again."
)
JUDGED_ON_HINT = "Put today's date here to see what is overdue today."
CHART = "How each domain stands"
CHART_ALT = "Stacked bars: for each domain, how many controls are {}. The numbers stand in the table above."
SHEET, ROWS, WHAT = "Answers", "Rows", "What it lists"
TO_CLOSE, SERIOUS, STEPS_OPEN, STEPS, HOURS = "To close", "Critical or high", "Steps open", "Steps", "Hours"
WHY, VERDICT, DATE, GATE, WHO = "Why", "Verdict", "Date", "Gate", "Who"
LIST, ITEMS = "List", "Items"
TOTAL = "Total"
COUNTED = "Counted"
SHARE = "Share met"

COLUMN: dict[str, str] = {
    "since": "In the plan since",
    "news": "News",
    "sheet": "Sheet",
    "row": "Row",
    "what": "What it was",
    "filled": "What was filled in",
    "cost": "What it may cost",
    "known": "To know",
    "change": "What would change it",
    "said": "What was said",
    "rests": "Rests on",
    "practice": "Seen in practice",
    "done_on": "Done on",
    "planned": "Due by plan",
    "then": "Last assessment",
    "ticket": "Ticket",
    "reopened": "Why it was reopened",
    "remarks": "Remarks",
    "checks": "Checks, and what passes",
    "ask_for": "Ask for",
    "result": "Result",
    "checked_by": "Checked by",
    "checked_on": "Checked on",
    "kept_at": "Proof kept at",
    "received_on": "Received on",
    "title": "Title",
    "from": "In the books from",
    "obeyed": "To be obeyed from",
    "until": "Counts until",
    "read": "What we read",
    "link": "Link",
    "controls": "Controls",
    "answered_by": "Answered by",
    "answered_on": "Answered on",
    "kind": "Kind",
    "text": "Text",
}
ONCE: dict[str, str] = {
    "status": "Open, In progress, Done, or Accepted: somebody with the power to do so lives with the gap.",
    "result": "Passed or Failed once you have looked; Not seen until then.",
    "handed": "Received once you hold it; Does not exist when the party says so.",
    "due": "The date this step is due. Type another date if one was agreed; Due by plan keeps the first.",
    "date": "A date, for example 1 Dec 2026.",
}
NO_CHOICE = "Pick one of the words of the list."
NO_DATE = "Type a date, for example 2026-12-01."
CUT = "… (cut: a cell holds no more)"
