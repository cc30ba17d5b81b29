"""The fonts that pages and pictures are set in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def font_folders(dirs: Sequence[Path]) -> tuple[Path, ...]:
    """The `fonts` folder of each template directory that has one. The fonts inside Typst come on top."""
    return tuple(path / "fonts" for path in dirs if (path / "fonts").is_dir())
