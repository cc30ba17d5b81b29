"""`review`: what a second reviewer should challenge, and their decisions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Directory, Json, Libraries

if TYPE_CHECKING:
    from bpo_controls.answers.answer_model import Answer
    from bpo_controls.answers.engagement_record import ReviewVerdict
    from bpo_controls.engine.review_queue import ReviewItem
    from bpo_controls.workspace.engagement import Engagement
    from bpo_controls.workspace.writer import Writer

KEYS = "a accept, c challenge, o override, 1 2 … which answer counts, Enter leaves it, q stops"


def review(
    directory: Directory = Path(),
    item: Annotated[str, typer.Argument(metavar="[ID]", help="One answer.", show_default=False)] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who reviews.", show_default=False)] = "",
    accept: Annotated[bool, typer.Option("--accept", help="The answer to ID stands.")] = False,
    challenge: Annotated[
        str,
        typer.Option(
            "--challenge",
            metavar="QUESTION",
            help="Ask back; the answer's giver has to say.",
            show_default=False,
        ),
    ] = "",
    override: Annotated[
        str,
        typer.Option(
            "--override",
            metavar="ANSWER",
            help="This counts instead; needs --reason.",
            show_default=False,
        ),
    ] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.", show_default=False)] = "",
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Walk through what deserves a second look: conflicts, claims, other ways, accepted risks.

    Example: bpo-controls review acme-coding --by "Robin Sample"
    """
    from bpo_controls.cli.arguments import as_of_date
    from bpo_controls.cli.clock import now
    from bpo_controls.engine.evaluate import evaluate
    from bpo_controls.engine.review_queue import review_queue
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data, data_json, problems, prose
    from bpo_controls.words.review_words import item_lines
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.writer import open_writer

    engagement = open_engagement(directory, load_library(libraries or ()))
    problems(engagement.warnings)
    date = as_of_date(as_of)
    queue = review_queue(engagement.record, evaluate(engagement.library, engagement.record, date))
    chosen = [one for one in queue if not item or item.upper() in _names(one)]
    if json:
        data_json([_plain(one) for one in chosen])
        return
    deciding = accept or challenge or override
    if deciding:
        with open_writer(engagement, now) as writer:
            target = _one(chosen, item, engagement)
            if accept:
                record_review(writer, target, "accepted", by, reason)
            elif challenge:
                record_review(writer, target, "challenged", by, challenge)
            else:
                _override(engagement, writer, target, override, by, reason)
        return
    waiting = [one for one in chosen if one.open]
    if not waiting:
        data("Nothing waits for a review.")
        return
    if not sys.stdin.isatty():
        for one in waiting:
            for place, line in enumerate(item_lines(engagement.library, one)):
                prose(line, indent="  " if place else "", rest="    ")
        return
    with open_writer(engagement, now) as writer:
        _walk(engagement, writer, waiting, by)


def record_review(writer: Writer, item: ReviewItem, verdict: ReviewVerdict, by: str, reason: str) -> None:
    """Record what a named person decided. Raises UserError `reviewer-missing` without a name."""
    from bpo_controls.answers.engagement_record import Review
    from bpo_controls.diagnostics import user_error
    from bpo_controls.workspace.record import review_to_plain

    if not by.strip():
        raise user_error("signer-missing", "nobody is named", hint="--by says who reviews")
    plain = review_to_plain(Review(item.need, verdict, by, reason, ""))
    writer.note_event("reviewed", {"reviews": [plain], "by": by})


def _override(
    engagement: Engagement, writer: Writer, item: ReviewItem, said: str, by: str, reason: str
) -> None:
    """What the reviewer says counts instead; the answer before stays on record."""
    from bpo_controls.answers.answer_model import Answer
    from bpo_controls.answers.rules import answer_problems
    from bpo_controls.answers.validate import parse_value
    from bpo_controls.diagnostics import Diagnostic, UserError, user_error

    if not by.strip() or not reason.strip():
        raise user_error(
            "signer-missing", "an override has a name and a reason", hint="give --by and --reason"
        )
    library = engagement.library
    asked = library.questions.get(item.need.item) or library.controls[item.need.item]
    value = parse_value(asked, said, library)
    if isinstance(value, Diagnostic):
        raise UserError(value)
    answer = Answer(*item.need, value, note=reason, by=by, role="second reviewer")
    wrong = answer_problems(asked, answer, library)
    if wrong:
        raise UserError(*(problem for _, problem in wrong))
    writer.settle(answer, by, reason)
    record_review(writer, item, "overridden", by, reason)


