"""Golden files: every byte of a deliverable is compared; `pytest --rewrite-golden` writes them anew."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
Compare = Callable[[str, bytes], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Compare:
    """Compares bytes with the file of that name beside this one, or writes it when asked to."""

    def compare(name: str, made: bytes) -> None:
        path = HERE / name
        if request.config.getoption("--rewrite-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
            return
        if not path.exists():
            pytest.fail(f"{path} is missing: run pytest --rewrite-golden and read the diff")
        kept = path.read_bytes()
        if kept == made:
            return
        lines = difflib.unified_diff(
            kept.decode("utf-8", "replace").splitlines(),
            made.decode("utf-8", "replace").splitlines(),
            "kept",
            "made",
            lineterm="",
        )
        shown = "\n".join(list(lines)[:80]) if not name.endswith(".pdf") else "the bytes differ"
        pytest.fail(f"{name} has changed; if that is meant, run pytest --rewrite-golden\n{shown}")

    return compare
