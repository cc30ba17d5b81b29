"""`make backtest`: would the interview have asked, and would the gap report have said so?

Ends with 0 when every goal is reached, 1 when one is missed, 2 when a case cannot be read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from backtest import table
from backtest.archetype import load_archetypes
from backtest.case_file import CASES, load_case, load_cases
from backtest.economy import economy, held
from backtest.grid import console
from backtest.insistence import insistence
from backtest.measure import measure
from backtest.measure_table import show_measure
from backtest.records import load_records, unmapped
from backtest.score import play_all
from bpo_controls.diagnostics import Diagnostic, Level, UserError
from bpo_controls.library.load import load_library
from bpo_controls.library.model import Library


def main(arguments: Sequence[str] | None = None) -> int:
    """Load, play, print."""
    asked = _arguments(arguments)
    try:
        library = load_library(asked.library or ())
        return _one(library, asked.cases, asked.case) if asked.case else _all(library, asked.cases)
    except UserError as error:
        _tell(error.diagnostics)
        return 2


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="backtest", description="Play real cases through the library.")
    parser.add_argument(
        "--cases",
        type=Path,
        default=CASES,
        metavar="PATH",
        help="cases to play instead of the bundled ones: a folder of cases, or a file of plain records",
    )
    parser.add_argument("--case", metavar="ID", help="show one case in full")
    parser.add_argument(
        "--library",
        type=Path,
        action="append",
        metavar="DIR",
        help="a library to test instead of the bundled one",
    )
    return parser.parse_args(arguments)


def _all(library: Library, path: Path) -> int:
    load = load_records if path.is_file() else load_cases
    cases, problems = load(path, library)
    _tell(problems)
    if any(one.level is Level.ERROR for one in problems):
        return 2
    out = console()
    played = play_all(library, cases)
    found = measure(library, played)
    show_measure(out, found)
    if path.is_file():
        out.print(f"Facts that nobody has mapped yet: {sum(map(unmapped, cases))}\n")
    table.show_all(out, library, played)
    asked_little = path != CASES or _archetypes(library)
    return int(found.missed or not asked_little)


def _archetypes(library: Library) -> bool:
    """Prints what is asked of the archetypes; whether both goals are reached."""
    out = console()
    archetypes = load_archetypes(library)
    counts = [economy(library, one) for one in archetypes]
    table.show_economy(out, counts)
    table.show_insistence(out, [insistence(library, one) for one in archetypes if one.insists])
    return held(counts)


def _one(library: Library, folder: Path, name: str) -> int:
    case, problems = load_case(folder / f"{name}.yaml", library)
    _tell(problems)
    if case is None:
        return 2
    table.show_case(console(), play_all(library, [case])[0])
    return 0


def _tell(problems: Sequence[Diagnostic]) -> None:
    for one in problems:
        print(f"{'warning: ' if one.level is Level.WARNING else ''}{one}", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
