"""A picture as PNG, for formats that cannot hold SVG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bpo_controls.reporting.blocks.picture import Picture

_PAGE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""


def png(picture: Picture, dirs: Sequence[Path], scale: float = 2) -> bytes:
    """The picture on white, `scale` dots a px, with the fonts of the template folders; same picture, same bytes."""
    import typst

    from bpo_controls.reporting.pictures.fonts import typst_fonts

    page = _PAGE.format(width=picture.width * 0.75, height=picture.height * 0.75)
    compiler = typst.Compiler(
        page.encode(),
        font_paths=typst_fonts(tuple(dirs)),
        ignore_system_fonts=True,
        sys_inputs={"svg": picture.svg},
    )
    made = compiler.compile(format="png", ppi=96 * scale)
    assert isinstance(made, bytes)
    return made
