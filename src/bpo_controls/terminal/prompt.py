"""Lines on a terminal: sentences wrapped to its width, prompts answered with one line each."""

from __future__ import annotations

from collections.abc import Sequence

from bpo_controls.diagnostics import Diagnostic
from bpo_controls.terminal.stream import Terminal, Unreadable
from bpo_controls.terminal.wrap import wrapped
from bpo_controls.words.answer_words import refusal_words
from bpo_controls.words.numbers import capital


class Prompt:
    """Writes and reads a `Terminal`. Every text from outside is made visible before it is written."""

    __slots__ = ("_terminal",)

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    @property
    def width(self) -> int:
        """Columns to use, measured anew each time."""
        return self._terminal.width

    def write(self, lines: Sequence[str]) -> None:
        """Lines that are ready."""
        self._terminal.write("".join(f"{line}\n" for line in lines))

    def say(self, text: str, *, first: str = "", rest: str | None = None) -> None:
        """A sentence, wrapped; nothing gives an empty line."""
        self.write(wrapped(text, self.width, first=first, rest=rest) if text else [""])

    def ask(self, prompt: str) -> str:
        """One line, stripped; asks again after an unreadable one; EOFError at the end of the input."""
        *above, last = wrapped(prompt, self.width)
        self.write(above)
        while True:
            line = self._terminal.read(last + " ")
            if line is None:
                raise EOFError
            if not isinstance(line, Unreadable):
                return " ".join(line.split())
            self.say(f"{capital(line.problem)}. Please type it again.")

    def refuse(self, problem: Diagnostic) -> None:
        """A problem as a sentence, with its remedy."""
        self.say(refusal_words(problem))
