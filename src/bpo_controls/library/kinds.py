"""The kinds of subject a question, fact or control can be about."""

from __future__ import annotations

from typing import Literal

SubjectKind = Literal["engagement", "workflow", "site", "subcontractor"]
SUBJECT_KINDS: tuple[SubjectKind, ...] = ("engagement", "workflow", "site", "subcontractor")
