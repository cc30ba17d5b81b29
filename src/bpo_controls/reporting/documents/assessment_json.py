"""The machine contract: the assessment as plain data, as `docs/schema/assessment.json` describes it."""

from __future__ import annotations

import json
from typing import Any

from bpo_controls.answers.answer_model import EVERY, Answer, Evidence, Subject
from bpo_controls.engine.counts import by_domain
from bpo_controls.engine.finding import Counts, Finding, GateVerdict
from bpo_controls.engine.horizon import horizon, standing
from bpo_controls.engine.question_plan import asked_item, follow_ups
from bpo_controls.engine.step_progress import StepProgress
from bpo_controls.library.model import GATES, Control
from bpo_controls.reporting.documents.context import Context, once_per_context
from bpo_controls.version import __version__
from bpo_controls.words.conditions import condition_in_words
from bpo_controls.words.reasons import flips, needs_in_words
from bpo_controls.words.specifics import plain_control
from bpo_controls.words.visible import escaped_in_json

SCHEMA = "bpo-controls/assessment/1"


@once_per_context
def assessment_json(ctx: Context) -> bytes:
    """The contract as UTF-8 text: two spaces, fixed key order, one line feed at the end."""
    text = json.dumps(assessment_data(ctx), ensure_ascii=False, indent=2, allow_nan=False)
    return (escaped_in_json(text) + "\n").encode()


def assessment_data(ctx: Context) -> dict[str, Any]:
    """Dicts, lists, text, numbers, booleans and None only; key order is fixed, text is as typed."""
    file, library = ctx.file, ctx.library
    return {
        "schema": SCHEMA,
        "tool": {"name": "bpo-controls", "version": __version__},
        "library": {"id": library.id, "version": library.version, "digest": library.digest},
        "as_of": ctx.as_of,
        **({"edition": ctx.edition} if ctx.edition else {}),
        "engagement": {
            "title": file.title,
            "buyer": file.buyer,
            "vendor": file.vendor,
            "goal": file.goal,
            "data_involved": file.data_involved,
            "systems_touched": file.systems_touched,
            "failure_to_avoid": file.failure_to_avoid,
            "owner": file.owner,
            "second_reviewer": file.second_reviewer,
            "review_date": file.review_date or None,
            "gate_dates": {gate: file.gate_dates.get(gate) or None for gate in GATES},
            "firm": file.branding.firm,
            "subjects": {
                kind: None if found is None else [_member(ctx, s) for s in found]
                for kind, found in ctx.assessment.subjects.items()
                if kind != "engagement"
            },
            **({"commercial": dict(file.commercial)} if file.commercial else {}),
            **({"internal_notes": [file.internal_notes]} if file.internal_notes else {}),
        },
        "facts": [_fact(answer) for answer in ctx.standing_answers() if answer.item in library.questions],
        "findings": [_finding(ctx, finding) for finding in ctx.assessment.findings],
        **({"steps": [_step(one) for one in ctx.progress.values()]} if ctx.progress else {}),
        "gates": [_gate(verdict, ctx) for verdict in ctx.verdicts],
        "counts": {
            "all": _counts(ctx.total),
            "by_domain": {name: _counts(counts) for name, counts in by_domain(ctx.assessment).items()},
        },
        "follow_ups": [
            {
                "item": one.item,
                **_subject(one.subject),
                "question": _question(ctx, one.item),
                "ask": one.ask,
                "cause": one.cause,
            }
            for one in follow_ups(library, ctx.sheet, ctx.assessment)
        ],
        "horizon": [
            {
                "id": item.source.id,
                "citation": item.source.citation,
                "title": item.source.title,
                "status": item.standing,
                "date": item.date or None,
                "verified": bool(item.source.verified),
                "controls": [
                    {"control": control, "change": change or None} for control, change in item.changes
                ],
            }
            for item in horizon(library, ctx.assessment)
        ],
    }


def _member(ctx: Context, subject: Subject) -> dict[str, str]:
    """A workflow, site or subcontractor; with the library's title where a workflow goes by the client's words."""
    flow = ctx.library.workflows.get(subject.id) if subject.kind == "workflow" else None
    title = {"library_title": flow.library_title} if flow is not None and flow.library_title else {}
    return {"id": subject.id, "name": ctx.about(subject), **title}


