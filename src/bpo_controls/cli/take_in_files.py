"""Files that came back: read, shown, and taken in."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.terminal.output import data, data_json, problems, prose, say

if TYPE_CHECKING:
    from bpo_controls.diagnostics import Diagnostic
    from bpo_controls.workspace.engagement import Engagement
    from bpo_controls.workspace.take_in import Intake
    from bpo_controls.workspace.writer import Writer


def read_all(
    engagement: Engagement, files: Sequence[Path], today: str, now: Callable[[], str]
) -> tuple[Intake, ...]:
    """Every file held against the record. Raises UserError with the problems of all files that cannot be read."""
    from bpo_controls.diagnostics import UserError
    from bpo_controls.workspace.take_in import intake_of

    found: list[Intake] = []
    broken: list[Diagnostic] = []
    for path in files:
        try:
            found.append(intake_of(engagement, path, today=today, now=now))
        except UserError as error:
            broken += error.diagnostics
    if broken:
        raise UserError(*broken)
    return tuple(found)


def show(engagement: Engagement, intakes: Sequence[Intake], *, as_json: bool) -> None:
    """What each file would change, and what it should be read with in mind."""
    from bpo_controls.answers.codec import answer_to_plain
    from bpo_controls.words.preview_words import preview_counts, preview_lines

    if as_json:
        data_json(
            [
                {
                    "file": intake.source,
                    "origin": intake.returned.origin,
                    "answers": [
                        {
                            "relation": row.relation,
                            "at": str(intake.returned.places.get(row.answer.need, "")),
                            "answer": answer_to_plain(row.answer),
                        }
                        for row in intake.plan.rows
                    ],
                    "problems": [str(problem) for problem in intake.returned.problems],
                }
                for intake in intakes
            ]
        )
        return
    for intake in intakes:
        refused = len({str(problem.where) for problem in intake.refused})
        data(f"{intake.source}: {preview_counts(intake.plan, refused, len(intake.waiting))}")
        places = {
            need: str(place).removeprefix(f"{intake.source}, ")
            for need, place in intake.returned.places.items()
        }
        for line in preview_lines(engagement.library, engagement.answers, intake.plan, places):
            prose(line, indent="  ", rest=" " * 12)
        if not intake.refused:
            problems(intake.returned.problems)


def wanted(confirm: bool) -> bool:
    """Ask whether to take the answers in; the end of the input is a no."""
    from bpo_controls.terminal.stream import open_terminal

    terminal = open_terminal(sys.stdin, sys.stdout)
    prompt = "Let them count? (y/n): " if confirm else "Keep them as proposals? (y/n): "
    while True:
        reply = terminal.read(prompt)
        word = reply.strip().casefold() if isinstance(reply, str) else "n" if reply is None else ""
        if word in ("y", "yes", "n", "no"):
            return word.startswith("y")


def take_in(writer: Writer, intakes: Sequence[Intake], directory: Path, *, by: str, quiet: bool) -> None:
    """Propose, or with `by` confirm, and say what became of it."""
    from bpo_controls.words.numbers import capital, plural
    from bpo_controls.workspace.take_in import confirm, propose

    if by:
        plan = confirm(writer, intakes, by)
        differing = len(plan.contested)
        more = f", {differing} in conflict with what stands" if differing else ""
        if not quiet:
            data(f"{capital(plural(len(plan.given), 'answer'))} taken in{more}.")
        return
    count = propose(writer, intakes)
    if not quiet:
        data(f"{capital(plural(count, 'proposal'))} kept. They count once a named person confirms them:")
        place = "" if directory == Path() else f" {shlex.quote(str(directory))}"
        say(f'bpo-controls proposals{place} --confirm all --by "NAME"')
