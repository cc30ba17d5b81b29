"""Libraries that were read before, kept in the user's cache directory.

Reading YAML with places and checking every entry is the slow part of a command, so the checked model is kept
under a key made of the digest of the library's bytes and of the code that read them. The bytes are hashed each
time: a changed file can never meet an old model, whatever its clock says, and hashing costs milliseconds.

Why pickle: it is the only serialization in the standard library whose reading loop runs in C and builds our
classes directly; 10,000 controls from JSON take five times as long. Its danger is code in a foreign file, so
the directory and the file must belong to this user alone, the file is not followed if it is a link, and the
reader builds the frozen classes of the library model and nothing else. A checksum tells damage; whatever is
wrong with a file, it is as if it were not there. Nothing here ever fails a command.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

from bpo_controls.library.deferred import Deferred
from bpo_controls.library.frameworks import FRAMEWORKS, path_of
from bpo_controls.library.model import Library
from bpo_controls.user_cache import cache_is_off, keep_own, read_own, user_cache
from bpo_controls.version import __version__

KEPT = 8
"""How many libraries stay in the cache; the longest unused goes first."""

_LARGE = 1024 * 1024
"""Bytes from which on a faster way to build objects is worth the ten milliseconds of setting it up."""

_MAGIC = b"bpo-controls library 2\n"
_HERE = "bpo_controls.library"
_MODULES = frozenset(
    f"{_HERE}.{name}"
    for name in (
        "model", "condition", "paper_model", "parameter_model", "lot_model", "clock_model",
        "register_model", "qa_model", "fit_model", "pilot_model", "form_model", "holiday_model",
    )
)  # fmt: skip
"""The modules whose dataclasses a library is made of; imported when one is met."""

_DEFERRED = ("failures", "forms", "papers", "precedents", "left_out", "retired", "examples")
"""Parts that few commands look into; each is a pickle of its own inside the file."""


def fetch(key: str) -> Library | None:
    """The library kept under this key, or None: not there, not ours, damaged, or the cache is off."""
    if cache_is_off():
        return None
    try:
        path = _file(key)
        raw = read_own(path)
        if raw is None or not raw.startswith(_MAGIC):
            return None
        start = len(_MAGIC) + 4
        if zlib.crc32(memoryview(raw)[start:]).to_bytes(4, "big") != raw[len(_MAGIC) : start]:
            return None
        library = _unpickled(raw, start, large=len(raw) > _LARGE)
        with suppress(OSError):
            os.utime(path)
    except Exception:  # a cache may never be the reason why a command fails
        return None
    return library if library is not None and library.digest == key else None


def keep(key: str, library: Library) -> None:
    """Keeps a library for next time. Whatever hinders that is passed over in silence."""
    if cache_is_off():
        return
    try:
        parts = {name: _pickled(dict(getattr(library, name))) for name in _DEFERRED}
        nothing: dict[str, Any] = {name: {} for name in _DEFERRED}
        body = _pickled((replace(library, **nothing), parts))
        checked = _MAGIC + zlib.crc32(body).to_bytes(4, "big") + body
        keep_own(_file(key), checked, kept=KEPT)
    except Exception:
        return


def _folder() -> Path:
    return user_cache() / "libraries"


def _file(key: str) -> Path:
    name = hashlib.sha256(f"{key} {_reader_stamp()}".encode()).hexdigest()
    return _folder() / f"{name[:40]}.library"


def _reader_stamp() -> str:
    """What else the model depends on: the version of tool and Python, and, in a checkout, the code itself."""
    parts = [__version__, sys.version, str(sys.hexversion)]
    here = Path(__file__).resolve().parent
    modules = [*here.glob("*.py"), here.parent / "yaml" / "source.py", *map(path_of, FRAMEWORKS)]
    for path in sorted(modules):
        with suppress(OSError):
            seen = path.stat()
            parts.append(f"{path.name} {seen.st_size} {seen.st_mtime_ns}")
    return "\n".join(parts)


class _Pickler(pickle.Pickler):
    """Writes each dataclass as a call of its constructor.

    The default would go through the slow state setter that frozen slotted dataclasses get.
    """

    def reducer_override(self, obj: object) -> Any:
        kind = type(obj)
        if kind.__module__ in _MODULES and is_dataclass(kind):
            return kind, tuple(getattr(obj, field.name) for field in fields(kind))
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    """Builds the dataclasses of the library model, plain values, and nothing else."""

    large = False

    def find_class(self, module: str, name: str) -> Callable[..., object]:
        kind = getattr(import_module(module), name, None) if module in _MODULES else None
        if not isinstance(kind, type) or not is_dataclass(kind) or kind.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} does not belong in a library")
        return _fast_maker(kind) if self.large and kind is not Library else kind


@cache
def _fast_maker(kind: type[Any]) -> Callable[..., object]:
    """Calls like the class itself and gives the same object, in half the time.

    A frozen dataclass sets each field through `object.__setattr__`. Its unfrozen twin has the same slots and
    sets them plainly; once filled, the twin's object becomes one of the frozen class.
    """
    names = [field.name for field in fields(kind)]
    twin = type(kind.__name__, (), {"__slots__": tuple(names)})
    lines = (
        f"def make({', '.join(names)}):",
        "    _made = _twin()",
        *(f"    _made.{name} = {name}" for name in names),
        "    _made.__class__ = _kind",
        "    return _made",
    )
    given: dict[str, Any] = {"_twin": twin, "_kind": kind}
    exec("\n".join(lines), given)  # noqa: S102 (the names are those of our own fields, as in `dataclasses` itself)
    return given["make"]  # type: ignore[no-any-return]


def _pickled(value: object) -> bytes:
    buffer = io.BytesIO()
    _Pickler(buffer, protocol=5).dump(value)
    return buffer.getvalue()


def _unpickled(raw: bytes, start: int, *, large: bool) -> Library | None:
    found = _loaded(raw, start, large=large)
    match found:
        case (Library() as library, dict(parts)) if parts.keys() == set(_DEFERRED):
            later: dict[str, Any] = {}
            for name, part in parts.items():
                later[name] = Deferred(partial(_loaded, part, 0, large=large))
            return replace(library, **later)
        case _:
            return None


def _loaded(raw: bytes, start: int, *, large: bool) -> Any:
    file = io.BytesIO(raw)
    file.seek(start)
    # Hundreds of thousands of new objects and no garbage among them: the collector would only look at all
    # of them again and again.
    was_on = gc.isenabled()
    gc.disable()
    try:
        reader = _Unpickler(file)
        reader.large = large
        return reader.load()
    finally:
        if was_on:
            gc.enable()
