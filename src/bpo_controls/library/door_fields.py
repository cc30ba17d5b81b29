"""What the fields of every entry are made of: text, ids, dates, addresses, conditions, each checked at the door."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, WithJsonSchema
from pydantic_core import PydanticCustomError

# Line ends are allowed: folded and literal text has them. Escapes and other controls are not.
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("text", "must be text")
    if not value.strip():
        raise PydanticCustomError("text", "must not be empty")
    if _CONTROL.search(value):
        raise PydanticCustomError("text", "holds a control character")
    return value.strip()


def _matching(pattern: str, words: str) -> AfterValidator:
    compiled = re.compile(pattern)

    def check(value: object) -> str:
        text = _text(value)
        if not compiled.fullmatch(text):
            raise PydanticCustomError("pattern", "must be {words}", {"words": words})
        return text

    return AfterValidator(check)


def _day_or_month(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return text if re.fullmatch(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", text) else _iso_date(value)


def _iso_date(value: object) -> str:
    text = _text(value)
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            date.fromisoformat(text)
            return text
    except ValueError:
        pass
    raise PydanticCustomError("date", "must be a date that exists, written as 2026-11-23")


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("number", "must be a number")
    return value


def _url(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"https?://[^\s<>\"]+", text):
        raise PydanticCustomError("pattern", "must be a web address that starts with https://")
    return text


CONDITION_HERE = "x-condition"
"""Marks in pydantic's JSON Schema where that of a condition goes; pydantic knows no schema but its own."""

if TYPE_CHECKING:
    Text = str
    IsoDate = str
    DayOrMonth = str
    Version = str
    Number = float
    Url = str
    ControlId = str
    FactId = str
    WordId = str
    OptionId = str
    SourceId = str
    ConditionTree = Any
else:
    _ID = r"[A-Za-z0-9][A-Za-z0-9._-]*"
    Text = Annotated[Any, AfterValidator(_text), WithJsonSchema({"type": "string", "minLength": 1})]
    IsoDate = Annotated[
        Any, AfterValidator(_iso_date), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"})
    ]
    DayOrMonth = Annotated[
        Any,
        AfterValidator(_day_or_month),
        WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
    ]
    Version = Annotated[
        Any,
        _matching(r"\d+\.\d+\.\d+", 'a version such as "1.0.0"'),
        WithJsonSchema({"type": "string", "pattern": r"^\d+\.\d+\.\d+$"}),
    ]
    Number = Annotated[Any, AfterValidator(_number), WithJsonSchema({"type": "number"})]
    Url = Annotated[Any, AfterValidator(_url), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
    ControlId = Annotated[
        Any,
        _matching(r"[A-Z]{2,4}-\d{2,3}", "two to four capitals, a dash and a number, such as ACC-07"),
        WithJsonSchema({"type": "string", "pattern": r"^[A-Z]{2,4}-\d{2,3}$"}),
    ]
    FactId = Annotated[
        Any,
        _matching(
            r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", "small letters joined by underscores, such as data_types"
        ),
        WithJsonSchema({"type": "string", "pattern": r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"}),
    ]
    WordId = Annotated[
        Any,
        _matching(
            r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", "small letters joined by dashes, such as payment-posting"
        ),
        WithJsonSchema({"type": "string", "pattern": r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}),
    ]
    OptionId = Annotated[
        Any,
        _matching(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*", "letters joined by dashes, such as us-office"),
        WithJsonSchema({"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$"}),
    ]
    SourceId = Annotated[
        Any,
        _matching(_ID, "letters, digits, dots and dashes, such as hipaa-164.308-a-3-ii-C"),
        WithJsonSchema({"type": "string", "pattern": f"^{_ID}$"}),
    ]
    ConditionTree = Annotated[Any, WithJsonSchema({CONDITION_HERE: True})]

Office = Literal["front", "back", "both"]


class Door(BaseModel):
    """Common to every door: no key beyond those named, keys by the names they have in the files."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)
    known_by: ClassVar[str] = "id"
    """The key by which entries of this kind are told apart."""
