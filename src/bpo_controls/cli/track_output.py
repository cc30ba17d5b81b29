"""What `track` shows and writes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from bpo_controls.engine.step_progress import StepProgress, StepState
    from bpo_controls.workspace.tracking import TrackedEngagement

CALENDAR = "ics"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options of `track` ask for."""

    overdue: bool = False
    parties: Sequence[str] = ()
    states: str = ""
    formats: str = ""
    out: Path | None = None
    json: bool = False


def put_track(directory: Path, as_of: str, libraries: Sequence[Path], wanted: Wanted) -> None:
    """Show the steps asked for, or write them. Raises UserError for words that are not known, and as `assess` does."""
    from dataclasses import replace

    from bpo_controls.reporting.deliver.choose_cut import chosen_cut
    from bpo_controls.reporting.deliver.plain_track import plain_track
    from bpo_controls.terminal.output import data_json, problems
    from bpo_controls.workspace.tracking import owed_by, track_plan

    states = _states(wanted.states)
    formats, exports = _formats(wanted.formats)
    tracked = track_plan(directory, as_of, libraries)
    assessed = tracked.assessed
    problems(assessed.engagement.warnings)
    cut = chosen_cut(assessed.library, assessed.assessment, {"party": wanted.parties})
    tracked = replace(tracked, plan=owed_by(tracked.plan, cut.parties))
    steps = [
        one
        for one in tracked.plan.steps
        if (not wanted.overdue or one.overdue) and (not states or one.state in states)
    ]
    if wanted.json:
        data_json(plain_track(tracked, steps))
    elif formats or exports:
        _write(tracked, steps, formats, exports, wanted, directory)
    else:
        _print(tracked, steps)


def _print(tracked: TrackedEngagement, steps: Sequence[StepProgress]) -> None:
    from bpo_controls.terminal.output import data, prose, say
    from bpo_controls.terminal.text_table import table
    from bpo_controls.words import labels
    from bpo_controls.words import track_words as words
    from bpo_controls.words.headings import TEXT
    from bpo_controls.words.numbers import date_words_short

    plan, library = tracked.plan, tracked.assessed.library
    prose(words.progress_line(plan.steps) if plan.steps else words.NO_PLAN)
    if steps:
        data()
        table(
            words.LIST_HEADS,
            [
                (
                    one.step.id,
                    date_words_short(one.step.due) if one.step.due else "",
                    words.brief_state(one),
                    one.track.owner or labels.PARTY_SHORT[one.step.remedy.party],
                    one.step.remedy.do,
                )
                for one in steps
            ],
        )
    why = words.reopened_lines(library, tracked.assessed.answers, steps)
    if why:
        data()
        prose(f"{words.STATE['reopened']}:")
    for line in why:
        prose(line, indent="  ", rest="    ")
    still = words.then_lines(steps)
    if still:
        data()
        prose(f"{TEXT['track_still_open']}:")
    for line in still:
        prose(line, indent="  ", rest="    ")
    waiting = len(tracked.assessed.engagement.record.step_proposals)
    if waiting:
        say(words.step_proposals_words(waiting))
    for control in plan.to_judge:
        prose(words.TO_JUDGE.format(control))
    for id_ in plan.orphans:
        prose(words.ORPHAN.format(id_))


def _write(
    tracked: TrackedEngagement,
    steps: Sequence[StepProgress],
    formats: Sequence[str],
    exports: Sequence[str],
    wanted: Wanted,
    directory: Path,
) -> None:
    from bpo_controls.cli.put_document import TEXTS
    from bpo_controls.reporting.deliver.delivered import deliver
    from bpo_controls.reporting.deliver.write_deliverables import context_of
    from bpo_controls.reporting.deliver.write_track import track_files
    from bpo_controls.terminal.output import data, problems

    ctx = context_of(tracked.assessed, tell=lambda kept: problems((kept,)))
    files = track_files(ctx, tracked.plan, steps, (*formats, *exports))
    texts = (*TEXTS, "jira", "planner", "project", CALENDAR)
    if wanted.out is None and len(files) == 1 and (*formats, *exports)[0] in texts:
        sys.stdout.write(next(iter(files.values())).decode("utf-8"))
        return
    for path in deliver(files, wanted.out or directory / "out", tell=lambda kept: problems((kept,))):
        data(str(path))


def _states(listed: str) -> tuple[StepState, ...]:
    from bpo_controls.diagnostics import did_you_mean, user_error
    from bpo_controls.engine.step_progress import STEP_STATES

    words = [word.strip().casefold().replace(" ", "-") for word in listed.split(",") if word.strip()]
    for word in words:
        if word not in STEP_STATES:
            hint = did_you_mean(word, STEP_STATES) or f"known: {', '.join(STEP_STATES)}"
            raise user_error("unknown-word", f'--state: "{word}" is not known', hint=hint)
    return cast("tuple[StepState, ...]", tuple(words))


def _formats(listed: str) -> tuple[Sequence[str], Sequence[str]]:
    """The formats of the document, and the forms for other tools. Raises UserError `unknown-format`."""
    from bpo_controls.reporting.deliver.step_exports import EXPORTS
    from bpo_controls.reporting.deliver.working_papers import chosen_formats

    words = [word.strip().lower() for word in listed.split(",") if word.strip()]
    exports = [word for word in words if word in EXPORTS or word == CALENDAR]
    others = [word for word in words if word not in exports]
    return (chosen_formats(",".join(others)) if others else ()), exports
