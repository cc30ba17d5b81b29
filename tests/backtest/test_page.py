"""The case shown in the how-to is one that loads."""

from __future__ import annotations

import re
from pathlib import Path

from backtest.case_file import load_case
from backtest.run import play
from bpo_controls.library.load import load_library

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "back-test.md"


def test_the_case_on_the_page_loads(tmp_path: Path) -> None:
    shown = re.search(
        r"<!-- a whole case -->\n```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL
    )
    assert shown
    path = tmp_path / "example-2026.yaml"
    path.write_text(shown.group(1), encoding="utf-8")
    library = load_library()
    case, problems = load_case(path, library)
    assert problems == ()
    assert case is not None
    outcome = play(library, case)
    assert outcome.undecided == ()
    assert [uptake.taken for uptake in outcome.uptakes] == [True, True, False]
