"""What is asked before a place is renamed or a control of the engagement's own is added."""

from __future__ import annotations

from collections.abc import Iterator

from bpo_controls.answers.engagement_record import Change
from bpo_controls.library.model import Library
from bpo_controls.words.numbers import plural

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
DISOWN = "Take back a control beyond the library"
WHICH_OWN = "Which control is taken back?"
NO_OWN = "No control has been added beyond the library."


def own_line(id_: str, title: str, *, counts: bool) -> str:
    """One own control of a list: `CON-02 A fidelity bond covers everyone`, and whether it was taken back."""
    return f"{id_} {title}" if counts else f"{id_} {title} (taken back; it counts for nothing)"


def dropped(id_: str, title: str, answers: int) -> str:
    """An own control was taken back."""
    with_it = f", with {plural(answers, 'answer')}" if answers else ""
    return f"{id_} {title} is taken back{with_it}. undo brings it back; own --restore {id_} lets it be asked again."


def counts(id_: str, title: str) -> str:
    """An own control counts already."""
    return f"{id_} {title} counts already."


def counts_again(id_: str, title: str) -> str:
    """An own control counts again."""
    return f"{id_} {title} counts again; assess asks it."


def reshaped(change: Change, library: Library, *, redone: bool) -> Iterator[str]:
    """What is called otherwise, or counts otherwise, once a change was undone or redone."""
    for one in change.renamed:
        now, before = (one.name_after, one.name_before) if redone else (one.name_before, one.name_after)
        yield f"{before} is {now} again"
    for id_ in (*change.own_added, *change.own_dropped):
        known = library.controls.get(id_)
        yield f"{id_} {known.title} counts again" if known is not None else f"{id_} is taken back"
