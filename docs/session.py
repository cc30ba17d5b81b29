"""Runs the sessions that README and tutorial show, compares them with what is printed there, and renews them.

A page is read from top to bottom in one scratch directory. Comments right above a block say what it is:

    <!-- file: scope.yaml -->     the block's text is written to this file first
    <!-- add to: a.yaml -->      … or added at its end
    <!-- types: 3 | ? | q -->     what is typed at the first command of the block
    <!-- exit: 3 -->              the exit code of the block's last command, where it is not 0
    <!-- excerpt: out/x.md -->   the block stands somewhere in this file

A `console` block has commands after `$ ` and their output; a line `…` stands for any lines and `…` within a line
for any text. A `sh` block is run command by command and its output is not compared. Blocks after
`<!-- not run -->` are left alone.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ANYTHING = "…"

TOOLS = Path(sys.executable).parent
"""Where the command and Python are."""

_FENCE = re.compile(r"^(?P<tick>`{3,})(?P<kind>\w*)$")
_MARK = re.compile(r"^<!-- (?P<key>[a-z ]+?)(?:: (?P<value>.*))? -->$")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its lines, the number of its first line from 0, the comments above it."""

    kind: str
    lines: tuple[str, ...]
    start: int
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """Lines that a page shows and the lines that they were really. `start` as in Block, of the first line."""

    what: str
    expected: tuple[str, ...]
    found: tuple[str, ...]
    start: int
    whole: bool

    @property
    def agrees(self) -> bool:
        """Whether the page shows what happened."""
        pattern = "".join(
            r"(?:.*\n)*?" if line == ANYTHING else r"[^\n]*".join(map(re.escape, line.split(ANYTHING))) + "\n"
            for line in self.expected
        )
        text = "".join(f"{line}\n" for line in self.found)
        if self.whole:
            return re.fullmatch(pattern, text) is not None
        return re.search("^" + pattern, text, re.MULTILINE) is not None

    def renewed(self) -> tuple[str, ...]:
        """The expected lines, each replaced by the next real line most like it; what has none goes out."""
        new: list[str] = []
        at = 0
        for line in self.expected:
            if line == ANYTHING or not line.strip():
                new.append(line)
                continue
            near = difflib.get_close_matches(line, self.found[at:], n=1, cutoff=0.55)
            if near:
                at += self.found[at:].index(near[0]) + 1
                new.append(line if _fits(line, near[0]) else near[0])
        return tuple(new)


def _fits(line: str, found: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, line.split(ANYTHING))), found) is not None


def blocks(text: str) -> Iterator[Block]:
    """Every fenced block of a page."""
    lines = text.split("\n")
    marks: dict[str, str] = {}
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        fence = _FENCE.match(line)
        if fence is None:
            mark = _MARK.match(line)
            if mark:
                marks[mark["key"]] = mark["value"] or ""
            elif line.strip():
                marks = {}
            continue
        start = number
        while lines[number] != fence["tick"]:
            number += 1
        yield Block(fence["kind"], tuple(lines[start:number]), start, marks)
        marks = {}
        number += 1


def play(page: Path, scratch: Path, tools: Path = TOOLS) -> Iterator[Shown]:
    """Does in `scratch` everything the page does, and yields each thing shown beside what happened.

    `tools` is the folder in which the command is found.
    Raises AssertionError when a command ends with another exit code than the page says.
    """
    for block in blocks(page.read_text(encoding="utf-8")):
        body = "".join(f"{line}\n" for line in block.lines)
        if "not run" in block.marks:
            continue
        if "file" in block.marks:
            target = scratch / block.marks["file"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(body, encoding="utf-8")
        elif "add to" in block.marks:
            with (scratch / block.marks["add to"]).open("a", encoding="utf-8") as opened:
                opened.write("\n" + body)
        elif "excerpt" in block.marks:
            real = (scratch / block.marks["excerpt"]).read_text(encoding="utf-8").splitlines()
            yield Shown(block.marks["excerpt"], block.lines, tuple(real), block.start, whole=False)
        elif block.kind in ("console", "sh"):
            yield from _run_block(block, scratch, tools)


def _run_block(block: Block, scratch: Path, tools: Path) -> Iterator[Shown]:
    prompt = "$ " if block.kind == "console" else ""
    starts = [n for n, line in enumerate(block.lines) if line.startswith(prompt) and line.strip()]
    typed = "".join(f"{line.strip()}\n" for line in block.marks.get("types", "").split("|") if line)
    for here, after in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        command = block.lines[here].removeprefix(prompt).partition("  #")[0].strip()
        last = after == len(block.lines)
        allowed = {int(block.marks["exit"])} if last and "exit" in block.marks else {0}
        if block.kind == "sh":
            allowed |= {3}  # an interview at the end of its input has answers missing
        code, printed = _run(command, scratch, typed, tools)
        assert code in allowed, f"{command}: exit code {code}\n{printed}"
        typed = ""
        if block.kind == "console":
            found = tuple(line.rstrip() for line in printed.rstrip("\n").split("\n")) if printed else ()
            yield Shown(command, block.lines[here + 1 : after], found, block.start + here + 1, whole=True)


def _run(command: str, scratch: Path, typed: str, tools: Path) -> tuple[int, str]:
    """One command in bash, as a terminal 100 columns wide would show it."""
    path = os.pathsep.join((str(tools), str(TOOLS), os.environ["PATH"]))
    environment = {**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONUNBUFFERED": "1"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=scratch,
        env=environment,
        input=typed,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
        check=False,
    )
    # How far a long command was, and when, is another on every machine.
    return done.returncode, re.sub(r"(?m)^\d+ of \d+ made(?:; now .*)?\n", "", done.stdout)


def renew(page: Path, scratch: Path) -> int:
    """Rewrites what a page shows where it has drifted; how many places. Read the diff."""
    lines = page.read_text(encoding="utf-8").split("\n")
    drifted = [shown for shown in play(page, scratch) if not shown.agrees]
    for shown in reversed(drifted):
        lines[shown.start : shown.start + len(shown.expected)] = shown.renewed()
    page.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return len(drifted)
