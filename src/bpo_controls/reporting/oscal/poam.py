"""The OSCAL plan of action and milestones: every gap, first to act on first, with the steps that close it."""

from __future__ import annotations

from bpo_controls.engine.finding import Finding
from bpo_controls.engine.ranking import effort_hours
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.oscal.ids import about_uuid, engagement_uuid, uuid_of
from bpo_controls.reporting.oscal.metadata import actor, engagement_metadata, owners
from bpo_controls.reporting.oscal.oscal_findings import finding_props
from bpo_controls.reporting.oscal.plan import timing
from bpo_controls.reporting.oscal.subjects import components, subject_props
from bpo_controls.reporting.oscal.values import Data, compact, line, prop, props, prose, title
from bpo_controls.words import labels
from bpo_controls.words import oscal_words as words
from bpo_controls.words.findings import due_words, effort, missing
from bpo_controls.words.numbers import number


def poam(ctx: Context, results: Data) -> Data:
    """The plan of action without its uuid, which repeats what `results` (the assessment results) say of the gaps.

    OSCAL wants an item at least: with no gap, one that says so.
    """
    items = [_item(ctx, one) for one in ctx.ranked]
    (result,) = results["results"]
    return compact(
        {
            "metadata": engagement_metadata(
                ctx,
                words.TITLE["poam"],
                links=[
                    {"href": name, "rel": "reference"} for name in ("assessment-results.json", "catalog.json")
                ],
            ),
            "system-id": {"identifier-type": "https://ietf.org/rfc/rfc4122", "id": engagement_uuid(ctx.file)},
            "local-definitions": {"components": components(ctx)},
            "observations": _same(ctx, result, "observation"),
            "risks": [
                _planned(ctx, finding, known)
                for finding, known in zip(ctx.ranked, _same(ctx, result, "risk"), strict=True)
            ],
            "findings": _same(ctx, result, "finding"),
            "poam-items": items
            or [
                {
                    "uuid": uuid_of("no-gap", engagement_uuid(ctx.file)),
                    "title": words.NO_GAP_TITLE,
                    "description": prose(words.NO_GAP),
                    "props": props(prop("empty", "yes")),
                }
            ],
        }
    )


def _same(ctx: Context, result: Data, kind: str) -> list[Data]:
    """The observations, findings or risks of the result that are about gaps, by rank."""
    known = {one["uuid"]: one for one in result.get(f"{kind}s", ())}
    return [known[about_uuid(ctx.file, kind, one.control.id, one.subject)] for one in ctx.ranked]


def _item(ctx: Context, finding: Finding) -> Data:
    control = finding.control
    due = ctx.due(control.gate)
    key = (control.id, finding.subject)
    return compact(
        {
            "uuid": about_uuid(ctx.file, "item", *key),
            "title": title(f"{control.id} {control.title}: {ctx.about(finding.subject)}"),
            "description": prose(missing(finding), finding.answer.note if finding.answer is not None else ""),
            "props": [
                *finding_props(ctx, finding),
                *props(
                    prop("due", due, remarks=line(due_words(control.gate, due, ctx.as_of))),
                    prop("effort-hours", number(effort_hours(finding)).replace(",", "")),
                ),
                *subject_props(ctx, finding.subject),
            ],
            "origins": [{"actors": [actor(ctx)]}],
            "related-findings": [{"finding-uuid": about_uuid(ctx.file, "finding", *key)}],
            "related-observations": [{"observation-uuid": about_uuid(ctx.file, "observation", *key)}],
            "related-risks": [{"risk-uuid": about_uuid(ctx.file, "risk", *key)}],
        }
    )


def _planned(ctx: Context, finding: Finding, risk: Data) -> Data:
    """The risk with the steps the library proposes, and the gate as the milestone they lead to."""
    control = finding.control
    due = timing(ctx.due(control.gate))
    steps = [
        compact(
            {
                "uuid": about_uuid(ctx.file, f"step-{place}", control.id, finding.subject),
                "type": "action",
                "title": title(step.do),
                "description": prose(step.do),
                "props": props(
                    prop("party", step.party),
                    prop(
                        "effort-hours",
                        number(step.effort_hours).replace(",", ""),
                        remarks=line(effort(step.effort_hours)),
                    ),
                    *_progress(ctx, f"{control.id}.{place}"),
                ),
                "timing": _timing(ctx, f"{control.id}.{place}") or due,
                "responsible-roles": owners(ctx, step.party, finding.subject),
            }
        )
        for place, step in enumerate(control.remedy, 1)
    ]
    milestone = compact(
        {
            "uuid": about_uuid(ctx.file, "milestone", control.id, finding.subject),
            "type": "milestone",
            "title": title(f"{words.CLOSED_BY} {labels.gate_before(control.gate)}"),
            "props": props(prop("gate", control.gate)),
            "timing": due,
            "dependencies": [{"task-uuid": step["uuid"]} for step in steps],
            "responsible-roles": owners(ctx, control.party, finding.subject),
        }
    )
    return {
        **risk,
        "remediations": [
            {
                "uuid": about_uuid(ctx.file, "response", control.id, finding.subject),
                "lifecycle": "recommendation",
                "title": title(control.title),
                "description": prose(words.REMEDY),
                "origins": [{"actors": [actor(ctx)]}],
                "tasks": [*steps, milestone],
            }
        ],
    }


def _progress(ctx: Context, step: str) -> tuple[Data, ...]:
    """How a step stands, in the texts that the edition shows; nothing where nobody follows the plan."""
    found = ctx.progress.get(step)
    if found is None:
        return ()
    return (
        prop("step", step),
        prop("step-state", found.state),
        prop("owner", found.track.owner),
        prop("ticket", found.track.ticket),
        prop("done-on", found.track.done_on),
    )


def _timing(ctx: Context, step: str) -> Data | None:
    """The date of a step of the plan, its own where one was agreed; None where the plan does not know it."""
    found = ctx.progress.get(step)
    return timing(found.step.due) if found is not None else None
