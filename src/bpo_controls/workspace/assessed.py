"""An engagement with its library and its findings on a date: what reports, comparisons and callers start from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.answers.engagement_record import Record

if TYPE_CHECKING:
    from bpo_controls.answers.answer_model import Answers
    from bpo_controls.engine.finding import Assessment
    from bpo_controls.library.model import Library
    from bpo_controls.workspace.engagement import Engagement


@dataclass(frozen=True, slots=True)
class AssessedEngagement:
    """An engagement, the library it was read with, and every finding. `engagement.warnings` is not printed here."""

    library: Library
    engagement: Engagement
    assessment: Assessment

    @property
    def answers(self) -> Answers:
        """The answers that stood on the date of the assessment."""
        return self.record.answers

    @property
    def record(self) -> Record:
        """The record on the date of the assessment."""
        return self.engagement.record_at(self.assessment.as_of)


def assess(
    directory: Path, as_of: str, libraries: Sequence[Path] = (), *, as_signed: bool = False
) -> AssessedEngagement:
    """Load the library, open the engagement and decide every control as of an ISO date.

    What was recorded after that day is left out. With `as_signed` the date of a signature that stands counts instead.
    Raises UserError with every problem of the library or the engagement.
    """
    from bpo_controls.answers.recorded_library import as_recorded
    from bpo_controls.library.load import load_library
    from bpo_controls.workspace.engagement import open_engagement

    engagement = open_engagement(directory, load_library(libraries))
    if as_signed:
        from bpo_controls.workspace.signing import signature_of

        signature = signature_of(engagement)
        if signature is not None and signature.stands:
            as_of = signature.sign_off.as_of
    record = engagement.record_at(as_of)
    library = as_recorded(engagement.whole, record)
    return AssessedEngagement(library, engagement, decide(library, record, as_of))


def decide(library: Library, record: Record, as_of: str) -> Assessment:
    """Every control decided on an ISO date, and worded as it reads for this engagement."""
    from bpo_controls.engine.evaluate import evaluate
    from bpo_controls.words.specifics import specific_assessment

    return specific_assessment(library, record.answers, evaluate(library, record, as_of))
