"""The command line: one thin file per command, and what all of them share."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import Annotated, TextIO

import typer

from bpo_controls.cli.command_table import TabledGroup
from bpo_controls.cli.exit_codes import BAD_INPUT, DONE, INTERRUPTED, OUR_DEFECT
from bpo_controls.diagnostics import UserError

app = typer.Typer(
    name="bpo-controls",
    cls=TabledGroup,
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


def run() -> None:
    """Run one command and end the process with its exit code; no traceback unless `--debug`."""
    debug = "--debug" in sys.argv[1:]
    if debug:
        sys.argv.remove("--debug")
    _settle_streams()
    # A library is many small objects that live to the end: looking at all of them for garbage takes a tenth of a report.
    gc.set_threshold(50_000, 20, 20)
    out = sys.stdout
    try:
        code = _exit_code(debug)
        if sys.stdout is not out:  # Typer puts another in its place when the reader has gone
            raise BrokenPipeError
        out.flush()
    except BrokenPipeError:
        _discard_rest(out)
        code = DONE
    except OSError as error:
        from bpo_controls.terminal.output import say

        say(f"the output cannot be written: {(error.strerror or str(error)).lower()}")
        _discard_rest(out)
        code = BAD_INPUT
    sys.exit(code)


def _exit_code(debug: bool) -> int:
    """Run the command. A failing stdout goes through as OSError without a file name."""
    from bpo_controls.terminal.output import problems, say

    try:
        app(standalone_mode=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    except UserError as error:
        problems(error.diagnostics)
        return error.exit_code
    except KeyboardInterrupt:
        say("Interrupted. Every confirmed answer is on disk.")
        return INTERRUPTED
    except OSError as error:
        if isinstance(error, BrokenPipeError) or error.filename is None:
            raise
        if debug:
            raise
        say(f"{error.filename}: {(error.strerror or str(error)).lower()}")
        return BAD_INPUT
    except Exception as error:
        if debug:
            raise
        say(f"This is a defect of bpo-controls ({type(error).__name__}: {error}). Nothing confirmed is lost.")
        say("Run the command again with --debug and report what it prints.")
        return OUR_DEFECT
    return DONE


def _settle_streams() -> None:
    """Replace a stream that was closed before the start (`>&-`) by one that leads nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 (for the whole run)
        elif name != "stdin" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _discard_rest(out: TextIO) -> None:
    """Send what is still buffered nowhere, so that the interpreter does not fail on it as it exits."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, out.fileno())
        os.close(nowhere)
