"""Changes somebody made to answers.yaml by hand: shown, then taken in or left aside."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bpo_controls.diagnostics import Level
from bpo_controls.terminal.output import problems, prose, say

if TYPE_CHECKING:
    from bpo_controls.answers.answer_model import Subject
    from bpo_controls.workspace.engagement import Engagement
    from bpo_controls.workspace.mirror import HandEdits
    from bpo_controls.workspace.writer import Writer

MOST = 20
"""Differing answers that are shown one by one."""


def settle_hand_edits(engagement: Engagement, writer: Writer, *, may_ask: bool) -> None:
    """Offer to take in what was changed; unattended, leave it aside and say where, and how to take it in."""
    from bpo_controls.cli.clock import today
    from bpo_controls.words.numbers import plural
    from bpo_controls.workspace.engagement import hand_edits

    edits = hand_edits(engagement, today())
    problems(edits.diagnostics)
    changed = len(edits.answers) + len(edits.withdrawn)
    if may_ask and changed and _wanted(engagement, edits, changed):
        writer.import_hand_edits(edits)
        say(f"{plural(changed, 'answer')} taken in from answers.yaml.")
        return
    aside = writer.decline_hand_edits()
    engagement.hand_edited = False
    if aside is not None:
        place = shlex.quote(str(engagement.directory))
        say(f"To take the changes in: bpo-controls assess {place} --answers {shlex.quote(str(aside))}")


def _wanted(engagement: Engagement, edits: HandEdits, changed: int) -> bool:
    """Show what differs and ask until the reply is yes or no; the end of the input is a no."""
    from bpo_controls.terminal.stream import open_terminal
    from bpo_controls.words.numbers import capital, plural

    terminal = open_terminal(sys.stdin, sys.stdout)
    prose(f"answers.yaml was edited by hand. {capital(plural(changed, 'answer differs', 'answers differ'))}:")
    differences = list(_differences(engagement, edits))
    for line in differences[:MOST]:
        prose(line, indent="  ", rest="    ")
    if changed > MOST:
        prose(f"  and {changed - MOST} more")
    wrong = sum(1 for problem in edits.diagnostics if problem.level is Level.ERROR)
    if wrong:
        stay = "stays" if wrong == 1 else "stay"
        prose(
            f"{capital(plural(wrong, 'entry', 'entries'))} with a problem {stay} behind, "
            "in a copy of the file."
        )
    prompt = "Take the others in? (y/n): " if wrong else "Take them in? (y/n): "
    while True:
        reply = terminal.read(prompt if changed > 1 or wrong else "Take it in? (y/n): ")
        word = reply.strip().casefold() if isinstance(reply, str) else "n" if reply is None else ""
        if word in ("y", "yes"):
            return True
        if word in ("n", "no"):
            return False
        prose("Type y to take the changes in, or n to leave them aside.")


def _differences(engagement: Engagement, edits: HandEdits) -> Iterator[str]:
    from bpo_controls.engine.question_plan import asked_item
    from bpo_controls.words.answer_words import answer_words

    def name(item: str, subject: Subject) -> str:
        return f"{item}@{subject.id}" if subject.id not in ("", "*") else item

    library, entries = engagement.library, engagement.answers.entries
    for answer in edits.answers:
        asked = asked_item(library, answer.item)
        now = answer_words(asked, answer, library)
        before = entries.get(answer.need)
        was = answer_words(asked, before, library) if before is not None else "no answer"
        tail = (
            f"{now} (before: {was})" if now != was else f"{now} (as before; what was noted with it differs)"
        )
        yield f"{name(answer.item, answer.subject)}: {tail}"
    for item, subject in edits.withdrawn:
        yield f"{name(item, subject)}: taken out"
