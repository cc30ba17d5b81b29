"""Everything by name: commands with their keys, and questions by their words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from bpo_controls.interview import moves
from bpo_controls.interview.plain.parse_line import Command
from bpo_controls.interview.row_words import row_state, row_title

if TYPE_CHECKING:
    from bpo_controls.interview.screen.interview_app import InterviewApp

NAMES: dict[str, str] = {
    "list": "List every question (Tab)",
    "/": "Find (/)",
    "g": "Go to a question or area (g)",
    "b": "Back (b)",
    "o": "Onward to the open question (o)",
    "[": "Question before in this area ([)",
    "]": "Next question in this area (])",
    "j": "Skip for now (j)",
    "l": "Later (l)",
    "d": "Don't know: whom to ask (d)",
    "x": "Not applicable (x)",
    "r": "Declines to answer (r)",
    "=": "Same answer for all (=)",
    "n": "Note (n)",
    "n!": "Note, written anew (n!)",
    "e": "Evidence (e)",
    "f": "Flag for the reviewer (f)",
    "k": "Accept as a risk (k)",
    "c": "Which of the differing answers counts (c)",
    "z": "Undo (ctrl+z)",
    "redo": "Redo (ctrl+y)",
    "u": "Take this answer back (u)",
    "what-if": "What if that were the answer; what the last one changed (F3, w)",
    "v": "Hide or show how a control stands (v)",
    "rename": "Rename a place, subcontractor or workflow",
    "own": "Add a control that this engagement needs beyond the library",
    "disown": "Take back a control that was added beyond the library",
    "s": "Who is speaking (s)",
    "+": "Write those named here into the register of people (+)",
    "?": "Why this is asked (?)",
    "people": "People, and what they owe",
    "review": "Review: flagged, and answers that differ",
    "log": "This meeting (ctrl+l)",
    "present": "Present on a shared screen (F2)",
    "theme": "Light or dark",
    "suspend": "To the shell; fg comes back",
    "h": "All keys (h, F1)",
    "q": "Stop (q)",
}


class Everything(Provider):
    """Commands first; then the questions that hold the words."""

    @property
    def _app(self) -> InterviewApp:
        return cast("InterviewApp", self.app)

    async def discover(self) -> Hits:
        """All commands."""
        for letter, name in NAMES.items():
            yield DiscoveryHit(self._app.signs.plain(name), partial(self._run, letter))

    async def search(self, query: str) -> Hits:
        """Commands by their names, questions by their words."""
        matcher = self.matcher(query)
        for letter, name in NAMES.items():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(self._app.signs.plain(name)), partial(self._run, letter))
        for hit in self._questions(query):
            yield hit

    def _questions(self, query: str) -> Iterator[Hit]:
        app = self._app
        if app.opening is None:
            return
        for place, row in enumerate(app.opening.lookup.find(query)[:20]):
            shown = app.signs.text(row_title(row))
            go = partial(app.move, moves.GoTo(row.need))
            yield Hit(0.5 - place / 100, shown, go, text=row_title(row), help=app.signs.plain(row_state(row)))

    def _run(self, letter: str) -> None:
        self._app.act(Command(letter))
