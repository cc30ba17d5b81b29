"""`library`: look at the content, check it, and publish its schema."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Json, Libraries
from bpo_controls.cli.library_content import search, stale
from bpo_controls.cli.library_coverage import coverage
from bpo_controls.cli.shell_completion import domains, things

app = typer.Typer(
    help="Look at the control library, check it, publish its schema.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list", epilog="Example: bpo-controls library list --domain access")
def list_controls(
    domain: Annotated[
        str, typer.Option("--domain", help="Only this domain, for example access.", autocompletion=domains)
    ] = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """List the controls: id, severity, gate, party, title."""
    from bpo_controls.diagnostics import did_you_mean, user_error
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data_json, prose
    from bpo_controls.terminal.text_table import table
    from bpo_controls.words import labels
    from bpo_controls.words.numbers import plural
    from bpo_controls.words.specifics import plain_control

    library = load_library(libraries or ())
    if domain and domain not in library.domains:
        raise user_error(
            "unknown-domain",
            f'--domain: unknown domain "{domain}"',
            hint=did_you_mean(domain, library.domains),
        )
    controls = [plain_control(library, c) for c in library.controls.values() if domain in ("", c.domain)]
    if json:
        data_json(
            [
                {
                    "control": c.id,
                    "title": c.title,
                    "domain": c.domain,
                    "per": c.per,
                    "severity": c.severity,
                    "gate": c.gate,
                    "party": c.party,
                    "basis": c.basis,
                    "sources": list(c.sources),
                }
                for c in controls
            ]
        )
        return
    rows = [
        (c.id, labels.SEVERITY[c.severity], labels.GATE[c.gate], labels.PARTY[c.party], c.title)
        for c in controls
    ]
    table(("Id", "Severity", "Gate", "Party", "Title"), rows)
    prose(f"{plural(len(rows), 'control')} · {library.title} {library.version}")


@app.command("show", epilog="Example: bpo-controls library show ACC-01")
def show(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="A control, question, fact, source or workflow.", autocompletion=things
        ),
    ],
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Show one control, question, fact, source or workflow in full."""
    from bpo_controls.cli.library_entry import as_lines, as_plain, look_up
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data_json, prose

    library = load_library(libraries or ())
    thing = look_up(library, id_)
    if json:
        data_json(as_plain(thing))
        return
    for line in as_lines(library, thing):
        prose(line)


@app.command("lint", epilog="Example: bpo-controls library lint my-library")
def lint(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="DIR", help="Library folders; the bundled one by default."),
    ] = None,
    as_of: AsOf = "",
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")] = False,
    json: Json = False,
) -> None:
    """Check a library: every problem with file, line, column and remedy; exit 2 if there is one."""
    from bpo_controls.cli.arguments import as_of_date
    from bpo_controls.cli.exit_codes import BAD_INPUT, THRESHOLD_MISSED
    from bpo_controls.diagnostics import Level
    from bpo_controls.lint.run import lint_library
    from bpo_controls.terminal.output import data_json, problems, say
    from bpo_controls.words.numbers import plural

    library, found = lint_library(folders or (), as_of_date(as_of))
    errors = [d for d in found if d.level is Level.ERROR]
    if json:
        data_json(
            [
                {
                    "code": d.code,
                    "level": d.level.value,
                    "where": str(d.where or ""),
                    "message": d.message,
                    "hint": d.hint,
                }
                for d in found
            ]
        )
    else:
        problems(found, to=sys.stdout)
    if errors:
        say(f"{plural(len(errors), 'problem')}.")
        raise typer.Exit(BAD_INPUT)
    assert library is not None
    warnings = f", {plural(len(found), 'warning')}" if found else ""
    say(
        f"{library.title} {library.version}: {plural(len(library.controls), 'control')}, "
        f"{plural(len(library.questions), 'scoping question')}, {plural(len(library.sources), 'source')}; no problems{warnings}."
    )
    if strict and found:
        raise typer.Exit(THRESHOLD_MISSED)


app.command("search", epilog="Example: bpo-controls library search pen test")(search)
app.command("stale", epilog="Example: bpo-controls library stale --as-of 2027-06-01")(stale)
app.command("coverage", epilog="Example: bpo-controls library coverage --regime hipaa-security")(coverage)


@app.command("schema", epilog="Example: bpo-controls library schema --out .schema")
def schema(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write the schemas here instead of stdout.")
    ] = None,
    libraries: Libraries = None,
) -> None:
    """Print the JSON Schemas that give completion in an editor."""
    from bpo_controls.library.json_schema import schemas
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data_json, say

    made = schemas(load_library(libraries or ()))
    if out is None:
        data_json(made)
        return
    import json

    from bpo_controls.workspace.paths import write_atomically

    out.mkdir(parents=True, exist_ok=True)
    for name, body in made.items():
        write_atomically(out / name, (json.dumps(body, indent=2, ensure_ascii=False) + "\n").encode())
    say(f"Wrote {len(made)} schemas to {out}.")


@app.command("diff", epilog="Example: bpo-controls library diff controls-2025 controls")
def diff(
    before: Annotated[Path, typer.Argument(metavar="A", help="A library folder.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="Another one.")],
    json: Json = False,
) -> None:
    """Show what differs between two libraries: ids that came, went, were retired or changed, and in what."""
    from bpo_controls.library.compare_libraries import compare_libraries
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data, data_json, prose

    found = compare_libraries(load_library((before,)), load_library((after,)))
    if json:
        data_json(
            {
                "added": list(found.added),
                "removed": list(found.removed),
                "retired": [{"id": id_, "replaced_by": list(by)} for id_, by in found.retired],
                "changed": [{"id": id_, "fields": list(names)} for id_, names in found.changed],
            }
        )
        return
    for id_ in found.added:
        data(f"added {id_}")
    for id_ in found.removed:
        data(f"removed {id_}")
    for id_, by in found.retired:
        data(f"retired {id_}{' for ' + ' and '.join(by) if by else ''}")
    for id_, names in found.changed:
        prose(f"changed {id_}: {', '.join(names)}", rest="  ")
    if not (found.added or found.removed or found.retired or found.changed):
        data("No difference.")
