"""Opens an engagement for a command that only reads, and prints its warnings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bpo_controls.workspace.assessed import AssessedEngagement


def open_assessed(directory: Path, libraries: list[Path] | None, as_of: str) -> AssessedEngagement:
    """The assessed engagement; its warnings go to stderr. Raises UserError with every problem found.

    Without a date, that of a signature that stands, else today.
    """
    from bpo_controls.cli.arguments import as_of_date
    from bpo_controls.terminal.output import problems
    from bpo_controls.workspace.assessed import assess

    assessed = assess(directory, as_of_date(as_of), libraries or (), as_signed=not as_of)
    problems(assessed.engagement.warnings)
    return assessed
