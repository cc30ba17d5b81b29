"""Runs a folder of `tests/bad/` that has a `case.yaml`: a command line, typed into a room full of fixed files.

The room holds `controls/` (the base library), `settings.yaml` and `job/`, an engagement begun with both. The
folder's own files are laid over them. `case.yaml` has these keys:

* `run`: the command, without its name; required;
* `first`: commands to run before it, whose output does not count;
* `change`: steps made after those: `{append: FILE, text: …}`, `{swap: TEXT, by: TEXT, in: FILE}`,
  `{remove: PATH}`, `{link: PATH, to: PATH}`, `{cut: FILE, to_lines: NUMBER}`;
* `stdin`: what is typed;
* `held_by_another`: an engagement that somebody else is writing meanwhile;
* `disk_full_for`: part of the name of a file that no longer fits on the disk.
"""

from __future__ import annotations

import errno
import io
import os
import re
import shlex
import shutil
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from filelock import FileLock

from bpo_controls.cli import app, clock
from bpo_controls.reporting.formats.templates import environment as templates
from bpo_controls.terminal import stream

BAD = Path(__file__).parent.parent / "bad"
LIBRARY = Path(__file__).parent.parent / "library" / "base"
NOW = "2026-11-23T09:00:00+00:00"
SETTINGS = """\
buyer: Example Valley Health
vendor: Sample Services
goal: Fewer denials
data_involved: Charts and claims
systems_touched: The billing system
failure_to_avoid: A breach
owner: Pat Example
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a run came to: the problems a user saw, one line each, and the exit code."""

    problems: tuple[str, ...]
    exit_code: int
    output: str

    @property
    def codes(self) -> set[str]:
        """The codes at the ends of the lines."""
        return {line.rpartition(" [")[2].rstrip("]") for line in self.problems}

    def lines(self) -> str:
        """As they stand in `expected.txt`."""
        return "".join(f"{line}\n" for line in (*self.problems, f"exit {self.exit_code}"))


def lay_out(case: Path, room: Path, begun: Path) -> None:
    """Fills the room: a copy of `begun`, then the case's own files over it."""
    shutil.copytree(begun, room, dirs_exist_ok=True)
    shutil.copytree(
        case, room, dirs_exist_ok=True, ignore=shutil.ignore_patterns("case.yaml", "expected.txt")
    )


def run_case(case: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Runs a case in the current directory, where it has been laid out."""
    plan = yaml.safe_load((case / "case.yaml").read_text(encoding="utf-8"))
    unknown = plan.keys() - {"run", "first", "change", "stdin", "held_by_another", "disk_full_for"}
    assert not unknown, f"{case.name}: case.yaml has unknown keys {sorted(unknown)}"
    for command in plan.get("first", ()):
        told = run(command)
        assert told.exit_code in (0, 3), f"{case.name}: {command}: {told.output}"
    for step in plan.get("change", ()):
        _change(step)
    with ExitStack() as stack:
        if "held_by_another" in plan:
            stack.enter_context(FileLock(Path(plan["held_by_another"]) / ".lock"))
        if "disk_full_for" in plan:
            _fill_disk(plan["disk_full_for"], stack.enter_context(monkeypatch.context()))
        return run(plan["run"], plan.get("stdin", ""))


def run(command: str, stdin: str = "") -> Told:
    """Runs one command in this process and finds the problems it told: lines that end in a code."""
    templates._environment.cache_clear()  # it may hold templates of the same name from another room
    out = io.StringIO()
    code = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "WIDEST", 9_999)  # no sentence is wrapped
        patch.setattr(clock, "now", lambda: NOW)
        patch.setattr(clock, "today", lambda: NOW[:10])
        patch.setattr(sys, "argv", ["bpo-controls", *shlex.split(command)])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", out)
        try:
            app.run()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
    problems = tuple(line for line in out.getvalue().splitlines() if re.search(r" \[[a-z-]+\]$", line))
    return Told(problems, code, out.getvalue())


def _change(step: Mapping[str, Any]) -> None:
    match step:
        case {"append": file, "text": text}:
            with Path(file).open("a", encoding="utf-8", newline="") as opened:
                opened.write(text)
        case {"swap": old, "by": new, "in": file}:
            text = Path(file).read_bytes().decode("utf-8")
            assert old in text, f"{file} does not hold {old!r}"
            Path(file).write_bytes(text.replace(old, new, 1).encode("utf-8"))
        case {"cut": file, "to_lines": number}:
            Path(file).write_bytes(b"".join(Path(file).read_bytes().splitlines(keepends=True)[:number]))
        case {"remove": path}:
            shutil.rmtree(path) if Path(path).is_dir() else Path(path).unlink()
        case {"link": path, "to": target}:
            Path(path).symlink_to(target)
        case _:
            raise AssertionError(f"no such step: {step}")


def _fill_disk(name: str, patch: pytest.MonkeyPatch) -> None:
    """Lets a file be opened for writing no more, as on a disk without a free block."""
    opened = os.open

    def full(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
        if name in str(path) and flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return opened(path, flags, *args, **kwargs)

    patch.setattr(os, "open", full)
