"""`own`: the controls that an engagement has beyond the library; taken back, and counted again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import Directory, Json, Libraries


def own(
    directory: Directory = Path(),
    drop: Annotated[
        str, typer.Option("--drop", metavar="ID", help="Take this one back.", show_default=False)
    ] = "",
    restore: Annotated[
        str, typer.Option("--restore", metavar="ID", help="Let this one count again.", show_default=False)
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who does it.", show_default=False)] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.", show_default=False)] = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """List the controls of own-controls.yaml; take one back with its answers, or let it count again.

    What was taken back stays in the file and in the history, and undo brings it back with its answers.

    Example: bpo-controls own acme-coding --drop CON-02 --by "Sam Sample" --reason "struck from the contract"
    """
    from bpo_controls.answers.recorded_library import own_control, own_controls
    from bpo_controls.cli.clock import now
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data, data_json, problems, prose
    from bpo_controls.words import reshape_words as words
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.writer import open_writer

    if drop and restore:
        raise typer.BadParameter("--drop and --restore exclude each other")
    engagement = open_engagement(directory, load_library(libraries or ()))
    problems(engagement.warnings)
    if drop or restore:
        with open_writer(engagement, now) as writer:
            if drop:
                control = own_control(engagement.library, drop)
                answers = sum(1 for answer in engagement.full.answers if answer.item == control.id)
                writer.drop_own(control.id, by, reason)
                data(words.dropped(control.id, control.title, answers))
            else:
                control = own_control(engagement.whole, restore)
                if control.id not in engagement.full.dropped:
                    data(words.counts(control.id, control.title))
                    return
                writer.count_own(added=(control.id,), by=by, reason=reason)
                data(words.counts_again(control.id, control.title))
            problems(writer.warnings)
        return
    taken_back = engagement.full.dropped
    rows = [engagement.whole.controls[id_] for id_ in own_controls(engagement.whole)]
    if json:
        data_json([{"id": one.id, "title": one.title, "counts": one.id not in taken_back} for one in rows])
        return
    if not rows:
        data(words.NO_OWN)
    for one in rows:
        prose(words.own_line(one.id, one.title, counts=one.id not in taken_back), rest="  ")
