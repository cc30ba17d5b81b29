"""Runs an interview on an engagement: takes in what was prepared, then asks what is open."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.cli.exit_codes import ANSWERS_MISSING, DONE, INTERRUPTED
from bpo_controls.cli.hand_edits import settle_hand_edits
from bpo_controls.diagnostics import Level, UserError, did_you_mean, user_error
from bpo_controls.terminal.output import data, problems, say

if TYPE_CHECKING:
    from bpo_controls.answers.model import Answer
    from bpo_controls.interview.scripted import Applied
    from bpo_controls.library.model import Library, Role
    from bpo_controls.workspace.engagement import Engagement
    from bpo_controls.workspace.writer import Writer


@dataclass(frozen=True, slots=True)
class Prepared:
    """Answers prepared in a file, and whether anything may be asked beyond them."""

    file: Path | None
    no_input: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who answers ("" asks at a terminal), and what the session is narrowed to."""

    by: str
    role: Role | None
    section: str | None


def role_named(name: str) -> Role | None:
    """The role, or None for all of them. Raises UserError `unknown-role`."""
    from bpo_controls.library.model import ROLES

    if not name:
        return None
    if name not in ROLES:
        raise user_error("unknown-role", f'--role: unknown role "{name}"', hint=did_you_mean(name, ROLES))
    return name


def section_named(library: Library, name: str) -> str | None:
    """The section of scoping questions or the domain, or None for all. Raises UserError `unknown-section`."""
    known = [section.id for section in library.sections]
    known += dict.fromkeys(control.domain for control in library.controls.values())
    if not name:
        return None
    if name not in known:
        near = did_you_mean(name, known)
        raise user_error(
            "unknown-section",
            f'--section: unknown section "{name}"',
            hint=near or "known: " + ", ".join(known),
        )
    return name


def run(
    engagement: Engagement,
    as_of: str,
    now: Callable[[], str],
    prepared: Prepared,
    chosen: Chosen,
) -> int:
    """Take in prepared answers, then ask; gives the exit code."""
    taken = _read_prepared(engagement, prepared.file)
    problems(engagement.warnings)
    with engagement.writer(now) as writer:
        try:
            if engagement.hand_edited:
                settle_hand_edits(engagement, writer, may_ask=not prepared.no_input)
                _tell_warnings(writer)
            if prepared.file is not None or prepared.no_input:
                applied = _apply(engagement, writer, taken, as_of, now, prepared)
                if prepared.no_input:
                    return _tell_missing(engagement, applied, as_of, chosen)
            return _converse(engagement, writer, as_of, now, chosen)
        finally:
            _tell_warnings(writer)


def _tell_warnings(writer: Writer) -> None:
    """What went wrong beside the record, each thing once: a mirror left behind, a file put aside."""
    problems(dict.fromkeys(writer.warnings))
    writer.warnings.clear()


def _read_prepared(engagement: Engagement, path: Path | None) -> tuple[Answer, ...]:
    from bpo_controls.answers.answer_file import read_answer_file
    from bpo_controls.cli.clock import today
    from bpo_controls.cli.text_files import read_text_file

    if path is None:
        return ()
    answers, found = read_answer_file(
        read_text_file(path), str(path), engagement.library, sheet=engagement.sheet, today=today()
    )
    if any(problem.level is Level.ERROR for problem in found):
        raise UserError(*found)
    problems(found)
    return answers


def _apply(
    engagement: Engagement,
    writer: Writer,
    answers: tuple[Answer, ...],
    as_of: str,
    now: Callable[[], str],
    prepared: Prepared,
) -> Applied:
    """All prepared answers become one event: either all of them are kept or none."""
    from bpo_controls.interview.scripted import apply_answers
    from bpo_controls.words.numbers import capital, plural

    fresh: list[Answer] = []
    applied = apply_answers(
        engagement.library, engagement.sheet, as_of, answers, on_answer=fresh.append, now=now
    )
    if fresh:
        writer.import_answers(fresh, str(prepared.file))
    if prepared.file is not None:
        same = f", {applied.unchanged} said nothing new" if applied.unchanged else ""
        asleep = f", {len(applied.dormant)} dormant for now" if applied.dormant else ""
        say(f"{capital(plural(applied.recorded, 'answer'))} taken in from {prepared.file}{same}{asleep}.")
    return applied


def _tell_missing(engagement: Engagement, applied: Applied, as_of: str, chosen: Chosen) -> int:
    """List what is missing, in the role and section chosen; exit 3 when something is."""
    from bpo_controls.words.answer_words import ask_words
    from bpo_controls.words.numbers import capital, plural

    waiting = [one for one in applied.follow_ups if _is_chosen(engagement.library, one.item, chosen)]
    within = _narrowed_words(chosen)
    if not waiting:
        say(f"Nothing is missing{within} as of {as_of}.")
        return DONE
    say(f"{capital(plural(len(waiting), 'answer is', 'answers are'))} missing{within}:")
    for one in waiting:
        name = f"{one.item}@{one.subject.id}" if one.subject.id else one.item
        asked = ask_words(engagement.library, engagement.sheet, one.item, one.subject)
        say(f"{name}: {asked}", indent="  ", rest="    ")
    return ANSWERS_MISSING


def _is_chosen(library: Library, item: str, chosen: Chosen) -> bool:
    from bpo_controls.engine.question_plan import asked_item
    from bpo_controls.interview.make_screen import role_of, section_of

    asked = asked_item(library, item)
    return chosen.role in (None, role_of(asked)) and chosen.section in (None, section_of(asked))


def _narrowed_words(chosen: Chosen) -> str:
    """` for the privacy officer in section access`, or nothing."""
    from bpo_controls.words import labels

    whose = f" for the {labels.role(chosen.role)}" if chosen.role else ""
    return whose + (f" in section {chosen.section}" if chosen.section else "")


def _tell_next(engagement: Engagement, *, more: bool) -> None:
    """The commands that go on from here, ready to be typed."""
    place = _place(engagement)
    data()
    if more:
        data(f"To go on: bpo-controls assess{place}")
    data(f"For the reports: bpo-controls report{place}")


def _place(engagement: Engagement) -> str:
    """The engagement's directory as it is typed after a command."""
    return "" if engagement.directory == Path() else f" {shlex.quote(str(engagement.directory))}"


def _converse(
    engagement: Engagement,
    writer: Writer,
    as_of: str,
    now: Callable[[], str],
    chosen: Chosen,
) -> int:
    from bpo_controls.interview.plain.line_interview import Plain
    from bpo_controls.interview.session import run as run_session
    from bpo_controls.terminal.stream import open_terminal

    outcome = run_session(
        engagement.library,
        engagement.sheet,
        as_of,
        Plain(open_terminal(sys.stdin, sys.stdout)),
        on_answer=writer.record,
        on_withdraw=writer.withdraw,
        now=now,
        # A pipe holds answers from its first line; only a person is asked who they are.
        by=chosen.by or (None if sys.stdin.isatty() else ""),
        role=chosen.role,
        section=chosen.section,
    )
    _tell_next(engagement, more=outcome.ended != "finished" and bool(outcome.missing))
    if outcome.ended == "interrupted":
        return INTERRUPTED
    if outcome.missing and not sys.stdin.isatty():
        return ANSWERS_MISSING
    return DONE
