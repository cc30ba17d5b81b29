"""Runs an interview on an engagement: takes in what was prepared, then asks what is open."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.cli.exit_codes import ANSWERS_MISSING, DONE, INTERRUPTED
from bpo_controls.cli.hand_edits import settle_hand_edits
from bpo_controls.cli.prepared_answers import read_prepared
from bpo_controls.diagnostics import did_you_mean, user_error
from bpo_controls.terminal.output import data, problems, say

if TYPE_CHECKING:
    from bpo_controls.answers.answer_model import Answer
    from bpo_controls.answers.import_plan import ImportPlan, Policy
    from bpo_controls.interview.agenda import Order
    from bpo_controls.interview.asker import Asker
    from bpo_controls.interview.moves import AddControl
    from bpo_controls.interview.people import Respondent
    from bpo_controls.interview.session import Outcome
    from bpo_controls.interview.sitting_plan import Plan
    from bpo_controls.library.model import Library, Role
    from bpo_controls.workspace.engagement import Engagement
    from bpo_controls.workspace.writer import Writer


@dataclass(frozen=True, slots=True)
class Sitting:
    """What the options of `assess` ask for.

    `by` is who answers ("" asks at a terminal); `role` and `section` narrow what is asked (None: all of
    it); `prepared` are files of answers to take in first, and `on_conflict` says what becomes of those that
    disagree with the record; `dry_run` only shows what it would change. `no_input` asks nothing. `order`, `triage`, `first` and `start` are those of
    `interview.session.Plan`. `plain` asks line by line, at a terminal too.
    """

    by: str = ""
    role: Role | None = None
    section: str | None = None
    prepared: tuple[Path, ...] = ()
    no_input: bool = False
    on_conflict: Policy = "keep"
    dry_run: bool = False
    order: Order = "topic"
    triage: bool = False
    first: int = 0
    start: str = ""
    plain: bool = False


def policy_named(name: str) -> Policy:
    """The policy for answers that disagree with the record. Raises UserError `unknown-policy`."""
    from bpo_controls.answers.import_plan import POLICIES

    for policy in POLICIES:
        if policy == name:
            return policy
    hint = did_you_mean(name, POLICIES) or "known: " + ", ".join(POLICIES)
    raise user_error("unknown-policy", f'--on-conflict: unknown policy "{name}"', hint=hint)


def role_named(name: str) -> Role | None:
    """The role, or None for all of them. Raises UserError `unknown-role`."""
    from bpo_controls.library.model import ROLES

    if not name:
        return None
    if name not in ROLES:
        raise user_error("unknown-role", f'--role: unknown role "{name}"', hint=did_you_mean(name, ROLES))
    return name


def order_named(name: str) -> Order:
    """The order of the questions. Raises UserError `unknown-order`."""
    if name == "topic":
        return "topic"
    if name == "risk":
        return "risk"
    hint = did_you_mean(name, ("topic", "risk")) or "known: topic, risk"
    raise user_error("unknown-order", f'--order: unknown order "{name}"', hint=hint)


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


def run_interview(
    engagement: Engagement, as_of: str, now: Callable[[], str], sitting: Sitting, bare: Library
) -> int:
    """Take in prepared answers, then ask what is open. Returns the exit code.

    `as_of` is an ISO date, `now` gives ISO 8601 with offset, `bare` is the library without the engagement's own
    controls. Raises UserError for a prepared file with
    errors, or when the engagement cannot be written.
    """
    from bpo_controls.interview.session import Session
    from bpo_controls.workspace.engagement_file import Person
    from bpo_controls.workspace.own_control_file import add_own_control
    from bpo_controls.workspace.people_register import add_people
    from bpo_controls.workspace.writer import open_writer

    prepared = read_prepared(engagement, sitting.prepared)
    if sitting.dry_run:
        from bpo_controls.answers.import_plan import plan_import
        from bpo_controls.terminal.output import prose
        from bpo_controls.words.preview_words import preview_counts, preview_lines

        plan = plan_import(engagement.record, prepared, sitting.on_conflict, now=now)
        prose(preview_counts(plan, 0, 0))
        for line in preview_lines(engagement.library, engagement.answers, plan, {}):
            prose(line, rest="    ")
        return DONE
    problems(engagement.warnings)
    with open_writer(engagement, now) as writer:
        try:
            if engagement.hand_edited:
                settle_hand_edits(engagement, writer, may_ask=not sitting.no_input)
                _print_warnings(writer)
            if sitting.prepared:
                _take_in(engagement, writer, prepared, as_of, now, sitting)
            if sitting.no_input:
                return _list_missing(engagement, as_of, sitting)

            def register(people: Sequence[Respondent]) -> None:
                add_people(engagement.directory, [Person(one.by, one.role) for one in people])

            def work(asker: Asker) -> Outcome:

                def add_control(move: AddControl) -> tuple[Library, str]:
                    return add_own_control(writer, bare, asdict(move), sitting.by)

                plan = replace(_plan(engagement, sitting), add_control=add_control, register=register)
                session = Session(engagement.whole, writer, as_of, asker, now=now, plan=plan)
                # A pipe holds answers from its first line; only a person is asked who they are.
                return session.ask_all(sitting.by or (None if sys.stdin.isatty() else ""))

            outcome = _at_terminal(engagement, sitting, work)
            _print_next(engagement, sitting, more=outcome.ended != "finished" and bool(outcome.missing))
            if outcome.ended == "interrupted":
                return INTERRUPTED
            return ANSWERS_MISSING if outcome.missing and not sys.stdin.isatty() else DONE
        finally:
            _print_warnings(writer)


def _plan(engagement: Engagement, sitting: Sitting) -> Plan:
    from bpo_controls.interview.people import registered_people
    from bpo_controls.interview.sitting_plan import Plan

    return Plan(
        role=sitting.role,
        section=sitting.section,
        order=sitting.order,
        triage=sitting.triage,
        first=sitting.first,
        start=sitting.start,
        registered=registered_people(engagement.file),
    )


def _at_terminal(engagement: Engagement, sitting: Sitting, work: Callable[[Asker], Outcome]) -> Outcome:
    """Ask on the full screen where there is one, else line by line."""
    import os

    from bpo_controls.terminal.full_screen import is_light, shows_full_screen, shows_only_ascii

    if sitting.plain or not shows_full_screen(os.environ, (sys.stdin, sys.stdout, sys.stderr)):
        from bpo_controls.interview.plain.line_interview import LineInterview
        from bpo_controls.terminal.stream import open_terminal

        return work(LineInterview(open_terminal(sys.stdin, sys.stdout)))
    # The full screen takes longer to load than all the rest: only who sees it waits for it.
    from bpo_controls.interview.plain.question_lines import summary_lines
    from bpo_controls.interview.screen.look_of_terminal import Look
    from bpo_controls.interview.screen.run_full_screen import run_full_screen
    from bpo_controls.terminal.output import width

    look = Look(is_light(os.environ), shows_only_ascii(sys.stderr))
    title = f"{engagement.file.buyer} · {engagement.file.vendor}"
    outcome, summary = run_full_screen(work, title, look)
    if summary is not None:
        for line in summary_lines(summary, min(width(), 88)):
            data(line)
    return outcome


def _print_warnings(writer: Writer) -> None:
    """What went wrong beside the record, each thing once: a mirror left behind, a file put aside."""
    problems(dict.fromkeys(writer.warnings))
    writer.warnings.clear()


def _take_in(
    engagement: Engagement,
    writer: Writer,
    prepared: tuple[Answer, ...],
    as_of: str,
    now: Callable[[], str],
    sitting: Sitting,
) -> None:
    """All prepared answers become one event: either all of them are kept or none."""
    from bpo_controls.answers.import_plan import plan_import
    from bpo_controls.engine.evaluate import evaluate
    from bpo_controls.engine.question_plan import dormant
    from bpo_controls.words.import_words import import_summary

    policy, by = sitting.on_conflict, sitting.by
    plan = plan_import(engagement.record, prepared, policy, now=now)
    source = ", ".join(map(str, sitting.prepared))
    writer.import_answers(plan, source)
    if policy == "ask" and plan.contested and sys.stdin.isatty():
        _settle_each(engagement.library, writer, plan, by)
    library, record = engagement.library, engagement.record
    sleeping = set(dormant(library, record.answers, evaluate(library, record, as_of)))
    asleep = sleeping.intersection(answer.need for answer in prepared)
    for line in import_summary(library, record.answers, plan, source, len(asleep)):
        say(line)


def _settle_each(library: Library, writer: Writer, plan: ImportPlan, by: str) -> None:
    """Ask at the terminal which of two answers counts, for each that differs; both are on record by now."""
    from bpo_controls.engine.question_plan import asked_item
    from bpo_controls.interview.asker import Differing
    from bpo_controls.interview.plain.line_interview import LineInterview
    from bpo_controls.terminal.output import prose
    from bpo_controls.terminal.stream import open_terminal
    from bpo_controls.words.answer_words import item_label

    front = LineInterview(open_terminal(sys.stdin, sys.stdout))
    for row in plan.of("conflict"):
        if row.standing is None or row.answer not in plan.contested:
            continue
        asked = asked_item(library, row.answer.item)
        prose(item_label(library, writer.record.answers, row.answer.need))
        choice = front.settle(Differing(asked, row.standing, row.answer, row.causes))
        if choice != "open":
            writer.settle(row.standing if choice == "standing" else row.answer, by, "settled at the import")


def _list_missing(engagement: Engagement, as_of: str, sitting: Sitting) -> int:
    """List what is missing, person by person, in the role and section chosen; exit 3 when something is.

    The list goes to stdout, the count to stderr.
    """
    from bpo_controls.engine.evaluate import evaluate
    from bpo_controls.engine.question_plan import asked_item, follow_ups, role_of, section_of
    from bpo_controls.library.model import Control
    from bpo_controls.terminal.output import prose
    from bpo_controls.words import labels
    from bpo_controls.words.answer_words import about, quoted, with_subject
    from bpo_controls.words.numbers import capital, plural

    library, answers = engagement.library, engagement.answers
    assessment = evaluate(library, engagement.record, as_of)

    def chosen(item: str) -> bool:
        asked = asked_item(library, item)
        return sitting.role in (None, role_of(asked)) and sitting.section in (None, section_of(asked))

    waiting = [follow_up for follow_up in follow_ups(library, answers, assessment) if chosen(follow_up.item)]
    within = f" for the {labels.role(sitting.role)}" if sitting.role else ""
    within += f" in section {sitting.section}" if sitting.section else ""
    if not waiting:
        say(f"Nothing is missing{within} as of {as_of}.")
        return DONE
    asked_before = sum(one.cause in ("dont-know", "declined", "later") for one in waiting)
    figures = sum(one.cause == "figure" for one in waiting)
    parts = [f"{len(waiting) - asked_before - figures} not asked yet"]
    parts += [f"{asked_before} asked and to chase"] * bool(asked_before)
    parts += [plural(figures, "figure to follow", "figures to follow")] * bool(figures)
    say(f"{capital(plural(len(waiting), 'answer is', 'answers are'))} missing{within}: {', '.join(parts)}.")
    for person in dict.fromkeys(one.ask for one in waiting):
        prose(f"{capital(labels.role(person))}:")
        for one in waiting:
            if one.ask == person:
                asked = asked_item(library, one.item)
                item = one.item if one.subject.kind == "engagement" else f"{one.item}@{one.subject.id}"
                text = (
                    with_subject(library, answers, asked.ask.text, one.subject)
                    if isinstance(asked, Control)
                    else asked.ask
                )
                where = (
                    "" if one.subject.kind == "engagement" else f" for {about(library, answers, one.subject)}"
                )
                cause = "" if one.cause == "unanswered" else f" ({labels.CAUSE[one.cause]})"
                prose(f"{item}: {quoted(text)}{where}{cause}", indent="  ", rest="    ")
    return ANSWERS_MISSING


def _print_next(engagement: Engagement, sitting: Sitting, *, more: bool) -> None:
    """The commands that go on from here, ready to be typed, with the options of this session."""
    place = "" if engagement.directory == Path() else f" {shlex.quote(str(engagement.directory))}"
    options = f" --role {sitting.role}" if sitting.role else ""
    options += f" --section {sitting.section}" if sitting.section else ""
    options += " --triage" if sitting.triage else ""
    options += " --order risk" if sitting.order == "risk" else ""
    options += f" --first {sitting.first}" if sitting.first else ""
    data()
    if more:
        data(f"To go on: bpo-controls assess{place}{options}")
    data(f"For the reports: bpo-controls report{place}")
