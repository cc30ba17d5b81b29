"""`doctor`: versions, where content and templates come from, whether everything works here."""

from __future__ import annotations

import typer

from bpo_controls.cli.arguments import Json


def doctor(json: Json = False) -> None:
    """Check the installation: versions, content, templates, and whether a PDF can be made.

    Example: bpo-controls doctor
    """
    from bpo_controls.cli.doctor_checks import findings
    from bpo_controls.cli.exit_codes import OUR_DEFECT
    from bpo_controls.terminal.output import data, data_json

    found = tuple(findings())
    if json:
        data_json([{"what": f.what, "ok": f.ok, "says": f.says} for f in found])
    else:
        for check in found:
            data(f"{'ok      ' if check.ok else 'PROBLEM '} {check.what}: {check.says}")
    if not all(check.ok for check in found):
        raise typer.Exit(OUR_DEFECT)
