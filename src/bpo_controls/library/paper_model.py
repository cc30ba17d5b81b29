"""What the data of working papers becomes: frozen values, as the rest of the library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from bpo_controls.diagnostics import did_you_mean, user_error
from bpo_controls.library.condition import Condition, SubjectKind
from bpo_controls.library.model import Library

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a worksheet. `fill` is for people to write in; `choices` are the words to pick from."""

    key: str
    heading: str
    fill: bool = False
    hint: str = ""
    choices: tuple[str, ...] = ()
    share: float = 1


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a worksheet, present when its condition holds. `cells` by the key of the column."""

    cells: Mapping[str, str]
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A working paper that is data alone: its rows are repeated for each subject of the kind it is about."""

    id: str
    title: str
    purpose: str
    per: SubjectKind
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number that nobody answered, and where it comes from."""

    key: str
    value: float
    because: str


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The assumptions of a working paper by key."""

    by_key: Mapping[str, Assumption]


def paper_data(library: Library, name: str, kind: type[Kind]) -> Kind:
    """The data of a working paper. Raises UserError `no-paper-data` where the library has none."""
    found = library.papers.get(name)
    if not isinstance(found, kind):
        raise user_error(
            "no-paper-data",
            f"the library {library.id} has no data for the working paper {name}",
            hint=did_you_mean(name, library.papers) or f"add working-papers/{name}.yaml to the library",
        )
    return found
