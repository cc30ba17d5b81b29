"""`template`: what the firm can change in the deliverables, and whether it is right."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import Directory, Json
from bpo_controls.cli.shell_completion import templates

app = typer.Typer(
    help="List, copy and check the templates of the deliverables.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list", epilog="Example: bpo-controls template list acme-coding")
def list_templates(directory: Directory = Path(), json: Json = False) -> None:
    """List the templates and where each is taken from: the engagement, your own folder, or what ships."""
    from bpo_controls.reporting.deliver.own_templates import in_use, stray_templates, user_templates
    from bpo_controls.terminal.output import data_json, problems, prose
    from bpo_controls.terminal.text_table import table

    own = _own(directory)
    found = in_use(own)
    problems(stray_templates(own))
    if json:
        data_json([{"template": one.name, "own": one.own, "file": str(one.path)} for one in found])
        return
    table(
        ("Template", "Taken from"), [(one.name, str(one.path) if one.own else "what ships") for one in found]
    )
    prose(f"Yours are looked for in {directory / 'templates'}, then in {user_templates()}.")


@app.command("export", epilog="Example: bpo-controls template export checklist --to acme-coding/templates")
def export(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...",
            help="A template as `template list` names it, a folder (typst), or a document (checklist); by default all.",
            show_default=False,
            autocompletion=templates,
        ),
    ] = None,
    to: Annotated[
        Path, typer.Option("--to", metavar="DIR", help="Where to copy them to.", show_default=True)
    ] = Path("templates"),
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there already.")] = False,
) -> None:
    """Copy bundled templates, for you to change."""
    from bpo_controls.reporting.deliver.copy_templates import copy_templates
    from bpo_controls.terminal.output import data

    for path in copy_templates(names or (), to, force=force):
        data(str(path))


@app.command("check", epilog="Example: bpo-controls template check acme-coding")
def check(directory: Directory = Path(), json: Json = False) -> None:
    """Fill in every template of your own with sample data, and tell each mistake: file, line, what is missing."""
    from bpo_controls.diagnostics import Level, UserError
    from bpo_controls.reporting.deliver.check_templates import check_templates
    from bpo_controls.terminal.output import data, data_json, problems
    from bpo_controls.words.numbers import plural

    own = _own(directory)
    checked, found = check_templates(own, quiet=json)
    wrong = [one for one in found if one.level is Level.ERROR]
    if json:
        told = [{**_place(one.where), "code": one.code, "level": one.level, "message": one.message, "hint": one.hint}
                for one in found]  # fmt: skip
        data_json({"templates": list(checked), "problems": told})
        raise typer.Exit(2 if wrong else 0)
    problems(one for one in found if one.level is not Level.ERROR)
    if wrong:
        raise UserError(*wrong)
    data(
        f"{plural(len(checked), 'template')} of your own, no mistakes."
        if checked
        else "No templates of your own."
    )


def _own(directory: Path) -> tuple[Path, ...]:
    """The folders to look at; a folder of templates may be named itself."""
    from bpo_controls.diagnostics import Location, user_error
    from bpo_controls.reporting.deliver.own_templates import FORMAT_OF, own_templates

    if not directory.is_dir():
        raise user_error(
            "not-a-directory", "is not a directory", where=Location(str(directory)), hint="name an engagement"
        )
    if not (directory / "templates").is_dir() and any((directory / one).is_dir() for one in FORMAT_OF):
        return (directory, *own_templates(directory))
    return own_templates(directory)


def _place(where: object) -> dict[str, object]:
    from bpo_controls.diagnostics import Location

    if not isinstance(where, Location):
        return {"file": None, "line": None}
    return {"file": where.file, "line": where.line or None}
