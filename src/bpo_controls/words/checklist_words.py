"""The words of a checklist: how to use it, its parts, the places of a visit."""

from __future__ import annotations

from bpo_controls.words.numbers import plural

TITLE = "Checklist"
BLANK = "blank"
ANY_WORK = "outsourced healthcare work"
USE = (
    "Tick what you saw: passed, failed or not seen. Not seen is neither a pass nor a gap. Note which samples you took, "
    "so that somebody else can look at the same ones."
)
SCOPE = "Scope it is for"
NO_SCOPE = "No fact of scope was given, so only what every engagement needs is here."
CORE = "The core: what matters most for this scope"
CORE_INTRO = (
    "Start here when time is short: the most severe controls of this work and those that prevent most of its known "
    "failures, in that order."
)
RANKED = "By risk"
REST = "The rest"
UNDECIDED = "What cannot be decided yet"
UNDECIDED_INTRO = (
    "Whether these controls apply hangs on a fact that was not given. Answer the questions from the top: each line says how "
    "many controls wait for it, and how to give the answer."
)
WAITING = "Controls that wait"
NOTHING_HERE = "No control that applies fits what was asked for."
COL_QUESTION, COL_GIVE, COL_WAITING, COL_DECIDED_BY = "Question", "Give it as", "Controls", "Decided by"
COL_ANSWER = "Answer"
INTERVIEWS = "To ask in interviews"
INTERVIEWS_INTRO = "What to ask, control by control. Tick the answer in the box of the control."
COL_ASK, COL_PASSES = "Ask about", "Passes"
LIBRARY, AS_OF, TOOL = "Library", "As of", "Made with"

PLACES: dict[str, str] = {
    "desk": "At the desk, where the work is done",
    "it": "With IT",
    "hr": "With HR",
    "mail-room": "In the mail room",
    "office": "With contracts, compliance and privacy",
}
"""The places of a visit in the order in which they are walked."""


def count_words(core: int, controls: int, boxes: int) -> str:
    """`45 controls of the core and 66 more, 120 checks`."""
    checks = plural(boxes, "check")
    if not core:
        return f"{plural(controls, 'control')}, {checks}."
    if core == controls:
        return f"{plural(controls, 'control')} of the core, {checks}."
    return f"{plural(core, 'control')} of the core and {controls - core} more, {checks}."


def undecided_words(count: int) -> str:
    """That some controls are left open."""
    verb = "is" if count == 1 else "are"
    return (
        f"{plural(count, 'more control')} {verb} not on this list because the facts given do not decide whether "
        f"{'it applies' if count == 1 else 'they apply'}. The questions that would decide it stand at the end."
    )
