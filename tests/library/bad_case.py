"""Runs a folder of `tests/bad/`: the base library with the folder's files laid over it."""

from __future__ import annotations

import shutil
from pathlib import Path

from bpo_controls.diagnostics import Diagnostic, Level
from bpo_controls.library.load import read
from bpo_controls.lint.library_checks import lint

HERE = Path(__file__).parent
BAD = HERE.parent / "bad"
AS_OF = "2026-11-23"


def lay_out(case: Path, room: Path) -> list[Path]:
    """Makes the case's libraries below `room` and returns their folders, relative to it.

    `without.txt` lists files of the base library to leave out, `paths.txt` the folders to load.
    """
    shutil.copytree(HERE / "base", room / "controls")
    without = case / "without.txt"
    for name in without.read_text().split() if without.exists() else ():
        (room / "controls" / name).unlink()
    for folder in case.iterdir():
        if folder.is_dir():
            shutil.copytree(folder, room / folder.name, dirs_exist_ok=True)
    paths = case / "paths.txt"
    return [Path(line) for line in (paths.read_text().split() if paths.exists() else ["controls"])]


def problems_of(folders: list[Path], as_of: str = AS_OF) -> tuple[Diagnostic, ...]:
    """Everything that loading and lint say."""
    reading = read(folders)
    return (*reading.diagnostics, *lint(reading, as_of=as_of))


def lines_of(problems: tuple[Diagnostic, ...]) -> str:
    """As they stand in `expected.txt`: the lines a user sees."""
    return "".join(f"{'warning: ' if d.level is Level.WARNING else ''}{d}\n" for d in problems)
