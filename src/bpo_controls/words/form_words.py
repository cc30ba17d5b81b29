"""Sentences of filled forms."""

from __future__ import annotations

from bpo_controls.words.numbers import listed, plural, share

ANSWER: dict[str, str] = {
    "yes": "Yes",
    "no": "No",
    "partly": "Partly",
    "claimed": "Said to be so; figure to follow",
    "another-way": "Done another way",
    "accepted": "No; the risk was accepted",
    "not-applicable": "Not applicable",
}
"""What a form says to a question that controls answer."""

T: dict[str, str] = {
    "draft": "Draft for the signer: {signer}. Nothing here is signed or attested. Read every line, complete what is blank, and correct what is wrong before you sign.",
    "needed_no": "By the answers given, this scope does not need this form. It is shown so that you can see what it would hold.",
    "needed_undecided": "Whether this scope needs this form hangs on an answer that is missing.",
    "no_copies": "By the answers given, there is nothing that this form would be made for.",
    "no_copies_unknown": "Nobody has said yet what this form would be made for. Answer the scoping questions first.",
    "copy_undecided": "Whether a copy for {name} is needed hangs on an answer that is missing.",
    "undecided": "(whether this line is needed hangs on a missing answer)",
    "layout": "Layout",
    "due": "When it is due",
    "signer": "Who signs",
    "rests_on": "What it rests on",
    "form_of": "{title}: {name}",
    "col_field": "Field",
    "col_entry": "Entry",
    "open": "Still blank, and whom to ask",
    "open_intro": "Each line below was left blank on purpose. Nothing was filled in from a guess.",
    "col_ask": "Ask",
    "col_reason": "Why it is blank",
    "col_fields": "Fields",
    "traces": "Where each entry comes from",
    "traces_intro": "Every filled entry rests on an answer, on engagement.yaml, or on a list that came with the command.",
    "col_rests": "Rests on",
    "col_said": "What was said",
    "col_who": "Who, and when",
    "for_signer": "For the signer",
    "sign": "Signature",
    "no_rows": "Nothing in this engagement calls for a line here.",
    "main_copy": "Copy",
    "main_section": "Section",
    "main_state": "State",
    "key_engagement": "engagement.yaml",
    "key_people": "people of engagement.yaml",
    "key_assessment": "the assessment",
    "key_sheet": "the list given with the command",
    "key_step": "the action plan",
}

WHY: dict[str, str] = {
    "unanswered": "Not answered yet.",
    "dont-know": "Asked, and not known yet.",
    "declined": "Declined to answer.",
    "branch-open": "Not asked yet: it hangs on an earlier answer that is missing.",
    "subjects-unknown": "The scope has not been settled yet.",
    "contested": "Two answers disagree. A person has to settle which one stands.",
    "no-key": "Not given in engagement.yaml ({key}).",
    "no-person": "Nobody with this role is named.",
    "no-proof": "No document was named with the answer.",
    "not-seen": "No date of inspection was recorded.",
    "no-date": "No gate date is set.",
    "no-parameter": "No value binds by the answers given.",
    "parameter-open": "Which value binds hangs on an answer that is missing.",
    "undecided": "Whether this applies cannot be decided yet.",
    "not-asked": "How this stands has not been said.",
    "broader": "The control behind this asks for more than this line and is not fully met; which part is missing was not said.",
    "no-sheet": "Give the list to draw from: --sheet ids=FILE.",
    "people": "For people to fill in.",
    "no-track": "Nothing has been said of these steps yet: see the action plan.",
    "no-email": "No email address is given for this person.",
    "no-control": "No control of this scope answers it.",
}
"""Why a field is blank."""

BASIS: dict[str, str] = {"stated": "Stated", "seen": "Document seen", "tested": "Tested"}


def counts_words(filled: int, knowable: int, people: int) -> str:
    """`12 of 13 entries (92%) that this engagement can know are filled; 4 are for people to fill in.`"""
    text = f"{share(filled, knowable)} entries that this engagement can know are filled"
    if people:
        text += f"; {plural(people, 'entry is', 'entries are')} for people to fill in"
    return f"{text}."


def stated_only(word: str) -> str:
    """A yes that rests on words alone says so."""
    return f"{word} (stated, no document seen)"


def lines_words(numbers: list[int], whole: int) -> str:
    """`every line`, `line 4`, `lines 1, 3 to 5 and 9`."""
    if len(numbers) == whole and whole > 1:
        return "every line"
    runs: list[list[int]] = []
    for one in numbers:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    parts = [
        part
        for run in runs
        for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(one) for one in run])
    ]
    return f"line{'s' if len(numbers) > 1 else ''} {listed(parts)}"


def numbered_words(texts: list[str]) -> str:
    """`1. December 14, 2026; 2. January 4, 2027`; what is empty is left out and keeps its number."""
    return "; ".join(f"{place}. {text}" for place, text in enumerate(texts, start=1) if text)
