"""Observations, findings and risks: what was said of a control for a subject, and what follows from it."""

from __future__ import annotations

from dataclasses import replace

from bpo_controls.answers.answer_model import Answer
from bpo_controls.engine.answer_status import status_of
from bpo_controls.engine.finding import Finding
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.oscal.ids import (
    NAMESPACE,
    about_uuid,
    objective_id,
)
from bpo_controls.reporting.oscal.metadata import actor
from bpo_controls.reporting.oscal.profile import why
from bpo_controls.reporting.oscal.subjects import reference, subject_props
from bpo_controls.reporting.oscal.values import (
    Data,
    compact,
    is_day,
    line,
    moment,
    prop,
    props,
    prose,
    title,
)
from bpo_controls.words import labels
from bpo_controls.words import oscal_words as words
from bpo_controls.words.answer_words import evidence_words, who_said
from bpo_controls.words.findings import lapsed_words, missing, said, severity_words
from bpo_controls.words.numbers import date_words, sentence

DETERMINED: dict[str, tuple[str, str]] = {
    "met": ("satisfied", "pass"),
    "partly": ("not-satisfied", "fail"),
    "gap": ("not-satisfied", "fail"),
    "accepted": ("not-satisfied", "fail"),
}
"""The statuses that decide an objective: the state and the reason. Every other status decides nothing."""

IMPLEMENTATION: dict[str, str] = {"met": "implemented", "partly": "partial"}
"""OSCAL's word for how far a control is in place; it has none for not at all."""

METHOD: dict[str, str] = {"stated": "INTERVIEW", "seen": "EXAMINE", "tested": "TEST"}
"""How an answer became known, by its assurance."""


def is_judged(finding: Finding) -> bool:
    """Whether it is known that the control is satisfied, or that it is not."""
    return finding.status in DETERMINED


def observation(ctx: Context, finding: Finding) -> Data:
    """What was said of a control for a subject, by whom, how it is known, and the evidence named."""
    control, answer = finding.control, finding.answer
    status = finding.status or "undecided"
    heard = answer if finding.status is not None else None
    return compact(
        {
            "uuid": about_uuid(ctx.file, "observation", control.id, finding.subject),
            "title": _title(ctx, finding),
            "description": prose(
                sentence(said(finding)) if finding.status else words.STATUS["undecided"],
                heard.note if heard is not None else "",
            ),
            "props": [
                *props(prop("control", control.id), prop("status", status), *_heard_props(heard)),
                *subject_props(ctx, finding.subject),
            ],
            "methods": [METHOD[heard.assurance] if heard is not None else "UNKNOWN"],
            "types": ["control-objective"],
            "origins": [{"actors": [actor(ctx, heard.by, heard.role) if heard is not None else actor(ctx)]}],
            "subjects": [reference(ctx, finding.subject)],
            "relevant-evidence": _evidence(heard),
            "collected": moment(_collected(ctx, heard)),
            "remarks": prose(
                words.STATUS.get(status, "") if finding.status else "",
                why(ctx, finding),
                _assured(heard, status),
            ),
        }
    )


def finding_data(ctx: Context, finding: Finding) -> Data:
    """Whether the control's objective is satisfied for a subject; only for findings that are judged."""
    control, status = finding.control, str(finding.status)
    state, reason = DETERMINED[status]
    open_ones = status != "met"
    return compact(
        {
            "uuid": about_uuid(ctx.file, "finding", control.id, finding.subject),
            "title": _title(ctx, finding),
            "description": prose(missing(finding) if open_ones else sentence(said(finding))),
            "props": [*finding_props(ctx, finding), *subject_props(ctx, finding.subject)],
            "origins": [{"actors": [actor(ctx)]}],
            "target": {
                "type": "objective-id",
                "target-id": objective_id(control.id),
                "status": compact(
                    {"state": state, "reason": reason, "remarks": prose(words.STATUS.get(status, ""))}
                ),
                **_implementation(ctx, finding),
            },
            "related-observations": [
                {"observation-uuid": about_uuid(ctx.file, "observation", control.id, finding.subject)}
            ],
            "related-risks": [{"risk-uuid": about_uuid(ctx.file, "risk", control.id, finding.subject)}]
            if open_ones
            else [],
            "remarks": prose(_assured(finding.answer, status)),
        }
    )


