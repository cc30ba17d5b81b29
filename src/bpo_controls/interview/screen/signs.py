"""Signs beside words: how a question stands, at a glance. Each has a stand-in for a terminal without it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from bpo_controls.engine.finding import Status
from bpo_controls.interview.lookup import Row
from bpo_controls.terminal.ascii import spelled
from bpo_controls.words.visible import visible

STYLE: dict[Status, str] = {
    "met": "$text-success",
    "claimed": "$text-success",
    "partly": "$text-warning",
    "gap": "$text-error",
    "unknown": "",
    "not-applicable": "$foreground 70%",
    "another-way": "$text-accent",
    "accepted": "$text-warning",
}
_SIGNS: dict[Status, tuple[str, str]] = {
    "met": ("✓", "+"),
    "claimed": ("◎", "c"),
    "partly": ("~", "~"),
    "gap": ("✗", "x"),
    "unknown": ("?", "?"),
    "not-applicable": ("–", "-"),
    "another-way": ("◆", "a"),
    "accepted": ("□", "r"),
}
_OTHERS = {
    "done": ("✓", "+"),
    "open": ("○", "o"),
    "out": ("–", "-"),
    "differs": ("≠", "!="),
    "flag": ("⚑", "!"),
    "here": ("▌", ">"),
    "shut": ("▸", "+"),
    "wide": ("▾", "-"),
    "marked": ("■", "*"),
    "full": ("━", "="),
    "empty": ("─", "-"),
    "bar": ("│", "|"),
    "ticked": ("[x]", "[x]"),
    "unticked": ("[ ]", "[ ]"),
}


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs and texts for a terminal; `ascii` where it shows nothing else."""

    ascii: bool = False

    def of_status(self, status: Status) -> str:
        """The sign of how a control stands."""
        return _SIGNS[status][self.ascii]

    def of(self, name: str) -> str:
        """A sign by name."""
        return _OTHERS[name][self.ascii]

    def of_row(self, row: Row) -> tuple[str, str]:
        """The sign of a row, and its style."""
        if row.conflict:
            return self.of("differs"), "$text-warning"
        match row.state:
            case "open" | "undecided":
                return self.of("open"), ""
            case "chase":
                return (self.of_status("claimed"), "") if row.status == "claimed" else ("?", "")
            case "out" | "dormant":
                return self.of("out"), "$foreground 70%"
            case _:
                if row.status is None:
                    return self.of("done"), ""
                return self.of_status(row.status), STYLE[row.status]

    def plain(self, text: str) -> str:
        """Text from outside, made visible, and spelled in ASCII where that is all there is."""
        shown = visible(text)
        return spelled(shown, "ascii") if self.ascii else shown

    def text(self, text: str, style: str = "") -> Content:
        """Text from outside as content: nothing in it is markup."""
        return Content.styled(self.plain(text), style) if style else Content(self.plain(text))
