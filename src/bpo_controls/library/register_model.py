"""What the data of working papers that are registers becomes: access, exceptions, documents, responsibilities. Frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bpo_controls.library.clock_model import Span
from bpo_controls.library.condition import Condition
from bpo_controls.library.model import Severity

Move = Literal["joiner", "mover"]


@dataclass(frozen=True, slots=True)
class Duty:
    """A piece of work that one person does. `workflow` "" stands for every one; `changes` and `sends` are kinds of data."""

    id: str
    title: str
    workflow: str = ""
    changes: tuple[str, ...] = ()
    sends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyRole:
    """A role with its duties and the kinds of data it has to see."""

    id: str
    title: str
    workflow: str
    duties: tuple[str, ...]
    views: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyConflict:
    """Two duties that one person must not hold both, why, and what helps where it cannot be avoided."""

    id: str
    duties: tuple[str, str]
    severity: Severity
    why: str
    instead: str


@dataclass(frozen=True, slots=True)
class AccessMove:
    """What happens to access when somebody joins or changes jobs. Leaving is a trigger of the clocks."""

    kind: Move
    do: str
    who: str
    within: str
    control: str = ""


@dataclass(frozen=True, slots=True)
class AccessReview:
    """A review that comes round every so many days."""

    what: str
    every_days: int
    who: str
    control: str = ""


@dataclass(frozen=True, slots=True)
class AccessData:
    """working-papers/access.yaml."""

    duties: Mapping[str, Duty]
    roles: tuple[DutyRole, ...]
    conflicts: tuple[DutyConflict, ...]
    moves: tuple[AccessMove, ...]
    reviews: tuple[AccessReview, ...]


@dataclass(frozen=True, slots=True)
class ExceptionType:
    """Something that will go wrong in a workflow ("": in every one). `within` is None where no one number fits.

    `codes` are as they arrive: `CARC 197`, `277CA A3`. `basis` says where the time comes from, `source` an id.
    """

    id: str
    workflow: str
    title: str
    detected: str
    queue: str
    within: Span | None
    within_words: str
    basis: str
    fallback: str
    if_ignored: str
    severity: Severity
    codes: tuple[str, ...] = ()
    source: str = ""
    control: str = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class ExceptionData:
    """working-papers/exceptions.yaml. `owner_control` is the control that says whether each exception has an owner."""

    exceptions: tuple[ExceptionType, ...]
    owner_control: str
    code_note: str


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document, known by words of the evidence that controls ask for. `retention` is a parameter table or "".

    `keep` says how long where no table does. With `single` everything of the kind stands in one document, such as the
    contract.
    """

    id: str
    title: str
    words: tuple[str, ...]
    owner: str
    retention: str = ""
    keep: str = ""
    single: bool = False


@dataclass(frozen=True, slots=True)
class DocumentData:
    """working-papers/documents.yaml; the last kind takes what no other does."""

    kinds: tuple[DocumentKind, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause for counsel to look for, in the contract or the business associate agreement."""

    id: str
    place: Literal["contract", "business-associate-agreement"]
    title: str
    controls: tuple[str, ...]
    source: str = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class ResponsibilityData:
    """working-papers/responsibilities.yaml."""

    clauses: tuple[Clause, ...]
