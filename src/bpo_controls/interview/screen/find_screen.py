"""Finding by words: every row that holds them, while they are typed."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from bpo_controls.answers.answer_model import Need
from bpo_controls.interview.lookup import Lookup, Row
from bpo_controls.interview.row_words import row_state, row_title
from bpo_controls.interview.screen.answer_forms import Form
from bpo_controls.interview.screen.signs import Signs
from bpo_controls.terminal.wrap import cells, shortened
from bpo_controls.words.numbers import capital, plural

MOST = 200
"""Rows shown of what was found."""


class FindScreen(Form[Need]):
    """A field, and below it what holds its words. Enter goes to the row picked, or to the first."""

    def __init__(self, lookup: Lookup, signs: Signs, words: str = "") -> None:
        super().__init__("Find", "Enter goes there · up and down pick · Esc stays here", signs)
        self._lookup = lookup
        self._words = words
        self._rows: tuple[Row, ...] = ()

    def body(self) -> ComposeResult:
        """The field, the count, the rows."""
        yield Input(
            self._words, compact=True, classes="first", placeholder="words or an id", select_on_focus=False
        )
        yield Static(id="hits")
        yield OptionList(compact=True, markup=False, id="found")

    def on_mount(self) -> None:
        """The field keeps the focus."""
        self.query_one("#found").can_focus = False
        self._search(self._words)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search anew."""
        self._search(event.value)

    def _search(self, words: str) -> None:
        found = self.query_one("#found", OptionList)
        found.clear_options()
        self._rows = self._lookup.find(words) if words.strip() else self._lookup.rows("changed")
        width = min(self.app.size.width - 6, 110)
        found.add_options([Option(row_content(row, self.signs, width)) for row in self._rows[:MOST]])
        if self._rows:
            found.highlighted = 0
        if words.strip():
            said = f"{capital(plural(len(self._rows), 'question'))}"
        else:
            said = "Looks in questions, reasons, help, notes, answers and names. Changed this time:"
        self.query_one("#hits", Static).update(self.signs.text(said, "$foreground 70%"))

    def on_key(self, event: events.Key) -> None:
        """Arrows pick while the field keeps the focus."""
        found = self.query_one("#found", OptionList)
        moves: dict[str, Callable[[], None]] = {
            "down": found.action_cursor_down, "up": found.action_cursor_up,
            "pagedown": found.action_page_down, "pageup": found.action_page_up,
        }  # fmt: skip
        if event.key in moves:
            event.stop()
            moves[event.key]()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To the row picked."""
        event.stop()
        picked = self.query_one("#found", OptionList).highlighted
        if picked is not None:
            self.dismiss(self._rows[picked].need)
        else:
            self.complain("Nothing holds these words: no question, reason, help, note or answer.")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click goes there."""
        event.stop()
        self.dismiss(self._rows[event.option_index].need)


def row_content(
    row: Row, signs: Signs, width: int, *, marked: bool | None = None, state_width: int = 34
) -> Content:
    """Sign, title and how it stands, on one line of `width` columns; `marked` (None: no marks) stands in front."""
    sign, style = signs.of_row(row)
    front = "" if marked is None else (signs.of("marked") if marked else " ") + " "
    state_width = min(state_width, width // 2)
    state = signs.plain(shortened(row_state(row), state_width))
    room = max(width - cells(front) - cells(sign) - state_width - 4, 8)
    title = signs.plain(shortened(row_title(row), room))
    gap = " " * (room - cells(title) + 2)
    return Content.assemble(
        (front, "bold"), (f"{sign} ", f"bold {style}".strip()), title, gap, (state, style)
    )
