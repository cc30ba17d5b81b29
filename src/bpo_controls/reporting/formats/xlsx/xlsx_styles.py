"""How cells of the workbook look. A color never says anything that the word in the cell does not say too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bpo_controls.reporting.blocks.table import Scale
from bpo_controls.reporting.pictures.patterns import LOOKS
from bpo_controls.words import labels
from bpo_controls.words import workbook_words as words
from bpo_controls.words.numbers import capital

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

FONT = "Calibri"
TEXT, FAINT, HAIR, PALE = "#1f2933", "#55606d", "#b9c2cc", "#fff9e8"
DATE, GENERAL, WHOLE, SHARE = "mmm d, yyyy", "General_)", "#,##0_)", "0%_)"

_STRONG = {"bold": True, "font_color": "#5e1304", "bg_color": "#efb5a3"}
_BAD = {"bold": True, "font_color": "#7a1f0b", "bg_color": "#f8dcd4"}
_HALF = {"font_color": "#5f4100", "bg_color": "#fbeccb"}
_GOOD = {"font_color": "#1b4d24", "bg_color": "#dff0e0"}
_CLAIM = {"font_color": "#1b4d24", "bg_color": "#f3f9ee", "italic": True}
_OPEN = {"font_color": "#37414c", "bg_color": "#e6e9ed"}
_OTHER = {"font_color": "#1f3f70", "bg_color": "#dfe8f6"}
_TAKEN = {"font_color": "#4e2a63", "bg_color": "#ece2f2"}

SCALES: dict[Scale, dict[str, dict[str, Any]]] = {
    "severity": {
        labels.SEVERITY["critical"]: _STRONG,
        labels.SEVERITY["high"]: _BAD,
        labels.SEVERITY["medium"]: _HALF,
    },
    "standing": {
        labels.STATUS["gap"]: _BAD,
        labels.STATUS["partly"]: _HALF,
        labels.STATUS["met"]: _GOOD,
        labels.STATUS["claimed"]: _CLAIM,
        labels.STATUS["unknown"]: _OPEN,
        labels.STATUS["another-way"]: _OTHER,
        labels.STATUS["accepted"]: _TAKEN,
    },
    "applies": {
        capital(labels.APPLIES["undecided"]): _OPEN,
        capital(labels.APPLIES["no"]): {"font_color": FAINT, "italic": True},
    },
    "progress": {
        words.IN_PROGRESS: _HALF,
        words.SAID_DONE: _HALF,
        words.DONE: _GOOD,
        words.ACCEPTED: _TAKEN,
        words.PASSED: _GOOD,
        words.FAILED: _BAD,
        words.RECEIVED: _GOOD,
        words.NONE_THERE: _BAD,
    },
    "late": {words.OVERDUE: _BAD},
    "news": {words.NEW: _OTHER},
}
"""The words that stand out, and how."""

VERDICTS: dict[str, dict[str, Any]] = {
    "ready": _GOOD,
    "ready-with-conditions": _HALF,
    "cannot-tell": _OPEN,
    "not-ready": _BAD,
}
VERDICT_WORDS: dict[str, dict[str, Any]] = {labels.VERDICT[key]: how for key, how in VERDICTS.items()}
"""The same by the word that stands in the cell."""

BARS: tuple[tuple[str, str, str], ...] = tuple(
    (one.paper, one.ink, pattern)
    for one, pattern in zip(
        LOOKS,
        ("", "light_vertical", "wide_upward_diagonal", "", "percent_25", "light_horizontal", "small_grid"),
        strict=True,
    )
)
"""Ground, ink and pattern of each standing in the chart: the colors of the report."""


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook, ink: str, accent: str) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.ink = ink
        self.accent = accent

    def format(self, **how: Any) -> Format:
        """A format with these properties over those of every cell."""
        key = tuple(sorted(how.items()))
        if key not in self._made:
            base = {"font_name": FONT, "font_size": 10, "font_color": TEXT, "valign": "top"}
            self._made[key] = self._book.add_format({**base, **how})
        return self._made[key]

    def rule(self, how: dict[str, Any]) -> Format:
        """What a conditional format changes, and nothing else."""
        key = (("rule", True), *sorted(how.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(how)
        return self._made[key]

    def head(self, **how: Any) -> Format:
        """A heading of a column."""
        return self.format(
            bold=True, font_color="#ffffff", bg_color=self.ink, text_wrap=True, valign="vcenter", border=1,
            border_color=HAIR, **how,
        )  # fmt: skip

    def cell(self, **how: Any) -> Format:
        """A cell of a table."""
        return self.format(text_wrap=True, border=1, border_color=HAIR, **how)
