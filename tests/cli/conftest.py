"""Runs the real command in a real process."""

from __future__ import annotations

import os
import shutil
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


def run_in(folder: Path, *arguments: str, stdin: str | bytes = b"", **env: str) -> Ran:
    """Run the command in a folder."""
    done = subprocess.run(
        [str(TOOL), *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **env},
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command, run in an empty directory of the test's own unless `cwd` names another."""

    def go(*arguments: str, stdin: str | bytes = b"", cwd: Path | None = None, **env: str) -> Ran:
        return run_in(cwd or tmp_path, *arguments, stdin=stdin, **env)

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


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A room with the demo in `d`, made once, with no deliverable but JSON. For tests that only read."""
    room = tmp_path_factory.mktemp("demo")
    done = run_in(room, "demo", "d", "--format", "json")
    assert done.code == 0, done.err
    return room


@pytest.fixture
def own_demo(demo: Path, tmp_path: Path) -> Path:
    """The demo as `d` in the test's own directory, to be written to."""
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    return tmp_path / "d"


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A room with a fresh engagement, begun once through the command."""
    room = tmp_path_factory.mktemp("started")
    begin(room)
    return room


@pytest.fixture
def engagement(started: Path, tmp_path: Path) -> Path:
    """A fresh engagement, `job` in the test's own directory."""
    shutil.copytree(started, tmp_path, dirs_exist_ok=True)
    return tmp_path / "job"


def begin(folder: Path, *, title: str = "", buyer: str = "Example Valley Health") -> Path:
    """Begin an engagement named `job` in a folder."""
    settings = folder / "settings.yaml"
    settings.write_text(SETTINGS.format(title=title, buyer=buyer), encoding="utf-8")
    done = run_in(folder, "init", str(folder / "job"), "--from", str(settings))
    assert done.code == 0, done.err
    return folder / "job"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by relative name."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