def risk(ctx: Context, finding: Finding) -> Data:
    """What it costs to leave a gap, how bad that is and until when it should be closed."""
    control = finding.control
    accepted = (
        finding.answer.accepted if finding.answer is not None and finding.status == "accepted" else None
    )
    deadline = accepted.until if accepted is not None else ctx.due(control.gate)
    impacts = [f"{labels.IMPACT[one]}: {labels.IMPACT_COST[one]}" for one in control.impacts]
    facets = [("severity", finding.severity), *(("impact", one) for one in control.impacts)]
    return compact(
        {
            "uuid": about_uuid(ctx.file, "risk", control.id, finding.subject),
            "title": _title(ctx, finding),
            "description": prose(control.why),
            "statement": prose(*impacts) or prose(control.why),
            "props": [*finding_props(ctx, finding), *subject_props(ctx, finding.subject)],
            "status": "deviation-approved" if accepted is not None else "open",
            "origins": [{"actors": [actor(ctx)]}],
            "characterizations": [
                {
                    "origin": {"actors": [actor(ctx)]},
                    "facets": [{"name": name, "system": NAMESPACE, "value": value} for name, value in facets],
                }
            ],
            "deadline": moment(deadline) if is_day(deadline) else "",
            "related-observations": [
                {"observation-uuid": about_uuid(ctx.file, "observation", control.id, finding.subject)}
            ],
        }
    )


def finding_props(ctx: Context, finding: Finding) -> list[Data]:
    """What we know of a finding beyond OSCAL's two states."""
    control, answer = finding.control, finding.answer
    rank = ctx.rank.get(finding.key)
    accepted = answer.accepted if answer is not None and finding.status == "accepted" else None
    lapsed = lapsed_words(finding, ctx.as_of)
    return props(
        prop("control", control.id),
        prop("status", str(finding.status)),
        prop("assurance", answer.assurance if answer is not None else ""),
        prop("severity", finding.severity, remarks=line(severity_words(finding))),
        prop("gate", control.gate),
        prop("party", control.party),
        prop("rank", str(rank) if rank else ""),
        prop("accepted-until", accepted.until, remarks=prose(f"{accepted.by}: {sentence(accepted.reason)}"))
        if accepted is not None
        else {},
        prop("acceptance-lapsed", "yes", remarks=prose(lapsed)) if lapsed else {},
    )


def _title(ctx: Context, finding: Finding) -> str:
    return title(f"{finding.control.id} {finding.control.title}: {ctx.about(finding.subject)}")


def _implementation(ctx: Context, finding: Finding) -> Data:
    """How far the control is in place; of an accepted gap, what it would be without the acceptance."""
    status = str(finding.status)
    if finding.status == "accepted" and finding.answer is not None:
        status = status_of(finding.control, replace(finding.answer, accepted=None), ctx.as_of)
    state = IMPLEMENTATION.get(status)
    return {"implementation-status": {"state": state}} if state else {}


def _heard_props(answer: Answer | None) -> list[Data]:
    if answer is None:
        return []
    return [
        prop("assurance", answer.assurance),
        prop("non-answer", answer.non_answer.kind if answer.non_answer is not None else ""),
        prop("respondent-role", labels.role(answer.role)),
        prop("said-by", who_said(answer) if answer.by.strip() else ""),
    ]


def _assured(answer: Answer | None, status: str) -> str:
    known = answer is not None and answer.non_answer is None and status not in ("unknown", "undecided")
    return words.ASSURANCE[answer.assurance] if answer is not None and known else ""


def _evidence(answer: Answer | None) -> list[Data]:
    if answer is None:
        return []
    return [
        compact(
            {
                "description": prose(text),
                "props": props(
                    prop("kept-at", one.kept_at),
                    prop("period", one.period),
                    prop(
                        "seen-on", one.seen_on, remarks=line(date_words(one.seen_on)) if one.seen_on else ""
                    ),
                ),
            }
        )
        for one, text in zip(answer.evidence, evidence_words(answer), strict=True)
    ]


def _collected(ctx: Context, answer: Answer | None) -> str:
    return answer.at if answer is not None and is_day(answer.at) else ctx.as_of
