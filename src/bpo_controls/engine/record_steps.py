"""The record played through event by event: what each change decided."""

from __future__ import annotations

from collections.abc import Iterator

from bpo_controls.answers.engagement_record import Change, Record
from bpo_controls.engine.evaluate import evaluate, reevaluate
from bpo_controls.engine.what_changed import Changes, changes
from bpo_controls.library.model import Library


def steps(library: Library, record: Record, as_of: str) -> Iterator[tuple[Change, Changes]]:
    """Each change of the record in order, with the decisions it moved, all by the law of one ISO date."""
    then = Record()
    assessment = evaluate(library, then, as_of)
    by_number = {change.number: change for change in record.changes}
    for change in record.changes:
        then = then.after((change,))
        stepped_over = by_number.get(change.undoes or change.redoes)
        touched = (*change.needs, *(stepped_over.needs if stepped_over is not None else ()))
        before = assessment
        if change.renamed or (stepped_over is not None and stepped_over.renamed):
            assessment = evaluate(library, then, as_of)
        elif touched:
            assessment = reevaluate(library, before, then, [need.item for need in touched])
        yield change, changes(before, assessment)
