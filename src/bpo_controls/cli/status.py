"""`status`: how far the engagement is, and where it stands so far."""

from __future__ import annotations

from pathlib import Path

from bpo_controls.cli.arguments import AsOf, Directory, Json, Libraries


def status(
    directory: Directory = Path(),
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Show progress, scope, gaps and gates so far, and who has to come back with what.

    Example: bpo-controls status acme-coding
    """
    from bpo_controls.cli.opened import open_to_read
    from bpo_controls.cli.output import data_json
    from bpo_controls.cli.standing import as_plain, print_standing

    opened = open_to_read(directory, libraries, as_of)
    if json:
        data_json(as_plain(opened))
        return
    print_standing(opened)
