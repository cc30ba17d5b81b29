"""`reassess`: next year's engagement, with last year's answers to confirm."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Json, Libraries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpo_controls.answers.step_track import StepProposal
    from bpo_controls.library.model import Library
    from bpo_controls.workspace.engagement import Engagement
    from bpo_controls.workspace.reassessment import Begun, Was


def reassess(
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help="Last year's engagement; with --confirm alone the new one.")
    ],
    new: Annotated[
        Path | None,
        typer.Argument(metavar="[NEW]", help="The directory of the new one.", show_default=False),
    ] = None,
    confirm: Annotated[
        str,
        typer.Option(
            "--confirm",
            metavar="WHAT",
            help="Take these in: unchanged, steps, all, or numbers and ids as listed.",
            show_default=False,
        ),
    ] = "",
    section: Annotated[
        str,
        typer.Option("--section", metavar="ID", help="Only this section or domain.", show_default=False),
    ] = "",
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", help="Who confirms; needed.", show_default=False)
    ] = "",
    full: Annotated[bool, typer.Option("--full", help="List every answer.")] = False,
    as_of: AsOf = "",
    libraries: Libraries = None,
    libraries_before: Annotated[
        list[Path] | None,
        typer.Option(
            "--library-before",
            metavar="DIR",
            help="The library that OLD was made with, so that what it changed comes first.",
            show_default=False,
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Begin next year's engagement: last year's answers wait to be confirmed one by one, by section or in bulk.

    So does what was said about steps that are still open: who does them, by when, and their tickets.

    What the library changed comes first, then evidence older than a year. Without NEW, OLD is one that was begun so.

    Example: bpo-controls reassess acme-2026 acme-2027
    """
    from bpo_controls.cli.arguments import as_of_date
    from bpo_controls.cli.carried import show_steps
    from bpo_controls.diagnostics import Location, user_error
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data_json, problems, say
    from bpo_controls.words.reassess_words import NEXT
    from bpo_controls.workspace.carried_steps import domain_of, waiting_steps
    from bpo_controls.workspace.earlier import FILE_NAME, read_earlier
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.paths import ENGAGEMENT_FILE
    from bpo_controls.workspace.reassessment import waiting

    today = as_of_date(as_of)
    library = load_library(libraries or ())
    directory = new or old
    begun: Begun | None = None
    if new is not None and not (new / ENGAGEMENT_FILE).exists():
        begun = _begin(old, new, library, libraries_before, today)
    engagement = open_engagement(directory, library)
    earlier = read_earlier(directory)
    if earlier is None:
        raise user_error(
            "no-earlier-assessment",
            f"follows no other engagement: there is no {FILE_NAME}",
            where=Location(str(directory)),
            hint="begin one: bpo-controls reassess OLD NEW",
        )
    if begun is None:
        problems(engagement.warnings)
    rows = waiting(engagement, earlier, today)
    steps = waiting_steps(engagement.record.step_proposals, earlier)
    if section:
        steps = tuple(one for one in steps if domain_of(library, one) == section)
    if confirm:
        _confirm(engagement, rows, steps, confirm, section, by)
        return
    shown = [one for one in rows if not section or one.section == section]
    if json:
        data_json(_plain(library, shown, steps, begun))
        return
    _show(
        engagement.library,
        shown,
        begun,
        directory,
        full=full,
        known=earlier.changed is not None,
        steps=len(steps),
    )
    show_steps(steps, earlier, begun)
    if shown or steps:
        say(NEXT.format(directory))


def _begin(old: Path, new: Path, library: Library, before: list[Path] | None, today: str) -> Begun:
    from bpo_controls.cli.clock import now
    from bpo_controls.library.load import load_library
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.reassessment import begin_reassessment
    from bpo_controls.workspace.two_states import state_date

    earlier = open_engagement(old, load_library(before) if before else library, any_library=True)
    return begin_reassessment(earlier, new, library, state_date(earlier, today), today, now)


