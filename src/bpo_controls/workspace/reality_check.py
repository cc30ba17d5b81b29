"""The questions to settle before an interview begins, asked by `init`."""

from __future__ import annotations

from typing import NamedTuple

from bpo_controls.answers.measure import parse_date
from bpo_controls.answers.typed_text import clean_text
from bpo_controls.diagnostics import Diagnostic, Level
from bpo_controls.library.model import GATES


class RealityQuestion(NamedTuple):
    """One thing to settle before the interview: its key in engagement.yaml, the question, why, whether needed.

    A key with a dot (`gate_dates.pilot`) stands inside a mapping. Keys in `DATES` want an ISO date.
    """

    key: str
    question: str
    why: str
    required: bool


REALITY_CHECK: tuple[RealityQuestion, ...] = (
    RealityQuestion("buyer", "Who is buying the work?", "Every deliverable names the buyer.", True),
    RealityQuestion("vendor", "Who will do the work?", "Every deliverable names the vendor.", True),
    RealityQuestion(
        "goal",
        "What should be better once the work is outsourced?",
        "A gap matters as far as it stands between you and this goal.",
        True,
    ),
    RealityQuestion(
        "data_involved",
        "Which patient or member data is involved, in your own words?",
        "Said early, it shows whether privacy has been thought of as more than one word.",
        True,
    ),
    RealityQuestion(
        "systems_touched",
        "Which systems will the vendor work in?",
        "Access is where most of the work before a pilot lies.",
        True,
    ),
    RealityQuestion(
        "failure_to_avoid",
        "Which failure do you most want to avoid?",
        "The report opens with it, so that every reader knows what is at stake.",
        True,
    ),
    RealityQuestion(
        "owner", "Who owns this engagement on the buyer's side?", "Somebody has to decide on each gap.", True
    ),
    RealityQuestion(
        "second_reviewer",
        "Who will challenge the answers?",
        "Answers that one person gave and nobody questioned are the ones that fail an audit.",
        False,
    ),
    RealityQuestion(
        "review_date",
        "On which date will this be looked at again?",
        "Conditions drift once work is live.",
        False,
    ),
    RealityQuestion(
        "gate_dates.pilot", "When is the pilot to start?", "Gaps due for the pilot are dated by it.", False
    ),
    RealityQuestion(
        "gate_dates.go-live", "When is the work to go live?", "Gaps due for go-live are dated by it.", False
    ),
    RealityQuestion(
        "gate_dates.scale",
        "When is volume to grow to full scale?",
        "Gaps due for scale are dated by it.",
        False,
    ),
)

DATES: frozenset[str] = frozenset({"review_date", *(f"gate_dates.{gate}" for gate in GATES)})

TO_BE_SETTLED = "To be settled"
"""Stands where something needed is not known yet; reports print it as it is."""

NEVER_LATER: frozenset[str] = frozenset({"buyer", "vendor"})
"""Keys that an engagement cannot be named without."""

REQUIRED: tuple[str, ...] = tuple(asked.key for asked in REALITY_CHECK if asked.required)
ONE_LINE: frozenset[str] = frozenset({"title", "buyer", "vendor", "owner", "second_reviewer"})
"""Keys whose text is a name and has no line breaks."""


def parse_field(key: str, raw: object) -> str | Diagnostic:
    """The answer to one reality-check question, or what is wrong with it. A blank is "" where allowed."""
    needed = key in REQUIRED
    if isinstance(raw, str) and not raw.strip() and not needed:
        return ""
    if key in DATES:
        return parse_date(raw)
    return clean_text(raw, key.replace("_", " "), one_line=key in ONE_LINE)


def past_review(date: str, today: str) -> Diagnostic | None:
    """A warning when the next review (ISO date, or "") lies before today (ISO date): it is printed as it is."""
    if not date or not today or date >= today:
        return None
    hint = f"today is {today}; give the next one, or leave it as a record"
    return Diagnostic("review-past", f"the review date {date} has passed", hint=hint, level=Level.WARNING)
