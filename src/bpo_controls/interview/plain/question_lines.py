"""A question, its reasons and the end of a session as lines of plain text. No color, no cursor."""

from __future__ import annotations

from collections.abc import Iterator

from bpo_controls.answers.model import Answer
from bpo_controls.engine.finding import Progress
from bpo_controls.interview.asker import OpenItem, Screen, Summary
from bpo_controls.interview.make_screen import role_of
from bpo_controls.interview.plain.parse_line import COMMANDS
from bpo_controls.library.model import PRACTICE, Control, Question
from bpo_controls.terminal.wrap import cells, wrapped
from bpo_controls.words import labels
from bpo_controls.words.answer_words import answer_words, evidence_words, range_words, who_said
from bpo_controls.words.findings import limits_words
from bpo_controls.words.numbers import capital, date_words, number, plural, sentence
from bpo_controls.words.visible import visible

MOST = 20
"""Follow-ups named in the closing summary."""

ONE_COLUMN = 20
"""A longer list of choices stands in columns, so that the question stays on the screen."""


def progress_line(progress: Progress) -> str:
    """`12 answered · 5 open now · up to 30 may open`."""
    parts = [f"{number(progress.answered)} answered", f"{number(progress.open_now)} open now"]
    if progress.may_open:
        parts.append(f"up to {number(progress.may_open)} may open")
    if progress.set_aside:
        parts.append(f"{number(progress.set_aside)} set aside")
    return " · ".join(parts)


def question_lines(screen: Screen, width: int, *, new_heading: bool) -> list[str]:
    """The whole screen of one question, without the prompt."""
    asked = screen.asked
    lines = [""]
    if new_heading:
        what = "Control area" if isinstance(asked, Control) else "Section"
        lines += [*wrapped(f"{what}: {screen.heading}", width), ""]
    lines += wrapped(progress_line(screen.progress), width)
    if screen.looking_back:
        steps = plural(screen.looking_back, "step")
        lines += wrapped(f"Looking back, {steps} before the open question.", width)
    lines.append("")
    if isinstance(asked, Control):
        lines += wrapped(f"{asked.id} {asked.title}", width)
    if screen.subject_name:
        lines += wrapped(f"For {screen.subject_name}:", width)
    lines += wrapped(asked.ask.text if isinstance(asked, Control) else asked.ask, width)
    lines += choice_lines(asked, width)
    lines += _standing(screen, width)
    lines += wrapped(_keys(screen), width)
    return lines


def choice_lines(asked: Question | Control, width: int) -> list[str]:
    """The choices with their number keys, or what kind of answer is wanted."""
    if isinstance(asked, Control):
        if asked.ask.kind == "practice":
            return _numbered([labels.PRACTICE[one] for one in PRACTICE], width)
        unit = f" of {asked.ask.unit}" if asked.ask.unit else ""
        text = f"A number{unit}. Without one: m not in place, a done another way."
        return wrapped(text, width, first="  ")
    match asked.kind:
        case "yes-no":
            return _numbered(["Yes", "No"], width)
        case "one-of":
            return _numbered([one.label for one in asked.options], width)
        case "any-of":
            named = [f"{one.label} (only by itself)" if one.alone else one.label for one in asked.options]
            tail = wrapped("One or more, for example: 1 3", width, first="  ")
            return [*_numbered(named, width), *tail]
        case "number":
            unit = f" of {asked.unit}" if asked.unit else ""
            limits = range_words(asked)
            return wrapped(f"A number{unit}{', ' + limits if limits else ''}.", width, first="  ")
        case "date":
            return wrapped("A date, as 2026-11-23.", width, first="  ")
        case "text":
            return wrapped("In your own words, on one line.", width, first="  ")
        case "names":
            return wrapped(
                "One name, or several with commas between them; none if there are none.",
                width,
                first="  ",
            )


