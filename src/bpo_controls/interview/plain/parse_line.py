"""What a typed line means at a question: a command, or an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bpo_controls.diagnostics import Diagnostic
from bpo_controls.library.model import PRACTICE, Control, Option, Question

COMMANDS: dict[str, str] = {
    "?": "why this is asked, and what helps to answer it",
    ".": "show the question again",
    "/": "find: /voicemail looks in questions, reasons, help, notes and answers",
    "list": "every question and how it stands; list open, chase, gaps, conflicts, flagged, changed, an area or a name",
    "b": "back to what you saw before",
    "o": "on to the question that is open in the usual order",
    "[": "the question before in this area",
    "]": "the next question in this area",
    "j": "jump over this for now; nothing is recorded",
    "g": "go to a question by its id, or to an area by its name: g ACC-01, g privacy",
    "l": "later: put this off to the end",
    "d": "don't know: say whom to ask",
    "x": "not applicable: say why",
    "r": "the respondent declines to answer",
    "=": "the same answer for all that are still open: = 1, or = alone for the one given last",
    "n": "a note, added to those there are; n! puts it in their place",
    "e": "how well it is known, and the evidence seen; e 1 changes the first piece, e -1 takes it out",
    "f": "flag the answer for the second reviewer, or take the flag off",
    "k": "the buyer keeps this gap as an accepted risk",
    "c": "answers differ: say which one counts",
    "z": "undo the last change; redo brings it back",
    "u": "take this answer back; the question is open again",
    "w": "what the last answer changed",
    "v": "hide or show how a control stands after an answer",
    "rename": "call a place, company or workflow by another name; its answers stay",
    "own": "add a control that this engagement needs beyond the library",
    "disown": "take back a control that was added beyond the library",
    "s": "someone else answers from here on",
    "+": "write those named here into the register of people",
    "h": "this list",
    "q": "stop here; everything recorded is kept",
}
_WORDS = {"help": "h", "quit": "q", "undo": "z", "find": "/"}
_TAKES_MORE = frozenset("gdxrne=f")
_LEAST_OF_NAME = 3
"""Letters from which the beginning of a label stands for it."""

_LETTERS = {"i": "in-place", "p": "partly", "m": "not-in-place", "a": "another-way"}


@dataclass(frozen=True, slots=True)
class Command:
    """One of `COMMANDS`, `redo` or `n!`, and what was typed after it."""

    letter: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer as it goes to validation."""

    raw: object


def read_line(line: str, asked: Question | Control, *, triage: bool = False) -> Command | Typed | Diagnostic:
    """The command or answer that a line stands for.

    A line in quotes, or after a leading `'`, is always an answer. Where words are asked for, a letter is
    a command only when it stands alone; elsewhere words may follow it (`d the privacy officer`).
    """
    text = line.strip()
    words_wanted = not isinstance(asked, Control) and asked.kind in ("text", "names")
    quoted = _unquoted(text)
    if (
        quoted is not None
        and text.startswith('"')
        and not isinstance(asked, Control)
        and asked.kind == "names"
    ):
        return Typed([quoted])  # one name, whatever stands in it
    if quoted is not None:
        return Typed(quoted) if words_wanted else answer(quoted, asked, triage=triage)
    command = read_command(text, words_wanted=words_wanted)
    if command is not None:
        return command
    return Typed(text) if words_wanted else answer(text, asked, triage=triage)


def read_command(text: str, *, words_wanted: bool = False) -> Command | None:
    """The command a line stands for, or None. Where words are wanted, only those that stand alone, and a search."""
    lower = text.casefold()
    if lower in _WORDS or lower in COMMANDS or lower in ("redo", "n!"):
        return Command(_WORDS.get(lower, lower))
    if text.startswith("/"):
        return Command("/", text[1:].strip())
    if words_wanted:
        return None
    head, rest = lower[:1], text[1:]
    if lower.startswith("list "):
        return Command("list", text[5:].strip())
    if lower.startswith("n!"):
        return Command("n!", text[2:].strip())
    if head in _TAKES_MORE and (rest[:1].isspace() or head == "="):
        return Command(head, rest.strip())
    return None


