"""`explain`: why a control applies, does not, or cannot be decided yet, and what would flip it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Directory, Json, Libraries
from bpo_controls.cli.shell_completion import controls

if TYPE_CHECKING:
    from bpo_controls.engine.finding import Finding
    from bpo_controls.workspace.assessed import AssessedEngagement


def explain(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="A control, for example ACC-01, or ACC-01@coding.", autocompletion=controls
        ),
    ],
    directory: Directory = Path(),
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Tell why a control applies, does not, or is undecided, and what would flip it.

    Example: bpo-controls explain ACC-02 acme-coding
    """
    from bpo_controls.cli.open_assessed import open_assessed
    from bpo_controls.terminal.output import data, data_json, prose

    opened = open_assessed(directory, libraries, as_of)
    findings = _find(opened, id_)
    if json:
        data_json([_plain(opened, finding) for finding in findings])
        return
    for index, finding in enumerate(findings):
        if index:
            data()
        for line in _lines(opened, finding):
            prose(line)


def _find(opened: AssessedEngagement, id_: str) -> tuple[Finding, ...]:
    from bpo_controls.answers.workflow_labels import workflow_named
    from bpo_controls.diagnostics import did_you_mean, user_error

    control_id, _, subject = id_.partition("@")
    known = opened.library.controls
    control_id = control_id if control_id in known else control_id.upper()
    if control_id not in known:
        _refuse_other_kinds(opened, id_.partition("@")[0])
        retired = opened.library.retired.get(control_id)
        hint = f"retired: {retired.because}" if retired else did_you_mean(control_id, known)
        raise user_error(
            "unknown-control", f'unknown control "{id_}"', hint=hint or "see: bpo-controls library list"
        )
    findings = opened.assessment.of(control_id)
    if not subject:
        return findings
    meant = (subject, workflow_named(opened.library, subject))
    chosen = tuple(f for f in findings if f.subject.id in meant)
    if not chosen:
        subjects = [f.subject.id for f in findings if f.subject.id not in ("", "*")]
        raise user_error(
            "unknown-subject",
            f'{control_id} is not decided for "{subject}"',
            hint=did_you_mean(subject, subjects) or f"{control_id} is about the whole engagement",
        )
    return chosen


def _refuse_other_kinds(opened: AssessedEngagement, id_: str) -> None:
    """A question, fact, source or workflow has nothing to explain, but something to show."""
    from bpo_controls.diagnostics import user_error

    library = opened.library
    tables = (
        ("a question", library.questions),
        ("a derived fact", library.derived),
        ("a source", library.sources),
        ("a workflow", library.workflows),
    )
    for what, table in tables:
        if id_ in table:
            raise user_error(
                "unknown-control",
                f'"{id_}" is {what}, not a control',
                hint=f"see: bpo-controls library show {id_}",
            )


def _lines(opened: AssessedEngagement, finding: Finding) -> Iterator[str]:
    from bpo_controls.engine.horizon import standing
    from bpo_controls.engine.truth import Truth
    from bpo_controls.words import labels
    from bpo_controls.words.answer_words import about
    from bpo_controls.words.conditions import condition_in_words
    from bpo_controls.words.findings import citation_words, missing, said, severity_words
    from bpo_controls.words.numbers import capital, sentence
    from bpo_controls.words.reasons import reason_in_words, turned_in_words

    library, answers, control = opened.library, opened.answers, finding.control
    where = "" if finding.subject.kind == "engagement" else f", {about(library, answers, finding.subject)}"
    yield f"{control.id} {control.title}{where}"
    yield f"This control {labels.APPLIES[finding.applies.value]}."
    yield ""
    yield f"Rule: {sentence(condition_in_words(library, control.applies_when))}"
    yield "Because:"
    for line in reason_in_words(library, answers, finding):
        yield f"  - {sentence(line)}"
    yield "What would settle it:" if finding.applies is Truth.UNKNOWN else "What would flip it:"
    for line in turned_in_words(library, answers, finding, opened.assessment.as_of):
        yield f"  - {line}"
    if finding.status is not None:
        yield f"Standing: {labels.STATUS[finding.status]}. {sentence(capital(said(finding)))}"
        if finding.status in ("gap", "partly"):
            yield f"Missing: {missing(finding)}"
        yield f"Severity: {severity_words(finding)}"
    yield "Rests on:" if finding.sources else "Rests on: no public source; good practice or a known risk."
    for source_id in finding.sources:
        source = library.sources[source_id]
        yield f"  - {citation_words(source, standing(source, opened.assessment.as_of))}"


def _plain(opened: AssessedEngagement, finding: Finding) -> dict[str, object]:
    from bpo_controls.cli.library_entry import as_plain
    from bpo_controls.engine.flips import flips
    from bpo_controls.words.conditions import condition_in_words
    from bpo_controls.words.reasons import reason_in_words

    return {
        "control": finding.control.id,
        "subject": finding.subject.id,
        "applies": finding.applies.value,
        "rule": condition_in_words(opened.library, finding.control.applies_when),
        "reasons": list(reason_in_words(opened.library, opened.answers, finding)),
        "flips": [
            {"item": f.item, "subject": f.subject.id, "value": as_plain(f.value), "becomes": f.becomes.value}
            for f in flips(opened.library, opened.answers, finding, opened.assessment.as_of)
        ],
        "status": finding.status,
        "severity": finding.severity,
        "sources": list(finding.sources),
    }
