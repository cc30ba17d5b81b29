"""Workflows in the client's own words: the library as it reads for one engagement, and which workflow is meant.

A label replaces a title in memory alone. Ids, rules and the digest stay, so no decision can move.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bpo_controls.answers.slug import slug
from bpo_controls.library.model import Library, Workflow

NO_LABELS: Mapping[str, str] = MappingProxyType({})


def called(library: Library, labels: Mapping[str, str]) -> Library:
    """The library with each workflow of `labels` (by id) under the client's words, every other under its own title.

    The same library where that is how it reads already. A label for a workflow that it does not have changes nothing;
    nor does one that a later library uses for another workflow.
    """
    if labels:
        owners = {slug(library_title(one)): one.id for one in library.workflows.values()}
        owners |= {id_: id_ for id_ in library.workflows}
        labels = {id_: words for id_, words in labels.items() if owners.get(slug(words), id_) == id_}
    workflows = {one.id: _called(one, labels.get(one.id, "")) for one in library.workflows.values()}
    if all(workflows[one.id] is one for one in library.workflows.values()):
        return library
    return replace(library, workflows=MappingProxyType(workflows))


def workflow_named(library: Library, text: str) -> str | None:
    """The id of the workflow that is meant: by its id, its title in the library or the client's words, in any case."""
    for candidate in (text, slug(text)):
        if candidate in library.workflows:
            return candidate
    for names in (library_title, client_words):
        for flow in library.workflows.values():
            if slug(text) == slug(names(flow)):
                return flow.id
    return None


def library_title(workflow: Workflow) -> str:
    """What the library calls a workflow, whatever the client calls it."""
    return workflow.library_title or workflow.title


def client_words(workflow: Workflow) -> str:
    """What is shown: the client's words, else the library's title."""
    return workflow.title


def relabeled(library: Library) -> tuple[Workflow, ...]:
    """The workflows that go by the client's words."""
    return tuple(one for one in library.workflows.values() if one.library_title)


def _called(workflow: Workflow, label: str) -> Workflow:
    own = library_title(workflow)
    label = label or own
    if label == workflow.title:
        return workflow
    return replace(workflow, title=label, library_title="" if label == own else own)
