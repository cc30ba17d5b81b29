"""Lines read from and written to a terminal or a pipe."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from bpo_controls.terminal.ascii import spelled
from bpo_controls.terminal.width import width_of
from bpo_controls.terminal.wrap import shortened

LONGEST_LINE = 20_000
"""Characters of one typed line; anything longer is refused, not cut."""

WIDEST = 88
"""Columns of the interview: longer lines are tiring to read."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that could not be taken, and why, in a sentence."""

    problem: str


@dataclass(frozen=True, slots=True)
class TooEarly:
    """What was typed before the question could be read, and was not taken."""


Line = str | Unreadable | None
"""What was typed, why it could not be read, or None at the end of the input."""


class Terminal:
    """Reads lines from `stdin` and writes text to `stdout`.

    With `edit` (a function like `input`) lines are edited at a real terminal; without, bytes are read
    one line at a time and echoed, so that the transcript of a pipe can be read. With `begun`, which edits a line that
    begins with a text, single keys can be read.
    """

    __slots__ = ("_begun", "_edit", "_stdin", "_stdout")

    def __init__(
        self,
        stdin: TextIO,
        stdout: TextIO,
        edit: Callable[[str], str] | None = None,
        begun: Callable[[str, str], str] | None = None,
    ) -> None:
        self._begun = begun
        self._stdin = stdin
        self._stdout = stdout
        self._edit = edit

    @property
    def width(self) -> int:
        """Columns to use, measured anew each time."""
        return width_of(self._stdout, WIDEST)

    @property
    def height(self) -> int:
        """Rows of the terminal; 0 where there is none to ask, and nothing has to fit."""
        if self._edit is None:
            return 0
        try:
            return os.get_terminal_size(self._stdout.fileno()).lines
        except (OSError, ValueError, AttributeError):
            return 0

    @property
    def is_edited(self) -> bool:
        """Whether lines are typed at a terminal, by a person."""
        return self._edit is not None

    def drop_waiting(self) -> bool:
        """Throw away what was typed before it was asked for; whether there was something.

        The rest of lines pasted into a terminal that does not mark a paste is among it.
        """
        return self._edit is not None and _drop_waiting(self._stdin)

    def write(self, text: str) -> None:
        """Text as it is; signs that the stream cannot show are spelled with those it can."""
        self._stdout.write(spelled(text, getattr(self._stdout, "encoding", None)))
        self._stdout.flush()

    def read(self, prompt: str) -> Line:
        """One line without its end. KeyboardInterrupt goes through."""
        return self._edited(prompt) if self._edit is not None else self._piped(prompt)

    @property
    def reads_keys(self) -> bool:
        """Whether single keys can be read."""
        return self._begun is not None

    def read_key(self, prompt: str, keys: str) -> Line | TooEarly:
        """One of `keys` as soon as it is pressed alone, else a line; a line of several was pasted.

        Only where `reads_keys`. KeyboardInterrupt goes through.
        """
        from bpo_controls.terminal.key_press import press

        assert self._begun is not None
        begun = self._begun
        self.write(prompt)
        came = press(self._stdin, self._stdout, keys)
        if came.late or came.ended or came.alone or came.whole:
            self.write(f"{shortened(came.text, 60)}\n")
            return TooEarly() if came.late else None if came.ended else _checked(came.text)
        self.write("\r")
        return self._edited(prompt, lambda shown: begun(shown, came.text))

    def _edited(self, prompt: str, edit: Callable[[str], str] | None = None) -> Line:
        edit = edit or self._edit
        assert edit is not None
        self._stdout.flush()
        try:
            text = edit(spelled(prompt, getattr(self._stdout, "encoding", None)))
        except EOFError:
            self.write("\n")
            return None
        except UnicodeError:
            return Unreadable(_NOT_TEXT)
        return _checked(text)

    def _piped(self, prompt: str) -> Line:
        self.write(prompt)
        line = self._next_line()
        if line is None:
            self.write("\n")
            return None
        self.write(shortened(line, 60) + "\n" if isinstance(line, str) else "\n")
        return line

    def _next_line(self) -> Line:
        buffer = getattr(self._stdin, "buffer", None)
        if buffer is None:
            text = self._stdin.readline()
            return _checked(text.removesuffix("\n")) if text else None
        limit = 4 * LONGEST_LINE
        data: bytes = buffer.readline(limit)
        if not data:
            return None
        if len(data) == limit and not data.endswith(b"\n"):
            size = len(data)
            while rest := buffer.readline(1 << 16):
                size += len(rest)
                if rest.endswith(b"\n"):
                    break
            return Unreadable(_too_long(size))
        try:
            return _checked(data.decode("utf-8").removeprefix("\ufeff").rstrip("\r\n"))
        except UnicodeDecodeError:
            return Unreadable(_NOT_TEXT)


def _drop_waiting(stdin: TextIO) -> bool:
    try:
        import select
        import termios
    except ImportError:  # Windows
        return _drop_waiting_keys()
    try:
        descriptor = stdin.fileno()
        waiting = bool(select.select([descriptor], [], [], 0)[0])
        if waiting:
            termios.tcflush(descriptor, termios.TCIFLUSH)
    except (OSError, ValueError, termios.error):
        return False
    return waiting


def _drop_waiting_keys() -> bool:
    import msvcrt

    waiting = False
    while msvcrt.kbhit():  # type: ignore[attr-defined]
        msvcrt.getwch()  # type: ignore[attr-defined]
        waiting = True
    return waiting


_NOT_TEXT = "that line is not valid text (UTF-8 is expected)"


def _too_long(size: int) -> str:
    return f"that line has {size:,} characters; at most {LONGEST_LINE:,} can be taken"


def _checked(text: str) -> Line:
    if len(text) > LONGEST_LINE:
        return Unreadable(_too_long(len(text)))
    if any("\ud800" <= character <= "\udfff" for character in text):
        return Unreadable(_NOT_TEXT)
    return text


def open_terminal(stdin: TextIO, stdout: TextIO) -> Terminal:
    """A terminal with line editing where both ends are one, else a pipe.

    The editor's history lives in memory for this run only: nothing typed is written to a history file.
    """
    if not (stdin.isatty() and stdout.isatty()):
        return Terminal(stdin, stdout)
    try:
        import readline
    except ImportError:  # Windows: the console edits lines itself
        return Terminal(stdin, stdout, input)
    readline.set_auto_history(True)
    readline.clear_history()
    readline.parse_and_bind("tab: self-insert")
    # Several lines pasted come as one line with breaks in it, not as so many answers.
    if os.environ.get("TERM", "dumb") != "dumb":
        readline.parse_and_bind("set enable-bracketed-paste on")
    from bpo_controls.terminal.key_press import can_read_keys

    def begun(prompt: str, text: str) -> str:
        readline.set_startup_hook(lambda: readline.insert_text(text))
        try:
            return input(prompt)
        finally:
            readline.set_startup_hook(None)

    return Terminal(stdin, stdout, input, begun if can_read_keys(os.environ, stdin) else None)
