"""`check`: a sweep for pipelines, with an exit code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Directory, Json, Libraries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bpo_controls.answers.sign_off import Signature
    from bpo_controls.engine.step_progress import StepProgress
    from bpo_controls.engine.sweep import LooseEnd
    from bpo_controls.workspace.assessed import AssessedEngagement


def check(
    directory: Directory = Path(),
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="SEVERITY",
            help="Exit with 1 when a gap of this severity or a worse one stands: low, medium, high, critical.",
            show_default=False,
        ),
    ] = "",
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Sweep for what an auditor would ask: met without evidence, old answers, overdue steps, agreements that end, gaps.

    Exits with 1 when something is found.

    Example: bpo-controls check acme-coding --fail-on critical
    """
    from bpo_controls.cli.exit_codes import THRESHOLD_MISSED
    from bpo_controls.cli.open_assessed import open_assessed
    from bpo_controls.engine.sweep import loose_ends
    from bpo_controls.library.model import SEVERITIES
    from bpo_controls.terminal.output import data, data_json, prose
    from bpo_controls.words.review_words import lifted_lines
    from bpo_controls.words.sweep_words import end_words, engagement_lines, gap_lines
    from bpo_controls.workspace.signing import signature_of

    severity = _severity(fail_on)
    opened = open_assessed(directory, libraries, as_of)
    ends = loose_ends(opened.record, opened.assessment)
    signature = signature_of(opened.engagement)
    around = list(_around(opened, signature))
    gaps = [
        finding
        for finding in opened.assessment.findings
        if severity
        and finding.status == "gap"
        and SEVERITIES.index(finding.severity) >= SEVERITIES.index(severity)
    ]
    if json:
        data_json(
            {
                "loose_ends": [_plain(end) for end in ends],
                "engagement": around,
                "gaps": [{"control": gap.control.id, "subject": gap.subject.id} for gap in gaps],
            }
        )
    else:
        for line in engagement_lines(around):
            prose(line, rest="  ")
        if signature is not None and not signature.stands:
            for line in lifted_lines(signature):
                prose(line, rest="    ")
        for line in end_words(opened.library, ends):
            prose(line, rest="    ")
        for line in gap_lines(gaps):
            prose(line, rest="    ")
        if not (ends or around or gaps):
            data("Nothing found.")
    if ends or around or gaps:
        raise typer.Exit(THRESHOLD_MISSED)


def _severity(name: str) -> str:
    from bpo_controls.diagnostics import did_you_mean, user_error
    from bpo_controls.library.model import SEVERITIES

    if name and name not in SEVERITIES:
        hint = did_you_mean(name, SEVERITIES) or "known: " + ", ".join(SEVERITIES)
        raise user_error("option-expected", f'--fail-on: no severity "{name}"', hint=hint)
    return name


def _around(opened: AssessedEngagement, signature: Signature | None) -> Iterator[dict[str, str]]:
    """What is wrong with the engagement as a whole: an overdue review, a signature that was lifted."""
    from bpo_controls.engine.sweep import agreements_ending
    from bpo_controls.workspace.tracking import progress_of

    file, as_of = opened.engagement.file, opened.assessment.as_of
    if file.review_date and file.review_date < as_of:
        yield {"kind": "review-overdue", "since": file.review_date}
    for gate, due in file.gate_dates.items():
        if due < as_of:
            yield {"kind": "gate-past", "gate": gate, "since": due}
    if signature is not None and not signature.stands:
        yield {"kind": "signature-lifted", "by": signature.sign_off.by, "since": signature.sign_off.at[:10]}
    yield from agreements_ending(file.agreements, as_of)
    plan = progress_of(opened)
    for one in plan.steps:
        kind = "step-overdue" if one.overdue else "step-reopened" if one.state == "reopened" else ""
        kind = kind or ("step-unproven" if one.state == "said-done" else "")
        if kind:
            yield {"kind": kind, "step": one.step.id, "owner": one.track.owner, "since": _since(kind, one)}
    for misfit in opened.engagement.misfits:
        yield {"kind": "answer-outdated", "item": misfit.answer.item, "cause": misfit.cause}


def _since(kind: str, one: StepProgress) -> str:
    """The day a step was due, fell back, or was said to be done."""
    if kind == "step-reopened" and one.fall is not None:
        return one.fall.at[:10]
    return one.step.due if kind == "step-overdue" else one.track.done_on or one.track.changed[:10]


def _plain(end: LooseEnd) -> dict[str, str]:
    return {
        "kind": end.kind,
        "item": end.need.item,
        "subject": end.need.subject.id,
        "severity": end.severity,
        "detail": end.detail,
    }
