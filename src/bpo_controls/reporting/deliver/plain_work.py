"""The numbers and rows of a working paper as plain data, for programs."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from fractions import Fraction

from bpo_controls.answers.answer_model import Subject
from bpo_controls.engine.finding import Finding

RULES = ("when", "levels")
"""Fields that hold conditions of the library: they explain the data, they are none of it."""


def plain_work(value: object) -> object:
    """Mappings, lists, numbers and text. A finding is named by its control and subject, with how it stands."""
    if isinstance(value, Finding):
        return {
            "control": value.control.id,
            "subject": value.subject.id,
            "applies": value.applies.value,
            "status": value.status,
            "severity": value.severity,
        }
    if isinstance(value, Subject):
        return {"kind": value.kind, "id": value.id}
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: plain_work(getattr(value, one.name)) for one in fields(value) if one.name not in RULES
        }
    if isinstance(value, Mapping):
        return {str(key): plain_work(part) for key, part in value.items()}
    if isinstance(value, Set):
        return sorted((plain_work(part) for part in value), key=str)
    if isinstance(value, tuple | list):
        return [plain_work(part) for part in value]
    return float(value) if isinstance(value, Fraction) else value
