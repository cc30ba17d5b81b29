"""What the search for possible answers has proven before, kept in the user's cache directory.

The search is nearly all of what lint does, and of a library that is being written only one entry changes between two
runs. What holds for a condition follows from the condition and from what can be asked, so that is the key; whatever is
wrong with a file, it is as if it were not there. Nothing here ever fails a command.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from bpo_controls.library.condition import Condition
from bpo_controls.library.model import Library
from bpo_controls.user_cache import cache_is_off, keep_own, read_own, user_cache
from bpo_controls.version import __version__

KEPT = 64
"""How many files stay in the cache, each for another set of questions; the longest unused goes first.

The largest is a quarter of a megabyte and a quarter of a minute to make again.
"""

_LARGEST = 16 * 1024 * 1024


class Proven:
    """Whether a condition can ever hold, by condition, for one set of questions."""

    def __init__(self, library: Library, engine: str) -> None:
        """`engine` names the rules of the search: with others, nothing that was proven counts."""
        asked = (dict(library.questions), dict(library.derived), dict(library.workflows))
        digest = hashlib.sha256(f"{__version__}\n{_code()}\n{engine}\n{asked!r}".encode())
        self._name = f"{digest.hexdigest()[:40]}.proven"
        self._known = {} if cache_is_off() else _read(self._name)
        self._new: dict[str, bool] = {}

    def get(self, condition: Condition) -> bool | None:
        """Whether it can never hold; None where that has not been looked at."""
        return self._known.get(_key(condition))

    def put(self, condition: Condition, never: bool) -> None:
        """Remember; on disk only after `keep`."""
        self._new[_key(condition)] = never

    def keep(self) -> None:
        """Put on disk what is new. Whatever hinders that is passed over in silence."""
        if self._new and not cache_is_off():
            with suppress(Exception):
                known = {**_read(self._name), **self._known, **self._new}
                keep_own(_folder() / self._name, json.dumps(known).encode(), kept=KEPT)


def _key(condition: Condition) -> str:
    return hashlib.sha256(repr(condition).encode()).hexdigest()[:24]


def _code() -> str:
    """The code that decides, as far as a checkout can change under a version."""
    parts = []
    here = Path(__file__).resolve().parent
    for path in (here / "satisfiable.py", *sorted((here.parent / "engine").glob("*.py"))):
        with suppress(OSError):
            seen = path.stat()
            parts.append(f"{path.name} {seen.st_size} {seen.st_mtime_ns}")
    return "\n".join(parts)


def _folder() -> Path:
    return user_cache() / "proven"


def _read(name: str) -> dict[str, bool]:
    try:
        path = _folder() / name
        found = json.loads(read_own(path, _LARGEST) or b"{}")
        with suppress(OSError):
            os.utime(path)
    except Exception:  # a cache may never be the reason why a command fails
        return {}
    known = isinstance(found, dict) and all(isinstance(one, bool) for one in found.values())
    return found if known else {}
