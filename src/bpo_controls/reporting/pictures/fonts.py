"""The fonts that pages and pictures are set in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typst import Fonts


@cache
def typst_fonts(dirs: tuple[Path, ...]) -> Fonts:
    """The fonts inside Typst and those in the `fonts` folder of each template directory; none of the system's."""
    import typst

    folders = [str(path / "fonts") for path in dirs if (path / "fonts").is_dir()]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
