"""The OSCAL assessment results: what was observed, what follows from it, and what does not.

OSCAL lets a finding be satisfied or not satisfied and nothing else. So there is a finding only where that is
known. Everything else (not known, undecided, claimed without a figure, done another way and not yet reviewed, answered as not
applicable) is an observation that says so, and no finding.
"""

from __future__ import annotations

from bpo_controls.engine.finding import Finding
from bpo_controls.engine.truth import Truth
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.oscal.ids import (
    engagement_uuid,
    objective_id,
    uuid_of,
)
from bpo_controls.reporting.oscal.metadata import engagement_metadata
from bpo_controls.reporting.oscal.oscal_findings import finding_data, is_judged, observation, risk
from bpo_controls.reporting.oscal.values import (
    Data,
    compact,
    is_day,
    moment,
    prop,
    props,
    prose,
    selected,
)
from bpo_controls.words import oscal_words as words
from bpo_controls.words.findings import verdict_sentence


def assessment_results(ctx: Context) -> Data:
    """The results without their uuid: one result, of the as-of date."""
    seen = [one for one in ctx.assessment.findings if one.applies is not Truth.FALSE]
    judged = [one for one in seen if is_judged(one)]
    risky = [one for one in judged if one.status != "met"]
    return {
        "metadata": engagement_metadata(
            ctx,
            words.TITLE["assessment-results"],
            links=[{"href": name, "rel": "reference"} for name in ("catalog.json", "profile.json")],
        ),
        "import-ap": {"href": "assessment-plan.json"},
        "results": [
            compact(
                {
                    "uuid": uuid_of("result", engagement_uuid(ctx.file), ctx.as_of[:10]),
                    "title": words.TITLE["assessment-results"],
                    "description": prose(words.RESULTS),
                    "start": moment(_start(ctx)),
                    "end": moment(ctx.as_of),
                    "props": props(*_counts(ctx), *_verdicts(ctx)),
                    "reviewed-controls": _reviewed(ctx, seen, judged),
                    "observations": [observation(ctx, one) for one in seen],
                    "risks": [risk(ctx, one) for one in risky],
                    "findings": [finding_data(ctx, one) for one in judged],
                }
            )
        ],
    }


def _start(ctx: Context) -> str:
    """The day of the first answer that counts, but never after the as-of date."""
    days = [answer.at[:10] for answer in ctx.standing_answers() if is_day(answer.at)]
    return min((*days, ctx.as_of[:10]))


def _counts(ctx: Context) -> list[Data]:
    total = ctx.total
    numbers = {
        "applies": total.applies,
        "excluded": total.excluded,
        "undecided": total.undecided,
        "met": total.met,
        "claimed": total.claimed,
        "partly": total.partly,
        "gap": total.gap,
        "unknown": total.unknown,
        "another-way": total.another_way,
        "accepted": total.accepted,
        "not-applicable": total.not_applicable,
        "counted": total.counted,
    }
    return [prop("count", str(many), kind=name) for name, many in numbers.items()]


def _verdicts(ctx: Context) -> list[Data]:
    return [
        prop("gate-verdict", one.verdict, kind=one.gate, remarks=prose(verdict_sentence(one)))
        for one in ctx.verdicts
    ]


def _reviewed(ctx: Context, seen: list[Finding], judged: list[Finding]) -> Data:
    ids = list(dict.fromkeys(one.control.id for one in judged))
    rest = dict.fromkeys(one.control.id for one in seen if one.control.id not in set(ids))
    everything = (*ctx.library.controls, *ctx.library.retired)
    return compact(
        {
            "description": prose(words.ASSESSED if ids else words.NOT_ASSESSED),
            "props": props(*(prop("not-judged", one) for one in rest)),
            "control-selections": [selected(ids, everything)],
            "control-objective-selections": [
                {"include-objectives": [{"objective-id": objective_id(one)} for one in ids]}
            ]
            if ids
            else [],
        }
    )
