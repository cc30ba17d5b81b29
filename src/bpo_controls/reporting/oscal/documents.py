"""The five OSCAL files of an assessment as plain data."""

from __future__ import annotations

from collections.abc import Mapping

from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.oscal.catalog import catalog
from bpo_controls.reporting.oscal.ids import content_uuid
from bpo_controls.reporting.oscal.plan import assessment_plan
from bpo_controls.reporting.oscal.poam import poam
from bpo_controls.reporting.oscal.profile import profile
from bpo_controls.reporting.oscal.results import assessment_results


def oscal_documents(ctx: Context) -> Mapping[str, Mapping[str, object]]:
    """File name without an ending -> the file's data. They refer to each other by these names with `.json`."""
    results = assessment_results(ctx)
    return {
        "catalog": _document("catalog", catalog(ctx)),
        "profile": _document("profile", profile(ctx)),
        "assessment-plan": _document("assessment-plan", assessment_plan(ctx)),
        "assessment-results": _document("assessment-results", results),
        "poam": _document("plan-of-action-and-milestones", poam(ctx, results)),
    }


def _document(model: str, content: Mapping[str, object]) -> Mapping[str, object]:
    return {model: {"uuid": content_uuid(model, content), **content}}
