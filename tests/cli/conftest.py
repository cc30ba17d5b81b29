"""Runs the real command in a real process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

AS_OF = "2026-11-23"
TOOL = Path(sys.executable).with_name("bpo-controls")


@dataclass(frozen=True)
class Ran:
    """What one run of the command came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command, run in an empty directory of the test's own."""

    def go(*arguments: str, stdin: str | bytes = b"", cwd: Path | None = None, **env: str) -> Ran:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [str(TOOL), *arguments],
            input=raw,
            capture_output=True,
            cwd=cwd or tmp_path,
            env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **env},
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return go


SETTINGS = """\
title: "{title}"
buyer: "{buyer}"
vendor: Sample Services
goal: Fewer denials
data_involved: Charts and claims
systems_touched: The buyer's billing system
failure_to_avoid: A breach
owner: Pat Example
"""


@pytest.fixture
def engagement(run: Run, tmp_path: Path) -> Path:
    """A fresh engagement, begun through the command."""
    return begin(run, tmp_path)


def begin(run: Run, folder: Path, *, title: str = "", buyer: str = "Example Valley Health") -> Path:
    """Begin an engagement named `job` in a folder."""
    settings = folder / "settings.yaml"
    settings.write_text(SETTINGS.format(title=title, buyer=buyer), encoding="utf-8")
    done = run("init", str(folder / "job"), "--from", str(settings))
    assert done.code == 0, done.err
    return folder / "job"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by relative name."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
