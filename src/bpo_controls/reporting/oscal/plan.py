"""The OSCAL assessment plan: what is assessed, on whom, how, and by which gate."""

from __future__ import annotations

from bpo_controls.answers.answer_model import Subject
from bpo_controls.engine.question_plan import FollowUp, asked_item, follow_ups
from bpo_controls.library.model import GATES, Control
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.oscal.ids import engagement_uuid, objective_id, token, uuid_of
from bpo_controls.reporting.oscal.metadata import engagement_metadata, party_uuid
from bpo_controls.reporting.oscal.profile import selected_controls, undecided_controls, undecided_prop
from bpo_controls.reporting.oscal.subjects import chosen, components, subject_props, subjects
from bpo_controls.reporting.oscal.values import (
    Data,
    compact,
    is_day,
    line,
    moment,
    prop,
    props,
    prose,
    selected,
    title,
)
from bpo_controls.version import __version__
from bpo_controls.words import labels
from bpo_controls.words import oscal_words as words
from bpo_controls.words.answer_words import still_open
from bpo_controls.words.findings import check_words
from bpo_controls.words.method import LIMITS
from bpo_controls.words.numbers import capital, sentence
from bpo_controls.words.specifics import plain_control


def assessment_plan(ctx: Context) -> Data:
    """The plan without its uuid."""
    ids = selected_controls(ctx)
    unplanned = uuid_of("no-ssp", engagement_uuid(ctx.file))
    return compact(
        {
            "metadata": engagement_metadata(
                ctx,
                words.TITLE["assessment-plan"],
                links=[
                    {"href": "profile.json", "rel": "reference"},
                    {"href": "catalog.json", "rel": "reference"},
                ],
            ),
            "import-ssp": {"href": f"#{unplanned}", "remarks": line(words.NO_SSP)},
            "local-definitions": compact(
                {
                    "components": components(ctx),
                    "activities": [_activity(ctx, ctx.library.controls[one]) for one in ids],
                }
            ),
            "terms-and-conditions": {
                "parts": [
                    {
                        "uuid": uuid_of("limit", engagement_uuid(ctx.file), str(place)),
                        "name": "disclosures",
                        "prose": prose(text),
                    }
                    for place, text in enumerate(LIMITS, 1)
                ]
            },
            "reviewed-controls": _reviewed(ctx, ids),
            "assessment-subjects": chosen(ctx, subjects(ctx)),
            "assessment-assets": {
                "assessment-platforms": [
                    {
                        "uuid": uuid_of("platform", "bpo-controls"),
                        "title": "bpo-controls",
                        "props": props(prop("version", __version__)),
                    }
                ]
            },
            "tasks": [*_gates(ctx), *_open(ctx)],
            "back-matter": {
                "resources": [
                    {
                        "uuid": unplanned,
                        "title": words.NO_SSP_TITLE,
                        "description": prose(words.NO_SSP),
                    }
                ]
            },
        }
    )


def timing(iso: str) -> Data | None:
    """The day something is due, or None without a date."""
    return {"on-date": {"date": moment(iso)}} if is_day(iso) else None


def _reviewed(ctx: Context, ids: list[str]) -> Data:
    everything = (*ctx.library.controls, *ctx.library.retired)
    return compact(
        {
            "description": prose(words.SELECTED if ids else words.NOT_SELECTED),
            "props": props(*(undecided_prop(ctx, one) for one in undecided_controls(ctx))),
            "control-selections": [selected(ids, everything)],
            "control-objective-selections": [
                {"include-objectives": [{"objective-id": objective_id(one)} for one in ids]}
            ]
            if ids
            else [],
            "remarks": prose(words.UNDECIDED),
        }
    )


def _activity_uuid(ctx: Context, control: str) -> str:
    return uuid_of("activity", engagement_uuid(ctx.file), control)


def _activity(ctx: Context, control: Control) -> Data:
    return compact(
        {
            "uuid": _activity_uuid(ctx, control.id),
            "title": title(f"{control.id} {control.title}"),
            "description": prose(control.ask.text),
            "props": [
                {"name": "method", "value": one.upper()}
                for one in dict.fromkeys(step.method for step in control.verify)
            ],
            "steps": [
                {
                    "uuid": uuid_of("step", engagement_uuid(ctx.file), control.id, str(place)),
                    "title": labels.METHOD[step.method],
                    "description": prose(check_words(step.what), sentence(step.accept)),
                    "props": props(prop("method", step.method.upper())),
                }
                for place, step in enumerate(control.verify, 1)
            ],
            "related-controls": {"control-selections": [selected([control.id], ())]},
            "responsible-roles": [{"role-id": "assessor", "party-uuids": [party_uuid(ctx, "assessor")]}],
        }
    )


def _gates(ctx: Context) -> list[Data]:
    tasks = []
    for gate in GATES:
        due = [finding for finding in ctx.applying if finding.control.gate == gate]
        by_control: dict[str, list[Subject]] = {}
        for finding in due:
            by_control.setdefault(finding.control.id, []).append(finding.subject)
        tasks.append(
            compact(
                {
                    "uuid": uuid_of("gate", engagement_uuid(ctx.file), gate),
                    "type": "milestone",
                    "title": capital(labels.gate_before(gate)),
                    "description": prose(words.GATE_TASK),
                    "props": props(prop("gate", gate)),
                    "timing": timing(ctx.due(gate)),
                    "associated-activities": [
                        {"activity-uuid": _activity_uuid(ctx, control), "subjects": chosen(ctx, found)}
                        for control, found in by_control.items()
                    ],
                    "responsible-roles": [
                        {"role-id": "assessor", "party-uuids": [party_uuid(ctx, "assessor")]}
                    ],
                }
            )
        )
    return tasks


def _open(ctx: Context) -> list[Data]:
    found = follow_ups(ctx.library, ctx.sheet, ctx.assessment)
    if not found:
        return []
    return [
        {
            "uuid": uuid_of("open", engagement_uuid(ctx.file)),
            "type": "action",
            "title": words.ANSWER_OPEN,
            "description": prose(words.ANSWER_OPEN_WHY),
            "tasks": [_question(ctx, one) for one in found],
        }
    ]


def _question(ctx: Context, one: FollowUp) -> Data:
    asked = asked_item(ctx.library, one.item)
    asked = plain_control(ctx.library, asked) if isinstance(asked, Control) else asked
    text, who = (asked.ask.text, asked.ask.who) if isinstance(asked, Control) else (asked.ask, asked.who)
    return compact(
        {
            "uuid": uuid_of(
                "question", engagement_uuid(ctx.file), one.item, one.subject.kind, one.subject.id
            ),
            "type": "action",
            "title": title(text),
            "description": prose(text, sentence(still_open(one.cause, ctx.sheet.get(one.item, one.subject)))),
            "props": [
                *props(prop("item", one.item), prop("cause", one.cause), prop("ask", labels.role(one.ask))),
                *subject_props(ctx, one.subject),
            ],
            "subjects": chosen(ctx, [one.subject]),
            "responsible-roles": [{"role-id": token(who)}],
        }
    )
