"""Three-valued truth after Kleene's strong logic: a third value for what nobody has told us yet."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Truth(StrEnum):
    """Yes, no, or not known yet. The value is the word the JSON deliverable prints for `applies`."""

    TRUE = "yes"
    FALSE = "no"
    UNKNOWN = "undecided"


def truth_of(value: bool) -> Truth:
    """A settled truth."""
    return Truth.TRUE if value else Truth.FALSE


def both(truths: Iterable[Truth]) -> Truth:
    """All must hold: one false settles it, otherwise one unknown leaves it open. Empty is true."""
    result = Truth.TRUE
    for truth in truths:
        if truth is Truth.FALSE:
            return Truth.FALSE
        if truth is Truth.UNKNOWN:
            result = Truth.UNKNOWN
    return result


def either(truths: Iterable[Truth]) -> Truth:
    """One must hold: one true settles it, otherwise one unknown leaves it open. Empty is false."""
    result = Truth.FALSE
    for truth in truths:
        if truth is Truth.TRUE:
            return Truth.TRUE
        if truth is Truth.UNKNOWN:
            result = Truth.UNKNOWN
    return result


def opposite(truth: Truth) -> Truth:
    """True and false change places; unknown stays."""
    if truth is Truth.UNKNOWN:
        return truth
    return Truth.FALSE if truth is Truth.TRUE else Truth.TRUE