def _walk(engagement: Engagement, writer: Writer, waiting: list[ReviewItem], by: str) -> None:
    from bpo_controls.diagnostics import UserError
    from bpo_controls.terminal.output import problems, prose
    from bpo_controls.terminal.prompt import Prompt
    from bpo_controls.terminal.stream import open_terminal
    from bpo_controls.words.review_words import item_lines

    prompt = Prompt(open_terminal(sys.stdin, sys.stdout))
    name = by or prompt.ask("Who reviews? Name:")
    prose(f"{len(waiting)} to look at. {KEYS}.")
    for number, item in enumerate(waiting, start=1):
        prompt.say("")
        for place, line in enumerate(item_lines(engagement.library, item)):
            prose(line, indent="  " if place else f"{number} of {len(waiting)}  ", rest="    ")
        while True:
            typed = prompt.ask("Decision:")
            if typed == "q":
                return
            try:
                if _decided(engagement, writer, item, typed, name, prompt):
                    break
            except UserError as error:
                problems(error.diagnostics)


def _decided(
    engagement: Engagement, writer: Writer, item: ReviewItem, typed: str, by: str, prompt: object
) -> bool:
    """Whether the decision was taken; else it is asked again."""
    from bpo_controls.terminal.prompt import Prompt

    assert isinstance(prompt, Prompt)
    answers: list[Answer] = [*([item.answer] if item.answer is not None else []), *item.contested]
    if not typed:
        return True
    if item.concern == "conflict" and typed.isdigit() and 1 <= int(typed) <= len(answers):
        writer.settle(answers[int(typed) - 1], by, prompt.ask("Why?"))
    elif typed == "a" and item.concern != "conflict":
        record_review(writer, item, "accepted", by, "")
    elif typed == "c":
        record_review(writer, item, "challenged", by, prompt.ask("What do you ask back?"))
    elif typed == "o":
        _override(engagement, writer, item, prompt.ask("What counts instead?"), by, prompt.ask("Why?"))
    else:
        prompt.say(KEYS + ".")
        return False
    return True


def _one(chosen: list[ReviewItem], item: str, engagement: Engagement) -> ReviewItem:
    from bpo_controls.diagnostics import user_error
    from bpo_controls.engine.review_queue import ReviewItem

    if len(chosen) == 1:
        return chosen[0]
    if item:
        named = [
            need for need in engagement.answers.entries if item.upper() in _of(need.item, need.subject.id)
        ]
        if len(named) == 1:
            return ReviewItem(named[0], "flagged", engagement.answers.entries[named[0]], None)
    raise user_error(
        "unknown-item",
        f'"{item}" does not name one answer to review',
        hint="name one, for example ACC-07@manila; without a decision review lists them",
    )


def _names(item: ReviewItem) -> tuple[str, str]:
    return _of(item.need.item, item.need.subject.id)


def _of(item: str, subject: str) -> tuple[str, str]:
    return item.upper(), f"{item}@{subject}".upper()


def _plain(item: ReviewItem) -> dict[str, object]:
    from bpo_controls.answers.codec import answer_to_plain, need_to_plain

    return {
        **need_to_plain(item.need),
        "concern": item.concern,
        "open": item.open,
        "answer": answer_to_plain(item.answer) if item.answer is not None else None,
        "contested": [answer_to_plain(answer) for answer in item.contested],
        "review": None
        if item.review is None
        else {"verdict": item.review.verdict, "by": item.review.by, "reason": item.review.reason},
    }
