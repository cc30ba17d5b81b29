"""The lines around the card: who and where we are, and the keys that matter here."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from bpo_controls.engine.finding import GateVerdict, Status, Verdict
from bpo_controls.interview import asker
from bpo_controls.interview.people import Respondent
from bpo_controls.interview.question_parts import progress_words
from bpo_controls.interview.screen.signs import STYLE, Signs
from bpo_controls.terminal.wrap import cells, shortened
from bpo_controls.words import labels
from bpo_controls.words.numbers import plural

_GATE_STATUS: dict[Verdict, Status] = {
    "ready": "met",
    "ready-with-conditions": "partly",
    "cannot-tell": "unknown",
    "not-ready": "gap",
}
BAR = 16
"""Columns of the bar that shows how far an area is."""


def header_content(
    title: str,
    who: Respondent,
    signs: Signs,
    width: int,
    gates: Sequence[GateVerdict] = (),
    *,
    presenting: bool,
) -> Content:
    """`Sunrise Health Plan · Mabuhay Careline          Tanya Reyes, UM director`."""
    named = ", ".join(part for part in (who.by, labels.role(who.role)) if part) or "nobody named"
    right = "" if presenting else signs.plain(shortened(f"{named} (s)", width // 2))
    left = signs.plain(shortened(title, width - cells(right) - 2))
    gap = " " * max(width - cells(left) - cells(right), 1)
    strip = gates_line(gates, signs) if gates and not presenting else Content("")
    if 0 < strip.cell_length < len(gap) - 4:
        before = (len(gap) - strip.cell_length) // 2
        after = len(gap) - strip.cell_length - before
        return Content.assemble((left, "bold"), " " * before, strip, " " * after, right)
    return Content.assemble((left, "bold"), gap, right)


def gates_line(gates: Sequence[GateVerdict], signs: Signs) -> Content:
    """`Pilot ✗ 16 gaps · Go-live ✗ 20 gaps · Scale ? cannot tell`."""
    parts = []
    for gate in gates:
        status: Status = _GATE_STATUS[gate.verdict]
        gaps = (
            plural(len(gate.to_close), "gap")
            if gate.verdict == "not-ready"
            else labels.VERDICT[gate.verdict].lower()
        )
        words = f"{labels.GATE[gate.gate]} {signs.of_status(status)} {gaps}"
        parts.append(signs.text(words, STYLE[status]))
    return Content(signs.plain(" · ")).join(parts)


def place_content(screen: asker.Screen, signs: Signs, width: int, *, presenting: bool) -> Content:
    """`Access 7 of 13 ━━━━╸─── 76 answered · 62 open · 8 to chase · about 45 min`."""
    at, of = screen.place.at, screen.place.of
    count = f" {at} of {of}" if at else ""
    where = f"{screen.heading}{count}"
    if presenting:
        return signs.text(where)
    filled = round(BAR * at / of) if of else 0
    bar = signs.of("full") * filled + signs.of("empty") * (BAR - filled)
    counts = progress_words(screen.progress, screen.minutes)
    triage = "First pass · " if screen.triage else ""
    right = signs.plain(f"{triage}{counts}")
    room = width - cells(right) - 2
    if room < cells(where):  # how far one is matters more than the whole name of where one is
        where = shortened(screen.heading, max(room - cells(count), 5)) + count
    left = where if room < cells(where) + BAR + 1 or not of else f"{where} {bar}"
    left = signs.plain(shortened(left, max(room, 10)))
    return Content(left + " " * max(width - cells(left) - cells(right), 1) + right)


def keys_content(screen: asker.Screen, signs: Signs, width: int, *, presenting: bool) -> Content:
    """The keys that matter at this question, in one or two lines."""
    if presenting:
        return signs.text("F2 ends presenting")
    return keys_line(_keys(screen), signs, width)


def _keys(screen: asker.Screen) -> list[tuple[str, str]]:
    """Keys by how much they matter here; those for which there is no room stand in the help."""
    keys: list[tuple[str, str]] = []
    if screen.contested:
        keys.append(("c", "which counts"))
    if screen.present is not None:
        keys.append(("Enter", "keeps"))
    if screen.looking_back:
        keys.append(("o", "onward"))
    keys += [("d", "don't know"), ("l", "later"), ("x", "n/a")]
    if screen.others:
        keys.append(("=", "for all"))
    elif screen.before is not None:
        keys.append(("=", "same again"))
    keys += [("n", "note"), ("e", "evidence"), ("?", "why"), ("b", "back"), ("j", "skip"), ("/", "find")]
    keys += [
        ("Tab", "list"),
        ("h", "keys"),
        ("q", "stop"),
        ("s", "who"),
        ("ctrl+z", "undo"),
        ("F3", "what if"),
    ]
    return [*keys, ("F2", "present"), ("ctrl+p", "all"), ("k", "accept risk"), ("f", "flag"), ("g", "go to")]


def keys_line(keys: list[tuple[str, str]], signs: Signs, width: int, rows: int = 2) -> Content:
    """Keys side by side in at most so many rows, each kept whole."""
    lines: list[list[Content]] = [[]]
    used = 0
    for key, what in keys:
        text = f"{key} {what}"
        if used and used + cells(text) + 2 > width:
            if len(lines) == rows:
                break
            lines.append([])
            used = 0
        lines[-1].append(Content.assemble((signs.plain(key), "bold"), signs.plain(f" {what}")))
        used += cells(text) + 2
    return Content("\n").join(Content("  ").join(line) for line in lines)
