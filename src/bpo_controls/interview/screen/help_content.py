"""All keys of the screen."""

from __future__ import annotations

from textual.content import Content

from bpo_controls.interview.plain.parse_line import COMMANDS
from bpo_controls.interview.screen.signs import Signs

_SCREEN = {
    "Enter": "takes the answer; on an empty field it keeps the one that stands",
    "↑ ↓ space": "go through the choices, tick one",
    "Esc": "empties the field; where words are typed, makes keys of letters",
    "Tab": "every question: list, filter, mark, answer several at once",
    "F3": "what if what stands in the field were the answer",
    "ctrl+z ctrl+y": "undo, redo",
    "ctrl+f": "find, from a field for words too",
    "ctrl+l": "what this meeting has recorded",
    "ctrl+p": "everything by name",
    "F2": "present: large, no verdicts, notes or names",
    "F1": "this list",
    "PgUp PgDn": "scroll a long question",
    "ctrl+c": "stop at once; everything recorded is on disk",
}

AT_REST = (
    "Tab  every question and how it stands",
    "/    find",
    "g    go to a question or an area",
    "b    back to what you saw before",
    "z    undo",
    "q    stop",
)
"""Keys when no question is on the screen."""


def help_content(signs: Signs) -> Content:
    """Keys of the screen, then those that the line interview shares."""
    keys = {**_SCREEN, **{key: what for key, what in COMMANDS.items() if key not in ("list", "v")}}
    keys["v"] = COMMANDS["v"]
    size = max(len(key) for key in keys) + 2
    return Content("\n").join(
        Content.assemble((signs.plain(key).replace("↑ ↓", "up down").ljust(size), "bold"), signs.plain(what))
        for key, what in keys.items()
    )
