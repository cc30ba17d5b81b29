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
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from filelock import FileLock

from bpo_controls.cli import app, clock
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.reporting.formats.templates import environment as templates
from bpo_controls.words.numbers import capital
from bpo_controls.words.visible import visible

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
    """What a run came to: the problems a user saw, in the order of the lines, and the exit code."""

    problems: tuple[Diagnostic, ...]
    exit_code: int
    output: str

    def lines(self) -> str:
        """As they stand in `expected.txt`."""
        told = "".join(f"{d.level} {d.code}\n  {visible(str(d))}\n" for d in self.problems)
        return f"{told}exit {self.exit_code}\n"


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
    """Runs one command in this process and finds which of the problems it made were shown, and where."""
    templates._environment.cache_clear()  # it may hold templates of the same name from another room
    out = io.StringIO()
    code = 0
    with pytest.MonkeyPatch.context() as patch, _made() as made:
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
    return Told(_shown(made, out.getvalue()), code, out.getvalue())


@contextmanager
def _made() -> Iterator[list[Diagnostic]]:
    """Every Diagnostic made meanwhile. The code of a problem is never printed, so it is looked up here."""
    made: list[Diagnostic] = []
    before = Diagnostic.__init__

    def remembered(self: Diagnostic, *args: Any, **kwargs: Any) -> None:
        before(self, *args, **kwargs)
        made.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Diagnostic, "__init__", remembered)
        yield made


def _shown(made: list[Diagnostic], output: str) -> tuple[Diagnostic, ...]:
    """Those that stand in the output: as a line of their own, or as a sentence of the interview."""
    lines = [line.removeprefix("warning: ").removeprefix("! ") for line in output.splitlines()]
    sentences = " ".join(output.split())
    found: dict[Diagnostic, int] = {}
    for problem in made:
        tail = f" ({problem.hint})" if problem.hint else ""
        sentence = f"{capital(problem.message)}{tail}."
        if visible(str(problem)) in lines:
            found.setdefault(problem, lines.index(visible(str(problem))))
        elif problem.where is None and sentence in sentences:
            found.setdefault(problem, sentences.index(sentence))
    return tuple(sorted(found, key=found.__getitem__))


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
