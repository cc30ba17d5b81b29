"""An engagement with its library and its assessment, opened for a command that only reads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bpo_controls.answers.model import Sheet
    from bpo_controls.engine.finding import Assessment
    from bpo_controls.library.model import Library
    from bpo_controls.workspace.engagement import Engagement


@dataclass(frozen=True, slots=True)
class Opened:
    """What every reading command starts from."""

    library: Library
    engagement: Engagement
    assessment: Assessment

    @property
    def sheet(self) -> Sheet:
        """The answers that stand."""
        return self.engagement.sheet


def open_to_read(directory: Path, libraries: list[Path] | None, as_of: str) -> Opened:
    """Load, open and assess; warnings go to stderr. Raises UserError with every problem found."""
    from bpo_controls.cli.arguments import as_of_date
    from bpo_controls.cli.output import problems
    from bpo_controls.engine.evaluate import evaluate
    from bpo_controls.library.load import load_library
    from bpo_controls.workspace.engagement import open_engagement

    date = as_of_date(as_of)
    library = load_library(libraries or ())
    engagement = open_engagement(directory, lambda: library)
    problems(engagement.warnings)
    return Opened(library, engagement, evaluate(library, engagement.sheet, date))
