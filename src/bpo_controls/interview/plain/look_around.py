"""Looking around at a prompt: lists a page at a time, finding by words, and picking a row to go to."""

from __future__ import annotations

from bpo_controls.answers.answer_model import Need
from bpo_controls.interview.lookup import Lookup, Row
from bpo_controls.interview.plain.list_lines import chosen_rows, counts_line, list_lines
from bpo_controls.terminal.prompt import Prompt
from bpo_controls.words.numbers import capital, plural

BELOW = 4
"""Rows of a page that the title and the prompt take."""


class LookAround:
    """Shows rows and asks where to go; `lookup` is set when the session opens."""

    __slots__ = ("_prompt", "lookup")

    def __init__(self, prompt: Prompt) -> None:
        self._prompt = prompt
        self.lookup: Lookup | None = None

    def list(self, words: str) -> Need | str | None:
        """The list that the words ask for. The row or id picked, or None to stay."""
        assert self.lookup is not None
        title, rows = chosen_rows(self.lookup, words)
        self._prompt.say(counts_line(self.lookup))
        if not rows:
            self._prompt.say(f"{capital(title)}: nothing.")
            return None
        self._prompt.say(f"{capital(title)}: {plural(len(rows), 'question')}")
        return self._pick(rows)

    def find(self, words: str) -> Need | str | None:
        """The rows that hold the words. The row or id picked, or None to stay."""
        assert self.lookup is not None
        words = words or self._prompt.ask("Find which words? Enter stays here:")
        if not words:
            return None
        rows = self.lookup.find(words)
        if not rows:
            self._prompt.say(f'Nothing holds "{words}": no question, reason, help, note or answer.')
            return None
        self._prompt.say(f'{capital(plural(len(rows), "question"))} with "{words}":')
        return self._pick(rows)

    def _pick(self, rows: tuple[Row, ...]) -> Need | str | None:
        """Pages of rows; the number or id typed, or None."""
        page = max(self._prompt.height - BELOW, 5) if self._prompt.height else len(rows)
        start = 0
        while True:
            shown = rows[start : start + page]
            lines = list(list_lines(shown, self._prompt.width, start=start + 1))
            while self._prompt.height and len(lines) > page and len(shown) > 1:
                shown = shown[:-1]
                lines = list(list_lines(shown, self._prompt.width, start=start + 1))
            self._prompt.write(lines)
            start += len(shown)
            more = start < len(rows)
            left = len(rows) - start
            tail = f"Enter shows {left} more, q stays here:" if more else "Enter stays here:"
            typed = self._prompt.ask(f"A number or an id goes there. {tail}")
            if not typed and more:
                continue
            if not typed or typed.casefold() == "q":
                return None
            if typed.isascii() and typed.isdigit():
                if 1 <= int(typed[:6]) <= len(rows):
                    return rows[int(typed[:6]) - 1].need
                self._prompt.say(f"There is no number {typed[:10]}; 1 to {len(rows)}.")
                return None
            return typed
