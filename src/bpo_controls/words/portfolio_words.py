"""Many engagements as one table, in words."""

from __future__ import annotations

from bpo_controls.words.numbers import plural

T: dict[str, str] = {
    "title": "Portfolio",
    "attention": "What asks for attention",
    "attention_intro": "Reviews overdue, agreements that have ended or end within 90 days, accepted risks whose date has passed, "
    "gates whose date has passed while the work is not ready, steps of action plans that are overdue or were reopened, and "
    "engagements that cannot be read.",
    "no_attention": "Nothing is overdue and nothing ends soon.",
    "tiers": "By tier",
    "tiers_intro": "Tier 1: patient data, and work that decides on care, coverage or money or holds the keys to a system. Tier 2: "
    "patient data. Tier 3: neither. The tier follows from the scope alone; what is not known counts as yes.",
    "all": "Every engagement",
    "all_intro": "In the way: findings in the way of the pilot. Met of counted: not-applicable findings leave the denominator.",
    "none": "No engagement was found.",
    "col_directory": "Directory",
    "col_title": "Title",
    "col_buyer": "Buyer",
    "col_vendor": "Vendor",
    "col_tier": "Tier",
    "col_workflows": "Workflows",
    "col_pilot": "Pilot",
    "col_go_live": "Go-live",
    "col_scale": "Scale",
    "col_in_way": "In the way",
    "col_critical_gaps": "Critical gaps",
    "col_high_gaps": "High gaps",
    "col_met": "Met",
    "col_counted": "Counted",
    "col_unknown": "Not known",
    "col_review_date": "Next review",
    "col_review_overdue": "Review",
    "col_agreement": "Agreement that ends first",
    "col_agreement_until": "Ends",
    "col_agreement_state": "Agreement",
    "col_risks_ended": "Accepted risks ended",
    "col_risks_ending": "Accepted risks ending",
    "col_gates_passed": "Gates passed, not ready",
    "col_steps_overdue": "Steps overdue",
    "col_steps_reopened": "Steps reopened",
    "col_signed": "Signed as of",
    "col_last_event": "Last entry",
    "col_library": "Library",
    "col_problem": "Problem",
    "col_what": "What",
    "col_engagements": "Engagements",
    "col_not_ready": "Not ready for the pilot",
    "overdue": "Overdue",
    "ended": "Ended",
    "ends-soon": "Ends soon",
    "runs": "Runs",
    "unread": "Cannot be read",
    "total": "All",
}  # fmt: skip


def lead(engagements: int, overdue: int, ending: int, unread: int) -> str:
    """The portfolio in a sentence."""
    parts = [
        f"{plural(overdue, 'review')} overdue" if overdue else "",
        f"{plural(ending, 'agreement')} ended or ending within 90 days" if ending else "",
        f"{unread} cannot be read" if unread else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f"{plural(engagements, 'engagement')}{': ' + told if told else ', nothing overdue'}."
