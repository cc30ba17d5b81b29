"""Every question and how it stands: filters, groups, marks, and one answer for all that are marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen as TextualScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bpo_controls.answers.answer_model import Need
from bpo_controls.interview.lookup import FILTERS, Filter, Lookup, Row
from bpo_controls.interview.row_words import FILTER_WORDS, whom
from bpo_controls.interview.screen.find_screen import row_content
from bpo_controls.interview.screen.header import keys_line
from bpo_controls.interview.screen.signs import Signs
from bpo_controls.words.numbers import capital

Wish = Literal["go", "answer", "person", "later", "find"]
Group = Literal["area", "person"]

_KEYS = [
    ("Enter", "opens"),
    ("Tab", "back to the question"),
    ("← →", "filter"),
    ("p", "group by person"),
    ("space", "marks"),
    ("a", "marks all shown"),
    ("=", "answers the marked"),
    ("d", "hands them to a person"),
    ("l", "later"),
    ("/", "find"),
    ("[ ]", "areas"),
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants of rows of the list."""

    wish: Wish
    needs: tuple[Need, ...] = ()


class ListScreen(TextualScreen[Wanted | None]):
    """The rows of a filter, under their areas or persons. Marks stay while filters change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,tab,q", "leave", show=False),
        Binding("left,shift+tab", "filter(-1)", show=False),
        Binding("right,f", "filter(1)", show=False),
        Binding("p", "group", show=False),
        Binding("space", "mark", show=False),
        Binding("a", "mark_all", show=False),
        Binding("equals_sign", "wish('answer')", show=False),
        Binding("d", "wish('person')", show=False),
        Binding("l", "wish('later')", show=False),
        Binding("slash", "wish('find')", show=False),
        Binding("left_square_bracket", "area(-1)", show=False),
        Binding("right_square_bracket", "area(1)", show=False),
        Binding("j", "down", show=False),
    ]
    AUTO_FOCUS = "#rows"

    def __init__(
        self,
        lookup: Lookup,
        signs: Signs,
        *,
        start: Filter = "all",
        group: Group = "area",
        here: Need | None = None,
    ) -> None:
        super().__init__()
        self._lookup = lookup
        self._signs = signs
        self._counts = lookup.counts()
        self._filter: Filter = start
        self._group: Group = group
        self._here = here
        self.marked: set[Need] = set()
        self._shown: list[Row | str] = []

    def compose(self) -> ComposeResult:
        """Filters above, keys below."""
        yield Static(id="filters")
        yield OptionList(compact=True, markup=False, id="rows")
        yield Static(id="list-keys")

    def on_mount(self) -> None:
        """Begin at the question on the screen."""
        self._fill(self._here)

    def on_resize(self) -> None:
        """Rows are cut to the width."""
        self._fill(self._current())

    def _rows(self) -> tuple[Row, ...]:
        rows = self._lookup.rows(self._filter)
        if self._group == "area":
            return rows
        return tuple(sorted(rows, key=lambda row: row.who.casefold()))

    def _fill(self, stay_at: Need | None) -> None:
        signs, width = self._signs, self.app.size.width - 4
        found = self.query_one("#rows", OptionList)
        self._shown = []
        options: list[Option] = []
        group = None
        rows = self._rows()
        names = [self._group_of(row) for row in rows]
        for row, name in zip(rows, names, strict=True):
            if name != group:
                group = name
                of = [one for one, other in zip(rows, names, strict=True) if other == name]
                done = sum(one.state in ("answered", "dormant", "out") for one in of)
                self._shown.append(name)
                options.append(
                    Option(
                        signs.text(f"{name}  {done} of {len(of)} answered", "bold $text-accent"),
                        disabled=True,
                    )
                )
            self._shown.append(row)
            options.append(Option(self._line(row, width)))
        found.clear_options()
        found.add_options(options or [Option(signs.text("Nothing here."), disabled=True)])
        places = [place for place, row in enumerate(self._shown) if isinstance(row, Row)]
        if places:
            at = next((p for p in places if stay_at is not None and self._need(p) == stay_at), places[0])
            found.highlighted = at
            found.scroll_to_highlight(top=False)
        self._draw_around()

    def _group_of(self, row: Row) -> str:
        return row.area if self._group == "area" else capital(whom(row.who)) if row.who else "Nobody"

    def _line(self, row: Row, width: int) -> Content:
        return row_content(
            row, self._signs, width, marked=row.need in self.marked, state_width=max(30, width // 3)
        )

    def _draw_around(self) -> None:
        signs = self._signs
        filters = [one for one in FILTERS if self._counts[one] or one in ("all", self._filter)]
        parts = [
            signs.text(f"[{FILTER_WORDS[one]} {self._counts[one]}]", "bold reverse")
            if one == self._filter
            else signs.text(f"{FILTER_WORDS[one]} {self._counts[one]}")
            for one in filters
        ]
        marked = signs.text(f"   {len(self.marked)} marked", "bold") if self.marked else Content("")
        self.query_one("#filters", Static).update(Content("  ").join(parts) + marked)
        keys = [("left right" if signs.ascii and key == "← →" else key, what) for key, what in _KEYS]
        self.query_one("#list-keys", Static).update(keys_line(keys, signs, self.app.size.width - 2, rows=3))

    def _need(self, place: int | None) -> Need | None:
        row = self._shown[place] if place is not None and place < len(self._shown) else None
        return row.need if isinstance(row, Row) else None

    def _current(self) -> Need | None:
        return self._need(self.query_one("#rows", OptionList).highlighted)

    # ---- keys ----

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the row."""
        event.stop()
        need = self._need(event.option_index)
        if need is not None:
            self.dismiss(Wanted("go", (need,)))

    def action_leave(self) -> None:
        """Back to the question."""
        self.dismiss(None)

    def action_filter(self, by: int) -> None:
        """The next filter that shows something, or the one before."""
        filters = [one for one in FILTERS if self._counts[one] or one in ("all", self._filter)]
        here = self._current()
        self._filter = filters[(filters.index(self._filter) + by) % len(filters)]
        self._fill(here)

    def action_group(self) -> None:
        """By area, or by the person who has answered or has to be asked."""
        here = self._current()
        self._group = "person" if self._group == "area" else "area"
        self._fill(here)

    def action_mark(self) -> None:
        """Mark the row, or take the mark off, and go down one."""
        found = self.query_one("#rows", OptionList)
        need = self._current()
        if need is None:
            return
        self.marked ^= {need}
        self._redraw(found.highlighted)
        found.action_cursor_down()

    def action_mark_all(self) -> None:
        """Mark all rows shown; once more takes all marks off."""
        shown = {row.need for row in self._shown if isinstance(row, Row)}
        self.marked = self.marked - shown if shown <= self.marked else self.marked | shown
        self._fill(self._current())

    def _redraw(self, place: int | None) -> None:
        row = self._shown[place] if place is not None else None
        if place is not None and isinstance(row, Row):
            line = self._line(row, self.app.size.width - 4)
            self.query_one("#rows", OptionList).replace_option_prompt_at_index(place, line)
        self._draw_around()

    def action_area(self, by: int) -> None:
        """To the first row of the next area, or of the one before."""
        found = self.query_one("#rows", OptionList)
        here = found.highlighted or 0
        heads = [place for place, row in enumerate(self._shown) if isinstance(row, str)]
        ahead = [h for h in heads if h > here] if by > 0 else [h for h in heads if h < here - 1][::-1]
        if ahead:
            found.highlighted = ahead[0] + 1
            found.scroll_to_highlight(top=True)

    def action_down(self) -> None:
        """The next row."""
        self.query_one("#rows", OptionList).action_cursor_down()

    def action_wish(self, wish: Wish) -> None:
        """Something for the marked rows, or for the one at hand."""
        here = self._current()
        order = [row.need for row in self._shown if isinstance(row, Row)]
        hidden = [need for need in self.marked if need not in order]
        needs = tuple([need for need in order if need in self.marked] + hidden) or ((here,) if here else ())
        if wish == "find" or needs:
            self.dismiss(Wanted(wish, needs))