def _confirm(
    engagement: Engagement,
    rows: Sequence[Was],
    steps: Sequence[StepProposal],
    what: str,
    section: str,
    by: str,
) -> None:
    from bpo_controls.answers.step_reconcile import plan_steps
    from bpo_controls.cli.clock import now
    from bpo_controls.diagnostics import did_you_mean, user_error
    from bpo_controls.terminal.output import data, problems
    from bpo_controls.words.numbers import capital, plural
    from bpo_controls.words.reassess_words import SUPERSEDED
    from bpo_controls.words.track_words import taken_in_words
    from bpo_controls.workspace.reassessment import chosen
    from bpo_controls.workspace.writer import open_writer

    if not by.strip():
        raise user_error("signer-missing", "nobody is named", hint="--by says who confirms")
    sections = {one.section for one in rows}
    if section and section not in sections and not steps:
        raise user_error(
            "unknown-section",
            f'--section: nothing waits in "{section}"',
            hint=did_you_mean(section, sections) or f"known: {', '.join(sorted(sections))}",
        )
    try:
        picked, about = chosen(rows, what, section, steps)
    except KeyError as error:
        names = {*(one.proposal.id for one in rows), *(one.proposal.answer.item for one in rows)}
        raise user_error(
            "unknown-item",
            f'--confirm: nothing waits under "{error.args[0]}"',
            hint=did_you_mean(str(error.args[0]), names) or "list them first",
        ) from None
    with open_writer(engagement, now) as writer:
        plan = writer.confirm(picked, by)
        steps_taken = plan_steps(writer.record.steps, about)
        writer.confirm_steps(steps_taken, by)
        ids = {one.id for one in picked}
        anew = [one.proposal for one in rows if one.group == "answered" and one.proposal.id not in ids]
        writer.reject(anew, by, SUPERSEDED)
        problems(writer.warnings)
    differing = f", {len(plan.contested)} in conflict with what stands" if plan.contested else ""
    if picked or not about:
        data(f"{capital(plural(len(plan.given), 'answer'))} confirmed{differing}.")
    if about:
        data(taken_in_words(len(steps_taken.updates), len(steps_taken.waiting)))
    data(f"{capital(plural(len(engagement.record.proposals), 'answer'))} of the last assessment still wait.")


def _show(
    library: Library,
    rows: Sequence[Was],
    begun: Begun | None,
    directory: Path,
    *,
    full: bool,
    known: bool,
    steps: int,
) -> None:
    from bpo_controls.terminal.output import data, prose, say
    from bpo_controls.words import reassess_words as words
    from bpo_controls.words.answer_words import name_of
    from bpo_controls.words.history_words import value_of
    from bpo_controls.words.numbers import capital, plural
    from bpo_controls.workspace.reassessment import GROUPS

    if begun is not None:
        data(
            f"Began {directory}. {capital(plural(len(begun.proposed), 'answer'))} of the last assessment wait."
        )
        for misfit in begun.left:
            gone = f", now {' and '.join(misfit.successors)}" if misfit.successors else ""
            prose(f"Asked again: {name_of(misfit.answer.need)} ({misfit.cause}{gone})", rest="    ")
        if begun.open_:
            data(f"Asked again, because nobody knew: {len(begun.open_)}")
    if not known:
        say(words.UNKNOWN_LIBRARY)
    if not (rows or steps):
        data(words.NONE_WAIT)
    for group in GROUPS:
        some = [one for one in rows if one.group == group]
        if not some:
            continue
        prose(f"{words.GROUP[group]}: {len(some)}. {words.GROUP_MEANS[group]}")
        for one in some if full else some[: words.MOST]:
            answer = one.proposal.answer
            who = f" ({answer.by})" if answer.by else ""
            prose(
                f"{one.proposal.id:>6}  {name_of(answer.need)}: was {value_of(library, answer)}{who}",
                rest=" " * 8,
            )
        if len(some) > words.MOST and not full:
            data(f"        and {len(some) - words.MOST} more; --full lists all")


def _plain(
    library: Library, rows: Sequence[Was], steps: Sequence[StepProposal], begun: Begun | None
) -> dict[str, object]:
    from bpo_controls.answers.codec import answer_to_plain
    from bpo_controls.answers.step_track import proposal_to_plain
    from bpo_controls.words.answer_words import name_of
    from bpo_controls.words.history_words import value_of

    waiting = [
        {
            "id": one.proposal.id,
            "group": one.group,
            "section": one.section,
            "changed": list(one.fields),
            "was": value_of(library, one.proposal.answer),
            "answer": answer_to_plain(one.proposal.answer),
        }
        for one in rows
    ]
    about = [{"id": one.id, **proposal_to_plain(one)} for one in steps]
    if begun is None:
        return {"waiting": waiting, "steps": about}
    left = [
        {"item": name_of(one.answer.need), "cause": one.cause, "now": list(one.successors)}
        for one in begun.left
    ]
    gone = [{"step": one.step, "cause": one.cause, **one.track.fields} for one in begun.steps.left]
    return {
        "waiting": waiting,
        "steps": about,
        "asked_again": left,
        "not_known": [name_of(one.need) for one in begun.open_],
        "steps_left": gone,
        "steps_unconfirmed": begun.steps.unconfirmed,
    }
