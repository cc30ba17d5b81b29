"""Lines on a terminal: sentences wrapped to its width, prompts answered with one line each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bpo_controls.diagnostics import Diagnostic
from bpo_controls.terminal.stream import Terminal, TooEarly, Unreadable
from bpo_controls.terminal.wrap import wrapped
from bpo_controls.words.answer_words import refusal_words
from bpo_controls.words.numbers import capital

_TOO_EARLY = "What was typed before this question showed was not taken."


class Prompt:
    """Writes and reads a `Terminal`. Every text from outside is made visible before it is written.

    `written` counts the lines written and read so far.
    """

    __slots__ = ("_terminal", "written")

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.written = 0

    @property
    def width(self) -> int:
        """Columns to use, measured anew each time."""
        return self._terminal.width

    def write(self, lines: Sequence[str]) -> None:
        """Lines that are ready."""
        self.written += len(lines)
        self._terminal.write("".join(f"{line}\n" for line in lines))

    def say(self, text: str, *, first: str = "", rest: str | None = None) -> None:
        """A sentence, wrapped; nothing gives an empty line."""
        self.write(wrapped(text, self.width, first=first, rest=rest) if text else [""])

    @property
    def height(self) -> int:
        """Rows of the terminal; 0 where nothing has to fit."""
        return self._terminal.height

    @property
    def is_edited(self) -> bool:
        """Whether a person types at a terminal."""
        return self._terminal.is_edited

    def drop_waiting(self) -> None:
        """What was typed before the question showed is no answer to it."""
        if self._terminal.drop_waiting():
            self.say(_TOO_EARLY)

    def ask(self, prompt: str) -> str:
        """One line, stripped; asks again after an unreadable one, or several; EOFError at the end of the input."""
        while True:
            lines = self.ask_lines(prompt)
            if len(lines) < 2:
                return lines[0] if lines else ""
            self.say(f"{len(lines)} lines were pasted where one is expected. Nothing was taken.")

    @property
    def reads_keys(self) -> bool:
        """Whether a key can be read without Enter."""
        return self._terminal.reads_keys

    def ask_lines(self, prompt: str, keys: str = "") -> tuple[str, ...]:
        """What was typed, each line stripped and without empty ones: one line, or several that were pasted at once.

        Where keys can be read, one of `keys` pressed alone needs no Enter.
        """
        *above, last = wrapped(prompt, self.width)
        self.write(above)
        at_once = keys and self.reads_keys
        while True:
            line = self._terminal.read_key(last + " ", keys) if at_once else self._terminal.read(last + " ")
            self.written += 1
            if line is None:
                raise EOFError
            if isinstance(line, TooEarly):
                self.say(_TOO_EARLY)
                continue
            if not isinstance(line, Unreadable):
                found = (" ".join(one.split()) for one in re.split(r"[\r\n]+", line))
                return tuple(one for one in found if one)
            self.say(f"{capital(line.problem)}. Please type it again.")

    def refuse(self, problem: Diagnostic) -> None:
        """A problem as a sentence, with its remedy."""
        self.say(refusal_words(problem))
