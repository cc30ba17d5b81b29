"""A paper form as the library holds it: which fields it has, and where the value of each comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bpo_controls.library.condition import Condition, SubjectKind
from bpo_controls.library.model import Severity

OriginKind = Literal[
    "engagement", "fact", "control", "parameter", "person", "subject", "assessment", "show", "print", "blank"
]
"""engagement: a key of engagement.yaml; fact: a question or derived fact; control: how controls stand; parameter: the
values of a table that bind; person: somebody of the register; subject: what the copy or row is about; assessment: what
was decided; show: what a row says of itself; print: the form's own words; blank: for people alone."""

CONTROL_SHOWS: tuple[str, ...] = ("answer", "said", "proof", "basis", "note", "seen")
"""answer: yes, no or partly; said: the answer in its own words; proof: documents named, with where they are kept;
basis: how well it is known and by whom; note: what was added; seen: when a document was last seen."""

RowKind = Literal[
    "items",
    "gap",
    "limit",
    "control",
    "workflow",
    "site",
    "subcontractor",
    "person",
    "value",
    "draw",
    "empty",
]
"""What the rows of a table stand for: given items, open gaps, measured controls, controls, subjects, people, values of
a parameter table, items drawn from a list, or empty lines for people."""

FieldKind = Literal["text", "number", "date", "choice"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from. `key` is the engagement key, fact, table or what a row shows; `text` the words printed
    or why it stays blank; `ask` the role to ask; `roles` words of a role, the first that fits counts."""

    kind: OriginKind
    key: str = ""
    controls: tuple[str, ...] = ()
    show: str = ""
    side: str = ""
    roles: tuple[str, ...] = ()
    text: str = ""
    ask: str = ""
    broader: bool = False


@dataclass(frozen=True, slots=True)
class FormField:
    """One field with its label."""

    id: str
    label: str
    origin: Origin
    kind: FieldKind = "text"
    choices: tuple[str, ...] = ()
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of a table; the origin of each cell is read about the row."""

    id: str
    heading: str
    origin: Origin
    kind: FieldKind = "text"
    choices: tuple[str, ...] = ()
    share: float = 1


@dataclass(frozen=True, slots=True)
class FormItem:
    """A row that the form itself brings: what is asked, the sources it rests on, and what answers it.

    With `broader` the controls ask for more than the item does: only when they are met is the item answered.
    """

    id: str
    text: str
    sources: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    fact: str = ""
    broader: bool = False
    blank: str = ""
    ask: str = ""
    when: Condition | None = None
    cells: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormRows:
    """The rows of a table. Filters narrow gaps, limits and controls; `count` is the number of empty lines or items drawn."""

    kind: RowKind
    items: tuple[FormItem, ...] = ()
    controls: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()
    parameter: str = ""
    count: int = 0
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class FormSection:
    """A part of the form: labeled fields, a table, or both."""

    id: str
    title: str
    intro: str = ""
    fields: tuple[FormField, ...] = ()
    columns: tuple[FormColumn, ...] = ()
    rows: FormRows | None = None
    empty: str = ""
    when: Condition | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormCopies:
    """The form is made once for each subject of this kind for which the condition holds or may hold."""

    per: SubjectKind
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A paper form. `layout` says whose layout it follows and how well that could be seen; `due` by when it is filed.
    `main` names the section whose table a spreadsheet shows; without it, a list of every field.
    """

    id: str
    title: str
    purpose: str
    layout: str
    signer: str
    copies: tuple[FormCopies, ...]
    sections: tuple[FormSection, ...]
    due: str = ""
    sources: tuple[str, ...] = ()
    when: Condition | None = None
    notes: tuple[str, ...] = ()
    across: bool = False
    main: str = ""
