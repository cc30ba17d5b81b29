"""Where things live: the bundled content, in a checkout or a wheel, and the user's own cache."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
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


TURN_OFF = "BPO_CONTROLS_NO_CACHE"
"""Environment variable: set to anything but 0, nothing is read from or written to the cache."""


def cache_is_off() -> bool:
    """Whether the user wants no cache."""
    return os.environ.get(TURN_OFF, "0") not in ("", "0")


def user_cache() -> Path:
    """The folder in which this user's caches are kept; it may not exist yet."""
    from platformdirs import user_cache_path

    return user_cache_path("bpo-controls", appauthor=False)


def is_own(seen: os.stat_result, kind: Callable[[int], bool]) -> bool:
    """Whether a file of this kind belongs to this user alone, so that nobody else can have put code in it."""
    if not kind(seen.st_mode):
        return False
    if os.name != "posix":  # other systems keep the user's cache directory private by its place
        return True
    return seen.st_uid == os.getuid() and not seen.st_mode & 0o077


def private_cache(name: str) -> Path | None:
    """A folder of the cache that is this user's alone, made if need be; None where there can be none."""
    if cache_is_off():
        return None
    folder = user_cache() / name
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder if is_own(folder.lstat(), stat.S_ISDIR) else None
    except OSError:
        return None
