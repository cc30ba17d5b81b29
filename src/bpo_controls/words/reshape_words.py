"""What is asked before a place is renamed or a control of the engagement's own is added."""

from __future__ import annotations

RENAME = "Rename a place, company or workflow"
WHICH = "Which one?"
NEW_NAME = "What is it called now?"
NOTHING_TO_RENAME = "No place, subcontractor or workflow has been named yet."
OWN = "A control beyond the library"
OWN_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("title", "Title, as the finished state", "The monthly report arrives by the tenth"),
    ("statement", "What must be true, in one sentence", ""),
    ("source", "Where it comes from", "contract, section 4.2"),
    ("unit", "What a number counts; empty asks only whether it is in place", "business days"),
    ("limit", "The number with which it is met", "at most 10"),
    ("party", "Who must do it: buyer, vendor, subcontractor or joint", "vendor"),
    ("severity", "How bad it is when it is missing: low, medium, high or critical", "medium"),
    ("gate", "By when: pilot, go-live or scale", "go-live"),
)
"""Key, label and example of each field, in the order in which they are asked. The first three must be given."""
NEEDED = 3
