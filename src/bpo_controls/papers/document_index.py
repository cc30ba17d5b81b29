"""The document index: what proof this scope needs, what has been seen, what is missing, and what settles most controls."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bpo_controls.answers.answer_model import Evidence
from bpo_controls.engine.finding import Assessment, Finding
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import Library, Party
from bpo_controls.library.register_model import DocumentData, DocumentKind
from bpo_controls.papers.told_facts import Told


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """One document that controls ask for. `controls` that rest on it, `open` those of them that nothing was seen for.

    `parts` is what to look for in a document that holds everything of its kind.
    """

    title: str
    kind: str
    parties: tuple[Party, ...]
    controls: tuple[str, ...]
    open: tuple[str, ...]
    critical: int
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenDocument:
    """Something that was seen: where it is kept, the period or version it covers, the day it was seen, for which controls."""

    evidence: Evidence
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind of document: how many are needed, controls that rest on one, and those of them without anything seen."""

    kind: DocumentKind
    documents: int
    controls: int
    open: int
    retention: tuple[tuple[str, str, str], ...]  # words, for whom, source id
    retention_open: bool
    otherwise: str


@dataclass(frozen=True, slots=True)
class DocumentIndex:
    """Everything the paper shows. `documents` are ranked: those that settle most open controls first."""

    kinds: tuple[KindCount, ...]
    documents: tuple[IndexedDocument, ...]
    seen: tuple[SeenDocument, ...]
    without_proof: int
    with_proof: int
    undecided: int


def document_index(
    library: Library, data: DocumentData, assessment: Assessment, told: Told, as_of: str
) -> DocumentIndex:
    """The index of every control that applies on an ISO date. A control done with as not applicable needs no proof."""
    findings: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        if finding.applies is Truth.TRUE and finding.status != "not-applicable":
            findings.setdefault(finding.control.id, []).append(finding)
    unproven = {one for one, some in findings.items() if not all(_proven(finding) for finding in some)}
    kinds_by_id = {kind.id: kind for kind in data.kinds}
    by_title: dict[tuple[str, str], list[Finding]] = {}
    parts: dict[tuple[str, str], dict[str, None]] = {}
    for some in findings.values():
        for evidence in some[0].control.evidence:
            title = " ".join(evidence.split())
            kind = kinds_by_id[kind_of(title, data)]
            key = (kind.id, kind.title if kind.single else title)
            by_title.setdefault(key, []).append(some[0])
            parts.setdefault(key, {})[title] = None
    documents = [
        _document(key, some, unproven, tuple(parts[key]) if kinds_by_id[key[0]].single else ())
        for key, some in by_title.items()
    ]
    documents.sort(key=lambda one: (-len(one.open), -one.critical, -len(one.controls), one.title.casefold()))
    kinds = [_kind(library, kind, documents, told, as_of) for kind in data.kinds]
    return DocumentIndex(
        tuple(sorted((one for one in kinds if one.documents), key=lambda one: (-one.open, one.kind.title))),
        tuple(documents),
        _seen(findings.values()),
        len(unproven),
        len(findings) - len(unproven),
        sum(one.applies is Truth.UNKNOWN for one in assessment.findings),
    )


def kind_of(title: str, data: DocumentData) -> str:
    """The kind that a document belongs to: the first with one of its words in the title, else the last."""
    text = title.casefold()
    for kind in data.kinds:
        if any(word in text for word in kind.words):
            return kind.id
    return data.kinds[-1].id


def _proven(finding: Finding) -> bool:
    return finding.answer is not None and bool(finding.answer.evidence)


def _document(
    key: tuple[str, str], some: list[Finding], unproven: set[str], parts: tuple[str, ...]
) -> IndexedDocument:
    controls = tuple(dict.fromkeys(one.control.id for one in some))
    return IndexedDocument(
        key[1],
        key[0],
        tuple(dict.fromkeys(one.control.party for one in some)),
        controls,
        tuple(one for one in controls if one in unproven),
        sum(one.severity in ("critical", "high") for one in some if one.control.id in unproven),
        parts,
    )


def _kind(
    library: Library, kind: DocumentKind, documents: list[IndexedDocument], told: Told, as_of: str
) -> KindCount:
    mine = [one for one in documents if one.kind == kind.id]
    rows: list[tuple[str, str, str]] = []
    undecided = False
    table = library.parameters.get(kind.retention)
    for row in table.values if table else ():
        if (row.since and as_of < row.since) or (row.until and as_of >= row.until):
            continue
        truth, _ = told.judge(row.when)
        if truth is Truth.TRUE:
            words = row.value if isinstance(row.value, str) else f"{row.value:g} {row.unit}"
            rows.append((words, row.label, row.source))
        undecided = undecided or truth is Truth.UNKNOWN
    return KindCount(
        kind,
        len(mine),
        len({control for one in mine for control in one.controls}),
        len({control for one in mine for control in one.open}),
        tuple(rows),
        undecided,
        table.otherwise if table and not rows else "",
    )


def _seen(groups: Iterable[list[Finding]]) -> tuple[SeenDocument, ...]:
    found: dict[Evidence, dict[str, None]] = {}
    for some in groups:
        for finding in some:
            for one in finding.answer.evidence if finding.answer else ():
                found.setdefault(one, {})[finding.control.id] = None
    seen = [SeenDocument(one, tuple(controls)) for one, controls in found.items()]
    return tuple(sorted(seen, key=lambda one: (-len(one.controls), one.evidence.title.casefold())))
