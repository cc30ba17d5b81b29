"""A folder of templates is read only where it holds plain files of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bpo_controls.diagnostics import UserError
from bpo_controls.reporting.deliver.own_templates import in_use_words, own_templates
from bpo_controls.reporting.formats.templates import sealed
from bpo_controls.reporting.formats.templates.environment import template_dirs


@pytest.fixture(autouse=True)
def _no_templates_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def _refused(directory: Path) -> tuple[str, str]:
    with pytest.raises(UserError) as told:
        own_templates(directory)
    found = told.value.diagnostics[0]
    with pytest.raises(UserError):
        template_dirs([directory / "templates"])
    return found.code, str(found.where)


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("typst/etc", "/etc"),
        ("markdown/pw", "/etc/passwd"),
        ("markdown/one-pager.md.j2", "/etc/passwd"),
        ("typst/e.yaml", "../../engagement.yaml"),
        ("docx/document.docx", "../../journal.jsonl"),
        ("fonts/a.ttf", "/nowhere"),
        ("deep/er/and/deeper", "."),
    ],
)
def test_a_link_inside_is_refused_whatever_it_leads_to(tmp_path: Path, name: str, target: str) -> None:
    link = tmp_path / "templates" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(target)
    assert _refused(tmp_path) == ("template-linked", str(link))


def test_the_folder_of_an_engagement_may_be_no_link_itself(tmp_path: Path) -> None:
    (tmp_path / "templates").symlink_to("/etc")
    with pytest.raises(UserError) as told:
        own_templates(tmp_path)
    assert told.value.diagnostics[0].code == "template-linked"


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "templates" / "typst").mkdir(parents=True)
    os.mkfifo(tmp_path / "templates" / "typst" / "document.typ.j2")
    assert _refused(tmp_path)[0] == "template-error"


def test_too_many_and_too_large_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "templates" / "a").mkdir(parents=True)
    (tmp_path / "templates" / "a" / "x.j2").write_bytes(b"12345")
    assert own_templates(tmp_path) == (tmp_path / "templates",)
    monkeypatch.setattr(sealed, "LARGEST", 4)
    assert _refused(tmp_path)[0] == "template-error"
    monkeypatch.setattr(sealed, "LARGEST", 100_000)
    monkeypatch.setattr(sealed, "MOST_FILES", 1)
    assert _refused(tmp_path)[0] == "template-error"


def test_a_folder_that_cannot_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "templates").mkdir()

    def refuse(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    assert _refused(tmp_path) == ("unreadable-file", str(tmp_path / "templates"))


def test_own_templates_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    (folder / "markdown").mkdir(parents=True)
    (folder / "markdown" / "one-pager.md.j2").write_text("x", encoding="utf-8")
    assert in_use_words(own_templates(tmp_path)) == f"Templates of your own: 1 in {folder}."
    assert in_use_words(()) == ""
