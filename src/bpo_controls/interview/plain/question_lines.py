"""A question, its reasons and the end of a session as lines of plain text. No color, no cursor."""

from __future__ import annotations

from bpo_controls.interview.asker import Screen, Summary
from bpo_controls.interview.plain.parse_line import COMMANDS
from bpo_controls.interview.question_parts import (
    AnswerParts,
    Choices,
    question_parts,
    summary_parts,
    why_parts,
)
from bpo_controls.terminal.wrap import cells, wrapped
from bpo_controls.words.visible import visible

MOST = 20
"""Follow-ups named in the closing summary."""

ONE_COLUMN = 20
"""A longer list of choices stands in columns, so that the question stays on the screen."""


def question_lines(screen: Screen, width: int) -> list[str]:
    """The whole screen of one question, without the prompt."""
    parts = question_parts(screen)
    lines = [""]
    lines += [line for text in (parts.progress, parts.place) if text for line in wrapped(text, width)]
    lines.append("")
    above = (parts.title, parts.subject, parts.ask)
    lines += [line for text in above if text for line in wrapped(text, width)]
    lines += choice_lines(parts.choices, width)
    if parts.present is not None:
        lines += answer_lines(parts.present, width)
    for other in parts.contested:
        lines += answer_lines(other, width)
    if parts.held_note:
        lines += wrapped(f"Note so far: {parts.held_note}", width)
    if parts.held_evidence:
        lines += wrapped(f"Evidence so far: {parts.held_evidence}", width)
    return [*lines, *wrapped(_keys(screen), width)]


def answer_lines(answer: AnswerParts, width: int) -> list[str]:
    """An answer that stands."""
    lines = [*wrapped(answer.said, width), *wrapped(answer.origin, width, first="  ")]
    if answer.note:
        lines += wrapped(f"Note: {answer.note}", width)
    for evidence in answer.evidence:
        lines += wrapped(f"Evidence: {evidence}", width)
    return lines


def choice_lines(choices: Choices, width: int) -> list[str]:
    """The choices with their number keys, or what kind of answer is wanted."""
    hint = wrapped(choices.hint, width, first="  ") if choices.hint else []
    return [*_numbered(choices.options, width), *hint]


def _numbered(texts: tuple[str, ...], width: int) -> list[str]:
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


def _keys(screen: Screen) -> str:
    keys = ["? why"]
    if screen.contested:
        keys.append("c which counts")
    if screen.looking_back:
        keys += (["Enter keeps"] if screen.present is not None else []) + ["o onward"]
    else:
        keys += ["d don't know", "l later"]
    if screen.can_go_back:
        keys.append("b back")
    if screen.others:
        keys.append("= same for all" if screen.before else "= for all")
    elif screen.before:
        keys.append("= same again")
    return "Keys: " + ", ".join([*keys, "/ find", "h more"])


def why_lines(screen: Screen, width: int) -> list[str]:
    """Why this is asked, one paragraph per reason."""
    lines = [""]
    for title, text in why_parts(screen):
        lines += wrapped(f"{title}: {text}", width, rest="  ")
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
    parts = summary_parts(summary)
    lines = ["", *wrapped(parts.ended, width), *wrapped(parts.progress, width)]
    if parts.open_elsewhere:
        lines += wrapped(parts.open_elsewhere, width)
    if parts.set_aside:
        lines += ["", *wrapped("Set aside, and whom to ask:", width)]
    left = MOST
    for person, items in parts.set_aside:
        if left:
            lines += wrapped(f"{person}:", width, first="  ")
        for item in items[:left]:
            lines += wrapped(item, width, first="    ", rest="      ")
        left -= len(items[:left])
    hidden = sum(len(items) for _, items in parts.set_aside) - (MOST - left)
    if hidden:
        lines += wrapped(f"and {hidden} more; bpo-controls status lists them all", width, first="  ")
    return lines
