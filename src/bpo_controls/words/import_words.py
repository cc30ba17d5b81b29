"""What an import of answers changed, or would change, in words."""

from __future__ import annotations

from collections.abc import Iterator

from bpo_controls.answers.answer_model import Answers
from bpo_controls.answers.import_plan import ImportPlan
from bpo_controls.engine.question_plan import asked_item
from bpo_controls.library.model import Library
from bpo_controls.words.answer_words import answer_words, item_label
from bpo_controls.words.numbers import capital, plural

MOST = 20
"""Conflicts named one by one."""


def import_summary(
    library: Library, answers: Answers, plan: ImportPlan, source: str, dormant: int
) -> Iterator[str]:
    """One line of counts, then one line per conflict. `dormant` counts answers that do not count now."""
    counted = len(plan.given)
    same = len(plan.of("same"))
    parts = [f"{capital(plural(counted, 'answer'))} taken in from {source}"]
    if same:
        parts.append(f"{same} said nothing new")
    if plan.contested:
        parts.append(plural(len(plan.contested), "conflict"))
    if dormant:
        parts.append(f"{dormant} dormant for now")
    yield ", ".join(parts) + "."
    if plan.contested:
        yield "The answers on record stand until somebody settles it; both are kept:"
        yield from _conflicts(library, answers, plan)


def _conflicts(library: Library, answers: Answers, plan: ImportPlan) -> Iterator[str]:
    rows = [row for row in plan.of("conflict") if row.answer in plan.contested]
    for row in rows[:MOST]:
        asked = asked_item(library, row.answer.item)
        said = answer_words(asked, row.answer, library)
        stands = answer_words(asked, row.standing, library)
        yield f"  {item_label(library, answers, row.answer.need)}: on record {stands}; here {said}"
    if len(rows) > MOST:
        yield f"  and {len(rows) - MOST} more"
