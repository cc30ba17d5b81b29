"""Runs the real command in a real process."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from tests.cli.command_server import SERVES, TOOL, serve

__all__ = ["AS_OF", "TOOL", "Ran", "Run", "begin", "run_in", "tree"]

AS_OF = "2026-11-23"
SECONDS = 120


@dataclass(frozen=True)
class Ran:
    """What one run of the command came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def run_in(folder: Path, *arguments: str, stdin: str | bytes = b"", anew: bool = False, **env: str) -> Ran:
    """Run the command in a folder: in a child of the command server, or, with `anew`, from the very start."""
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **env}
    body = stdin.encode() if isinstance(stdin, str) else stdin
    if SERVES and not anew:
        with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
            given.write(body)
            given.seek(0)
            code = serve(arguments, folder, environment, (given, out, err), SECONDS)
            out.seek(0)
            err.seek(0)
            return Ran(code, out.read().decode(), err.read().decode())
    done = subprocess.run(
        [str(TOOL), *arguments],
        input=body,
        capture_output=True,
        cwd=folder,
        env=environment,
        timeout=SECONDS,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command, run in an empty directory of the test's own unless `cwd` names another."""

    def go(
        *arguments: str,
        stdin: str | bytes = b"",
        cwd: Path | None = None,
        anew: bool = False,
        **env: str,
    ) -> Ran:
        return run_in(cwd or tmp_path, *arguments, stdin=stdin, anew=anew, **env)

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
def sent(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A room with the demo in `d` whose workbook was written, once."""
    room = tmp_path_factory.mktemp("sent")
    shutil.copytree(demo, room, dirs_exist_ok=True)
    done = run_in(room, "report", "d", "--only", "workbook", "--format", "xlsx", "--as-of", AS_OF)
    assert done.code == 0, done.err
    return room


@pytest.fixture
def book(sent: Path, own_demo: Path) -> Path:
    """The workbook of the demo as it was sent out; the demo is the test's own."""
    shutil.copytree(sent / "d", own_demo, dirs_exist_ok=True)
    return own_demo / "out" / "workbook.xlsx"


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
