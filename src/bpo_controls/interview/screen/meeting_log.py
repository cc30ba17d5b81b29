"""What this meeting has recorded, the latest first."""

from __future__ import annotations

from textual.content import Content

from bpo_controls.interview import asker
from bpo_controls.interview.screen.signs import STYLE, Signs
from bpo_controls.library.model import Control


class MeetingLog:
    """One line per change of the record, with its time."""

    def __init__(self, signs: Signs) -> None:
        self._signs = signs
        self._lines: list[Content] = []

    def add(
        self, notice: asker.Recorded | asker.TakenBack | asker.Stepped, at: str, lines: tuple[str, ...]
    ) -> None:
        """A change, in the words in which it was told."""
        signs = self._signs
        if isinstance(notice, asker.Recorded):
            asked = notice.asked
            name = f"{asked.id} {asked.title}" if isinstance(asked, Control) else asked.ask
            said = lines[0].partition(": ")[2] or lines[0]
            mark = signs.of_status(notice.standing) if notice.standing is not None else signs.of("done")
            style = STYLE[notice.standing] if notice.standing is not None else ""
            who = f"  {notice.answer.by}" if notice.answer.by else ""
            text = Content.assemble(
                (f"{mark} ", style), signs.text(said, "bold"), signs.text(f"  {name}{who}")
            )
        else:
            text = signs.text("  ".join(line.strip() for line in lines))
        self._lines.insert(0, signs.text(f"{at}  ", "$foreground 70%") + text)

    def content(self, most: int) -> Content:
        """The latest lines, under a title."""
        shown = self._lines[:most] or [self._signs.text("Nothing has been recorded yet.", "$foreground 70%")]
        return Content("\n").join([self._signs.text("This meeting", "bold"), *shown])
