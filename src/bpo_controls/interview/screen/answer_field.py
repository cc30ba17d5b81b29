"""The field an answer is typed into. While it is empty, letters are keys; then they are text."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from textual import events
from textual.message import Message
from textual.widgets import Input

from bpo_controls.interview.letters import LETTERS

_ACTS = {"tab": "list", "escape": "escape", "shift+tab": "list"}
_MOVES = {"up": -1, "down": 1}


class AnswerField(Input):
    """One line. It closes at every Enter and key, until `reopen`: nothing typed ahead reaches the next question.

    In a field for words (`words_wanted`) letters are text, and Escape makes keys of them. Characters in
    `at_once` are an answer without Enter.
    """

    @dataclass
    class Given(Message):
        """Enter, or a key that answers at once."""

        text: str

    @dataclass
    class Pressed(Message):
        """A key of the question: a letter, `list` or `escape`."""

        letter: str

    @dataclass
    class Pasted(Message):
        """Text that is no answer: several lines, or words where a number is wanted."""

        text: str

    @dataclass
    class Browsed(Message):
        """An arrow (`by` 1 or -1), or the space bar (0), among choices."""

        by: int

    class Late(Message):
        """Something was typed before the question showed, and was not taken."""

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=False, id="field")
        self.words_wanted = False
        self.keys = False
        self.at_once = ""
        self.has_choices = False
        self.browsing = False
        self.closed = True
        self._since = 0.0

    def show(self, *, words_wanted: bool, has_choices: bool, at_once: str) -> None:
        """Another question, or the same one anew: empty, and open from now on."""
        self.words_wanted, self.has_choices, self.at_once = words_wanted, has_choices, at_once
        self.keys = self.browsing = False
        self.value = ""
        self.reopen()

    def reopen(self) -> None:
        """Take keys again; those pressed before this moment are dropped."""
        self.closed = False
        self._since = monotonic()

    def _close(self) -> None:
        self.closed = True

    async def _on_key(self, event: events.Key) -> None:
        if self.closed or event.time < self._since:
            event.stop()
            event.prevent_default()
            if event.is_printable or event.key == "enter":
                self.post_message(self.Late())
            return
        message = self._meaning(event)
        if message is None:
            return
        event.stop()
        event.prevent_default()
        if not isinstance(message, self.Browsed):
            self._close()
        self.post_message(message)

    def _meaning(self, event: events.Key) -> Message | None:
        """What a key asks for; None: it is text, or moves the cursor."""
        if event.key == "enter":
            return self.Given(self.value)
        if event.key in _ACTS:
            return self.Pressed(_ACTS[event.key])
        if event.key in _MOVES:
            return self.Browsed(_MOVES[event.key])
        character = event.character if event.is_printable else None
        if character is None:
            return None
        if character == " " and self.has_choices and (self.browsing or not self.value):
            return self.Browsed(0)
        if self.value:
            ticked = self.has_choices and self.value.replace(" ", "").isdigit()
            return self.Pressed("w") if ticked and character == "w" else None
        if character in self.at_once:
            return self.Given(character)
        if character in LETTERS and (self.keys or not self.words_wanted):
            return self.Pressed(character)
        return None

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters that are keys do not belong to the field, so that footers and palettes can tell."""
        empty = not self.value and (self.keys or not self.words_wanted)
        return super().check_consume_key(key, character) and not (empty and (character or "") in LETTERS)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if self.closed or event.time < self._since:
            self.post_message(self.Late())
            return
        lines = [line for line in event.text.splitlines() if line.strip()]
        if not lines:
            return
        if len(lines) > 1 or not (self.words_wanted or lines[0].strip()[:1] in "0123456789~<>\"'"):
            self._close()
            self.post_message(self.Pasted(event.text))
        else:
            self.insert_text_at_cursor(" ".join(lines[0].split()))
