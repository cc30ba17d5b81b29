"""Words that look as if they name a patient. Engagements hold no patient data, so such text is refused.

A guard against slips, not a de-identification tool: it knows the shapes in which identifiers of the
HIPAA list (45 CFR 164.514(b)(2)) are usually typed, and prefers a missed oddity to a false alarm in
ordinary notes about limits, laws, volumes and help desks.
"""

from __future__ import annotations

from bpo_controls.answers.phi_contacts import find_contacts
from bpo_controls.answers.phi_hit import PhiHit
from bpo_controls.answers.phi_names import find_names
from bpo_controls.answers.phi_numbers import find_numbers
from bpo_controls.answers.plain_letters import plain_letters
from bpo_controls.diagnostics import Diagnostic


def looks_like_phi(text: str, *, contact: bool = False) -> tuple[PhiHit, ...]:
    """Everything in `text` that looks like a patient identifier, in text order, without overlaps.

    `contact` is for fields that name a person to ask or where a document is kept: there a phone
    number, an e-mail address or a street is what one would expect.
    """
    plain = plain_letters(text)
    hits = [*find_numbers(plain.text), *find_names(plain.text)]
    if not contact:
        hits += find_contacts(plain.text)
    hits.sort(key=lambda found: (found.start, -found.end))
    kept: list[PhiHit] = []
    for found in hits:
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    placed = ((found, *plain.typed_span(found.start, found.end)) for found in kept)
    return tuple(
        PhiHit(found.kind, found.looks_like, found.masked, start, end) for found, start, end in placed
    )


def identifier_problem(text: str, what: str, *, contact: bool = False) -> Diagnostic | None:
    """The refusal of a text that looks like a patient identifier, or None. Never repeats the identifier."""
    hits = looks_like_phi(text, contact=contact)
    if not hits:
        return None
    found = "; ".join(f"{found.looks_like} ({found.masked})" for found in hits)
    return Diagnostic(
        "looks-like-identifier",
        f"{what} seems to hold {found}",
        hint="describe the case without naming the person; engagements hold no patient data",
    )
