"""Where the bundled content lives, in a checkout or a wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from bpo_controls.diagnostics import user_error

_PACKAGE = Path(__file__).resolve().parent
_IN_WHEEL = _PACKAGE / "_content"
_IN_CHECKOUT = _PACKAGE.parent.parent


def where_content_lives() -> Literal["wheel", "checkout"]:
    """ "wheel" when the content was packed into the package, "checkout" when it stands beside `src/`."""
    return "wheel" if _IN_WHEEL.is_dir() else "checkout"


def controls_dir() -> Path:
    """The folder of the bundled library. Raises UserError if the installation is damaged."""
    return _content("controls")


def templates_dir() -> Path:
    """The folder of the bundled templates. Raises UserError if the installation is damaged."""
    return _content("templates")


def _content(folder: str) -> Path:
    found = (_IN_WHEEL if where_content_lives() == "wheel" else _IN_CHECKOUT) / folder
    if not found.is_dir():
        raise user_error(
            "content-missing",
            f"the folder {folder} that ships with bpo-controls is missing: {found}",
            hint="install bpo-controls again",
        )
    return found
