"""Commands run for real at a terminal of 80 columns, and what the terminal then showed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bpo_controls.reporting.deliver.demo_engagement import SAMPLE_DATE
from docs.pictures.picture import Picture
from docs.pictures.sample import NAME
from docs.pictures.terminal import COLUMNS, terminal_svg

CUT = "…"


@dataclass(frozen=True, slots=True)
class Scene:
    """A command, what is typed at it, and how much of it is shown.

    `first` and `last` are numbers of lines; what stands between is left out and shown as `…`; 0 shows all.
    An interview ends with the line that starts with `until`.
    """

    name: str
    title: str
    command: str
    typed: tuple[str, ...] = ()
    first: int = 0
    last: int = 0
    until: str = ""


AS_OF = f"--as-of {SAMPLE_DATE}"
SCENES = (
    Scene(
        "terminal-interview.svg",
        "The interview asks, says why when asked, and records an answer",
        f'bpo-controls assess {NAME} --by "Sam Placeholder" {AS_OF}',
        typed=("?", "91"),
        until="Recorded: 91",
    ),
    Scene(
        "terminal-status.svg", "Where the engagement stands", f"bpo-controls status {NAME} {AS_OF}", first=41
    ),
    Scene("terminal-explain.svg", "Why a control applies", f"bpo-controls explain ACC-02 {NAME} {AS_OF}"),
    Scene(
        "terminal-coverage.svg",
        "Which obligations the library carries",
        f"bpo-controls library coverage {AS_OF}",
        first=15,
        last=13,
    ),
)


def terminals(scratch: Path) -> Iterator[Picture]:
    """The pictures of the terminal. `scratch` holds the sample; each command has a copy of its own."""
    for number, scene in enumerate(SCENES):
        place = scratch / f"terminal-{number}"
        shutil.copytree(scratch / NAME, place / NAME)
        svg = terminal_svg(scene.title, [f"$ {scene.command}", *cut(scene, play(scene, place))], scene.typed)
        yield Picture(scene.name, svg.encode(), svg.encode)


def play(scene: Scene, place: Path) -> list[str]:
    """The lines that the terminal shows when the command is run in `place`."""
    import pexpect

    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": path, "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    for name in ("COLUMNS", "LINES", "NO_COLOR", "INPUTRC"):
        environment.pop(name, None)
    child = pexpect.spawn(
        "/bin/sh",
        ["-c", f"exec {scene.command}"],
        cwd=place,
        env=environment,
        dimensions=(60, COLUMNS),
        encoding="utf-8",
        timeout=60,
    )
    shown = ""
    for line in (*scene.typed, *(["q"] if scene.typed else [])):
        child.expect(r"\n[^\n]*: $")
        shown += child.before + child.after
        child.sendline(line)
    child.expect(pexpect.EOF)
    shown += child.before
    child.close()
    if "warning: " in shown or "\x1b" in shown:  # say, the library was edited between two commands
        raise ValueError(f"{scene.command} shows what no picture should:\n{shown}")
    return [line.rstrip() for line in shown.replace("\r", "").strip("\n").split("\n")]


def cut(scene: Scene, lines: list[str]) -> list[str]:
    """The lines that the scene shows of all."""
    if scene.until:
        return lines[: 1 + next(at for at, line in enumerate(lines) if line.startswith(scene.until))]
    if not scene.first or len(lines) <= scene.first + scene.last:
        return lines
    return [*lines[: scene.first], CUT, *(lines[-scene.last :] if scene.last else ())]
