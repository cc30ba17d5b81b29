"""The one door for what people write into a field of a step, on the command line or in a workbook."""

from __future__ import annotations

from collections.abc import Mapping

from bpo_controls.answers.measure import parse_date
from bpo_controls.answers.phi import identifier_problem
from bpo_controls.answers.step_track import STEP_STATUSES, UNTRACKED, StepField
from bpo_controls.answers.typed_text import MAX_NAME, MAX_TEXT, clean_text, visible
from bpo_controls.diagnostics import Diagnostic, did_you_mean

_ONE_LINE: tuple[StepField, ...] = ("owner", "ticket")
_CONTACTS: tuple[StepField, ...] = ("owner", "evidence")


def read_field(field: StepField, text: str, today: str, known: Mapping[str, str]) -> str | Diagnostic:
    """The text as the record keeps it, or why it is refused. Nothing typed takes the field back.

    `today` (ISO date) refuses a day to come; `known` are the words for a status, each with its id.
    """
    if not text.strip():
        return UNTRACKED.text(field)
    if field == "status":
        folded = " ".join(text.split()).casefold()
        found = known.get(folded, folded if folded in STEP_STATUSES else "")
        hint = did_you_mean(folded, known) or f"choose from: {', '.join(known)}"
        return found if found else Diagnostic("unknown-option", f'no choice "{visible(text)}"', hint=hint)
    if field == "due":
        return parse_date(text)
    if field == "done_on":
        day = parse_date(text)
        if isinstance(day, str) and today and day > today:
            return Diagnostic("date-to-come", f"{day} is still to come", hint=f"today is {today}")
        return day
    limit = MAX_NAME if field in _ONE_LINE else MAX_TEXT
    what = field.replace("_", " ")
    problem = identifier_problem(text, f"the {what}", contact=field in _CONTACTS)
    return problem or clean_text(text, f"the {what}", limit=limit, one_line=field in _ONE_LINE)
