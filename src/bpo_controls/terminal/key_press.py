"""One key read from a terminal without Enter, and everything that is more than one key told apart from it."""

from __future__ import annotations

import os
import re
import select
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TextIO

from bpo_controls.terminal.full_screen import PLAIN

TOO_SOON = 0.15
"""Seconds in which nobody reads a question: a key pressed so soon was meant for the one before."""
TOGETHER = 0.03
"""Seconds within which keys arrive that were pasted, and not pressed one by one."""
MOST = 100_000
"""Bytes of one paste that are still read."""

_PASTE, _PASTE_END = b"\x1b[200~", b"\x1b[201~"
_MARK_PASTES, _MARK_NO_MORE = "\x1b[?2004h", "\x1b[?2004l"


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came: one key of those asked for (`alone`), or text. `whole`: it ends a line, or is several.

    `late`: it came before the question could be read, and was dropped; `ended`: there is no more to come.
    """

    text: str = ""
    alone: bool = False
    whole: bool = False
    late: bool = False
    ended: bool = False


def can_read_keys(environment: Mapping[str, str], stdin: TextIO) -> bool:
    """Whether single keys may be read: a terminal that is no dumb one, and nobody who asks for lines."""
    try:
        import termios
    except ImportError:  # Windows
        return False
    try:
        termios.tcgetattr(stdin.fileno())
    except (OSError, ValueError, termios.error):
        return False
    lines_wanted = any(environment.get(name, "0") not in ("", "0") for name in PLAIN)
    return not lines_wanted and environment.get("TERM", "dumb") not in ("", "dumb")


def press(stdin: TextIO, stdout: TextIO, keys: str) -> Pressed:
    """Wait for a key of `keys`, or for text that was typed or pasted. The terminal is as before when it returns.

    Nothing that waited when the question showed is taken. KeyboardInterrupt goes through.
    """
    descriptor = stdin.fileno()
    with _unbuffered(descriptor):
        late = _waits(descriptor, 0)
        if late:
            _drop(descriptor)
            return Pressed(late=True)
        stdout.write(_MARK_PASTES)
        stdout.flush()
        try:
            since = monotonic()
            while True:
                raw = _arrived(descriptor)
                if monotonic() - since < TOO_SOON and raw:
                    _drop(descriptor)
                    return Pressed(late=True)
                found = _meaning(raw, keys)
                if found is not None:
                    return found
        finally:
            stdout.write(_MARK_NO_MORE)
            stdout.flush()


def _meaning(raw: bytes, keys: str) -> Pressed | None:
    """What the bytes that came together say; None for a key that means nothing here, such as an arrow."""
    if raw in (b"", b"\x04"):
        return Pressed(ended=True)
    pasted = _PASTE in raw
    text = raw.replace(_PASTE, b"").replace(_PASTE_END, b"").decode("utf-8", "replace")
    text = re.sub(r"\x1b(\[[0-9;?]*[ -/]*[@-~]|O.)?", "", text).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(one for one in text if one == "\n" or one.isprintable())
    if text == "\n":
        return Pressed(whole=True)
    if not text:
        return None
    if len(text) == 1 and text in keys and not pasted:
        return Pressed(text, alone=True)
    lines = text.rstrip("\n")
    return Pressed(lines, whole="\n" in lines or (text.endswith("\n") and not pasted))


def _arrived(descriptor: int) -> bytes:
    """The next bytes, with all that come together with them; a marked paste to its end."""
    raw = os.read(descriptor, 4096)
    while raw and len(raw) < MOST:
        pasting = _PASTE in raw and _PASTE_END not in raw
        if not _waits(descriptor, 1.0 if pasting else TOGETHER):
            break
        more = os.read(descriptor, 4096)
        if not more:
            break
        raw += more
    return raw


def _waits(descriptor: int, seconds: float) -> bool:
    return bool(select.select([descriptor], [], [], seconds)[0])


def _drop(descriptor: int) -> None:
    """Everything that waits, and what is still on its way with it."""
    while _waits(descriptor, TOGETHER) and os.read(descriptor, 4096):
        pass


@contextmanager
def _unbuffered(descriptor: int) -> Iterator[None]:
    import termios

    before = termios.tcgetattr(descriptor)
    now = termios.tcgetattr(descriptor)
    now[3] &= ~(termios.ICANON | termios.ECHO)
    now[6][termios.VMIN], now[6][termios.VTIME] = 1, 0
    termios.tcsetattr(descriptor, termios.TCSADRAIN, now)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
