"""Choosing a person: somebody met so far, or a new name with a role."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from bpo_controls.interview.people import Respondent
from bpo_controls.interview.screen.answer_forms import Form
from bpo_controls.interview.screen.signs import Signs
from bpo_controls.words import labels


class PeopleForm(Form[str]):
    """A name typed, or a person picked from those known; typing narrows them. Gives `name, role` or the `otherwise`.

    An empty field with nothing picked gives `otherwise`, which `foot` names.
    """

    def __init__(
        self,
        title: str,
        people: Sequence[Respondent],
        signs: Signs,
        *,
        otherwise: str,
        offer: str,
        roles: bool = True,
        intro: Sequence[str] = (),
    ) -> None:
        super().__init__(
            title, f"Type a name · down picks from the list · Enter {offer} · Esc goes back", signs, intro
        )
        self._otherwise = otherwise
        named = [one for one in people if one.by]
        self._lines = [
            (f"{one.by}, {labels.role(one.role)}" if one.role else one.by, one.by) for one in named
        ]
        if roles:
            met = {one.role for one in named}
            self._lines += [
                (f"the {label}", f"the {label}") for role, label in labels.ROLE.items() if role not in met
            ]

    def body(self) -> ComposeResult:
        """The field, and the people below."""
        yield Input(compact=True, classes="first", placeholder="Name, role", select_on_focus=False)
        yield OptionList(*self._options(""), compact=True, markup=False)

    def _options(self, typed: str) -> list[Option]:
        word = typed.casefold().strip()
        return [
            Option(self.signs.text(shown), id=str(place))
            for place, (shown, _) in enumerate(self._lines)
            if word in shown.casefold()
        ]

    def on_mount(self) -> None:
        """Nobody is picked until an arrow does."""
        self.query_one(OptionList).can_focus = False
        self.query_one(OptionList).highlighted = None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list to what is typed."""
        found = self.query_one(OptionList)
        found.clear_options()
        found.add_options(self._options(event.value))
        found.highlighted = None

    def on_key(self, event: events.Key) -> None:
        """Arrows pick while the field keeps the focus."""
        found = self.query_one(OptionList)
        if event.key == "down":
            found.action_cursor_down()
        elif event.key == "up":
            found.action_cursor_up()
        else:
            return
        event.stop()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The person picked, or the name typed, or the usual one."""
        event.stop()
        found = self.query_one(OptionList)
        if found.highlighted is not None:
            self._give(found.get_option_at_index(found.highlighted))
        else:
            self.dismiss(event.value.strip() or self._otherwise)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click picks at once."""
        event.stop()
        self._give(event.option)

    def _give(self, option: Option) -> None:
        assert option.id is not None
        self.dismiss(self._lines[int(option.id)][1])
