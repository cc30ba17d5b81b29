"""Identifiers of the OSCAL files: the same thing has the same one in every run."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from bpo_controls.answers.answer_model import EVERY, Subject
from bpo_controls.workspace.engagement_file import EngagementFile

NAMESPACE = "https://bpo-controls.example/ns/oscal"
"""The namespace of our own properties, parts and facets; nothing stands at that address."""

_ROOT = uuid5(NAMESPACE_URL, NAMESPACE)
_NOT_TOKEN = re.compile(r"[^A-Za-z0-9._-]+")


@lru_cache(maxsize=65536)  # the same things are named in several files, and several times in each
def uuid_of(kind: str, *names: str) -> str:
    """The version 5 UUID of a thing of this kind with these names."""
    return str(uuid5(_ROOT, json.dumps([kind, *names], ensure_ascii=True)))


def engagement_uuid(file: EngagementFile) -> str:
    """The UUID of the engagement: of its buyer, its vendor and its title."""
    return uuid_of("engagement", file.buyer, file.vendor, file.title)


def content_uuid(model: str, content: object) -> str:
    """The UUID of a file: a new one as soon as anything in the file changes."""
    text = json.dumps(content, ensure_ascii=True)
    return uuid_of("document", model, sha256(text.encode()).hexdigest())


@lru_cache(maxsize=8192)
def token(text: str) -> str:
    """The text as an OSCAL token. A text that is none gets a part of its digest, so that two never become one."""
    made = _NOT_TOKEN.sub("-", text)[:60]
    if not re.match("[A-Za-z_]", made):
        made = f"_{made}"
    return made if made == text else f"{made}-{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def statement_id(control: str) -> str:
    """The id of a control's statement."""
    return f"{token(control)}_smt"


def objective_id(control: str) -> str:
    """The id of a control's assessment objective, which findings point to."""
    return f"{token(control)}_obj"


def parameter_id(control: str, outer: bool = False) -> str:
    """The id of the limit of a measurement: the one that passes, or the outer one."""
    return f"{token(control)}_prm_{2 if outer else 1}"


def subject_uuid(file: EngagementFile, subject: Subject) -> str:
    """The component that stands for a subject; for "every workflow" the engagement as a whole."""
    if subject.id == EVERY:
        subject = Subject("engagement")
    return uuid_of("subject", engagement_uuid(file), subject.kind, subject.id)


def about_uuid(file: EngagementFile, kind: str, control: str, subject: Subject) -> str:
    """The observation, finding, risk, response or item (`kind`) of a control for a subject."""
    return uuid_of(kind, engagement_uuid(file), control, subject.kind, subject.id)
