"""Renews what the docs take from the code: `python -m docs.generate` (or `make docs`).

Commands come from the Typer application, files from their JSON Schemas and readers, words from the labels that
reports use. The sessions that README, tutorial and how-to show are run again, and lines that have drifted are
replaced. Tests compare all of it with what this module would write; read the diff before you commit it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from docs.command_reference import command_reference
from docs.file_reference import file_reference
from docs.session import renew

HERE = Path(__file__).parent
REFERENCE = HERE / "reference"
SCHEMAS = HERE / "schema"
SESSIONS = (
    HERE.parent / "README.md",
    HERE / "tutorial.md",
    HERE / "how-to" / "blank-checklist.md",
    HERE / "how-to" / "forms.md",
    HERE / "how-to" / "write-a-control.md",
    HERE / "how-to" / "own-controls.md",
    HERE / "how-to" / "interview.md",
    HERE / "how-to" / "working-papers.md",
    HERE / "how-to" / "clocks.md",
    HERE / "how-to" / "record.md",
    HERE / "how-to" / "next-year.md",
    HERE / "how-to" / "several-vendors.md",
    HERE / "how-to" / "questionnaires.md",
)
"""Pages whose commands are run."""


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated page: where it stands and what it says."""
    yield REFERENCE / "commands.md", command_reference()
    yield REFERENCE / "file-formats.md", file_reference(SCHEMAS / "assessment.json")


def copy_library(scratch: Path) -> None:
    """Put a copy of the bundled library where a page may change it."""
    shutil.copytree(HERE.parent / "controls", scratch / "controls")


def main() -> None:
    """Write the reference pages and the library's JSON Schemas, and renew the sessions."""
    from bpo_controls.library.json_schema import write_schemas
    from bpo_controls.library.load import load_library

    REFERENCE.mkdir(exist_ok=True)
    for path, text in pages():
        path.write_text(text, encoding="utf-8", newline="\n")
    write_schemas(SCHEMAS, load_library())
    for page in SESSIONS:
        with tempfile.TemporaryDirectory() as scratch:
            copy_library(Path(scratch))
            renew(page, Path(scratch))


if __name__ == "__main__":
    main()
