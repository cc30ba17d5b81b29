"""An engagement with a thousand findings: every workflow, many sites and companies, nearly everything a gap."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import assert_never

from bpo_controls.library.load import load_library
from bpo_controls.library.model import Library

SITES, COMPANIES = 60, 190


def write_answers(path: Path) -> None:
    """Write an answer file that brings about a thousand findings, all of them applying and not met."""
    library = load_library()
    lines = [f"{question}: {answer}" for question, answer in _scope(library).items()]
    lines += [f"{control}: not-in-place" for control in library.controls]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _scope(library: Library) -> dict[str, str]:
    def several(names: Callable[[int], str], many: int) -> str:
        return "[" + ", ".join(names(number) for number in range(1, many + 1)) + "]"

    given = {
        "workflows": f"[{', '.join(library.workflows)}]",
        "buyer_kind": "hospital",
        "sites": several(lambda number: f"Office {number}", SITES),
        "site_kind": "foreign-office",
        "subcontractors": several(lambda number: f"Company {number}", COMPANIES),
        "data_types": "[demographics, billing, clinical, sud]",
        "debt_stage": "both",
        "fee_model": "share",
        "stage": "moving-from-buyer",
        "monthly_volume": "5000",
        "people_count": "500000",
        "team_size": "900",
    }
    for question in library.questions.values():
        if question.id in given:
            continue
        match question.kind:
            case "yes-no":
                given[question.id] = "true"
            case "any-of":
                several_ids = [option.id for option in question.options if not option.alone]
                given[question.id] = f"[{', '.join(several_ids)}]"
            case "one-of":
                given[question.id] = question.options[0].id
            case "number":
                given[question.id] = f"{question.maximum or 1000:g}"
            case "date":
                given[question.id] = '"2026-01-05"'
            case "text" | "names":
                given[question.id] = "Sample"
            case _:
                assert_never(question.kind)
    return given
