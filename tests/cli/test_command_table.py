"""Each command is imported when it is asked for, and no other."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bpo_controls.cli.command_table import COMMANDS, Commands

SCRIPT = """
import sys
from bpo_controls.cli import app
sys.argv = ["bpo-controls", *{arguments!r}]
try:
    app.run()
except SystemExit:
    pass
print(*sorted(name.rpartition(".")[2] for name in sys.modules if name.startswith("bpo_controls.cli.")))
"""


def imported(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(arguments=arguments)], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_can_be_made_and_bears_its_name(name: str) -> None:
    assert Commands()[name].name == name


def test_an_unknown_command_is_none() -> None:
    assert Commands().get("reprot") is None


def test_a_command_imports_no_other_command() -> None:
    shared = {"app", "command_table", "exit_codes", "arguments", "shell_completion"}
    assert imported("status", "--help") == shared | {"status"}


def test_the_list_of_commands_imports_no_library_and_no_engine() -> None:
    script = SCRIPT.replace("bpo_controls.cli.", "bpo_controls.")
    done = subprocess.run(
        [sys.executable, "-c", script.format(arguments=["--help"])],
        capture_output=True,
        text=True,
        check=True,
    )
    heavy = {"evaluate", "load", "model", "engagement_record", "write_deliverables"}
    assert not heavy & set(done.stdout.splitlines()[-1].split())
