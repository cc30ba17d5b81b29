"""What a document is to be cut to, from words on a command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from bpo_controls.answers.slug import slug
from bpo_controls.answers.workflow_labels import workflow_named
from bpo_controls.diagnostics import Diagnostic, UserError, did_you_mean
from bpo_controls.engine.cut import Cut
from bpo_controls.engine.finding import Assessment
from bpo_controls.library.condition import SubjectKind
from bpo_controls.library.model import GATES, PARTIES, SEVERITIES, Gate, Library, Party, Severity

OPTIONS: tuple[str, ...] = ("gate", "party", "site", "workflow", "domain", "severity")
"""The options that cut, each a list: repeated, or with commas between."""


def chosen_cut(
    library: Library, assessment: Assessment, given: Mapping[str, Sequence[str] | None], *, gaps: bool = False
) -> Cut:
    """The cut that the options of `OPTIONS` ask for. Raises UserError with every word that is not known here."""
    known: dict[str, Sequence[str]] = {
        "gate": GATES,
        "party": PARTIES,
        "site": _subjects(assessment, "site"),
        "workflow": _subjects(assessment, "workflow"),
        "domain": library.domains,
        "severity": SEVERITIES,
    }
    problems: list[Diagnostic] = []
    meant = {"workflow": lambda word: workflow_named(library, word) or slug(word)}
    chosen = {
        name: _words(name, given.get(name) or (), known[name], problems, meant.get(name, slug))
        for name in OPTIONS
    }
    if problems:
        raise UserError(*problems)
    return Cut(
        gates=cast(tuple[Gate, ...], chosen["gate"]),
        parties=cast(tuple[Party, ...], chosen["party"]),
        sites=chosen["site"],
        workflows=chosen["workflow"],
        domains=chosen["domain"],
        severities=cast(tuple[Severity, ...], chosen["severity"]),
        gaps=gaps,
    )


def _subjects(assessment: Assessment, kind: SubjectKind) -> tuple[str, ...]:
    return tuple(subject.id for subject in assessment.subjects.get(kind) or ())


def _words(
    name: str,
    given: Iterable[str],
    known: Sequence[str],
    problems: list[Diagnostic],
    meant: Callable[[str], str],
) -> tuple[str, ...]:
    words = [word.strip() for text in given for word in text.split(",") if word.strip()]
    found: dict[str, None] = {}
    for word in words:
        if (match := meant(word)) in known:
            found[match] = None
            continue
        hint = did_you_mean(match, known) or (
            f"this scope names no {name}" if not known else f"known: {', '.join(known)}"
        )
        problems.append(Diagnostic("unknown-cut", f'--{name}: unknown {name} "{word}"', hint=hint))
    return tuple(one for one in known if one in found)
