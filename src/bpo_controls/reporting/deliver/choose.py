"""What somebody asked for in words: documents, formats, an edition."""

from __future__ import annotations

from collections.abc import Sequence

from bpo_controls.diagnostics import Diagnostic, UserError, did_you_mean, user_error
from bpo_controls.reporting.deliver.editions import EDITIONS
from bpo_controls.reporting.deliver.render import DOCUMENTS, FORMATS


def chosen_edition(named: str) -> str:
    """The edition asked for, "" when none is. Raises UserError for one that does not exist."""
    edition = named.strip().lower()
    if edition and edition not in EDITIONS:
        hint = did_you_mean(edition, EDITIONS)
        raise user_error("unknown-edition", f'--edition: unknown edition "{named.strip()}"', hint=hint)
    return edition


def chosen(formats: str, only: str, preferred: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The (document, format) pairs asked for; `preferred` formats when none is named, else all.

    Raises UserError with every unknown word, or when nothing is left to make.
    """
    wanted_formats = _words(formats) or tuple(preferred) or FORMATS
    wanted_documents = _words(only) or tuple(DOCUMENTS)
    problems = [
        Diagnostic("unknown-format", f'--format: unknown format "{word}"', hint=did_you_mean(word, FORMATS))
        for word in wanted_formats
        if word not in FORMATS
    ]
    problems += [
        Diagnostic(
            "unknown-document", f'--only: unknown document "{word}"', hint=did_you_mean(word, DOCUMENTS)
        )
        for word in wanted_documents
        if word not in DOCUMENTS
    ]
    if problems:
        raise UserError(*problems)
    pairs = tuple((doc, fmt) for doc in wanted_documents for fmt in wanted_formats if fmt in DOCUMENTS[doc])
    if not pairs:
        alike: dict[str, list[str]] = {}
        for document, found in DOCUMENTS.items():
            alike.setdefault(", ".join(found), []).append(document)
        known = "; ".join(f"{', '.join(documents)}: {found}" for found, documents in alike.items())
        raise UserError(
            Diagnostic("nothing-to-write", "no document asked for comes in a format asked for", hint=known)
        )
    return pairs


def _words(listed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip().lower() for word in listed.split(",") if word.strip()))
