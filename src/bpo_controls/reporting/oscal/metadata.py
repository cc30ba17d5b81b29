"""What every OSCAL file says of itself: title, version, roles, parties, and what it is not."""

from __future__ import annotations

from bpo_controls.answers.answer_model import EVERY, Subject
from bpo_controls.library.model import ROLES, Library
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.oscal.ids import engagement_uuid, token, uuid_of
from bpo_controls.reporting.oscal.values import Data, compact, line, moment, prop, props, prose, string, title
from bpo_controls.version import __version__
from bpo_controls.words import labels
from bpo_controls.words.headings import (
    TEXT,
)
from bpo_controls.words.method import LIMITS
from bpo_controls.words.numbers import capital
from bpo_controls.words.oscal_words import ROLE

OSCAL_VERSION = "1.2.1"
"""The version whose rules the files keep."""


def library_metadata(library: Library, as_of: str) -> Data:
    """The metadata of the catalog, which knows nothing of the engagement."""
    maker = uuid_of("maintainer", library.id, library.maintained_by)
    return compact(
        {
            **_head(as_of, library.title, library.version),
            "props": props(*_made_from(library, as_of)),
            "roles": [{"id": "maintainer", "title": ROLE["maintainer"]}],
            "parties": [
                compact({"uuid": maker, "type": "organization", "name": string(library.maintained_by)})
            ],
            "responsible-parties": [{"role-id": "maintainer", "party-uuids": [maker]}],
            "remarks": prose(*LIMITS),
        }
    )


def engagement_metadata(
    ctx: Context, heading: str, *more: Data, links: list[Data], remarks: str = ""
) -> Data:
    """The metadata of a file about the engagement; `more` are further properties."""
    name = ctx.name
    parties = _parties(ctx)
    return compact(
        {
            **_head(ctx.as_of, f"{heading}: {name}", ctx.as_of[:10]),
            "props": props(
                prop("review", "signed" if ctx.mark.signed else "draft", remarks=line(ctx.review_mark_long)),
                prop("engagement", name),
                *_made_from(ctx.library, ctx.as_of),
                *more,
            ),
            "links": links,
            "roles": _roles(ctx),
            "parties": parties,
            "responsible-parties": [
                {"role-id": role, "party-uuids": [party_uuid(ctx, role)]}
                for role in ("assessor", "buyer", "vendor", "owner", "second-reviewer")
                if any(one["uuid"] == party_uuid(ctx, role) for one in parties)
            ],
            "remarks": prose(*LIMITS, remarks),
        }
    )


def party_uuid(ctx: Context, role: str) -> str:
    """The party that has a role in the engagement."""
    return uuid_of("party", engagement_uuid(ctx.file), role)


def respondent_uuid(ctx: Context, name: str) -> str:
    """The party that stands for somebody who answered."""
    return uuid_of("respondent", engagement_uuid(ctx.file), name)


def actor(ctx: Context, name: str = "", role: str = "") -> Data:
    """Where something comes from: who said it, or the assessor."""
    if name.strip():
        found = {"type": "party", "actor-uuid": respondent_uuid(ctx, name)}
        return compact({**found, "role-id": token(role) if role.strip() else ""})
    return {"type": "party", "actor-uuid": party_uuid(ctx, "assessor"), "role-id": "assessor"}


def owners(ctx: Context, party: str, subject: Subject | None = None) -> list[Data]:
    """The responsible roles of a party of the library; `joint` is buyer and vendor."""
    roles = ("buyer", "vendor") if party == "joint" else (party,)
    found = []
    for role in roles:
        named = [] if role == "subcontractor" else [party_uuid(ctx, role)]
        if role == "subcontractor":
            own = subject is not None and subject.kind == "subcontractor" and subject.id not in ("", EVERY)
            named = [
                subcontractor_uuid(ctx, one)
                for one in ctx.assessment.subjects.get("subcontractor") or ()
                if not own or one == subject
            ]
        found.append(compact({"role-id": role, "party-uuids": named}))
    return found


def subcontractor_uuid(ctx: Context, subject: Subject) -> str:
    """The party that stands for a subcontractor."""
    return uuid_of("subcontractor", engagement_uuid(ctx.file), subject.id)


def respondents(ctx: Context) -> dict[str, None]:
    """Everybody who answered for a control, in the order of the findings, each once."""
    said = (finding.answer for finding in ctx.assessment.findings)
    return {one.by: None for one in said if one is not None and one.by.strip()}


def _head(as_of: str, heading: str, version: str) -> Data:
    return {
        "title": title(heading),
        "last-modified": moment(as_of),
        "version": string(version),
        "oscal-version": OSCAL_VERSION,
    }


def _made_from(library: Library, as_of: str) -> list[Data]:
    return [
        prop("as-of", as_of[:10]),
        prop("library", library.id),
        prop("library-version", library.version),
        prop("library-digest", library.digest),
        prop("tool", f"bpo-controls {__version__}"),
    ]


def _roles(ctx: Context) -> list[Data]:
    names = {one: text for one, text in ROLE.items() if one != "maintainer"}
    names |= {one: capital(labels.role(one)) for one in ROLES}
    for finding in ctx.assessment.findings:
        role = finding.answer.role if finding.answer is not None else ""
        if role.strip():
            names.setdefault(token(role), capital(labels.role(role)))
    return [{"id": one, "title": title(text)} for one, text in names.items()]


def _parties(ctx: Context) -> list[Data]:
    file = ctx.file
    made = [
        _party(party_uuid(ctx, "assessor"), "organization", file.branding.firm or TEXT["not_named"]),
        _party(party_uuid(ctx, "buyer"), "organization", file.buyer),
        _party(party_uuid(ctx, "vendor"), "organization", file.vendor),
        _party(party_uuid(ctx, "owner"), "person", file.owner),
        _party(party_uuid(ctx, "second-reviewer"), "person", file.second_reviewer),
    ]
    for subject in ctx.assessment.subjects.get("subcontractor") or ():
        made.append(_party(subcontractor_uuid(ctx, subject), "organization", ctx.about(subject)))
    made += [_party(respondent_uuid(ctx, name), "person", name) for name in respondents(ctx)]
    return [one for one in made if one]


def _party(uuid: str, kind: str, name: str) -> Data:
    return {"uuid": uuid, "type": kind, "name": string(name)} if string(name) else {}
