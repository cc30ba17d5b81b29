"""What answers that came back would change, before anything is taken in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bpo_controls.answers.answer_model import Answer, Answers, Need
from bpo_controls.answers.import_plan import ImportPlan
from bpo_controls.answers.reconcile import Reconciled
from bpo_controls.engine.question_plan import asked_item
from bpo_controls.library.model import Library
from bpo_controls.words.answer_words import answer_words, item_label
from bpo_controls.words.numbers import plural

MOST = 40
"""Rows named one by one."""


def preview_counts(plan: ImportPlan, refused: int, waiting: int) -> str:
    """`3 new, 1 changed, 2 the same, 1 in conflict, 0 refused`."""
    parts = [f"{len(plan.of('new'))} new"]
    parts += [f"{len(plan.of('added'))} with more to them"] * bool(plan.of("added"))
    parts += [f"{len(plan.of('changed'))} changed"] * bool(plan.of("changed"))
    parts += [
        f"{len(plan.of('same'))} the same",
        f"{len(plan.of('conflict'))} in conflict",
        f"{refused} refused",
    ]
    parts += [f"{waiting} proposed already"] * bool(waiting)
    return f"{plural(len(plan.rows), 'answer')}: {', '.join(parts)}."


def preview_lines(
    library: Library, answers: Answers, plan: ImportPlan, places: Mapping[Need, str]
) -> Iterator[str]:
    """A line for each answer that says something new, with its place and what stands."""
    fresh = plan.of("new", "added", "changed", "conflict")
    for row in fresh[:MOST]:
        place = places.get(row.answer.need, "")
        said = answer_words(asked_item(library, row.answer.item), row.answer, library)
        yield f"{_WORD[row.relation]}  {item_label(library, answers, row.answer.need)}: {said}{_before(library, row)}{_at(place)}"
    if len(fresh) > MOST:
        yield f"and {len(fresh) - MOST} more"


_WORD = {
    "new": "new     ",
    "added": "more    ",
    "changed": "changed ",
    "conflict": "conflict",
    "same": "same    ",
}


def _before(library: Library, row: Reconciled) -> str:
    standing: Answer | None = row.standing
    if standing is None or row.relation == "added":
        return ""
    who = f" by {standing.by}" if standing.by else ""
    return f" (on record{who}: {answer_words(asked_item(library, standing.item), standing, library)})"


def _at(place: str) -> str:
    return f" [{place}]" if place else ""