def answer(text: str, asked: Question | Control, *, triage: bool = False) -> Typed | Diagnostic:
    """A typed answer with number keys and letters replaced by the choices they stand for.

    In a triage 1 to 4 stand for the practice words where a figure is asked for too; `#3` is the figure 3.
    """
    if isinstance(asked, Control):
        letter = _LETTERS.get(text.casefold())
        if letter is not None:
            return Typed(letter)
        if asked.ask.kind == "practice":
            return _chosen(text, PRACTICE, many=False)
        if triage and text in ("1", "2", "3", "4"):
            return Typed(PRACTICE[int(text) - 1])
        return Typed(text.removeprefix("#").lstrip() if triage else text)
    if asked.kind == "yes-no":
        return _chosen(text, ("yes", "no"), many=False)
    if asked.kind in ("one-of", "any-of"):
        many = asked.kind == "any-of"
        read = _chosen(text, tuple(option.id for option in asked.options), many=many)
        return _named(read.raw, asked.options, many=many) if isinstance(read, Typed) else read
    return Typed(text)


def _named(raw: object, options: tuple[Option, ...], *, many: bool) -> Typed:
    """Beginnings of words that only one label has, as its id: `texas, utiliz`. Anything else goes on as typed."""
    typed = raw.strip().casefold() if isinstance(raw, str) else ""
    if not typed or typed in {one.label.casefold() for one in options}:  # labels hold commas
        return Typed(raw)
    parts = [part.strip() for part in re.split(r"[,;]", typed)]
    found = [_begun(part, options) or (_each_begun(part.split(), options) if many else ()) for part in parts]
    picked = [one for ids in found for one in ids]
    if not all(found) or (len(picked) > 1 and not many):
        return Typed(raw)
    return Typed(list(dict.fromkeys(picked)) if many else picked[0])


def _begun(words: str, options: tuple[Option, ...]) -> tuple[str, ...]:
    """The one choice whose id or label this is, or whose label alone has a word that begins so; else nothing."""
    exact = [one.id for one in options if words in (one.id.casefold(), one.label.casefold())]
    if len(words) < _LEAST_OF_NAME and not exact:
        return ()
    meant = exact or [one.id for one in options if f" {words}" in f" {one.label.casefold()}"]
    return tuple(meant) if len(meant) == 1 else ()


def _each_begun(words: list[str], options: tuple[Option, ...]) -> tuple[str, ...]:
    """The choices of words with blanks between them, as numbers may stand: `prior utiliz`. All of them, or nothing."""
    each = [_begun(word, options) for word in words]
    return tuple(one for ids in each for one in ids) if all(each) else ()


def _chosen(text: str, ids: tuple[str, ...], *, many: bool) -> Typed | Diagnostic:
    """Number keys as ids: `2`, `1 3 4`, `1-4`. Anything else goes on as typed."""
    parts = [part for part in re.split(r"[\s,;]+", text) if part]
    if not parts or not all(re.fullmatch(r"[0-9]+(-[0-9]+)?", part) for part in parts):
        mixed = [ids[int(p) - 1] if _is_key(p, ids) else p for p in parts]
        if many and len(parts) > 1 and all(part in ids for part in mixed):
            return Typed(mixed)
        return Typed(text)
    picked: list[str] = []
    for part in parts:
        low, _, high = part.partition("-")
        first, last = _key(low), _key(high or low)
        if not 1 <= first <= last <= len(ids):
            return Diagnostic("no-such-key", f"there is no choice {part[:20]}", hint=f"1 to {len(ids)}")
        picked += ids[first - 1 : last]
    picked = list(dict.fromkeys(picked))
    if many:
        return Typed(picked)
    if len(picked) > 1:
        return Diagnostic("one-choice", "only one choice can be given", hint=f"1 to {len(ids)}")
    return Typed(picked[0])


def _key(digits: str) -> int:
    return int(digits) if len(digits) < 6 else 0


def _is_key(part: str, ids: tuple[str, ...]) -> bool:
    return part.isascii() and part.isdigit() and 1 <= _key(part) <= len(ids)


def _unquoted(text: str) -> str | None:
    """What stands between quotation marks, or after a leading apostrophe; None without them."""
    if len(text) >= 2 and text[0] == text[-1] == '"' and text.count('"') == 2:
        return text[1:-1]
    if text.startswith("'"):
        body = text[1:]
        return body[:-1] if body.endswith("'") and body.count("'") == 1 else body
    return None
