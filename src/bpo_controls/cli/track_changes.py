"""What `track` records: returned workbooks, and single fields of a step."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.terminal.output import data, data_json, problems, prose

if TYPE_CHECKING:
    from bpo_controls.answers.step_track import StepUpdate
    from bpo_controls.workspace.engagement import Engagement
    from bpo_controls.workspace.take_in_steps import StepIntake


def take_in(
    directory: Path,
    files: Sequence[Path],
    libraries: list[Path] | None,
    *,
    by: str,
    confirm: bool,
    policy: str,
    dry_run: bool,
    yes: bool,
    json: bool,
) -> None:
    """Show what the files would change, then keep it as proposals, or with `confirm` let it count. All of it or none."""
    from bpo_controls.cli.clock import now, today
    from bpo_controls.cli.run_interview import policy_named
    from bpo_controls.cli.take_in_files import wanted
    from bpo_controls.diagnostics import UserError, user_error
    from bpo_controls.reporting.deliver.editions import ways_shown
    from bpo_controls.workspace.take_in_steps import confirm_steps, conflicts, propose_steps, step_intakes
    from bpo_controls.workspace.tracking import track_plan
    from bpo_controls.workspace.writer import open_writer

    chosen = policy_named(policy)
    if chosen == "ask":
        raise user_error(
            "unknown-policy", "--on-conflict: steps are not asked for one by one", hint="keep, newer or stop"
        )
    if confirm and not by.strip():
        raise user_error("signer-missing", "nobody is named", hint="--by says who confirms")
    tracked = track_plan(directory, today(), libraries or ())
    engagement = tracked.assessed.engagement
    problems(engagement.warnings)
    reopened = frozenset(one.step.id for one in tracked.plan.of("reopened"))
    intakes = step_intakes(
        engagement,
        files,
        today=today(),
        policy=chosen,
        reopened=reopened,
        shown=ways_shown(tracked.assessed),
        planned={one.step.id: one.step.planned for one in tracked.plan.steps},
    )
    show(engagement, intakes, as_json=json)
    if any(intake.returned.refused for intake in intakes):
        raise UserError(*(problem for intake in intakes for problem in intake.returned.problems))
    if confirm and chosen == "stop" and (found := conflicts(intakes)):
        raise UserError(*found)
    if dry_run or not any(intake.fresh or (confirm and intake.waiting) for intake in intakes):
        return
    if not yes and sys.stdin.isatty() and not json and not wanted(confirm):
        return
    with open_writer(engagement, now) as writer:
        if confirm:
            plan = confirm_steps(writer, intakes, by, chosen)
            _say_confirmed(plan.updates, len(plan.waiting), quiet=json)
        else:
            count = propose_steps(writer, intakes)
            _say_proposed(directory, count, quiet=json)
        problems(writer.warnings)


def show(engagement: Engagement, intakes: Sequence[StepIntake], *, as_json: bool) -> None:
    """What each file would change, where in it that stands, and what it is to be read with in mind."""
    from bpo_controls.words.track_words import emptied_words, plan_counts, plan_lines

    if as_json:
        data_json([_plain(intake) for intake in intakes])
        return
    for intake in intakes:
        refused = len(intake.returned.refused)
        data(f"{intake.source}: {plan_counts(intake.plan, refused, len(intake.waiting))}")
        places = {
            key: str(place).removeprefix(f"{intake.source}, ")
            for key, place in intake.returned.places.items()
        }
        for line in plan_lines(intake.plan, engagement.record.steps, places):
            prose(line, indent="  ", rest=" " * 12)
        if intake.returned.emptied:
            prose(emptied_words(intake.returned.emptied), indent="  ")


def set_fields(directory: Path, given: Sequence[str], libraries: list[Path] | None, *, by: str) -> None:
    """Record what `--set` says about steps, as one event."""
    from bpo_controls.cli.clock import now, today
    from bpo_controls.diagnostics import UserError, user_error
    from bpo_controls.library.load import load_library
    from bpo_controls.words.track_words import update_words
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.said_of_steps import read_settings
    from bpo_controls.workspace.writer import open_writer

    if not by.strip():
        raise user_error("signer-missing", "nobody is named", hint="--by says who records it")
    engagement = open_engagement(directory, load_library(libraries or ()))
    problems(engagement.warnings)
    updates, wrong = read_settings(given, engagement.library, today())
    if wrong:
        raise UserError(*wrong)
    with open_writer(engagement, now) as writer:
        writer.track(updates, by)
        problems(writer.warnings)
    for update in updates:
        prose(update_words(update) + ".", rest="  ")


def _say_confirmed(updates: Sequence[StepUpdate], waiting: int, *, quiet: bool) -> None:
    from bpo_controls.words.track_words import taken_in_words

    if not quiet:
        data(taken_in_words(len(updates), waiting))


def _say_proposed(directory: Path, count: int, *, quiet: bool) -> None:
    import shlex

    from bpo_controls.terminal.output import say
    from bpo_controls.words.track_words import proposed_words

    if not quiet:
        data(proposed_words(count))
        place = "" if directory == Path() else f" {shlex.quote(str(directory))}"
        say(f'bpo-controls proposals{place} --confirm all --by "NAME"')


def _plain(intake: StepIntake) -> dict[str, object]:
    return {
        "file": intake.source,
        "written_after_event": intake.returned.event or None,
        "changes": [
            {
                "step": change.step,
                "field": change.field,
                "relation": change.relation,
                "said": change.said,
                "on_record": change.stands,
                "at": str(intake.returned.places.get((change.step, change.field), "")),
            }
            for change in intake.plan.changes
        ],
        "emptied_due": list(intake.returned.emptied),
        "problems": [str(problem) for problem in intake.returned.problems],
    }