def _subject(subject: Subject) -> dict[str, str]:
    """The id as answer files write it ("" for the engagement), and of what kind of subject it is."""
    return {"subject": subject.id, "subject_kind": subject.kind}


def _fact(answer: Answer) -> dict[str, Any]:
    return {"question": answer.item, **_subject(answer.subject), **_said(answer)}


def _said(answer: Answer) -> dict[str, Any]:
    value = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    non_answer = answer.non_answer
    return {
        "value": value,
        "non_answer": {"kind": non_answer.kind, "text": non_answer.text} if non_answer is not None else None,
        "note": answer.note,
        "by": answer.by,
        "role": answer.role,
        "assurance": answer.assurance,
        "evidence": [_evidence(one) for one in answer.evidence],
        **({"flagged": True} if answer.flagged else {}),
    }


def _evidence(one: Evidence) -> dict[str, str]:
    return {"title": one.title, "kept_at": one.kept_at, "period": one.period, "seen_on": one.seen_on}


def _question(ctx: Context, item: str) -> str:
    asked = asked_item(ctx.library, item)
    return plain_control(ctx.library, asked).ask.text if isinstance(asked, Control) else asked.ask


def _finding(ctx: Context, finding: Finding) -> dict[str, Any]:
    control, answer = finding.control, finding.answer
    return {
        "control": control.id,
        "title": control.title,
        "domain": control.domain,
        **_subject(finding.subject),
        "subject_name": "" if finding.subject.id in ("", EVERY) else ctx.about(finding.subject),
        "applies": finding.applies.value,
        "rule": condition_in_words(ctx.library, control.applies_when),
        "reasons": [clause.text for clause in ctx.reasons(finding)],
        "flips": flips(ctx.library, ctx.sheet, finding),
        "needs": list(needs_in_words(ctx.library, ctx.sheet, finding)),
        "status": finding.status,
        "answer": _said(answer) if answer is not None and finding.status is not None else None,
        "assurance": answer.assurance if answer is not None and finding.status is not None else None,
        "severity": finding.severity,
        "raised": list(finding.raised),
        "severity_open": finding.severity_open,
        "gate": control.gate,
        "party": control.party,
        "basis": control.basis,
        "impacts": list(control.impacts),
        "rank": ctx.rank.get(finding.key),
        "due": ctx.due(control.gate) or None,
        "sources": [
            {"id": one, "citation": ctx.library.sources[one].citation,
             "status": standing(ctx.library.sources[one], ctx.as_of),
             "verified": bool(ctx.library.sources[one].verified)}
            for one in finding.sources
        ],
        "remedy": [{"do": r.do, "party": r.party, "effort_hours": r.effort_hours} for r in control.remedy],
        "evidence": list(control.evidence),
        "notes": [answer.note] if answer is not None and answer.note else [],
    }  # fmt: skip


def _step(one: StepProgress) -> dict[str, Any]:
    """A step of the plan and how it stands; its texts are those that the edition shows."""
    return {
        "step": one.step.id,
        "control": one.finding.control.id,
        "do": one.step.remedy.do,
        "party": one.step.remedy.party,
        "state": one.state,
        "overdue": one.overdue,
        "owner": one.track.owner,
        "due": one.step.due or None,
        "ticket": one.track.ticket,
        "done_on": one.track.done_on or None,
    }


def _gate(verdict: GateVerdict, ctx: Context) -> dict[str, Any]:
    def keys(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
        return [{"control": f.control.id, **_subject(f.subject)} for f in findings]

    return {
        "gate": verdict.gate,
        "date": ctx.due(verdict.gate) or None,
        "verdict": verdict.verdict,
        "blockers": keys(verdict.blockers),
        "open": keys(verdict.open),
        "conditions": keys(verdict.conditions),
    }


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        "applies": counts.applies,
        "excluded": counts.excluded,
        "undecided": counts.undecided,
        "met": counts.met,
        "claimed": counts.claimed,
        "partly": counts.partly,
        "gap": counts.gap,
        "unknown": counts.unknown,
        "another_way": counts.another_way,
        "accepted": counts.accepted,
        "not_applicable": counts.not_applicable,
        "share_met": {"numerator": counts.met, "denominator": counts.counted},
    }
