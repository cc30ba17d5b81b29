"""`library search`, `library stale` and the failures of `library coverage`: content work beyond the law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Json, Libraries

if TYPE_CHECKING:
    from bpo_controls.library.model import Library

FRESH_DAYS = 180
"""Days after which a reading of a source is to be renewed."""


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="Words that an entry must hold, all of them.")
    ],
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Find controls by any word a client uses, such as MFA, pen test, segmentation, insurance."""
    from dataclasses import asdict

    from bpo_controls.library.load import load_library
    from bpo_controls.library.search import search as find
    from bpo_controls.terminal.output import data_json, prose
    from bpo_controls.terminal.text_table import table
    from bpo_controls.words.numbers import plural
    from bpo_controls.words.specifics import with_names

    library = with_names(load_library(libraries or ()))
    hits = find(library, " ".join(words))
    if json:
        data_json([asdict(hit) for hit in hits])
        return
    if hits:
        table(("Id", "Found in", "Title"), [(hit.id, hit.where, hit.title) for hit in hits])
    prose(f"{plural(len(hits), 'control')} with “{' '.join(words)}”.")


def stale(libraries: Libraries = None, as_of: AsOf = "", json: Json = False) -> None:
    """List the sources that must be looked at again: read long ago, never read, or with a date that has passed."""
    from bpo_controls.cli.arguments import as_of_date
    from bpo_controls.library.load import load_library
    from bpo_controls.library.stale import stale_sources
    from bpo_controls.terminal.output import data_json, prose
    from bpo_controls.terminal.text_table import table
    from bpo_controls.words.numbers import plural

    library = load_library(libraries or ())
    found = stale_sources(library, as_of_date(as_of), FRESH_DAYS)
    if json:
        data_json([{"source": source.id, "citation": source.citation, "why": why} for source, why in found])
        return
    if found:
        table(("Source", "Citation", "Why"), [(source.id, source.citation, why) for source, why in found])
    prose(f"{plural(len(found), 'source')} to look at again, of {len(library.sources)}.")


def print_failures(library: Library, json: bool) -> int:
    """The failure catalog per workflow: carried, partly, open with their reasons. Returns how many are open."""
    from bpo_controls.terminal.output import data, data_json, prose
    from bpo_controls.terminal.text_table import table
    from bpo_controls.words.numbers import plural

    still_open = [failure for failure in library.failures.values() if failure.carried == "open"]
    if json:
        data_json(
            [
                {"failure": f.id, "workflow": f.workflow, "step": f.step, "mode": f.mode, "fails": f.fails,
                 "controls": list(f.controls), "carried": f.carried, "because": f.because}
                for f in library.failures.values()
            ]
        )  # fmt: skip
        return len(still_open)
    rows = []
    for workflow in library.workflows.values():
        mine = [failure for failure in library.failures.values() if failure.workflow == workflow.id]
        if mine:
            counts = [sum(failure.carried == how for failure in mine) for how in ("full", "partly", "open")]
            rows.append((workflow.title, str(len(mine)), *map(str, counts)))
    table(("Workflow", "Failures", "Carried", "Partly", "Open"), rows, numeric=(1, 2, 3, 4))
    data()
    for failure in library.failures.values():
        if failure.carried != "full":
            prose(f"- {failure.id} ({failure.carried}): {failure.because}")
    prose(f"{plural(len(library.failures), 'failure')}, {len(still_open)} open.")
    return len(still_open)
