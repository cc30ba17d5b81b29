"""The OSCAL profile: which controls of the catalog apply, and which are not decided yet."""

from __future__ import annotations

from bpo_controls.engine.finding import Finding
from bpo_controls.engine.truth import Truth
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.oscal.catalog import constraints, limits_of
from bpo_controls.reporting.oscal.ids import token
from bpo_controls.reporting.oscal.metadata import engagement_metadata
from bpo_controls.reporting.oscal.values import Data, compact, line, prop, props, prose
from bpo_controls.words import oscal_words as words
from bpo_controls.words.findings import limits_words
from bpo_controls.words.numbers import listed, sentence

CATALOG = "catalog.json"


def profile(ctx: Context) -> Data:
    """The profile without its uuid. A control is selected when it applies to at least one subject."""
    chosen = selected_controls(ctx)
    everything = [token(one) for one in (*ctx.library.controls, *ctx.library.retired)]
    named = [_not_selected(ctx, control) for control in ctx.assessment.by_control if control not in chosen]
    selection: Data = {"include-controls": [{"with-ids": [token(one) for one in chosen]}]}
    if not chosen:
        selection = compact(
            {"include-all": {}, "exclude-controls": [{"with-ids": everything}] if everything else []}
        )
    return compact(
        {
            "metadata": engagement_metadata(
                ctx,
                words.TITLE["profile"],
                *named,
                links=[{"href": CATALOG, "rel": "reference"}],
                remarks=" ".join(
                    (words.SELECTED if chosen else words.NOT_SELECTED, words.UNDECIDED, words.EXCLUDED)
                ),
            ),
            "imports": [{"href": CATALOG, **selection}],
            "merge": {"as-is": True},
            "modify": _modify(ctx, chosen) if chosen else None,
        }
    )


def selected_controls(ctx: Context) -> list[str]:
    """The ids of the controls that apply to at least one subject, in library order."""
    return list(dict.fromkeys(finding.control.id for finding in ctx.applying))


def undecided_controls(ctx: Context) -> list[str]:
    """The ids of the controls that apply to no subject so far and are undecided for at least one."""
    chosen = set(selected_controls(ctx))
    found = (one.control.id for one in ctx.assessment.findings if one.applies is Truth.UNKNOWN)
    return [one for one in dict.fromkeys(found) if one not in chosen]


def why(ctx: Context, finding: Finding) -> str:
    """Why a control applies to a subject, does not, or is undecided and whom to ask."""
    return sentence("; ".join(clause.text for clause in ctx.reasons(finding)))


def by_reason(ctx: Context, findings: tuple[Finding, ...]) -> list[str]:
    """A paragraph for each reason, with the subjects that share it."""
    grouped: dict[str, list[str]] = {}
    for finding in findings:
        grouped.setdefault(why(ctx, finding), []).append(ctx.about(finding.subject))
    return [f"{listed(about)}: {text}" for text, about in grouped.items()]


def undecided_prop(ctx: Context, control: str) -> Data:
    """The property that names an undecided control, with what is missing."""
    return _not_selected(ctx, control)


def _not_selected(ctx: Context, control: str) -> Data:
    findings = ctx.assessment.of(control)
    open_ones = tuple(one for one in findings if one.applies is Truth.UNKNOWN)
    name = "undecided-control" if open_ones else "excluded-control"
    return prop(name, control, remarks=prose(*by_reason(ctx, open_ones or findings)))


def _modify(ctx: Context, chosen: list[str]) -> Data:
    controls = [ctx.library.controls[one] for one in chosen]
    return compact(
        {
            "set-parameters": [
                {
                    "param-id": identifier,
                    "constraints": constraints(control, limits),
                    "values": [line(limits_words(limits, control.ask.unit))],
                }
                for control in controls
                for identifier, limits, _ in limits_of(control)
            ],
            "alters": [_alter(ctx, one) for one in chosen],
        }
    )


def _alter(ctx: Context, control: str) -> Data:
    """Adds to a selected control for whom it applies, for whom not, and for whom that is open."""
    names = {Truth.TRUE: "applies-to", Truth.UNKNOWN: "undecided-for", Truth.FALSE: "excluded-for"}
    found = [
        prop(
            names[finding.applies],
            ctx.about(finding.subject),
            kind=finding.subject.kind,
            remarks=prose(why(ctx, finding)),
        )
        for finding in ctx.assessment.of(control)
    ]
    return {"control-id": token(control), "adds": [{"position": "ending", "props": props(*found)}]}
