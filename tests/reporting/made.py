"""Contexts and deliverables of the fiction, each made once per session: rendering a PDF takes longer than most tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from bpo_controls.answers.answer_model import Answers
from bpo_controls.engine.finding import Assessment
from bpo_controls.library.model import Library
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.deliver.render import render
from bpo_controls.reporting.documents.context import Context
from bpo_controls.workspace.engagement_file import EngagementFile
from tests.reporting import fiction

_SAMPLES: dict[str, Callable[[], tuple[Library, EngagementFile, Answers, Assessment]]] = {
    "sample": fiction.sample,
    "rich": fiction.rich,
    "claimed": fiction.claimed,
    "named at length": fiction.named_at_length,
    "120 gaps": lambda: fiction.crowded(120),
}


@cache
def context(name: str = "sample", edition: str = "") -> Context:
    """The context of one of the engagements above."""
    return context_for(*_SAMPLES[name](), edition=edition)


@cache
def made(document: str, fmt: str, name: str = "sample") -> bytes:
    """A deliverable of one of the engagements above."""
    return render(context(name), document, fmt)
