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
    """List the answers of absent people, programs and documents; confirm or turn them down.

    Example: bpo-controls proposals acme-coding --confirm all --by "Sam Sample"
    """
    from bpo_controls.answers.codec import answer_to_plain
    from bpo_controls.cli.clock import now
    from bpo_controls.diagnostics import user_error
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data, data_json, problems, prose
    from bpo_controls.words.history_words import name_of, value_of
    from bpo_controls.words.numbers import capital, plural
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.writer import open_writer

    engagement = open_engagement(directory, load_library(libraries or ()))
    problems(engagement.warnings)
    waiting = {proposal.id: proposal for proposal in engagement.record.proposals}
    if confirm or reject:
        if not by.strip():
            raise user_error("signer-missing", "nobody is named", hint="--by says who confirms")
        chosen = {
            key: tuple(waiting[one] for one in _numbers(text, tuple(waiting)))
            for key, text in (("confirm", confirm), ("reject", reject))
        }
        with open_writer(engagement, now) as writer:
            if chosen["confirm"]:
                plan = writer.confirm(chosen["confirm"], by)
                taken, differing = len(plan.given), len(plan.contested)
                more = f", {differing} in conflict with what stands" if differing else ""
                data(f"{capital(plural(taken, 'answer'))} taken in{more}.")
            if chosen["reject"]:
                writer.reject(chosen["reject"], by, reason)
                data(f"{capital(plural(len(chosen['reject']), 'proposal'))} turned down.")
            problems(writer.warnings)
        return
    if json:
        data_json(
            [
                {"id": one.id, "origin": one.origin, "answer": answer_to_plain(one.answer)}
                for one in waiting.values()
            ]
        )
        return
    if not waiting:
        data("No proposals wait.")
    for one in waiting.values():
        said = value_of(engagement.library, one.answer)
        stands = engagement.answers.entries.get(one.answer.need)
        against = ""
        if stands is not None:
            against = f"; on record {value_of(engagement.library, stands)}"
        prose(f"{one.id:>6}  {name_of(one.answer.need)}: {said} ({one.origin}{against})", rest=" " * 8)


def _numbers(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The proposals named. Raises UserError for one that does not wait."""
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
