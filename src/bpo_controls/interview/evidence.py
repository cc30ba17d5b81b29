"""What a reference to evidence must satisfy when it is typed."""

from __future__ import annotations

from bpo_controls.answers.answer_model import Evidence
from bpo_controls.answers.measure import is_to_come, parse_date
from bpo_controls.answers.typed_text import clean_text
from bpo_controls.diagnostics import Diagnostic

MAX_FIELD = 300


def read_evidence(evidence: Evidence, today: str) -> Evidence | Diagnostic:
    """The evidence with its texts trimmed, or what is wrong with it. `today` is an ISO date."""
    title = clean_text(evidence.title, "the evidence title", limit=MAX_FIELD, one_line=True)
    if isinstance(title, Diagnostic):
        return title
    rest: dict[str, str] = {}
    for key, what in (("kept_at", "where it is kept"), ("period", "the period")):
        text = clean_text(getattr(evidence, key), what, limit=MAX_FIELD, one_line=True, empty_ok=True)
        if isinstance(text, Diagnostic):
            return text
        rest[key] = text
    seen_on = read_seen_on(evidence.seen_on, today)
    if isinstance(seen_on, Diagnostic):
        return seen_on
    return Evidence(title, seen_on=seen_on, **rest)


def read_seen_on(text: str, today: str) -> str | Diagnostic:
    """The ISO date on which something was seen; empty stays empty, days to come are refused."""
    if not text.strip():
        return ""
    if text.strip().casefold() == "today":
        return today
    found = parse_date(text)
    if isinstance(found, str) and is_to_come(found, today):
        return Diagnostic("date-to-come", f"{found} is still to come", hint=f"today is {today}")
    return found
