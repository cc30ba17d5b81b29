"""Runs a session on the full screen, then says on the terminal how it ended."""

from __future__ import annotations

from collections.abc import Callable

from bpo_controls.interview import asker
from bpo_controls.interview.screen.interview_app import (
    InterviewApp,
)
from bpo_controls.interview.screen.look_of_terminal import Look
from bpo_controls.interview.session import Outcome


def run_full_screen(
    work: Callable[[asker.Asker], Outcome], title: str, look: Look
) -> tuple[Outcome, asker.Summary | None]:
    """How the session ended, and its summary. What ended it instead is raised here."""
    app = InterviewApp(work, title, look)
    try:
        app.run()
    finally:
        if app.outcome is None and app.failure is None:
            app.stop_session()
    if app.failure is not None:
        raise app.failure
    if app.outcome is None:
        raise RuntimeError("the full screen could not be drawn; --plain asks line by line")
    return app.outcome, app.bridge.summary
