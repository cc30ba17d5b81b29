"""Signing an engagement off: what the signature binds, and what has to be in order before it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.answers.answer_model import ENGAGEMENT
from bpo_controls.answers.reconcile import same_person
from bpo_controls.answers.sign_off import Signature, last_signature
from bpo_controls.diagnostics import Diagnostic, Location, UserError
from bpo_controls.workspace import paths

if TYPE_CHECKING:
    from bpo_controls.workspace.engagement import Engagement
    from bpo_controls.workspace.writer import Writer

PHI = "phi"
"""The derived fact that says whether patients' data is in scope."""


def settings_digest(directory: Path) -> str:
    """The SHA-256 of engagement.yaml as it stands."""
    return hashlib.sha256((directory / paths.ENGAGEMENT_FILE).read_bytes()).hexdigest()


def signature_of(engagement: Engagement) -> Signature | None:
    """The latest signature, and whether it stands."""
    if not engagement.full.sign_offs:
        return None
    return last_signature(engagement.full, engagement.library.digest, settings_digest(engagement.directory))


def sign(
    engagement: Engagement,
    writer: Writer,
    *,
    by: str,
    role: str,
    assessor: str,
    as_of: str,
    editions: Sequence[str] = (),
) -> None:
    """Sign the record as it stands, for an ISO date. Raises UserError with everything that stands in the way."""
    problems = signing_problems(engagement, by, assessor)
    if problems:
        raise UserError(*problems)
    data = {
        "by": by,
        "role": role,
        "assessor": assessor,
        "as_of": as_of,
        "record": engagement.journal_head,
        "event": engagement.events[-1].n,
        "library": engagement.library.digest,
        "settings": settings_digest(engagement.directory),
        "editions": list(editions),
    }
    writer.note_event("signed", data)


def signing_problems(engagement: Engagement, by: str, assessor: str) -> list[Diagnostic]:
    """Why this person cannot sign now: no name, conflicts or challenges that are open, the assessor's own work."""
    place = Location(str(engagement.directory))
    record = engagement.record
    problems: list[Diagnostic] = []
    if not by.strip():
        problems.append(Diagnostic("signer-missing", "nobody is named", place, "--by says who signs"))
    if record.contested:
        listed = ", ".join(sorted({need.item for need in record.contested})[:8])
        problems.append(
            Diagnostic(
                "not-settled",
                f"answers still differ: {listed}",
                place,
                "`bpo-controls review` settles them",
            )
        )
    challenged = [review.need.item for review in record.reviews if review.verdict == "challenged"]
    if challenged:
        problems.append(
            Diagnostic(
                "not-settled",
                f"challenged and not answered yet: {', '.join(sorted(set(challenged))[:8])}",
                place,
                "answer them, or accept them in `bpo-controls review`",
            )
        )
    if _phi_in_scope(engagement):
        if not assessor.strip():
            hint = "--assessor names who made the assessment; with patient data somebody else must sign it"
            problems.append(Diagnostic("signer-missing", "the assessor is not named", place, hint))
        elif same_person(by, assessor):
            problems.append(
                Diagnostic(
                    "own-work",
                    f"{by} made the assessment",
                    place,
                    "with patient data in scope, somebody else reviews and signs",
                )
            )
    return problems


def _phi_in_scope(engagement: Engagement) -> bool:
    """Whether patient data is in scope; an open question counts as a yes."""
    from bpo_controls.engine.judge import judge
    from bpo_controls.engine.known_facts import Scope
    from bpo_controls.engine.truth import Truth

    library = engagement.library
    derived = library.derived.get(PHI)
    if derived is None:
        return True
    scope = Scope(library, engagement.answers, judge)
    subjects = scope.subjects(derived.per) or (ENGAGEMENT,)
    return any(judge(derived.when, subject, scope).truth is not Truth.FALSE for subject in subjects)
