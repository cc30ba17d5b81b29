"""The OSCAL deliverable: five files that refer to each other."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.oscal.catalog import catalog
from bpo_controls.reporting.oscal.ids import content_uuid
from bpo_controls.reporting.oscal.plan import assessment_plan
from bpo_controls.reporting.oscal.poam import poam
from bpo_controls.reporting.oscal.profile import profile
from bpo_controls.reporting.oscal.results import assessment_results
from bpo_controls.words.visible import escaped_in_json

DEPTH = 5
"""Levels that are laid out, so that each control, observation and finding stands on a line of its own."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def oscal_files(ctx: Context) -> Mapping[str, bytes]:
    """Name below the output directory, such as `oscal/catalog.json` -> the file. Always all five.

    UTF-8, fixed key order, one line feed at the end. Laying out every level would take much longer.
    """
    made = {}
    for name, data in oscal_documents(ctx).items():
        pieces: list[str] = []
        _lay_out(data, 0, pieces)
        made[f"oscal/{name}.json"] = (escaped_in_json("".join(pieces)) + "\n").encode()
    return made


def _lay_out(data: object, depth: int, pieces: list[str]) -> None:
    """Appends the JSON text of the data, laid out down to DEPTH, one blank a level."""
    if depth == DEPTH or not data or not isinstance(data, (Mapping, list)):
        pieces.append(_ENCODER.encode(data))
        return
    margin = "\n" + " " * depth
    named = isinstance(data, Mapping)
    pieces.append("{" if named else "[")
    for place, one in enumerate(data):
        pieces.append(f",{margin} " if place else f"{margin} ")
        if isinstance(data, Mapping):
            pieces.append(f"{_ENCODER.encode(one)}: ")
            _lay_out(data[one], depth + 1, pieces)
        else:
            _lay_out(one, depth + 1, pieces)
    pieces.append(f"{margin}}}" if named else f"{margin}]")


def oscal_documents(ctx: Context) -> Mapping[str, Mapping[str, object]]:
    """File name without an ending -> the file's data. They refer to each other by these names with `.json`."""
    results = assessment_results(ctx)
    return {
        "catalog": _document("catalog", catalog(ctx.library, ctx.as_of)),
        "profile": _document("profile", profile(ctx)),
        "assessment-plan": _document("assessment-plan", assessment_plan(ctx)),
        "assessment-results": _document("assessment-results", results),
        "poam": _document("plan-of-action-and-milestones", poam(ctx, results)),
    }


def _document(model: str, content: Mapping[str, object]) -> Mapping[str, object]:
    return {model: {"uuid": content_uuid(model, content), **content}}
