"""A picture as PNG, for formats that cannot hold SVG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bpo_controls.reporting.blocks.picture import Picture
from bpo_controls.reporting.pictures.fonts import font_folders
from bpo_controls.reporting.pictures.glyphs import needs_system_fonts
from bpo_controls.reporting.pictures.typst_process import typeset

_PAGE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""


def png(picture: Picture, dirs: Sequence[Path], scale: float = 2) -> bytes:
    """The picture on white, `scale` dots a px, with the fonts of the template folders; same picture, same bytes.

    Raises TypstFailedError for a picture that cannot be drawn within bounds.
    """
    page = _PAGE.format(width=picture.width * 0.75, height=picture.height * 0.75)
    made = typeset(
        page,
        "png",
        fonts=font_folders(dirs),
        inputs={"svg": picture.svg},
        ppi=96 * scale,
        system_fonts=needs_system_fonts(picture.svg),
    )
    return made[0]
