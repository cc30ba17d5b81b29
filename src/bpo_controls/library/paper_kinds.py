"""Which door a file of working-papers/ goes through, by its name. Any other name is a worksheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bpo_controls.library.burden_doors import BurdenDoor, burden_data
from bpo_controls.library.clock_doors import ClocksDoor, clock_book
from bpo_controls.library.entry_errors import open_door
from bpo_controls.library.fit_doors import FitDoor, fit_data
from bpo_controls.library.holiday_doors import HolidaysDoor, holiday_book
from bpo_controls.library.lot_doors import LotTablesDoor, lot_tables
from bpo_controls.library.paper_doors import PaperDoor, WorksheetDoor, worksheet
from bpo_controls.library.pilot_doors import PilotDoor, pilot_data
from bpo_controls.library.problems import Entry, Problems, Spot
from bpo_controls.library.qa_doors import QaDoor, qa_data
from bpo_controls.library.register_doors import (
    AccessDoor,
    DocumentsDoor,
    ExceptionsDoor,
    ResponsibilitiesDoor,
    access_data,
    document_data,
    exception_data,
    responsibility_data,
)
from bpo_controls.library.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class PaperKind:
    """What may stand in the file, and what becomes of it: entry, name, facts, problems -> a frozen value.

    The dataclasses that `build` makes stand in a module that `cache.py` names among its own.
    """

    door: type[PaperDoor]
    build: Callable[[Entry[Any], str, Vocabulary, Problems], object]
    title: str


PAPER_KINDS: dict[str, PaperKind] = {
    "burden": PaperKind(
        BurdenDoor, burden_data, "working-papers/burden.yaml: what the estimate of hours assumes"
    ),
    "lot-tables": PaperKind(
        LotTablesDoor, lot_tables, "working-papers/lot-tables.yaml: acceptance sampling by attributes"
    ),
    "clocks": PaperKind(
        ClocksDoor, clock_book, "working-papers/clocks.yaml: triggers, who is told, and the clocks that run"
    ),
    "holidays": PaperKind(
        HolidaysDoor, holiday_book, "working-papers/holidays.yaml: the holidays that business days leave out"
    ),
    "access": PaperKind(
        AccessDoor, access_data, "working-papers/access.yaml: roles, duties and the pairs to keep apart"
    ),
    "exceptions": PaperKind(
        ExceptionsDoor, exception_data, "working-papers/exceptions.yaml: what will go wrong, and whose it is"
    ),
    "documents": PaperKind(
        DocumentsDoor, document_data, "working-papers/documents.yaml: the kinds of documents of evidence"
    ),
    "responsibilities": PaperKind(
        ResponsibilitiesDoor,
        responsibility_data,
        "working-papers/responsibilities.yaml: clauses for counsel",
    ),
    "qa": PaperKind(QaDoor, qa_data, "working-papers/qa.yaml: what the QA sampling plan is planned with"),
    "fit": PaperKind(FitDoor, fit_data, "working-papers/fit.yaml: what workflow fit is judged by"),
    "pilot": PaperKind(PilotDoor, pilot_data, "working-papers/pilot.yaml: what a pilot is planned with"),
}
"""By the name of the file, without `.yaml`."""

WORKSHEET = PaperKind(WorksheetDoor, worksheet, "a worksheet of working-papers/")


def paper_kind(name: str) -> PaperKind:
    """The kind of the file of that name."""
    return PAPER_KINDS.get(name, WORKSHEET)


def schema_stem(name: str) -> str:
    """The name of the JSON Schema for the file of that name, without its ending."""
    return f"working-paper-{name}" if name in PAPER_KINDS else "working-paper"


def open_paper(name: str, spot: Spot, problems: Problems) -> Entry[Any] | None:
    """Checks the whole file. None when something is wrong; then `problems` has grown."""
    return open_door(paper_kind(name).door, spot, problems)
