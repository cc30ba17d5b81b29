"""The choices of a question, wrapped for as wide as the list is."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class ChoiceList(OptionList):
    """Draws its choices again when it becomes wider or narrower."""

    _made: Callable[[int], list[Content]] | None = None
    _wrapped_at = 0

    def offer(self, made: Callable[[int], list[Content]]) -> None:
        """Other choices, or the same with others ticked. `made` gives them for a number of columns, 0 if not known."""
        self._made = made
        self._draw_choices()

    def on_resize(self) -> None:
        """What was wrapped for another width is wrapped anew."""
        if self.size.width != self._wrapped_at:
            self._draw_choices()

    def _draw_choices(self) -> None:
        self._wrapped_at = self.size.width
        contents = self._made(self._wrapped_at) if self._made is not None else []
        self.display = bool(contents)
        if self.option_count == len(contents):
            for place, content in enumerate(contents):
                self.replace_option_prompt_at_index(place, content)
        else:
            self.clear_options()
            self.add_options([Option(content) for content in contents])
