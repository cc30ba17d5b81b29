"""Problems as values: what is wrong, where, and what to do about it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad a problem is: an error stops the work, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file. Line and column count from 1; 0 means "the file as a whole"."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column or 1}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a stable code (a section of `docs/reference/problems.md`), a message, a place, and the remedy.

    As text it is one line: `access.yaml:3:1: unknown key "tittle" (did you mean "title"?) [unknown-key]`.
    """

    code: str
    message: str
    where: Location | None = None
    hint: str = ""
    level: Level = Level.ERROR

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{remedy} [{self.code}]"


class UserError(Exception):
    """Raised where bad input ends the work; carries every problem found. Exit code 2 unless told otherwise."""

    def __init__(self, *diagnostics: Diagnostic, exit_code: int = 2) -> None:
        super().__init__("\n".join(str(d) for d in diagnostics))
        self.diagnostics = diagnostics
        self.exit_code = exit_code


def user_error(code: str, message: str, *, where: Location | None = None, hint: str = "") -> UserError:
    """One problem as an exception, for the places where there can only be one."""
    return UserError(Diagnostic(code, message, where, hint))


LOOK_ALIKES = str.maketrans("lIOo", "1100")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word closest to `word`, or None when nothing is close.

    Letters typed for the digits they look like come first, as in `ACC-O1`; then small letters and a
    number without its zeros or its hyphen, as in `acc-1`.
    """
    choices = list(known)
    for plainly in (_digits_seen, _id_seen):
        seen_as = plainly(word)
        for choice in choices:
            if plainly(choice) == seen_as:
                return choice
    hits = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    return hits[0] if hits else None


def _digits_seen(word: str) -> str:
    return word.translate(LOOK_ALIKES)


def _id_seen(word: str) -> str:
    return re.sub(r"-?0*([0-9]+)$", r"-\1", _digits_seen(word).casefold())


RENAMED: Mapping[str, str] = {
    "provider": "vendor",
    "Provider": "Vendor",
    "provider_has_logins": "vendor_has_logins",
    "provider_stores_phi": "vendor_stores_phi",
    "moving-from-provider": "moving-from-vendor",
    "vendor": "subcontractors",
    "colour": "color",
    "grey": "gray",
}
"""Words of files that changed in version 1.2.0, old word to new. Nothing is read under its old word."""


def renamed(word: str) -> str:
    """The new word for one that is no longer used, or nothing: `vendor` for `provider`, `SUB-02` for `VEN-02`."""
    head, dash, number = word.partition("-")
    return f"SUB-{number}" if dash and head == "VEN" else RENAMED.get(word, "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint: 'did you mean "x"?', or a short list of what is known, or nothing. A renamed word gets its new one."""
    choices = list(known)
    now = renamed(word)
    if now in choices:
        return f'it is now called "{now}"'
    near = nearest(word, choices)
    if near:
        return f'did you mean "{near}"?'
    if 0 < len(choices) <= 12:
        return "known: " + ", ".join(choices)
    return ""


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By file, line, column, then code, so that two runs print the same lines."""
    return tuple(sorted(diagnostics, key=lambda d: (d.where or Location(""), d.code, d.message)))
