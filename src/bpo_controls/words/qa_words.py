"""Sentences of the QA sampling plan."""

from __future__ import annotations

from bpo_controls.words.numbers import number

T: dict[str, str] = {
    "title": "QA sampling plan",
    "about": "Per workflow how many items to check each month, how many may be wrong, who draws them and how, what it costs in hours, and what a result proves.",
    "lead": "How many items to check each month, how many of them may be wrong, and what that proves. The numbers are exact, not rules of thumb: each plan says how often it would be wrong about good work and about bad work.",
    "scope_unknown": "Nobody has said yet which workflows there are, so there is no plan.",
    "volume_unknown": "Not known yet: the monthly volume of {workflows}. Until it is, the plan is open between the two sizes shown.",
    "plan": "The plan",
    "plan_intro": "Every item of the month can be drawn. The sample passes with at most so many wrong; one critical error makes an item wrong.",
    "proves": "What each plan proves",
    "proves_intro": "Good work is work at the target, bad work is work at the tolerable limit. A plan with fewer items is cheaper and is wrong more often.",
    "draw": "The draw",
    "strata": "What is topped up",
    "strata_intro": "The common draw alone decides whether the month passed. These additions are for coaching and for looking where harm is likely; they never count in the verdict.",
    "ramp": "New hires",
    "ramp_intro": "Counted from the first live item. The additions follow the same order as the draw.",
    "results": "What the results prove",
    "results_intro": "Limits are exact (Clopper-Pearson).",
    "switching": "Tighter and easier inspection",
    "calibration": "Calibration",
    "dispute": "When a score is disputed",
    "software": "Software that scores everything",
    "software_intro": "A score for every item is no sample error, but the software can be wrong on all like items at once. So people score again, blind: items that it passed, and items that it failed.",
    "software_open": "Nobody has said whether software scores the items of {workflows}. The plan below counts only if it does.",
    "software_plant": "Also plant {n} items that are known to be wrong among a month's work; all of them must be caught. That shows that at least {share} of wrong items are found.",
    "hours": "Reviewers",
    "hours_intro": "Hours a month for scoring, second scores, calibration and disputes. Additions for strata and new hires come on top; they hang on who works that month.",
    "hours_unknown": "not known",
    "today": "How it stands today",
    "today_intro": "The controls on quality checks that this plan rests on, as they were answered.",
    "assumptions": "Assumptions",
    "assumptions_intro": "None of these comes from an answer. Change one with --set and run again.",
    "list": "Items to check",
    "list_intro": "In the order of the draw.",
    "none_to_draw": "no items",
    "col_workflow": "Workflow",
    "col_volume": "Items a month",
    "col_target": "Target",
    "col_tolerable": "Must not pass",
    "col_sample": "Check",
    "col_wrong": "Pass with at most",
    "col_hours": "Reviewer hours",
    "col_fte": "FTE",
    "col_minutes": "Minutes an item",
    "col_why": "Why",
    "col_plan": "Plan",
    "col_good_fails": "Good work fails",
    "col_bad_passes": "Bad work passes",
    "col_column": "Column of the list",
    "col_least": "Each at least",
    "col_weeks": "Weeks",
    "col_share": "Checked",
    "col_until": "Until",
    "col_step": "Step",
    "col_who": "Who",
    "col_within": "Within",
    "col_reviewed": "Reviewed",
    "col_errors": "Wrong",
    "col_accuracy": "Accuracy",
    "col_between": "Between",
    "col_claim": "Can be claimed",
    "col_verdict": "Verdict",
    "col_next": "Next",
    "col_allowed": "Wrong allowed",
    "col_passed": "Of those it passed",
    "col_failed": "Of those it failed",
    "col_id": "Item",
    "col_added": "Drawn for",
    "col_result": "Result",
    "col_control": "Control",
    "col_standing": "Standing",
    "col_said": "What was said",
    "col_assumption": "Assumption",
    "col_value": "Value",
    "col_because": "Where it comes from",
    "col_key": "--set",
    "common": "the verdict",
    "total": "Together",
}

