"""The line of a problem without the code at its end, for tests that look at the words."""

from __future__ import annotations

from bpo_controls.diagnostics import Diagnostic


def words_of(problem: Diagnostic) -> str:
    """Place, message and remedy. The line with its code stands in `tests/bad/`."""
    line = str(problem)
    code = f" [{problem.code}]"
    assert line.endswith(code)
    return line.removesuffix(code)
