"""What a question on the screen may ask of the app around it."""

from __future__ import annotations

from typing import Protocol

from bpo_controls.diagnostics import Diagnostic
from bpo_controls.engine.finding import GateVerdict
from bpo_controls.interview import moves
from bpo_controls.interview.plain.parse_line import Command, Typed
from bpo_controls.interview.preview import Foreseen
from bpo_controls.interview.screen.signs import Signs


class Acting(Protocol):
    """What the question asks of the app: see `interview_app.InterviewApp`."""

    signs: Signs
    presenting: bool

    def act(self, command: Command) -> None:
        """Do what a key stands for."""

    def move(self, move: moves.Move) -> None:
        """Make a move."""

    def refuse(self, problem: Diagnostic) -> None:
        """Why what was typed was not taken."""

    def give(self, typed: Typed) -> None:
        """Answer."""

    def pasted(self, text: str) -> None:
        """Text that is no answer."""

    def foresee(self, raw: object) -> Foreseen | None:
        """What an answer would come to."""

    def gates(self) -> tuple[GateVerdict, ...]:
        """How ready the work is; empty where there is no room for it."""

    def say(self, line: str) -> None:
        """Show a line, and take keys again."""

    def unsay(self) -> None:
        """The line shown last is answered by typing: show again what happened before."""
