"""The generated reference is fresh and leaves nothing out."""

from __future__ import annotations

import re
from typing import Any

import pytest
import typer.main

from bpo_controls.answers.answer_file import read_answer_file
from bpo_controls.answers.entry import KEYS
from bpo_controls.cli import exit_codes
from bpo_controls.cli.app import app
from bpo_controls.library.json_schema import schemas
from bpo_controls.library.load import load_library
from bpo_controls.library.model import DOMAINS
from bpo_controls.words import labels
from bpo_controls.workspace.journal import KINDS
from docs import file_reference
from docs.command_reference import EXIT_CODES, command_reference, commands
from docs.generate import HERE, pages

COMMANDS = dict(commands(typer.main.get_command(app), "bpo-controls"))


def test_reference_is_fresh() -> None:
    for path, text in pages():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: run `make docs`"


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_documented_with_an_example(name: str) -> None:
    section = command_reference().split(f"\n## {name}\n")[1].split("\n## ")[0]
    assert f"Example: `{name}" in section
    command: Any = COMMANDS[name]
    for parameter in command.params:
        assert parameter.help, f"{name} {parameter.name} has no help"
        assert parameter.help.rstrip(".") in section
        if parameter.param_type_name == "option":
            assert f"`{parameter.opts[0]}" in section


def test_examples_name_options_that_exist() -> None:
    for name, command in COMMANDS.items():
        known: Any = command
        options = {opt for p in known.params for opt in p.opts} | {"--help"}
        example = command_reference().split(f"\n## {name}\n")[1].split("\nExample: `")[1].split("`")[0]
        assert set(re.findall(r"--[a-z-]+", example)) <= options


def test_every_exit_code_is_explained() -> None:
    assert set(EXIT_CODES) == {name for name in vars(exit_codes) if name.isupper()}


def test_every_key_and_kind_is_explained() -> None:
    assert set(file_reference.ANSWER_KEYS) == set(KEYS)
    assert set(file_reference.JOURNAL_KINDS) == set(KINDS)
    assert set(file_reference.LIBRARY_FILES) == set(schemas())


def test_answer_example_is_accepted() -> None:
    library = load_library()
    answers, problems = read_answer_file(file_reference.ANSWER_EXAMPLE, "example.yaml", library)
    assert problems == ()
    assert len(answers) == sum(
        not line.startswith(" ") for line in file_reference.ANSWER_EXAMPLE.splitlines()
    )


def test_changelog_names_the_controls_of_each_domain() -> None:
    text = (HERE.parent / "CHANGELOG.md").read_text(encoding="utf-8")
    controls = load_library().controls.values()
    for domain in DOMAINS:
        ids = [control.id for control in controls if control.domain == domain]
        named = {
            one
            for row in re.findall(rf"^\| {re.escape(labels.domain(domain))} \| (.*) \|$", text, re.MULTILINE)
            for one in row.split(", ")
        }
        assert set(ids) <= named, f"CHANGELOG.md does not name {sorted(set(ids) - named)}"
