"""The outline beside the question: areas with counts, the one at hand opened."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from bpo_controls.answers.answer_model import Need
from bpo_controls.interview.lookup import Row
from bpo_controls.interview.row_words import row_title
from bpo_controls.interview.screen.signs import Signs
from bpo_controls.terminal.wrap import cells, shortened

Line = tuple[Content, Need | str]
"""What a line shows, and where it leads: to a question, or to an area by its name."""


def outline_lines(rows: Iterable[Row], here: Need | None, area: str, width: int, signs: Signs) -> list[Line]:
    """One line per area with how many are answered; below `area` its questions."""
    by_area: dict[str, list[Row]] = {}
    for row in rows:
        by_area.setdefault(row.area, []).append(row)
    lines: list[Line] = []
    for name, members in by_area.items():
        done = sum(row.state == "answered" for row in members)
        count = f"{done} of {len(members)}"
        at_hand = name == area
        fold = signs.of("wide" if at_hand else "shut")
        title = signs.plain(shortened(name, width - cells(count) - 3))
        gap = " " * max(width - cells(title) - cells(count) - 2, 1)
        style = "bold" if at_hand else ""
        lines.append((Content.assemble((f"{fold} {title}{gap}{count}", style)), name))
        if at_hand:
            lines += [(_row_line(row, row.need == here, width, signs), row.need) for row in members]
    return lines


def _row_line(row: Row, is_here: bool, width: int, signs: Signs) -> Content:
    sign, style = signs.of_row(row)
    front = signs.of("here") if is_here else " "
    title = (
        f"{row.need.item} {row.about}"
        if row.is_control and row.about
        else row.title
        if not row.is_control
        else row_title(row)
    )
    text = signs.plain(shortened(title, width - 4))
    return Content.assemble(
        (f"{front} ", "bold $text-accent"),
        (f"{sign} ", f"bold {style}".strip()),
        (text, "bold" if is_here else ""),
    )
