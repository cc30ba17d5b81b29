"""`proposals`: answers that count for nothing until a named person confirms them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import Directory, Json, Libraries


def proposals(
    directory: Directory = Path(),
    confirm: Annotated[
        str,
        typer.Option(
            "--confirm", metavar="LIST", help="Take these in: numbers as listed, or all.", show_default=False
        ),
    ] = "",
    reject: Annotated[
        str,
        typer.Option(
            "--reject", metavar="LIST", help="Turn these down: numbers, or all.", show_default=False
        ),
    ] = "",
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", help="Who decides; needed.", show_default=False)
    ] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.", show_default=False)] = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """List what absent people, programs and returned workbooks say; confirm it or turn it down.

    Example: bpo-controls proposals acme-coding --confirm all --by "Sam Sample"
    """
    from bpo_controls.answers.codec import answer_to_plain
    from bpo_controls.answers.step_reconcile import plan_steps
    from bpo_controls.answers.step_track import proposal_to_plain
    from bpo_controls.cli.clock import now
    from bpo_controls.diagnostics import user_error
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data, data_json, problems, prose
    from bpo_controls.words.answer_words import name_of
    from bpo_controls.words.history_words import value_of
    from bpo_controls.words.numbers import capital, plural
    from bpo_controls.words.track_words import proposed_line, taken_in_words
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.writer import open_writer

    engagement = open_engagement(directory, load_library(libraries or ()))
    problems(engagement.warnings)
    waiting = {proposal.id: proposal for proposal in engagement.record.proposals}
    steps = {proposal.id: proposal for proposal in engagement.record.step_proposals}
    if confirm or reject:
        if not by.strip():
            raise user_error("signer-missing", "nobody is named", hint="--by says who confirms")
        known = (*waiting, *steps)
        taken, turned = _numbers(confirm, known), _numbers(reject, known)
        with open_writer(engagement, now) as writer:
            if answers := [waiting[one] for one in taken if one in waiting]:
                plan = writer.confirm(answers, by)
                differing = len(plan.contested)
                more = f", {differing} in conflict with what stands" if differing else ""
                data(f"{capital(plural(len(plan.given), 'answer'))} taken in{more}.")
            if chosen := [steps[one] for one in taken if one in steps]:
                planned = plan_steps(writer.record.steps, chosen)
                writer.confirm_steps(planned, by)
                data(taken_in_words(len(planned.updates), len(planned.waiting)))
            if turned:
                writer.reject([waiting.get(one) or steps[one] for one in turned], by, reason)
                data(f"{capital(plural(len(turned), 'proposal'))} turned down.")
            problems(writer.warnings)
        return
    if json:
        data_json(
            [
                {"id": one.id, "origin": one.origin, "answer": answer_to_plain(one.answer)}
                for one in waiting.values()
            ]
            + [{"id": one.id, **proposal_to_plain(one)} for one in steps.values()]
        )
        return
    if not (waiting or steps):
        data("No proposals wait.")
    for one in waiting.values():
        said = value_of(engagement.library, one.answer)
        stands = engagement.answers.entries.get(one.answer.need)
        against = ""
        if stands is not None:
            against = f"; on record {value_of(engagement.library, stands)}"
        prose(f"{one.id:>6}  {name_of(one.answer.need)}: {said} ({one.origin}{against})", rest=" " * 8)
    for proposal in steps.values():
        differs = {change.field for change in plan_steps(engagement.record.steps, (proposal,)).of("conflict")}
        prose(f"{proposal.id:>6}  {proposed_line(engagement.record.steps, proposal, differs)}", rest=" " * 8)


def _numbers(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The proposals named, none where nothing is. Raises UserError for one that does not wait."""
    from bpo_controls.diagnostics import did_you_mean, user_error

    if text.strip().casefold() == "all":
        return known
    named = tuple(part.strip() for part in text.split(",") if part.strip())
    for one in named:
        if one not in known:
            raise user_error(
                "unknown-item",
                f'no proposal "{one}" waits',
                hint=did_you_mean(one, known) or "list them first",
            )
    return named
