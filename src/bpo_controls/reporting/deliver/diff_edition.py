"""What one reader may see of the difference between two states."""

from __future__ import annotations

from dataclasses import replace

from bpo_controls.answers.answer_model import Answer, Answers
from bpo_controls.engine.causes import Difference
from bpo_controls.engine.cut import Cut, owes
from bpo_controls.engine.finding import Finding
from bpo_controls.reporting.deliver.editions import VENDORS, for_edition
from bpo_controls.workspace.two_states import EngagementDiff


def for_reader(found: EngagementDiff, edition: str) -> EngagementDiff:
    """The difference as the reader of an edition may see it; the very same without one.

    The vendor's holds what the vendor and its subcontractors owe, and what is done together. Names, notes and amounts are
    left out of answers as in every deliverable of that edition. Verdicts stay those of the whole work.
    """
    if not edition:
        return found
    sheets = [
        for_edition(edition, one.library, one.engagement.file, one.answers)[1]
        for one in (found.before, found.after)
    ]
    cut = Cut(parties=VENDORS) if edition == "vendor" else Cut()
    kept = tuple(
        replace(one, before=_seen(one.before, sheets[0]), after=_seen(one.after, sheets[1]))
        for one in found.comparison.differences
        if _is_owed(one, cut)
    )
    facts = tuple((_answer(was, sheets[0]), _answer(now, sheets[1])) for was, now in found.facts)
    return replace(
        found,
        comparison=replace(found.comparison, differences=kept),
        facts=tuple(pair for pair in facts if pair != (None, None)),
    )


def _is_owed(one: Difference, cut: Cut) -> bool:
    finding = one.after or one.before
    return not cut or (finding is not None and owes(cut, finding))


def _seen(finding: Finding | None, sheet: Answers) -> Finding | None:
    if finding is None or finding.answer is None:
        return finding
    return finding._replace(answer=_answer(finding.answer, sheet))


def _answer(answer: Answer | None, sheet: Answers) -> Answer | None:
    """The same answer as the edition has it; None where the edition has it under another name."""
    return sheet.entries.get(answer.need) if answer is not None else None
