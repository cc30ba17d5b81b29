"""A part of a library that is read from the cache when somebody looks into it."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from typing import Any


class Deferred(Mapping[str, Any]):
    """Behaves as the mapping that `read` gives, which is called once, when it is first needed."""

    __slots__ = ("_found", "_read")

    def __init__(self, read: Callable[[], dict[str, Any]]) -> None:
        self._read = read
        self._found: dict[str, Any] | None = None

    @property
    def _entries(self) -> dict[str, Any]:
        if self._found is None:
            self._found = self._read()
        return self._found

    def __getitem__(self, key: str) -> Any:
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def values(self) -> ValuesView[Any]:
        """The values, as fast as those of a dict."""
        return self._entries.values()

    def items(self) -> ItemsView[str, Any]:
        """Keys with values, as fast as those of a dict."""
        return self._entries.items()

    def __repr__(self) -> str:
        return repr(self._entries)
