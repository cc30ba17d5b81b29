"""`upgrade`: another library, or one more overlay, under a running engagement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpo_controls.cli.arguments import Directory, Json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bpo_controls.library.model import Library
    from bpo_controls.workspace.library_upgrade import UpgradePlan


def upgrade(
    directory: Directory = Path(),
    to: Annotated[
        list[Path] | None,
        typer.Option(
            "--to",
            metavar="LIBRARY",
            help="The library to go over to, and overlays after it; without it the bundled one.",
            show_default=False,
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Carry it out; without it the plan is only shown.")
    ] = False,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who does it.", show_default=False)] = "",
    json: Json = False,
) -> None:
    """Show what another library makes of the answers, and carry it out with --yes.

    Example: bpo-controls upgrade acme-coding --to controls --to firm
    """
    from bpo_controls.cli.clock import now
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data, data_json, problems, prose
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.library_upgrade import carry_out, plan_upgrade
    from bpo_controls.workspace.writer import open_writer

    engagement = open_engagement(directory, load_library(to or ()), any_library=True)
    problems(one for one in engagement.warnings if one.code not in ("library-changed", "answers-outdated"))
    plan = plan_upgrade(engagement.full, engagement.library)
    if json:
        data_json(_plain(plan))
    else:
        before = engagement.library_before
        library = engagement.library
        data(f"From {before.id} {before.version} to {library.id} {library.version}")
        for line in _lines(library, plan):
            prose(line, rest="    ")
    if not yes:
        if not json:
            data("Nothing was changed; --yes carries it out.")
        return
    with open_writer(engagement, now) as writer:
        carry_out(engagement, writer, plan, by)
        problems(writer.warnings)
    if not json:
        data("Done. assess asks what is open, and proposals shows what waits to be confirmed.")


def _lines(library: Library, plan: UpgradePlan) -> Iterator[str]:
    from bpo_controls.words.answer_words import name_of
    from bpo_controls.words.history_words import value_of
    from bpo_controls.words.numbers import capital, plural

    yield f"{capital(plural(len(plan.carried), 'answer'))} carried over as they are"
    if plan.moved:
        yield f"{capital(plural(len(plan.moved), 'answer'))} carried over once somebody confirms it:"
        for one, answer in plan.moved:
            yield f"  {name_of(one.answer.need)} to {answer.item}: {value_of(library, answer)}"
    if plan.asked_again:
        yield f"{capital(plural(len(plan.asked_again), 'question'))} asked again, because another thing is asked now:"
        for one in plan.asked_again:
            yield f"  {name_of(one.answer.need)} ({one.cause}): {value_of(library, one.answer)}"
    if plan.retired:
        yield f"{capital(plural(len(plan.retired), 'answer'))} to controls that are retired:"
        for one in plan.retired:
            successors = f", replaced by {' and '.join(one.successors)}" if one.successors else ""
            yield f"  {name_of(one.answer.need)}{successors}: {value_of(library, one.answer)}"


def _plain(plan: UpgradePlan) -> dict[str, object]:
    from bpo_controls.words.answer_words import name_of

    return {
        "carried": [name_of(answer.need) for answer in plan.carried],
        "moved": [{"from": name_of(one.answer.need), "to": answer.item} for one, answer in plan.moved],
        "asked_again": [{"item": name_of(one.answer.need), "cause": one.cause} for one in plan.asked_again],
        "retired": [
            {"item": name_of(one.answer.need), "replaced_by": list(one.successors)} for one in plan.retired
        ],
    }
