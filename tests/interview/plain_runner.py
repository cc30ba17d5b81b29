"""A tiny plain interview as a program of its own, so that tests can drive a real terminal or pipe.

Each recorded answer is appended to the file named first, as one line, before the next question shows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bpo_controls.answers.answer_model import Answer, Need
from bpo_controls.answers.reconcile import Reconciled
from bpo_controls.interview.plain.line_interview import LineInterview
from bpo_controls.interview.sitting_plan import Plan
from bpo_controls.library.condition import ALWAYS
from bpo_controls.library.model import ControlAsk, Limits
from bpo_controls.terminal.stream import open_terminal
from tests.interview.scripted import InMemory
from tests.interview.tiny import control, interview, library

if __name__ == "__main__":
    path = Path(sys.argv[1])
    tiny = None
    if "--bundled" in sys.argv:
        from bpo_controls.library.load import load_library

        tiny = load_library()

    plan = None
    if "--triage" in sys.argv:  # six practices and a measurement
        measured = ControlAsk("How many hours?", "it-security", "number", "hours", Limits(at_most=24))
        asks: list[dict[str, Any]] = [{}] * 6 + [{"ask": measured}]
        controls = [
            control(f"GOV-{n:02}", ALWAYS, title=f"Point {n}", **more) for n, more in enumerate(asks, 1)
        ]
        tiny, plan = library([], controls), Plan(triage=True)

    class OnDisk(InMemory):
        def save(self, answer: Answer, instead_of: Iterable[Need] = ()) -> Reconciled:
            found = super().save(answer, instead_of)
            with path.open("a", encoding="utf-8") as file:
                said = answer.value if answer.non_answer is None else answer.non_answer
                file.write(f"{answer.item}@{answer.subject.id} {said!r}\n")
            return found

    by = None if "--ask-who" in sys.argv else ""
    outcome, _ = interview(
        LineInterview(open_terminal(sys.stdin, sys.stdout)), OnDisk(), by=by, tiny=tiny, plan=plan
    )
    sys.stdout.write(f"OUTCOME {outcome.ended} missing {len(outcome.missing)}\n")
