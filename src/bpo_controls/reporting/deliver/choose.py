"""What somebody asked for in words: documents, formats, an edition."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bpo_controls.diagnostics import Diagnostic, UserError, did_you_mean, user_error
from bpo_controls.reporting.deliver.editions import EDITIONS
from bpo_controls.reporting.deliver.render import CLIENT_SET, DOCUMENTS, FORMATS

CLIENT_FORMATS = ("pdf", "docx", "xlsx")
"""What a client opens, where engagement.yaml names nothing else."""

READS_BEST = ("pdf", "html", "docx", "xlsx", "md")
"""Formats by how well they read, the best first."""


def chosen_edition(named: str) -> str:
    """The edition asked for, "" when none is. Raises UserError for one that does not exist."""
    edition = named.strip().lower()
    if edition and edition not in EDITIONS:
        hint = did_you_mean(edition, EDITIONS)
        raise user_error("unknown-edition", f'--edition: unknown edition "{named.strip()}"', hint=hint)
    return edition


def chosen(
    formats: str, only: str, preferred: Sequence[str] = (), *, everything: bool = False
) -> tuple[tuple[str, str], ...]:
    """The (document, format) pairs asked for.

    Without a word: the client set in the `preferred` formats, or those a client opens. `everything` stands for all
    documents and all formats where none is named. A named format that no document of the client set comes in is made
    of every document that does; a named document that comes in none of the usual formats is made in all it has.
    Raises UserError with every unknown word, or when nothing is left to make.
    """
    asked_formats, asked_documents = _words(formats), _words(only)
    problems = [
        Diagnostic("unknown-format", f'--format: unknown format "{word}"', hint=did_you_mean(word, FORMATS))
        for word in asked_formats
        if word not in FORMATS
    ]
    problems += [
        Diagnostic(
            "unknown-document", f'--only: unknown document "{word}"', hint=did_you_mean(word, DOCUMENTS)
        )
        for word in asked_documents
        if word not in DOCUMENTS
    ]
    if problems:
        raise UserError(*problems)
    usual = FORMATS if everything else tuple(preferred) or CLIENT_FORMATS
    documents = asked_documents or (tuple(DOCUMENTS) if everything else CLIENT_SET)
    pairs = _pairs(documents, asked_formats or usual)
    if asked_formats and not asked_documents:
        made = {fmt for _, fmt in pairs}
        pairs += _pairs(tuple(DOCUMENTS), tuple(fmt for fmt in asked_formats if fmt not in made))
    if asked_documents and not asked_formats:
        made = {document for document, _ in pairs}
        pairs += _pairs(tuple(one for one in asked_documents if one not in made), FORMATS)
    if not pairs:
        alike: dict[str, list[str]] = {}
        for document, found in DOCUMENTS.items():
            alike.setdefault(", ".join(found), []).append(document)
        known = "; ".join(f"{', '.join(names)}: {found}" for found, names in alike.items())
        raise UserError(
            Diagnostic("nothing-to-write", "no document asked for comes in a format asked for", hint=known)
        )
    return tuple(pairs)


def first_to_open(written: Sequence[Path]) -> Path | None:
    """The one file to open first: the earliest document of the client set in the format that reads best."""

    def place(path: Path) -> tuple[int, int]:
        document, _, rest = path.name.partition(".")
        suffix = rest.rpartition(".")[2]
        names = (*CLIENT_SET, *DOCUMENTS)
        return (
            names.index(document) if document in names else len(names),
            READS_BEST.index(suffix) if suffix in READS_BEST else len(READS_BEST),
        )

    return min(written, key=place, default=None)


def _pairs(documents: Sequence[str], formats: Sequence[str]) -> list[tuple[str, str]]:
    return [(document, fmt) for document in documents for fmt in formats if fmt in DOCUMENTS[document]]


def _words(listed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip().lower() for word in listed.split(",") if word.strip()))
