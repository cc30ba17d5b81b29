"""Last year's answers, and what becomes of them, in words."""

from __future__ import annotations

GROUP: dict[str, str] = {
    "changed": "The library changed",
    "expired": "Evidence older than a year",
    "same": "Nothing changed",
    "answered": "Answered anew",
}
GROUP_MEANS: dict[str, str] = {
    "changed": "Look at each: something else is asked or required now.",
    "expired": "Ask for newer evidence: without it the answer counts as stated only.",
    "same": "Once whoever answers for them says that they still hold: --confirm unchanged --by NAME.",
    "answered": "Nothing to confirm; the next confirmation clears them.",
}
SUPERSEDED = "answered anew"
UNKNOWN_LIBRARY = (
    "The library of last year was not at hand, so every answer counts as changed. Begin anew with --library-before to tell "
    "apart what the library left alone."
)
NONE_WAIT = "No answers of the last assessment wait."
NEXT = "They count for nothing until somebody confirms them: bpo-controls reassess {} --confirm unchanged --by NAME"
MOST = 15
"""Answers shown under one heading unless all are asked for."""
