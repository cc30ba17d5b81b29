"""Starting an engagement from another: its settings, its people, its scope as proposals."""

from __future__ import annotations

from bpo_controls.answers.answer_model import Answer
from bpo_controls.workspace.engagement import Engagement
from bpo_controls.workspace.engagement_file import EngagementFile
from bpo_controls.workspace.reality_check import DATES, REALITY_CHECK, TO_BE_SETTLED


def settings_of(file: EngagementFile) -> dict[str, str]:
    """What the reality check settled there, but for dates, which belong to that engagement."""
    found = {asked.key: getattr(file, asked.key) for asked in REALITY_CHECK if asked.key not in DATES}
    return {key: text for key, text in found.items() if text and text != TO_BE_SETTLED}


def scope_answers(engagement: Engagement) -> tuple[Answer, ...]:
    """The values given to scoping questions, without who gave them, notes or evidence: those were another client's."""
    return tuple(
        Answer(answer.item, answer.subject, value=answer.value)
        for answer in engagement.answers
        if answer.item in engagement.library.questions and answer.value is not None
    )


def origin_of(file: EngagementFile) -> str:
    """Where taken over answers come from, as proposals name it."""
    return f"taken over from {file.buyer} with {file.vendor}"


def unsettled(file: EngagementFile) -> tuple[str, ...]:
    """What was left for later, by the keys of engagement.yaml."""
    return tuple(asked.key for asked in REALITY_CHECK if getattr(file, asked.key, "") == TO_BE_SETTLED)
