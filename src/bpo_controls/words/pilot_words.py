"""Sentences of the pilot plan."""

from __future__ import annotations

from bpo_controls.words.numbers import number, plural

T: dict[str, str] = {
    "title": "Pilot plan",
    "about": "The smallest slice to start with, what must be true before it, what proves it, what to watch each day, when it stops, and the way back.",
    "lead": "Start with the smallest slice that can prove the work, check every item of it, and stop for reasons that were agreed before it began.",
    "scope_unknown": "Nobody has said yet which workflows there are, so there is no slice to start with.",
    "slice": "The slice",
    "others": "Why this one",
    "others_intro": "The workflow with the fewest critical or high controls that are a gap or not known by the pilot; among equals the one that needs the fewest items. Choose another with --set workflow=…",
    "dates": "Dates",
    "entry": "Before the first item",
    "entry_intro": "Controls due by the pilot that are not yet met, worst first. Critical and high ones hold the pilot up; the others need a name and a date.",
    "no_entry": "Every control due by the pilot is met.",
    "exit": "What ends the pilot well",
    "exit_table": "Due by go-live and not yet met",
    "no_exit": "Every control due by go-live is met.",
    "measures": "What to watch",
    "measures_intro": "The first three every working day, the others as often as they can move. The figures outside their limit today come first; one that leaves its limit is told the same day.",
    "stops": "When the pilot stops",
    "stops_intro": "Any one of these stops new items at once. The person named may do so alone.",
    "rollback": "The way back",
    "assumptions": "Assumptions",
    "col_workflow": "Workflow",
    "col_blockers": "In the way",
    "col_items": "Items to check",
    "col_wrong": "Wrong allowed",
    "col_control": "Control",
    "col_standing": "Standing",
    "col_severity": "Severity",
    "col_who": "Who",
    "col_step": "First step",
    "col_limit": "Limit",
    "col_today": "Today",
    "col_measure": "Figure",
    "col_week": "Pilot",
    "col_stop": "What happened",
    "col_stopper": "Who stops it",
    "col_within": "By when",
    "col_assumption": "Assumption",
    "col_value": "Value",
    "col_because": "Where it comes from",
    "not_known": "not known",
    "no_date": "no date set",
    "maybe": "(if it can happen here: not known yet)",
    "workflow": "Workflow",
    "size": "Size",
    "people": "People",
    "time": "Time",
    "proof": "What it proves",
    "gate": "Gate today",
    "pilot": "Pilot",
    "go_live": "Go-live",
    "review": "Review of this engagement",
    "feared": "The failure to avoid",
}

ASSUMED: dict[str, str] = {
    "agents": "People in the pilot",
    "workdays": "Working days in a month",
    "weeks_at_target": "Weeks at target before growth",
}


def count_words(items: int | None, wrong: int | None) -> tuple[tuple[str, str], ...]:
    """The figures that every pilot counts, with their limits."""
    return (
        ("Items finished, and of these checked", "All are checked"),
        (
            "Items found wrong so far, and of these critical",
            f"At most {wrong} of {number(items)}; 0 critical"
            if items is not None and wrong is not None
            else "Not known yet; 0 critical",
        ),
        ("Items that wait, and the age of the oldest", "None past its clock"),
    )


def size_words(items: int | None, share: float | None, volume: int | None) -> str:
    """How large the slice is."""
    if items is None:
        return "Not known: it follows from the monthly volume, which nobody has given."
    if share is None or volume is None:
        return f"{plural(items, 'item')}, every one of them checked."
    if share >= 1:
        return f"All {number(items)} items of a month, every one of them checked."
    shown = f"{share * 100:.1f}".rstrip("0").rstrip(".") if share < 0.1 else f"{share * 100:.0f}"
    return f"{number(items)} of {number(volume)} items a month ({shown}%), drawn by chance, every one of them checked."


def time_words(days: int | None, weeks: float) -> str:
    """How long it takes."""
    if days is None:
        return f"Not known: it follows from volume and team size. At least {weeks:g} weeks, so that accuracy can be seen to hold."
    worked = plural(days, "working day")
    if days < weeks * 5:
        return f"{worked} of work for these people; spread it over {weeks:g} weeks, so that accuracy can be seen to hold."
    return f"{worked} of work for these people."


def exit_words(items: int | None, wrong: int | None, target: float, weeks: float) -> tuple[str, ...]:
    """The criteria that end the pilot well."""
    proof = (
        f"{number(items)} items have been checked and at most {wrong} of them are wrong."
        if items is not None
        else "The sample of the QA plan has passed; its size is not known yet."
    )
    return (
        proof,
        f"Accuracy has been {target:g}% or better in each of the last {weeks:g} weeks.",
        "No stop rule has been met, or its cause is found, mended and tested.",
        "Every critical and high control due by go-live is met (listed below).",
        "Buyer and vendor have signed this page with the date.",
    )


def proof_words(target: float, tolerable: float, confidence: float, good_fails: float) -> str:
    """What a passed pilot proves."""
    return (
        f"Work that is only {tolerable:g}% right would fail at least {confidence:g} times in 100; "
        f"work that is {target:g}% right would fail at most {good_fails:g} times in 100."
    )
