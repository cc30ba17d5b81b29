"""`history`, `undo` and `redo`: who said what when, what it decided, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Directory, Json, Libraries

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpo_controls.answers.engagement_record import Change
    from bpo_controls.engine.what_changed import Changes
    from bpo_controls.workspace.engagement import Engagement
    from bpo_controls.workspace.writer import Writer

By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does it.", show_default=False)]


def history(
    directory: Directory = Path(),
    item: Annotated[
        str, typer.Argument(metavar="[ID]", help="One question or control.", show_default=False)
    ] = "",
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """List every recorded event: who said what, when, and which decisions it moved.

    Example: bpo-controls history acme-coding ACC-02
    """
    from bpo_controls.cli.arguments import as_of_date
    from bpo_controls.engine.record_steps import steps
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data, data_json, problems, prose
    from bpo_controls.words.change_words import brief
    from bpo_controls.words.history_words import change_line
    from bpo_controls.workspace.engagement import open_engagement

    engagement = open_engagement(directory, load_library(libraries or ()))
    problems(engagement.warnings)
    chosen = _item(engagement, item)
    rows = [
        (change, moved)
        for change, moved in steps(engagement.whole, engagement.full, as_of_date(as_of))
        if not chosen or chosen in _items(engagement, change)
    ]
    if json:
        data_json([_plain(change, moved) for change, moved in rows])
        return
    if not rows:
        data("Nothing has been recorded yet." if not chosen else f"Nothing has been recorded about {chosen}.")
    for change, moved in rows:
        prose(change_line(engagement.library, engagement.full, change, chosen), rest=" " * 6)
        if moved and brief(moved):
            prose(brief(moved) + ".", indent=" " * 6, rest=" " * 6)


def undo(directory: Directory = Path(), by: By = "", libraries: Libraries = None) -> None:
    """Step back over the latest recorded change. The journal keeps it, and redo brings it back.

    Example: bpo-controls undo acme-coding --by "Sam Sample"
    """
    _step(directory, libraries, lambda writer: writer.undo(by), "Undone", "There is nothing to undo.")


def redo(directory: Directory = Path(), by: By = "", libraries: Libraries = None) -> None:
    """Bring back what was undone last, unless something new was recorded since.

    Example: bpo-controls redo acme-coding
    """
    _step(directory, libraries, lambda writer: writer.redo(by), "Brought back", "There is nothing to redo.")


def _step(
    directory: Path,
    libraries: list[Path] | None,
    step: Callable[[Writer], Change | None],
    done: str,
    nothing: str,
) -> None:
    from bpo_controls.cli.clock import now
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data, problems, prose
    from bpo_controls.words.history_words import change_line
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.writer import open_writer

    engagement = open_engagement(directory, load_library(libraries or ()))
    problems(engagement.warnings)
    with open_writer(engagement, now) as writer:
        change = step(writer)
        problems(writer.warnings)
    if change is None:
        data(nothing)
        return
    prose(f"{done}: {change_line(engagement.library, engagement.full, change).strip()}")


def _item(engagement: Engagement, item: str) -> str:
    """The id asked for, in any case. Raises UserError `unknown-item`."""
    from bpo_controls.diagnostics import did_you_mean, user_error

    if not item:
        return ""
    name = item.partition("@")[0]
    library = engagement.library
    known = {*library.questions, *library.controls, *library.retired}
    known |= {need.item for change in engagement.full.changes for need in change.needs}
    for candidate in (name, name.upper(), name.lower()):
        if candidate in known:
            return candidate
    raise user_error(
        "unknown-item",
        f'no question or control "{name}"',
        hint=did_you_mean(name.upper(), known) or "`bpo-controls library list` shows every id",
    )


def _items(engagement: Engagement, change: Change) -> set[str]:
    """The questions and controls that a change speaks of, or the one it steps over."""
    from bpo_controls.engine.plan_steps import control_of

    number = change.undoes or change.redoes
    spoken = (change, *(one for one in engagement.full.changes if one.number == number))
    needs = {need.item for one in spoken for need in one.needs}
    return needs | {control_of(step)[0] for one in spoken for step in one.steps}


def _plain(change: Change, moved: Changes) -> dict[str, object]:
    from bpo_controls.answers.codec import answer_to_plain
    from bpo_controls.answers.step_track import proposal_to_plain, update_to_plain
    from bpo_controls.words.answer_words import name_of

    return {
        "event": change.number,
        "at": change.at,
        "kind": change.kind,
        "by": change.by,
        "source": change.source,
        "reason": change.reason,
        "answers": [answer_to_plain(answer) for answer in change.given],
        "contested": [answer_to_plain(answer) for answer in change.contested],
        "withdrawn": [name_of(need) for need in change.withdrawn],
        "steps": [update_to_plain(update) for update in change.tracked],
        "steps_proposed": [proposal_to_plain(one) for one in change.steps_proposed],
        "undoes": change.undoes or None,
        "redoes": change.redoes or None,
        "came_in": sorted({finding.control.id for finding in moved.came_in}),
        "went_out": sorted({finding.control.id for finding in moved.went_out}),
        "stands_otherwise": sorted({now.control.id for _, now in moved.restated}),
    }
