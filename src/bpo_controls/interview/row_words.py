"""How a question of a list stands, in a few words."""

from __future__ import annotations

from bpo_controls.interview.lookup import Filter, Row
from bpo_controls.words import labels

FILTER_WORDS: dict[Filter, str] = {
    "all": "All",
    "open": "Open",
    "chase": "To chase",
    "gaps": "Gaps",
    "conflicts": "Answers that differ",
    "flagged": "Flagged",
    "changed": "Changed this time",
    "dormant": "Do not count now",
}
"""The title of each filter."""


def row_title(row: Row) -> str:
    """`ACC-02 Access ends in time (Manila office)`; a scoping question by its words."""
    title = f"{row.need.item} {row.title}" if row.is_control else row.title
    return f"{title} ({row.about})" if row.about else title


def row_state(row: Row) -> str:
    """`open, ask the QA lead`, `118 hours, gap`, `not known, ask Ruth Cruz`, `does not apply here`."""
    match row.state:
        case "open":
            text = f"open, ask {whom(row.who)}"
        case "chase":
            text = f"figure from {whom(row.who)}" if row.status == "claimed" else f"ask {whom(row.who)}"
        case "dormant":
            text = f"{row.said}, does not count now"
        case "out":
            text = "does not apply here"
        case "undecided":
            text = "not decided yet"
        case _:
            text = row.said
            if row.status not in (None, "not-applicable", "another-way"):
                text = f"{text}, {labels.STATUS[row.status].lower()}"
    marks = ["differs"] * row.conflict + ["flagged"] * row.flagged
    return ", ".join((text, *marks))


def whom(who: str) -> str:
    """A role with its article, a person by name."""
    return f"the {who}" if who in labels.ROLE.values() else who
