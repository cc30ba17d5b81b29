"""How a deliverable was made, and what it is not: what every reader is told at the end."""

from __future__ import annotations

from collections.abc import Iterable

OWN_NAMES = "Names of the work"


def own_names(titles: Iterable[tuple[str, str]]) -> str:
    """What the library calls work that goes by the client's own words here, by pairs of words and title."""
    return "; ".join(f"what is called “{words}” here is “{title}” in the library" for words, title in titles)


METHOD: tuple[tuple[str, str], ...] = (
    (
        "What a decision rests on",
        "Each control has a rule over the scoping answers. The rule comes out as yes, no, or cannot be decided yet. "
        "A missing answer never counts as no. Answers, rule, sources and what would change the decision are kept for "
        "every control, those left out too.",
    ),
    (
        "Standing",
        "A control is met, partly met or a gap by its own scale or by a measurement against its limits. No answer means "
        "not known: neither a gap nor a pass. Claimed: said to be in place, but the figure that would show it has not been "
        "given; it is counted apart and never as met. Not applicable needs a reason and leaves the count. Done another way needs "
        "a text and a reviewer. An accepted risk names who accepted it and until when.",
    ),
    (
        "Severity",
        "Each control has a severity; the rules beside it can raise it, never lower it, and the report says why.",
    ),
    (
        "Rank",
        "Gaps and partly met controls are ordered by gate (earlier first), then severity (higher first), then gap before "
        "partly met, then number of impacts (more first), then effort (less first), then id. There are no hidden weights.",
    ),
    (
        "Gates",
        "Not ready: a critical or high control due by the gate is a gap. Cannot tell: none is, but one is not known or not "
        "decided. Ready with conditions: none of these, but one is claimed without a figure, partly met, done "
        "another way and not yet reviewed, or an accepted risk. Ready: none of these.",
    ),
    (
        "Shares",
        "Share met = met ÷ (applying − not applicable). Partly met counts as not met. Numerator and denominator stand "
        "beside every percentage, which is rounded to a whole number that is 0 or 100 only when none or all are met.",
    ),
    (
        "Assurance",
        "Stated: somebody said so. Document seen: the assessor read the proof. Tested: the assessor tried it. The three "
        "are never added up into one number.",
    ),
    (
        "Effort",
        "Hours are working estimates by the library's authors, not a quote.",
    ),
    (
        "Law",
        "A rule counts as law only while it is in force on the as-of date. Sources marked as not verified were not read "
        "in the original by the library's authors.",
    ),
)

LIMITS: tuple[str, ...] = (
    "This is a gap assessment. It is not a risk analysis under 45 CFR 164.308(a)(1)(ii)(A), and it does not replace one.",
    "It is not legal advice. Ask counsel before you rely on a reading of the law.",
    "It rests on what was said and shown up to the as-of date. What nobody told us is not in it.",
)
