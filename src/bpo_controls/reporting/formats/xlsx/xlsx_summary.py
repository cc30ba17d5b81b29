"""The first sheet of the workbook: verdicts, sums, a chart, and the way to the other sheets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

from bpo_controls.reporting.blocks.picture import Picture
from bpo_controls.reporting.blocks.sheets import Contents, Grid, Pairs, Prose, Workbook
from bpo_controls.reporting.blocks.table import Cell, Formula
from bpo_controls.reporting.formats.logo_svg import logo_size, logo_svg
from bpo_controls.reporting.formats.templates.environment import template_dirs
from bpo_controls.reporting.formats.templates.escape import plain
from bpo_controls.reporting.formats.xlsx import xlsx_styles as look
from bpo_controls.reporting.formats.xlsx.xlsx_cells import LINE, cut, put
from bpo_controls.reporting.formats.xlsx.xlsx_styles import Styles
from bpo_controls.words import workbook_words as words

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

WIDTHS = (25, 15, 19, 12, 12, 12, 12, 12, 12, 12, 12, 12)
END = len(WIDTHS) - 1
_ROW_PX = 20
_BAR_PX = 26
_LOGO = (220, 70)
"""The box a logo stands in, in px."""


def write_summary(
    book: xlsxwriter.Workbook,
    page: Worksheet,
    made: Workbook,
    styles: Styles,
    dirs: Sequence[Path],
) -> None:
    """Writes every part below the one before, an empty row between them."""
    for at, width in enumerate(WIDTHS):
        page.set_column(at, at, width)
    _Pen(book, page, made, styles).write()
    _logo(page, made, dirs)


class _Pen:
    """Where the next part goes."""

    def __init__(self, book: xlsxwriter.Workbook, page: Worksheet, made: Workbook, styles: Styles) -> None:
        self.book, self.page, self.made, self.styles = book, page, made, styles
        self.row = 0

    def write(self) -> None:
        for part in self.made.parts:
            match part:
                case Prose():
                    self._prose(part)
                case Pairs():
                    self._pairs(part)
                case Grid():
                    self._grid(part)
                case Contents():
                    self._contents(part)
                case _:
                    assert_never(part)

    def _prose(self, part: Prose) -> None:
        size = {"title": 18, "heading": 13, "lead": 12}.get(part.tone, 10)
        how: dict[str, Any] = {"font_size": size, "text_wrap": True}
        if part.tone in ("title", "heading"):
            how |= {"bold": True, "font_color": self.styles.ink, "valign": "bottom"}
        if part.tone == "heading":
            self.row += 1
        if part.tone == "lead":
            how |= {"bold": True}
            self.row += 1
        if part.tone == "caution":
            how |= {"bold": True, "font_color": self.styles.accent}
        if part.tone == "quiet":
            how |= {"font_color": look.FAINT}
        for line in part.lines:
            self._across(0, line, self.styles.format(**how), size, 9 if part.tone == "title" else END)
            self.row += 1

    def _across(self, start: int, text: str, how: Any, size: float = 10, end: int = END) -> None:
        """Text over several columns. A row does not grow with merged cells, so its height is set."""
        text = cut(text)
        wide = sum(WIDTHS[start : end + 1]) * 10 / size
        lines = sum(max(1, math.ceil(len(line) * 1.05 / wide)) for line in text.split("\n"))
        self.page.set_row(self.row, min(400, lines * LINE * size / 10 + (8 if size > 10 else 2)))
        self.page.merge_range(self.row, start, self.row, end, "", how)
        self.page.write_string(self.row, start, text, how)

    def _pairs(self, part: Pairs) -> None:
        names = dict(part.names)
        label = self.styles.format(bold=True, font_color=look.FAINT)
        for name, cell in part.rows:
            self.page.write_string(self.row, 0, plain(name), label)
            if isinstance(cell, str):
                self._across(1, cell, self.styles.format(text_wrap=True))
            else:
                how: dict[str, Any] = {"num_format": look.DATE, "align": "left"}
                if name in names:
                    how |= {"bg_color": look.PALE, "border": 1, "border_color": look.HAIR}
                    self.book.define_name(names[name], f"={self.made.summary}!$B${self.row + 1}")
                    self.page.write_string(
                        self.row, 2, words.JUDGED_ON_HINT, self.styles.format(font_color=look.FAINT)
                    )
                put(self.page, self.row, 1, cell, self.styles.format(**how))
            self.row += 1

    def _grid(self, part: Grid) -> None:
        head = self.row
        places = {"head": head + 1, "first": head + 2, "last": head + len(part.rows)}
        right = len(part.headers) - 1
        for at, text in enumerate(part.headers):
            numbers = bool(part.rows) and isinstance(part.rows[0][at], Formula)
            how = self.styles.head(align="right" if numbers else "left")
            if part.wide and at == right:
                how = self.styles.head(indent=1)
                self.page.merge_range(head, at, head, END, "", how)
            self.page.write_string(head, at, text, how)
        self.page.set_row(head, 2 * LINE + 4)
        for number, row in enumerate(part.rows):
            self.row += 1
            last = part.total and number == len(part.rows) - 1
            for at, cell in enumerate(row):
                style: dict[str, Any] = {"valign": "vcenter"}
                if last:
                    style |= {"bold": True, "top": 2, "top_color": self.styles.ink}
                if part.verdicts and at == 2:
                    style |= look.VERDICTS[part.verdicts[number]]
                how = self._grid_format(cell, style)
                if part.wide and at == right and isinstance(cell, str):
                    self._across(at, cell, self._grid_format(cell, {**style, "indent": 1}))
                    self.page.set_row(self.row, max(2 * LINE + 4, self._tall(cell, sum(WIDTHS[at:]))))
                else:
                    put(self.page, self.row, at, cell, how, **places)
            if not part.wide:
                self.page.set_row(self.row, LINE + 3)
        if part.judged:
            for word, how in look.VERDICT_WORDS.items():
                rule = {
                    "type": "cell",
                    "criteria": "==",
                    "value": f'"{word}"',
                    "format": self.styles.rule(how),
                }
                self.page.conditional_format(head + 1, part.judged, self.row, part.judged, rule)
        self.row += 1
        if part.chart and len(part.rows) > 1:
            self._chart(part, head)

    def _tall(self, text: str, wide: float) -> float:
        return math.ceil(len(text) * 1.1 / wide) * LINE + 2

    def _grid_format(self, cell: Cell, style: dict[str, Any]) -> Any:
        if isinstance(cell, Formula):
            return self.styles.cell(
                num_format=look.SHARE if cell.share else look.GENERAL, align="right", **style
            )
        if isinstance(cell, str) or cell is None:
            return self.styles.cell(**style)
        return self.styles.cell(num_format=look.DATE, align="left", **style)

    def _chart(self, part: Grid, head: int) -> None:
        """Stacked bars of the rows above, each piece with its number; patterns beside colors."""
        first, last = head + 1, head + len(part.rows) - (1 if part.total else 0)
        name = self.made.summary
        chart = self.book.add_chart({"type": "bar", "subtype": "stacked"})
        for at in range(1, part.chart + 1):
            ground, ink, pattern = look.BARS[at - 1]
            bar: dict[str, Any] = {
                "name": [name, head, at],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, at, last, at],
                "border": {"color": ink, "width": 0.75},
                "gap": 45,
                "data_labels": {
                    "value": True,
                    "num_format": "0;;",
                    "fill": {"color": "#ffffff"},
                    "font": {"size": 9, "color": look.TEXT},
                },
            }
            if pattern:
                bar["pattern"] = {"pattern": pattern, "fg_color": ink, "bg_color": ground}
            else:
                bar["fill"] = {"color": ground}
            chart.add_series(bar)
        chart.set_title(
            {"name": words.CHART, "name_font": {"size": 12, "color": self.styles.ink}, "overlay": False}
        )
        chart.set_legend({"position": "bottom", "font": {"size": 9}})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "line": {"color": look.HAIR}})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        tall = 110 + _BAR_PX * (last - first + 1)
        chart.set_size({"width": 1150, "height": tall})
        self.row += 1
        self.page.insert_chart(self.row, 0, chart, {"description": part.alt, "object_position": 1})
        self.row += math.ceil(tall / _ROW_PX) + 1

    def _contents(self, part: Contents) -> None:
        heads = (words.SHEET, words.ROWS, words.WHAT)
        for at, text in enumerate(heads):
            if at == 2:
                self.page.merge_range(self.row, 2, self.row, END, "", self.styles.head())
            self.page.write_string(self.row, at, text, self.styles.head())
        for title, rows, about in part.rows:
            self.row += 1
            link = self.styles.cell(font_color="#0b4f8a", underline=1)
            self.page.write_url(self.row, 0, f"internal:'{title}'!A1", link, title)
            self.page.write_number(self.row, 1, rows, self.styles.cell(num_format=look.WHOLE, align="right"))
            self._across(2, about, self.styles.cell())
        self.row += 1


def _logo(page: Worksheet, made: Workbook, dirs: Sequence[Path]) -> None:
    """The firm's logo at the right of the title."""
    svg = logo_svg(made.look.logo)
    size = logo_size(svg)
    if size is None:
        return
    from bpo_controls.reporting.pictures.png import png

    name = plain(made.look.author)
    data = png(Picture("logo", name, name, svg, *size), dirs or template_dirs())
    scale = min(_LOGO[0] / (2 * size[0]), _LOGO[1] / (2 * size[1]))
    page.insert_image(
        0,
        10,
        "logo.png",
        {
            "image_data": BytesIO(data),
            "x_scale": scale,
            "y_scale": scale,
            "description": name,
            "object_position": 3,
        },
    )
