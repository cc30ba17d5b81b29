"""The record played through event by event: what each change decided."""

from __future__ import annotations

from collections.abc import Iterator

from bpo_controls.answers.engagement_record import Change, Record
from bpo_controls.answers.recorded_library import as_recorded
from bpo_controls.engine.evaluate import evaluate, reevaluate
from bpo_controls.engine.what_changed import Changes, changes
from bpo_controls.library.model import Library


def steps(library: Library, record: Record, as_of: str) -> Iterator[tuple[Change, Changes]]:
    """Each change of the record in order, with the decisions it moved, all by the law of one ISO date.

    `library` is the whole one, with the own controls that were taken back.
    """
    then = Record()
    here = library
    assessment = evaluate(here, then, as_of)
    by_number = {change.number: change for change in record.changes}
    for change in record.changes:
        then = then.after((change,))
        stepped_over = by_number.get(change.undoes or change.redoes)
        touched = (*change.needs, *(stepped_over.needs if stepped_over is not None else ()))
        before = assessment
        moved = (change, stepped_over) if stepped_over is not None else (change,)
        if any(one.renamed or one.own_added or one.own_dropped for one in moved):
            here = as_recorded(library, then)
            assessment = evaluate(here, then, as_of)
        elif touched:
            assessment = reevaluate(here, before, then, [need.item for need in touched])
        yield change, changes(before, assessment)