def _numbered(texts: list[str], width: int) -> list[str]:
    size = len(str(len(texts)))
    keys = [f"  {key:>{size}}  " for key in range(1, len(texts) + 1)]
    if len(texts) > ONE_COLUMN:
        entries = [key + visible(text) for key, text in zip(keys, texts, strict=True)]
        column = max(cells(entry) for entry in entries) + 2
        if (width + 2) // column > 1:
            return _in_columns(entries, column, (width + 2) // column)
    return [line for key, text in zip(keys, texts, strict=True) for line in wrapped(text, width, first=key)]


def _in_columns(entries: list[str], column: int, columns: int) -> list[str]:
    """Choices side by side, read downwards; `column` is the width of one with its gap."""
    rows = -(-len(entries) // columns)
    return [
        "".join(entry + " " * (column - cells(entry)) for entry in entries[row::rows]).rstrip()
        for row in range(rows)
    ]


def _standing(screen: Screen, width: int) -> list[str]:
    lines: list[str] = []
    if screen.present is not None:
        for line in said_lines(screen.asked, screen.present):
            lines += wrapped(line, width, first="  " if line.startswith(" ") else "")
    else:
        if screen.note:
            lines += wrapped(f"Note so far: {screen.note}", width)
        if screen.assurance != "stated" or screen.evidence:
            held = "; ".join(one.title for one in screen.evidence)
            known = labels.ASSURANCE[screen.assurance]
            lines += wrapped(f"Evidence so far: {known}{': ' + held if held else ''}", width)
    return lines


def said_lines(asked: Question | Control, answer: Answer) -> Iterator[str]:
    """An answer that stands: what, who, when, how well known, note, evidence."""
    every = " (for all)" if answer.subject.id == "*" else ""
    yield f"Answer now{every}: {capital(answer_words(asked, answer))}"
    origin = [
        who_said(answer),
        date_words(answer.at) if answer.at else "",
        labels.ASSURANCE[answer.assurance],
    ]
    yield "  " + sentence(", ".join(part for part in origin if part))
    if answer.note:
        yield f"Note: {answer.note}"
    for line in evidence_words(answer):
        yield f"Evidence: {line}"


def _keys(screen: Screen) -> str:
    keys = ["? why"]
    if screen.looking_back:
        keys += ["Enter keeps", "o onward"]
    else:
        keys += ["l later", "d don't know"]
    if screen.can_go_back:
        keys.append("b back")
    if screen.others:
        keys.append("= same for all" if screen.before else "= for all")
    elif screen.before:
        keys.append("= same again")
    return "Keys: " + ", ".join([*keys, "h more"])


def why_lines(screen: Screen, width: int) -> list[str]:
    """Why we ask, what helps, who usually knows; of a control also what it rests on and what passes."""
    asked = screen.asked
    parts: list[tuple[str, str]] = [("Why we ask", asked.why)]
    if isinstance(asked, Control):
        parts.append(("What must be true", asked.statement))
        if asked.ask.kind == "number":
            parts.append(("What passes", capital(limits_words(asked.ask.met, asked.ask.unit))))
            parts.append(("Partly passes", capital(limits_words(asked.ask.partly, asked.ask.unit))))
            parts.append(("Where the limit comes from", asked.ask.limit_source))
        parts.append(("Help", asked.ask.help))
        parts.append(("Evidence to ask for", "; ".join(asked.evidence)))
    else:
        parts.append(("Help", asked.help))
    parts.append(("Who usually knows", f"the {labels.role(role_of(asked))}"))
    for source in screen.sources:
        state = "" if source.state == "in-force" else f" ({labels.STANDING[source.state]})"
        parts.append(("Rests on", f"{source.citation}{state}, {source.title}"))
    parts.append(("Id", f"{asked.id}@{screen.subject.id}" if screen.subject.id else asked.id))
    lines = [""]
    for title, text in parts:
        if text:
            lines += wrapped(f"{title}: {sentence(text) if title != 'Id' else text}", width, rest="  ")
    return lines


def help_lines(width: int) -> list[str]:
    """Every key, and how to type an answer that looks like one."""
    lines = [""]
    for letter, what in COMMANDS.items():
        lines += wrapped(what, width, first=f"  {letter}  ")
    tail = "To give an answer that is a single letter, put it in quotes: 'b"
    return [*lines, *wrapped(tail, width)]


def summary_lines(summary: Summary, width: int) -> list[str]:
    """Where things stand and what comes next."""
    lines = [""]
    say = {
        "finished": "Nothing is left to ask.",
        "quit": "Stopped here.",
        "interrupted": "Interrupted.",
    }[summary.ended]
    if summary.ended == "finished" and (summary.role or summary.section):
        narrowed = f"the {labels.role(summary.role)}" if summary.role else f"section {summary.section}"
        say = f"Nothing is left to ask for {narrowed}."
    kept = "Everything recorded is saved." if summary.ended != "finished" else ""
    lines += wrapped(f"{say} {kept} {capital(plural(summary.recorded, 'change'))} recorded this time.", width)
    lines += wrapped(progress_line(summary.progress), width)
    if summary.open_elsewhere:
        others = plural(summary.open_elsewhere, "more question")
        lines += wrapped(f"{capital(others)} open for others.", width)
    if summary.set_aside:
        lines += ["", *wrapped("Set aside, and whom to ask:", width), *_by_person(summary.set_aside, width)]
    return lines


def _by_person(items: tuple[OpenItem, ...], width: int) -> list[str]:
    grouped: dict[str, list[OpenItem]] = {}
    for item in items:
        grouped.setdefault(capital(labels.role(item.follow_up.ask)), []).append(item)
    lines: list[str] = []
    shown = 0
    for person, theirs in grouped.items():
        if shown >= MOST:
            break
        lines += wrapped(f"{person}:", width, first="  ")
        for item in theirs[: MOST - shown]:
            cause = {"later": " (put off)", "declined": " (declined)"}.get(item.follow_up.cause, "")
            if item.only_noted:
                cause = " (open; your note is kept with it)"
            lines += wrapped(f"{item.label}{cause}", width, first="    ", rest="      ")
        shown += len(theirs[: MOST - shown])
    if shown < len(items):
        lines += wrapped(
            f"and {len(items) - shown} more; bpo-controls status lists them all", width, first="  "
        )
    return lines
