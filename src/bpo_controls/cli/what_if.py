"""`what-if`: what a change of scope would add, remove and cost. Writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Json, Libraries
from bpo_controls.cli.shell_completion import facts

if TYPE_CHECKING:
    from bpo_controls.papers.scope_change import ScopeChange
    from bpo_controls.workspace.assessed import AssessedEngagement


def what_if(
    given: Annotated[
        list[str],
        typer.Argument(
            metavar="[DIR] FACT=VALUE",
            help="The engagement's directory (the current one by default), then what would be different; "
            "FACT+=VALUE adds to a list, FACT-=VALUE takes out of it.",
            show_default=False,
            autocompletion=facts,
        ),
    ],
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Tell what a change of scope would bring in and take out: controls, gates, questions, hours. Nothing is written.

    Example: bpo-controls what-if acme-coding workflows+=payment-posting
    """
    from bpo_controls.answers.scope_pairs import read_scope_pairs
    from bpo_controls.cli.open_assessed import open_assessed
    from bpo_controls.diagnostics import Level, UserError, user_error
    from bpo_controls.papers.scope_change import scope_change
    from bpo_controls.terminal.output import data_json, prose, say
    from bpo_controls.words.what_if_words import DRY, what_if_lines
    from bpo_controls.workspace.assessed import decide

    directory, pairs = (Path(given[0]), given[1:]) if "=" not in given[0] else (Path(), given)
    if not pairs:
        hint = "for example: bpo-controls what-if DIR workflows+=payment-posting"
        raise user_error("not-a-fact", "nothing is said to be different", hint=hint)
    opened = open_assessed(directory, libraries, as_of)
    answers, found = read_scope_pairs(pairs, opened.library, opened.answers)
    if any(problem.level is Level.ERROR for problem in found):
        raise UserError(*found)
    change = scope_change(opened.library, opened.engagement.record, opened.assessment, answers, decide)
    if json:
        data_json(_plain(opened, change))
        return
    for line in what_if_lines(opened.library, opened.answers, change):
        prose(line)
    say(DRY)


def _plain(opened: AssessedEngagement, change: ScopeChange) -> dict[str, object]:
    from bpo_controls.cli.library_entry import as_plain

    found = change.changes
    named = {
        "came_in": found.came_in,
        "went_out": found.went_out,
        "ruled_out": found.ruled_out,
        "undecided": found.undecided,
    }
    return {
        "as_of": opened.assessment.as_of,
        "replaced": [
            {
                "item": one.item,
                "subject": one.subject.id,
                "before": as_plain(one.before.value) if one.before else None,
                "after": as_plain(one.after.value),
            }
            for one in change.replaced
        ],
        **{
            key: [{"control": f.control.id, "subject": f.subject.id} for f in some]
            for key, some in named.items()
        },
        "restated": [
            {
                "control": was.control.id,
                "subject": was.subject.id,
                "before": was.severity,
                "after": now.severity,
            }
            for was, now in found.restated
        ],
        "opened": [{"item": need.item, "subject": need.subject.id} for need in found.opened],
        "closed": [{"item": need.item, "subject": need.subject.id} for need in found.closed],
        "dormant": [{"item": need.item, "subject": need.subject.id} for need in change.asleep],
        "gates": [
            {
                "gate": before.gate,
                "before": before.verdict,
                "after": after.verdict,
                "blockers": [len(before.blockers), len(after.blockers)],
                "open": [len(before.open), len(after.open)],
            }
            for before, after in change.gates
        ],
        "hours": [
            {"party": one.party, "once": list(one.once), "monthly": list(one.monthly)} for one in change.hours
        ],
    }