KIND: dict[str, str] = {
    "two-point": "Both risks kept, any volume (exact binomial)",
    "lot": "Both risks kept, for this lot (exact hypergeometric)",
    "zero": "None may be wrong (zero acceptance)",
    "table": "Standard table (MIL-STD-105E, Z1.4, ISO 2859-1)",
    "all": "Every item",
}

ASSUMED: dict[str, str] = {
    "reviewer_hours": "Hours a month that one reviewer scores",
    "double_share": "Percent of the sample scored twice",
    "calibration_hours": "Hours a month of calibration for each workflow",
    "dispute_share": "Percent of scored items that are disputed",
    "dispute_minutes": "Minutes to settle a dispute",
}

TAKES: dict[str, str] = {
    "target": "Accuracy aimed at, percent.",
    "tolerable": "Accuracy that must not pass, percent.",
    "confidence": "How often bad work must fail, percent.",
    "good_fails": "How often good work may fail, percent.",
    "volume": "Items a month, where the answer is missing or out of date.",
    "plan": "Which plan: two-point, lot, zero, table or all.",
    "level": "Inspection level of the standard table: II unless set.",
    "minutes": "Minutes to score one item.",
    "results": "What came out, as reviewed/errors, for example results@coding=120/9.",
    "history": "Months so far, oldest first: A accepted, R rejected, for example history@coding=AAR.",
    "reduced": "agreed, where both sides have agreed on reduced inspection.",
    "scores_all": "yes or no: software scores every item.",
    "seed": "What the draw starts from: named by the buyer after the list is closed.",
    **ASSUMED,
}

COLUMN: dict[str, str] = {"payer": "Payer", "agent": "Agent", "risk": "Risk class", "new_hire": "New hire"}

BECAUSE: dict[str, str] = {
    "start": "Inspection starts as normal.",
    "kept": "Nothing in the months so far changes it.",
    "tightened": "Two of five months in a row, or fewer, were rejected.",
    "normal-again": "Five months in a row were accepted.",
    "stopped": "Five months were rejected under tightened inspection: the work stops until the cause is mended.",
    "reduced": "Ten months in a row were accepted and both sides agreed.",
    "rejected": "A month was rejected, which ends reduced inspection.",
}


def draw_steps(seed: str, given: bool) -> tuple[str, ...]:
    """How the sample is drawn, so that an auditor finds the same items."""
    named = (
        f"The seed is “{seed}”."
        if given
        else (
            f"Nobody has named a seed yet; “{seed}” stands in for it. The buyer names one after the list is closed (--set seed=…)."
        )
    )
    return (
        "Somebody outside the team that did the work closes the list of all finished items of the month, one line per item with its id, and keeps a copy.",
        named,
        "For each item work out SHA-256 of the seed, a colon and the id, in hexadecimal.",
        "Sort by that number. The first items are the sample; a replacement is the next one, with the reason on file.",
        "Anyone with the list and the seed finds the same items: --sheet items=FILE does it, and so does any other tool.",
    )


def percent_words(rate: float, digits: int = 1) -> str:
    """`92.5%` for 0.925. Only nothing is 0% and only all is 100%."""
    shown = round(rate * 100, digits)
    if shown == 100 and rate < 1:
        return f"over {100 - 10**-digits:g}%"
    if shown == 0 and rate > 0:
        return f"under {10**-digits:g}%"
    return f"{shown:g}%"


def target_words(source: str, because: str) -> str:
    """Where a target comes from."""
    if source == "set":
        return "set with the command"
    return f"limit of control {source}" if source else because


def next_words(word: str, more: int, more_errors: int) -> str:
    """What to do after a verdict."""
    if word == "pass":
        return "The same plan next month."
    if word == "not-finished":
        wrong = "none of them wrong" if more_errors == 0 else f"at most {more_errors} of them wrong"
        return f"Review {number(more)} more; it passes with {wrong}."
    return "Check all like items back to the last month that passed, find the cause, and draw the full sample anew after the fix."


VERDICT: dict[str, str] = {"pass": "Pass", "fail": "Fail", "not-finished": "Not finished"}
