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
from backtest.insistence import insistence
from backtest.score import play_all, score
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
        "--cases", type=Path, default=CASES, metavar="DIR", help="cases to play instead of the bundled ones"
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


def _all(library: Library, folder: Path) -> int:
    cases, problems = load_cases(folder, library)
    _tell(problems)
    if any(one.level is Level.ERROR for one in problems):
        return 2
    out = table.console()
    played = play_all(library, cases)
    table.show_all(out, played)
    archetypes = load_archetypes(library)
    counts = [economy(library, one) for one in archetypes]
    table.show_economy(out, counts)
    wishes = [insistence(library, one) for one in archetypes if one.insists]
    if wishes:
        table.show_insistence(out, wishes)
    missed = any(share.missed for _, share in score(played).goals) or not held(counts)
    return int(missed)


def _one(library: Library, folder: Path, name: str) -> int:
    case, problems = load_case(folder / f"{name}.yaml", library)
    _tell(problems)
    if case is None:
        return 2
    played = play_all(library, [case])[0]
    table.show_case(table.console(), played)
    return int(any(share.missed for _, share in score([played]).goals))


def _tell(problems: Sequence[Diagnostic]) -> None:
    for one in problems:
        print(f"{'warning: ' if one.level is Level.WARNING else ''}{one}", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
