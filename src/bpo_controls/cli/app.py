"""The command line: one thin file a command, and what all of them share."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bpo_controls.cli import (
    assess,
    demo,
    doctor,
    explain,
    init,
    library,
    report,
    status,
)
from bpo_controls.cli.exit_codes import BAD_INPUT, INTERRUPTED, OUR_DEFECT
from bpo_controls.diagnostics import UserError

app = typer.Typer(
    name="bpo-controls",
    help="Decides which controls outsourced healthcare work needs, and why, and writes the gap report.",
    epilog="Start with: bpo-controls demo    or: bpo-controls init my-engagement",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: no markup in texts, good with a screen reader, and faster
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def everything(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a defect.")] = False,
) -> None:
    """Decides which controls outsourced healthcare work needs, and why, and writes the gap report."""


app.command()(demo.demo)
app.command()(init.init)
app.command()(assess.assess)
app.command()(status.status)
app.command()(report.report)
app.command()(explain.explain)
app.add_typer(library.app, name="library")
app.command()(doctor.doctor)


def run() -> None:
    """Run one command and end the process with its exit code; no traceback unless `--debug`."""
    from bpo_controls.cli.output import problems, say

    debug = "--debug" in sys.argv[1:]
    if debug:
        sys.argv.remove("--debug")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(standalone_mode=True)
    except UserError as error:
        problems(error.diagnostics)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        say("Interrupted. Every confirmed answer is on disk.")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        if debug:
            raise
        place = f"{error.filename}: " if error.filename else ""
        say(f"{place}{(error.strerror or str(error)).lower()}")
        sys.exit(BAD_INPUT)
    except Exception as error:
        if debug:
            raise
        say(f"This is a defect of bpo-controls ({type(error).__name__}: {error}). Nothing confirmed is lost.")
        say("Run the command again with --debug and report what it prints.")
        sys.exit(OUR_DEFECT)
