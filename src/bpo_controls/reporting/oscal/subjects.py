"""The subjects of an engagement as OSCAL components, and references to them."""

from __future__ import annotations

from bpo_controls.answers.answer_model import ENGAGEMENT, EVERY, Subject
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.oscal.ids import subject_uuid
from bpo_controls.reporting.oscal.metadata import owners
from bpo_controls.reporting.oscal.values import Data, compact, line, prop, props, prose, title
from bpo_controls.words import oscal_words as words

TYPE = {
    "engagement": "this-system",
    "workflow": "process-procedure",
    "site": "physical",
    "subcontractor": "service",
}
"""The component type that comes nearest to each kind of subject; the property `subject-kind` is exact."""


def subjects(ctx: Context) -> list[Subject]:
    """The engagement and every subject that is known, in the order of the answers."""
    known = ctx.assessment.subjects
    return [
        ENGAGEMENT,
        *(one for kind, found in known.items() if kind != "engagement" for one in found or ()),
    ]


def components(ctx: Context) -> list[Data]:
    """One component a subject."""
    return [
        compact(
            {
                "uuid": subject_uuid(ctx.file, one),
                "type": TYPE[one.kind],
                "title": title(ctx.about(one)),
                "description": prose(_description(ctx, one)),
                "props": subject_props(ctx, one),
                "status": {"state": "other", "remarks": line(words.NOT_RECORDED)},
                "responsible-roles": owners(ctx, "subcontractor", one) if one.kind == "subcontractor" else [],
            }
        )
        for one in subjects(ctx)
    ]


def reference(ctx: Context, subject: Subject) -> Data:
    """A reference to the subject's component."""
    return {
        "subject-uuid": subject_uuid(ctx.file, subject),
        "type": "component",
        "title": title(ctx.about(subject)),
    }


def chosen(ctx: Context, found: list[Subject]) -> list[Data]:
    """A selection of these subjects, each once."""
    uuids = dict.fromkeys(subject_uuid(ctx.file, one) for one in found)
    return [
        {
            "type": "component",
            "include-subjects": [{"subject-uuid": one, "type": "component"} for one in uuids],
        }
    ]


def subject_props(ctx: Context, subject: Subject) -> list[Data]:
    """The properties that name a subject wherever OSCAL has no place for a reference to it."""
    return props(
        prop("subject-kind", subject.kind),
        prop("subject", "" if subject.id == EVERY else subject.id, remarks=line(ctx.about(subject))),
    )


def _description(ctx: Context, subject: Subject) -> str:
    match subject.kind:
        case "workflow":
            workflow = ctx.library.workflows.get(subject.id)
            return workflow.does if workflow is not None else ctx.about(subject)
        case "site":
            return words.PLACE
        case "subcontractor":
            return words.SUBCONTRACTOR
        case _:
            return ctx.file.goal or words.WHOLE
