"""Everything `library lint` checks: what the loader, the lint and the engine find, and the worked examples."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bpo_controls.diagnostics import Diagnostic
    from bpo_controls.library.model import Library


def lint_library(folders: Sequence[Path], as_of: str) -> tuple[Library | None, tuple[Diagnostic, ...]]:
    """The library, if it loads, and every problem and warning in the order of files and lines."""
    from bpo_controls.diagnostics import Diagnostic, ordered
    from bpo_controls.library.load import read
    from bpo_controls.lint.example_coverage import example_remarks
    from bpo_controls.lint.library_checks import lint
    from bpo_controls.lint.run_examples import wrong_examples
    from bpo_controls.lint.unreachable import rule_remarks
    from bpo_controls.words.conditions import condition_in_words

    reading = read(folders)
    library = reading.library
    if library is None:
        return None, ordered([*reading.diagnostics, *lint(reading, as_of=as_of)])
    further = {
        **rule_remarks(library, condition_in_words),
        **example_remarks(library, as_of, condition_in_words),
    }
    problems = [*reading.diagnostics, *lint(reading, as_of=as_of, further=further)]
    for wrong in wrong_examples(library, as_of):
        problems.append(
            Diagnostic(
                "example-wrong",
                f"{wrong.control.id}: example {wrong.index + 1} says {wrong.expected}, "
                f"but the rule gives {wrong.found.value}",
                reading.place(wrong.control.id, "examples", wrong.index),
                "correct applies_when or the example",
            )
        )
    return library, ordered(problems)
